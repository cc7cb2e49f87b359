# The machine's part: Debian packages and the Rust tool chain. Sourced after lib.sh.
# shellcheck shell=bash

# Enough to build and to run the examples.
BUILD_PACKAGES="build-essential pkg-config clang libclang-dev libcurl4-openssl-dev libssl-dev
    php-cli php-dev php-mbstring ca-certificates"
# What the tests add: servers, PHP's tools, the other PHP extensions that the tests talk to.
TEST_PACKAGES="php-fpm php-curl php-xml php-sqlite3 php-pgsql php-mysql php-zip php-pear composer unzip
    postgresql mariadb-server nginx apache2-bin openssl curl procps python3"
RUST_NEEDED=1.88

need_build_tools() {
    # shellcheck disable=SC2086
    install_missing $BUILD_PACKAGES
    need_rust
    find_php
}
need_test_tools() {
    # shellcheck disable=SC2086
    install_missing $BUILD_PACKAGES $TEST_PACKAGES
    need_rust
    find_php
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || stop "this needs root: $*"
        sudo "$@"
    fi
}

install_missing() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null; then
        say "no apt here; needed are the equivalents of: $*"
        return
    fi
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing with apt: ${missing[*]}"
    apt_install "${missing[@]}"
}
is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# nginx, php-fpm and the databases are wanted as programs: no service may start now or take port 80 at next boot.
apt_install() {
    local log=$LOGS/apt.log policy=/usr/sbin/policy-rc.d made_policy=no service
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
        made_policy=yes
        at_exit "[ ! -e $policy ] || as_root rm -f $policy"
    fi
    local failed=no
    { as_root apt-get update -q &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "$@"; } \
        >"$log" 2>&1 </dev/null || failed=yes
    [ "$made_policy" = no ] || as_root rm -f "$policy"
    if [ "$failed" = yes ]; then
        tail -n 20 "$log" >&2
        stop "apt could not install: $* (log: $log)"
    fi
    [ -d /run/systemd/system ] || return 0
    for service in nginx postgresql mariadb-server "php$(php -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')-fpm"; do
        case " $* " in
        *" ${service/php*-fpm/php-fpm} "*) as_root systemctl disable --now "${service%-server}" >>"$log" 2>&1 || true ;;
        esac
    done
}

need_rust() {
    if [ -x "$HOME/.cargo/bin/cargo" ] && ! command -v cargo >/dev/null; then
        export PATH="$HOME/.cargo/bin:$PATH"
    fi
    rust_is_new_enough && return
    if command -v rustup >/dev/null && rustc --version >/dev/null 2>&1; then
        stop "Rust $RUST_NEEDED or newer is needed, this is $(rustc --version | cut -d' ' -f2): run \"rustup update stable\""
    fi
    if ! command -v rustup >/dev/null && apt_offers rustup; then
        install_missing rustup
    fi
    if command -v rustup >/dev/null; then
        say 'installing Rust (stable) with rustup'
        rustup default stable >"$LOGS/rustup.log" 2>&1 || stop "rustup could not install Rust (log: $LOGS/rustup.log)"
        rust_is_new_enough && return
    fi
    stop "Rust $RUST_NEEDED or newer is needed and this distribution does not offer it: install it as https://www.rust-lang.org/tools/install says, then run this again"
}
rust_is_new_enough() {
    local found
    found=$(rustc --version 2>/dev/null | cut -d' ' -f2) || return 1
    [ -n "$found" ] && command -v cargo >/dev/null &&
        [ "$(printf '%s\n%s\n' "$RUST_NEEDED" "$found" | sort -V | head -n 1)" = "$RUST_NEEDED" ]
}
apt_offers() {
    command -v apt-cache >/dev/null || return 1
    apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]' && return
    as_root apt-get update -q >"$LOGS/apt.log" 2>&1 || true
    apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'
}

# Sets PHP, PHP_CONFIG, PHPIZE and PHP_FPM, all of one PHP version.
find_php() {
    local version
    PHP=${PHP:-$(command -v php)}
    version=$("$PHP" -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
    PHP_CONFIG=${PHP_CONFIG:-$(first_command "php-config$version" php-config)}
    PHPIZE=${PHPIZE:-$(first_command "phpize$version" phpize)}
    PHP_FPM=${PHP_FPM:-$(first_command "php-fpm$version" "/usr/sbin/php-fpm$version" php-fpm)}
    [ -n "$PHP_CONFIG" ] || stop 'php-config is missing (Debian: php-dev)'
    [ "$("$PHP_CONFIG" --vernum)" = "$("$PHP" -r 'echo PHP_VERSION_ID;')" ] ||
        stop "$PHP and $PHP_CONFIG are of different PHP versions: set PHP and PHP_CONFIG"
    export PHP PHP_CONFIG PHPIZE PHP_FPM
    # The build scripts look at these variables: with other values than in a developer's own
    # `cargo build`, each would throw away what the other has built.
    CARGO=(cargo)
    if [ "$PHP" = "$(command -v php)" ] && [ "$(php-config --vernum 2>/dev/null)" = "$("$PHP_CONFIG" --vernum)" ]; then
        CARGO=(env -u PHP -u PHP_CONFIG cargo)
    fi
}
first_command() {
    local name
    for name in "$@"; do
        command -v "$name" && return
    done
    return 0
}

# What buys in the shop page: the system's Chromium, and node with npm where they are not there yet.
need_browser() {
    install_missing chromium
    command -v node >/dev/null || install_missing nodejs
    command -v npm >/dev/null || install_missing npm
}
