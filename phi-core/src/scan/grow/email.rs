//! E-mail addresses. The engine calls at `@`, and at `(at)` and `[at]` for addresses that hide from harvesters.

use std::ops::Range;

use super::Grow;
use super::walk::{alnum, at, before, ends_with_word, left, right};

pub(super) const GROWS: &[(&str, Grow)] =
    &[("email", email), ("email-host", email_host), ("email-spelled", email_spelled)];

/// RFC 5321 section 4.5.3.1: the most that may stand before and after the `@`.
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

/// A dot-atom's characters as addresses use them. RFC 5322 allows `= / | ^ & # { } ~ * ?` as well, which part
/// keys, fields and segments in logs, addresses, HL7 and X12: none of them is a mailbox's in practice.
fn local_part(byte: u8) -> bool {
    alnum(byte) || b"._%+'-".contains(&byte)
}

fn domain_part(byte: u8) -> bool {
    alnum(byte) || byte == b'-' || byte == b'.'
}

/// The start of the local part that ends at `end`.
fn local(text: &[u8], end: usize) -> Option<usize> {
    let run = left(text, end, MAX_LOCAL + 1, local_part);
    // Dotted leaders of a form ("E-mail.....jane@…") are not part of it; a single leading dot is a mistake.
    let mut start = text[run..end].windows(2).rposition(|pair| pair == b"..").map_or(run, |n| run + n + 2);
    while start < end && b"-'".contains(&text[start]) {
        start += 1;
    }
    let name = &text[start..end];
    let sound = !name.is_empty()
        && name.len() <= MAX_LOCAL
        && name.iter().any(|&b| alnum(b))
        && !matches!(name[0], b'.' | b'%')
        && !matches!(name[name.len() - 1], b'.' | b'\'');
    (sound && !alnum(before(text, start)) && !userinfo(text, start)).then_some(start)
}

/// True for the `user:password@` and `user@` of an address with a scheme.
fn userinfo(text: &[u8], start: usize) -> bool {
    let near = start.saturating_sub(129);
    let Some(slash) = memchr::memrchr(b'/', &text[near..start]).map(|at| near + at) else {
        return false;
    };
    text[..=slash].ends_with(b"://")
        && text[slash + 1..start].iter().all(|b| b.is_ascii_graphic() && !b"?#\"'<>".contains(b))
}

/// True for what stands between the angle brackets of a Message-ID, In-Reply-To or References header.
fn message_id(text: &[u8], start: usize) -> bool {
    if before(text, start) != b'<' {
        return false;
    }
    let end = left(text, start - 1, 4, |b| b" \t\r\n:\"".contains(&b));
    ["message-id", "in-reply-to", "references", "content-id"].iter().any(|name| ends_with_word(&text[..end], name))
}

fn is_label(label: &[u8]) -> bool {
    !label.is_empty() && label.len() <= 63 && label[0] != b'-' && label[label.len() - 1] != b'-'
}

