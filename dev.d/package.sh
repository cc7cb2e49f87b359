# The pecl archive. Sourced after build.sh, with copy_tree done.
# shellcheck shell=bash

# What must be in the archive: all that phpize, cargo and `make test` read, and the papers.
package_files() {
    tr '\0' '\n' <"$PECL_DIR/.copied" | grep -E '^([A-Z]+(\.ja)?\.md|LICENSE|Cargo\.(toml|lock)|clippy\.toml|composer\.json|build\.rs|config\.m4|Makefile\.frag|stubs/.*|src/.*|crates/[^/]+/(Cargo\.toml|build\.rs|(src|data)/.*)|tests/phpt/.*)$' |
        grep -v '^CONTRIBUTING\.md$' | LC_ALL=C sort
}

# Makes the archive in the copied tree.
pecl_package() {
    local missing
    cd "$PECL_DIR"
    rm -f paygent-*.tgz
    pecl package-validate package.xml
    pecl package package.xml
    missing=$(LC_ALL=C comm -23 <(package_files) <(archived_files))
    if [ -n "$missing" ]; then
        printf 'package.xml does not list these (./dev package writes its list anew):\n%s\n' "$missing"
        return 1
    fi
}
archived_files() { tar -tzf paygent-*.tgz | sed 's|^paygent-[^/]*/||' | LC_ALL=C sort; }
