//! What the automaton makes of a start, and what each candidate is worth.

use super::cue_filter::Heard;
use super::cues::{self, Before, Behind};
use super::grow::{self, MAX_SPAN, Wants};
use super::pass::{Candidate, Pass, Setup};
use super::plan::{Kind, Next, Seen, has};
use super::simd::BLOCK;
use crate::pack::{
    DetectorSet, Edges, SET_WORDS, Start, Strength, Tables, Use, set_has, set_insert, set_union, sets_meet,
};
use crate::score::evidence::{EvidenceKind, EvidenceList};
use crate::score::validate::Value;
use crate::score::weigh;
use std::ops::Range;

/// Accepting places that one start may have.
pub(super) const MAX_ENDS: usize = 48;
/// Longest value that is compared by validators.
const MAX_COMPACT: usize = 128;
/// A number of so few digits is short.
const SHORT: usize = 3;
/// No grow function that wants a run of letters and digits is content with a shorter one; most numbers are told by this alone.
const SHORTEST_RUN: usize = 16;
/// Candidates that are looked back at for the beginning of a list.
const LIST_REACH: usize = 6;
/// Bytes between two values of a list.
const LIST_GAP: usize = 6;
/// What the values of a list have.
const LISTED: [EvidenceKind; 2] = [EvidenceKind::CueExplicit, EvidenceKind::List];

const NOBODY: DetectorSet = [0; SET_WORDS];

/// A place where the automaton accepts.
#[derive(Clone, Copy, Default)]
pub(super) struct End {
    /// What it accepts there, see [`Plan::kinds`](super::plan::Plan::kinds).
    kind: Kind,
    /// Bytes from the start.
    len: u16,
}

/// What is known about the surroundings of the start at hand; made when first asked for.
pub(super) struct Surroundings {
    /// Of which place each is known.
    token_at: usize,
    heard_at: usize,
    before_at: usize,
    behind_at: usize,
    list_at: usize,
    /// Bytes up to the next blank.
    token: usize,
    heard: Heard,
    /// A short number stands there.
    short: bool,
    before: Before,
    says_behind: bool,
    behind: Behind,
    list: DetectorSet,
}

impl Surroundings {
    pub(super) fn new() -> Self {
        let unknown = usize::MAX;
        Surroundings {
            token_at: unknown,
            heard_at: unknown,
            before_at: unknown,
            behind_at: unknown,
            list_at: unknown,
            token: 0,
            heard: Heard::default(),
            short: false,
            before: Before::EMPTY,
            says_behind: false,
            behind: Behind::NOTHING,
            list: NOBODY,
        }
    }
}

/// What [`accepted`] needs to know of the start.
struct Place {
    /// A bit for each of the next 64 bytes that is a letter or digit.
    alnum: u64,
    /// A sign in front glues it to another number.
    glued: bool,
}

/// Runs the automaton over `text` and notes where it accepts; answers with how often, and with what there is, in bits of [`has`].
/// By itself, because its loop needs all registers.
#[inline(never)]
fn accepted(
    text: &[u8],
    from: Place,
    setup: &Setup<'_>,
    tables: &Tables<'_>,
    ends: &mut [End; MAX_ENDS],
) -> (usize, u8) {
    let (stride, first_accept, first_head) = (setup.pack.stride, setup.pack.first_accept, setup.pack.first_head);
    let kinds = setup.plan.kinds();
    let (mut count, mut rows) = (0, 0);
    let mut note = |state: u16, len: usize, alnum: bool| {
        if alnum && state < first_head {
            return;
        }
        let next = match alnum {
            true => Next::Alnum,
            false if from.glued || glues(text, len) => Next::Glue,
            false => Next::Edge,
        };
        let kind = kinds.get(usize::from(state - first_accept)).map_or(Kind::NOTHING, |kinds| kinds[next as usize]);
        if let Some(end) = ends.get_mut(count) {
            *end = End { kind, len: len as u16 };
            count += usize::from(kind.has() != 0);
            rows |= kind.has();
        }
    };
    let reach = &text[..text.len().min(MAX_SPAN)];
    let (mut state, mut len) = (1u16, 0);
    while let Some(byte) = reach.get(len) {
        state = tables.next(state, *byte, stride);
        len += 1;
        // One comparison tells both what accepts and the dead state, which is 0.
        if state.wrapping_sub(1) >= first_accept - 1 {
            if state == 0 {
                break;
            }
            note(state, len, if len < BLOCK { from.alnum >> len & 1 == 1 } else { is_alnum(text, len) });
        }
    }
    (count, rows)
}

