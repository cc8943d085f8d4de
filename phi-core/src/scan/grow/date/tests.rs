//! Whole texts through the heads that the detector files use.

use std::ops::Range;

use crate::scan::grow::{Grow, find};
use crate::score::validate::{check, date::MONTH_STARTS};

/// Length of each head that matches at `at`, as the patterns of `detectors/date` would find it.
fn heads(text: &[u8], at: usize) -> Vec<usize> {
    let rest = &text[at..];
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let mut found = Vec::new();
    if rest.len() >= 3 && MONTH_STARTS.iter().any(|start| rest[..3].eq_ignore_ascii_case(&start[..])) {
        found.push(3);
    }
    if digits >= 8 {
        found.push(8);
    }
    if digits >= 4 && matches!(rest.get(4), Some(b'-' | b'.' | b'/')) && rest.get(5).is_some_and(u8::is_ascii_digit) {
        found.push(6);
    }
    let ocr = |b: u8| b.is_ascii_digit() || matches!(b, b'O' | b'I' | b'l');
    for width in 1..=2 {
        if rest.len() > width && rest[..width].iter().all(u8::is_ascii_digit) {
            let mut next = width;
            next += usize::from(rest[next] == b' ');
            if matches!(rest.get(next), Some(b'/' | b'-' | b'.')) {
                next += 1 + usize::from(rest.get(next + 1) == Some(&b' '));
                if rest.get(next).is_some_and(u8::is_ascii_digit) {
                    found.push(next + 1);
                }
            }
            let dash = width + usize::from(rest[width] == b'-');
            if rest.len() >= dash + 3 && rest[dash..dash + 3].iter().all(u8::is_ascii_alphabetic) {
                found.push(dash + 3);
            }
            let ending = rest.get(width..width + 2).unwrap_or_default().to_ascii_lowercase();
            if [b"st", b"nd", b"rd", b"th"].iter().any(|known| ending == *known) {
                found.push(width + 2);
            }
        }
        let scanned =
            |from: usize, width: usize| rest.get(from..from + width).is_some_and(|part| part.iter().all(|&b| ocr(b)));
        for second in 1..=2 {
            let shape = scanned(0, width) && scanned(width + 1, second);
            let slashes = rest.get(width) == Some(&b'/') && rest.get(width + 1 + second) == Some(&b'/');
            if shape && slashes && rest[..width].iter().any(u8::is_ascii_digit) {
                found.push(width + second + 2);
            }
        }
    }
    found
}

/// Everything that `grow` makes of the heads in `text`, longest first where two overlap.
pub(super) fn scan(text: &str, grow: Grow) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len()).filter(|&at| at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
    let mut spans: Vec<Range<usize>> = starts
        .flat_map(|at| heads(bytes, at).into_iter().filter_map(move |length| grow(bytes, at..at + length)))
        .collect();
    spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
    let mut kept: Vec<Range<usize>> = Vec::new();
    for span in spans {
        if kept.iter().all(|other| span.end <= other.start || other.end <= span.start) {
            kept.push(span);
        }
    }
    kept.sort_by_key(|span| span.start);
    kept
}

/// What `name` finds in `text` and the calendar confirms.
fn found<'a>(name: &str, text: &'a str) -> Vec<&'a str> {
    let grow = find(name).expect("a known grow function");
    scan(text, grow).into_iter().map(|span| &text[span]).filter(|span| check("calendar-date", span)).collect()
}

