# Sourced by every script: the repository's root as working directory, and rustup's programs on the path.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]:-scripts/setting.sh}")/.."
if ! command -v cargo >/dev/null && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
    PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
fi
export PATH
venv=.toolchains/venv

# A heading, with the seconds since the script began.
heading() {
    printf '\n== %s (%ss)\n' "$1" "$SECONDS"
}
