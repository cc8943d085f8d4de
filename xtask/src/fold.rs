//! The tables that take accents off Latin letters, from the Unicode decompositions.

use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

/// Letters that Unicode does not decompose.
const WHOLE: &[(char, char)] = &[
    ('ß', 's'),
    ('ẞ', 'S'),
    ('Æ', 'A'),
    ('æ', 'a'),
    ('Ø', 'O'),
    ('ø', 'o'),
    ('Đ', 'D'),
    ('đ', 'd'),
    ('Ð', 'D'),
    ('ð', 'd'),
    ('Þ', 'T'),
    ('þ', 't'),
    ('Ł', 'L'),
    ('ł', 'l'),
    ('Œ', 'O'),
    ('œ', 'o'),
    ('Ħ', 'H'),
    ('ħ', 'h'),
    ('ı', 'i'),
    ('Ŋ', 'N'),
    ('ŋ', 'n'),
    ('Ŧ', 'T'),
    ('ŧ', 't'),
    ('ĸ', 'k'),
    ('ſ', 's'),
];

fn base(c: char) -> u8 {
    if let Some((_, base)) = WHOLE.iter().find(|(whole, _)| *whole == c) {
        return *base as u8;
    }
    match c.nfkd().next() {
        Some(base) if base.is_ascii_alphabetic() => base as u8,
        _ => 0x1a,
    }
}

fn table(name: &str, doc: &str, range: std::ops::Range<u32>) -> String {
    let mut out = format!("\n/// {doc}\npub(crate) const {name}: &[u8; {}] = b\"\\\n", range.len());
    let bytes: Vec<u8> = range.filter_map(char::from_u32).map(base).collect();
    for row in bytes.chunks(64) {
        out += "    ";
        for byte in row {
            match byte {
                0x1a => out += "\\x1a",
                letter => out.push(char::from(*letter)),
            }
        }
        out += "\\\n";
    }
    let _ = writeln!(out, "\";");
    out
}

/// The Rust source.
pub(crate) fn source() -> String {
    let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
    let mut out = format!(
        "// Written by `cargo xtask generate` from the decompositions of Unicode {major}.{minor}.{patch}.\n\n//! Latin letters without accents; 0x1a where there is no ASCII likeness.\n"
    );
    out += &table("EXTENDED_A", "U+00C0 to U+017F.", 0xc0..0x180);
    out += &table("EXTENDED_ADDITIONAL", "U+1E00 to U+1EFF.", 0x1e00..0x1f00);
    out
}
