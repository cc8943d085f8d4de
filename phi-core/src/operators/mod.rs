//! Operators: what a finding is replaced by.

mod mask;

use crate::Label;

/// What is done to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Operator {
    /// Its label in brackets: `[SSN]`.
    Tag,
    /// One `*` for each character, so that the length stays.
    Mask,
    /// As `Mask`, but separators and the last so many letters or digits stay: `***-**-6789`.
    ///
    /// The last four digits of a Social Security number are not de-identified under 45 CFR 164.514(b)(2)(i).
    MaskPartial {
        /// How many letters or digits stay.
        keep_last: usize,
    },
    /// Nothing.
    Remove,
    /// The value itself: the finding is reported and left.
    Keep,
}

impl Operator {
    /// The name in reports and policies.
    pub const fn name(&self) -> &'static str {
        match self {
            Operator::Tag => "tag",
            Operator::Mask => "mask",
            Operator::MaskPartial { .. } => "mask-partial",
            Operator::Remove => "remove",
            Operator::Keep => "keep",
        }
    }

    /// Appends the replacement for `value`.
    pub(crate) fn apply(&self, value: &[u8], label: Label, out: &mut Vec<u8>) {
        match self {
            Operator::Tag => {
                out.push(b'[');
                out.extend_from_slice(label.name().as_bytes());
                out.push(b']');
            }
            Operator::Mask => mask::full(value, out),
            Operator::MaskPartial { keep_last } => mask::partial(value, *keep_last, out),
            Operator::Remove => {}
            Operator::Keep => out.extend_from_slice(value),
        }
    }
}
