//! Inputs that are made to be slow.

use super::template;
use crate::random::Random;

/// Name, and what is repeated.
pub const REPEATED: &[(&str, &str)] = &[
    ("one-dash", "1-"),
    ("slashes", "12/"),
    ("at-signs", "a@"),
    ("digit-run", "1234567890"),
    ("letter-digit", "A1"),
    ("parentheses", "("),
    ("colons", ":"),
    ("equals", "password="),
    ("tokens", "eyJ"),
    ("dots", "1."),
    ("dotted-words", "a."),
    ("clock", "00:"),
    ("hex-groups", "fe80:"),
    ("spaced-digits", "1 "),
    ("phones-in-a-row", "617-244-9931-"),
    ("record-number-list", "MRN 1234567, "),
    ("cue-words", "medical record number 12 "),
    ("months", "May "),
    ("month-days", "May 5 "),
    ("urls", "http://a/"),
    ("urls-with-names", "https://a.b/patients/"),
    ("www", "www."),
    ("email-chain", "a@b.co"),
    ("keys-open", "-----BEGIN PRIVATE KEY-----\n"),
    ("keys-half-open", "-----BEGIN "),
    ("key-after-key", "code=token:"),
    ("quotes", "password=\""),
    ("capital-pairs", "AB "),
    ("capital-pairs-numbers", "AB 12 "),
    ("underscores", "a_1_"),
    ("lines", "\n"),
    ("blanks", " "),
    ("accents", "é1"),
    ("wide-digits", "１"),
    ("invisible", "1\u{200b}"),
];

/// `unit` over and over.
pub fn repeat(unit: &str, size: usize) -> Vec<u8> {
    template::cut(unit.as_bytes().repeat(size / unit.len() + 1), size)
}

/// Any bytes.
pub fn random_bytes(size: usize) -> Vec<u8> {
    bytes(size, 0xbad, |bits| bits)
}

/// Any printable ASCII.
pub fn random_ascii(size: usize) -> Vec<u8> {
    bytes(size, 0xa5c11, |byte| b' ' + byte % 95)
}

/// Digits, and the signs that stand between them.
pub fn random_numbers(size: usize) -> Vec<u8> {
    bytes(size, 0xd161, |byte| b"0123456789012345-./: ("[usize::from(byte) % 22])
}

fn bytes(size: usize, seed: u64, make: fn(u8) -> u8) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut out = Vec::with_capacity(size + 8);
    while out.len() < size {
        out.extend(random.bits().to_le_bytes().map(make));
    }
    out.truncate(size);
    out
}

/// Values full of brackets that were never opened, behind a key.
pub fn brackets(size: usize) -> Vec<u8> {
    repeat(&format!("password={} ", ")".repeat(1020)), size)
}

/// Numbers behind long blank stretches that end in a colon's line.
pub fn far_labels(size: usize) -> Vec<u8> {
    repeat(&format!("MRN:{}1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ", "\n".repeat(2000)), size)
}

/// Runs of base64 as long as a token may be.
pub fn long_tokens(size: usize) -> Vec<u8> {
    repeat(&format!("{} ", "eyJhbGciOi".repeat(400)), size)
}
