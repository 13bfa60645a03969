#!/usr/bin/env bash
# Installs the system packages that Qt, the tests or the measurements need, where it may.
# Usage: packaging/setup-system.sh [GROUP...]   with the groups of system-packages.txt; python always
# Ends 0 when nothing is missing; otherwise says in one sentence what is and what to run.
set -euo pipefail
list="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/system-packages.txt"
python="${PYTHON:-python3}"

refuse() {
    printf '%s\n' "$1" >&2
    exit 1
}

packages_of() { awk -v group="$1" '$1 == group { print $2 }' "$list"; }

installed() { [[ "$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null)" == "install ok installed" ]]; }

python_is_good() {
    "$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

missing_of() {
    local package
    for package in $(packages_of "$1"); do
        installed "$package" || printf '%s\n' "$package"
    done
}

for group in "$@"; do
    [[ -n "$(packages_of "$group")" ]] || refuse "There is no group '$group' in packaging/system-packages.txt."
done

if ! command -v dpkg-query >/dev/null; then
    python_is_good || refuse "Python 3.11 or newer with venv is needed as '$python'; install it or run make with PYTHON=/path/to/python3."
    printf 'This is not Debian: install what matches packaging/system-packages.txt yourself; going on.\n' >&2
    exit 0
fi

missing=()
python_is_good || mapfile -t missing < <(missing_of python)
for group in "$@"; do
    mapfile -t -O "${#missing[@]}" missing < <(missing_of "$group")
done

if ((${#missing[@]} > 0)); then
    wanted="apt-get install -y --no-install-recommends ${missing[*]}"
    as_root=()
    if (($(id -u) != 0)); then
        { command -v sudo && sudo -n true; } >/dev/null 2>&1 ||
            refuse "Missing on this machine: ${missing[*]}; run 'sudo $wanted' and then the same command again."
        as_root=(sudo -n)
    fi
    printf 'Installing %s ...\n' "${missing[*]}" >&2
    log="$(mktemp)"
    trap 'rm -f "$log"' EXIT
    apt_get() {
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" >>"$log" 2>&1 </dev/null
    }
    { apt_get update && apt_get install -y --no-install-recommends "${missing[@]}"; } || {
        tail -n 3 "$log" >&2
        refuse "apt-get could not install ${missing[*]}; see the lines above, mend it and run '$wanted' as root."
    }
fi

python_is_good || refuse "Python 3.11 or newer with venv is needed as '$python'; install it or run make with PYTHON=/path/to/python3."
