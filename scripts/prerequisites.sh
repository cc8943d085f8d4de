#!/usr/bin/env bash
# Makes sure that what the suites need is there. Packages are installed only by root and only when missing; anybody
# else is told what to install.
. "$(dirname "$0")/setting.sh"

wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
packages=()
command -v python3 >/dev/null || packages+=(python3)
python3 -c 'import venv, ensurepip' 2>/dev/null || packages+=(python3-venv)
command -v cc >/dev/null && command -v c++ >/dev/null || packages+=(build-essential)
if [ ${#packages[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "missing: ${packages[*]}. Install them and run this again." >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi

if ! command -v cargo >/dev/null; then
    echo "missing: cargo and rustc $wanted or later (rustup.rs). Install them and run this again." >&2
    exit 1
fi
have=$(rustc --version | cut -d ' ' -f 2)
if [ "$(printf '%s\n%s\n' "$wanted" "${have%%-*}" | sort -V | head -n 1)" != "$wanted" ]; then
    echo "rustc is $have, $wanted or later is needed: rustup update stable" >&2
    exit 1
fi
for part in clippy fmt; do
    cargo "$part" --version >/dev/null 2>&1 && continue
    component=$([ "$part" = fmt ] && echo rustfmt || echo clippy)
    rustup component add "$component" || { echo "missing: $component" >&2; exit 1; }
done
