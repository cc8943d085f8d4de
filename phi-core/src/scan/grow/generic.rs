//! Identifiers of no fixed length: record numbers and their like.

use std::ops::Range;

use super::Grow;

mod device;
mod grouped;
mod masked;
mod phone;
mod place;
mod spoken;

pub(super) const GROWS: &[(&str, Grow)] = &[
    ("id", id),
    ("id-without-state", id_without_state),
    ("mrn-glued", mrn_glued),
    ("id-groups", grouped::id_groups),
    ("ssn-masked", masked::ssn_masked),
    ("card-masked", masked::card_masked),
    ("last-four", masked::last_four),
    ("word-7", word::<7>),
    ("word-16", word::<16>),
    ("iban", iban),
    ("udi-gs1", device::udi_gs1),
    ("udi-gs1-bare", device::udi_gs1_bare),
    ("udi-hibcc", device::udi_hibcc),
    ("udi-iccbba", device::udi_iccbba),
    ("vin", device::vin),
    ("passport-mrz", device::passport_mrz),
    ("phone-extension", phone::with_extension),
    ("phone-international", phone::international),
    ("phone-national", phone::national),
    ("extension", phone::extension_alone),
    ("extension-called", phone::extension_called),
    ("extension-dashed", phone::extension_dashed),
    ("hotline", phone::hotline),
    ("zip-after-state", place::zip_after_state),
    ("spoken-phone", spoken::phone),
    ("spoken-digits", spoken::number),
];

pub(super) use device::may_be_passport;
pub(super) use masked::may_be_masked;

/// The whole run of letters and digits, when it has exactly this many.
fn word<const LENGTH: usize>(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let whole = !at(text, span.start + LENGTH).is_ascii_alphanumeric()
        && run(text, span.start, u8::is_ascii_alphanumeric) == LENGTH;
    whole.then_some(span.start..span.start + LENGTH)
}

/// The byte at a place, 0 outside of the text.
fn at(text: &[u8], place: usize) -> u8 {
    text.get(place).copied().unwrap_or(0)
}

/// The byte in front of a place, 0 at the start of the text.
fn before(text: &[u8], place: usize) -> u8 {
    place.checked_sub(1).map_or(0, |place| at(text, place))
}

/// The text from a place on, empty outside of it.
fn rest(text: &[u8], place: usize) -> &[u8] {
    text.get(place..).unwrap_or_default()
}

/// No run of characters that any of these asks for is longer; what is, is no identifier.
const LONGEST_RUN: usize = 192;

/// How many of the bytes from `from` on fit.
fn run(text: &[u8], from: usize, fits: impl Fn(&u8) -> bool) -> usize {
    rest(text, from).iter().take(LONGEST_RUN).take_while(|b| fits(b)).count()
}

/// How many of the bytes in front of `end` fit.
fn run_back(text: &[u8], end: usize, fits: impl Fn(&u8) -> bool) -> usize {
    text[..end].iter().rev().take(LONGEST_RUN).take_while(|b| fits(b)).count()
}

/// The length of `word` if `text` has it at `place`, in any case.
fn word_at(text: &[u8], place: usize, word: &[u8]) -> Option<usize> {
    let there = text.get(place..place + word.len())?;
    there.eq_ignore_ascii_case(word).then_some(word.len())
}

/// Longer than this is a hash or a system's key, not a number that people write down.
const LONGEST_ID: usize = 25;

/// A record number: letters, digits and single joining dashes, and `.` `/` `_` in front of a digit.
///
/// The span may begin inside of it (`ALPHA-442021` is proposed at `442021`), so it grows both ways; what
/// the whole looks like then decides, and a piece of a date or telephone number is none.
fn id(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = id_start(text, span.start)?;
    let end = id_end(text, span.start)?;
    let token = &text[start..end];
    let digits = token.iter().filter(|b| b.is_ascii_digit()).count();
    let alone = !matches!(before(text, start), b'+' | b'$') && !matches!(at(text, end), b'@' | b'%');
    let measure = digits == token.len() && at(text, end) == b' ' && unit_at(text, end + 1);
    let fits = (4..=LONGEST_ID).contains(&token.len()) && digits >= 2 && alone && !measure;
    (fits && !is_other_thing(token, digits)).then_some(start..end)
}

