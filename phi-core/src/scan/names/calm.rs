//! Which tokens the model need not be asked about: ordinary words in the midst of ordinary words.

use super::token::{Kind, Token, shape};
use super::words::{MISREAD, PLACE};

/// From this class of frequency on a word is an ordinary one.
const ORDINARY: u32 = 2;
/// So many tokens on both sides must be ordinary, too.
const AROUND: usize = 1;

/// Opens all tokens that are not covered, but with `calm` only those that have anything but ordinary words near.
pub(crate) fn open(tokens: &mut [Token], calm: bool) {
    // So many ordinary tokens in a row end here; before the text there are as many as you like.
    let mut row = AROUND;
    for at in 0..tokens.len() {
        tokens[at].open = !tokens[at].is_covered();
        row = if is_ordinary(&tokens[at]) { row + 1 } else { 0 };
        if calm && row > 2 * AROUND {
            tokens[at - AROUND].open = false;
        }
    }
}

fn is_ordinary(token: &Token) -> bool {
    match token.kind {
        _ if token.is_covered() => false,
        Kind::Word => {
            let entry = token.entry;
            token.shape == shape::SMALL
                && entry.word() >= ORDINARY
                && entry.kinds() == 0
                && token.lists & !(PLACE | MISREAD) == 0
        }
        Kind::Sign => matches!(token.hash as u8, b'.' | b',' | b';') && !token.is_spaced(),
        Kind::Number | Kind::Line => false,
    }
}
