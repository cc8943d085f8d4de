#!/usr/bin/env bash
# Criterion benches. Arguments go to criterion: `scripts/bench.sh scan/prose`.
. "$(dirname "$0")/setting.sh"

cargo bench --package phi-benches -- "$@"
