# The payment engine: its part of a checkout, notices, a long history. Sourced by ./dev bench.
# shellcheck shell=bash

PAYMENTS_HISTORY=100000
PAYMENTS_NOTICES=1000

# payments_checkouts: prints figures, one line of JSON each. On one core, as the telegrams are.
payments_checkouts() {
    local kind fsync
    payments_php telegram.php
    for kind in sqlite postgresql; do
        for fsync in off on; do
            payments_php checkout.php "$WORK" "$kind" "$fsync"
        done
    done
    payments_php history.php "$PAYMENTS_HISTORY"
}

# payments_notices: on all cores.
payments_notices() {
    local fpm=$WORK/payments-fpm
    export PAYMENTS_BENCH_FILE=$WORK/payments-door.json
    PAYGENT_CONFIG='' FPM_ROOT=$ROOT/benches/php/payments start_fpm "$fpm" 4 >&2
    payments_php notices.php "$FPM_URL/door.php" "$PAYMENTS_BENCH_FILE" "$PAYMENTS_NOTICES" || {
        tail -n 20 "$fpm"/*.log >&2
        stop 'the notices were not measured'
    }
}

payments_php() {
    local script=$1
    shift
    PAYGENT_BIN=$CARGO_TARGET_DIR/release/paygent "$PHP" -d "extension=$PAYGENT_SO" "benches/php/payments/$script" "$@"
}
