# Sourced after steps.sh: the daemon that deploy/quickstart starts and deploy/stop ends.

run_folder=$var/run
pid_file=$run_folder/tesserad.pid
log_file=$run_folder/tesserad.log

# The process id of the daemon started from here, while it runs. A recorded number may belong to another program by
# now, so the program's name is asked too; one that has ended and waits to be noticed has no command line any more.
daemon_process() {
    local pid
    pid=$(cat "$pid_file" 2>/dev/null) || return 1
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = tesserad ] && grep -qs . "/proc/$pid/cmdline" && echo "$pid"
}

# Whether the program that a process runs is no longer the one on disk.
daemon_is_outdated() {
    [[ $(readlink "/proc/$1/exe") == *' (deleted)' ]]
}

show_log_end() {
    tail -15 "$log_file" >&2
}
