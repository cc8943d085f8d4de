//! The tokens of a window: words, numbers, signs and ends of lines.

use super::lexicon::{Entry, Lexicon};
use super::{misread, words};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A run of letters.
    Word,
    /// A run of digits.
    Number,
    /// The end of a line.
    Line,
    /// Any other sign.
    Sign,
}

/// How a word is written, how long a number is, or which sign it is.
pub(crate) mod shape {
    pub(crate) const SMALL: u8 = 1;
    pub(crate) const INITIAL: u8 = 2;
    pub(crate) const CAPITALS: u8 = 3;
    pub(crate) const MIXED: u8 = 4;
    pub(crate) const LETTER: u8 = 5;
    /// And the number of digits, at most ten.
    pub(crate) const DIGITS: u8 = 8;
    pub(crate) const LINE: u8 = 20;
    pub(crate) const COVERED: u8 = 21;
    pub(crate) const OUTSIDE: u8 = 22;
    /// And the sign itself, less a blank.
    pub(crate) const SIGN: u8 = 32;
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
    pub(crate) shape: u8,
    /// Hash of the word in small letters.
    pub(crate) hash: u32,
    pub(crate) entry: Entry,
    /// The short lists that have the word.
    pub(crate) lists: u8,
    /// The label of a proven candidate that it belongs to, and 0.
    pub(crate) covered: u8,
    /// The model is asked about it.
    pub(crate) open: bool,
    /// So many blanks stand before it, at most three; a tab counts as three.
    pub(crate) gap: u8,
}

impl Token {
    pub(crate) fn is_capital(&self) -> bool {
        self.kind == Kind::Word && matches!(self.shape, shape::INITIAL | shape::CAPITALS | shape::MIXED | shape::LETTER)
    }

    pub(crate) fn is_spaced(&self) -> bool {
        self.gap > 0
    }

    /// One of these short lists has the word.
    pub(crate) fn is_in(&self, lists: u8) -> bool {
        self.lists & lists != 0
    }

    /// It belongs to a proven candidate.
    pub(crate) fn is_covered(&self) -> bool {
        self.covered > 0
    }

    pub(crate) fn is_single(&self) -> bool {
        self.end - self.start == 1
    }

    pub(crate) fn bytes<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.start as usize..self.end as usize]
    }

    pub(crate) fn is_sign(&self, sign: u8) -> bool {
        self.kind == Kind::Sign && self.hash == u32::from(sign)
    }
}

/// Parts `text` into tokens.
pub(crate) fn tokens(text: &[u8], lexicon: &Lexicon, out: &mut Vec<Token>) {
    out.clear();
    let mut at = 0;
    let mut gap = 0;
    while at < text.len() {
        let byte = text[at];
        if byte == b' ' || byte == b'\t' || byte == b'\r' {
            at += 1;
            gap = if byte == b'\t' { 3 } else { 3.min(gap + 1) };
            continue;
        }
        let run = |class: fn(&u8) -> bool| text[at..].iter().take(64).take_while(|b| class(b)).count();
        let (mut kind, mut len) = match byte {
            b'A'..=b'Z' | b'a'..=b'z' => (Kind::Word, run(u8::is_ascii_alphabetic)),
            b'0'..=b'9' => (Kind::Number, run(u8::is_ascii_digit)),
            b'\n' => (Kind::Line, 1),
            _ => (Kind::Sign, 1),
        };
        let before = at.checked_sub(1).map(|at| text[at]);
        let begins = byte.is_ascii_alphanumeric() && !before.is_some_and(|b| b.is_ascii_alphanumeric());
        if begins && let Some(meant) = misread::number(&text[at..], before) {
            (kind, len) = (Kind::Number, meant);
        }
        let bytes = &text[at..at + len];
        let (mut hash, mut entry, mut shape) = (u32::from(byte), Entry::default(), shape_of(kind, bytes));
        match kind {
            Kind::Word => {
                hash = word_hash(bytes);
                entry = lexicon.word(hash);
            }
            Kind::Number => hash = number_hash(bytes),
            Kind::Line | Kind::Sign => {}
        }
        if begins
            && entry == Entry::default()
            && let Some(meant) = misread::word(&text[at..], lexicon)
        {
            kind = Kind::Word;
            misread::Meant { len, hash, entry, shape } = meant;
        }
        out.push(Token {
            start: at as u32,
            end: (at + len) as u32,
            kind,
            shape,
            hash,
            entry,
            lists: if kind == Kind::Word { words::lists(hash) } else { 0 },
            covered: 0,
            open: false,
            gap,
        });
        at += len;
        gap = 0;
    }
}

/// Of the first two digits, or of none if there are more than five.
fn number_hash(digits: &[u8]) -> u32 {
    let digit = |byte: &u8| b'0' + misread::digit(*byte).unwrap_or(0);
    match digits {
        [one] => word_hash(&[digit(one)]),
        [one, two, ..] if digits.len() <= 5 => word_hash(&[digit(one), digit(two)]),
        _ => word_hash(b"#"),
    }
}

fn shape_of(kind: Kind, bytes: &[u8]) -> u8 {
    match kind {
        Kind::Number => shape::DIGITS + bytes.len().min(10) as u8,
        Kind::Line => shape::LINE,
        Kind::Sign => shape::SIGN + bytes[0].saturating_sub(b' ').min(127),
        Kind::Word => {
            let capitals = bytes.iter().filter(|b| b.is_ascii_uppercase()).count();
            match (capitals, bytes.len()) {
                (0, _) => shape::SMALL,
                (1, 1) => shape::LETTER,
                (all, len) if all == len => shape::CAPITALS,
                (1, _) if bytes[0].is_ascii_uppercase() => shape::INITIAL,
                _ => shape::MIXED,
            }
        }
    }
}

/// The hash of a word in small letters; the lexicon is made with the same one.
pub(crate) const fn word_hash(word: &[u8]) -> u32 {
    let (mut hash, mut at) = (0x811c_9dc5u32, 0);
    while at < word.len() {
        hash = (hash ^ word[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    mix(hash)
}

pub(crate) const fn mix(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x7feb_352d);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x846c_a68b);
    hash ^ hash >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_signs_and_lines() {
        let text = b"Dr. O'Brien, 12b\nOK";
        let mut found = Vec::new();
        tokens(text, &Lexicon::builtin(), &mut found);
        let parts: Vec<&[u8]> = found.iter().map(|t| &text[t.start as usize..t.end as usize]).collect();
        let expected: [&[u8]; 10] = [b"Dr", b".", b"O", b"'", b"Brien", b",", b"12", b"b", b"\n", b"OK"];
        assert_eq!(parts, expected);
        assert_eq!(found[0].shape, shape::INITIAL);
        assert_eq!(found[2].shape, shape::LETTER);
        assert_eq!(found[9].shape, shape::CAPITALS);
        assert!(found[2].is_spaced() && !found[4].is_spaced());
        assert_eq!(word_hash(b"Brien"), word_hash(b"BRIEN"));
    }

    #[test]
    fn the_lexicon_knows_names_and_words() {
        let entry = |word: &str| Lexicon::builtin().word(word_hash(word.as_bytes()));
        assert!(entry("nguyen").surname() > 4);
        assert!(entry("maria").given() > 4);
        assert!(entry("the").word() == 7);
        assert!(entry("qxzvwk") == Entry::default());
    }
}
