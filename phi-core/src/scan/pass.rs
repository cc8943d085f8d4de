//! The pass over a window: where a candidate may start.

use super::cue_filter::Suspects;
use super::judge::{End, MAX_ENDS, Surroundings};
use super::map::Map;
use super::month;
use super::plan::Plan;
use super::simd::{BLOCK, Masks};
use crate::pack::{Inner, Start, Tables};
use crate::score::evidence::EvidenceList;
use std::ops::Range;

/// A span that a detector proposes, with its reasons. Offsets are into the window.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) pack: u8,
    pub(crate) detector: u16,
    pub(crate) score: i16,
    pub(crate) evidence: EvidenceList,
}

/// What a pass needs to know that stays the same over the window.
#[derive(Clone, Copy)]
pub(crate) struct Setup<'a> {
    pub(crate) pack: &'a Inner,
    pub(crate) number: u8,
    pub(crate) plan: &'a Plan,
    /// Candidates below are dropped at once.
    pub(crate) threshold: i16,
}

pub(crate) struct Pass<'a> {
    pub(super) text: &'a [u8],
    pub(super) tables: Tables<'a>,
    pub(super) setup: Setup<'a>,
    pub(super) out: &'a mut Vec<Candidate>,
    /// Starts before this lie inside a candidate that was proven.
    pub(super) skip: usize,
    /// The same of candidates that a cue next to them names, and of decoys: nothing weaker is asked for there.
    pub(super) named: Range<usize>,
    /// Starts that were tried last, so that a run of many digits is tried once.
    last_word: usize,
    last_joined: usize,
    /// The end of the last candidate that a list may go on from.
    pub(super) listed: usize,
    /// Up to here a key's value was taken.
    pub(super) key_until: usize,
    pub(super) map: Map<'a>,
    pub(super) around: Surroundings,
    pub(super) suspects: Suspects,
    /// Accepting places of the start at hand.
    pub(super) ends: [End; MAX_ENDS],
}

/// Starts of runs that go on over the end of a block.
#[derive(Clone, Copy)]
struct Carry {
    word: bool,
    digit: bool,
    join: bool,
    word_start: usize,
    joined_start: usize,
}

impl<'a> Pass<'a> {
    pub(crate) fn new(text: &'a [u8], setup: Setup<'a>, out: &'a mut Vec<Candidate>) -> Self {
        Pass {
            text,
            tables: setup.pack.tables(),
            setup,
            out,
            skip: 0,
            named: 0..0,
            last_word: usize::MAX,
            last_joined: usize::MAX,
            listed: 0,
            key_until: 0,
            map: Map::new(text),
            around: Surroundings::new(),
            suspects: Suspects::default(),
            ends: [End::default(); MAX_ENDS],
        }
    }

    /// Walks over the whole window.
    pub(crate) fn run(&mut self) {
        let mut carry = Carry { word: false, digit: false, join: false, word_start: 0, joined_start: 0 };
        let mut base = 0;
        while base < self.text.len() {
            for number in 0..self.map.fill(base) {
                let block = self.map.block(number);
                self.block(base, &block, &mut carry);
                base += BLOCK;
            }
        }
    }

    #[inline(always)]
    fn block(&mut self, base: usize, m: &Masks, carry: &mut Carry) {
        let word = m.digit | m.letter;
        let before_word = word << 1 | u64::from(carry.word);
        let digits = m.digit & !(m.digit << 1 | u64::from(carry.digit));
        // A dash alone begins nothing; whether another follows in the next block is not known yet.
        let joins = m.join & !(m.join << 1 | u64::from(carry.join)) & (m.under | m.join >> 1 | 1 << 63);
        let names = match self.setup.pack.any_word {
            true => m.letter & !before_word,
            false => self.months(base, m.upper & !before_word),
        };
        let joined = word | m.join;
        // Of dots those inside a word; whether the word goes on in the next block is not known yet.
        let dots = m.dot & before_word & (word >> 1 | 1 << 63);
        let signs = m.sign | dots;
        let mut events = digits | joins | signs | names;
        while events != 0 {
            let bit = events.trailing_zeros();
            events &= events - 1;
            let at = base + bit as usize;
            let one = 1u64 << bit;
            if at < self.skip {
                continue;
            }
            if names & one != 0 {
                if self.setup.pack.any_word || month::may_start(&self.text[at..]) {
                    self.start(at);
                }
            } else if digits & one != 0 {
                let word_start = run_start(word, bit, base, carry.word_start);
                let joined_start = run_start(joined, bit, base, carry.joined_start);
                self.digits(word_start, joined_start);
            } else if signs & one != 0 {
                self.sign(at);
            } else {
                self.join(at, run_start(joined, bit, base, carry.joined_start));
            }
        }
        carry.word_start = run_start_after(word, base, carry.word_start);
        carry.joined_start = run_start_after(joined, base, carry.joined_start);
        carry.word = word >> 63 != 0;
        carry.digit = m.digit >> 63 != 0;
        carry.join = m.join >> 63 != 0;
    }

    /// A run of digits begins, in a word and a run of joined words that begin at these places.
    #[inline]
    fn digits(&mut self, word_start: usize, joined_start: usize) {
        if word_start != self.last_word {
            self.last_word = word_start;
            self.start(word_start);
            if joined_start == word_start {
                self.last_joined = joined_start;
            }
            if word_start > 0 {
                match self.text[word_start - 1] {
                    b'(' | b'+' => self.start(word_start - 1),
                    b' ' | b'.' | b',' | b'/' | b'\'' => self.words_in_front(word_start),
                    _ => {}
                }
            }
        }
        if joined_start != word_start && joined_start != self.last_joined {
            self.last_joined = joined_start;
            self.start(joined_start);
        }
    }

