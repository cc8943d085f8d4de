#!/usr/bin/env python3
"""Turn the marked-up sources into the NDJSON corpus.

    build.py            write ../documents/dev.ndjson and test.ndjson
    build.py --check    exit 1 if the checked-in files differ from the sources
    build.py --lint     look for annotation slips (see lint() below); exit 1 on errors
    build.py --stats    counts by genre and label, as Markdown tables

Add --dev or --test to --lint to look at one half only.

Markup, one file per genre under dev/ and test/:

    %%% id | genre | language      starts a document
    {{LABEL|text}}                 a span
    {{!why|text}}                  a trap: looks like PHI, is none
    <U+200B>                       that code point, for what cannot be seen

Only the standard library, nothing random: the output depends on the sources alone.
"""
import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "documents"
LABELS = (
    "NAME DATE AGE LOCATION ORG PHONE EMAIL URL IP SSN MRN PLAN_ID ACCOUNT LICENSE "
    "VEHICLE DEVICE NATIONAL_ID CARD ID CREDENTIAL DX_CODE"
).split()
HEADER = re.compile(r"^%%% *(?P<id>[a-z0-9-]+) *\| *(?P<genre>[a-z0-9-]+) *\| *(?P<lang>[a-z]{2}) *$")
MARK = re.compile(r"\{\{(![^|{}]*|[A-Z_]+)\|(.*?)\}\}", re.S)
POINT = re.compile(r"<U\+([0-9A-F]{4,6})>")


def documents(split):
    """Yield (id, genre, lang, marked-up body) of one split, in file and document order."""
    for path in sorted((HERE / split).glob("*.txt")):
        head, body = None, []
        # Not splitlines(): a form feed or U+2028 belongs to the document.
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.startswith("%%%"):
                if head:
                    yield (*head, "\n".join(body))
                found = HEADER.match(line)
                if not found:
                    sys.exit(f"{path.name}:{number}: bad header")
                head, body = (found["id"], found["genre"], found["lang"]), []
            elif head:
                body.append(line)
            elif line.strip():
                sys.exit(f"{path.name}:{number}: text before the first header")
        if head:
            yield (*head, "\n".join(body))


def convert(doc_id, genre, lang, body):
    """Strip the markup; offsets count code points."""
    text, spans, traps, last, length = [], [], [], 0, 0

    def plain(piece):
        return POINT.sub(lambda m: chr(int(m[1], 16)), piece)

    body = body.strip("\n") + "\n"
    for mark in MARK.finditer(body):
        before, inside = plain(body[last : mark.start()]), plain(mark[2])
        text += [before, inside]
        start = length + len(before)
        length = start + len(inside)
        last = mark.end()
        if not inside.strip():
            sys.exit(f"{doc_id}: empty mark")
        if mark[1].startswith("!"):
            if not mark[1][1:]:
                sys.exit(f"{doc_id}: trap without a reason: {inside!r}")
            traps.append({"start": start, "end": length, "why": mark[1][1:]})
        elif mark[1] in LABELS:
            spans.append({"start": start, "end": length, "label": mark[1]})
        else:
            sys.exit(f"{doc_id}: unknown label {mark[1]}")
    text.append(plain(body[last:]))
    text = "".join(text)
    for label in LABELS:
        if "{{" + label + "|" in text:
            sys.exit(f"{doc_id}: unfinished mark {label}")
    if "{{!" in text:
        sys.exit(f"{doc_id}: unfinished trap")
    return {"id": doc_id, "genre": genre, "lang": lang, "text": text, "spans": spans, "traps": traps}


def build():
    made, seen = {}, set()
    for split in ("dev", "test"):
        made[split] = [convert(*document) for document in documents(split)]
        for doc in made[split]:
            if doc["id"] in seen:
                sys.exit(f"{doc['id']}: used twice")
            seen.add(doc["id"])
    return made


def ndjson(docs):
    return "".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in docs)


# Lint. Not part of the output: it only finds slips of the annotator's pen.


def luhn(digits):
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def npi_ok(value):
    return luhn("80840" + value)


def dea_ok(value):
    d = [int(c) for c in value[2:]]
    return (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]


def vin_ok(value):
    letters = {**{str(i): i for i in range(10)}, **dict(zip("ABCDEFGH", range(1, 9)))}
    letters |= {**dict(zip("JKLMN", range(1, 6))), "P": 7, "R": 9, **dict(zip("STUVWXYZ", range(2, 10)))}
    weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    rest = sum(letters[c] * w for c, w in zip(value, weights)) % 11
    return value[8] == ("X" if rest == 10 else str(rest))


def salesforce_ok(value):
    suffix = ""
    for group in range(3):
        bits = sum(1 << i for i in range(5) if value[5 * group + i].isupper())
        suffix += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits]
    return value[15:] == suffix


def ssn_ok(value):
    area, group, serial = re.split(r"[-. ]", value)
    return area not in ("000", "666") and area[0] != "9" and group != "00" and serial != "0000"


