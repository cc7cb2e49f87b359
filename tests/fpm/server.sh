# A real php-fpm behind a real nginx, on a free port of 127.0.0.1. Sourced after dev.d/build.sh.
# shellcheck shell=bash

# start_fpm DIR WORKERS: sets FPM_PID and FPM_URL; expects PAYGENT_SO and PAYGENT_CONFIG.
start_fpm() {
    local dir=$1 workers=$2 port
    FPM_ROOT=${FPM_ROOT:-$ROOT/tests/fpm/public}
    port=$(free_port)
    mkdir -p "$dir"
    write_fpm_config "$dir" "$workers"
    write_nginx_config "$dir" "$port"
    background "$PHP_FPM" --nodaemonize --allow-to-run-as-root --fpm-config "$dir/php-fpm.conf" \
        -d "extension=$PAYGENT_SO" -d "paygent.config_path=$PAYGENT_CONFIG" >"$dir/php-fpm.out" 2>&1
    FPM_PID=$PID
    wait_for 10 test -S "$dir/fpm.sock" || { cat "$dir/php-fpm.out" >&2; stop 'php-fpm did not start'; }
    background nginx -c "$dir/nginx.conf" >"$dir/nginx.out" 2>&1
    wait_for 10 port_is_open "$port" || { cat "$dir/nginx.out" >&2; stop 'nginx did not start'; }
    FPM_URL=http://127.0.0.1:$port
}

# As root the workers stay root: the kit's private key is readable by its owner alone.
write_fpm_config() {
    local user=
    [ "$(id -u)" != 0 ] || user=$'user = root\ngroup = root'
    cat >"$1/php-fpm.conf" <<CONF
[global]
error_log = $1/php-fpm.log
daemonize = no

[www]
$user
listen = $1/fpm.sock
pm = static
pm.max_children = $2
clear_env = no
catch_workers_output = yes
php_value[error_log] = $1/php.log
php_flag[log_errors] = on
php_value[max_execution_time] = 0
php_value[memory_limit] = 512M
CONF
}

write_nginx_config() {
    local user=
    [ "$(id -u)" != 0 ] || user='user root;'
    cat >"$1/nginx.conf" <<CONF
$user
daemon off;
worker_processes 1;
pid $1/nginx.pid;
error_log $1/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $1/nginx-body;
    proxy_temp_path $1/nginx-proxy;
    fastcgi_temp_path $1/nginx-fastcgi;
    uwsgi_temp_path $1/nginx-uwsgi;
    scgi_temp_path $1/nginx-scgi;
    keepalive_requests 100000;
    server {
        listen 127.0.0.1:$2;
        root $FPM_ROOT;
        location ~ \\.php\$ {
            fastcgi_pass unix:$1/fpm.sock;
            fastcgi_read_timeout 900s;
            fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
            fastcgi_param QUERY_STRING \$query_string;
            fastcgi_param CONTENT_TYPE \$content_type;
            fastcgi_param CONTENT_LENGTH \$content_length;
            fastcgi_param REQUEST_METHOD \$request_method;
            fastcgi_param REQUEST_URI \$request_uri;
            fastcgi_param SERVER_PROTOCOL \$server_protocol;
        }
    }
}
CONF
}
