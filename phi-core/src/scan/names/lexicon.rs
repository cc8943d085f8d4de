//! The lexicon: what is known of a word, read in place from a table.

use super::token::mix;
use std::sync::LazyLock;

/// What is known of a word.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// From the lowest bit: given name 3, surname 3, ordinary word 3, place 2, counter-word 2, institution 3.
    pub(crate) known: u16,
    /// Words that stand in like places: from the lowest bit the path to their cluster, 13, its language, 2; and whether it is a
    /// noun that eponyms stand before, 1.
    pub(crate) cluster: u16,
}

impl Entry {
    /// That of a word of which no more is known.
    pub(crate) fn of_names(names: u32) -> Entry {
        Entry { known: names as u16, cluster: 0 }
    }

    /// As a name and as an ordinary word.
    pub(crate) fn names(self) -> u32 {
        u32::from(self.known & 0x1ff)
    }

    /// As a place, a counter-word and an institution.
    pub(crate) fn kinds(self) -> u32 {
        u32::from(self.known >> 9)
    }

    /// Language and cluster.
    pub(crate) fn cluster(self) -> u32 {
        u32::from(self.cluster & 0x7fff)
    }

    /// `disease`, `procedure`, `catheter`: what stands before it is no person.
    pub(crate) fn is_head(self) -> bool {
        self.cluster >> 15 == 1
    }

    /// How common it is as a given name, 0 to 7.
    pub(crate) fn given(self) -> u32 {
        u32::from(self.known & 7)
    }

    /// How common it is as a surname, 0 to 7.
    pub(crate) fn surname(self) -> u32 {
        u32::from(self.known >> 3 & 7)
    }

    /// How common it is as an ordinary word, 0 to 7.
    pub(crate) fn word(self) -> u32 {
        u32::from(self.known >> 6 & 7)
    }
}

/// Slots of a tag, what is known and a cluster, 16 bits each; without the last two a slot is free. The tag is the part of the
/// hash that does not say where the slot is: of ten thousand unknown words one is taken for a known one.
///
/// The table is full, so that seventeen slots are read in vain for most that is not there. `filter` says so at once for nine of
/// ten: of all that a search from one of 64 places on may meet it has a bit for each nine bits of tag.
pub(crate) struct Lexicon {
    slots: &'static [Slot],
    filter: &'static [[u64; 8]],
}

type Slot = [u8; 6];

/// So many searches share a line of the filter.
const BLOCK: usize = 64;

static FILTER: LazyLock<Vec<[u64; 8]>> = LazyLock::new(|| filter(crate::generated::LEXICON.as_chunks().0));

impl Lexicon {
    /// The table that is linked in.
    pub(crate) fn builtin() -> Self {
        Lexicon { slots: crate::generated::LEXICON.as_chunks().0, filter: &FILTER }
    }

    pub(crate) fn word(&self, hash: u32) -> Entry {
        let (mut at, tag) = place(hash, self.slots.len());
        let (part, bit) = filtered(tag);
        if self.filter.get(at / BLOCK).is_none_or(|line| line[part] & bit == 0) {
            return Entry::default();
        }
        for _ in 0..self.slots.len() {
            let (own, entry) = read(self.slots[at]);
            if entry == Entry::default() || own == tag {
                return entry;
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

/// The tag of a slot and what is known.
fn read([a, b, c, d, e, f]: Slot) -> (u16, Entry) {
    (u16::from_le_bytes([a, b]), Entry { known: u16::from_le_bytes([c, d]), cluster: u16::from_le_bytes([e, f]) })
}

/// Where a line of the filter has the bit of a tag.
fn filtered(tag: u16) -> (usize, u64) {
    (usize::from(tag) / 64 % 8, 1 << (tag % 64))
}

/// See [`Lexicon`].
fn filter(slots: &[Slot]) -> Vec<[u64; 8]> {
    let line = |block: usize| {
        let first = block * BLOCK;
        let mut line = [0; 8];
        for (at, slot) in slots[first..].iter().chain(slots).enumerate() {
            let (tag, entry) = read(*slot);
            if entry != Entry::default() {
                let (part, bit) = filtered(tag);
                line[part] |= bit;
            } else if at + 1 >= BLOCK {
                break;
            }
        }
        line
    };
    (0..slots.len().div_ceil(BLOCK)).map(line).collect()
}

/// The bytes of a table: phrases of one or two words, what is known of each, and its cluster.
#[cfg(feature = "fit")]
pub(crate) fn table<'a>(entries: impl Iterator<Item = (&'a str, u16, u16)>) -> Vec<u8> {
    use super::token::word_hash;
    let mut all = std::collections::BTreeMap::<u32, Entry>::new();
    for (phrase, known, cluster) in entries {
        let words: Vec<&str> = phrase.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
        let hash = match words[..] {
            [word] => word_hash(word.as_bytes()),
            [first, second] => pair_hash(word_hash(first.as_bytes()), word_hash(second.as_bytes())),
            _ => continue,
        };
        if (known, cluster) != (0, 0) {
            let entry = all.entry(hash).or_default();
            entry.known |= known;
            entry.cluster |= cluster;
        }
    }
    let capacity = all.len() * 6 / 5 + 1;
    let mut slots = vec![[0u16; 3]; capacity];
    for (hash, entry) in all {
        let (mut at, tag) = place(hash, capacity);
        while slots[at][1..] != [0, 0] {
            at = if at + 1 == capacity { 0 } else { at + 1 };
        }
        slots[at] = [tag, entry.known, entry.cluster];
    }
    slots.iter().flatten().flat_map(|n| n.to_le_bytes()).collect()
}
