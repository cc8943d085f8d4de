"""What the adapters share: documents in, findings out, and the seconds that the scan alone took.

    ADAPTER.py CORPUS.ndjson FINDINGS.ndjson [MODE]

An adapter hands over `scan(text)`, which gives (start, end, label of the peer) in code points, and the table of the
peer's labels in ours. A label that the table maps to None is no identifier by our rules and is left out; one that it
lacks is an error, so that a new version of a peer cannot lose findings silently.
"""

import json
import sys
from importlib.metadata import version
from time import process_time

CORPUS, FINDINGS = sys.argv[1:3]
MODE = sys.argv[3] if len(sys.argv) > 3 else ""
# Quick peers are run again until so many seconds are spent; the best round counts, as for us. Of the processor, as a
# slow peer has one round alone, which other programs on the machine would spoil.
SECONDS = 3.0


def run(scan, labels, packages):
    with open(CORPUS, encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines if line.strip()]
    texts = [document["text"] for document in documents]
    # What is loaded at the first use is start-up, not scanning.
    scan("Seen by Dr. Jane Roe on 3 March 2024, MRN 0012345, roe@example.org.")
    best, spent = float("inf"), 0.0
    while spent < SECONDS:
        begin = process_time()
        found = [scan(text) for text in texts]
        took = process_time() - begin
        best, spent = min(best, took), spent + took
    with open(FINDINGS, "w", encoding="utf-8") as out:
        for document, spans in zip(documents, found):
            rows = [{"start": s, "end": e, "label": labels[label]} for s, e, label in spans if labels[label]]
            print(json.dumps({"id": document["id"], "findings": rows}), file=out)
    size = sum(len(text.encode()) for text in texts)
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    print(json.dumps({"seconds": best, "bytes": size, "versions": versions}))
