//! Whether the path of an address names a person or a record.

use super::super::salesforce::is_person_record;
use super::super::walk::alnum;

/// Hosts whose pages are everybody's: standards, agencies, terminologies, code.
const PUBLIC: &[&str] = &[
    "hl7.org",
    "w3.org",
    "loinc.org",
    "snomed.info",
    "nih.gov",
    "cdc.gov",
    "fda.gov",
    "cms.gov",
    "hhs.gov",
    "medlineplus.gov",
    "clinicaltrials.gov",
    "who.int",
    "github.com",
    "githubusercontent.com",
    "wikipedia.org",
    "doi.org",
    "schema.org",
    "xmlsoap.org",
    "ietf.org",
    "rfc-editor.org",
    "developer.salesforce.com",
    "help.salesforce.com",
    "trailhead.salesforce.com",
];

/// Hosts where the first segment of the path is somebody's name when it has a digit, dot, hyphen or underscore.
const SOCIAL: &[&str] = &["facebook.com", "instagram.com", "twitter.com", "x.com", "linkedin.com", "threads.net"];

/// Segments after which an id is a record's.
const RECORDS: &[&str] = &[
    "accession",
    "account",
    "accounts",
    "admission",
    "admissions",
    "allergyintolerance",
    "appointment",
    "appointments",
    "beneficiary",
    "binary",
    "careplan",
    "careteam",
    "case",
    "cases",
    "chart",
    "charts",
    "claim",
    "claimresponse",
    "claims",
    "communication",
    "composition",
    "condition",
    "consent",
    "coverage",
    "device",
    "diagnosticreport",
    "documentreference",
    "encounter",
    "encounters",
    "enrollee",
    "enrollees",
    "episodeofcare",
    "explanationofbenefit",
    "familymemberhistory",
    "goal",
    "imagingstudy",
    "immunization",
    "invoice",
    "invoices",
    "lab-results",
    "labs",
    "medicationadministration",
    "medicationdispense",
    "medicationrequest",
    "medicationstatement",
    "mrn",
    "observation",
    "order",
    "orders",
    "prescription",
    "prescriptions",
    "procedure",
    "questionnaireresponse",
    "record",
    "records",
    "referral",
    "referrals",
    "result",
    "results",
    "rx",
    "servicerequest",
    "specimen",
    "studies",
    "study",
    "subscriber",
    "subscribers",
    "ticket",
    "tickets",
    "visit",
    "visits",
];

/// Segments after which an id or a name is a person's.
const PERSONS: &[&str] = &[
    "author",
    "authors",
    "client",
    "clients",
    "contact",
    "contacts",
    "doctor",
    "doctors",
    "donor",
    "donors",
    "employee",
    "employees",
    "in",
    "member",
    "members",
    "memorial",
    "memorials",
    "obituaries",
    "obituary",
    "patient",
    "patients",
    "people",
    "person",
    "physician",
    "physicians",
    "practitioner",
    "practitionerrole",
    "profile",
    "profiles",
    "provider",
    "providers",
    "relatedperson",
    "resident",
    "residents",
    "staff",
    "student",
    "students",
    "u",
    "user",
    "users",
    "visit",
];

/// Words of a site's own pages: what stands with one of them after "patients" is no name.
const PAGES: &[&str] = &[
    "a",
    "about",
    "all",
    "and",
    "apply",
    "billing",
    "care",
    "center",
    "contact",
    "current",
    "directory",
    "edit",
    "education",
    "faq",
    "faqs",
    "family",
    "families",
    "find",
    "for",
    "forms",
    "forum",
    "guide",
    "guides",
    "health",
    "help",
    "home",
    "how",
    "html",
    "index",
    "info",
    "information",
    "insurance",
    "international",
    "list",
    "login",
    "logout",
    "me",
    "my",
    "new",
    "news",
    "notice",
    "of",
    "online",
    "our",
    "page",
    "password",
    "portal",
    "privacy",
    "register",
    "resources",
    "rights",
    "safety",
    "search",
    "self",
    "services",
    "settings",
    "sign",
    "signup",
    "stories",
    "support",
    "the",
    "to",
    "us",
    "visitor",
    "visitors",
    "what",
    "with",
    "your",
];

fn among(word: &[u8], list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known.as_bytes()))
}

fn on_host(host: &[u8], list: &[&str]) -> bool {
    list.iter().any(|known| {
        host.len().checked_sub(known.len()).is_some_and(|start| {
            host[start..].eq_ignore_ascii_case(known.as_bytes()) && (start == 0 || host[start - 1] == b'.')
        })
    })
}

/// A digit in it, and neither a year nor a version nor a trial's public number.
fn is_id(segment: &[u8]) -> bool {
    let digits = segment.iter().filter(|b| b.is_ascii_digit()).count();
    let year = segment.len() == 4 && digits == 4 && matches!(segment[0], b'1' | b'2');
    let version = digits < 3 && matches!(segment[0], b'v' | b'V' | b'r' | b'R') && digits + 1 == segment.len();
    let trial = segment.len() == 11 && segment[..3].eq_ignore_ascii_case(b"NCT");
    let page = digits < 4
        && [&b".html"[..], b".htm", b".php", b".aspx", b".jsp"].iter().any(|ending| segment.ends_with(ending));
    digits > 0 && !year && !version && !trial && !page
}

/// `jane-doe`, `jane.doe`, `doe_jane`: two to four words of letters, none of them a page's.
fn is_name(segment: &[u8]) -> bool {
    let words = || segment.split(|b| b"-._+".contains(b));
    segment.len() <= 120
        && words().all(|word| !word.is_empty() && word.iter().all(u8::is_ascii_alphabetic))
        && (2..=4).contains(&words().count())
        && !words().any(|word| among(word, PAGES))
}

/// A user's name in one word.
fn is_user(segment: &[u8]) -> bool {
    (3..=64).contains(&segment.len()) && segment.iter().all(u8::is_ascii_alphanumeric) && !among(segment, PAGES)
}

/// True for hosts whose pages are everybody's.
pub(super) fn is_public(host: &[u8]) -> bool {
    on_host(host, PUBLIC)
}

/// True when the path of an address names a person or a record.
pub(super) fn names_someone(host: &[u8], path: &[u8]) -> bool {
    let social = on_host(host, SOCIAL);
    let mut noun: &[u8] = b"";
    for (depth, segment) in path.split(|&b| b == b'/').filter(|segment| !segment.is_empty()).enumerate() {
        let own = |marks: &[u8]| segment.len() > 1 && marks.contains(&segment[0]) && alnum(segment[1]);
        let user = || among(noun, &["u", "user", "users", "profile", "profiles"]) || social && among(noun, &["in"]);
        let person = || among(noun, PERSONS) && (social || !among(noun, &["in"]));
        let id = is_id(segment);
        let named = id || is_name(segment);
        if own(b"~@")
            || is_person_record(segment)
            || named && (person() || social && depth == 0)
            || is_user(segment) && user()
            || id && among(noun, RECORDS)
        {
            return !is_public(host);
        }
        noun = segment;
    }
    false
}
