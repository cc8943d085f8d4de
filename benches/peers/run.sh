#!/usr/bin/env bash
# Other tools and ours on the same documents, one thread each: prints the table, and writes RESULTS.md and the README's
# part of it. The first run installs the tools, 1.3 GB, under .toolchains; it is no test, as the figures are of the
# machine. `run.sh CORPUS.ndjson` takes other documents and only prints.
. "$(dirname "$0")/../../scripts/setting.sh"

here=benches/peers
home=.toolchains/peers
corpus=${1:-corpora/documents/test.ndjson}
results=$home/out
rm -rf "$results"
mkdir -p "$results"
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

# `peer NAME MODE COMMAND...`: the command gets a corpus, the file for the findings and the mode. First the documents, then
# the sentences of corpora/traps. A peer that fails has no figures, and the table says so.
peer() {
    local name=$1 mode=$2 of documents
    shift 2
    echo "$name ..." >&2
    for of in documents traps; do
        documents=$traps
        [ $of = traps ] || documents=$corpus
        "$@" "$documents" "$results/$name.$of.ndjson" $mode >"$results/$name.$of.json" 2>"$results/$name.log" ||
            { echo "$name failed: $results/$name.log" >&2; rm -f "$results/$name".*.json; return 0; }
    done
}

python_peer() {
    environment "$3" || { echo "$3 was not installed" >&2; return 0; }
    peer "$1" "$2" "$home/$3/bin/python" -W ignore "$here/adapters/$4.py"
}

cargo xtask traps --worst 0 --write "$results" >/dev/null
traps=$results/traps-test.ndjson
cargo build --quiet --release --package phi-cli
PHI=${CARGO_TARGET_DIR:-target}/release/phi
export PHI
peer phi "" python3 $here/adapters/run_phi.py
peer phi-no-names --no-names python3 $here/adapters/run_phi.py

peers=${CARGO_TARGET_DIR:-$home/target}
if CARGO_TARGET_DIR=$peers cargo build --quiet --release --locked --manifest-path $here/rust/Cargo.toml; then
    for name in phi-core phi-core-no-names redact-core; do
        peer $name "" "$peers/release/phi-peers" $name
    done
else
    echo "what is in Rust was not built" >&2
fi

python_peer presidio "" presidio run_presidio
python_peer presidio-all all presidio run_presidio
python_peer philter "" philter run_philter
python_peer scrubadub "" scrubadub run_scrubadub
python_peer scrubadub-all all scrubadub run_scrubadub
python_peer datafog "" light run_datafog
python_peer phileas "" light run_phileas
python_peer fastscrub "" light run_fastscrub
if node_packages; then
    for name in openredaction redact-pii; do
        peer $name $name node $here/adapters/run_node.mjs $home/node
    done
else
    echo "node's packages were not installed" >&2
fi

python3 $here/table.py "$corpus" "$results" $([ $# = 0 ] && echo --write)
