//! The first letters of a month's name, in the languages that dates are written in.

use crate::score::validate::MONTH_STARTS;

/// One bit for every three letters, five bits a letter.
static STARTS: [u64; 512] = {
    let mut table = [0u64; 512];
    let mut i = 0;
    while i < MONTH_STARTS.len() {
        let key = key(MONTH_STARTS[i][0], MONTH_STARTS[i][1], MONTH_STARTS[i][2]);
        table[key >> 6] |= 1 << (key & 63);
        i += 1;
    }
    table
};

/// For each first letter a bit for each second one.
static PAIRS: [u32; 32] = {
    let mut table = [0; 32];
    let mut i = 0;
    while i < MONTH_STARTS.len() {
        table[MONTH_STARTS[i][0] as usize & 31] |= 1 << (MONTH_STARTS[i][1] & 31);
        i += 1;
    }
    table
};

/// False for most letters that stand for no month; what is true is for [`may_start`] to say.
#[inline(always)]
pub(super) fn may_begin(first: u8, second: u8) -> bool {
    PAIRS[usize::from(first & 31)] >> (second & 31) & 1 == 1
}

#[inline(always)]
const fn key(a: u8, b: u8, c: u8) -> usize {
    (a as usize & 31) << 10 | (b as usize & 31) << 5 | c as usize & 31
}

/// True when the word at the front may be a month's name.
#[inline(always)]
pub(super) fn may_start(word: &[u8]) -> bool {
    match word {
        [a, b, c, ..] => {
            let key = key(*a, *b, *c);
            (STARTS[key >> 6] >> (key & 63) & 1 == 1) & b.is_ascii_alphabetic() & c.is_ascii_alphabetic()
        }
        _ => false,
    }
}
