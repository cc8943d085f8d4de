//! The hash that cue words are looked up by.
//!
//! Words are met from right to left while walking back from a candidate, so they are hashed in that order, last
//! letter first and last word first; whoever compiles the cue table hashes alike.

/// Start of a word or phrase.
pub(crate) const SEED: u32 = 0x811c_9dc5;

/// One more letter of a word, going left.
#[inline(always)]
pub(crate) fn letter(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte | 0x20)).wrapping_mul(0x0100_0193)
}

/// Ends a word; 0 is kept free to mean "no slot".
#[inline(always)]
pub(crate) fn finish(hash: u32) -> u32 {
    (hash ^ hash >> 15).wrapping_mul(0x2c1b_3c6d) | 1
}

/// One more word of a phrase, going left.
#[inline(always)]
pub(crate) fn join(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(13) ^ word).wrapping_mul(0x2c1b_3c6d) | 1
}

/// A whole word.
pub(crate) fn word(word: &[u8]) -> u32 {
    finish(word.iter().rev().fold(SEED, |hash, byte| letter(hash, *byte)))
}

/// The words of a cue or key, as the scanner parts them: runs of letters and digits, `#` by itself.
#[cfg(feature = "custom")]
pub(crate) fn words(phrase: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in phrase.char_indices().chain([(phrase.len(), ' ')]) {
        match (c.is_ascii_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(&phrase[from..at]);
                start = None;
            }
            _ => {}
        }
        if c == '#' {
            words.push(&phrase[at..at + 1]);
        }
    }
    words
}

/// A whole phrase.
#[cfg(feature = "custom")]
pub(crate) fn phrase(words: &[&str]) -> u32 {
    let mut hashes = words.iter().rev().map(|text| word(text.as_bytes()));
    let first = hashes.next().unwrap_or(1);
    hashes.fold(first, join)
}
