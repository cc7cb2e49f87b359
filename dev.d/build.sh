# The two builds: the whole workspace in the dev profile (Rust tests, the command, the demo), and
# the extension as its users build it (phpize, configure, make: release profile). Sourced after
# packages.sh.
# shellcheck shell=bash

export PHP PAYGENT_BIN=$CARGO_TARGET_DIR/debug/paygent
PAYGENT_DEV_SO=$CARGO_TARGET_DIR/debug/libpaygent.so
PECL_DIR=$CARGO_TARGET_DIR/pecl
export PAYGENT_SO=${PAYGENT_SO:-$PECL_DIR/modules/paygent.so}

# Always the whole workspace: with a part of it cargo would choose other features of the
# dependencies and build them twice.
build_dev() {
    "${CARGO[@]}" build --workspace --locked
}

# In a copy of the working tree, because phpize and configure write into the directory they run in.
build_pecl() {
    copy_tree
    (
        cd "$PECL_DIR"
        "$PHPIZE"
        ./configure --enable-paygent "--with-php-config=$PHP_CONFIG"
        make
    )
}
copy_tree() {
    local list=$CARGO_TARGET_DIR/pecl.files
    mkdir -p "$PECL_DIR"
    git ls-files -co --exclude-standard -z | while IFS= read -r -d '' file; do
        [ ! -f "$file" ] || printf '%s\0' "$file"
    done >"$list"
    remove_stale "$list"
    xargs -0 cp -pu --parents -t "$PECL_DIR" <"$list"
}
# A file that was renamed or deleted must not be built or tested from the copy.
remove_stale() {
    local before=$PECL_DIR/.copied
    if [ -f "$before" ]; then
        (cd "$PECL_DIR" && comm -z -23 <(sort -z .copied) <(sort -z "$1") | xargs -0r rm -f --)
    fi
    cp "$1" "$before"
}

need_extension() {
    [ -f "$PAYGENT_SO" ] || stop "$PAYGENT_SO is not built: run ./dev build"
}
