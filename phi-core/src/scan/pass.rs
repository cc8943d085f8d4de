//! The pass over a window: where a candidate may start, what the automaton makes of it, and what it is worth.

use super::cues::{self, CueContext};
use super::grow::MAX_SPAN;
use super::month;
use super::simd::{self, BLOCK, Masks};
use crate::pack::{DetectorSet, Edges, Inner, Start, Strength, Tables, Use, set_has};
use crate::score::evidence::{EvidenceKind, EvidenceList};
use crate::score::validate::Value;
use crate::score::weigh;
use std::ops::Range;

/// Blocks that are classified before they are looked at: 4 KiB of text, and masks that stay in the first-level cache.
const BATCH: usize = 64;
/// Accepting places that one start may have.
const MAX_ENDS: usize = 48;
/// Longest value that is compared by validators.
const MAX_COMPACT: usize = 128;

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
    pub(crate) enabled: &'a DetectorSet,
    /// Candidates below are dropped at once.
    pub(crate) threshold: i16,
}

pub(crate) struct Pass<'a> {
    pub(super) text: &'a [u8],
    pub(super) tables: Tables<'a>,
    pub(super) setup: Setup<'a>,
    pub(super) out: &'a mut Vec<Candidate>,
    /// Starts before this lie inside a candidate that was proven.
    skip: usize,
    /// Starts that were tried last, so that a run of many digits is tried once.
    last_word: usize,
    last_joined: usize,
    /// The cue context of the start at hand, made when first asked for.
    context: Option<(usize, CueContext)>,
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
            last_word: usize::MAX,
            last_joined: usize::MAX,
            context: None,
        }
    }

    /// Walks over the whole window.
    pub(crate) fn run(&mut self) {
        let mut masks = [Masks::default(); BATCH];
        let mut carry = Carry { word: false, digit: false, join: false, word_start: 0, joined_start: 0 };
        let mut base = 0;
        while base < self.text.len() {
            let blocks = simd::classify(&self.text[base..], &mut masks);
            for block in &masks[..blocks] {
                self.block(base, block, &mut carry);
                base += BLOCK;
            }
        }
    }

    #[inline(always)]
    fn block(&mut self, base: usize, m: &Masks, carry: &mut Carry) {
        let word = m.digit | m.letter;
        let before_word = word << 1 | u64::from(carry.word);
        let digits = m.digit & !(m.digit << 1 | u64::from(carry.digit));
        let joins = m.join & !(m.join << 1 | u64::from(carry.join));
        let names = match self.setup.pack.any_word {
            true => m.letter & !before_word,
            false => m.upper & !before_word,
        };
        let joined = word | m.join;
        let mut events = digits | joins | m.sign | names;
        while events != 0 {
            let bit = events.trailing_zeros();
            events &= events - 1;
            let at = base + bit as usize;
            let one = 1u64 << bit;
            if at < self.skip {
                continue;
            }
            if names & one != 0 {
                self.word(at);
            } else if digits & one != 0 {
                let word_start = run_start(word, bit, base, carry.word_start);
                let joined_start = run_start(joined, bit, base, carry.joined_start);
                self.digits(at, word_start, joined_start);
            } else if m.sign & one != 0 {
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

    /// A run of digits begins.
    #[inline]
    fn digits(&mut self, at: usize, word_start: usize, joined_start: usize) {
        if word_start != self.last_word {
            self.last_word = word_start;
            self.start(word_start);
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
        let _ = at;
    }

    /// The words before a number may belong to it: a month, as in `marzo de 2024`, or capitals, as in `AB 12 34 56 C`.
    fn words_in_front(&mut self, number: usize) {
        let mut end = number;
        for _ in 0..2 {
            let gap = self.text[..end].iter().rev().take(3).take_while(|b| !b.is_ascii_alphanumeric()).count();
            end -= gap;
            let run = self.text[..end].iter().rev().take(12).take_while(|b| b.is_ascii_alphabetic()).count();
            let start = end - run;
            if run == 0 || gap > 2 || start > 0 && self.text[start - 1].is_ascii_alphanumeric() {
                return;
            }
            let word = &self.text[start..end];
            let capitals = run <= 4 && self.text[end] == b' ' && word.iter().all(u8::is_ascii_uppercase);
            // Capitalised months are started at by themselves.
            if capitals || run >= 3 && !word[0].is_ascii_uppercase() && month::may_start(word) {
                self.start(start);
            }
            if run > 4 {
                return;
            }
            end = start;
        }
    }

    /// A capitalised word begins, or any word where a pack asks for it.
    #[inline]
    fn word(&mut self, at: usize) {
        if self.setup.pack.any_word || month::may_start(&self.text[at..]) {
            self.start(at);
        }
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
        let alnum = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        if at > 0 && alnum(self.text.get(at - 1)) && alnum(self.text.get(at + 1)) {
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

    /// A sign at which patterns of their own start.
    fn own_start(&mut self, start: Start, span: Range<usize>) {
        let pack = self.setup.pack;
        for row in &pack.starts[start as usize] {
            self.judge(row, span.clone());
        }
    }

    /// Runs the automaton from `at` and judges what it accepts, the longest first.
    fn start(&mut self, at: usize) {
        let pack = self.setup.pack;
        let mut ends = [(0u16, 0usize); MAX_ENDS];
        let mut count = 0;
        let (mut state, mut i) = (1u16, at);
        while i < self.text.len() {
            state = self.tables.next(state, self.text[i], pack.stride);
            if state == 0 {
                break;
            }
            i += 1;
            if state >= pack.first_accept {
                let edge = self.text.get(i).is_none_or(|b| !b.is_ascii_alphanumeric());
                if (edge || state >= pack.first_head) && count < MAX_ENDS {
                    ends[count] = (state, i);
                    count += 1;
                }
            }
        }
        if count == 0 {
            return;
        }
        let left = at == 0 || !self.text[at].is_ascii_alphanumeric() || !self.text[at - 1].is_ascii_alphanumeric();
        if !left {
            return;
        }
        let mut seen = [0u64; 8];
        for &(state, end) in ends[..count].iter().rev() {
            let edge = self.text.get(end).is_none_or(|b| !b.is_ascii_alphanumeric());
            for pattern in self.tables.accepted(state - pack.first_accept) {
                let (word, bit) = (usize::from(pattern / 64) % seen.len(), 1u64 << (pattern % 64));
                if seen[word] & bit != 0 {
                    continue;
                }
                let Some(rows) = pack.patterns.get(usize::from(pattern)) else { continue };
                let rows = &pack.uses[usize::from(rows.start)..usize::from(rows.end)];
                if !edge && rows.first().is_some_and(|row| row.edges != Edges::Head) {
                    continue;
                }
                seen[word] |= bit;
                for row in rows {
                    if let Some(proven) = self.judge(row, at..end) {
                        self.skip = self.skip.max(proven);
                    }
                }
            }
        }
    }

    fn glued(&self, span: &Range<usize>) -> bool {
        let digit = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(u8::is_ascii_digit);
        let glue = |at: usize| matches!(self.text.get(at), Some(b'-' | b'.' | b'/'));
        let left = span.start >= 2 && glue(span.start - 1) && digit(span.start.checked_sub(2));
        left || glue(span.end) && digit(Some(span.end + 1))
    }

    /// Weighs one candidate and keeps it when enough speaks for it; answers with its end when it is proven and
    /// nothing that starts inside need be asked.
    fn judge(&mut self, row: &Use, matched: Range<usize>) -> Option<usize> {
        if !set_has(self.setup.enabled, row.detector) {
            return None;
        }
        if row.edges == Edges::Number && self.glued(&matched) {
            return None;
        }
        let cue_at = matched.start;
        // Weak shapes are common: ask for the cue before anything that costs more.
        if row.strength == Strength::Weak && self.setup.threshold > weigh::NO_CUE_FLOOR {
            let context = self.context_at(cue_at, matched.end);
            let speaks = set_has(&context.explicit, row.detector)
                || set_has(&context.near, row.detector)
                || set_has(&context.after, row.detector);
            if !speaks && !self.continues_list(row.detector, cue_at) {
                return None;
            }
        }
        let span = match row.grow {
            None => matched.clone(),
            Some(grow) => match grow(self.text, matched.clone()) {
                Some(span) if span.start < span.end && span.end <= self.text.len() && span.len() <= MAX_SPAN => span,
                _ => return None,
            },
        };
        // A cue is as far as it is from the whole span, which may have grown to the left.
        let context = match span.end == matched.end && span.start >= cue_at {
            true => self.context_at(cue_at, matched.end),
            false => cues::around(self.text, cue_at.min(span.start), span.end, self.tables),
        };
        let mut evidence = EvidenceList::new();
        weigh::shape(&mut evidence, row.strength);
        weigh::cues(&mut evidence, &context, row.detector);
        if !evidence.has(EvidenceKind::CueExplicit) && self.continues_list(row.detector, span.start) {
            evidence.push(EvidenceKind::List, weigh::LIST);
        }
        let end = span.end;
        (self.settle(row.detector, span, evidence)? >= weigh::PROVEN && row.grow.is_none()).then_some(end)
    }

    /// Runs the validator, adds up, and keeps the candidate; answers with its score.
    pub(super) fn settle(&mut self, detector: u16, span: Range<usize>, mut evidence: EvidenceList) -> Option<i16> {
        let pack = self.setup.pack;
        let described = &pack.detectors[usize::from(detector)];
        if let Some((check, argument)) = &described.check {
            let raw = &self.text[span.clone()];
            let mut compact = [0u8; MAX_COMPACT];
            let mut len = 0;
            for byte in raw.iter().filter(|b| b.is_ascii_alphanumeric()).take(MAX_COMPACT) {
                compact[len] = byte.to_ascii_uppercase();
                len += 1;
            }
            let valid = check(Value { raw, compact: &compact[..len] }, argument);
            // An explanation, which asks for no threshold, shows these too.
            if !weigh::validated(&mut evidence, valid, described.proves) && self.setup.threshold > i16::MIN {
                return None;
            }
        }
        let score = evidence.total();
        if score < self.setup.threshold {
            return None;
        }
        let (start, end) = (span.start, span.end);
        self.out.push(Candidate { start, end, pack: self.setup.number, detector, score, evidence });
        Some(score)
    }

    fn context_at(&mut self, at: usize, end: usize) -> CueContext {
        match self.context {
            Some((known, context)) if known == at => context,
            _ => {
                let context = cues::around(self.text, at, end, self.tables);
                self.context = Some((at, context));
                context
            }
        }
    }

    /// True when the last candidates of this detector end just before `start`: `MRN 1234567, 7654321 and 2345678`.
    fn continues_list(&self, detector: u16, start: usize) -> bool {
        let previous = self.out.iter().rev().take(6).find(|c| c.detector == detector && c.end <= start);
        previous.is_some_and(|previous| {
            let gap = &self.text[previous.end..start];
            let cued = previous.evidence.has(EvidenceKind::CueExplicit) || previous.evidence.has(EvidenceKind::List);
            cued && gap.len() <= 6
                && (gap.trim_ascii() == b"and"
                    || gap.trim_ascii() == b"or"
                    || gap.trim_ascii() == b", and"
                    || !gap.trim_ascii().is_empty()
                        && gap.iter().all(|b| matches!(b, b',' | b' ' | b'/' | b'&' | b';' | b'\n')))
        })
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
