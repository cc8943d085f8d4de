//! Walking from a place in the text, for the functions that grow a span. Every walk is bounded by its caller.

/// A class of bytes.
pub(super) type Class = fn(u8) -> bool;

/// `[0-9A-Za-z]`
pub(super) fn alnum(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// `[0-9A-Fa-f]`
pub(super) fn hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

/// base64url, RFC 4648 section 5: `[0-9A-Za-z_-]`
pub(super) fn base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// base64, RFC 4648 section 4, without the padding: `[0-9A-Za-z+/]`
pub(super) fn base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

/// The end of the run of `class` that begins at `from`, at most `max` bytes on.
pub(super) fn right(text: &[u8], from: usize, max: usize, class: Class) -> usize {
    let from = from.min(text.len());
    let end = text.len().min(from.saturating_add(max));
    text[from..end].iter().position(|&b| !class(b)).map_or(end, |n| from + n)
}

/// The start of the run of `class` that ends at `from`, at most `max` bytes back.
pub(super) fn left(text: &[u8], from: usize, max: usize, class: Class) -> usize {
    let start = from.saturating_sub(max);
    text[start..from].iter().rposition(|&b| !class(b)).map_or(start, |n| start + n + 1)
}

/// The byte before `at`, or a space at the start of the text.
pub(super) fn before(text: &[u8], at: usize) -> u8 {
    at.checked_sub(1).map_or(b' ', |i| text[i])
}

/// The byte at `at`, or a space at the end of the text.
pub(super) fn at(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(b' ')
}

/// True when `text` ends with the word or phrase `word`, in any case.
pub(super) fn ends_with_word(text: &[u8], word: &str) -> bool {
    let word = word.as_bytes();
    let (Some(last), Some(start)) = (text.last(), text.len().checked_sub(word.len())) else { return false };
    // Most words are told by the last letter.
    (last ^ word[word.len() - 1]) & !0x20 == 0
        && text[start..].eq_ignore_ascii_case(word)
        && !alnum(before(text, start))
}

/// Words that link a name to its value.
pub(super) const LINKS: &[&str] =
    &["is", "was", "to", "be", "been", "has", "set", "reset", "changed", "the", "code", "no", "number"];

/// Punctuation between a name and its value.
fn mark(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b':' | b'=' | b'-' | b'#' | b'"' | b'\'' | b'`' | b'>' | b'(' | b'*' | b'_')
}

/// The letters in front of `at` that [`cue_before`] looks at first; `None` when it sees none.
pub(super) fn word_before(text: &[u8], at: usize) -> Option<&[u8]> {
    let end = left(text, at, 8, mark);
    let start = left(text, end, 20, |b| b.is_ascii_alphabetic());
    (start < end).then_some(&text[start..end])
}

/// True when one of `cues` stands directly before `at`: with nothing between but punctuation and up to four
/// of the words that link a name to its value ("password has been reset to …").
pub(super) fn cue_before(text: &[u8], at: usize, cues: &[&str]) -> bool {
    let mut rest = &text[..at];
    for _ in 0..=4 {
        rest = &rest[..left(rest, rest.len(), 8, mark)];
        // All of these words end with a letter.
        if !rest.last().is_some_and(u8::is_ascii_alphabetic) {
            return false;
        }
        if cues.iter().any(|cue| ends_with_word(rest, cue)) {
            return true;
        }
        match LINKS.iter().find(|word| ends_with_word(rest, word)) {
            Some(word) => rest = &rest[..rest.len() - word.len()],
            None => return false,
        }
    }
    false
}

/// `end` moved back over the punctuation that closes a sentence or a bracket rather than a value.
pub(super) fn trim_end(text: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && b".,;:)]}>\"'`".contains(&text[end - 1]) {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::{MAX_SPAN, credential, email, net, pem, phrase, salesforce, url};

    #[test]
    fn cues_stand_directly_before() {
        let before = |text: &str| super::cue_before(text.as_bytes(), text.len(), &["password", "reset code"]);
        assert!(before("Password: "));
        assert!(before("the password has been reset to '"));
        assert!(before("reset code is "));
        assert!(!before("password policy of "));
        assert!(!before("nopassword "));
        assert!(!before(""));
    }

    /// Whatever the text and wherever the span: no panic, and a span inside the text that is not too long.
    #[test]
    fn any_text_is_survived() {
        const WORDS: &[&str] = &[
            "@",
            "://",
            "www.",
            ".",
            "-----BEGIN ",
            "PRIVATE KEY",
            "-----",
            "-----END ",
            "\\n",
            "\\",
            "a",
            "0",
            "00D",
            "001",
            "!",
            "%21",
            ":",
            "::",
            "/",
            "=",
            "==",
            "$",
            "SG.",
            "hvs.",
            "Bearer ",
            "basic ",
            "![",
            "]",
            " ",
            "password ",
            "pin ",
            "(at)",
            "[dot]",
            "dot",
            "com",
            "12.",
            "fe80",
            "%",
            "eyJhbGciOi",
            ".my.salesforce",
            ".com",
            "force",
            "\n",
            "é",
            "0035f0000wgk10z",
            "hooks.slack.com/services/",
            "patients/",
            "<",
            "argon2id",
            ".atlasv1.",
            "'",
            "-",
        ];
        let tables =
            [credential::GROWS, email::GROWS, net::GROWS, pem::GROWS, phrase::GROWS, salesforce::GROWS, url::GROWS];
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % below as u64) as usize
        };
        for _ in 0..20_000 {
            let length = 1 + next(12);
            let text: String = (0..length).map(|_| WORDS[next(WORDS.len())]).collect();
            let text = text.as_bytes();
            let start = next(text.len());
            let end = (start + 1 + next(6)).min(text.len());
            for (name, grow) in tables.into_iter().flatten() {
                if let Some(span) = grow(text, start..end) {
                    assert!(
                        span.start < span.end && span.end <= text.len() && span.len() <= MAX_SPAN,
                        "{name} {text:?}"
                    );
                }
            }
        }
    }
}
