use super::Check;

pub(crate) const MONTH_STARTS: &[&[u8; 3]] = &[b"jan"];

pub(super) const CHECKS: &[(&str, Check)] = &[];
