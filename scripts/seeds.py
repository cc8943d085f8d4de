#!/usr/bin/env python3
"""Writes what the fuzz targets begin with: the conformance vectors, the detector files, and packs of single detectors.

Nothing of it is checked in: it follows from files that are."""

import hashlib
import json
import pathlib
import struct

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
        write("scan", json.loads(line)["text"].encode())
    for path in sorted((ROOT / "phi-core/detectors").glob("*/*.toml")):
        write("detector", path.read_bytes())
    for path in sorted((ROOT / "fuzz/seeds/pack").glob("*")):
        write("pack", path.read_bytes())
    write("pack", header(ROOT / "phi-core/src/generated/builtin.phipack"))
    (CORPUS / "pack").mkdir(parents=True, exist_ok=True)


def header(path):
    """The start of the built-in pack: as a whole it is larger than an input may be."""
    content = path.read_bytes()
    length = struct.unpack_from("<H", content, 12)[0]
    return content[: 8 + 4 + 2 + length + 32 + 512]


if __name__ == "__main__":
    main()
