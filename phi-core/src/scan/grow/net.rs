use super::Grow;

pub(super) const GROWS: &[(&str, Grow)] = &[];
