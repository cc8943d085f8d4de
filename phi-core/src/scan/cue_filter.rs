//! What tells that a word is no cue, before anybody looks it up.

use crate::pack::{CueHit, DetectorSet, Tables, set_each, set_has, set_insert, set_union, sets_meet};

/// The words that are a cue by themselves and the pairs of words that a longer cue ends with, as two bits for each hash. What
/// is not in here speaks for nobody; one hash in two hundred is in here by chance.
pub(super) struct CueEnds {
    words: Box<[u64; CueEnds::WORDS]>,
    /// Words that may stand between a cue and its value.
    pub(super) fillers: Letters,
}

impl CueEnds {
    /// 8 KiB, which stay in the first-level cache beside the text.
    const WORDS: usize = 1024;

    /// Of the cues that speak for the detectors in `wanted`.
    pub(super) fn new(tables: &Tables<'_>, wanted: &DetectorSet) -> Self {
        let mut ends = CueEnds { words: Box::new([0; CueEnds::WORDS]), fillers: Letters::default() };
        for (hash, hit) in tables.all_cues() {
            let (word, bits) = CueEnds::place(hash);
            if hit.sets.is_some_and(|(favour, _)| sets_meet(favour, wanted)) || hit.is_pair() && hit.continues() {
                ends.words[word] |= bits;
            }
            if hit.is_filler() {
                ends.fillers.insert(&hit);
            }
        }
        ends
    }

    fn place(hash: u32) -> (usize, u64) {
        (hash as usize >> 1 & (CueEnds::WORDS - 1), 1 << (hash >> 11 & 63) | 1 << (hash >> 17 & 63))
    }

    #[inline(always)]
    pub(super) fn has(&self, hash: u32) -> bool {
        let (word, bits) = CueEnds::place(hash);
        self.words[word] & bits == bits
    }
}

/// The words that a cue of some detectors ends with, as a bit for first letter, last letter and length. Where these
/// detectors have few cues it tells nearly every word of a text from them, without a hash. The bits are a set as those of
/// detectors are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Letters(DetectorSet);

impl Letters {
    /// Of each detector.
    pub(super) fn of_all(tables: &Tables<'_>, detectors: usize) -> Vec<Letters> {
        let mut all = vec![Letters::default(); detectors];
        for (_, hit) in tables.all_cues() {
            let favour = hit.sets.map_or([0; _], |(favour, _)| *favour);
            set_each(&favour, |detector| {
                if let Some(letters) = all.get_mut(usize::from(detector)) {
                    letters.insert(&hit);
                }
            });
        }
        all
    }

    /// The bit of a word, one of 256.
    #[inline(always)]
    pub(crate) fn place(first: u8, last: u8, len: usize) -> u8 {
        (first & 31) ^ (last & 31) << 3 ^ (len as u8) << 5
    }

    fn insert(&mut self, cue: &CueHit<'_>) {
        set_insert(&mut self.0, cue.last_word().into());
    }

    #[inline(always)]
    pub(super) fn add(&mut self, other: &Letters) {
        set_union(&mut self.0, &other.0);
    }

    /// True when a cue may end with a word of these letters and this length.
    #[inline(always)]
    pub(super) fn may_end(&self, first: u8, last: u8, len: usize) -> bool {
        set_has(&self.0, Letters::place(first, last, len).into())
    }
}