/// Text and the dates in it.
const DATES: &[(&str, &[&str])] = &[
    // ISO 8601 and HL7
    ("born 1957-04-09.", &["1957-04-09"]),
    (r#"{"date":"2017-01-29T12:34:56+00:00"}"#, &["2017-01-29T12:34:56+00:00"]),
    (r#""end": "2023-07-28T01:59:23.388-05:00""#, &["2023-07-28T01:59:23.388-05:00"]),
    ("2013-12-10T09:00:00Z", &["2013-12-10T09:00:00Z"]),
    ("seen 2024-01-15T14:30Z", &["2024-01-15T14:30Z"]),
    ("Seen 2024-01-15 14:30 by the nurse", &["2024-01-15"]),
    ("When: 1993-01-04 14:56:41", &["1993-01-04"]),
    ("on 2024/03/05", &["2024/03/05"]),
    ("PID|1||7||X^Y||19570409|M", &["19570409"]),
    ("|20240115143000-0500|", &["20240115143000-0500"]),
    ("|20110103143428.1234-0800|", &["20110103143428.1234-0800"]),
    ("|201410060929|", &["201410060929"]),
    ("|198808181126+0215|", &["198808181126+0215"]),
    ("DTP*472*RD8*20050831-20050906~", &["20050831", "20050906"]),
    ("HI*BH:11:D8:20050907~", &["20050907"]),
    ("value=\"20240115T143000Z\"", &["20240115T143000Z"]),
    ("scan_2024-03-05_final.pdf", &["2024-03-05"]),
    ("wound-2021-05-12.jpg", &["2021-05-12"]),
    // numbers
    ("DOB: 04/09/1957", &["04/09/1957"]),
    ("geb. 09.04.1957 in Ulm", &["09.04.1957"]),
    ("DOB 4/9/57.", &["4/9/57"]),
    ("It's 3/23/1940", &["3/23/1940"]),
    ("El 15-02-07 acude", &["15-02-07"]),
    ("El 4-8-04 se implanto", &["4-8-04"]),
    ("am 09.04.57 geboren", &["09.04.57"]),
    ("12345,12/05/2021,99213", &["12/05/2021"]),
    ("12/05/2021 10:22 phone call", &["12/05/2021"]),
    ("stay 3/1/2021-3/5/2021", &["3/1/2021", "3/5/2021"]),
    ("from 1/15/24 to 2/3/24", &["1/15/24", "2/3/24"]),
    ("nacimiento:12/04 /2011.", &["12/04 /2011"]),
    ("DOB 03 / 15 / 1957", &["03 / 15 / 1957"]),
    ("DOB O3/l5/1957", &["O3/l5/1957"]),
    ("DOB 03/15/2O01", &["03/15/2O01"]),
    ("last seen 06/2021", &["06/2021"]),
    ("since 7/2019.", &["7/2019"]),
    ("seen on 10/12 by me", &["10/12"]),
    ("admitted 3/4, discharged 3/9", &["3/4", "3/9"]),
    ("admitted 3/4-3/6", &["3/4", "3/6"]),
    ("Appt: 10/12", &["10/12"]),
    ("f/u 11/3", &["11/3"]),
    ("BP 120/80 on 10/12", &["10/12"]),
    ("el 25/8 ingreso", &["25/8"]),
    ("am 15.3. entlassen", &["15.3"]),
    // month in words
    ("on March 15, 2024.", &["March 15, 2024"]),
    ("the 15th of March 2024", &["15th of March 2024"]),
    ("15-Mar-2024", &["15-Mar-2024"]),
    ("15MAR2024 0800", &["15MAR2024"]),
    ("given 15MAR24", &["15MAR24"]),
    ("15/Mar/2024", &["15/Mar/2024"]),
    ("born 15 Mar 24,", &["15 Mar 24"]),
    ("Mar-15-2024", &["Mar-15-2024"]),
    ("On March 15 she fell", &["March 15"]),
    ("on 15 March she fell", &["15 March"]),
    ("on the 9th of May", &["9th of May"]),
    ("May 9th", &["May 9th"]),
    ("March 3-5, 2024", &["March 3-5, 2024"]),
    ("3-5 March 2024", &["3-5 March 2024"]),
    ("March 3rd to 5th", &["March 3rd to 5th"]),
    ("March 3 - April 5, 2024", &["March 3", "April 5, 2024"]),
    ("Sept. '21", &["Sept. '21"]),
    ("June 2021", &["June 2021"]),
    ("In January of 1991 underwent", &["January of 1991"]),
    ("march 2021", &["march 2021"]),
    ("at the end of May. She", &["May"]),
    ("In September he", &["September"]),
    ("fell in late August.", &["August"]),
    ("since Oct he has", &["Oct"]),
    ("March\n15, 2024", &["March\n15, 2024"]),
    ("15 March\n2024", &["15 March\n2024"]),
    ("March fifteenth, twenty twenty-four", &["March fifteenth, twenty twenty-four"]),
    ("the twenty-first of june nineteen fifty-seven", &["twenty-first of june nineteen fifty-seven"]),
    ("May third two thousand and three", &["May third two thousand and three"]),
    // other languages, folded
    ("el 15 de marzo de 2024", &["15 de marzo de 2024"]),
    ("del 3 al 5 de marzo", &["3 al 5 de marzo"]),
    ("En Febrero de 1998 fue", &["Febrero de 1998"]),
    ("En enero del ano 2001 se", &["enero del ano 2001"]),
    ("En febrero y abril de 2002 acude", &["febrero y abril de 2002"]),
    ("hasta julio-04, retirando", &["julio-04"]),
    ("retiro en sep-04, al", &["sep-04"]),
    ("En diciembre-08 nuevo", &["diciembre-08"]),
    ("23-octubre-1972", &["23-octubre-1972"]),
    ("mes de abril", &["abril"]),
    ("en el mes de Marzo de ese", &["Marzo"]),
    ("desde marzo", &["marzo"]),
    ("am 15. Marz 2024", &["15. Marz 2024"]),
    ("le 15 mars 2024", &["15 mars 2024"]),
    ("le 1er aout 2023", &["1er aout 2023"]),
    ("den 15 oktober 2024", &["15 oktober 2024"]),
    ("15 marca 2024 r.", &["15 marca 2024"]),
    ("15. maaliskuuta 2024", &["15. maaliskuuta 2024"]),
    ("15 de marco de 2024", &["15 de marco de 2024"]),
    ("il 3 ottobre 2020", &["3 ottobre 2020"]),
    ("op 3 mei 2020", &["3 mei 2020"]),
    ("3 set 2020", &["3 set 2020"]),
    // days alone
    ("seen on the 9th.", &["9th"]),
    ("back on the 21st at noon", &["21st"]),
];

/// Text without a date.
const NONE: &[&str] = &[
    "in 2021",
    "since 2005/2006",
    "5/325 mg",
    "blood pressure 120/80",
    "pain 3/10",
    "pain 8/10 on movement",
    "rates her pain on 3/10",
    "strength 4/5",
    "vision 20/40",
    "1/2 tablet",
    "take 1/2",
    "started 1/2 tablet",
    "4-1/2-years",
    "version 1.2.2024",
    "v. 10.12.21",
    "1.2.3.4",
    "10.12.14.20",
    "ip 192.168.1.12",
    "555-0132",
    "call 555-01-3200",
    "078-05-1123",
    "12-34-5678",
    "(617) 555-0132",
    "section 3.2.1",
    "2-3 times daily",
    "lasting 2-3 minutes",
    "7:00-8:00",
    "10:12",
    "10:12:14",
    "1:1000",
    "0.125 mg",
    "ratio 3:1",
    "13/2021",
    "20211301",
    "2021-02-30",
    "13/32/2021",
    "2021-13-45",
    "19991399",
    "12345678",
    "20240115-0001",
    "ABC-12-05-2021",
    "1.2.840.113619.2.20240115.7",
    "200501011",
    "99/99/9999",
    "10/12%",
    "on 10/12 mg",
    "may 15",
    "she may have",
    "5 may have",
    "marched 15 miles",
    "march on",
    "decided 5",
    "married 2 children",
    "3 out of 5",
    "5 out of 10.",
    "First set of enzymes",
    "exon 5 del gen",
    "positivo 1/2048.",
    "dia 1/21 dias",
    "Rio de Janeiro",
    "Calle Abril 18-2-1",
    "MSH|^~\\&|A|B|C|D|20070725111624||ADT",
    "EVN|A01|20290801070624+0115|",
    "GS*HC*1*2*20131031*1147*1*X*00501~",
    "2 ago",
    "set 10",
    "on the 9th floor",
    "on the 9th and 10th ribs",
    "the 9th",
    "9th grade",
    "March 15 mg",
    "March 10:30",
    "Dr. August Weber",
    "April said",
    "mother of June Smith",
    "Mars",
    "may be on 5",
    "Sept of the heart",
    "septum 5",
    "Octreotide 50",
    "Marital",
    "mar",
    "augmented 3",
    "2024-01-15 10:22:33 INFO started",
    "[2024-01-15 10:22:33] GET /",
    "2024-01-15T10:22:33Z INFO started",
    "INFO 2024-01-15 10:22:33 started",
    "x 2024-01-15 10:22:33,123 started",
    "[15/Mar/2024:10:22:33 +0000]",
    "Date: Mon, 15 Jan 2024 10:22:33 +0000",
    "Jan 15 10:22:33 host sshd: x",
    "02/29/2023",
    "31 April 2021",
];

/// Needs the detector's cue.
const LOOSE: &[(&str, &str)] = &[
    ("May-21", "May-21"),
    ("onset 2021-03", "2021-03"),
    ("dob 03151957", "03151957"),
    ("06-2021", "06-2021"),
    ("06.2021", "06.2021"),
    ("9.4.57", "9.4.57"),
];

#[test]
fn dates() {
    let wrong: Vec<_> = DATES
        .iter()
        .filter(|(text, expected)| found("date", text) != *expected)
        .map(|(text, _)| (text, found("date", text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_dates() {
    let wrong: Vec<_> =
        NONE.iter().filter(|text| !found("date", text).is_empty()).map(|text| (text, found("date", text))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn loose_dates() {
    for (text, expected) in LOOSE {
        assert!(found("date", text).is_empty(), "{text:?}");
        assert_eq!(found("date-loose", text), [*expected], "{text:?}");
    }
}

/// A birth date with a typing error is still a span; only the calendar says no.
#[test]
fn impossible_days_are_spans() {
    let grow = find("date").expect("a known grow function");
    for (text, span) in [
        ("13/32/2021", "13/32/2021"),
        ("2021-02-30", "2021-02-30"),
        ("31 April 2021", "31 April 2021"),
        ("20211301", "20211301"),
        ("99/99/99", "99/99/99"),
        ("February 30, 1957", "February 30, 1957"),
    ] {
        let whole = scan(text, grow).into_iter().map(|span| &text[span]);
        assert_eq!(whole.collect::<Vec<_>>(), [span], "{text:?}");
    }
}

fn first_number(text: &str) -> Range<usize> {
    let start = text.bytes().position(|b| b.is_ascii_digit()).expect("a number");
    start..start + text.bytes().skip(start).take_while(u8::is_ascii_digit).count()
}

#[test]
fn ages() {
    let unit = find("age-unit").expect("a known grow function");
    let bare = find("age-bare").expect("a known grow function");
    for text in [
        "A 92-year-old man",
        "101 y.o. female",
        "92yo",
        "92yoF",
        "93 y/o",
        "95 years old",
        "95 yr old",
        "90 years of age",
        "93 ans",
        "Edad: 90 anos",
        "91 Jahre",
        "92-jahriger",
        "90-95 years old",
        "90 to 95-year-old",
        "94 Y.O.",
        "92y M",
    ] {
        assert_eq!(unit(text.as_bytes(), first_number(text)), Some(first_number(text)), "{text:?}");
    }
    for text in [
        "92 kg",
        "92%",
        "92 mg",
        "for 90 days",
        "room 92",
        "1.92 yo",
        "$92",
        "BP 120/92",
        "92/60",
        "HR 92",
        "92 yolk",
        "for 92 years",
        "921",
        "92.5 years old",
    ] {
        let head = first_number(text);
        assert_eq!(unit(text.as_bytes(), head.start..head.end.min(head.start + 2)), None, "{text:?}");
    }
    for text in [
        "aged 90",
        "Age: 97",
        "age is 92",
        "\"age\": 92,",
        "patientAge=92",
        "age (years): 92",
        "92",
        "|92|",
        "age 92 years",
    ] {
        assert_eq!(bare(text.as_bytes(), first_number(text)), Some(first_number(text)), "{text:?}");
    }
    for text in ["HR: 92", "weight 92 kg", "age: 92 kg", "room 92", "sat 92%", "92/60", "age 92.5", "in 92"] {
        assert_eq!(bare(text.as_bytes(), first_number(text)), None, "{text:?}");
    }
}

fn grown<'a>(name: &str, text: &'a str, head: &str) -> Option<&'a str> {
    let start = text.find(head).expect("the head");
    find(name).expect("a known grow function")(text.as_bytes(), start..start + head.len()).map(|span| &text[span])
}

#[test]
fn diagnosis_codes() {
    for (text, head, code) in [
        ("dx Z79.4", "Z79", "Z79.4"),
        ("(J45.909)", "J45", "J45.909"),
        ("W19.XXXA.", "W19", "W19.XXXA"),
        ("E08.0-E13.9", "E13", "E13.9"),
        ("M1A.9XX0", "M1A", "M1A.9XX0"),
    ] {
        assert_eq!(grown("icd10-dotted", text, head), Some(code), "{text:?}");
        assert_eq!(grown("icd10-any", text, head), Some(code), "{text:?}");
    }
    for (text, head) in [
        ("I10", "I10"),
        ("temp T37.2", "T37"),
        ("version V10.1", "V10"),
        ("part M54.5", "M54"),
        ("C50.911-4", "C50"),
        ("AB-E11.9", "E11"),
        ("1.E11.9", "E11"),
        ("e11.9", "e11"),
        ("E11.99999", "E11"),
        ("had E11.", "E11"),
        ("E11.9.2", "E11"),
    ] {
        assert_eq!(grown("icd10-dotted", text, head), None, "{text:?}");
    }
    assert_eq!(grown("icd10-any", "ABK:E119", "E11"), Some("E119"));
    assert_eq!(grown("icd10-any", "dx e11.9", "e11"), Some("e11.9"));
    assert_eq!(grown("icd10-any", "vitamin D10", "D10"), None);
    assert_eq!(grown("icd10-any", "x10 days", "x10"), None);
    assert_eq!(grown("icd10-any", "E11ABCDE", "E11"), None);
}

#[test]
fn clinical_shapes() {
    assert_eq!(grown("unit-behind", "took 5/325 mg", "5"), Some("5/325"));
    assert_eq!(grown("unit-behind", "500000 units", "500"), Some("500000"));
    assert_eq!(grown("unit-behind", "0.125 mg", "0"), Some("0.125"));
    assert_eq!(grown("unit-behind", "MRN 1234567 M", "123"), None);
    assert_eq!(grown("clinical-ratio", "BP 120/80", "120/80"), Some("120/80"));
    assert_eq!(grown("clinical-ratio", "120/80 mmHg", "120/80"), Some("120/80"));
    assert_eq!(grown("clinical-ratio", "chart 120/80", "120/80"), None);
    assert_eq!(grown("spine-level", "L4-5 disc", "L4"), Some("L4-5"));
    assert_eq!(grown("spine-level", "C5-C6", "C5"), Some("C5-C6"));
    assert_eq!(grown("spine-level", "T12 fracture", "T12"), Some("T12"));
    assert_eq!(grown("spine-level", "L45", "L45"), None);
    assert_eq!(grown("spine-level", "T12 Main St", "T12"), None);
    assert_eq!(grown("vitamin", "B12 level", "B12"), Some("B12"));
    assert_eq!(grown("vitamin", "vitamin D3", "D3"), Some("D3"));
    assert_eq!(grown("vitamin", "room D3", "D3"), None);
    assert_eq!(grown("snomed-id", "22298006", "222980"), Some("22298006"));
    assert_eq!(grown("snomed-id", "222980061234567890123", "222980"), None);
}

proptest::proptest! {
    /// No text makes a function read outside it, and every span lies in the text.
    #[test]
    fn any_text(text in "([0-9OIl]{1,4}|[-/.: ,'\n]|mar|may|March|de|of|the|th|T|Z|age|y\\.o|E11|twenty|two|thousand|first|mg){0,14}") {
        for name in ["date", "date-loose"] {
            for span in scan(&text, find(name).expect("a known grow function")) {
                assert!(!text[span].is_empty());
            }
        }
        for name in ["age-unit", "age-bare", "icd10-dotted", "icd10-any", "snomed-id", "unit-behind", "vitamin"] {
            for at in 0..text.len() {
                let grow = find(name).expect("a known grow function");
                if let Some(span) = grow(text.as_bytes(), at..text.len().min(at + 3)) {
                    assert!(span.start <= span.end && span.end <= text.len());
                }
            }
        }
    }
}
