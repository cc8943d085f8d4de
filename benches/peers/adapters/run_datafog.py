"""DataFog's pattern engine. Its optional spaCy and GLiNER engines load models by name from the network."""

import datafog
from common import run

LABELS = {
    "EMAIL": "EMAIL", "PHONE": "PHONE", "SSN": "SSN", "CREDIT_CARD": "CARD", "IP_ADDRESS": "IP", "DATE": "DATE",
    "ZIP_CODE": "LOCATION",
}


def scan(text):
    return [(entity.start, entity.end, entity.type) for entity in datafog.scan(text).entities]


run(scan, LABELS, ["datafog"])
