//! A pack as one scanner uses it: only the rows of detectors that are switched on, parted by what they ask first.

use super::cue_filter::{CueEnds, Letters};
use crate::pack::{DetectorSet, Edges, Inner, SET_WORDS, STARTS, Start, Strength, Use, set_has, set_insert, set_union};
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub(crate) struct Plan {
    rows: Vec<Use>,
    patterns: Vec<PatternPlan>,
    /// For each accepting state a place in `accepts`. Many states accept the same patterns, and few plans stay in the caches.
    kinds: Vec<u16>,
    accepts: Vec<AcceptPlan>,
    accepted: Vec<u16>,
    pub(super) starts: [Vec<Use>; STARTS],
    enabled: DetectorSet,
    pub(super) cue_ends: CueEnds,
}

/// The kind of state that accepts nothing for a detector that is switched on.
const NOTHING: u16 = 0;

/// The rows of one pattern.
struct PatternPlan {
    /// Rows that are judged wherever the pattern matches.
    firm: Range<u16>,
    /// Rows that are judged where a cue speaks for their detector: the weak ones.
    weak: Range<u16>,
    /// The end is free.
    head: bool,
}

/// The patterns that one state accepts: those with firm rows, then those with weak rows.
pub(super) struct AcceptPlan {
    firm: Range<u32>,
    weak: Range<u32>,
    /// What the weak rows ask for behind a start that is [`SHORT_TOKEN`] bytes from the next blank, and behind one that is less.
    asks: [Asks; 2],
}

/// What weak rows ask for.
#[derive(Clone, Copy, Default)]
pub(super) struct Asks {
    /// Their detectors.
    pub(super) wanted: DetectorSet,
    /// The last words of the cues for these.
    pub(super) letters: Letters,
}

impl Asks {
    #[inline(always)]
    pub(super) fn add(&mut self, other: &Asks) {
        set_union(&mut self.wanted, &other.wanted);
        self.letters.add(&other.letters);
    }
}

/// Rows that want so many bytes up to the next blank are not asked where there are fewer.
pub(super) const SHORT_TOKEN: usize = 8;

impl AcceptPlan {
    pub(super) fn has_weak(&self) -> bool {
        !self.weak.is_empty()
    }

    #[inline(always)]
    pub(super) fn asks(&self, short: bool) -> &Asks {
        &self.asks[usize::from(short)]
    }
}

impl Plan {
    pub(crate) fn new(pack: &Inner, enabled: &DetectorSet) -> Plan {
        let mut weak = [0; SET_WORDS];
        let rows = pack.uses.iter().filter(|row| row.strength == Strength::Weak && set_has(enabled, row.detector));
        rows.for_each(|row| set_insert(&mut weak, row.detector));
        let mut plan = Plan {
            rows: Vec::new(),
            patterns: Vec::new(),
            kinds: Vec::new(),
            accepts: Vec::new(),
            accepted: Vec::new(),
            starts: Default::default(),
            enabled: *enabled,
            cue_ends: CueEnds::new(&pack.tables(), &weak),
        };
        for range in &pack.patterns {
            let rows = &pack.uses[usize::from(range.start)..usize::from(range.end)];
            let on = |row: &&Use| set_has(enabled, row.detector) && row.start == Start::Word;
            let from = plan.rows.len() as u16;
            plan.rows.extend(rows.iter().filter(on).filter(|row| row.strength > Strength::Weak));
            let middle = plan.rows.len() as u16;
            plan.rows.extend(rows.iter().filter(on).filter(|row| row.strength == Strength::Weak));
            let head = rows.first().is_some_and(|row| row.edges == Edges::Head);
            plan.patterns.push(PatternPlan { firm: from..middle, weak: middle..plan.rows.len() as u16, head });
        }
        let tables = pack.tables();
        let letters_of = Letters::of_all(&tables, pack.detectors.len());
        let mut kinds: HashMap<Vec<u16>, u16> = HashMap::from([(Vec::new(), NOTHING)]);
        plan.add_accept(&[], &letters_of);
        for accept in 0..tables.accept_count() {
            let live =
                |pattern: &u16| plan.patterns.get(usize::from(*pattern)).is_some_and(|p| p.firm.start < p.weak.end);
            let patterns: Vec<u16> = tables.accepted(accept).filter(live).collect();
            let fresh = plan.accepts.len() as u16;
            let kind = *kinds.entry(patterns).or_insert_with_key(|patterns| {
                plan.add_accept(patterns, &letters_of);
                fresh
            });
            plan.kinds.push(kind);
        }
        for row in pack.uses.iter().filter(|row| row.start != Start::Word && set_has(enabled, row.detector)) {
            plan.starts[row.start as usize].push(*row);
        }
        plan
    }

