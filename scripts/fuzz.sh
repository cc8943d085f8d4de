#!/usr/bin/env bash
# Fuzzes every target for FUZZ_SECONDS (600), beginning with what the detectors' own vectors look like. FUZZ_SEED makes a
# run repeatable; without one every run goes another way.
. "$(dirname "$0")/setting.sh"

scripts/toolchain.sh
python3 scripts/seeds.py
export PATH="$PWD/$venv/bin:$PATH"
# cargo-fuzz asks for a nightly compiler only because of sanitizer flags.
export RUSTC_BOOTSTRAP=1
for target in ${FUZZ_TARGETS:-scan detector pack again}; do
    heading "fuzz $target"
    mkdir -p "fuzz/corpus/$target" "fuzz/regressions/$target"
    cargo fuzz run "$target" "fuzz/corpus/$target" "fuzz/regressions/$target" -- \
        -max_total_time="${FUZZ_SECONDS:-600}" -seed="${FUZZ_SEED:-0}" -max_len=8192 -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 \
        -dict=fuzz/identifiers.dict -verbosity=0
done
