//! Secrets in prose, which only the words before them give away: "her password is Winter2024!", "PIN 4821".

use std::ops::Range;

use super::Grow;
use super::walk::{at, before, cue_before, left, right, trim_end};

pub(super) const GROWS: &[(&str, Grow)] = &[("password", password), ("access-code", access_code)];

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

/// What a password may be made of where nothing else marks its ends.
fn part(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"'`<>|".contains(&byte)
}

/// True when an address and a slash stand before `start`, as in "jane@example.org / Winter2024!".
fn follows_address(text: &[u8], start: usize) -> bool {
    let slash = left(text, start, 3, |b| b == b' ');
    if slash == start || before(text, slash) != b'/' {
        return false;
    }
    let end = left(text, slash - 1, 3, |b| b == b' ');
    let word = left(text, end, 254, |b| b.is_ascii_graphic());
    text[word..end].contains(&b'@')
}

/// The word around the span after "password" and the like: 6 to 64 characters with a digit and something else.
/// Words of digits and separators alone are dates and counts.
fn password(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = left(text, span.start, MAX_PASSWORD, |b| part(b) && !b":=,;([{".contains(&b));
    if !cue_before(text, start, PASSWORDS) && !follows_address(text, start) {
        return None;
    }
    // A semicolon parts the settings of a connection string.
    let end = right(text, span.end, MAX_PASSWORD, |b| part(b) && b != b';');
    let end = trim_end(text, start, end);
    let word = &text[start..end];
    let plain = word.iter().all(|b| b.is_ascii_digit() || b"-/.:,".contains(b));
    let placeholder = at(text, start) == b'$' && at(text, start + 1) == b'{';
    ((6..=MAX_PASSWORD).contains(&word.len()) && !plain && !placeholder).then_some(start..end)
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
        assert_eq!(grow("ed@example.com / W!nter2024.", "nter2"), Some("W!nter2024"));
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
