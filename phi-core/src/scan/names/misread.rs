//! What a scanned page makes of words and numbers: `Wi1ma`, `ADEMlR`, `lnterior`, `Srnith`, `O3/O8/l957`.

use super::lexicon::{Entry, Lexicon};
use super::token::{shape, word_hash};

/// Shorter or longer words are taken as they stand.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=20;

/// A word as it was meant.
pub(crate) struct Meant {
    pub(crate) len: usize,
    pub(crate) hash: u32,
    pub(crate) entry: Entry,
    pub(crate) shape: u8,
}

/// The word at the front of `text`, digits in it read as letters, if the lexicon knows it only so.
pub(crate) fn word(text: &[u8], lexicon: &Lexicon) -> Option<Meant> {
    let len = text.iter().take(64).take_while(|b| b.is_ascii_alphanumeric()).count();
    let own = &text[..len];
    let letters = own.iter().filter(|b| b.is_ascii_alphabetic()).count();
    if !LENGTHS.contains(&len) || letters < 3 || len - letters > 2 {
        return None;
    }
    let capitals = own.iter().filter(|b| b.is_ascii_uppercase()).count() * 2 > letters;
    let shape = |first: u8| match capitals {
        true if own[1..].iter().any(u8::is_ascii_uppercase) => shape::CAPITALS,
        _ if own[0].is_ascii_lowercase() && first == own[0] => shape::SMALL,
        _ => shape::INITIAL,
    };
    let known = |meant: &[u8]| {
        let hash = word_hash(meant);
        let entry = lexicon.word(hash);
        let is_word = entry != Entry::default() && meant.iter().all(u8::is_ascii_alphabetic);
        is_word.then(|| Meant { len, hash, entry, shape: shape(meant[0]) })
    };
    let mut buffer = [0; *LENGTHS.end()];
    let mut read = |letter: &dyn Fn(usize, u8) -> u8| {
        let meant = &mut buffer[..len];
        meant.iter_mut().zip(own).enumerate().for_each(|(at, (to, byte))| *to = letter(at, *byte));
        known(meant)
    };
    let has_digits = letters < len;
    let plain = has_digits.then(|| read(&|_, byte| letter(byte))).flatten();
    let with_i = |at: usize, byte: u8| match byte {
        b'1' => b'i',
        b'l' if at == 0 || capitals => b'i',
        other => letter(other),
    };
    plain.or_else(|| read(&with_i)).or_else(|| {
        let at = own.windows(2).position(|pair| pair.eq_ignore_ascii_case(b"rn")).filter(|_| !has_digits)?;
        let mut meant = [0; *LENGTHS.end()];
        meant[..len].copy_from_slice(own);
        meant[at] = b'm';
        meant.copy_within(at + 2..len, at + 1);
        known(&meant[..len - 1])
    })
}

fn letter(byte: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' => b'l',
        b'5' => b's',
        b'8' => b'b',
        b'6' => b'g',
        other => other,
    }
}

/// How many bytes at the front of `text` are a number with letters in it that were digits.
pub(crate) fn number(text: &[u8], before: Option<u8>) -> Option<usize> {
    let is_digit = |byte: &u8| digit(*byte).is_some();
    let len = text.iter().take(64).take_while(|b| is_digit(b)).count();
    let own = &text[..len];
    let digits = own.iter().filter(|b| b.is_ascii_digit()).count();
    if digits == len || digits == 0 || text.get(len).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let joint = |byte: Option<&u8>| byte.is_some_and(|b| b"./-".contains(b));
    let joined = joint(text.get(len)) && text.get(len + 1).is_some_and(is_digit) || joint(before.as_ref());
    let plain = len > 2 && digits > 1 && own.iter().all(|b| !b"SBZ".contains(b));
    let code = len <= 4 && own[0].is_ascii_uppercase() && digits == len - 1;
    (joined || plain && !code).then_some(len)
}

/// The digit that a byte stands for.
pub(crate) fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'O' | b'o' => Some(0),
        b'l' | b'I' => Some(1),
        b'Z' => Some(2),
        b'S' => Some(5),
        b'B' => Some(8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_they_were_meant() {
        let lexicon = Lexicon::builtin();
        let meant = |text: &str| word(text.as_bytes(), &lexicon).map(|m| (m.hash, m.shape));
        let is = |word: &str, shape: u8| Some((word_hash(word.as_bytes()), shape));
        assert_eq!(meant("Wi1ma Fox"), is("wilma", shape::INITIAL));
        assert_eq!(meant("Mart1nez"), is("martinez", shape::INITIAL));
        assert_eq!(meant("PATlENT"), is("patient", shape::CAPITALS));
        assert_eq!(meant("lnterior"), is("interior", shape::INITIAL));
        assert_eq!(meant("Srnith"), is("smith", shape::INITIAL));
        assert_eq!(meant("B12"), None);
        assert_eq!(meant("N0147NW"), None);
    }

    #[test]
    fn numbers_as_they_were_meant() {
        let len = |text: &str, before: Option<u8>| number(text.as_bytes(), before);
        assert_eq!(len("O3/O8", None), Some(2));
        assert_eq!(len("l957 x", Some(b'/')), Some(4));
        assert_eq!(len("2O47 Rd", None), Some(4));
        assert_eq!(len("O2 sat", None), None);
        assert_eq!(len("I10 x", None), None);
        assert_eq!(len("1957", None), None);
    }
}
