//! A pack as one scanner uses it: only the rows of detectors that are switched on, parted by what they ask first.

use super::cue_filter::CueEnds;
use super::grow::Wants;
use crate::pack::{DetectorSet, Edges, Inner, SET_WORDS, STARTS, Start, Strength, Use, set_has, set_insert};
use std::collections::HashMap;
use std::ops::Range;

/// See the module.
pub(crate) struct Plan {
    /// For each accepting state what it accepts in front of each [`Next`]: a place in `accepts`. Many states accept the same
    /// patterns, and few plans stay in the caches.
    kinds: Vec<[Kind; NEXTS]>,
    accepts: Vec<AcceptPlan>,
    claims: Vec<Claim>,
    pub(super) starts: [Vec<Use>; STARTS],
    enabled: DetectorSet,
    pub(super) cue_ends: CueEnds,
    /// The most bytes up to the next blank that a row asks for.
    pub(super) longest_min: u8,
}

/// What a state accepts: the number of its plan, and in bits of [`has`] what that has.
#[derive(Clone, Copy, Default)]
pub(super) struct Kind(u32);

impl Kind {
    /// Nothing for a detector that is switched on.
    pub(super) const NOTHING: Kind = Kind(0);

    fn new(number: usize, has: u8) -> Kind {
        Kind((number as u32) << 8 | u32::from(has))
    }

    #[inline(always)]
    pub(super) fn has(self) -> u8 {
        self.0 as u8
    }

    fn number(self) -> usize {
        self.0 as usize >> 8
    }
}

/// What follows a match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A letter or digit.
    Alnum,
    /// A sign that glues the match to a further number, or it is glued to one in front.
    Glue,
    /// Anything else.
    Edge,
}

const NEXTS: usize = 3;

/// A row of a pattern that a state accepts.
pub(super) struct Claim {
    pub(super) row: Use,
    pub(super) pattern: u16,
    /// The last row of the pattern.
    pub(super) last: bool,
    /// The row wants no glue where there is some: it claims nothing, but no shorter match of its pattern does either.
    pub(super) blocked: bool,
}

/// Bits of what a kind of accepting state has.
pub(super) mod has {
    /// Rows that are judged wherever their pattern matches.
    pub(in crate::scan) const FIRM: u8 = 1;
    /// Such rows that want a long run of letters and digits.
    pub(in crate::scan) const FIRM_RUN: u8 = 64;
    /// Such rows that want something odd.
    pub(in crate::scan) const FIRM_ODD: u8 = 128;
    /// Rows that are judged where a cue speaks for their detector.
    pub(in crate::scan) const WEAK: u8 = 2;
    /// Weak rows that may claim something whatever stands around.
    pub(in crate::scan) const ANYWHERE: u8 = 4;
    /// Weak rows that want a long token.
    pub(in crate::scan) const LONG: u8 = 8;
    /// Weak rows that want one of a few words in front.
    pub(in crate::scan) const TOLD: u8 = 16;
    /// Weak rows that want many digits.
    pub(in crate::scan) const DIGITS: u8 = 32;
}

