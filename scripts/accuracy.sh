#!/usr/bin/env bash
# Scores the detectors on every annotated corpus that has floors, and fails below one.
. "$(dirname "$0")/setting.sh"

floors=corpora/floors.toml
if ! compgen -G 'corpora/documents/*.ndjson' >/dev/null || [ ! -f "$floors" ]; then
    echo "no annotated documents or no floors yet: skipped"
    exit 0
fi
if ! cargo xtask help | grep -q '^ *evaluate'; then
    echo "xtask cannot evaluate yet: skipped"
    exit 0
fi
# The test split is looked at for figures that are published, not on each run: floors name what is checked.
for corpus in corpora/documents/*.ndjson; do
    if grep -qF "\"$(basename "$corpus")\"" "$floors"; then
        echo "-- $corpus"
        cargo xtask evaluate "$corpus" --floors "$floors"
    fi
done
