//! Identifiers that the grammar of a message names: HL7 v2 fields, X12 elements, FHIR references.

use std::ops::Range;

use super::{at, before, rest, run, run_back};

/// How far a segment is read back to its name.
const SEGMENT: usize = 600;
const LONGEST: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Record,
    Account,
    Plan,
    License,
    Other,
}

pub(super) fn record(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    of_kind(text, span, Kind::Record)
}
pub(super) fn account(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    of_kind(text, span, Kind::Account)
}
pub(super) fn plan(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    of_kind(text, span, Kind::Plan)
}
pub(super) fn license(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    of_kind(text, span, Kind::License)
}
pub(super) fn other(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    of_kind(text, span, Kind::Other)
}

/// The whole value of a field, when the field or the type code in it says that it is of this kind.
fn of_kind(text: &[u8], span: Range<usize>, kind: Kind) -> Option<Range<usize>> {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'/');
    let start = span.start - run_back(text, span.start, inside).min(span.start);
    let sign = before(text, start);
    if !matches!(sign, b'|' | b'~' | b'*') {
        return None;
    }
    let length = run(text, start, inside);
    if length > LONGEST {
        return None;
    }
    let found = match sign {
        b'*' => x12(text, start, start + length),
        _ => hl7(text, start, start + length),
    };
    (found == Some(kind)).then_some(start..start + length)
}

/// Where the segment that holds `place` begins, its name, and the number of the field or element.
fn segment(text: &[u8], place: usize, separator: u8, ends: fn(u8) -> bool) -> Option<(usize, &[u8], usize)> {
    let back = run_back(text, place, |b| !ends(*b));
    if back > SEGMENT {
        return None;
    }
    let start = place - back;
    let start = start + run(text, start, u8::is_ascii_whitespace);
    let name = &text[start..start + run(text, start, u8::is_ascii_alphanumeric)];
    let known = matches!(name.len(), 2 | 3) && name.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let number = text[start..place].iter().filter(|b| **b == separator).count();
    (known && at(text, start + name.len()) == separator).then_some((start, name, number))
}

fn hl7(text: &[u8], start: usize, end: usize) -> Option<Kind> {
    if !matches!(at(text, end), b'|' | b'^' | b'~' | b'\r' | b'\n' | 0) {
        return None;
    }
    let (_, name, field) = segment(text, start, b'|', |b| matches!(b, b'\n' | b'\r'))?;
    let value = rest(text, end);
    let value = &value[..value.iter().take(300).position(|b| matches!(b, b'|' | b'~' | b'\r' | b'\n'))?];
    let component = |number: usize| value.split(|b| *b == b'^').nth(number - 1).unwrap_or_default();
    let typed = |code: &[u8]| match code {
        b"MR" | b"MRN" | b"PI" | b"PT" | b"PN" | b"EMPI" => Some(Kind::Record),
        b"AN" | b"VN" | b"ANC" | b"AND" | b"ANT" => Some(Kind::Account),
        b"MB" | b"MA" | b"MC" | b"SN" | b"HC" => Some(Kind::Plan),
        b"NPI" | b"MD" | b"DN" | b"RN" | b"LN" | b"DEA" | b"DL" | b"PPN" | b"PRN" => Some(Kind::License),
        // Another number of the person: a Social Security number, say, has a detector of its own.
        b"SS" | b"NI" | b"NNUSA" => None,
        _ => Some(Kind::Other),
    };
    match (name, field) {
        (b"PID", 2..=4) | (b"MRG", 1 | 4) if component(5).is_empty() => Some(Kind::Record),
        (b"PID", 2..=4) | (b"MRG", 1 | 4) => match typed(component(5)) {
            Some(Kind::Other) => Some(Kind::Record),
            kind => kind,
        },
        (b"PID", 18) | (b"PV1", 5 | 19 | 50) | (b"GT1", 2) | (b"MRG", 3 | 5) => Some(Kind::Account),
        (b"IN1", 8 | 36 | 49) | (b"IN2", 6 | 8 | 26 | 61) => Some(Kind::Plan),
        (b"PID", 20)
        | (b"PV1", 7..=9 | 17 | 52)
        | (b"OBR", 16 | 28 | 32)
        | (b"ORC", 11 | 12)
        | (b"PD1", 4)
        | (b"PRD" | b"CTD", 7)
        | (b"OBX", 16)
        | (b"TXA", 5 | 9) => Some(Kind::License),
        (b"ORC" | b"OBR", 2..=4) if field < 4 || name == b"ORC" => Some(Kind::Other),
        (b"SPM", 2) | (b"EVN", 5) | (b"ORC", 10 | 19) | (b"IN1", 14) | (b"AUT" | b"RF1", 6) => Some(Kind::Other),
        _ => None,
    }
}

