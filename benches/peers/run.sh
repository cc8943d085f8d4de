#!/usr/bin/env bash
# Other tools and ours on the same documents, one thread each: prints the table, and writes RESULTS.md and the README's
# part of it. The first run installs the tools, about 700 MB, under .toolchains; it is no test, as the figures are of the
# machine. `run.sh CORPUS.ndjson` takes other documents and only prints.
. "$(dirname "$0")/../../scripts/setting.sh"

here=benches/peers
home=.toolchains/peers
corpus=${1:-corpora/documents/test.ndjson}
out=$home/out/$(basename "$corpus" .ndjson)
rm -rf "$out"
mkdir -p "$out"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1

# An environment whose pins are as they were is there already.
environment() {
    local pins=$here/requirements/$1.txt
    cmp -s "$pins" "$home/$1/pins" && return
    echo "installing $1 ..." >&2
    rm -rf "${home:?}/$1"
    python3 -m venv "$home/$1" || return
    "$home/$1/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$pins" || return
    cp "$pins" "$home/$1/pins"
}

node_packages() {
    command -v node >/dev/null && command -v npm >/dev/null || return
    cmp -s $here/node/package.json $home/node/package.json && return
    rm -rf $home/node
    mkdir -p $home/node
    cp $here/node/package*.json $home/node
    npm ci --prefix $home/node --silent --ignore-scripts || { rm -rf $home/node; return 1; }
}

# A peer that fails has no figures, and the table says so.
peer() {
    local name=$1
    shift
    echo "$name ..." >&2
    "$@" >"$out/$name.json" 2>"$out/$name.log" || { echo "$name failed: $out/$name.log" >&2; rm -f "$out/$name.json"; }
}

python_peer() {
    local name=$1 environment=$2 adapter=$3
    environment "$environment" || { echo "$environment was not installed" >&2; return 0; }
    peer "$name" "$home/$environment/bin/python" -W ignore "$here/adapters/$adapter.py" "$corpus" "$out/$name.ndjson" "${@:4}"
}

cargo build --quiet --release --package phi-cli
PHI=${CARGO_TARGET_DIR:-target}/release/phi
export PHI
peer phi python3 $here/adapters/run_phi.py "$corpus" "$out/phi.ndjson"
peer phi-no-names python3 $here/adapters/run_phi.py "$corpus" "$out/phi-no-names.ndjson" --no-names

peers=${CARGO_TARGET_DIR:-$home/target}
CARGO_TARGET_DIR=$peers cargo build --quiet --release --locked --manifest-path $here/rust/Cargo.toml
for name in phi-core phi-core-no-names redact-core; do
    peer $name "$peers/release/phi-peers" $name "$corpus" "$out/$name.ndjson"
done

python_peer presidio presidio run_presidio
python_peer presidio-all presidio run_presidio all
python_peer philter philter run_philter
python_peer scrubadub scrubadub run_scrubadub
python_peer scrubadub-all scrubadub run_scrubadub all
python_peer datafog light run_datafog
python_peer phileas light run_phileas
python_peer fastscrub light run_fastscrub
if node_packages; then
    for name in openredaction redact-pii; do
        (
            set -- "$(realpath "$here/adapters/run_node.mjs")" "$(realpath "$corpus")" "$(realpath "$out")/$name.ndjson" $name
            out=$(realpath "$out")
            cd $home/node && peer $name node "$@"
        )
    done
else
    echo "node's packages were not installed" >&2
fi

python3 $here/table.py "$corpus" "$out" $([ $# = 0 ] && echo --write)
