# Appended to PHP's Makefile. Cargo decides what is out of date; the files below only say when to
# ask it, so that `sudo make install` after `make` needs no Rust.

PAYGENT_SOURCES = $(shell find $(srcdir)/src $(srcdir)/crates -name target -prune -o -type f -print) \
	$(srcdir)/Cargo.toml $(srcdir)/Cargo.lock $(srcdir)/build.rs

# `make test` runs these unless told otherwise.
TESTS = $(srcdir)/tests/phpt

# PHP's rules read the name of the library from the .la file.
$(phplibdir)/paygent.la: $(PAYGENT_SOURCES) $(builddir)/Makefile
	@mkdir -p $(phplibdir)
	cd $(srcdir) && \
		target="$${CARGO_TARGET_DIR:-$(PAYGENT_TARGET_DIR)}" && \
		CARGO_TARGET_DIR="$$target" RUSTC="$${RUSTC:-$(RUSTC)}" \
		PHP="$(PHP_EXECUTABLE)" PHP_CONFIG="$(PAYGENT_PHP_CONFIG)" \
		"$${CARGO:-$(CARGO)}" build --locked --package paygent-extension --profile $(PAYGENT_PROFILE) && \
		cp "$$target/$(PAYGENT_PROFILE_DIR)/libpaygent.so" $(phplibdir)/paygent.so.new && \
		mv -f $(phplibdir)/paygent.so.new $(phplibdir)/paygent.so
	@echo "dlname='paygent.so'" > $@

# Instead of PHP's, which configure renames (hence the blank before the colon): leaves cargo's
# directory alone (`cargo clean` empties that).
clean :
	rm -f modules/*
	find $(srcdir)/tests/phpt -name '*.diff' -o -name '*.exp' -o -name '*.log' -o -name '*.out' \
		-o -name '*.sh' -o -name '*.php' | xargs rm -f

.PHONY: clean
