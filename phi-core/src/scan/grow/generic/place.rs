//! ZIP codes behind a state.

use std::ops::Range;

use super::{before, run_back, word_at};

/// Postal code, full name, and the ranges of the first three ZIP digits (USPS Publication 28 and L002).
/// A name of its own keeps `IN 46202` apart from the word "in".
type State = (&'static [u8; 2], &'static str, &'static [(u16, u16)]);

const STATES: &[State] = &[
    (b"AL", "Alabama", &[(350, 369)]),
    (b"AK", "Alaska", &[(995, 999)]),
    (b"AZ", "Arizona", &[(850, 865)]),
    (b"AR", "Arkansas", &[(716, 729), (755, 755)]),
    (b"CA", "California", &[(900, 961)]),
    (b"CO", "Colorado", &[(800, 816)]),
    (b"CT", "Connecticut", &[(60, 69)]),
    (b"DE", "Delaware", &[(197, 199)]),
    (b"DC", "District of Columbia", &[(200, 205), (569, 569)]),
    (b"FL", "Florida", &[(320, 349)]),
    (b"GA", "Georgia", &[(300, 319), (398, 399)]),
    (b"HI", "Hawaii", &[(967, 968)]),
    (b"ID", "Idaho", &[(832, 838)]),
    (b"IL", "Illinois", &[(600, 629)]),
    (b"IN", "Indiana", &[(460, 479)]),
    (b"IA", "Iowa", &[(500, 528)]),
    (b"KS", "Kansas", &[(660, 679)]),
    (b"KY", "Kentucky", &[(400, 427)]),
    (b"LA", "Louisiana", &[(700, 714)]),
    (b"ME", "Maine", &[(39, 49)]),
    (b"MD", "Maryland", &[(206, 219)]),
    (b"MA", "Massachusetts", &[(10, 27), (55, 55)]),
    (b"MI", "Michigan", &[(480, 499)]),
    (b"MN", "Minnesota", &[(550, 567)]),
    (b"MS", "Mississippi", &[(386, 397)]),
    (b"MO", "Missouri", &[(630, 658)]),
    (b"MT", "Montana", &[(590, 599)]),
    (b"NE", "Nebraska", &[(680, 693)]),
    (b"NV", "Nevada", &[(889, 898)]),
    (b"NH", "New Hampshire", &[(30, 38)]),
    (b"NJ", "New Jersey", &[(70, 89)]),
    (b"NM", "New Mexico", &[(870, 884)]),
    (b"NY", "New York", &[(5, 5), (63, 63), (100, 149)]),
    (b"NC", "North Carolina", &[(270, 289)]),
    (b"ND", "North Dakota", &[(580, 588)]),
    (b"OH", "Ohio", &[(430, 459)]),
    (b"OK", "Oklahoma", &[(730, 749)]),
    (b"OR", "Oregon", &[(970, 979)]),
    (b"PA", "Pennsylvania", &[(150, 196)]),
    (b"RI", "Rhode Island", &[(28, 29)]),
    (b"SC", "South Carolina", &[(290, 299)]),
    (b"SD", "South Dakota", &[(570, 577)]),
    (b"TN", "Tennessee", &[(370, 385)]),
    (b"TX", "Texas", &[(733, 733), (750, 799), (885, 885)]),
    (b"UT", "Utah", &[(840, 847)]),
    (b"VT", "Vermont", &[(50, 59)]),
    (b"VA", "Virginia", &[(201, 201), (220, 246)]),
    (b"WA", "Washington", &[(980, 994)]),
    (b"WV", "West Virginia", &[(247, 268)]),
    (b"WI", "Wisconsin", &[(530, 549)]),
    (b"WY", "Wyoming", &[(820, 831)]),
    (b"PR", "Puerto Rico", &[(6, 9)]),
    (b"VI", "Virgin Islands", &[(8, 8)]),
    (b"GU", "Guam", &[(969, 969)]),
    (b"AS", "American Samoa", &[(967, 967)]),
    (b"MP", "Northern Mariana Islands", &[(969, 969)]),
    (b"AA", "Armed Forces Americas", &[(340, 340)]),
    (b"AE", "Armed Forces Europe", &[(90, 98)]),
    (b"AP", "Armed Forces Pacific", &[(962, 966)]),
];

/// For each letter that a name ends with a bit for each that stands before it; most words end otherwise.
static ENDINGS: [u32; 32] = {
    let (mut letters, mut at) = ([0; 32], 0);
    while at < STATES.len() {
        let name = STATES[at].1.as_bytes();
        letters[name[name.len() - 1] as usize & 31] |= 1 << (name[name.len() - 2] & 31);
        at += 1;
    }
    letters
};

/// Codes that are also a degree behind a person's comma: only the state's own ZIP codes count.
const DEGREES: [&[u8; 2]; 7] = [b"MD", b"PA", b"MS", b"MA", b"ND", b"DC", b"CT"];

/// Codes that all-capital notes hold as words and abbreviations (in, or, MI, VT): the state's own ZIP
/// codes, or a comma or field separator in front.
const WORDS: [&[u8; 2]; 18] = [
    b"AL", b"AS", b"CO", b"DE", b"HI", b"ID", b"IN", b"LA", b"ME", b"MI", b"MT", b"OK", b"OR", b"PR", b"SC", b"SD",
    b"VA", b"VT",
];

/// True for the two letters of a state or territory, in capitals.
pub(super) fn is_state(code: &[u8]) -> bool {
    STATES.iter().any(|(known, ..)| *known == code)
}

/// The ZIP code, when a state stands before it: `MA 02139`, `, Ohio 44101`, `^MA^02139`.
pub(super) fn zip_after_state(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let between = |b: &u8| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'.' | b'^' | b'*' | b'|');
    let gap = run_back(text, span.start, between);
    if !matches!(gap, 1..=4) {
        return None;
    }
    let end = span.start - gap;
    let zip3 = text[span.start..].iter().take(3).fold(0, |n, b| n * 10 + u16::from(b.wrapping_sub(b'0')));
    let named = |(_, name, _): &&State| ends_with_word(&text[..end], name.as_bytes());
    let letters = run_back(text, end, u8::is_ascii_alphabetic);
    let known = if letters == 2 && !before(text, end - 2).is_ascii_digit() {
        let code = &text[end - 2..end];
        STATES.iter().find(|(known, ..)| *known == code).is_some_and(|(code, _, ranges)| {
            let own = ranges.iter().any(|(low, high)| (low..=high).contains(&&zip3));
            let spaces = run_back(text, end - 2, |b| *b == b' ');
            let set_apart = matches!(before(text, end - 2 - spaces), b',' | b'^' | b'*' | b'|');
            own || !(DEGREES.contains(code) || (WORDS.contains(code) && !set_apart))
        })
    } else {
        let ending = ENDINGS[usize::from(before(text, end) & 31)];
        let may_be_named = end > 1 && ending >> (text[end - 2] & 31) & 1 == 1;
        may_be_named && STATES.iter().any(|state| named(&state)) || ends_with_word(&text[..end], b"D.C")
    };
    known.then_some(span)
}