/// True when the byte at `place` joins what stands on both sides into one number.
fn joins(text: &[u8], place: usize) -> bool {
    let (left, right) = (before(text, place), at(text, place + 1));
    left.is_ascii_alphanumeric()
        && match at(text, place) {
            b'-' => right.is_ascii_alphanumeric(),
            b'.' | b'_' => right.is_ascii_digit(),
            // A longer number behind a slash is one of its own.
            b'/' => right.is_ascii_digit() && run(text, place + 1, u8::is_ascii_alphanumeric) <= 4,
            _ => false,
        }
}

fn id_end(text: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    while at(text, end).is_ascii_alphanumeric() || (end > start && joins(text, end)) {
        end += 1;
        if end - start > LONGEST_ID {
            return None;
        }
    }
    Some(end)
}

fn id_start(text: &[u8], mut start: usize) -> Option<usize> {
    let end = start;
    while start > 0 && joins(text, start - 1) {
        let joint = start - 1;
        let first = joint - run_back(&text[..joint], joint, u8::is_ascii_alphanumeric).min(LONGEST_ID + 1);
        let part = &text[first..joint];
        let whole = match text[joint] {
            // A small word in front is a word of the sentence: `post-12345`.
            b'-' => part.iter().any(u8::is_ascii_digit) || part.iter().all(u8::is_ascii_uppercase),
            _ => before(text, joint).is_ascii_digit(),
        };
        if !whole {
            break;
        }
        start = first;
        if end - start > LONGEST_ID {
            return None;
        }
    }
    Some(start)
}

/// What has the shape of a record number and plainly is something else.
fn is_other_thing(token: &[u8], digits: usize) -> bool {
    let year = |text: &[u8]| matches!(text, [b'1', b'9', ..] | [b'2', b'0', ..]) && text.len() == 4;
    if digits == token.len() {
        return if digits == 4 { year(token) } else { is_time_stamp(token) };
    }
    let mut runs = [0usize; 6];
    let mut separators = [0u8; 5];
    let mut parts = 0;
    let mut numeric = true;
    for part in token.split(|b| !b.is_ascii_alphanumeric()) {
        if parts == runs.len() {
            // More parts than any of the shapes below has.
            return token.iter().filter(|b| **b == b'.').count() > 1;
        }
        numeric &= part.iter().all(u8::is_ascii_digit);
        runs[parts] = part.len();
        parts += 1;
    }
    for (slot, b) in separators.iter_mut().zip(token.iter().filter(|b| !b.is_ascii_alphanumeric())) {
        *slot = *b;
    }
    match (&runs[..parts], separators) {
        // Two years.
        ([4, 4], [b'-' | b'/', ..]) if numeric => year(&token[..4]) && year(&token[5..]),
        // A decimal number; licences of Illinois look like 036.123456.
        ([whole, 1..=3], [b'.', ..]) if numeric => *whole == 1 || token[0] != b'0',
        // Dates, also with a time glued to them; 12-34-56 is a chart number of the terminal digit style.
        ([4, month @ 1..=2, _], [a, b, ..]) if a == b => {
            year(&token[..4]) && token[5..5 + month].iter().all(u8::is_ascii_digit)
        }
        ([1..=2, 1..=2, 4], [a, b, ..]) if numeric && a == b => true,
        ([1..=2, 1..=2, 2], [b'/' | b'.', ..]) if numeric => true,
        ([1..=2, 3..=9, 2 | 4], _) if !numeric => is_month(&token[runs[0] + 1..][..runs[1]]),
        // Telephone numbers.
        ([3, 3, 4] | [1, 3, 3, 4], _) if numeric => true,
        ([_], _) => is_time_stamp(token) || is_quantity(token) || is_glued_date(token) || is_table(token),
        _ => separators[..parts - 1].iter().filter(|b| **b == b'.').count() > 1,
    }
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    word.len() >= 3
        && word.iter().all(u8::is_ascii_alphabetic)
        && MONTHS.chunks(3).any(|month| month.eq_ignore_ascii_case(&word[..3]))
}