fn x12(text: &[u8], start: usize, end: usize) -> Option<Kind> {
    if !matches!(at(text, end), b'*' | b'~' | b'\r' | b'\n' | b':' | 0) {
        return None;
    }
    let (from, name, element) = segment(text, start, b'*', |b| matches!(b, b'~' | b'\n' | b'\r'))?;
    let qualifier = text[from..start - 1].rsplit(|b| *b == b'*').next().unwrap_or_default();
    match (name, element, qualifier) {
        (b"NM1", 9, b"MI" | b"MB" | b"C1" | b"MR") | (b"SBR", 3, _) => Some(Kind::Plan),
        (b"NM1", 9, b"XX") => Some(Kind::License),
        (b"REF", 2, b"0F" | b"1L" | b"6P" | b"IG" | b"1W" | b"18" | b"NQ" | b"SY1") => Some(Kind::Plan),
        (b"REF", 2, b"EJ" | b"F8" | b"D9" | b"Y4" | b"1K" | b"6R") | (b"CLM" | b"CLP", 1, _) => Some(Kind::Account),
        (b"REF", 2, b"EA") => Some(Kind::Record),
        (b"REF", 2, b"0B" | b"1C" | b"1D" | b"DEA") => Some(Kind::License),
        (b"REF", 2, b"G1" | b"9F" | b"BB" | b"X4" | b"XZ") => Some(Kind::Other),
        _ => None,
    }
}

/// Resources of FHIR whose id tells of a person's matter.
const RESOURCES: [&[u8]; 34] = [
    b"Account",
    b"AllergyIntolerance",
    b"Appointment",
    b"Bundle",
    b"CarePlan",
    b"CareTeam",
    b"Claim",
    b"Communication",
    b"Composition",
    b"Condition",
    b"Consent",
    b"Coverage",
    b"Device",
    b"DiagnosticReport",
    b"DocumentReference",
    b"Encounter",
    b"EpisodeOfCare",
    b"ExplanationOfBenefit",
    b"Goal",
    b"ImagingStudy",
    b"Immunization",
    b"Location",
    b"MedicationDispense",
    b"MedicationRequest",
    b"MedicationStatement",
    b"Observation",
    b"Organization",
    b"Patient",
    b"Person",
    b"Practitioner",
    b"PractitionerRole",
    b"Procedure",
    b"RelatedPerson",
    b"ServiceRequest",
];

/// The id behind `Patient/` and its like, or under the key `id` of a resource.
pub(super) fn fhir_id(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let inside = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    let start = span.start - run_back(text, span.start, inside);
    let length = run(text, start, inside);
    let length = length - run_back(&text[..start + length], start + length, |b| *b == b'.').min(length);
    if !(2..=64).contains(&length) {
        return None;
    }
    let head = &text[..start.checked_sub(1)?];
    let named = match before(text, start) {
        b'/' => {
            let name = run_back(head, head.len(), u8::is_ascii_alphabetic);
            RESOURCES.contains(&&head[head.len() - name..]) && before(head, head.len() - name) != b'_'
        }
        b'"' => {
            let key = head.trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end);
            let front = key.and_then(|key| key.strip_suffix(b"\"id\"")).map(<[u8]>::trim_ascii_end);
            front.is_some_and(is_resource)
        }
        _ => false,
    };
    named.then_some(start..start + length)
}

/// True when `"resourceType": "Patient",` stands at the end.
fn is_resource(text: &[u8]) -> bool {
    let Some(text) = text.strip_suffix(b"\",") else { return false };
    let name = run_back(text, text.len(), u8::is_ascii_alphabetic);
    let (head, name) = text.split_at(text.len() - name);
    let Some(head) = head.strip_suffix(b"\"") else { return false };
    let Some(head) = head.trim_ascii_end().strip_suffix(b":") else { return false };
    RESOURCES.contains(&name) && head.trim_ascii_end().ends_with(b"\"resourceType\"")
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn fields_of_messages() {
        let pid = "PID|1||40093118^^^BGH^MR~E220918^^^EMPI^PI~V88201^^^BGH^AN||LEE^ANN";
        assert_eq!(grown("message-record", pid, "4009"), Some("40093118"));
        assert_eq!(grown("message-record", pid, "E220"), Some("E220918"));
        assert_eq!(grown("message-record", pid, "V882"), None);
        assert_eq!(grown("message-account", pid, "V882"), Some("V88201"));
        assert_eq!(grown("message-license", "PV1|1|I|4W||||2058651672^OH^ANN|", "2058"), Some("2058651672"));
        assert_eq!(grown("message-other", "OBR|1|ORD7718^EHR|24-163-0418^LIS|24323-8^P", "0418"), Some("24-163-0418"));
        assert_eq!(grown("message-other", "OBR|1|ORD7718^EHR|24-163-0418^LIS|24323-8^P|", "2432"), None);
        assert_eq!(grown("message-plan", "x~\nNM1*IL*1*LEE*ANN****MI*VTX990183~", "VTX9"), Some("VTX990183"));
        assert_eq!(grown("message-plan", "REF*EI*030441982~", "0304"), None);
        assert_eq!(grown("message-other", "REF*G1*AUT-118-2204~", "2204"), Some("AUT-118-2204"));
        assert_eq!(grown("message-record", "| a | 4009311 |", "4009"), None);
    }

    #[test]
    fn ids_of_fhir() {
        assert_eq!(grown("fhir-id", "\"reference\": \"Patient/f00d-4471\"", "44"), Some("f00d-4471"));
        assert_eq!(
            grown("fhir-id", "\"resourceType\": \"Patient\",\n  \"id\": \"f00d-4471\",", "44"),
            Some("f00d-4471")
        );
        assert_eq!(grown("fhir-id", "{ \"id\": \"f00d-4471\",", "44"), None);
        assert_eq!(grown("fhir-id", "src/v4471.js", "44"), None);
    }
}