/// Letters, or an internationalised name in its ASCII form (RFC 5890).
fn is_tld(label: &[u8]) -> bool {
    label.len() >= 2
        && (label.iter().all(u8::is_ascii_alphabetic) || label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--"))
}

/// `Thanks` in `jane@example.com.Thanks`: the next sentence, whose space was lost.
fn begins_sentence(domain: &[u8], last: &[u8]) -> bool {
    last.len() > 1
        && last[0].is_ascii_uppercase()
        && last[1..].iter().all(u8::is_ascii_lowercase)
        && !domain.iter().any(u8::is_ascii_uppercase)
}

/// The end of the domain that starts at `start`: labels, the last of them a top-level domain.
fn domain(text: &[u8], start: usize) -> Option<usize> {
    let mut end = right(text, start, MAX_DOMAIN, domain_part);
    loop {
        while end > start && matches!(text[end - 1], b'.' | b'-') {
            end -= 1;
        }
        let dot = start + text[start..end].iter().rposition(|&b| b == b'.')?;
        let rest = &text[start..dot];
        let last = &text[dot + 1..end];
        if is_tld(last)
            && is_label(last)
            && rest.split(|&b| b == b'.').all(is_label)
            && !(rest.contains(&b'.') && begins_sentence(rest, last))
        {
            return Some(end);
        }
        end = dot;
    }
}

/// `jane.doe@example.org`
fn email(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if at(text, span.start) != b'@' {
        return None;
    }
    if !alnum(at(text, span.end)) || !local_part(before(text, span.start)) {
        return None;
    }
    let end = domain(text, span.end)?;
    let start = local(text, span.start)?;
    // `git@github.com:owner/name` is a place, not a mailbox.
    if message_id(text, start) || &text[start..span.start] == b"git" {
        return None;
    }
    Some(start..end)
}

/// `jane@mailhost`: one label, as inside an organisation and in payment addresses.
fn email_host(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if at(text, span.start) != b'@' {
        return None;
    }
    let end = right(text, span.end, 63, |b| alnum(b) || b == b'-');
    let host = &text[span.end..end];
    let more = at(text, end) == b'.' && alnum(at(text, end + 1));
    if !is_tld(host) || more {
        return None;
    }
    let start = local(text, span.start)?;
    (!message_id(text, start)).then_some(start..end)
}

/// `(dot)`, `[dot]`, ` dot ` or a full stop at `from`: where it ends.
fn spelled_dot(text: &[u8], from: usize) -> Option<usize> {
    if at(text, from) == b'.' {
        return Some(from + 1);
    }
    let word = right(text, from, 2, |b| b == b' ');
    let open = usize::from(matches!(at(text, word), b'(' | b'[' | b'{'));
    let end = word + open + 3;
    if !text.get(word + open..end)?.eq_ignore_ascii_case(b"dot") {
        return None;
    }
    let close = usize::from(open == 1 && matches!(at(text, end), b')' | b']' | b'}'));
    let next = right(text, end + close, 2, |b| b == b' ');
    // As a bare word it wants a space on both sides.
    (open == close && (open == 1 || word > from && next > end)).then_some(next)
}

/// `jane (at) example (dot) org`
fn email_spelled(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if at(text, span.start) == b'@' {
        return None;
    }
    let bare = alnum(at(text, span.start));
    let end = left(text, span.start, 2, |b| b == b' ');
    let start = local(text, end)?;
    let mut from = right(text, span.end, 2, |b| b == b' ');
    let mut domain = None;
    let mut spelled = false;
    for label in 0..8 {
        let stop = right(text, from, 63, |b| alnum(b) || b == b'-');
        let name = &text[from..stop];
        if !is_label(name) {
            break;
        }
        if label > 0 && is_tld(name) {
            domain = Some(stop);
        }
        match spelled_dot(text, stop) {
            Some(next) => {
                spelled |= at(text, stop) != b'.';
                from = next;
            }
            None => break,
        }
    }
    // "meet me at example.com" has the word too: without brackets the dots must be words as well.
    (!bare || spelled).then_some(start..domain?)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    fn grow(text: &str) -> Option<&str> {
        grown("email", text, "@")
    }

    #[test]
    fn vectors() {
        for address in [
            "jane.doe+lab@example.com",
            "o'brien@example.org",
            "user@xn--80ak6aa92e.com",
            "first_last@sub.example.co.uk",
        ] {
            assert_eq!(grow(address), Some(address));
        }
        let long = format!("{}@example.com", "x".repeat(65));
        for text in ["info@presidio.", ".a@example.com", "a@example", long.as_str()] {
            assert_eq!(grow(text), None, "{text}");
        }
        let longest = format!("{}@example.com", "x".repeat(64));
        assert_eq!(grow(&longest), Some(longest.as_str()));
    }

    #[test]
    fn surroundings() {
        for text in [
            "mailto:jane@example.org",
            "<jane@example.org>",
            "'jane@example.org'",
            "|jane@example.org|",
            "EM*jane@example.org~",
            "email=jane@example.org&x=1",
            "write to jane@example.org.",
            "E-mail.....jane@example.org",
            "-jane@example.org",
            "jane@example.org.Thanks",
            "jane@example.org.5",
            "jane@example.org-",
            "https://example.org/p?to=jane@example.org",
        ] {
            assert_eq!(grow(text), Some("jane@example.org"), "{text}");
        }
    }

    #[test]
    fn not_mailboxes() {
        for text in [
            "https://user@example.com/",
            "postgres://app:pw@db.example.com/phi",
            "Message-ID: <a1b2@mail.example.com>",
            "git@github.com:acme/repo.git",
            "@example.com",
            "a@1.2.3",
            "foo.@example.com",
        ] {
            assert_eq!(grow(text), None, "{text}");
        }
    }

    #[test]
    fn one_label() {
        assert_eq!(grown("email-host", "a@example", "@"), Some("a@example"));
        assert_eq!(grown("email-host", "a@example.com", "@"), None);
    }

    #[test]
    fn spelled() {
        let grow = |text, at| grown("email-spelled", text, at);
        assert_eq!(grow("jane.doe (at) example (dot) org!", "(at)"), Some("jane.doe (at) example (dot) org"));
        assert_eq!(grow("jane[at]example[dot]co[dot]uk", "[at]"), Some("jane[at]example[dot]co[dot]uk"));
        assert_eq!(grow("jane (at) example.org now", "(at)"), Some("jane (at) example.org"));
        assert_eq!(grow("jane at example dot org now", "at"), Some("jane at example dot org"));
        assert_eq!(grow("meet jane at example.org", "at"), None);
        assert_eq!(grow("seen (at) home", "(at)"), None);
    }

    #[test]
    fn endless_chains_are_bounded() {
        let text = "a@".repeat(100_000);
        let grow = super::super::find("email").unwrap();
        for at in (1..text.len()).step_by(2) {
            assert!(grow(text.as_bytes(), at..at + 1).is_none());
        }
    }
}
