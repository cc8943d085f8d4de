#!/usr/bin/env bash
# No hand-written source is longer than 800 lines: what is longer is two things.
. "$(dirname "$0")/setting.sh"

git ls-files '*.rs' '*.py' '*.ts' '*.js' '*.java' '*.c' '*.h' '*.sh' |
    grep -v -e '/generated/' -e '^phi-ffi/include/' |
    { xargs -r -d '\n' awk 'ENDFILE { if (FNR > 800) { print FILENAME ": " FNR " lines, at most 800"; bad = 1 } } END { exit bad }' 2>/dev/null ||
        { echo "split the files above" >&2; exit 1; }; }