#[cold]
fn is_alnum(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

/// True when a sign at `at` glues what stands before it to a further number.
#[inline(always)]
fn glues(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b'-' | b'.' | b'/')) && text.get(at + 1).is_some_and(u8::is_ascii_digit)
}

impl Pass<'_> {
    /// A sign at which patterns of their own start.
    pub(super) fn own_start(&mut self, start: Start, span: Range<usize>) {
        let plan = self.setup.plan;
        for row in &plan.starts[start as usize] {
            let glued = row.edges == Edges::Number && (self.glued(span.start) || glues(self.text, span.end));
            if !glued && self.reaches(row, span.start) {
                self.judge(row, span.clone());
            }
        }
    }

    /// Runs the automaton from `at` and judges what it accepts, the longest first.
    pub(super) fn start(&mut self, at: usize) {
        let alnum = self.map.behind(at).alnum();
        // A start before `(` or `+` is no start inside a word.
        if alnum & 1 == 1 && at > 0 && self.text[at - 1].is_ascii_alphanumeric() {
            return;
        }
        let glued = self.glued(at);
        let (count, rows) =
            accepted(&self.text[at..], Place { alnum, glued }, &self.setup, &self.tables, &mut self.ends);
        let run = (!alnum).trailing_zeros() as usize;
        if self.may_be_firm(at, rows, count, run) {
            self.firm(at, count, run);
        }
        // Weak shapes are common: ask whether any may claim something, and who is spoken for, once for all of them, before
        // anything that costs more. In the middle of a joined number nobody is: its cue is another's.
        if rows & has::WEAK == 0 || glued && self.asks() || !self.may_claim(at, rows, count) {
            return;
        }
        let weak = |end: &&End| end.kind.has() & has::WEAK != 0;
        let longest = self.ends[..count].iter().rfind(weak).map_or(at, |end| at + usize::from(end.len));
        if (at < self.named.start || self.named.end < longest) && self.may_be_spoken_for(at, longest) {
            let spoken_for = self.spoken_for(at);
            if spoken_for != NOBODY {
                self.weak(at, count, &spoken_for);
            }
        }
    }

    /// False when no firm row can claim anything from `at` on, where `run` letters and digits stand.
    #[inline(always)]
    fn may_be_firm(&self, at: usize, rows: u8, count: usize, run: usize) -> bool {
        let long = || {
            let plan = self.setup.plan;
            self.ends[..count].iter().any(|end| usize::from(plan.accept(end.kind).least_run) <= run)
        };
        rows & has::FIRM != 0
            || rows & has::FIRM_ODD != 0 && grow::may_be_odd(self.text, at)
            || rows & has::FIRM_RUN != 0 && run >= SHORTEST_RUN && long()
    }

    /// False when no weak row can claim anything from `at` on, whatever cues there are: nearly every number is the head of a
    /// secret, which is long or stands behind one of a few words.
    fn may_claim(&mut self, at: usize, rows: u8, count: usize) -> bool {
        if rows & has::ANYWHERE != 0 || rows & has::TOLD != 0 && grow::may_be_told(self.text, at) {
            return true;
        }
        if rows & has::DIGITS != 0 {
            let near = self.map.behind(at);
            let first_letter = near.letter & near.letter.wrapping_neg();
            if (near.digit & first_letter.wrapping_sub(1)).count_ones() >= grow::MANY {
                return true;
            }
        }
        let token = if rows & has::LONG != 0 { self.token_len(at) } else { 0 };
        let plan = self.setup.plan;
        self.ends[..count].iter().any(|end| usize::from(plan.accept(end.kind).least) <= token)
    }

    /// Judges the rows that ask for no cue.
    #[inline(never)]
    fn firm(&mut self, at: usize, count: usize, run: usize) {
        let plan = self.setup.plan;
        let mut seen = Seen::default();
        for n in (0..count).rev() {
            let End { kind, len } = self.ends[n];
            for claim in plan.firm(plan.accept(kind)) {
                if !seen.is_fresh(claim.pattern) {
                    continue;
                }
                if claim.last {
                    seen.note(claim.pattern);
                }
                // Heads that nearly every number has ask for a long token.
                let long = match claim.row.wants {
                    Wants::Run => run >= usize::from(claim.row.min),
                    _ => self.reaches(&claim.row, at),
                };
                if long && !claim.blocked {
                    self.judge(&claim.row, at..at + usize::from(len));
                }
            }
        }
    }

    /// Judges the weak rows of those who are spoken for.
    #[inline(never)]
    fn weak(&mut self, at: usize, count: usize, spoken_for: &DetectorSet) {
        let plan = self.setup.plan;
        let (mut seen, mut judged) = (Seen::default(), None);
        for n in (0..count).rev() {
            let End { kind, len } = self.ends[n];
            let accepted = plan.accept(kind);
            if sets_meet(&accepted.wanted, spoken_for) {
                for claim in plan.weak(accepted).iter().filter(|claim| set_has(spoken_for, claim.row.detector)) {
                    if judged != Some(claim.pattern) {
                        judged.into_iter().for_each(|pattern| seen.note(pattern));
                    }
                    if seen.is_fresh(claim.pattern) {
                        judged = Some(claim.pattern);
                        if !claim.blocked && self.reaches(&claim.row, at) {
                            self.judge(&claim.row, at..at + usize::from(len));
                        }
                    }
                }
                judged.take().into_iter().for_each(|pattern| seen.note(pattern));
            }
        }
    }

    /// True when the next blank is as far from `at` as the row asks for.
    #[inline(always)]
    fn reaches(&mut self, row: &Use, at: usize) -> bool {
        row.min == 0 || usize::from(row.min) <= self.token_len(at)
    }

    /// Bytes from `at` to the next blank, as far as a row may ask.
    fn token_len(&mut self, at: usize) -> usize {
        if self.around.token_at != at {
            let near = self.map.behind(at).blank.trailing_zeros() as usize;
            let enough = near < BLOCK || usize::from(self.setup.plan.longest_min) <= BLOCK;
            let len = if enough { near } else { self.long_token(at) };
            self.around.token = len.min(self.text.len() - at);
            self.around.token_at = at;
        }
        self.around.token
    }

    #[cold]
    fn long_token(&self, at: usize) -> usize {
        let mut len = BLOCK;
        while len <= usize::from(u8::MAX) {
            let more = self.map.behind(at + len).blank.trailing_zeros() as usize;
            len += more;
            if more < BLOCK {
                break;
            }
        }
        len
    }

    /// True when a sign in front glues what begins at `at` to another number.
    #[inline(always)]
    fn glued(&self, at: usize) -> bool {
        at >= 2 && matches!(self.text[at - 1], b'-' | b'.' | b'/') && self.text[at - 2].is_ascii_digit()
    }

    /// False for an explanation, which asks for no threshold and wants to see all.
    fn asks(&self) -> bool {
        self.setup.threshold > weigh::NO_CUE_FLOOR
    }

    /// False when nobody is spoken for from `at` on, the longest match of a weak row ending at `end`.
    fn may_be_spoken_for(&mut self, at: usize, end: usize) -> bool {
        let inside = self.text.get(end).is_some_and(u8::is_ascii_alphanumeric);
        let end = if inside { end + (!self.map.behind(end).alnum()).trailing_zeros() as usize } else { end };
        // What stands behind is kept for `spoken_for`.
        self.behind(end).is_some() | self.may_be_listed(at) || self.heard(at).weak || !self.asks()
    }

    /// The detectors that a cue, or a list that goes on here, speaks for.
    #[inline(never)]
    fn spoken_for(&mut self, at: usize) -> DetectorSet {
        if !self.asks() {
            return [u64::MAX; SET_WORDS];
        }
        let mut set = *self.list(at);
        if self.around.says_behind {
            set_union(&mut set, &self.around.behind.favour);
        }
        if self.heard(at).weak
            && let Some(said) = self.before(at)
        {
            set_union(&mut set, &said.explicit);
            set_union(&mut set, &said.near);
        }
        set
    }

    /// What the words before `at` say, if they may say anything.
    fn before(&mut self, at: usize) -> Option<&Before> {
        if !self.heard(at).any {
            return None;
        }
        if self.around.before_at != at {
            self.around.before = Before::EMPTY;
            cues::before(&self.map, self.text, at, self.around.short, self.tables, &mut self.around.before);
            self.around.before_at = at;
        }
        Some(&self.around.before)
    }

    /// What the words before `at` may say.
    #[inline(always)]
    fn heard(&mut self, at: usize) -> Heard {
        if self.around.heard_at != at {
            self.listen(at);
        }
        self.around.heard
    }

    #[inline(never)]
    fn listen(&mut self, at: usize) {
        let (near, short, ends) = (self.map.before(at), self.is_short(at), &self.setup.plan.cue_ends);
        self.around.short = short;
        self.around.heard_at = at;
        self.around.heard = match short && ends.is_plain(&near, self.text, at) {
            true => Heard::default(),
            false => cues::heard_before(&near, self.text, at, short, ends, &mut self.suspects),
        };
    }

    /// Digits alone: a letter in front, as in `V 901234`, makes a number longer than it looks.
    #[inline(always)]
    fn is_short(&self, at: usize) -> bool {
        let digits = (!self.map.behind(at).digit).trailing_zeros() as usize;
        let ends = |b: &u8| !b.is_ascii_alphanumeric() && !matches!(b, b'-' | b'/' | b'.');
        (1..=SHORT).contains(&digits) && self.text.get(at + digits).is_none_or(ends)
    }

    /// What the word behind `end` says, if it says anything.
    #[inline(always)]
    fn behind(&mut self, end: usize) -> Option<&Behind> {
        if self.around.behind_at != end {
            self.around.behind_at = end;
            self.around.says_behind = cues::may_stand_before_cue(self.text, end) && self.look_behind(end);
        }
        self.around.says_behind.then_some(&self.around.behind)
    }

    #[inline(never)]
    fn look_behind(&mut self, end: usize) -> bool {
        let said = cues::behind(&self.map, self.text, end, &self.tables, &self.setup.plan.cue_ends);
        said.map(|said| self.around.behind = said).is_some()
    }

    /// Detectors whose last candidate ends just before `start`: `MRN 1234567, 7654321 and 2345678`.
    #[inline(always)]
    fn list(&mut self, start: usize) -> &DetectorSet {
        if !self.may_be_listed(start) {
            return &NOBODY;
        }
        if self.around.list_at != start {
            self.look_back(start);
        }
        &self.around.list
    }

    #[inline(always)]
    fn may_be_listed(&self, start: usize) -> bool {
        self.listed + LIST_GAP >= start && self.out.last().is_some_and(|last| last.end + 2 * LIST_GAP >= start)
    }

    #[inline(never)]
    fn look_back(&mut self, start: usize) {
        self.around.list_at = start;
        self.around.list = NOBODY;
        for previous in self.out.iter().rev().take(LIST_REACH) {
            if previous.end <= start
                && start - previous.end <= LIST_GAP
                && previous.evidence.has_any(&LISTED)
                && joins(&self.text[previous.end..start])
            {
                set_insert(&mut self.around.list, previous.detector);
            }
        }
    }

    /// Asks the row's grow function what the match is the head of, and weighs that. Most matches are the head of nothing, so what
    /// comes then is not a part of this.
    #[inline(always)]
    fn judge(&mut self, row: &Use, matched: Range<usize>) {
        let start = matched.start;
        let span = match row.grow {
            None => matched,
            Some(grow) => match grow(self.text, matched) {
                Some(span) if span.start < span.end && span.end <= self.text.len() && span.len() <= MAX_SPAN => span,
                _ => return,
            },
        };
        self.weigh(row, start, span);
    }

    /// Weighs one candidate, which a match at `start` is the head of, and keeps it when enough speaks for it.
    #[inline(never)]
    fn weigh(&mut self, row: &Use, start: usize, span: Range<usize>) {
        let mut evidence = EvidenceList::of_shape(row.strength);
        // A cue is as far as it is from the whole span, which may have grown to the left.
        let at = start.min(span.start);
        // A decoy that its form proves asks nobody.
        let decoy = self.setup.pack.detectors[usize::from(row.detector)].label.is_none();
        if !decoy || row.strength == Strength::Weak {
            let (before, behind) = (self.before(at).is_some(), self.behind(span.end).is_some());
            if before || behind {
                let before = if before { &self.around.before } else { &Before::EMPTY };
                let behind = if behind { &self.around.behind } else { &Behind::NOTHING };
                weigh::cues(&mut evidence, before, behind, row.detector);
            }
        }
        if !decoy && !evidence.has(EvidenceKind::CueExplicit) && set_has(self.list(at), row.detector) {
            evidence.push(EvidenceKind::List);
        }
        let (start, end) = (span.start, span.end);
        let named = decoy || evidence.has(EvidenceKind::CueExplicit);
        let score = self.settle(row.detector, span, evidence);
        // Signs with patterns of their own stand inside what they find, and leave the rest to others.
        if row.start == Start::Word && score.is_some_and(|score| score >= weigh::PROVEN) {
            self.skip = self.skip.max(end);
            if named && end > self.named.end {
                self.named = start..end;
            }
        }
    }

    /// Runs the validator, adds up, and keeps the candidate; answers with its score.
    pub(super) fn settle(&mut self, detector: u16, span: Range<usize>, mut evidence: EvidenceList) -> Option<i16> {
        let described = &self.setup.pack.detectors[usize::from(detector)];
        if let Some((check, argument)) = &described.check {
            let raw = &self.text[span.clone()];
            let valid = match described.compact {
                true => check(Value { raw, compact: compacted(raw, &mut [0; MAX_COMPACT]) }, argument),
                false => check(Value { raw, compact: &[] }, argument),
            };
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
        if evidence.has_any(&LISTED) {
            self.listed = self.listed.max(end);
        }
        self.out.push(Candidate { start, end, pack: self.setup.number, detector, score, evidence });
        // A list may go on after it.
        self.around.list_at = usize::MAX;
        Some(score)
    }
}

/// The letters and digits of a value, letters in upper case. Written without a branch, which separators would mislead.
#[inline(always)]
fn compacted<'a>(raw: &[u8], compact: &'a mut [u8; MAX_COMPACT]) -> &'a [u8] {
    let mut len = 0;
    for byte in raw {
        let upper = COMPACT[usize::from(*byte)];
        compact[len % MAX_COMPACT] = upper;
        len += usize::from(upper != 0);
        if len == MAX_COMPACT {
            break;
        }
    }
    &compact[..len]
}

/// What a byte is in a compact value: 0 where it is left out.
static COMPACT: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_uppercase();
        }
        byte += 1;
    }
    table
};

/// Commas, slashes, "and" and the like between two values of a list.
fn joins(gap: &[u8]) -> bool {
    if gap.iter().all(|b| matches!(b, b',' | b' ' | b'/' | b'&' | b';' | b'\n')) {
        return gap.iter().any(|b| !matches!(b, b' ' | b'\n'));
    }
    matches!(gap.trim_ascii(), b"and" | b"or" | b", and")
}
