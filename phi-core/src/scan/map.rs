//! The map of a window: what kind of byte stands where, a batch of blocks at a time.
//!
//! The 64 bytes before or behind any place are one word of bits each, so a walk over words is arithmetic instead of a loop
//! over bytes: a few instructions for a word instead of a dozen for each of its bytes.

use super::simd::{self, BLOCK, Masks};

/// Blocks that are classified before they are looked at: 4 KiB of text, and masks that stay in the first-level cache.
const BATCH: usize = 64;

pub(super) struct Map<'a> {
    text: &'a [u8],
    /// Where the batch begins in the window.
    base: usize,
    /// How many blocks it has.
    blocks: usize,
    /// Up to here [`Map::behind`] has 64 bytes, counted from the block before the batch.
    known: usize,
    /// The block before the batch, the batch, and an empty one.
    masks: [Masks; BATCH + 2],
}

/// What stands beside a place.
#[derive(Clone, Copy, Default)]
pub(super) struct Near {
    pub(super) digit: u64,
    pub(super) letter: u64,
    pub(super) upper: u64,
    pub(super) hash: u64,
    pub(super) blank: u64,
    pub(super) line: u64,
}

impl Near {
    #[inline(always)]
    pub(super) fn alnum(&self) -> u64 {
        self.digit | self.letter
    }

    /// Capitals behind a small letter.
    #[inline(always)]
    pub(super) fn humps(&self) -> u64 {
        self.upper & (self.letter & !self.upper) << 1
    }
}

impl<'a> Map<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Map { text, base: 0, blocks: 0, known: 0, masks: [Masks::default(); BATCH + 2] }
    }

    /// Classifies the batch that begins at `base`, behind the one before; answers with how many blocks it has.
    pub(super) fn fill(&mut self, base: usize) -> usize {
        self.masks[0] = if base == 0 { Masks::default() } else { self.masks[self.blocks] };
        self.base = base;
        self.blocks = simd::classify(&self.text[base..], &mut self.masks[1..=BATCH]);
        self.masks[self.blocks + 1] = Masks::default();
        // Behind the end of the window there is nothing, which is known too.
        let last = base + self.blocks * BLOCK >= self.text.len();
        self.known = (self.blocks + usize::from(last)) * BLOCK;
        self.blocks
    }

    pub(super) fn block(&self, number: usize) -> Masks {
        self.masks[number + 1]
    }

    /// The 64 bytes before `at`; the top bit stands for the byte directly before.
    #[inline(always)]
    pub(super) fn before(&self, at: usize) -> Near {
        let from = at.wrapping_sub(self.base);
        if from <= self.blocks * BLOCK {
            return self.near(from);
        }
        self.far_before(at)
    }

    /// The 64 bytes from `at` on; the lowest bit stands for the byte at `at`.
    #[inline(always)]
    pub(super) fn behind(&self, at: usize) -> Near {
        let from = at.wrapping_sub(self.base).wrapping_add(BLOCK);
        if from < self.known {
            return self.near(from);
        }
        self.far_behind(at)
    }

    #[cold]
    fn far_before(&self, at: usize) -> Near {
        let start = at.saturating_sub(BLOCK);
        near_of(&self.text[start..at]).shifted((BLOCK - (at - start)) as u32)
    }

    #[cold]
    fn far_behind(&self, at: usize) -> Near {
        let at = at.min(self.text.len());
        near_of(&self.text[at..self.text.len().min(at + BLOCK)])
    }

    /// 64 bytes, `from` counted from the block before the batch.
    #[inline(always)]
    fn near(&self, from: usize) -> Near {
        let (block, bit) = (from / BLOCK, from % BLOCK);
        let (one, two) = (&self.masks[block], &self.masks[block + 1]);
        let join = |one: u64, two: u64| one >> bit | (two << 1) << (BLOCK - 1 - bit);
        Near {
            digit: join(one.digit, two.digit),
            letter: join(one.letter, two.letter),
            upper: join(one.upper, two.upper),
            hash: join(one.hash, two.hash),
            blank: join(one.blank, two.blank),
            line: join(one.line, two.line),
        }
    }
}

impl Near {
    fn of(masks: &Masks) -> Near {
        let Masks { digit, letter, upper, hash, blank, line, .. } = *masks;
        Near { digit, letter, upper, hash, blank, line }
    }

    fn shifted(self, by: u32) -> Near {
        let shift = |mask: u64| mask.checked_shl(by).unwrap_or(0);
        Near {
            digit: shift(self.digit),
            letter: shift(self.letter),
            upper: shift(self.upper),
            hash: shift(self.hash),
            blank: shift(self.blank),
            line: shift(self.line),
        }
    }
}

/// At most 64 bytes that the batch does not hold.
fn near_of(text: &[u8]) -> Near {
    let mut one = [Masks::default()];
    simd::classify(text, &mut one);
    Near::of(&one[0])
}
