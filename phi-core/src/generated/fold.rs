// Written by `cargo xtask generate` from the decompositions of Unicode 18.0.0.

//! Latin letters without accents; 0x1a where there is no ASCII likeness.

/// U+00C0 to U+017F.
pub(crate) const EXTENDED_A: &[u8; 192] = b"\
    AAAAAAACEEEEIIIIDNOOOOO\x1aOUUUUYTsaaaaaaaceeeeiiiidnooooo\x1aouuuuyty\
    AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL\
    lLlNnNnNn\x1aNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs\
";

/// U+1E00 to U+1EFF.
pub(crate) const EXTENDED_ADDITIONAL: &[u8; 256] = b"\
    AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm\
    MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv\
    WwWwWwWwWwXxXxYyZzZzZzhtwyas\x1a\x1aS\x1aAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe\
    EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy\x1a\x1a\x1a\x1a\x1a\x1a\
";
