//! A pack as one scanner uses it: only the rows of detectors that are switched on, parted by what they ask first.

use crate::pack::{DetectorSet, Edges, Inner, SET_WORDS, STARTS, Start, Strength, Use, set_has, set_insert, set_union};
use std::ops::Range;

/// See the module.
pub(crate) struct Plan {
    rows: Vec<Use>,
    patterns: Vec<PatternPlan>,
    /// For each accepting state what is left of it.
    pub(super) accepts: Vec<AcceptPlan>,
    accepted: Vec<u16>,
    pub(super) starts: [Vec<Use>; STARTS],
    enabled: DetectorSet,
}

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
    /// The detectors of the weak rows.
    pub(super) wanted: DetectorSet,
}

impl AcceptPlan {
    pub(super) fn has_weak(&self) -> bool {
        !self.weak.is_empty()
    }
}

impl Plan {
    pub(crate) fn new(pack: &Inner, enabled: &DetectorSet) -> Plan {
        let mut plan = Plan {
            rows: Vec::new(),
            patterns: Vec::new(),
            accepts: Vec::new(),
            accepted: Vec::new(),
            starts: Default::default(),
            enabled: *enabled,
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
        for accept in 0..tables.accept_count() {
            let from = plan.accepted.len() as u32;
            let known = |pattern: &u16| usize::from(*pattern) < plan.patterns.len();
            let all: Vec<u16> = tables.accepted(accept).filter(known).collect();
            plan.accepted.extend(all.iter().filter(|p| !plan.patterns[usize::from(**p)].firm.is_empty()));
            let middle = plan.accepted.len() as u32;
            plan.accepted.extend(all.iter().filter(|p| !plan.patterns[usize::from(**p)].weak.is_empty()));
            let mut wanted = [0; SET_WORDS];
            for pattern in &plan.accepted[middle as usize..] {
                let mut of_pattern = [0; SET_WORDS];
                plan.weak_rows(*pattern).iter().for_each(|row| set_insert(&mut of_pattern, row.detector));
                set_union(&mut wanted, &of_pattern);
            }
            plan.accepts.push(AcceptPlan { firm: from..middle, weak: middle..plan.accepted.len() as u32, wanted });
        }
        for row in pack.uses.iter().filter(|row| row.start != Start::Word && set_has(enabled, row.detector)) {
            plan.starts[row.start as usize].push(*row);
        }
        plan
    }

    /// True when the detector is switched on.
    pub(super) fn has(&self, detector: u16) -> bool {
        set_has(&self.enabled, detector)
    }

    /// True when the state accepts anything for a detector that is switched on.
    #[inline(always)]
    pub(super) fn is_live(&self, accept: u16) -> bool {
        self.accepts.get(usize::from(accept)).is_some_and(|plan| plan.firm.start < plan.weak.end)
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
