//! Masks.

use unicode_segmentation::UnicodeSegmentation;

const MASK: u8 = b'*';

/// One mask for each character; a byte that belongs to none counts as one.
pub(super) fn full(value: &[u8], out: &mut Vec<u8>) {
    for chunk in value.utf8_chunks() {
        let count = chunk.valid().chars().count() + chunk.invalid().len();
        out.resize(out.len() + count, MASK);
    }
}

/// Masks letters and digits but for the last `keep`; separators stay. Letters are counted as people see them, so that an
/// accent does not part from its letter. A value that is not longer than `keep` stays as it is: it is the visible part of something.
pub(super) fn partial(value: &[u8], keep: usize, out: &mut Vec<u8>) {
    let Ok(text) = std::str::from_utf8(value) else {
        return full(value, out);
    };
    let counts = |letter: &&str| letter.chars().any(char::is_alphanumeric);
    let total = text.graphemes(true).filter(counts).count();
    let mut masked = 0;
    for letter in text.graphemes(true) {
        if counts(&letter) && masked + keep < total {
            masked += 1;
            out.resize(out.len() + letter.chars().count(), MASK);
        } else {
            out.extend_from_slice(letter.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(keep: Option<usize>, value: &str) -> String {
        let mut out = Vec::new();
        match keep {
            None => full(value.as_bytes(), &mut out),
            Some(keep) => partial(value.as_bytes(), keep, &mut out),
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_length_in_characters_stays() {
        assert_eq!(masked(None, "123-45-6789"), "***********");
        assert_eq!(masked(None, "José"), "****");
        assert_eq!(masked(Some(4), "123-45-6789"), "***-**-6789");
        assert_eq!(masked(Some(2), "Jose\u{301}"), "**se\u{301}");
        assert_eq!(masked(Some(4), "6789"), "6789");
    }
}
