# Debian's Apache httpd with four TLS doors, each writing a log of its own: asking for the client
# certificate late (per location) or in the first handshake, in TLS 1.2 and 1.3. Sourced after lib.sh.
# shellcheck shell=bash

APACHE_MODULES=${APACHE_MODULES:-/usr/lib/apache2/modules}

# start_apache DIR: makes certificates and settings files in DIR, too; DIR/NAME.conf is a settings
# file for door NAME, DIR/NAME.log has one JSON line for each request that it received.
start_apache() {
    local dir=$1 name port
    mkdir -p "$dir/htdocs/card" "$dir/htdocs/atm"
    make_certificates "$dir"
    printf 'result=0\r\npayment_id=900000000000000001\r\ntrading_id=\r\n' |
        tee "$dir/htdocs/card/request" >"$dir/htdocs/atm/request"
    write_apache_head "$dir"
    for name in late-tls12 late-tls13 first-tls12 first-tls13; do
        port=$(free_port)
        write_door "$dir" "$name" "$port" >>"$dir/apache.conf"
        write_settings "$dir" "$name" "$port"
    done
    chmod -R a+rX "$dir"
    background apache2 -D FOREGROUND -f "$dir/apache.conf" >"$dir/apache.out" 2>&1
    wait_for 10 port_is_open "$port" || { cat "$dir"/apache.out "$dir"/error.log >&2; stop 'Apache did not start'; }
}

make_certificates() {
    (
        cd "$1"
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Test CA' -keyout ca.key -out ca.crt \
            -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
        issue server '/CN=localhost' 'subjectAltName=DNS:localhost,IP:127.0.0.1'
        issue client '/CN=test merchant' 'extendedKeyUsage=clientAuth'
        cat client.crt client.key >client.pem
    ) >"$1/openssl.log" 2>&1
}
issue() {
    openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$1.key" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out "$1.crt" \
        -extfile <(printf 'basicConstraints=CA:FALSE\n%s\n' "$3")
}

# As root the workers change to an ordinary user: Apache refuses to serve as root.
write_apache_head() {
    local user=
    [ "$(id -u)" != 0 ] || user=$'User www-data\nGroup www-data'
    cat >"$1/apache.conf" <<CONF
ServerRoot $1
ServerName localhost
PidFile $1/apache.pid
Mutex file:$1 default
ErrorLog $1/error.log
$user
LoadModule mpm_event_module $APACHE_MODULES/mod_mpm_event.so
LoadModule authz_core_module $APACHE_MODULES/mod_authz_core.so
LoadModule alias_module $APACHE_MODULES/mod_alias.so
LoadModule ssl_module $APACHE_MODULES/mod_ssl.so
LoadModule socache_shmcb_module $APACHE_MODULES/mod_socache_shmcb.so
SSLSessionCache shmcb:$1/sessions(512000)
LogFormat "{\\"status\\":%>s,\\"keepalive\\":%k,\\"tls\\":\\"%{SSL_PROTOCOL}x\\",\\"session\\":\\"%{SSL_SESSION_RESUMED}x\\",\\"verify\\":\\"%{SSL_CLIENT_VERIFY}x\\",\\"subject\\":\\"%{SSL_CLIENT_S_DN_CN}x\\",\\"method\\":\\"%m\\"}" door
Alias /n/ $1/htdocs/
<Directory $1/htdocs>
    Require all granted
    ForceType text/plain
</Directory>
CONF
}

# write_door DIR NAME PORT: late doors ask for the certificate when they know the path; first doors
# close each connection after three telegrams (two kept ones), so that clients must reconnect and resume.
write_door() {
    local protocol=TLSv1.2 verify
    case $2 in *-tls13) protocol=TLSv1.3 ;; esac
    case $2 in
    late-*) verify=$'    <Location /n/>\n        SSLVerifyClient require\n    </Location>' ;;
    first-*) verify=$'    SSLVerifyClient require\n    MaxKeepAliveRequests 2' ;;
    esac
    cat <<CONF

Listen 127.0.0.1:$3
<VirtualHost 127.0.0.1:$3>
    SSLEngine on
    SSLProtocol -all +$protocol
    SSLCertificateFile $1/server.crt
    SSLCertificateKeyFile $1/server.key
    SSLCACertificateFile $1/ca.crt
$verify
    CustomLog $1/$2.log door
</VirtualHost>
CONF
}

write_settings() {
    cat >"$1/$2.conf" <<CONF
<?php
paygentB2Bmodule.client_file_path=$1/client.pem
paygentB2Bmodule.ca_file_path=$1/ca.crt
paygentB2Bmodule.default_id=EXAMPLEID
paygentB2Bmodule.default_password=ExamplePass
paygentB2Bmodule.timeout_value=20
paygentB2Bmodule.log_output_path=
paygentB2Bmodule.select_max_cnt=2000
paygentB2Bmodule.telegram_kind.ref=027,090
paygentB2Bmodule.url.01=https://localhost:$3/n/atm/request
paygentB2Bmodule.url.02=https://localhost:$3/n/card/request
CONF
}
