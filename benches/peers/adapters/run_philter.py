"""Philter, as its fork philter-lite: what its lists and patterns do not know to be harmless is removed."""

import pickle
import re
from importlib.util import find_spec
from pathlib import Path

import nltk
import philter_lite
from common import run
from nltk.tag.perceptron import PerceptronTagger

# nltk fetches its tagger's weights on the network. An older set of the same tagger is in a package.
tagger = PerceptronTagger(load=False)
weights = Path(find_spec("textblob_aptagger").submodule_search_locations[0]) / "trontagger-0.1.0.pickle"
tagger.model.weights, tagger.tagdict, tagger.classes = pickle.loads(weights.read_bytes())
tagger.model.classes = tagger.classes
nltk.pos_tag = tagger.tag

filters = philter_lite.load_filters(Path(philter_lite.__file__).parent / "configs" / "philter_delta.toml")
REMOVED = re.compile(r"[A-Za-z0-9*]+")


def scan(text):
    kept, _, tracker = philter_lite.detect_phi(text, filters)
    harmless = bytearray(len(text))
    for start, end in kept.filecoords():
        harmless[start:end] = b"\1" * (end - start)
    dates = bytearray(len(text))
    for entry in tracker.phi:
        if entry.phi_type == "DATE":
            dates[entry.start : entry.stop] = b"\1" * (entry.stop - entry.start)
    found = []
    for word in REMOVED.finditer(text):
        places = [at for at in range(word.start(), word.end()) if not harmless[at]]
        if not places:
            continue
        start, end = places[0], places[-1] + 1
        label = "DATE" if any(dates[start:end]) else "OTHER"
        if label == "OTHER":
            label = "number" if any(letter.isdigit() for letter in text[start:end]) else "word"
        # Words side by side are one finding: Philter itself knows only letters.
        if found and found[-1][2] == label and len(text[found[-1][1] : start].strip()) == 0:
            found[-1] = (found[-1][0], end, label)
        else:
            found.append((start, end, label))
    return found


# It tells dates from the rest and no more; the likeliest label is given to the rest.
run(scan, {"DATE": "DATE", "number": "ID", "word": "NAME"}, ["philter-lite", "nltk"])