fn ends_with_word(text: &[u8], word: &[u8]) -> bool {
    text.len()
        .checked_sub(word.len())
        .is_some_and(|start| word_at(text, start, word).is_some() && !before(text, start).is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn zip_wants_its_state() {
        for (text, zip) in [
            ("Cambridge, MA 02139", "02139"),
            ("Toledo OH 97749", "97749"),
            ("Cleveland, Ohio 44101", "44101"),
            ("VERONA^WI^53593^US", "53593"),
            ("N4*COLUMBIA*MO*65202~", "65202"),
            ("Indianapolis IN 46202", "46202"),
            ("Portland, OR 12345", "12345"),
            ("New York, New York 10001", "10001"),
            ("Washington, D.C. 20001", "20001"),
            ("Boston, MA  02139-4307", "02139-4307"),
        ] {
            assert_eq!(grown("zip-after-state", text, zip), Some(zip), "{text}");
        }
        for (text, number) in [
            ("ADMITTED IN 20240", "20240"),
            ("Jane Roe, MD 12345", "12345"),
            ("CT 71260", "71260"),
            ("order 90210", "90210"),
            ("in 46202", "46202"),
            ("90210", "90210"),
            ("1MA 02139", "02139"),
        ] {
            assert_eq!(grown("zip-after-state", text, number), None, "{text}");
        }
    }
}