/// `20240312`, `202403121030`, `20240312103000`
fn is_time_stamp(token: &[u8]) -> bool {
    let two = |at: usize| u32::from(token[at] - b'0') * 10 + u32::from(token[at + 1] - b'0');
    matches!(token.len(), 8 | 12 | 14)
        && token.iter().all(u8::is_ascii_digit)
        && matches!(two(0), 19 | 20)
        && matches!(two(4), 1..=12)
        && matches!(two(6), 1..=31)
        && (token.len() == 8 || two(8) < 24)
}

/// `HL70203`, the name of a code table in messages.
fn is_table(token: &[u8]) -> bool {
    token.len() == 7 && token.starts_with(b"HL7") && token[3..].iter().all(u8::is_ascii_digit)
}

/// `12Mar2024`
fn is_glued_date(token: &[u8]) -> bool {
    let day = run(token, 0, u8::is_ascii_digit);
    let month = run(token, day, u8::is_ascii_alphabetic);
    let year = run(token, day + month, u8::is_ascii_digit);
    matches!((day, year), (1..=2, 2 | 4)) && day + month + year == token.len() && is_month(&token[day..day + month])
}

/// `500mg`, `1200mL`
fn is_quantity(token: &[u8]) -> bool {
    let digits = run(token, 0, u8::is_ascii_digit);
    digits > 0 && unit_at(token, digits)
}

/// True when the word at `place` is a unit of measure.
fn unit_at(text: &[u8], place: usize) -> bool {
    const UNITS: [&[u8]; 27] = [
        b"mg", b"g", b"mcg", b"ug", b"kg", b"ml", b"dl", b"l", b"cc", b"mm", b"cm", b"meq", b"iu", b"units", b"kcal",
        b"hz", b"khz", b"mhz", b"bpm", b"hr", b"hrs", b"min", b"ms", b"sec", b"lb", b"lbs", b"mmhg",
    ];
    let word = &rest(text, place)[..run(text, place, u8::is_ascii_alphanumeric).min(6)];
    !word.is_empty() && UNITS.iter().any(|unit| unit.eq_ignore_ascii_case(word))
}

/// `MRN3390178`, `MR 30418`: the number behind the letters that name it; alone they are too common to be a cue.
fn mrn_glued(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let letters = run(text, span.start, u8::is_ascii_uppercase);
    let start = span.start + letters;
    let start = start + run(text, start, |b| *b == b' ').min(1);
    let found = id(text, start..span.end)?;
    (found.start == start && matches!(&text[span.start..span.start + letters], b"MRN" | b"MR" | b"PMRN"))
        .then_some(found)
}

/// As `id`; a state in front is not part of a licence: `CA-D1234567`.
fn id_without_state(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let span = id(text, span)?;
    let token = &text[span.clone()];
    let prefixed = token.len() >= 7 && token[2] == b'-' && place::is_state(&token[..2]);
    Some(if prefixed { span.start + 3..span.end } else { span })
}

/// As many characters as the country's IBAN has, single spaces or dashes between them not counted; a
/// number of another length up to the next character that cannot be in one, for a validator to refuse.
fn iban(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 34;
    let country = [at(text, span.start), at(text, span.start + 1)];
    if let Some(length) = crate::score::validate::iban_length(country) {
        let (mut end, mut taken) = (span.start, 0);
        while taken < length {
            match at(text, end) {
                b if b.is_ascii_alphanumeric() => taken += 1,
                b' ' | b'-' if at(text, end + 1).is_ascii_alphanumeric() => {}
                _ => break,
            }
            end += 1;
        }
        if taken == length && !at(text, end).is_ascii_alphanumeric() {
            return Some(span.start..end);
        }
    }
    let length = rest(text, span.start).iter().take(LONGEST + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
    (15..=LONGEST).contains(&length).then_some(span.start..span.start + length)
}

/// Grows the first occurrence of `head`, for the tests of these modules.
#[cfg(test)]
fn grown<'a>(name: &str, text: &'a str, head: &str) -> Option<&'a str> {
    let grow = super::find(name).expect("a known grow function");
    let start = text.find(head).expect("the head is in the text");
    grow(text.as_bytes(), start..start + head.len()).map(|span| &text[span])
}

