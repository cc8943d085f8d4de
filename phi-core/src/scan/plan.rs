//! A pack as one scanner uses it: only the rows of detectors that are switched on, parted by what they ask first.

use super::cue_filter::CueEnds;
use crate::pack::{DetectorSet, Edges, Inner, SET_WORDS, STARTS, Start, Strength, Use, set_has, set_insert};
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub(crate) struct Plan {
    /// For each accepting state a place in `accepts`. Many states accept the same patterns, and few plans stay in the caches.
    kinds: Vec<u16>,
    accepts: Vec<AcceptPlan>,
    /// Kinds from here on have firm rows.
    first_firm: u16,
    /// Kinds up to here have weak rows.
    last_weak: u16,
    claims: Vec<Claim>,
    pub(super) starts: [Vec<Use>; STARTS],
    enabled: DetectorSet,
    pub(super) cue_ends: CueEnds,
    /// The most bytes up to the next blank that a row asks for.
    pub(super) longest_min: u8,
}

/// The kind of state that accepts nothing for a detector that is switched on.
pub(super) const NOTHING: u16 = 0;

/// A row of a pattern that a state accepts.
pub(super) struct Claim {
    pub(super) row: Use,
    pub(super) pattern: u16,
    /// The last row of the pattern.
    pub(super) last: bool,
}

/// What one kind of accepting state accepts.
pub(super) struct AcceptPlan {
    /// Rows that are judged wherever their pattern matches.
    firm: Range<u32>,
    /// Rows that are judged where a cue speaks for their detector: the weak ones.
    weak: Range<u32>,
    /// The detectors of the weak rows.
    pub(super) wanted: DetectorSet,
}

impl AcceptPlan {
    /// Which of the two it has: the order of kinds.
    fn class(&self) -> (bool, bool) {
        (!self.firm.is_empty(), self.weak.is_empty())
    }
}

impl Plan {
    pub(crate) fn new(pack: &Inner, enabled: &DetectorSet) -> Plan {
        let mut weak = [0; SET_WORDS];
        let rows = pack.uses.iter().filter(|row| row.strength == Strength::Weak && set_has(enabled, row.detector));
        rows.for_each(|row| set_insert(&mut weak, row.detector));
        let tables = pack.tables();
        let mut plan = Plan {
            kinds: Vec::new(),
            accepts: Vec::new(),
            first_firm: 0,
            last_weak: 0,
            claims: Vec::new(),
            starts: Default::default(),
            enabled: *enabled,
            cue_ends: CueEnds::new(&tables, enabled, &weak),
            longest_min: pack.uses.iter().map(|row| row.min).max().unwrap_or(0),
        };
        let rows = |pattern: u16| match pack.patterns.get(usize::from(pattern)) {
            Some(range) => &pack.uses[usize::from(range.start)..usize::from(range.end)],
            None => &[],
        };
        let on = |row: &&Use| set_has(enabled, row.detector) && row.start == Start::Word;
        let mut kinds: HashMap<Vec<u16>, u16> = HashMap::from([(Vec::new(), NOTHING)]);
        plan.add_accept(&[]);
        for accept in 0..tables.accept_count() {
            let live = |pattern: &u16| rows(*pattern).iter().any(|row| on(&row));
            let patterns: Vec<u16> = tables.accepted(accept).filter(live).collect();
            let fresh = plan.accepts.len() as u16;
            let kind = *kinds.entry(patterns).or_insert_with_key(|patterns| {
                let claims: Vec<(u16, &Use)> =
                    patterns.iter().flat_map(|p| rows(*p).iter().filter(on).map(|row| (*p, row))).collect();
                plan.add_accept(&claims);
                fresh
            });
            plan.kinds.push(kind);
        }
        plan.sort_kinds();
        for row in pack.uses.iter().filter(|row| row.start != Start::Word && set_has(enabled, row.detector)) {
            plan.starts[row.start as usize].push(*row);
        }
        plan
    }

