//! Which identifier a number is that the chain found: by the words around it and by what it looks like.

use super::digits::Digits;
use super::line::Line;
use super::token::{Kind, Token, mix};
use crate::Label;
use std::ops::Range;

/// What the chain tells as one.
pub(crate) const KINDS: [Label; 11] = [
    Label::Id,
    Label::Mrn,
    Label::Account,
    Label::PlanId,
    Label::License,
    Label::Device,
    Label::NationalId,
    Label::Vehicle,
    Label::Credential,
    Label::Ssn,
    Label::Card,
];

/// How many features are told apart.
pub(crate) const BUCKETS: usize = 1 << 12;
/// Bytes of a row of weights.
pub(crate) const ROW: usize = 16;

/// A weight for each feature and kind, read in place.
pub(crate) struct Kinds(pub(super) &'static [[u8; ROW]]);

impl Kinds {
    /// The label of the tokens of `span`.
    pub(crate) fn label(&self, tokens: &[Token], line: &Line, span: Range<usize>) -> Label {
        let mut sums = [0; KINDS.len()];
        features(tokens, line, span, |feature| {
            if let Some(weights) = self.0.get(feature) {
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i32::from(*weight as i8));
            }
        });
        let best = (0..KINDS.len()).max_by_key(|at| (sums[*at], std::cmp::Reverse(*at)));
        KINDS[best.unwrap_or(0)]
    }
}

/// Calls `each` with every feature of the tokens of `span`, at whose first `line` is.
pub(crate) fn features(tokens: &[Token], line: &Line, span: Range<usize>, mut each: impl FnMut(usize)) {
    let mut emit = |template: u32, value: u32| {
        each(mix(value.wrapping_mul(0x9e37_79b9) ^ template.wrapping_mul(0x85eb_ca6b)) as usize % BUCKETS);
    };
    let hash = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or(1, |t| t.hash);
    emit(0, 0);
    let before = |by: usize| hash(span.start.checked_sub(by));
    for by in 1..=4 {
        emit(by as u32, before(by));
        emit(5, before(by));
    }
    emit(6, mix(before(1)) ^ before(2));
    emit(7, hash(Some(span.end)));
    emit(8, line.field.and_then(|colon| colon.checked_sub(1)).map_or(0, |n| tokens[n].hash));
    emit(9, hash(Some(line.first)));
    emit(10, line.head.map_or(0, |head| tokens[head].hash));
    let row = Digits::of(tokens, span.start);
    emit(11, row.pattern);
    emit(12, row.length);
    emit(13, span.len().min(20) as u32);
    emit(14, u32::from(tokens[span.start].shape));
    if tokens[span.start].kind == Kind::Word {
        emit(15, hash(Some(span.start)));
    }
}
