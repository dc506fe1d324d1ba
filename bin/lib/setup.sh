# What every command needs of the machine; sourced, not run.

# Installs the Debian packages that are missing; does nothing, and asks for nothing, when all are there.
install_packages() {
    local missing=() package faster=()
    [ "$(uname -m)" = x86_64 ] && faster=(libipsec-mb-dev)
    for package in libssl-dev libsqlite3-dev libsrtp2-dev zlib1g-dev ${faster[@]+"${faster[@]}"} "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "Installing: ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Builds the program as it is delivered.
build_release() {
    swift build -c release --product dienhong
}

# Makes .venv with what EndToEnd/requirements.txt names; again only when that file changed.
prepare_python() {
    local wanted
    wanted=$(sha256sum EndToEnd/requirements.txt | cut -d' ' -f1)
    if [ "$(cat .venv/made-from 2>/dev/null)" != "$wanted" ]; then
        echo "Preparing Python" >&2
        rm -rf .venv
        python3 -m venv .venv
        .venv/bin/pip install --quiet --disable-pip-version-check -r EndToEnd/requirements.txt
        echo "$wanted" > .venv/made-from
    fi
    export PYTHONDONTWRITEBYTECODE=1
}
