"""fastscrub. It overwrites with stars and tells neither places nor kinds: both are read off the result."""

import re

import fastscrub
from common import run

STARS = re.compile(rb"\*+")
KINDS = (
    (re.compile(r"@"), "email"),
    (re.compile(r"\d{3}-\d{2}-\d{4}"), "ssn"),
    (re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", re.I), "mac"),
    (re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*::?[0-9a-f:]+", re.I), "ip"),
    (re.compile(r"\d(?:[ -]?\d){12,18}"), "card"),
    (re.compile(r"\+?[\d ().x-]{7,24}"), "phone"),
)


def kind(value):
    return next((name for pattern, name in KINDS if pattern.fullmatch(value) or name == "email" and "@" in value), "secret")


def scan(text):
    data = text.encode()
    scrubbed = bytearray(data)
    fastscrub.scrub_inplace(scrubbed)
    if scrubbed == data:
        return []
    found = []
    for stars in STARS.finditer(scrubbed):
        start, end = stars.span()
        value = data[start:end]
        if value.strip(b"*"):
            value = value.decode(errors="replace")
            start = len(data[:start].decode(errors="replace"))
            found.append((start, start + len(value), kind(value)))
    return found


LABELS = {
    "email": "EMAIL", "ssn": "SSN", "mac": "DEVICE", "ip": "IP", "card": "CARD", "phone": "PHONE", "secret": "CREDENTIAL"
}
run(scan, LABELS, ["fastscrub"])