    fn add_accept(&mut self, rows: &[(u16, &Use)]) {
        let mut wanted = [0; SET_WORDS];
        let from = self.claims.len() as u32;
        self.add_claims(rows, |strength| strength > Strength::Weak);
        let middle = self.claims.len() as u32;
        self.add_claims(rows, |strength| strength == Strength::Weak);
        self.claims[middle as usize..].iter().for_each(|claim| set_insert(&mut wanted, claim.row.detector));
        self.accepts.push(AcceptPlan { firm: from..middle, weak: middle..self.claims.len() as u32, wanted });
    }

    /// Brings the kinds into an order that tells by their number what they have: first those with weak rows alone.
    fn sort_kinds(&mut self) {
        let mut order: Vec<usize> = (1..self.accepts.len()).collect();
        order.sort_by_key(|kind| self.accepts[*kind].class());
        let mut number = vec![NOTHING; self.accepts.len()];
        order.iter().zip(1..).for_each(|(kind, fresh)| number[*kind] = fresh);
        self.kinds.iter_mut().for_each(|kind| *kind = number[usize::from(*kind)]);
        let mut accepts: Vec<(u16, AcceptPlan)> = number.into_iter().zip(std::mem::take(&mut self.accepts)).collect();
        accepts.sort_by_key(|(kind, _)| *kind);
        self.accepts = accepts.into_iter().map(|(_, accept)| accept).collect();
        self.first_firm = self.accepts.partition_point(|accept| accept.firm.is_empty()) as u16;
        self.last_weak = (self.accepts.iter().rposition(|accept| !accept.weak.is_empty()).unwrap_or(0)) as u16;
    }

    fn add_claims(&mut self, rows: &[(u16, &Use)], wanted: impl Fn(Strength) -> bool) {
        let from = self.claims.len();
        let wanted = rows.iter().filter(|(_, row)| wanted(row.strength));
        self.claims.extend(wanted.map(|(pattern, row)| Claim { row: **row, pattern: *pattern, last: true }));
        for at in from + 1..self.claims.len() {
            self.claims[at - 1].last = self.claims[at - 1].pattern != self.claims[at].pattern;
        }
    }

    /// Of which kind each accepting state is.
    #[inline(always)]
    pub(super) fn kinds(&self) -> &[u16] {
        &self.kinds
    }

    #[inline(always)]
    pub(super) fn accept(&self, kind: u16) -> &AcceptPlan {
        &self.accepts[usize::from(kind)]
    }

    /// True when the detector is switched on.
    pub(super) fn has(&self, detector: u16) -> bool {
        set_has(&self.enabled, detector)
    }

    /// True when the kind has rows that are judged wherever their pattern matches.
    #[inline(always)]
    pub(super) fn is_firm(&self, kind: u16) -> bool {
        kind >= self.first_firm
    }

    /// True when the kind, which is not [`NOTHING`], has weak rows.
    #[inline(always)]
    pub(super) fn is_weak(&self, kind: u16) -> bool {
        kind <= self.last_weak
    }

    pub(super) fn firm(&self, plan: &AcceptPlan) -> &[Claim] {
        &self.claims[plan.firm.start as usize..plan.firm.end as usize]
    }

    pub(super) fn weak(&self, plan: &AcceptPlan) -> &[Claim] {
        &self.claims[plan.weak.start as usize..plan.weak.end as usize]
    }
}

/// The patterns that were judged at one start, in a bit each.
#[derive(Default)]
pub(super) struct Seen([u64; crate::pack::MAX_PATTERNS / 64]);

impl Seen {
    /// True when the claim's pattern may end here, at an `edge` or not, and no longer match of it was judged.
    #[inline(always)]
    pub(super) fn is_fresh(&self, claim: &Claim, edge: bool) -> bool {
        let fits = edge | (claim.row.edges == Edges::Head);
        fits & (self.0[Seen::word(claim.pattern)] >> (claim.pattern % 64) & 1 == 0)
    }

    /// A match of the pattern was judged for all of its rows.
    #[inline(always)]
    pub(super) fn note(&mut self, pattern: u16) {
        self.0[Seen::word(pattern)] |= 1 << (pattern % 64);
    }

    fn word(pattern: u16) -> usize {
        usize::from(pattern / 64) % (crate::pack::MAX_PATTERNS / 64)
    }
}
