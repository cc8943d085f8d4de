//! Driver licences of the United States.

use super::Check;

pub(super) const CHECKS: &[(&str, Check)] =
    &[("us-driver-license", |value, state| driver_license(value.compact, state))];

/// Public lists of the states' formats, 2017 to 2024. In a shape `A` is letters, `D` digits, `X` either,
/// each with how many (`1-8`); a small letter is that letter.
const STATES: &[(&str, &[&str])] = &[
    ("AL", &["D1-8"]),
    ("AK", &["D1-7"]),
    ("AZ", &["A1D1-8", "A2D2-5", "D9"]),
    ("AR", &["D4-9"]),
    ("CA", &["A1D7"]),
    ("CO", &["D9", "A1D3-6", "A2D2-5"]),
    ("CT", &["D9"]),
    ("DE", &["D1-7"]),
    ("DC", &["D7", "D9"]),
    ("FL", &["A1D12"]),
    ("GA", &["D7-9"]),
    ("GU", &["A1D14"]),
    ("HI", &["A1D8", "D9"]),
    ("ID", &["A2D6A1", "D9"]),
    ("IL", &["A1D11-12"]),
    ("IN", &["A1D9", "D9-10"]),
    ("IA", &["D9", "D3A2D4"]),
    ("KS", &["A1D1A1D1A1", "A1D8", "D9"]),
    ("KY", &["A1D8-9", "D9"]),
    ("LA", &["D1-9"]),
    ("ME", &["D7-8", "D7A1"]),
    ("MD", &["A1D12"]),
    ("MA", &["A1D8", "A2D7", "D9"]),
    ("MI", &["A1D10", "A1D12"]),
    ("MN", &["A1D12"]),
    ("MS", &["D9"]),
    ("MO", &["A1D5-9", "A1D6r", "D8A2", "D9A1", "D9", "D3A1D6"]),
    ("MT", &["A1D8", "D13", "D9", "D14"]),
    ("NE", &["D1-7", "A1D6-8"]),
    ("NV", &["D9", "D10", "D12", "xD8"]),
    ("NH", &["D2A3D5", "A3D8"]),
    ("NJ", &["A1D14"]),
    ("NM", &["D8", "D9"]),
    ("NY", &["A1D7", "A1D18", "D8", "D9", "D16", "A8"]),
    ("NC", &["D1-12"]),
    ("ND", &["A3D6", "D9"]),
    ("OH", &["A1D4-8", "A2D3-7", "D8"]),
    ("OK", &["A1D9", "D9"]),
    ("OR", &["D1-9", "aD6", "bD6"]),
    ("PA", &["D8"]),
    ("PR", &["D5-7", "D9"]),
    ("RI", &["D7-8", "A1D6"]),
    ("SC", &["D5-11"]),
    ("SD", &["D6-10", "D12"]),
    ("TN", &["D7-9"]),
    ("TX", &["D7-8"]),
    ("UT", &["D4-10"]),
    ("VT", &["D8", "D7a"]),
    ("VA", &["A1D8", "A1D9", "A1D10", "A1D11", "D9"]),
    ("WA", &["A1X11"]),
    ("WV", &["D7", "A1-2D5-6"]),
    ("WI", &["A1D13"]),
    ("WY", &["D9-10"]),
];

/// With a state as argument that state's shapes alone, else any state's. What is shorter than four
/// characters proves nothing, whichever state would issue it.
fn driver_license(c: &[u8], state: &str) -> bool {
    c.len() >= 4
        && STATES
            .iter()
            .filter(|(code, _)| state.is_empty() || state == *code)
            .any(|(_, shapes)| shapes.iter().any(|shape| fits(c, shape.as_bytes())))
}

/// Greedy, which suffices: no two classes that overlap follow each other, but for `X` at the end.
fn fits(mut c: &[u8], mut shape: &[u8]) -> bool {
    while let [class, rest @ ..] = shape {
        let (min, rest) = count(rest);
        let (max, rest) = match rest {
            [b'-', rest @ ..] => count(rest),
            _ => (min, rest),
        };
        let (min, max) = if class.is_ascii_lowercase() { (1, 1) } else { (min, max) };
        let fit = |b: &&u8| match class {
            b'A' => b.is_ascii_uppercase(),
            b'D' => b.is_ascii_digit(),
            b'X' => true,
            literal => **b == literal.to_ascii_uppercase(),
        };
        let taken = c.iter().take(max).take_while(fit).count();
        if taken < min {
            return false;
        }
        (c, shape) = (&c[taken..], rest);
    }
    c.is_empty()
}

/// A leading decimal number and what follows it.
fn count(shape: &[u8]) -> (usize, &[u8]) {
    let digits = shape.iter().take_while(|b| b.is_ascii_digit()).count();
    let (number, rest) = shape.split_at(digits);
    (number.iter().fold(0, |n, b| n * 10 + usize::from(b - b'0')), rest)
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn by_state() {
        for (state, good) in [
            ("FL", "A123456789012"),
            ("TX", "12345678"),
            ("IL", "A12345678901"),
            ("WA", "SMITHJK123AB"),
            ("MI", "A1234567890"),
            ("OH", "AB123456"),
            ("PA", "12345678"),
            ("VA", "A12345678"),
            ("MA", "S12345678"),
            ("AZ", "D12345678"),
            ("WI", "A1234567890123"),
            ("KS", "A1B2C"),
            ("NH", "12ABC34567"),
            ("CO", "123456789"),
            ("VT", "1234567A"),
            ("MO", "A123456R"),
            ("NV", "X12345678"),
            ("WV", "AB12345"),
        ] {
            assert!(check(&format!("us-driver-license({state})"), good), "{state} {good}");
            assert!(check("us-driver-license", good), "{good}");
        }
        for (state, bad) in [
            ("CA", "A12345678"),
            ("FL", "A12345678901"),
            ("TX", "123456"),
            ("IL", "A1234567"),
            ("NJ", "A1234567890"),
            ("WA", "SMITHJK123A"),
            ("MI", "A123456"),
            ("OH", "A123"),
            ("VA", "A1234"),
            ("MA", "S1234567"),
            ("AZ", "DD123456"),
            ("NH", "12AB345678"),
            ("HI", "H1234567"),
            ("CO", "12345678"),
            ("VT", "1234567B"),
        ] {
            assert!(!check(&format!("us-driver-license({state})"), bad), "{state} {bad}");
        }
        for bad in ["", "123", "ABCDE1", "1A2B3C4D5E6F7G8H"] {
            assert!(!check("us-driver-license", bad), "{bad}");
        }
    }
}
