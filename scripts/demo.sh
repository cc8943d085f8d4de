#!/usr/bin/env bash
# Shows what `phi` finds in the samples and what redacting leaves of them. The samples are made up, so values are shown.
. "$(dirname "$0")/setting.sh"

samples=(corpora/samples/{visit-note.txt,sync-job.log,chat.txt})
for sample in "${samples[@]}"; do
    [ -f "$sample" ] || { echo "$sample is gone" >&2; exit 1; }
done

bold='' dim='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
fi
title() { printf '\n%s==== %s%s\n\n' "$bold" "$*" "$plain"; }
# Runs the command under the name that it has once it is installed.
phi() {
    local status=0
    printf '%s$ phi %s%s\n' "$bold" "$*" "$plain"
    "${CARGO_TARGET_DIR:-target}/release/phi" "$@" || status=$?
    # 1 says that there are findings.
    [ "$status" -le 1 ] || exit "$status"
    echo
}

echo "Building phi; the first time takes a few minutes ..." >&2
cargo build --quiet --release --package phi-cli

for sample in "${samples[@]}"; do
    title "$sample (invented)"
    # Numbered, as findings name lines and columns.
    cat -n "$sample"
    echo
    phi scan --reveal "$sample"
    phi redact --quiet "$sample"
done

title "Why is the number behind NPI found, and no telephone number?"
place=$(grep -n 'NPI ' corpora/samples/visit-note.txt | head -n 1)
before=${place#*:}
before=${before%%NPI *}
phi explain corpora/samples/visit-note.txt --line "${place%%:*}" --column $((${#before} + 5)) \
    --only us-npi,us-phone --reveal

printf '%s' "$dim"
cat <<'END'
Look at what is left and at what went too far: one name in fourteen is missed, and numbers that nothing announces are.
The README has the limits.

Next:  phi scan FOLDER           your own files; values are hidden unless you say --reveal
       phi detectors             what is looked for; --regions switches other countries on
       phi redact --help         other replacements, whole folders, files in place
       cargo install --path phi-cli
END
printf '%s' "$plain"
