//! What the benches and the record measure: the texts, the number of findings that each must have, and the limits.

pub mod allocator;
pub mod cases;
pub mod expected;
pub mod random;
pub mod text;
