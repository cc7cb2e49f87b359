# The steps of `./dev test`, one function each. Sourced after steps.sh.
# shellcheck shell=bash

# Workspaces of their own, so that their dependencies do not change the project's build.
SIDE_CRATES="benches fuzz"

check_format() {
    local crate
    cargo fmt --all --check
    for crate in $SIDE_CRATES; do
        cargo fmt --manifest-path "$crate/Cargo.toml" --check
    done
}
check_clippy() {
    "${CARGO[@]}" clippy --workspace --all-targets --locked -- -D warnings
    local crate
    for crate in $SIDE_CRATES; do
        "${CARGO[@]}" clippy --manifest-path "$crate/Cargo.toml" --all-targets --locked -- -D warnings
    done
}
rust_tests() {
    make_tmp
    "${CARGO[@]}" test --workspace --locked 2>&1 | tee "$WORK/rust-tests"
    if grep ' \.\.\. ignored' "$WORK/rust-tests"; then
        echo 'These tests are ignored, which counts as failed.'
        return 1
    fi
}

phpt_tests() {
    cd "$PECL_DIR"
    NO_INTERACTION=1 REPORT_EXIT_STATUS=1 SKIP_ONLINE_TESTS=1 make test TESTS="-q --show-diff tests/phpt"
}
# What only a debug build can show, with the dev profile's extension.
phpt_debug() {
    cd "$PECL_DIR"
    NO_INTERACTION=1 REPORT_EXIT_STATUS=1 TEST_PHP_EXECUTABLE=$PHP \
        "$PHP" -n run-tests.php -n -d "extension=$PAYGENT_DEV_SO" -q --show-diff tests/debug
}
compare_stubs() {
    php_with_extension tests/stubs/compare.php
}

composer_install() {
    export COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_NO_INTERACTION=1
    composer_vendor tests vendor install
    composer_vendor php/payments vendor update
    # The engine promises both ends of a range.
    composer_vendor php/payments vendor-dbal3 update --with 'doctrine/dbal:^3.7'
}
# composer_vendor FOLDER VENDOR COMMAND...: does nothing when it is newer than composer.json.
composer_vendor() {
    local folder=$1 vendor=$2
    shift 2
    if [ "$folder/$vendor/composer/installed.json" -nt "$folder/composer.json" ]; then
        echo "$folder/$vendor is up to date"
        return
    fi
    COMPOSER_VENDOR_DIR=$vendor composer "$@" --no-progress -d "$folder"
}
# phpunit_cli BACKEND: `paygent.tls_backend`; the local Paygent and the tests' servers are the same.
phpunit_cli() {
    local junit=$LOGS/phpunit-cli-$1.xml
    make_tmp
    start_sandbox "$WORK/sandbox"
    echo "junit: $junit"
    rm -f "$junit"
    php_with_extension -d "paygent.tls_backend=$1" tests/vendor/bin/phpunit -c tests/phpunit.xml --log-junit "$junit"
}
phpunit_fpm() {
    make_tmp
    start_sandbox "$WORK/sandbox"
    echo "junit: $LOGS/phpunit-fpm.xml"
    rm -f "$LOGS/phpunit-fpm.xml"
    tests/fpm/phpunit "$LOGS/phpunit-fpm.xml"
}
# payments VENDOR: the engine with the databases and the local Paygent that its tests start.
payments() {
    local junit=$LOGS/payments-$1.xml
    echo "junit: $junit"
    rm -f "$junit"
    PAYMENTS_VENDOR=$1 php_with_extension "php/payments/$1/bin/phpunit" -c php/payments/phpunit.xml --log-junit "$junit"
}
# The engine killed before every statement, on every database (docs/reliability.md).
payments_kill() {
    local junit=$LOGS/payments-kill.xml
    echo "junit: $junit"
    rm -f "$junit"
    php_with_extension php/payments/vendor/bin/phpunit -c php/payments/phpunit.xml --testsuite kill --log-junit "$junit"
}
# storm ORDERS [SEED [DATABASE]]: exit status 1 on any difference.
storm() {
    php_with_extension -d memory_limit=-1 php/payments/tests/storm.php "$@"
}
phpstan() {
    local settings
    for settings in tests/phpstan.neon php/payments/phpstan.neon; do
        php_with_extension tests/vendor/bin/phpstan analyse -c "$settings" --no-progress --memory-limit=1G
    done
}
code_style() {
    php_with_extension tests/vendor/bin/php-cs-fixer fix --config=tests/.php-cs-fixer.php --dry-run --diff
}
run_demo() {
    ./dev demo
}
# shop_page [FOLDER]: with pictures of what the buyer sees.
shop_page() {
    make_tmp
    start_sandbox "$WORK/sandbox"
    tests/e2e/run "$@"
}

php_with_extension() {
    "$PHP" -d "extension=$PAYGENT_SO" "$@"
}