#[cfg(test)]
mod tests {
    use super::grown;

    #[test]
    fn ids_grow_to_their_end() {
        for (text, head, id) in [
            ("MRN 1234567.", "1234", "1234567"),
            ("MR# 12-34-56 seen", "12-34-56", "12-34-56"),
            ("MRN__c=MRN-74960310, SSN", "MRN-7496", "MRN-74960310"),
            ("MRN ALPHA-442021 and", "4420", "ALPHA-442021"),
            ("acct V00012345678)", "V000", "V00012345678"),
            ("policy 88291-LK was", "8829", "88291-LK"),
            ("licence 123-456789", "4567", "123-456789"),
            ("case 2024-CV-00123.", "2024", "2024-CV-00123"),
            ("invoice 2024/0815", "2024", "2024/0815"),
            ("MRN/FIN 12345678/87654321", "1234", "12345678"),
            ("post-12345", "1234", "12345"),
            ("Lic# 036.123456", "1234", "036.123456"),
            ("Patient/12345?x", "1234", "12345"),
        ] {
            assert_eq!(grown("id", text, head), Some(id), "{text}");
        }
    }

    #[test]
    fn other_things_are_no_ids() {
        for (text, head) in [
            ("seen 12/03/2024 by", "2024"),
            ("seen 2024-03-12T1030", "2024"),
            ("at 2024-03-12T10", "12T1"),
            ("on 12Mar2024", "12Mar2024"),
            ("on 20240312", "2024"),
            ("on 20240312103000", "2024"),
            ("specimen^HL70369", "HL70"),
            ("on 12-Mar-2024", "2024"),
            ("in 1998", "1998"),
            ("call 415-555-0132", "0132"),
            ("dose 1200mL", "1200mL"),
            ("dose 5000 units", "5000"),
            ("ratio 1234.5", "1234"),
            ("oid 1.2.840.113619", "1136"),
            ("to +4155550132", "4155"),
            ("51ebb7a9-4e3a-4360-9a05-0cc2d869086f", "4360"),
            ("paid $1250", "1250"),
            ("a1234@example.org", "a1234"),
            ("12345678901234567890123456", "1234"),
        ] {
            assert_eq!(grown("id", text, head), None, "{text}");
        }
    }

    #[test]
    fn record_number_glued_to_its_name() {
        assert_eq!(grown("mrn-glued", "66M  MRN3390178  FIN", "MRN3390"), Some("3390178"));
        assert_eq!(grown("mrn-glued", "see MR 30418, 2 charts", "MR 3041"), Some("30418"));
        assert_eq!(grown("mrn-glued", "MR 2019 showed", "MR 2019"), None);
    }

    #[test]
    fn state_in_front_of_a_licence() {
        assert_eq!(grown("id-without-state", "DL CA-D1234567", "D123"), Some("D1234567"));
        assert_eq!(grown("id-without-state", "DL XQ-D1234567", "D123"), Some("XQ-D1234567"));
    }

    #[test]
    fn iban_by_country() {
        assert_eq!(grown("iban", "IBAN GB29 NWBK 6016 1331 9268 19 was", "GB29"), Some("GB29 NWBK 6016 1331 9268 19"));
        assert_eq!(grown("iban", "DE89370400440532013000.", "DE89"), Some("DE89370400440532013000"));
        assert_eq!(grown("iban", "US12345678901234567890", "US12"), Some("US12345678901234567890"));
        assert_eq!(grown("iban", "DE89 is short", "DE89"), None);
    }
}
