# Sourced by the scripts beside it: numbered steps with their times, and one way to say what went wrong.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Everything made at run time is under here; TESSERA_VAR (or `make VAR=...`) moves it.
var=${TESSERA_VAR:-$root/var}
mkdir -p "$var"
var=$(cd "$var" && pwd)

steps_begun=$SECONDS
step_number=0
step_title=

# step TITLE: closes the step before, with its time, and opens the next.
step() {
    step_done
    step_number=$((step_number + 1))
    step_title=$1
    step_begun=$SECONDS
    printf '\n%d. %s\n' "$step_number" "$step_title"
}

step_done() {
    if [ -n "$step_title" ]; then
        printf '   %s: %d s\n' "$step_title" $((SECONDS - step_begun))
    fi
    step_title=
}

steps_end() {
    step_done
    printf '\n%s in %d s\n' "$1" $((SECONDS - steps_begun))
}

# fail LINE...: says what is wrong and what to do about it, and ends the script.
fail() {
    printf '\n%s: %s\n' "$(basename "$0")" "$1" >&2
    shift
    if [ $# -gt 0 ]; then
        printf '  %s\n' "$@" >&2
    fi
    exit 1
}
