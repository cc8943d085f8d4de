#!/usr/bin/env python3
"""table.py CORPUS OUT [--write]: the table of what the peers left in OUT; `--write` puts it into RESULTS.md and the README.

Figures are from score.py; the notes are by hand.
"""

import datetime
import json
import platform
import re
import subprocess
import sys
from pathlib import Path

from score import read, score, terms

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
README = ROOT / "README.md"

# Name, how it is shown, and what to know about it.
PEERS = [
    ("phi", "**phi**, the command", "With names, as it is by default. Speed is that of the whole process."),
    ("phi-core", "**phi**, the library, names on", "The same findings; speed is that of the scan."),
    ("phi-no-names", "**phi**, the command, `--no-names`", "Numbers, dates and addresses of computers alone."),
    ("phi-core-no-names", "**phi**, the library, names off", "The same findings; speed is that of the scan."),
    ("philter", "Philter (philter-lite)",
     "For clinical notes. It removes what it does not know to be harmless and tells dates from the rest, no more, so "
     "that strict and relaxed say little of it. nltk's tagger has the weights of textblob-aptagger, as its own are fetched "
     "from the network."),
    ("presidio-all", "Presidio, every recogniser",
     "Every recogniser with English words that needs no service, all countries, and organisations, which are off by "
     "default. Presidio takes durations, weekdays and ages for dates; they are no identifiers here. Without them its "
     "precision would be two points higher, three by default."),
    ("presidio", "Presidio, default",
     "spaCy's small English model; the large one, which is Presidio's default, is in no package registry. Not made "
     "for clinical text."),
    ("scrubadub-all", "scrubadub, names by spaCy",
     "With its optional detectors; spaCy's small model instead of the one with transformers that it is made for."),
    ("scrubadub", "scrubadub, default", "Without names: that is its default."),
    ("openredaction", "openredaction", "Preset `healthcare`."),
    ("redact-pii", "redact-pii", "It gives text without places, which are read off the result."),
    ("phileas", "Phileas (phileas-redact)",
     "Every filter that needs no service. Names need PhEye, a service with a model of its own."),
    ("datafog", "DataFog",
     "Its pattern engine, the default. Names need the spaCy or GLiNER models that it loads from the network. Not made "
     "for clinical text."),
    ("redact-core", "redact-core (censgate)",
     "Patterns alone: names need a model in ONNX, of which no package registry has one. Not made for clinical text."),
    ("fastscrub", "fastscrub",
     "Made for logs and secrets, without names and dates; kinds and places are read off the stars that it leaves."),
]

ABSENT = """\
- **pyDeid** (GEMINI): in no package registry. The package of that name on PyPI is another, and holds nothing.
- **OpenMed, Stanford's and Penn's deidentifier, openai/privacy-filter, Piiranha, deidentify**: models whose weights are
  fetched from a hub, which this machine does not reach.
- **MIST, CliniDeID, NLM Scrubber**: programs that one downloads from their makers, in no package registry.
- **Deduce**: for Dutch.
- **Amazon's DetectPHI, Azure's and Google's services**: not on one's own machine.
"""


def part(value):
    return "1.00" if value > 0.9949 else f"{value:.2f}".removeprefix("0")


def three(figures):
    return " / ".join(part(figures[name]) for name in ("precision", "recall", "f1"))


def share(counts):
    percent = 100 * counts[0] / counts[1] if counts[1] else 0
    return f"{percent:.0f} %" if percent >= 10 or not percent else f"{percent:.1f} %"


def speed(done):
    rate = done["bytes"] / done["seconds"] / 1e6
    return f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}" if rate >= 1 else f"{rate:.3f}"


def rows(corpus, out):
    sentences = read(out / "traps-test.ndjson")
    for name, title, note in PEERS:
        if not (out / f"{name}.documents.json").exists():
            yield title, None, None, note
            continue
        done = json.loads((out / f"{name}.documents.json").read_text())
        in_sentences = {row["id"]: row["findings"] for row in read(out / f"{name}.traps.ndjson")}
        yield title, done, score(corpus, out / f"{name}.documents.ndjson") | terms(sentences, in_sentences), note


