//! What tells that a word is no cue, before anybody looks it up.

use super::cue_hash::{self, join};
use super::cues::REACH;
use super::map::Near;
use super::simd::BLOCK;
use crate::pack::{CueHit, DetectorSet, Tables, sets_meet};
use std::ops::Range;

/// Whom a word may say something to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// To anybody, for or against.
    pub(super) any: bool,
    /// To a weak row, for it.
    pub(super) weak: bool,
}

impl Heard {
    const ALL: Heard = Heard { any: true, weak: true };

    #[inline(always)]
    fn or(self, other: Heard) -> Heard {
        Heard { any: self.any | other.any, weak: self.weak | other.weak }
    }
}

/// The words that are a cue by themselves and the pairs of words that a longer cue ends with, as two bits for each hash. What
/// is not in here says nothing to anybody; one hash in a hundred is in here by chance.
pub(super) struct CueEnds {
    /// Of all cues, and of those that speak for a weak row.
    hashes: Box<[[u64; 2]; CueEnds::WORDS]>,
    /// The same of the words that any cue ends with: what is not in here needs no look at the word in front.
    words: Box<[u64; CueEnds::WORDS]>,
    /// What these cues end with.
    last_words: Looks,
    /// Words that may stand between a cue and its value.
    pub(super) fillers: Looks,
}

impl CueEnds {
    /// 8 KiB for the words, which stay in the first-level cache beside the text.
    const WORDS: usize = 1024;

