//! Record numbers that are written in groups: `8820 4471 03`, `GSH 9920 1147`, `BL 0007719`.

use std::ops::Range;

use super::{at, before, place, run, run_back, unit_at};

/// Capitals in front of a number that are no part of it: fillers, and labels of this or another number.
const LABELS: [&[u8]; 46] = [
    b"NO", b"NR", b"NUM", b"IS", b"OF", b"ON", b"IN", b"AT", b"TO", b"BY", b"AND", b"OR", b"FOR", b"THE", b"ID",
    b"MRN", b"MR", b"SSN", b"DOB", b"ACCT", b"ACC", b"REF", b"TEL", b"FAX", b"RM", b"BED", b"ROOM", b"BOX", b"PH",
    b"CSN", b"FIN", b"HAR", b"NPI", b"DEA", b"LIC", b"EXT", b"NHS", b"NHC", b"LOT", b"SN", b"BP", b"HR", b"NDC", b"RX",
    b"BIN", b"PCN",
];
const MAX_GROUPS: usize = 9;
const LONGEST: usize = 22;

/// Two or more groups of digits with one space, dash or full stop between them; letters in front belong to them, and
/// then one group of at least five digits, or one that begins with 0, is enough. Dates, times, measures, telephone numbers
/// and a state with its postcode are none.
pub(super) fn id_groups(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if matches!(before(text, span.start), b'-' | b'.' | b'/' | b'+' | b'$' | b'(') && prior_word(text, span.start) {
        return None;
    }
    let letters = run(text, span.start, u8::is_ascii_uppercase);
    let prefix = &text[span.start..span.start + letters];
    let mut from = span.start + letters;
    if letters > 0 {
        if at(text, from) != b' ' || LABELS.contains(&prefix) {
            return None;
        }
        from += 1;
    }
    let mut sizes = [0usize; MAX_GROUPS];
    let (mut count, mut end, mut place, mut spaced) = (0, from, from, letters > 0);
    while count < MAX_GROUPS {
        let size = run(text, place, u8::is_ascii_digit);
        let behind = place + size;
        let other = matches!(at(text, behind), b'/' | b':' | b'%' | b'@') || at(text, behind).is_ascii_alphanumeric();
        let measure = at(text, behind) == b' ' && unit_at(text, behind + 1);
        if size == 0 || size > 8 || other || measure || behind - span.start > LONGEST {
            break;
        }
        sizes[count] = size;
        count += 1;
        end = behind;
        let joint = at(text, behind);
        if !matches!(joint, b' ' | b'-' | b'.') || !at(text, behind + 1).is_ascii_digit() {
            break;
        }
        spaced |= joint == b' ';
        place = behind + 1;
    }
    let sizes = &sizes[..count];
    let digits: usize = sizes.iter().sum();
    let zip = letters == 2 && place::is_state(prefix) && matches!(sizes, [5] | [5, 4]);
    let telephone = matches!(sizes, [3, 3, 4] | [1, 3, 3, 4] | [3, 4]);
    let date = matches!(sizes, [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2]);
    let fits = match sizes {
        _ if zip || date && letters == 0 || !spaced => false,
        _ if sizes.iter().all(|size| *size == 1) => count >= 6,
        [one] => *one >= 5 || *one == 4 && (at(text, from) == b'0' || before(text, span.start) == b'"'),
        [2 | 3, ..] if letters > 0 => digits >= 4 && count > 1,
        _ if letters > 0 => digits >= 6,
        [first, second] => first == second && digits >= 6 || digits >= 8 && sizes.iter().all(|size| *size >= 3),
        _ => digits >= 6 && !telephone && sizes.iter().all(|size| (2..=5).contains(size)),
    };
    fits.then_some(span.start..end)
}

/// True when what stands before the sign in front is a letter or digit: the groups are a piece of something.
fn prior_word(text: &[u8], start: usize) -> bool {
    run_back(text, start.saturating_sub(1), u8::is_ascii_alphanumeric) > 0
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn groups() {
        for (text, head, id) in [
            ("account 8820 4471 03 at", "8820 44", "8820 4471 03"),
            ("member GSH 9920 1147, group", "GSH 9920", "GSH 9920 1147"),
            ("MRN BL 0007719.", "BL 0007", "BL 0007719"),
            ("policy GSA 22-0441-8). VIN", "GSA 22", "GSA 22-0441-8"),
            ("MRN 0 8 1 1 9 3 4 |", "0 8 1", "0 8 1 1 9 3 4"),
            ("| 900 441 827 |", "900 44", "900 441 827"),
        ] {
            assert_eq!(grown("id-groups", text, head), Some(id), "{text}");
        }
        for (text, head) in [
            ("visit 03 12 2024", "03 12"),
            ("Dallas, TX 75201", "TX 7520"),
            ("chart 12345 67 year", "12345 67"),
            ("MRN NO 1234567", "NO 1234"),
            ("call 415 555 0132", "415 55"),
            ("dose 100 200 mg", "100 20"),
            ("at 22 10:30", "22 10"),
        ] {
            assert_eq!(grown("id-groups", text, head), None, "{text}");
        }
    }
}