def table(scored, columns):
    head = "| tool | " + " | ".join(name for name, _ in columns) + " |"
    lines = [head, "|---|" + "---:|" * len(columns)]
    for title, done, scores, _ in scored:
        cells = [cell(done, scores) if done else "not run" for _, cell in columns]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def per_thousand(counts):
    return f"{1000 * counts[0] / counts[1]:.1f}" if counts[1] else "–"


ALL = ("tokens, P / R / F1", lambda done, scores: three(scores["all"]))
PROSE = ("false in 1,000, clean prose", lambda done, scores: per_thousand(scores["clean-prose"]))
TRAPS = ("traps hit", lambda done, scores: share(scores["traps"]))
TERMS = (
    "eponyms / drugs / devices hit",
    lambda done, scores: " / ".join(share(scores[group]) for group in ("eponym", "drug", "device")),
)
SPEED = ("MB/s", lambda done, scores: speed(done))
FULL = [
    ALL,
    ("Safe Harbor, P / R / F1", lambda done, scores: three(scores["safe"])),
    ("strict F1", lambda done, scores: part(scores["strict"]["f1"])),
    ("relaxed F1", lambda done, scores: part(scores["relaxed"]["f1"])),
    ("documents that leak", lambda done, scores: share(scores["leaks"])),
    TRAPS,
    TERMS,
    PROSE,
    ("false in 1,000, clean traps", lambda done, scores: per_thousand(scores["clean"])),
    SPEED,
]


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def results(corpus, scored):
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    notes = [
        f"- **{title.replace('**', '')}** ({done['versions'] if done else 'could not be installed'}). {note}"
        for title, done, _, note in scored
    ]
    return f"""\
# Beside other tools

Written by `make peers` at commit {commit} on {datetime.date.today()}.
{platform.system()} on {processor()}, Python {platform.python_version()}, one thread each, `{corpus}`.

{table(scored, FULL)}

Tokens are runs of letters or of digits: right where an identifier and a finding meet, whatever the labels. Safe Harbor
is the same without institutions. Strict counts findings with the same place and label, relaxed those that overlap under
the same label; the labels of others are mapped to ours in `adapters/`. A document leaks when one identifier or more is
missed whole. Traps are texts that only look like identifiers; eponyms, drugs and devices stand in the sentences of
[`corpora/traps`](../../corpora/traps/README.md), test half, where nothing is an identifier. The two clean columns
are the genres `clean-prose`, notes without any identifier that are full of eponyms and trade names, and `clean`, made of
look-alikes of every kind. Speed is of the scan alone, megabytes of text in a second of processor time, the best round
within three seconds or more; start-up, which takes seconds for those that load a model, is left out, but for the command.

**Read this with care.** The documents were written for this project, by its annotation rules, and are hard on purpose:
speech, OCR, several countries, many traps. Our detectors were fitted to the other half of them, and the other tools to
other text. Some were not made for clinical text at all, or not for names; figures of their own makers are better.

{chr(10).join(notes)}

Not here, and why:

{ABSENT}"""


def quote(scored):
    """The README's part, between its marks."""
    begin, end = "<!-- peers: written by `make peers` -->", "<!-- /peers -->"
    body = table(scored, [ALL, TERMS, PROSE, SPEED])
    text = README.read_text()
    marked = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    if not marked.search(text):
        sys.exit("the README has no place for the table")
    README.write_text(marked.sub(lambda _: f"{begin}\n{body}\n{end}", text))


def main():
    corpus, out = sys.argv[1:3]
    scored = list(rows(corpus, Path(out)))
    print(table(scored, FULL))
    if "--write" in sys.argv:
        (HERE / "RESULTS.md").write_text(results(corpus, scored))
        quote(scored)


if __name__ == "__main__":
    main()
