# Runs the steps of a command one after the other, keeps each one's output in a log, counts, and
# closes with a summary. Sourced after lib.sh.
# shellcheck shell=bash

PASSED=0
FAILED=0
SUMMARY=()

# step NAME COUNTER COMMAND...: COUNTER is a function that is given the log and the exit status and
# prints "passed failed".
# A step that fails without a counted failure counts as one; skipped tests are failures.
step() {
    local name=$1 counter=$2 log=$LOGS/$1.log started=$SECONDS status=0 passed failed
    shift 2
    printf '%-14s ' "$name"
    # Not as a condition: that would switch off `set -e` inside the step.
    set +e
    (
        set -e
        in_own_shell "$@"
    ) >"$log" 2>&1 </dev/null
    status=$?
    set -e
    read -r passed failed < <("$counter" "$log" "$status")
    if [ "$status" != 0 ] && [ "${failed:-0}" = 0 ]; then
        failed=1
    fi
    report "$name" "${passed:-0}" "${failed:-0}" $((SECONDS - started)) "$log"
}
# What a step starts ends with the step, not with us.
in_own_shell() {
    CLEANUP=()
    WORK=
    trap run_cleanup EXIT
    "$@"
}
report() {
    local name=$1 passed=$2 failed=$3 seconds=$4 log=$5
    PASSED=$((PASSED + passed))
    FAILED=$((FAILED + failed))
    if [ "$failed" = 0 ]; then
        printf 'ok      %5d passed  %4d s\n' "$passed" "$seconds"
    else
        printf 'FAILED  %5d passed, %d failed  %4d s\n' "$passed" "$failed" "$seconds"
        SUMMARY+=("$name: $log")
        sed 's/^/    | /' "$log" | tail -n 120
    fi
}

# The last line is what CI reads.
finish_steps() {
    local line
    if [ "$FAILED" != 0 ]; then
        say ''
        say 'failed:'
        for line in "${SUMMARY[@]}"; do say "  $line"; done
    fi
    say ''
    say "$PASSED passed, $FAILED failed"
    [ "$FAILED" = 0 ] && [ "$PASSED" -gt 0 ]
}

# --- counters ---------------------------------------------------------------------------------

# The step itself is the one thing tested.
count_step() {
    if [ "$2" = 0 ]; then echo 1 0; else echo 0 1; fi
}
# A preparation (a build) proves nothing by itself.
count_nothing() {
    echo 0 0
}
# "test result: ok. 12 passed; 0 failed; 0 ignored; ..."; an ignored test is a failure.
count_cargo() {
    awk '/^test result:/ { for (i = 2; i <= NF; i++) {
            if ($i == "passed;") p += $(i-1); if ($i == "failed;") f += $(i-1); if ($i == "ignored;") f += $(i-1) } }
        END { if (p + f == 0) f = 1; print p + 0, f + 0 }' "$1"
}
# run-tests.php: "Tests passed    :    52 (100.0%)"
count_phpt() {
    awk '/^Tests passed/ { p += $4 } /^Tests (failed|skipped|warned|borked)/ { f += $4 }
        END { if (p + f == 0) f = 1; print p + 0, f + 0 }' "$1"
}
# The JUnit file that a PHPUnit step names in a line of its own: "junit: PATH"
count_junit() {
    local file
    file=$(sed -n 's/^junit: //p' "$1" | tail -n 1)
    if [ ! -s "$file" ]; then
        echo 0 1
        return
    fi
    "$PHP" -r '
        $suite = simplexml_load_file($argv[1])->testsuite;
        $bad = (int) $suite["errors"] + (int) $suite["failures"] + (int) $suite["skipped"];
        $good = (int) $suite["tests"] - $bad;
        echo $good, " ", $good + $bad > 0 ? $bad : 1, "\n";' "$file"
}
# A script of ours that closes with "N passed, N failed".
count_own() {
    awk '/^[0-9]+ passed, [0-9]+ failed$/ { p = $1; f = $3; seen = 1 } END { print p + 0, seen ? f + 0 : 1 }' "$1"
}
# "sqlite: 200 orders, 0 differences": one test for each database.
count_storm() {
    awk '/^[a-z]+: [0-9]+ orders, [0-9]+ differences$/ { if ($4 == 0) p++; else f += $4; seen = 1 }
        END { print p + 0, seen ? f + 0 : 1 }' "$1"
}
