//! The lexicon: what is known of a word, read in place from a table.

use super::token::mix;

/// What is known of a word, in 16 bits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Entry(
    /// From the lowest bit: given name 3, surname 3, ordinary word 3, place 2, counter-word 2, institution 3.
    pub(crate) u16,
);

impl Entry {
    /// How common it is as a given name, 0 to 7.
    pub(crate) fn given(self) -> u32 {
        u32::from(self.0 & 7)
    }

    /// How common it is as a surname, 0 to 7.
    pub(crate) fn surname(self) -> u32 {
        u32::from(self.0 >> 3 & 7)
    }

    /// How common it is as an ordinary word, 0 to 7.
    pub(crate) fn word(self) -> u32 {
        u32::from(self.0 >> 6 & 7)
    }

    /// How large a place it is the name of, 0 to 3.
    pub(crate) fn place(self) -> u32 {
        u32::from(self.0 >> 9 & 3)
    }

    /// Institution, street, unit and so on; 0 is none.
    pub(crate) fn institution(self) -> u32 {
        u32::from(self.0 >> 13 & 7)
    }
}

/// Slots of a tag and an entry, 16 bits each; an entry of 0 is a free slot. The tag is the part of the hash that does not
/// say where the slot is: of ten thousand unknown words one is taken for a known one.
pub(crate) struct Lexicon {
    slots: &'static [[u8; 4]],
}

impl Lexicon {
    /// The table that is linked in.
    pub(crate) fn builtin() -> Self {
        Lexicon { slots: crate::generated::LEXICON.as_chunks().0 }
    }

    pub(crate) fn word(&self, hash: u32) -> Entry {
        let (mut at, tag) = place(hash, self.slots.len());
        for _ in 0..self.slots.len() {
            let [a, b, c, d] = self.slots[at];
            let entry = u16::from_le_bytes([c, d]);
            if entry == 0 {
                break;
            }
            if u16::from_le_bytes([a, b]) == tag {
                return Entry(entry);
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        Entry::default()
    }

    /// Two words that follow each other.
    pub(crate) fn pair(&self, first: u32, second: u32) -> Entry {
        self.word(pair_hash(first, second))
    }
}

/// The hash of two words that follow each other.
pub(crate) fn pair_hash(first: u32, second: u32) -> u32 {
    mix(first.rotate_left(7) ^ second.wrapping_mul(0x9e37_79b9))
}

/// Where the search for a hash begins, and its tag.
fn place(hash: u32, slots: usize) -> (usize, u16) {
    (((u64::from(hash) * slots as u64) >> 32) as usize, mix(hash ^ 0x5bd1_e995) as u16)
}

/// The bytes of a table: phrases of one or two words, and what is known of each.
#[cfg(feature = "fit")]
pub(crate) fn table<'a>(entries: impl Iterator<Item = (&'a str, u32)>) -> Vec<u8> {
    use super::token::word_hash;
    let mut known = std::collections::BTreeMap::new();
    for (phrase, entry) in entries {
        let words: Vec<&str> = phrase.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
        let hash = match words[..] {
            [word] => word_hash(word.as_bytes()),
            [first, second] => pair_hash(word_hash(first.as_bytes()), word_hash(second.as_bytes())),
            _ => continue,
        };
        if entry != 0 {
            *known.entry(hash).or_insert(0u16) |= entry as u16;
        }
    }
    let capacity = known.len() * 6 / 5 + 1;
    let mut slots = vec![[0u16; 2]; capacity];
    for (hash, entry) in known {
        let (mut at, tag) = place(hash, capacity);
        while slots[at][1] != 0 {
            at = if at + 1 == capacity { 0 } else { at + 1 };
        }
        slots[at] = [tag, entry];
    }
    slots.iter().flatten().flat_map(|n| n.to_le_bytes()).collect()
}
