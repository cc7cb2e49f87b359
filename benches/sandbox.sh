# The local Paygent under load, on all cores, and nginx with the same certificates beside it. Sourced
# by ./dev bench after the sandbox was started.
# shellcheck shell=bash

SANDBOX_CONNECTIONS=8
SANDBOX_PAYMENTS=100000

# sandbox_figures DIR: prints the figures of the sandbox in DIR, one line of JSON each.
sandbox_figures() {
    local load=$CARGO_TARGET_DIR/release/sandbox-load
    # Once without counting: pages of memory, prepared statements, the disk's cache.
    "$load" "$PAYGENT_KIT" warm-up mixed 3000 "$SANDBOX_CONNECTIONS" >/dev/null
    "$load" "$PAYGENT_KIT" sandbox.mixed mixed 20000 "$SANDBOX_CONNECTIONS"
    "$load" "$PAYGENT_KIT" sandbox.inquiry inquiry 20000 "$SANDBOX_CONNECTIONS"
    "$load" "$PAYGENT_KIT" sandbox.fresh fresh 2000 "$SANDBOX_CONNECTIONS"
    start_nginx "$1"
    "$load" "$PAYGENT_KIT" sandbox.nginx elsewhere 20000 "$SANDBOX_CONNECTIONS" "$NGINX_URL"
    # Fills the store through the front door; the load before made some payments, too.
    "$load" "$PAYGENT_KIT" sandbox.authorise authorise "$SANDBOX_PAYMENTS" "$SANDBOX_CONNECTIONS"
    "$PHP" benches/php/search.php "$PAYGENT_TOOL_URL" "$SANDBOX_PAYMENTS"
}

# start_nginx SANDBOX_DIR: mutual TLS with the sandbox's own certificates and one answer for everything.
# Sets NGINX_URL.
start_nginx() {
    local dir=$WORK/nginx port
    port=$(free_port)
    mkdir -p "$dir"
    cat >"$dir/nginx.conf" <<CONF
daemon off;
worker_processes $(nproc);
pid $dir/pid;
error_log $dir/error.log;
events {}
http {
    access_log off;
    keepalive_requests 1000000;
    client_body_temp_path $dir/body;
    proxy_temp_path $dir/proxy;
    fastcgi_temp_path $dir/fastcgi;
    uwsgi_temp_path $dir/uwsgi;
    scgi_temp_path $dir/scgi;
    server {
        listen 127.0.0.1:$port ssl;
        ssl_certificate $1/ca/server.pem;
        ssl_certificate_key $1/ca/server.pem;
        ssl_client_certificate $PAYGENT_KIT/curl-ca-bundle.crt;
        ssl_verify_client on;
        default_type text/plain;
        return 200 "\r\nresult=0\r\npayment_id=1\r\n";
    }
}
CONF
    background nginx -e "$dir/error.log" -c "$dir/nginx.conf" >"$dir/out" 2>&1
    wait_for 10 port_is_open "$port" || { cat "$dir/error.log" >&2; stop 'nginx did not start'; }
    NGINX_URL=https://localhost:$port
}