    /// Of the cues for detectors that are switched on; those in `weak` have weak rows.
    pub(super) fn new(tables: &Tables<'_>, enabled: &DetectorSet, weak: &DetectorSet) -> Self {
        let (hashes, words) = (Box::new([[0; 2]; CueEnds::WORDS]), Box::new([0; CueEnds::WORDS]));
        let mut ends = CueEnds { hashes, words, last_words: Looks::default(), fillers: Looks::default() };
        for (hash, hit) in tables.all_cues() {
            let (word, bits) = CueEnds::place(hash);
            let goes_on = hit.is_pair() && hit.continues();
            let says = |sets: &[&DetectorSet], to| sets.iter().any(|set| sets_meet(set, to));
            if goes_on || hit.sets.is_some_and(|(favour, against)| says(&[favour, against], enabled)) {
                ends.hashes[word][0] |= bits;
                ends.last_words.insert(&hit);
            }
            if hit.continues() || hit.sets.is_some() {
                ends.words[word] |= bits;
            }
            if goes_on || hit.sets.is_some_and(|(favour, _)| says(&[favour], weak)) {
                ends.hashes[word][1] |= bits;
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
    fn heard(&self, hash: u32) -> Heard {
        let (word, bits) = CueEnds::place(hash);
        let [any, weak] = self.hashes[word].map(|word| word & bits == bits);
        Heard { any, weak }
    }

    /// True when one word stands before `at` that plainly is neither a cue nor a word that may stand behind one: then no cue is
    /// next to what begins there. So it is at most short numbers, for which this is all that counts.
    #[inline(always)]
    pub(super) fn is_plain(&self, near: &Near, text: &[u8], at: usize) -> bool {
        let alnum = near.alnum();
        let far = alnum.leading_zeros() as usize;
        if far != 1 || text[at - 1] != b' ' {
            return false;
        }
        let len = (!(alnum << far)).leading_zeros() as usize;
        let humps = near.humps() << far;
        if far + len >= BLOCK || humps.leading_zeros() as usize + 1 < len {
            return false;
        }
        let (first, last) = (text[at - far - len], text[at - far - 1]);
        !self.fillers.has(first, last, len) && !self.knows(cue_hash::word_at(text, at - far, len))
    }

    /// False for a word that no cue ends with.
    #[inline(always)]
    fn knows(&self, hash: u32) -> bool {
        let (word, bits) = CueEnds::place(hash);
        self.words[word] & bits == bits
    }

    /// True when a cue may end with the word in this place.
    #[inline(always)]
    pub(super) fn may_end_with(&self, text: &[u8], word: Range<usize>) -> bool {
        self.last_words.has(text[word.start], text[word.end - 1], word.len())
    }

    /// What the word of `len` bytes that ends `far` bytes before `at` may say, alone or with the one in front.
    fn word(&self, words: &Words, text: &[u8], at: usize, far: usize, len: usize) -> Heard {
        let hash = cue_hash::word_at(text, at - far, len);
        if !self.knows(hash) {
            return Heard::default();
        }
        let gap = far + len + (words.all << (far + len)).leading_zeros() as usize;
        if gap >= BLOCK {
            return self.heard(hash);
        }
        let front = words.len(gap);
        if gap + front >= BLOCK {
            return Heard::ALL;
        }
        self.heard(hash).or(self.heard(join(hash, cue_hash::word_at(text, at - gap, front))))
    }
}

/// The words before a place as a walk over them parts them, the nearest in the top bits: camelCase has words inside of words,
/// and `#` is one.
#[derive(Clone, Copy)]
pub(super) struct Words {
    all: u64,
    alnum: u64,
    first: u64,
    last: u64,
    camel: bool,
}

impl Words {
    #[inline(always)]
    pub(super) fn of(near: &Near) -> Words {
        let alnum = near.alnum();
        let all = alnum | near.hash;
        let humps = near.humps();
        let begins = humps | near.hash | near.hash << 1;
        let (first, last) = (all & (!(all << 1) | begins), all & (!(all >> 1) | begins >> 1));
        Words { all, alnum, first, last, camel: humps != 0 }
    }

    /// Length of the word that ends `far` bytes before the place; as far as can be seen, or past that.
    #[inline(always)]
    fn len(&self, far: usize) -> usize {
        (self.first << far | 1).leading_zeros() as usize + 1
    }

    /// The bytes up to the first word that is no filler: there a cue that is next to the value ends.
    pub(super) fn next_to_value(&self, text: &[u8], at: usize, ends: &CueEnds) -> u64 {
        let mut last = self.last;
        while last != 0 {
            let far = last.leading_zeros() as usize;
            last &= u64::MAX >> 1 >> far;
            let len = self.len(far).min(BLOCK - far);
            if !ends.fillers.has(text[at - far - len], text[at - far - 1], len) {
                return !(u64::MAX >> 1 >> far);
            }
        }
        u64::MAX
    }
}

/// A set of words, known by their first letter, last letter and length. It tells nearly every word of a text from those of
/// the set, without a hash.
pub(super) struct Looks([u64; Looks::PLACES / 64]);

impl Default for Looks {
    fn default() -> Self {
        Looks([0; Looks::PLACES / 64])
    }
}

impl Looks {
    const PLACES: usize = 1 << 12;

    fn insert(&mut self, cue: &CueHit<'_>) {
        let place = usize::from(cue.last_word()) % Looks::PLACES;
        self.0[place / 64] |= 1 << (place % 64);
    }

    #[inline(always)]
    pub(super) fn has(&self, first: u8, last: u8, len: usize) -> bool {
        let place = usize::from(look(first, last, len)) % Looks::PLACES;
        self.0[place / 64] >> (place % 64) & 1 == 1
    }
}

/// What a word looks like, in twelve bits.
#[inline(always)]
pub(crate) fn look(first: u8, last: u8, len: usize) -> u16 {
    u16::from(first & 31) ^ u16::from(last & 31) << 5 ^ (len as u16 & 15) << 8
}

/// Which of the last words may be cues. Starts stand close together where there are many, and each asks for the 48 bytes
/// before it: a word is looked at once and remembered for those that follow.
#[derive(Default)]
pub(super) struct Suspects {
    /// Behind the text that is known.
    at: usize,
    /// The 64 bytes before that, the nearest in the top bit: those that were looked at, and the ends of suspects.
    seen: u64,
    any: u64,
    weak: u64,
}

impl Suspects {
    /// What the words in `reach` before `at` may say, alone or with the word in front.
    #[inline(always)]
    pub(super) fn before(&mut self, at: usize, words: &Words, reach: u64, text: &[u8], ends: &CueEnds) -> Heard {
        let (on, back) = (at.wrapping_sub(self.at), self.at.wrapping_sub(at));
        if on < BLOCK {
            (self.seen, self.any, self.weak) = (self.seen >> on, self.any >> on, self.weak >> on);
        } else if back <= BLOCK - REACH {
            (self.seen, self.any, self.weak) = (self.seen << back, self.any << back, self.weak << back);
        } else {
            // From farther on less was seen than is asked for here.
            (self.seen, self.any, self.weak) = (0, 0, 0);
        }
        self.at = at;
        let mut fresh = words.last & reach & !self.seen;
        self.seen |= reach;
        while fresh != 0 {
            let far = BLOCK - 1 - fresh.trailing_zeros() as usize;
            fresh &= fresh - 1;
            let len = words.len(far);
            // A word that begins farther back than can be seen may say anything, and camelCase is read as a whole, too.
            if words.camel || far + len >= BLOCK || ends.knows(cue_hash::word_at(text, at - far, len)) {
                self.listen(at, words, text, ends, far, len);
            }
        }
        Heard { any: self.any & reach != 0, weak: self.weak & reach != 0 }
    }

    /// Notes what a word that may be a cue says.
    #[inline(never)]
    fn listen(&mut self, at: usize, words: &Words, text: &[u8], ends: &CueEnds, far: usize, len: usize) {
        let mut heard = if far + len < BLOCK { ends.word(words, text, at, far, len) } else { Heard::ALL };
        let run = if words.camel { (!(words.alnum << far)).leading_zeros() as usize } else { 0 };
        if run > len {
            let seen = far + run < BLOCK;
            heard = heard.or(if seen { ends.heard(cue_hash::word_at(text, at - far, run)) } else { Heard::ALL });
        }
        if heard.any {
            // A part of camelCase is read with the end of its run.
            let rest = (!(words.alnum >> (BLOCK - 1 - far))).trailing_zeros().max(1);
            let ends = 1 << (BLOCK - 1 - far) | 1 << (BLOCK - 1 - far + rest as usize - 1);
            self.any |= ends;
            self.weak |= if heard.weak { ends } else { 0 };
        }
    }
}
