//! Texts to scan, made on the spot: the same bytes each time, and no two sentences alike.

pub mod dense;
pub mod identifiers;
pub mod log;
pub mod prose;
pub mod spanish;
mod template;
pub mod worst;
