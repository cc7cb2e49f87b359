# A local Paygent for the other scripts. Sourced after build.sh.
# shellcheck shell=bash

# start_sandbox DIR [PROGRAM [OPTION...]]: sets SANDBOX_PID and, exported, PAYGENT_KIT (the kit's directory),
# PAYGENT_CONFIG (its settings file), PAYGENT_TELEGRAM_URL, PAYGENT_PAGE_URL, PAYGENT_TOOL_URL.
start_sandbox() {
    local dir=$1 program=${2:-$PAYGENT_BIN} ready=$1/ready.json
    shift $(($# < 2 ? $# : 2))
    mkdir -p "$dir"
    background "$program" sandbox serve --dir "$dir" "$@" >"$ready" 2>"$dir/stderr.log"
    SANDBOX_PID=$PID
    if ! wait_for 30 sandbox_said_ready "$ready"; then
        cat "$dir/stderr.log" >&2
        stop 'the local Paygent did not start'
    fi
    PAYGENT_KIT=$(ready_value "$ready" kit)
    PAYGENT_CONFIG=$PAYGENT_KIT/modenv_properties.conf
    PAYGENT_TELEGRAM_URL=$(ready_value "$ready" telegram_url)
    PAYGENT_PAGE_URL=$(ready_value "$ready" page_url)
    PAYGENT_TOOL_URL=$(ready_value "$ready" tool_url)
    export PAYGENT_KIT PAYGENT_CONFIG PAYGENT_TELEGRAM_URL PAYGENT_PAGE_URL PAYGENT_TOOL_URL
}
stop_sandbox() { end_process "$SANDBOX_PID"; }

sandbox_said_ready() { kill -0 "$SANDBOX_PID" 2>/dev/null && grep -q '"ready"' "$1"; }
ready_value() {
    "$PHP" -r 'echo json_decode(strtok(file_get_contents($argv[1]), "\n"), true, 512, JSON_THROW_ON_ERROR)[$argv[2]];' "$1" "$2"
}
