# Sourced by the scripts beside it: how system packages are installed on Debian and Ubuntu.

say() { printf '%s\n' "$*" >&2; }

apt() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >&2
    else
        sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >&2
    fi
}

# May packages be installed here? Ends with the calling script's own give_up when not.
demand_apt() {
    command -v apt-get >/dev/null || give_up "Please install what is missing:"
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || give_up "Please have an administrator install:"
}
