# What every command shares: places, messages, a temporary directory, clean-up. Sourced by bash.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
LOGS=$CARGO_TARGET_DIR/logs
mkdir -p "$LOGS"

say() { printf '%s\n' "$*"; }
stop() {
    printf './dev: %s\n' "$*" >&2
    exit 1
}

# Commands to run when this shell ends, last one first, whatever the reason.
CLEANUP=()
at_exit() { CLEANUP=("$*" "${CLEANUP[@]}"); }
run_cleanup() {
    local status=$? line
    trap - EXIT
    for line in "${CLEANUP[@]}"; do
        eval "$line" || true
    done
    exit "$status"
}
trap run_cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Sets TMP to a directory that goes away with this shell.
make_tmp() {
    [ -z "${TMP:-}" ] || return 0
    TMP=$(mktemp -d "${TMPDIR:-/tmp}/paygent-dev.XXXXXX")
    at_exit "rm -rf '$TMP'"
}

# wait_for SECONDS COMMAND...: repeats the command until it succeeds.
wait_for() {
    local tries=$(($1 * 20))
    shift
    until "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.05
    done
}

# Sets PID to a child of this shell that is ended with it.
background() {
    "$@" &
    PID=$!
    at_exit "end_process $PID"
}
end_process() {
    kill -TERM "$1" 2>/dev/null || return 0
    wait "$1" 2>/dev/null || true
}