/// What one kind of accepting state accepts.
pub(super) struct AcceptPlan {
    /// Rows that are judged wherever their pattern matches.
    firm: Range<u32>,
    /// Rows that are judged where a cue speaks for their detector: the weak ones.
    weak: Range<u32>,
    /// The detectors of the weak rows.
    pub(super) wanted: DetectorSet,
    /// The least of what the weak rows ask for that want a long token.
    pub(super) least: u8,
    /// The same of the firm rows that want a long run.
    pub(super) least_run: u8,
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
            cue_ends: CueEnds::new(&tables, enabled, &weak),
            longest_min: pack.uses.iter().map(|row| row.min).max().unwrap_or(0),
        };
        let rows = |pattern: u16| match pack.patterns.get(usize::from(pattern)) {
            Some(range) => &pack.uses[usize::from(range.start)..usize::from(range.end)],
            None => &[],
        };
        let mut kinds: HashMap<(Vec<u16>, u8), Kind> = HashMap::new();
        plan.add_accept(&[], Next::Edge);
        for accept in 0..tables.accept_count() {
            let ahead = [Next::Alnum, Next::Glue, Next::Edge].map(|next| {
                let on = |row: &&Use| {
                    let fits = next != Next::Alnum || row.edges == Edges::Head;
                    fits && set_has(enabled, row.detector) && row.start == Start::Word
                };
                let live = |pattern: &u16| rows(*pattern).iter().any(|row| on(&row));
                let patterns: Vec<u16> = tables.accepted(accept).filter(live).collect();
                if patterns.is_empty() {
                    return Kind::NOTHING;
                }
                *kinds.entry((patterns, next as u8)).or_insert_with_key(|(patterns, _)| {
                    let enabled = |row: &&Use| set_has(enabled, row.detector) && row.start == Start::Word;
                    let claims: Vec<(u16, &Use)> =
                        patterns.iter().flat_map(|p| rows(*p).iter().filter(enabled).map(|row| (*p, row))).collect();
                    plan.add_accept(&claims, next)
                })
            });
            plan.kinds.push(ahead);
        }
        for row in pack.uses.iter().filter(|row| row.start != Start::Word && set_has(enabled, row.detector)) {
            plan.starts[row.start as usize].push(*row);
        }
        plan
    }

    fn add_accept(&mut self, rows: &[(u16, &Use)], next: Next) -> Kind {
        let from = self.claims.len() as u32;
        self.add_claims(rows, next, |strength| strength > Strength::Weak);
        let middle = self.claims.len() as u32;
        self.add_claims(rows, next, |strength| strength == Strength::Weak);
        let (mut wanted, mut least, mut least_run, mut bits) = ([0; SET_WORDS], u8::MAX, u8::MAX, 0);
        for (claim, at) in self.claims[from as usize..].iter().zip(from..) {
            let row = &claim.row;
            if at < middle {
                bits |= match row.wants {
                    Wants::Run => {
                        least_run = least_run.min(row.min);
                        has::FIRM_RUN
                    }
                    Wants::Odd => has::FIRM_ODD,
                    _ => has::FIRM,
                };
                continue;
            }
            set_insert(&mut wanted, row.detector);
            bits |= has::WEAK;
            bits |= match (row.wants, row.min) {
                _ if claim.blocked => 0,
                (Wants::Word, _) => has::TOLD,
                (Wants::Digits, _) => has::DIGITS,
                (_, 0) => has::ANYWHERE,
                (_, min) => {
                    least = least.min(min);
                    has::LONG
                }
            };
        }
        let kind = Kind::new(self.accepts.len(), bits);
        self.accepts.push(AcceptPlan {
            firm: from..middle,
            weak: middle..self.claims.len() as u32,
            wanted,
            least,
            least_run,
        });
        kind
    }

    fn add_claims(&mut self, rows: &[(u16, &Use)], next: Next, wanted: impl Fn(Strength) -> bool) {
        let rows: Vec<&(u16, &Use)> = rows.iter().filter(|(_, row)| wanted(row.strength)).collect();
        for (at, (pattern, row)) in rows.iter().enumerate() {
            if next == Next::Alnum && row.edges != Edges::Head {
                continue;
            }
            let last = rows.get(at + 1).is_none_or(|(following, _)| following != pattern);
            let blocked = next == Next::Glue && row.edges == Edges::Number;
            self.claims.push(Claim { row: **row, pattern: *pattern, last, blocked });
        }
    }

    /// Of which kind each accepting state is, in front of each [`Next`].
    #[inline(always)]
    pub(super) fn kinds(&self) -> &[[Kind; NEXTS]] {
        &self.kinds
    }

    #[inline(always)]
    pub(super) fn accept(&self, kind: Kind) -> &AcceptPlan {
        &self.accepts[kind.number()]
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
    /// True when no longer match of the pattern was judged.
    #[inline(always)]
    pub(super) fn is_fresh(&self, pattern: u16) -> bool {
        self.0[Seen::word(pattern)] >> (pattern % 64) & 1 == 0
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
