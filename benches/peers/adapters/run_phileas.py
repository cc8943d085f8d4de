"""Phileas in Python, the engine of Philter's makers, Philterd, with every filter that needs no service."""

from common import run
from phileas.policy.policy import Policy
from phileas.services.filter_service import FilterService

LABELS = {
    "age": "AGE", "email-address": "EMAIL", "credit-card": "CARD", "ssn": "SSN", "phone-number": "PHONE",
    "ip-address": "IP", "url": "URL", "zip-code": "LOCATION", "vin": "VEHICLE", "bitcoin-address": "ACCOUNT",
    "bank-routing-number": None, "date": "DATE", "mac-address": "DEVICE", "currency": None,
    "street-address": "LOCATION", "tracking-number": "ID", "drivers-license": "LICENSE", "iban-code": "ACCOUNT",
    "passport-number": "LICENSE",
}
KEYS = (
    "age emailAddress creditCard ssn phoneNumber ipAddress url zipCode vin bitcoinAddress bankRoutingNumber date "
    "macAddress currency streetAddress trackingNumber driversLicense ibanCode passportNumber"
).split()
policy = Policy.from_dict({"name": "all", "identifiers": {key: {} for key in KEYS}})
service = FilterService()


def scan(text):
    spans = service.filter(policy=policy, context="c", document_id="d", text=text).spans
    # Ages under 90 are no identifiers by our rules, nor does Safe Harbor ask to remove them.
    return [
        (span.character_start, span.character_end, span.filter_type)
        for span in spans
        if span.filter_type != "age" or any(part >= "90" for part in span.text.split() if part.isdigit() and len(part) > 1)
    ]


run(scan, LABELS, ["phileas-redact"])
