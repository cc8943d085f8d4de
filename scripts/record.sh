#!/usr/bin/env bash
# Measures, compares with the limits and writes benches/record. Run it on a machine that does nothing else.
# `scripts/record.sh --accept` also takes the numbers of findings as the expected ones.
. "$(dirname "$0")/setting.sh"

cargo build --quiet --release --package phi-benches
"${CARGO_TARGET_DIR:-target}/release/record" "$@"
