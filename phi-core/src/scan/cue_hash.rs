//! The hash that cue words and key names are looked up by, without case. Whoever compiles the table hashes alike.

const K: u64 = 0x9e37_79b9_7f4a_7c15;
const L: u64 = 0xd6e8_feb8_6659_fd93;
/// Makes ASCII capitals small; it is the same to digits.
const SMALL: u64 = 0x2020_2020_2020_2020;

/// A whole word. 0 is kept free to mean "no slot".
pub(crate) fn word(word: &[u8]) -> u32 {
    word_at(word, word.len(), word.len())
}

/// The word of `len` bytes that ends at `end`, in two looks at most for words of up to 16 bytes.
#[inline(always)]
pub(crate) fn word_at(text: &[u8], end: usize, len: usize) -> u32 {
    let last = match end.checked_sub(8).and_then(|start| text.get(start..end)?.try_into().ok()) {
        Some(bytes) => u64::from_le_bytes(bytes),
        None => short(&text[..end]),
    };
    let last = if len == 0 { 0 } else { last >> (64 - 8 * len.min(8)) };
    let first = if len > 8 { long(text, end - len, len) } else { 0 };
    let hash = ((last | SMALL).wrapping_mul(K) ^ first).wrapping_add(len as u64).wrapping_mul(L);
    (hash >> 32) as u32 | 1
}

/// The last bytes where fewer than eight lie before.
#[cold]
fn short(text: &[u8]) -> u64 {
    text.iter().fold(0, |bytes, byte| bytes >> 8 | u64::from(*byte) << 56)
}

/// All but the last eight bytes of a word that has more.
#[inline(always)]
fn long(text: &[u8], start: usize, len: usize) -> u64 {
    let eight = |at: usize| text[at..at + 8].try_into().map_or(0, u64::from_le_bytes) | SMALL;
    let rest = start + len - 8;
    let more = (start + 8..rest).step_by(8).fold(0, |hash: u64, at| (hash ^ eight(at.min(rest - 8))).wrapping_mul(L));
    (eight(start) ^ more).rotate_left(23).wrapping_mul(K)
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
