#!/usr/bin/env bash
# Shows what `phi` finds in the samples and what redacting leaves of them. The samples are made up, so values are shown.
. "$(dirname "$0")/setting.sh"

if ! compgen -G 'corpora/samples/*' >/dev/null; then
    echo "no samples in corpora/samples" >&2
    exit 1
fi
cargo build --quiet --release --package phi-cli
phi=${CARGO_TARGET_DIR:-target}/release/phi
show() {
    local status=0
    echo "-- phi $*"
    "$phi" "$@" || status=$?
    # 1 says that there are findings.
    [ "$status" -le 1 ] || exit "$status"
    echo
}
for sample in corpora/samples/*; do
    printf '\n==== %s\n' "$sample"
    cat "$sample"
    echo
    show scan --reveal "$sample"
    show redact "$sample"
done
