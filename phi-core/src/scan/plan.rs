//! A pack as one scanner uses it: only the rows of detectors that are switched on, parted by what they ask first.

use super::cue_filter::{CueEnds, Letters};
use crate::pack::{DetectorSet, Edges, Inner, SET_WORDS, STARTS, Start, Strength, Use, set_has, set_insert, set_union};
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub(crate) struct Plan {
    /// For each accepting state a place in `accepts`. Many states accept the same patterns, and few plans stay in the caches.
    kinds: Vec<u16>,
    accepts: Vec<AcceptPlan>,
    claims: Vec<Claim>,
    pub(super) starts: [Vec<Use>; STARTS],
    enabled: DetectorSet,
    pub(super) cue_ends: CueEnds,
}

/// The kind of state that accepts nothing for a detector that is switched on.
pub(super) const NOTHING: u16 = 0;

/// A row of a pattern that a state accepts.
pub(super) struct Claim {
    pub(super) row: Use,
    pattern: u16,
    /// The last row of the pattern.
    last: bool,
}

/// What one kind of accepting state accepts.
pub(super) struct AcceptPlan {
    /// Rows that are judged wherever their pattern matches.
    firm: Range<u32>,
    /// Rows that are judged where a cue speaks for their detector: the weak ones.
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
        let tables = pack.tables();
        let mut plan = Plan {
            kinds: Vec::new(),
            accepts: Vec::new(),
            claims: Vec::new(),
            starts: Default::default(),
            enabled: *enabled,
            cue_ends: CueEnds::new(&tables, &weak),
        };
        let rows = |pattern: u16| match pack.patterns.get(usize::from(pattern)) {
            Some(range) => &pack.uses[usize::from(range.start)..usize::from(range.end)],
            None => &[],
        };
        let on = |row: &&Use| set_has(enabled, row.detector) && row.start == Start::Word;
        let letters_of = Letters::of_all(&tables, pack.detectors.len());
        let mut kinds: HashMap<Vec<u16>, u16> = HashMap::from([(Vec::new(), NOTHING)]);
        plan.add_accept(&[], &letters_of);
        for accept in 0..tables.accept_count() {
            let live = |pattern: &u16| rows(*pattern).iter().any(|row| on(&row));
            let patterns: Vec<u16> = tables.accepted(accept).filter(live).collect();
            let fresh = plan.accepts.len() as u16;
            let kind = *kinds.entry(patterns).or_insert_with_key(|patterns| {
                let claims: Vec<(u16, &Use)> =
                    patterns.iter().flat_map(|p| rows(*p).iter().filter(on).map(|row| (*p, row))).collect();
                plan.add_accept(&claims, &letters_of);
                fresh
            });
            plan.kinds.push(kind);
        }
        for row in pack.uses.iter().filter(|row| row.start != Start::Word && set_has(enabled, row.detector)) {
            plan.starts[row.start as usize].push(*row);
        }
        plan
    }

    fn add_accept(&mut self, rows: &[(u16, &Use)], letters_of: &[Letters]) {
        let mut asks = [Asks::default(); 2];
        let from = self.claims.len() as u32;
        self.add_claims(rows, |strength| strength > Strength::Weak);
        let middle = self.claims.len() as u32;
        self.add_claims(rows, |strength| strength == Strength::Weak);
        for claim in &self.claims[middle as usize..] {
            for asks in &mut asks[..1 + usize::from(usize::from(claim.row.min) < SHORT_TOKEN)] {
                set_insert(&mut asks.wanted, claim.row.detector);
                asks.letters.add(&letters_of[usize::from(claim.row.detector)]);
            }
        }
        self.accepts.push(AcceptPlan { firm: from..middle, weak: middle..self.claims.len() as u32, asks });
    }

    fn add_claims(&mut self, rows: &[(u16, &Use)], wanted: impl Fn(Strength) -> bool) {
        let from = self.claims.len();
        let wanted = rows.iter().filter(|(_, row)| wanted(row.strength));
        self.claims.extend(wanted.map(|(pattern, row)| Claim { row: **row, pattern: *pattern, last: true }));
        for at in from + 1..self.claims.len() {
            self.claims[at - 1].last = self.claims[at - 1].pattern != self.claims[at].pattern;
        }
    }

    /// Of which kind the `accept`-th accepting state is.
    #[inline(always)]
    pub(super) fn kind(&self, accept: u16) -> u16 {
        self.kinds.get(usize::from(accept)).copied().unwrap_or(NOTHING)
    }

    #[inline(always)]
    pub(super) fn accept(&self, kind: u16) -> &AcceptPlan {
        &self.accepts[usize::from(kind)]
    }

    /// True when the detector is switched on.
    pub(super) fn has(&self, detector: u16) -> bool {
        set_has(&self.enabled, detector)
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
    /// True when the claim's pattern may end here, at an `edge` or not, and no longer match of it was judged; remembers it.
    #[inline(always)]
    pub(super) fn first_time(&mut self, claim: &Claim, edge: bool) -> bool {
        let fits = edge | (claim.row.edges == Edges::Head);
        let word = &mut self.0[usize::from(claim.pattern / 64) % (crate::pack::MAX_PATTERNS / 64)];
        let fresh = fits & (*word >> (claim.pattern % 64) & 1 == 0);
        *word |= u64::from(fresh & claim.last) << (claim.pattern % 64);
        fresh
    }
}
