"""Scores findings: `phi evaluate` counts them, and says what counts as right. Terms of corpora/traps are counted here by group."""

import json
import os
import subprocess


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def figures(three):
    return {name: three[name]["value"] for name in ("precision", "recall", "f1")}


def score(corpus, findings):
    """What `phi evaluate` says of a file of findings; of genres without an identifier, false tokens and all."""
    command = [os.environ["PHI"], "evaluate", corpus, "--findings", findings, "--output", "json"]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    total, genres = told["total"], {genre["genre"]: genre for genre in told["genres"]}
    return {
        "all": figures(total["all"]["token"]),
        "safe": figures(total["safe_harbor"]["token"]),
        "strict": figures(total["all"]["strict"]),
        "relaxed": figures(total["all"]["relaxed"]),
        "traps": (total["traps"]["part"], total["traps"]["whole"]),
        "leaks": (total["all"]["leak"]["part"], total["all"]["leak"]["whole"]),
        **{
            genre: (genres[genre]["all"]["token"]["wrong"], genres[genre]["tokens"])
            for genre in ("clean", "clean-prose")
        },
    }


def terms(documents, findings):
    """Of the terms of corpora/traps, how many a finding touches, by group."""
    groups = {}
    for document in documents:
        found = findings[document["id"]]
        for trap in document["traps"]:
            counts = groups.setdefault(trap["why"].split(",")[0], [0, 0])
            counts[0] += any(one["start"] < trap["end"] and trap["start"] < one["end"] for one in found)
            counts[1] += 1
    return groups
