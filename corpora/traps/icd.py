#!/usr/bin/env python3
"""icd.py WHEEL > terms/disease-icd.txt: the eponyms of ICD-10-CM with the noun that follows them.

WHEEL is simple-icd-10-cm 1.5.0 from PyPI; the classification in it is a work of the United States' government.
"""

import re
import sys
import zipfile
from collections import Counter
from xml.etree import ElementTree

NOUNS = """anemia aneurysm angina anomaly aphasia ataxia atrophy carcinoma cataract chorea contracture cyst deformity dementia
disease disorder dysplasia dystrophy encephalopathy fever fracture granulomatosis hernia lymphoma macroglobulinemia
myopathy neuralgia neuropathy node nodes palsy paralysis phenomenon purpura sarcoma syndrome thyroiditis tumor
ulcer""".split()
PARTICLE = r"(?:[Vv]an der |[Vv]on |[Vv]an |[Dd]e |[Dd]i |[Dd]u |Le |Mc|Mac|Cornelia de |Ellis-van )"
NAME = rf"{PARTICLE}?[A-Z][a-zà-ÿ]{{2,}}(?:[- ]{PARTICLE}?[A-Z][a-zà-ÿ]{{2,}})*"
# Places, and words at the beginning of a title or of half a name.
NOT = re.compile(
    r"Mediterranean|Indiana|Paulo|Mile|Hyperammonemia|Valley|Pontiac|Non-|Acute|Classical|Developmental|Displaced|Familial|"
    r"Nondisplaced|Hypermobile|Iatrogenic|Nonpneumonic|Other|Pseudo|Sporadic|Tuberculous|Variant|Vascular|^Fort |^Higashi |"
    r"Nuck"
)
PHRASE = re.compile(rf"({NAME})('s|(?<=s)'(?!\w))? (?:{'|'.join(NOUNS)})\b")

archive = zipfile.ZipFile(sys.argv[1])
tree = ElementTree.fromstring(archive.read("simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml"))
texts = [node.text for node in tree.iter() if node.tag in ("desc", "note") and node.text]
lower = Counter(word for text in texts for word in re.findall(r"(?<![\w'-])[a-z]{3,}(?![\w'-])", text))
found = set()
for text in texts:
    for match in PHRASE.finditer(text):
        # The first word of a title has a capital anyway; a word that stands in small letters elsewhere is no name.
        plain = all(part.lower() in lower for part in re.split("[- ]", match[1]))
        if (match[2] or "-" in match[1] or match.start() > 0) and not plain and not NOT.search(match[0]):
            found.add(match[0])
print("# Written by icd.py from the titles and notes of ICD-10-CM (April 2026), a work of the United States' government.")
for phrase in sorted(found):
    print(phrase)