CHECKS = [
    ("LICENSE", re.compile(r"[12]\d{9}"), npi_ok, "NPI"),
    ("LICENSE", re.compile(r"[A-Z][A-Z9]\d{7}"), dea_ok, "DEA"),
    ("VEHICLE", re.compile(r"[A-HJ-NPR-Z0-9]{17}"), vin_ok, "VIN"),
    ("SSN", re.compile(r"\d{3}([-. ])\d{2}\1\d{4}"), ssn_ok, "SSN"),
    ("DEVICE", re.compile(r"\d{15}"), luhn, "IMEI"),
    ("PLAN_ID", re.compile(r"\d[A-Z][A-Z0-9]\d-[A-Z][A-Z0-9]\d-[A-Z]{2}\d\d"), lambda v: not set(v) & set("SLOIBZ"), "MBI"),
]
SALESFORCE = re.compile(r"(?<![A-Za-z0-9])0[0-9][0-9A-Za-z][0-9A-Za-z]{15}(?![A-Za-z0-9])|(?<![A-Za-z0-9])(?:500|570|30[01]|a0X|a1B)[0-9A-Za-z]{15}(?![A-Za-z0-9])")
SUSPECTS = re.compile(
    r"[\w.+-]+@[\w.-]+\.\w+|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\d{6,}|\b\d{3}[-. ]\d{4}\b"
    r"|\b\d{1,2}/\d{1,2}\b"
    r"|\b(?:Dr|Mr|Mrs|Ms|Miss|Prof)\.? [A-Z]\w+"
    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)


def lint(made):
    errors = 0
    for split, docs in made.items():
        for doc in docs:
            text, taken = doc["text"], [False] * len(doc["text"])
            for mark in doc["spans"] + doc["traps"]:
                for i in range(mark["start"], mark["end"]):
                    taken[i] = True

            def say(what, start, end):
                nonlocal errors
                errors += what[0].isupper()
                around = text[max(0, start - 30) : end + 20].replace("\n", "⏎")
                print(f"{split} {doc['id']}: {what}: {text[start:end]!r} in {around!r}")

            values = {}
            for span in doc["spans"]:
                value, label = text[span["start"] : span["end"]], span["label"]
                if value != value.strip() or value[0] in ".,;:!?'\")]}" or (value[-1] in ".,;:!?'\"([{" and not re.search(r"(?i:\b[A-Z]\.)$", value)):
                    say("Ragged edge", span["start"], span["end"])
                if text[span["start"] - 1 : span["start"]].isalnum() and value[0].isalnum():
                    say("glued at the left", span["start"], span["end"])
                if text[span["end"] : span["end"] + 1].isalnum() and value[-1].isalnum():
                    say("glued at the right", span["start"], span["end"])
                values[value] = label
                if label == "NAME":
                    values.update({t: label for t in re.findall(r"[^\W\d_]{3,}", value)})
                for kind, shape, valid, name in CHECKS:
                    if label == kind and shape.fullmatch(value) and not valid(value):
                        say(f"check digit of {name} is wrong", span["start"], span["end"])
            for value in values:
                if len(value) < 3:
                    continue
                for hit in re.finditer(r"(?<!\w)" + re.escape(value) + r"(?!\w)", text, re.I):
                    if not any(taken[hit.start() : hit.end()]):
                        say(f"Unmarked again ({values[value]})", hit.start(), hit.end())
            for hit in SALESFORCE.finditer(text):
                if not salesforce_ok(hit[0]):
                    say("record id suffix is wrong", hit.start(), hit.end())
                elif not any(taken[hit.start() : hit.end()]):
                    say("Unmarked record id", hit.start(), hit.end())
            if "--suspects" in sys.argv:
                for hit in SUSPECTS.finditer(text):
                    if not any(taken[hit.start() : hit.end()]):
                        say("suspect", hit.start(), hit.end())
    return errors


def stats(made):
    genres = sorted({doc["genre"] for docs in made.values() for doc in docs})
    lines = ["| genre | dev | test | spans dev | spans test |", "|---|---:|---:|---:|---:|"]
    for genre in genres:
        row = [[d for d in made[s] if d["genre"] == genre] for s in ("dev", "test")]
        lines.append("| " + " | ".join([genre, *(str(len(r)) for r in row), *(str(sum(len(d["spans"]) for d in r)) for r in row)]) + " |")
    row = [made[s] for s in ("dev", "test")]
    lines.append("| **all** | " + " | ".join([*(f"**{len(r)}**" for r in row), *(f"**{sum(len(d['spans']) for d in r)}**" for r in row)]) + " |")
    lines += ["", "| label | dev | test |", "|---|---:|---:|"]
    count = {s: Counter(span["label"] for d in made[s] for span in d["spans"]) for s in made}
    lines += [f"| {label} | {count['dev'][label]} | {count['test'][label]} |" for label in LABELS]
    traps = [sum(len(d["traps"]) for d in made[s]) for s in ("dev", "test")]
    lines.append(f"| (traps) | {traps[0]} | {traps[1]} |")
    chars = [sum(len(d["text"]) for d in made[s]) for s in ("dev", "test")]
    lines.append(f"| (characters) | {chars[0]} | {chars[1]} |")
    return "\n".join(lines)


def main():
    made = build()
    if "--lint" in sys.argv:
        for split in ("dev", "test"):
            if {"--dev", "--test"} & set(sys.argv) and "--" + split not in sys.argv:
                del made[split]
        sys.exit(1 if lint(made) else 0)
    if "--stats" in sys.argv:
        print(stats(made))
        return
    stale = 0
    for split, docs in made.items():
        path, fresh = OUT / f"{split}.ndjson", ndjson(docs)
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != fresh:
                print(f"{path.name} is not what the sources give: run build.py", file=sys.stderr)
                stale = 1
        else:
            OUT.mkdir(exist_ok=True)
            path.write_text(fresh, encoding="utf-8", newline="\n")
    sys.exit(stale)


if __name__ == "__main__":
    main()
