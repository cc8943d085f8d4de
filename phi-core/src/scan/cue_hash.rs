//! The hash that cue words and key names are looked up by, without case. Whoever compiles the table hashes alike.

const K: u64 = 0x9e37_79b9_7f4a_7c15;
/// Makes ASCII capitals small; it is the same to digits.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// A whole word. 0 is kept free to mean "no slot".
#[inline]
pub(crate) fn word(word: &[u8]) -> u32 {
    let four = |at: usize| u64::from(u32::from_le_bytes([word[at], word[at + 1], word[at + 2], word[at + 3]]));
    let eight = |at: usize| four(at) | four(at + 4) << 32;
    let mix = |hash: u64, bytes: u64| {
        let product = (hash ^ (bytes | SMALL)).wrapping_mul(K);
        product ^ product >> 29
    };
    let len = word.len();
    let seed = (len as u64) << 56;
    let hash = match len {
        0 => seed,
        // Overlapping loads cover any length without a loop over the bytes.
        1..=3 => mix(seed, u64::from(word[0]) | u64::from(word[len / 2]) << 8 | u64::from(word[len - 1]) << 16),
        4..=8 => mix(seed, four(0) | four(len - 4) << 32),
        9..=16 => mix(mix(seed, eight(0)), eight(len - 8)),
        _ => (0..len / 8).map(|n| n * 8).chain([len - 8]).fold(seed, |hash, at| mix(hash, eight(at))),
    };
    (hash >> 32) as u32 ^ hash as u32 | 1
}

/// One more word of a phrase, going left: phrases are met from right to left.
#[inline(always)]
pub(crate) fn join(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(13) ^ word).wrapping_mul(0x2c1b_3c6d) | 1
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
