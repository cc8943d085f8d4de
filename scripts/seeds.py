#!/usr/bin/env python3
"""Writes what the fuzz targets begin with: the conformance vectors and the detector files.

Nothing of it is checked in: it follows from files that are. Packs need no seeds, their target makes its own."""

import hashlib
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"


def write(target, content):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / hashlib.sha1(content).hexdigest()
    if not path.exists():
        path.write_bytes(content)


def main():
    for line in (ROOT / "corpora/conformance/vectors.ndjson").read_text(encoding="utf-8").splitlines():
        for target in ("scan", "again"):
            write(target, json.loads(line)["text"].encode())
    for path in sorted((ROOT / "phi-core/detectors").glob("*/*.toml")):
        write("detector", path.read_bytes())


if __name__ == "__main__":
    main()
