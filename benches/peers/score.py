"""Scores findings against an annotated corpus.

Tokens are runs of letters or of digits. One is right when it touches an identifier and a finding touches it, whatever the
labels. "Safe harbor" leaves institutions (ORG) out: a finding on one is neither right nor wrong. Diagnosis codes count
nowhere. Strict: the same place and label; relaxed: any overlap under the same label.
"""

import json
import re

TOKEN = re.compile(r"[^\W\d_]+|\d+")
# Genres without a single identifier.
CLEAN = ("clean", "clean-prose")


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def figures(right, wrong, missed):
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def trimmed(text, finding):
    start, end = max(0, finding["start"]), min(len(text), finding["end"])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end, finding["label"]


def meet(one, other):
    return one[0] < other[1] and other[0] < one[1]


def score(documents, findings):
    tokens = {"all": [0, 0, 0], "safe": [0, 0, 0]}
    spans = {"strict": [0, 0, 0], "relaxed": [0, 0, 0]}
    traps, leaks, clean = [0, 0], [0, 0], {genre: [0, 0] for genre in CLEAN}
    for document in documents:
        text = document["text"]
        gold = [(span["start"], span["end"], span["label"]) for span in document["spans"]]
        found = sorted({trimmed(text, finding) for finding in findings[document["id"]]})
        found = [finding for finding in found if finding[0] < finding[1]]
        hit = bytearray(len(text))
        for start, end, _ in found:
            hit[start:end] = b"\1" * (end - start)
        kind = ["" for _ in text]
        for start, end, label in gold:
            kind[start:end] = [label] * (end - start)
        for token in TOKEN.finditer(text):
            place = slice(token.start(), token.end())
            is_hit, kinds = any(hit[place]), set(kind[place]) - {""}
            if document["genre"] in CLEAN:
                clean[document["genre"]][0] += is_hit
                clean[document["genre"]][1] += 1
            for view, neutral in (("all", {"DX_CODE"}), ("safe", {"DX_CODE", "ORG"})):
                if kinds - neutral:
                    tokens[view][0 if is_hit else 2] += 1
                elif is_hit and not kinds:
                    tokens[view][1] += 1
        identifiers = [span for span in gold if span[2] != "DX_CODE"]
        if identifiers:
            leaks[0] += any(not any(hit[start:end]) for start, end, _ in identifiers)
            leaks[1] += 1
        for trap in document["traps"]:
            traps[0] += any(hit[trap["start"] : trap["end"]])
            traps[1] += 1
        # A finding on a diagnosis code alone is not counted.
        codes = [span for span in gold if span[2] == "DX_CODE"]
        counted = [
            one
            for one in found
            if one[2] != "DX_CODE"
            and (any(meet(one, span) for span in identifiers) or not any(meet(one, span) for span in codes))
        ]
        exact = set(identifiers) & set(found)
        places = {(start, end) for start, end, _ in exact}
        spans["strict"][0] += len(exact)
        spans["strict"][2] += len(identifiers) - len(exact)
        # Several labels for one place are wrong only when all of them are.
        spans["strict"][1] += len({(start, end) for start, end, _ in counted} - places)
        right = {
            one[:2] for one in counted if any(meet(one, span) and one[2] == span[2] for span in identifiers)
        }
        spans["relaxed"][1] += sum(one[:2] not in right for one in counted)
        for span in identifiers:
            touched = any(meet(one, span) and one[2] == span[2] for one in found)
            spans["relaxed"][0 if touched else 2] += 1
    return {
        **{name: figures(*counts) for name, counts in (tokens | spans).items()},
        "traps": traps,
        "leaks": leaks,
        **clean,
    }


def terms(documents, findings):
    """Of the terms of corpora/traps, how many a finding touches, by group."""
    groups = {}
    for document in documents:
        found = [trimmed(document["text"], finding) for finding in findings[document["id"]]]
        for trap in document["traps"]:
            counts = groups.setdefault(trap["why"].split(",")[0], [0, 0])
            counts[0] += any(meet((trap["start"], trap["end"]), one) for one in found)
            counts[1] += 1
    return groups