    /// The words before a number may belong to it: a month, as in `marzo de 2024`, or capitals, as in `AB 12 34 56 C`.
    fn words_in_front(&mut self, number: usize) {
        let letter = self.map.before(number).letter;
        let text = self.text;
        let mut end = number;
        for _ in 0..2 {
            let far = number - end;
            let gap = (letter << far).leading_zeros() as usize;
            if gap > 2 || gap == 2 && text[end - 2].is_ascii_digit() || gap > 0 && text[end - 1].is_ascii_digit() {
                return;
            }
            end -= gap;
            let letters = (!(letter << (far + gap))).leading_zeros() as usize;
            // No word, or the tail of something longer.
            if letters == 0 || letters > 12 || end > letters && text[end - letters - 1].is_ascii_digit() {
                return;
            }
            let word = &text[end - letters..end];
            // Capitalised months are started at by themselves.
            let wanted = match word[0].is_ascii_uppercase() {
                true => letters <= 4 && text[end] == b' ' && word.iter().all(u8::is_ascii_uppercase),
                false => month::may_start(word),
            };
            if wanted {
                self.start(end - letters);
            }
            if letters > 4 {
                return;
            }
            end -= letters;
        }
    }

    /// The capitalised words that may be the name of a month. Few of many: told apart by a sum, not by a branch for each.
    #[inline(always)]
    fn months(&self, base: usize, mut capitals: u64) -> u64 {
        let mut months = 0;
        while capitals != 0 {
            let bit = capitals.trailing_zeros();
            capitals &= capitals - 1;
            if let [first, second, ..] = self.text[base + bit as usize..] {
                months |= u64::from(month::may_begin(first, second)) << bit;
            }
        }
        months
    }

    /// A `-` or `_` that begins a run of such.
    fn join(&mut self, at: usize, joined_start: usize) {
        if self.text[at] == b'_' {
            if joined_start != self.last_joined {
                self.last_joined = joined_start;
                self.start(joined_start);
            }
        } else if self.text[at..].starts_with(b"-----BEGIN ") {
            self.own_start(Start::Dashes, at..at + 5);
        }
    }

    /// One of `@ : = > ( [ .`
    fn sign(&mut self, at: usize) {
        let rest = &self.text[at..];
        match rest[0] {
            b'@' => self.own_start(Start::At, at..at + 1),
            b'[' if at > 0 && self.text[at - 1] == b'!' => self.own_start(Start::Bracket, at - 1..at + 1),
            b'(' | b'[' => {
                if rest.len() >= 4 && rest[1..3].eq_ignore_ascii_case(b"at") && matches!(rest[3], b')' | b']') {
                    self.own_start(Start::At, at..at + 4);
                }
            }
            b'.' => self.dot(at),
            b':' => {
                if rest.starts_with(b"://") {
                    self.own_start(Start::Url, at..at + 1);
                } else {
                    self.colon(at);
                    self.key(at);
                }
            }
            b'=' => {
                if rest.get(1) == Some(&b'/') {
                    self.start(at);
                }
                self.key(at);
            }
            _ => self.key(at),
        }
    }

    /// `www.` and hosts whose name says that a URL is meant even without a scheme.
    #[inline]
    fn dot(&mut self, at: usize) {
        const HOSTS: [&[u8]; 5] = [b".my.salesforce", b".lightning.force", b".my.site", b".file.force", b".vf.force"];
        if at >= 3 && self.text[at - 3..at].eq_ignore_ascii_case(b"www") {
            self.own_start(Start::Url, at - 3..at + 1);
        } else if matches!(self.text.get(at + 1), Some(b'm' | b'l' | b'f' | b'v'))
            && let Some(host) = HOSTS.iter().find(|host| self.text[at..].starts_with(host))
        {
            self.own_start(Start::Url, at..at + host.len());
        }
        if self.text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
            self.own_start(Start::Dot, at..at + 1);
        }
    }

    /// Hexadecimal groups may begin without a digit, and `::` without anything.
    #[inline]
    fn colon(&mut self, at: usize) {
        let hex = |b: Option<&u8>| b.is_some_and(u8::is_ascii_hexdigit);
        let next = self.text.get(at + 1);
        if next == Some(&b':') && (at == 0 || !self.text[at - 1].is_ascii_alphanumeric() && self.text[at - 1] != b':') {
            self.own_start(Start::Colon, at..at + 1);
        }
        if !hex(next) && next != Some(&b':') || at == 0 || !hex(self.text.get(at - 1)) {
            return;
        }
        let run = self.text[..at].iter().rev().take(5).take_while(|b| b.is_ascii_hexdigit()).count();
        let start = at - run;
        let first = start == 0 || !matches!(self.text[start - 1], b':' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z');
        if run <= 4 && first && !self.text[start..at].iter().any(u8::is_ascii_digit) {
            self.start(start);
        }
    }
}

/// Where the run of `mask` that holds bit `bit` begins.
#[inline(always)]
fn run_start(mask: u64, bit: u32, base: usize, carried: usize) -> usize {
    let gaps = !mask & ((1u64 << bit) - 1);
    match gaps {
        0 => carried,
        _ => base + 64 - gaps.leading_zeros() as usize,
    }
}

/// Where a run that is open at the end of the block begins.
#[inline(always)]
fn run_start_after(mask: u64, base: usize, carried: usize) -> usize {
    match !mask {
        0 => carried,
        gaps => base + 64 - gaps.leading_zeros() as usize,
    }
}
