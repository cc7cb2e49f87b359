# The steps of `./dev test`, one function each. Sourced after steps.sh.
# shellcheck shell=bash

# Workspaces of their own, so that their dependencies do not change the project's build.
SIDE_CRATES="benches fuzz"

check_format() {
    local crate
    cargo fmt --all --check
    for crate in $SIDE_CRATES; do
        [ ! -f "$crate/Cargo.toml" ] || cargo fmt --manifest-path "$crate/Cargo.toml" --check
    done
}
check_clippy() {
    "${CARGO[@]}" clippy --workspace --all-targets --locked -- -D warnings
    "${CARGO[@]}" clippy --manifest-path benches/Cargo.toml --all-targets --locked -- -D warnings
}
rust_tests() {
    "${CARGO[@]}" test --workspace --locked
}

phpt_tests() {
    cd "$PECL_DIR"
    NO_INTERACTION=1 REPORT_EXIT_STATUS=1 SKIP_ONLINE_TESTS=1 make test TESTS="-q --show-diff tests/phpt"
}
pecl_package() {
    cd "$PECL_DIR"
    rm -f paygent-*.tgz
    pecl package-validate package.xml
    pecl package package.xml
    # Everything that cargo and phpize read must be in the archive.
    comm -23 <(package_needs | sort) <(tar -tzf paygent-*.tgz | sed 's|^paygent-[^/]*/||' | sort) >missing.txt
    if [ -s missing.txt ]; then
        echo 'package.xml does not list:'
        cat missing.txt
        return 1
    fi
}
package_needs() {
    tr '\0' '\n' <.copied |
        grep -E '^(Cargo\.(toml|lock)|build\.rs|config\.m4|Makefile\.frag|LICENSE|README\.md|src/.*|stubs/.*|crates/[^/]+/(Cargo\.toml|build\.rs|(src|data)/.*)|tests/phpt/.*)$'
}
compare_stubs() {
    php_with_extension tests/stubs/compare.php
}

composer_install() {
    COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_NO_INTERACTION=1 composer install --no-progress -d tests
}
phpunit_cli() {
    make_tmp
    start_sandbox "$TMP/sandbox"
    echo "junit: $LOGS/phpunit-cli.xml"
    rm -f "$LOGS/phpunit-cli.xml"
    php_with_extension tests/vendor/bin/phpunit -c tests/phpunit.xml --log-junit "$LOGS/phpunit-cli.xml"
}
phpunit_fpm() {
    make_tmp
    start_sandbox "$TMP/sandbox"
    echo "junit: $LOGS/phpunit-fpm.xml"
    rm -f "$LOGS/phpunit-fpm.xml"
    tests/fpm/phpunit "$LOGS/phpunit-fpm.xml"
}
phpstan() {
    php_with_extension tests/vendor/bin/phpstan analyse -c tests/phpstan.neon --no-progress --memory-limit=1G
}
code_style() {
    php_with_extension tests/vendor/bin/php-cs-fixer fix --config=tests/.php-cs-fixer.php --dry-run --diff
}
run_demo() {
    ./dev demo
}

php_with_extension() {
    "$PHP" -d "extension=$PAYGENT_SO" "$@"
}
