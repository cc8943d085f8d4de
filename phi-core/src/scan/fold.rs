//! Folding: text that is not ASCII is matched in an ASCII likeness, with a map back.
//!
//! Full-width and other scripts' digits, Unicode dashes, spaces and quotes become their ASCII twins, Latin letters
//! lose their accents, zero-width characters and soft hyphens are left out, and every other character becomes one
//! [`OTHER`] byte. So detectors speak ASCII only, and a number hidden with look-alikes is still a number.

use crate::generated::fold::{EXTENDED_A, EXTENDED_ADDITIONAL};
use std::ops::Range;

/// Stands for any character without an ASCII likeness; belongs to no class.
pub(crate) const OTHER: u8 = 0x1a;

/// The folded text of a window, and where its bytes come from. Reused from scan to scan.
#[derive(Default)]
pub(crate) struct Folded {
    pub(crate) text: Vec<u8>,
    /// `(folded, raw)`: from `folded` on, raw offset = `raw` + distance, until the next one.
    breaks: Vec<(u32, u32)>,
}

/// What a character becomes.
enum Likeness {
    Byte(u8),
    Nothing,
}

fn likeness(c: char) -> Likeness {
    use Likeness::{Byte, Nothing};
    let code = c as u32;
    match code {
        // Zero width: soft hyphen, combining marks, joiners, direction marks, variation selectors, BOM, tags.
        0xad | 0x300..=0x36f | 0x61c | 0x180b..=0x180f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f => Nothing,
        0xfe00..=0xfe0f | 0xfeff | 0xe0000..=0xe007f | 0xe0100..=0xe01ef => Nothing,
        0xa0 | 0x1680 | 0x2000..=0x200a | 0x202f | 0x205f | 0x3000 => Byte(b' '),
        0x85 | 0x2028 | 0x2029 => Byte(b'\n'),
        0x2010..=0x2015 | 0x2043 | 0x2212 | 0xfe58 | 0xfe63 | 0x2e3a | 0x2e3b | 0x30fc => Byte(b'-'),
        0x2018..=0x201b | 0x2032 | 0xb4 => Byte(b'\''),
        0x201c..=0x201f | 0xab | 0xbb | 0x2033 => Byte(b'"'),
        0x2044 | 0x2215 | 0x29f8 => Byte(b'/'),
        0x2024 | 0x3002 | 0xfe52 | 0xff61 | 0xb7 | 0x2022 => Byte(b'.'),
        0x2236 | 0xa789 | 0xfe55 => Byte(b':'),
        0xfe6b => Byte(b'@'),
        // `Nº` and `n.°` are "no."
        0xba | 0xb0 => Byte(b'o'),
        0xaa => Byte(b'a'),
        0xfe5f => Byte(b'#'),
        0xff01..=0xff5e => Byte((code - 0xff01) as u8 + b'!'),
        0x1d7ce..=0x1d7ff => Byte(b'0' + ((code - 0x1d7ce) % 10) as u8),
        0xc0..=0x17f => Byte(EXTENDED_A[(code - 0xc0) as usize]),
        0x1e00..=0x1eff => Byte(EXTENDED_ADDITIONAL[(code - 0x1e00) as usize]),
        _ => Byte(digit(code).unwrap_or(OTHER)),
    }
}

/// Decimal digits of the scripts that write numbers with their own.
fn digit(code: u32) -> Option<u8> {
    const ZEROS: [u32; 14] =
        [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0];
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| b'0' + (code - zero) as u8)
}

impl Folded {
    /// Folds `raw`. Bytes that belong to no character become one [`OTHER`] each.
    pub(crate) fn fold(&mut self, raw: &[u8]) {
        self.text.clear();
        self.breaks.clear();
        self.breaks.push((0, 0));
        let mut at = 0;
        while at < raw.len() {
            let ascii = ascii_run(&raw[at..]);
            self.text.extend_from_slice(&raw[at..at + ascii]);
            at += ascii;
            // Characters that are not ASCII tend to stand together.
            while at < raw.len() && raw[at] >= 0x80 {
                let (likeness, len) = match first_char(&raw[at..]) {
                    Some(c) => (likeness(c), c.len_utf8()),
                    None => (Likeness::Byte(OTHER), 1),
                };
                if let Likeness::Byte(byte) = likeness {
                    self.text.push(byte);
                }
                at += len;
                self.mark(at);
            }
        }
    }

    fn mark(&mut self, raw: usize) {
        let here = (self.text.len() as u32, raw as u32);
        match self.breaks.last_mut() {
            Some(last) if last.0 == here.0 => *last = here,
            _ => self.breaks.push(here),
        }
    }

    fn raw_offset(&self, folded: usize) -> usize {
        let next = self.breaks.partition_point(|(from, _)| *from as usize <= folded);
        let (from, raw) = self.breaks[next - 1];
        raw as usize + folded - from as usize
    }

    /// The raw bytes behind a span of the folded text; hidden characters at its edges stay outside.
    pub(crate) fn raw_span(&self, span: Range<usize>, raw: &[u8]) -> Range<usize> {
        let start = self.raw_offset(span.start);
        if span.is_empty() {
            return start..start;
        }
        let last = self.raw_offset(span.end - 1);
        let len = first_char(&raw[last..]).map_or(1, char::len_utf8);
        start..last + len
    }
}

/// Length of the ASCII text at the front.
fn ascii_run(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<16>();
    let whole = words.iter().position(|word| !word.is_ascii()).unwrap_or(words.len()) * 16;
    whole + bytes[whole..].iter().position(|b| *b >= 0x80).unwrap_or(bytes.len() - whole)
}

/// The character at the front, if the bytes there are one.
fn first_char(bytes: &[u8]) -> Option<char> {
    let front = &bytes[..bytes.len().min(4)];
    front.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> (String, Folded) {
        let mut folded = Folded::default();
        folded.fold(text.as_bytes());
        (String::from_utf8(folded.text.clone()).unwrap(), folded)
    }

    #[test]
    fn look_alikes_become_ascii() {
        assert_eq!(fold("１２３‑４５–６７８９").0, "123-45-6789");
        assert_eq!(fold("1\u{200b}2\u{ad}3").0, "123");
        assert_eq!(fold("Numéro de sécurité sociale").0, "Numero de securite sociale");
        assert_eq!(fold("٤٢\u{a0}x").0, "42 x");
        assert_eq!(fold("jane＠example．org").0, "jane@example.org");
        assert_eq!(fold("Trần Thị Ặ").0, "Tran Thi A");
    }

    #[test]
    fn spans_map_back_without_hidden_edges() {
        let text = "é \u{200b}１２\u{200b}３\u{200b} x";
        let (ascii, folded) = fold(text);
        let at = ascii.find("123").unwrap();
        let raw = folded.raw_span(at..at + 3, text.as_bytes());
        assert_eq!(&text[raw], "１２\u{200b}３");
        let x = ascii.find('x').unwrap();
        assert_eq!(&text[folded.raw_span(x..x + 1, text.as_bytes())], "x");
    }

    #[test]
    fn any_bytes_are_taken() {
        let mut folded = Folded::default();
        folded.fold(b"a\xff\xc3(\xe2\x80");
        assert_eq!(folded.text, [b'a', OTHER, OTHER, b'(', OTHER, OTHER]);
        assert_eq!(folded.raw_span(3..4, b"a\xff\xc3(\xe2\x80"), 3..4);
    }
}