    fn add_accept(&mut self, patterns: &[u16], letters_of: &[Letters]) {
        let from = self.accepted.len() as u32;
        self.accepted.extend(patterns.iter().filter(|p| !self.patterns[usize::from(**p)].firm.is_empty()));
        let middle = self.accepted.len() as u32;
        self.accepted.extend(patterns.iter().filter(|p| !self.patterns[usize::from(**p)].weak.is_empty()));
        let mut asks = [Asks::default(); 2];
        for (short, asks) in asks.iter_mut().enumerate() {
            let rows = self.accepted[middle as usize..].iter().flat_map(|pattern| self.weak_rows(*pattern));
            for row in rows.filter(|row| short == 0 || usize::from(row.min) < SHORT_TOKEN) {
                set_insert(&mut asks.wanted, row.detector);
                asks.letters.add(&letters_of[usize::from(row.detector)]);
            }
        }
        let (firm, weak) = (from..middle, middle..self.accepted.len() as u32);
        self.accepts.push(AcceptPlan { firm, weak, asks });
    }

    /// What is left of an accepting state.
    #[inline(always)]
    pub(super) fn accept(&self, accept: u16) -> &AcceptPlan {
        &self.accepts[usize::from(self.kinds[usize::from(accept)])]
    }

    /// True when the detector is switched on.
    pub(super) fn has(&self, detector: u16) -> bool {
        set_has(&self.enabled, detector)
    }

    /// True when the state accepts anything for a detector that is switched on.
    #[inline(always)]
    pub(super) fn is_live(&self, accept: u16) -> bool {
        self.kinds.get(usize::from(accept)).is_some_and(|kind| *kind != NOTHING)
    }

    pub(super) fn firm(&self, plan: &AcceptPlan) -> &[u16] {
        &self.accepted[plan.firm.start as usize..plan.firm.end as usize]
    }

    pub(super) fn weak(&self, plan: &AcceptPlan) -> &[u16] {
        &self.accepted[plan.weak.start as usize..plan.weak.end as usize]
    }

    pub(super) fn firm_rows(&self, pattern: u16) -> &[Use] {
        let range = &self.patterns[usize::from(pattern)].firm;
        &self.rows[usize::from(range.start)..usize::from(range.end)]
    }

    pub(super) fn weak_rows(&self, pattern: u16) -> &[Use] {
        let range = &self.patterns[usize::from(pattern)].weak;
        &self.rows[usize::from(range.start)..usize::from(range.end)]
    }

    /// True when the pattern may end here and no longer match of it was judged; remembers it.
    #[inline(always)]
    pub(super) fn first_time(&self, pattern: u16, edge: bool, seen: &mut [u64; SEEN_WORDS]) -> bool {
        let fits = edge || self.patterns[usize::from(pattern)].head;
        let word = &mut seen[usize::from(pattern / 64) % SEEN_WORDS];
        let fresh = fits && *word >> (pattern % 64) & 1 == 0;
        *word |= u64::from(fresh) << (pattern % 64);
        fresh
    }
}

/// Bits of the patterns that were judged at one start.
pub(super) const SEEN_WORDS: usize = crate::pack::MAX_PATTERNS / 64;
