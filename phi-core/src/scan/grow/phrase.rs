//! Secrets in prose, which only the words before them give away: "her password is Winter2024!", "PIN 4821".

use std::ops::Range;

use super::Grow;
use super::walk::{LINKS, alnum, at, cue_before, left, right, trim_end};
use crate::score::validate::is_secret;

pub(super) const GROWS: &[(&str, Grow)] =
    &[("password", password), ("password-after-address", password_after_address), ("access-code", access_code)];

/// Longer passwords are not told to people.
const MAX_PASSWORD: usize = 64;

const PASSWORDS: &[&str] = &[
    "password",
    "passwort",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "kennwort",
    "contrasena",
    "mot de passe",
    "senha",
    "wachtwoord",
];

const CODES: &[&str] = &[
    "pin",
    "otp",
    "passcode",
    "one-time code",
    "one time code",
    "access code",
    "activation code",
    "authentication code",
    "backup code",
    "door code",
    "enrollment code",
    "entry code",
    "gate code",
    "invitation code",
    "lockbox code",
    "login code",
    "mfa code",
    "recovery code",
    "registration code",
    "reset code",
    "security code",
    "sign-in code",
    "temporary code",
    "unlock code",
    "verification code",
];

/// A bit for each length of the words that [`cue_before`] may find before a secret, by their first letters.
static TELLING: [u32; 32] = {
    let mut lengths = [0; 32];
    let lists = [PASSWORDS, CODES, LINKS, &["bearer", "basic"]];
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            let phrase = lists[list][at].as_bytes();
            let mut start = phrase.len();
            while start > 0 && phrase[start - 1].is_ascii_alphabetic() {
                start -= 1;
            }
            lengths[phrase[start] as usize & 31] |= 1 << (phrase.len() - start);
            at += 1;
        }
        list += 1;
    }
    lengths
};

/// False when no phrase that tells of a secret, and no word behind one, ends with this word.
pub(super) fn may_tell(word: &[u8]) -> bool {
    TELLING[usize::from(word[0] & 31)] >> word.len().min(31) & 1 == 1
}

/// What may stand glued before a password.
const EDGES: &[u8] = b":=,;([{";

/// What a password may be made of where nothing else marks its ends.
fn part(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"'`<>|".contains(&byte)
}

/// The word behind an address and a slash, as in "jane@example.org / Winter2024!". The engine calls at the `@`.
fn password_after_address(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if at(text, span.start) != b'@' || !alnum(at(text, span.end)) {
        return None;
    }
    let domain = right(text, span.end, 254, |b| alnum(b) || b == b'-' || b == b'.');
    let slash = right(text, domain, 3, |b| b == b' ');
    let start = right(text, slash + 1, 3, |b| b == b' ');
    if at(text, slash) != b'/' || start <= slash + 1 {
        return None;
    }
    let end = right(text, start, 2 * MAX_PASSWORD, part);
    let digit = start + text[start..end].iter().position(u8::is_ascii_digit)?;
    if text[start..digit].iter().any(|b| EDGES.contains(b)) {
        return None;
    }
    secret(text, start, digit + 1)
}

/// The word around the span after "password" and the like.
fn password(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = left(text, span.start, MAX_PASSWORD, |b| part(b) && !EDGES.contains(&b));
    if !cue_before(text, start, PASSWORDS) {
        return None;
    }
    secret(text, start, span.end)
}

/// 6 to 64 characters with a digit and something else, of which the first are `start..seen`. Words of digits and
/// separators alone are dates and counts.
fn secret(text: &[u8], start: usize, seen: usize) -> Option<Range<usize>> {
    // A semicolon parts the settings of a connection string.
    let end = right(text, seen, MAX_PASSWORD, |b| part(b) && b != b';');
    let end = trim_end(text, start, end);
    let word = &text[start..end];
    if !(6..=MAX_PASSWORD).contains(&word.len()) {
        return None;
    }
    let plain = word.iter().all(|b| b.is_ascii_digit() || b"-/.:,".contains(b));
    let placeholder = at(text, start) == b'$' && at(text, start + 1) == b'{';
    (!plain && !placeholder && is_secret(word)).then_some(start..end)
}

/// The code after "PIN", "activation code" and the like: 4 to 24 letters, digits and hyphens with a digit.
fn access_code(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let part = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let start = left(text, span.start, 24, part);
    if !cue_before(text, start, CODES) {
        return None;
    }
    let end = trim_end(text, span.end, right(text, span.end, 25, part));
    // `2.5` after "pin" is a size; a longer word is something else.
    let ends = !(matches!(at(text, end), b'.' | b',' | b'/') && at(text, end + 1).is_ascii_digit());
    ((4..=24).contains(&(end - start)) && ends).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn passwords() {
        let grow = |text, head| grown("password", text, head);
        assert_eq!(grow("her password is Winter2024!, she", "Winter2"), Some("Winter2024!"));
        assert_eq!(grow("with password 'B@np0rt#24', exposing", "np0"), Some("B@np0rt#24"));
        assert_eq!(grow("The password was reset to tr0ub4dor&3.", "tr0"), Some("tr0ub4dor&3"));
        let behind = |text| grown("password-after-address", text, "@");
        assert_eq!(behind("ed@example.com / W!nter2024."), Some("W!nter2024"));
        assert_eq!(behind("ed@example.com / room 2024"), None);
        assert_eq!(behind("ed@example.com/W!nter2024"), None);
        assert_eq!(grow("password reset 2024-01-05", "2"), None);
        assert_eq!(grow("password policy rev2b10", "rev2"), None);
        assert_eq!(grow("password ${DB_PASS1}", "1"), None);
        assert_eq!(grow("password is abc1", "abc1"), None);
    }

    #[test]
    fn codes() {
        let grow = |text, head| grown("access-code", text, head);
        assert_eq!(grow("voicemail PIN 4821.", "4"), Some("4821"));
        assert_eq!(grow("Your activation code is K7QF-29XM-T4WP", "K7"), Some("K7QF-29XM-T4WP"));
        assert_eq!(grow("one-time code: 839201", "8"), Some("839201"));
        assert_eq!(grow("pin 2024.5 mm", "2"), None);
        assert_eq!(grow("pin site 4821", "4"), None);
        assert_eq!(grow("K-wire pin 2 mm", "2"), None);
    }
}
