# A thread-safe debug PHP beside the system's, made from the distribution's source package.
# Sourced after build.sh.
# shellcheck shell=bash

ZTS_PACKAGES="dpkg-dev autoconf bison re2c libxml2-dev zlib1g-dev"
ZTS_DIR=$CARGO_TARGET_DIR/php-zts

build_php_zts() {
    [ ! -x "$ZTS_DIR/install/bin/php" ] || return 0
    (fetch_php_source)
    (
        cd "$ZTS_DIR"/source/php*/
        ./buildconf --force
        ./configure "--prefix=$ZTS_DIR/install" --disable-all --disable-cgi --disable-phpdbg \
            --enable-zts --enable-debug --enable-cli --enable-mbstring --disable-mbregex \
            --enable-pcntl --enable-posix --enable-tokenizer --enable-ctype --enable-filter \
            --with-openssl --with-curl
        make -j "$(nproc)"
        make install
        # Debian's phpize takes libtool's macros from below PHP's own prefix.
        mkdir -p "$ZTS_DIR/install/share"
        ln -sfn /usr/share/aclocal "$ZTS_DIR/install/share/aclocal"
    )
}

# With lists of its own: the system's apt keeps its sources as they are.
fetch_php_source() {
    local apt=$ZTS_DIR/apt options name
    name=php$("$PHP" -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')
    rm -rf "$apt" "$ZTS_DIR/source"
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial" "$ZTS_DIR/source"
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
        sed -n 's/^deb /deb-src /p' >"$apt/sources.list"
    local file
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/parts/$(basename "$file")"
    done
    options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o "Dir::Etc::sourceparts=$apt/parts"
        -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
    # A source that offers binaries only fails here, and does not matter.
    apt-get "${options[@]}" update || true
    # Newest first; a mirror may lack the sources of an update that it has the binaries of.
    cd "$ZTS_DIR/source"
    local version
    for version in $(apt-cache "${options[@]}" showsrc --only-source "$name" | sed -n 's/^Version: //p' | sort -rV); do
        ! apt-get "${options[@]}" source "$name=$version" || return 0
    done
    stop "apt offers no source package of $name"
}

use_php_zts() {
    PHP=$ZTS_DIR/install/bin/php
    PHP_CONFIG=$ZTS_DIR/install/bin/php-config
    PHPIZE=$ZTS_DIR/install/bin/phpize
    PECL_DIR=$CARGO_TARGET_DIR/pecl-zts
    PAYGENT_SO=$PECL_DIR/modules/paygent.so
    export CARGO_TARGET_DIR=$CARGO_TARGET_DIR/zts
    mkdir -p "$CARGO_TARGET_DIR"
}
