//! Identifiers that scanners read: UDI and the machine readable zone of a passport.

use std::ops::Range;

use super::{at, before, run};

/// `(01)…` and all further elements: two or three digits in parentheses and a value.
pub(super) fn udi_gs1(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const LONGEST: usize = 160;
    if at(text, span.end).is_ascii_alphanumeric() {
        return None;
    }
    let mut end = span.end;
    while end - span.start < LONGEST {
        let open = end + usize::from(at(text, end) == b' ');
        if at(text, open) != b'(' {
            break;
        }
        let identifier = run(text, open + 1, u8::is_ascii_digit);
        let close = open + 1 + identifier;
        let value = value_len(text, close + 1);
        if !matches!(identifier, 2..=4) || at(text, close) != b')' || value == 0 {
            break;
        }
        end = close + 1 + value;
    }
    Some(span.start..end)
}

/// Characters of an element's value; a stop that ends the sentence is not one.
fn value_len(text: &[u8], from: usize) -> usize {
    let fits = |b: &u8| b.is_ascii_alphanumeric() || b"-._/+%*".contains(b);
    let mut len = run(text, from, fits).min(90);
    while len > 0 && !at(text, from + len - 1).is_ascii_alphanumeric() {
        len -= 1;
    }
    len
}

/// The barcode's own text: `01` and 14 digits, at least one further element, 0x1D between.
pub(super) fn udi_gs1_bare(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const NEXT: [&[u8]; 7] = [b"10", b"11", b"13", b"15", b"16", b"17", b"21"];
    let first = span.start + 16;
    let next = text.get(first..first + 2)?;
    if !NEXT.contains(&next) {
        return None;
    }
    let mut end = first + value_len(text, first);
    while at(text, end) == 0x1D && value_len(text, end + 1) > 0 && end - first < 160 {
        end += 1 + value_len(text, end + 1);
    }
    Some(span.start..end)
}

/// All characters that the HIBC alphabet has but the space. Base64 has small letters and goes on to the left.
pub(super) fn udi_hibcc(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let fits = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-.$/+%".contains(b);
    let mut end = span.start + run(text, span.start, fits).min(140);
    if end > span.start && before(text, end) == b'.' {
        end -= 1;
    }
    let digits = text[span.start..end].iter().filter(|b| b.is_ascii_digit()).count();
    let whole = ![before(text, span.start), at(text, end)].iter().any(u8::is_ascii_alphanumeric);
    (end - span.start >= 8 && digits >= 2 && whole).then_some(span.start..end)
}

/// `=/` in front and 16 characters, then elements that `=` or `&` begin.
pub(super) fn udi_iccbba(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const DEVICE: usize = 16;
    if !text[..span.start].ends_with(b"=/") || run(text, span.start, u8::is_ascii_alphanumeric) != DEVICE {
        return None;
    }
    let mut end = span.start + DEVICE;
    while matches!(at(text, end), b'=' | b'&') && end - span.start < 160 {
        let value = end + 1 + usize::from(matches!(at(text, end + 1), b',' | b'>' | b'}'));
        let len = run(text, value, u8::is_ascii_alphanumeric);
        if len < 5 {
            break;
        }
        end = value + len;
    }
    Some(span.start - 2..end)
}

/// ISO 3779: 17 letters and digits without I, O and Q, of which the last four are digits.
pub(super) fn vin(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const LENGTH: usize = 17;
    let fits = |b: &u8| b.is_ascii_alphanumeric() && !b"IOQioq".contains(b);
    let whole = at(text, span.start + LENGTH - 1).is_ascii_digit()
        && !at(text, span.start + LENGTH).is_ascii_alphanumeric()
        && run(text, span.start + LENGTH - 4, u8::is_ascii_digit) == 4
        && run(text, span.start, fits) == LENGTH;
    whole.then_some(span.start..span.start + LENGTH)
}

/// The check digit of a passport's number and the nationality, where they stand in the lower line: nearly no number has them.
pub(in crate::scan::grow) fn may_be_passport(text: &[u8], start: usize) -> bool {
    at(text, start + 9).is_ascii_digit() && at(text, start + 10).is_ascii_uppercase()
}

/// ICAO Doc 9303: the lower line of 44 characters, and the upper one with the name if it stands above.
pub(super) fn passport_mrz(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const LINE: usize = 44;
    let fits = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'<';
    if !may_be_passport(text, span.start) || run(text, span.start, fits) != LINE {
        return None;
    }
    let end = span.start + LINE;
    let above = text[..span.start].trim_ascii_end();
    let upper = above.len().checked_sub(LINE).filter(|&start| {
        span.start - above.len() <= 2
            && above[start] == b'P'
            && above[start..].iter().all(fits)
            && !fits(&before(text, start))
    });
    Some(upper.unwrap_or(span.start)..end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn gs1() {
        let full = "(01)10884521062856(11)141231(17)150707(10)A213B1(21)1234";
        assert_eq!(grown("udi-gs1", &format!("UDI {full}."), "(01)10884521062856"), Some(full));
        let spaced = "(01)00643169007222 (21)PJN1234567";
        assert_eq!(grown("udi-gs1", spaced, "(01)00643169007222"), Some(spaced));
        assert_eq!(grown("udi-gs1", "(01)08717648200274 (implant)", "(01)08717648200274"), Some("(01)08717648200274"));
        let bare = "0110884521062856111412311715070710A213B1\x1D211234";
        assert_eq!(grown("udi-gs1-bare", bare, "0110884521062856"), Some(bare));
        assert_eq!(grown("udi-gs1-bare", "0110884521062856 11", "0110884521062856"), None);
    }

    #[test]
    fn hibcc_and_iccbba() {
        let hibcc = "+A99912345/$$52001510X33";
        assert_eq!(grown("udi-hibcc", &format!("{hibcc}, left"), "+A99912"), Some(hibcc));
        let iccbba = "=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123";
        assert_eq!(grown("udi-iccbba", &format!("DI {iccbba}."), "A9999"), Some(iccbba));
        assert_eq!(grown("udi-iccbba", "/A9999XYZ100T0944=,000025", "A9999"), None);
        assert_eq!(grown("udi-iccbba", "=/08717648200274=,000025", "0871"), None);
    }

    #[test]
    fn vin() {
        assert_eq!(grown("vin", "VIN 1M8GDM9AXKP042788.", "1M8G"), Some("1M8GDM9AXKP042788"));
        for text in ["1M8GDM9AXKP04278", "1M8GDM9AXKP0427881", "1M8GDM9AXKO042788"] {
            assert_eq!(grown("vin", text, "1M8G"), None, "{text}");
        }
    }

    #[test]
    fn machine_readable_zone() {
        let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                    L898902C36UTO7408122F1204159ZE184226B<<<<<10";
        assert_eq!(grown("passport-mrz", zone, "L898"), Some(zone));
        assert_eq!(grown("passport-mrz", &zone[45..], "L898"), Some(&zone[45..]));
        assert_eq!(grown("passport-mrz", "L898902C36UTO", "L898"), None);
    }
}
