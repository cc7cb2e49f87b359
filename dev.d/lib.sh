# What every command shares: places, messages, a temporary directory, clean-up. Sourced by bash.
# shellcheck shell=bash
set -euo pipefail

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

# Not what the caller's environment may call so.
WORK=
# Sets WORK to a directory that goes away with this shell.
make_tmp() {
    [ -z "$WORK" ] || return 0
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/paygent-dev.XXXXXX")
    at_exit "rm -rf '$WORK'"
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

# Sets PID to a server that ends with this shell (a server started so ignores Ctrl-C: our clean-up
# ends it).
background() {
    (
        trap - EXIT HUP INT TERM
        exec "$@"
    ) &
    PID=$!
    at_exit "end_process $PID"
}
end_process() {
    kill -TERM "$1" 2>/dev/null || return 0
    wait_for 15 process_is_gone "$1" || kill -KILL "$1"
    wait "$1" 2>/dev/null || true
}

process_is_gone() { ! kill -0 "$1" 2>/dev/null; }

# A port of 127.0.0.1 that nobody listens on at this moment.
free_port() {
    "$PHP" -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo parse_url("tcp://" . stream_socket_get_name($s, false), PHP_URL_PORT);'
}
port_is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
