dnl The pecl-style build. Rust is built by cargo; see Makefile.frag.

PHP_ARG_ENABLE([paygent],
  [whether to build the paygent extension],
  [AS_HELP_STRING([--enable-paygent], [Build the paygent extension])])

PHP_ARG_WITH([paygent-debug],
  [whether to build paygent for debugging],
  [AS_HELP_STRING([--with-paygent-debug],
    [Build with cargo's dev profile: debug information, no optimization])],
  [no],
  [no])

if test "$PHP_PAYGENT" != "no"; then
  dnl --- cargo and rustc: $CARGO and $RUSTC, the path, then rustup's own directory ---
  AC_PATH_PROG([CARGO], [cargo], [], [$PATH$PATH_SEPARATOR$HOME/.cargo/bin])
  AC_PATH_PROG([RUSTC], [rustc], [], [$PATH$PATH_SEPARATOR$HOME/.cargo/bin])
  paygent_get_rust="on Debian 13 and Ubuntu 24.04 run \`apt-get install rustup && rustup default stable', elsewhere see https://rustup.rs"
  if test -z "$CARGO" || test -z "$RUSTC"; then
    AC_MSG_ERROR([paygent needs Rust 1.88 or newer, and there is no cargo or no rustc: $paygent_get_rust])
  fi
  AC_MSG_CHECKING([for Rust 1.88 or newer])
  paygent_check_rust() {
    paygent_found=`"$[]1" --version 2>/dev/null | $SED -n 's/^[[a-z]]* \([[0-9]]*\.[[0-9]]*\).*/\1/p'`
    paygent_major=`echo "${paygent_found:-0.0}" | cut -d. -f1`
    paygent_minor=`echo "${paygent_found:-0.0}" | cut -d. -f2`
    test "$paygent_major" -gt 1 || { test "$paygent_major" -eq 1 && test "$paygent_minor" -ge 88; }
  }
  for paygent_tool in "$RUSTC" "$CARGO"; do
    if ! paygent_check_rust "$paygent_tool"; then
      AC_MSG_RESULT([no])
      AC_MSG_ERROR([paygent needs Rust 1.88 or newer, $paygent_tool is ${paygent_found:-of unknown version}: $paygent_get_rust])
    fi
  done
  AC_MSG_RESULT([$paygent_found])

  dnl --- libcurl of the system; never a bundled copy ---
  AC_PATH_PROG([PKG_CONFIG], [pkg-config], [no])
  if test "$PKG_CONFIG" = "no"; then
    AC_MSG_ERROR([paygent needs pkg-config: on Debian and Ubuntu run 'apt-get install pkg-config'])
  fi
  AC_MSG_CHECKING([for libcurl 7.62.0 or newer])
  if ! "$PKG_CONFIG" --atleast-version=7.62.0 libcurl; then
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([paygent needs the development package of libcurl 7.62.0 or newer: on Debian and Ubuntu run 'apt-get install libcurl4-openssl-dev'])
  fi
  AC_MSG_RESULT([`"$PKG_CONFIG" --modversion libcurl`])
  AC_MSG_CHECKING([for OpenSSL 1.1.1 or newer])
  if ! "$PKG_CONFIG" --atleast-version=1.1.1 openssl; then
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([paygent needs the development package of OpenSSL 1.1.1 or newer: on Debian and Ubuntu run 'apt-get install libssl-dev'])
  fi
  AC_MSG_RESULT([`"$PKG_CONFIG" --modversion openssl`])

  dnl --- libclang: reads PHP's headers while the binding is built ---
  AC_MSG_CHECKING([for libclang])
  paygent_libclang=
  for paygent_file in \
    ${LIBCLANG_PATH:+"$LIBCLANG_PATH"/libclang*.so* "$LIBCLANG_PATH"} \
    `llvm-config --libdir 2>/dev/null`/libclang*.so* \
    /usr/lib/llvm*/lib*/libclang*.so* /usr/lib/*/libclang*.so* /usr/lib64/libclang*.so* \
    /usr/lib/libclang*.so* /usr/local/lib*/libclang*.so* /usr/local/llvm*/lib/libclang*.so*; do
    if test -z "$paygent_libclang" && test -f "$paygent_file"; then
      paygent_libclang=$paygent_file
    fi
  done
  if test -z "$paygent_libclang"; then
    AC_MSG_RESULT([no])
    AC_MSG_ERROR([paygent needs libclang to read PHP's headers: on Debian and Ubuntu run 'apt-get install clang libclang-dev', or set LIBCLANG_PATH])
  fi
  AC_MSG_RESULT([$paygent_libclang])

  if test "$PHP_PAYGENT_DEBUG" = "no"; then
    PAYGENT_PROFILE=release
    PAYGENT_PROFILE_DIR=release
  else
    PAYGENT_PROFILE=dev
    PAYGENT_PROFILE_DIR=debug
  fi
  dnl The build script of the binding wants paths, not names.
  PAYGENT_PHP_CONFIG=`command -v "$PHP_CONFIG"`
  dnl What the environment says at configure time; at make time it may say otherwise.
  PAYGENT_TARGET_DIR=${CARGO_TARGET_DIR:-$abs_srcdir/target}

  PHP_SUBST([CARGO])
  PHP_SUBST([RUSTC])
  PHP_SUBST([PAYGENT_PROFILE])
  PHP_SUBST([PAYGENT_PROFILE_DIR])
  PHP_SUBST([PAYGENT_TARGET_DIR])
  PHP_SUBST([PAYGENT_PHP_CONFIG])

  dnl The make rules of PHP build, test and install what is listed here; the rule is ours.
  PHP_MODULES="$PHP_MODULES \$(phplibdir)/paygent.la"
  PHP_ADD_MAKEFILE_FRAGMENT([$abs_srcdir/Makefile.frag], [$abs_srcdir], [$abs_builddir])

  dnl Without any directory PHP's own make-a-directory tool complains.
  PHP_ADD_BUILD_DIR([$abs_builddir/modules])

  dnl PHP's `make clean' deletes every library below this directory, cargo's own among them. Ours
  dnl replaces it.
  AC_CONFIG_COMMANDS([paygent-clean],
    [$SED 's/^clean:/phpize-clean:/' Makefile >Makefile.tmp && mv Makefile.tmp Makefile],
    [SED="$SED"])
fi
