//! Web addresses. The engine calls at `://`, at `www.` and at the fixed part of Salesforce hosts; each function
//! looks at the span's first byte to see which it is.

mod someone;

use std::ops::Range;

use memchr::memmem;

use self::someone::{is_public, names_someone};
use super::Grow;
use super::walk::{alnum, at, before, cue_before, left, right, trim_end};

pub(super) const GROWS: &[(&str, Grow)] =
    &[("url", url), ("url-password", url_password), ("slack-webhook", slack_webhook)];

/// No address is followed further than this.
const MAX_URL: usize = 1024;

fn part(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"'`<>|\\^{}[]".contains(&byte)
}

/// The end of the address that goes on at `from`, without the punctuation of the sentence around it.
pub(super) fn extent(text: &[u8], from: usize) -> usize {
    // An address may hold another one, as in `?next=https://…`; where more follow, they are a list without blanks.
    let mut end = right(text, from, nested(text, from, MAX_URL, 2), part);
    let open = text[from..end].contains(&b'(');
    while end > from && (b".,;:!?*~$".contains(&text[end - 1]) || text[end - 1] == b')' && !open) {
        end -= 1;
    }
    end
}

/// How far on, at most `max`, the address number `more` behind this one begins; it bounds the work in a chain of them.
fn nested(text: &[u8], from: usize, max: usize, more: usize) -> usize {
    let rest = &text[from.min(text.len())..text.len().min(from.saturating_add(max))];
    memmem::find_iter(rest, b"://").nth(more).unwrap_or(rest.len())
}

/// Start of the scheme and span of the host of the address whose `://` is at `colon`, for http and https.
pub(super) fn host(text: &[u8], colon: usize) -> Option<(usize, Range<usize>)> {
    if !text[colon..].starts_with(b"://") || !matches!(before(text, colon), b'p' | b'P' | b's' | b'S') {
        return None;
    }
    let start = left(text, colon, 16, |b| b.is_ascii_alphabetic());
    let scheme = &text[start..colon];
    if !scheme.eq_ignore_ascii_case(b"https") && !scheme.eq_ignore_ascii_case(b"http") {
        return None;
    }
    let from = colon + 3;
    let end = right(text, from, 253, |b| alnum(b) || b == b'-' || b == b'.' || b == b'_');
    Some((start, from..trim_end(text, from, end)))
}

/// The address whose path `span` lies in, unless its pages are everybody's.
pub(crate) fn around(text: &[u8], span: &Range<usize>) -> Option<Range<usize>> {
    let from = left(text, span.start, MAX_URL, part);
    let colon = from + memmem::rfind(&text[from..span.start], b"://")?;
    let (start, name) = host(text, colon)?;
    let path = text.get(name.end..span.start)?;
    let within = path.contains(&b'/') && !path.iter().any(|b| b"?#".contains(b)) && !is_public(&text[name.clone()]);
    let end = extent(text, name.end);
    (within && span.end <= end).then_some(start..end)
}

/// Words that make the address after them somebody's own, whatever its path.
const OWN: &[&str] = &[
    "my website",
    "my web site",
    "my blog",
    "my homepage",
    "my home page",
    "my page",
    "personal website",
    "personal site",
    "her website",
    "his website",
    "her blog",
    "his blog",
    "caringbridge page",
];

/// The whole address, when its path names a person or a record. Identity in the query alone is the business
/// of other detectors: the values are found there.
fn url(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let (start, name) = match at(text, span.start) {
        b':' => host(text, span.start)?,
        b'w' | b'W' => {
            let edge = before(text, span.start);
            if alnum(edge) || b"/.-_@".contains(&edge) {
                return None;
            }
            let end = right(text, span.end, 253, |b| alnum(b) || b == b'-' || b == b'.');
            (span.start, span.start..trim_end(text, span.start, end))
        }
        _ => return None,
    };
    if !name.is_empty() && cue_before(text, start, OWN) {
        return Some(start..extent(text, name.end));
    }
    let mut path = name.end;
    if at(text, path) == b':' {
        path = right(text, path + 1, 5, |b| b.is_ascii_digit());
    }
    if at(text, path) != b'/' {
        return None;
    }
    let end = right(text, path, nested(text, path, 512, 0), |b| part(b) && b != b'?' && b != b'#');
    // The scheme of a further address is no part of this one's path.
    let end = if text[end..].starts_with(b"://") { left(text, end, 16, alnum) } else { end };
    let segments = trim_end(text, path, end.max(path));
    names_someone(&text[name], &text[path..segments]).then(|| start..extent(text, path))
}

/// The password of `scheme://user:password@host`, of any scheme.
fn url_password(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if !text[span.start..].starts_with(b"://") || !alnum(before(text, span.start)) {
        return None;
    }
    let from = span.start + 3;
    let end = right(text, from, 320, |b| b.is_ascii_graphic() && !b"/?#\"'`<>|\\".contains(&b));
    let at = from + text[from..end].iter().rposition(|&b| b == b'@')?;
    let start = from + text[from..at].iter().position(|&b| b == b':')? + 1;
    (start < at && at + 1 < end).then_some(start..at)
}

/// The secret part of `https://hooks.slack.com/services/T…/B…/…`.
fn slack_webhook(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    const HOST: &[u8] = b"://hooks.slack.com/";
    let path = span.start + HOST.len();
    if !text[span.start..].starts_with(HOST) {
        return None;
    }
    let kind = right(text, path, 16, |b| b.is_ascii_alphabetic());
    let start = kind + 1;
    let end = right(text, start, 128, |b| alnum(b) || b == b'/');
    let secret = matches!(&text[path..kind], b"services" | b"workflows" | b"triggers") && at(text, kind) == b'/';
    (secret && end.saturating_sub(start) >= 24).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn persons_and_records() {
        for url in [
            "https://portal.example.org/patients/8839201",
            "https://portal.example.org/patients/jane-doe",
            "http://acme.com/ehr/fhir/Practitioner/2323-33-4",
            "https://ehr.example.com:8443/fhir/r4/Patient/4f2a?_format=json",
            "https://www.linkedin.com/in/janedoe",
            "https://www.facebook.com/jane.doe.5",
            "https://example.edu/~jdoe/cv",
            "https://social.example/@janedoe",
            "https://x.example.org/lightning/r/Contact/0035f00000AbCdE/view",
            "https://forum.example.org/users/jdoe42",
        ] {
            let text = format!("see {url}, and");
            assert_eq!(grown("url", &text, "://"), Some(url));
        }
        assert_eq!(grown("url", "at www.example.org/visits/55012.", "www."), Some("www.example.org/visits/55012"));
    }

    #[test]
    fn an_address_around_what_is_found_in_its_path() {
        let around = |text: &'static str, inside: &str| {
            let start = text.find(inside).unwrap();
            super::around(text.as_bytes(), &(start..start + inside.len())).map(|span| &text[span])
        };
        let text = "see https://view.example/s/ann-roe/2, and";
        assert_eq!(around(text, "ann-roe"), Some("https://view.example/s/ann-roe/2"));
        assert_eq!(around(text, "view"), None);
        assert_eq!(around("https://view.example/s?who=ann-roe", "ann-roe"), None);
        assert_eq!(around("https://www.cdc.gov/stories/ann-roe", "ann-roe"), None);
        assert_eq!(around("Ann Roe https://view.example/s/2", "Ann Roe"), None);
    }

    #[test]
    fn nobody() {
        for url in [
            "http://hl7.org/fhir/Patient/f001",
            "https://www.example.org/patients/visitor-information",
            "https://ehr.example.com/fhir/r4/Patient?identifier=MRN-74960310",
            "http://acme.com/ids/patients/risks",
            "https://clinicaltrials.gov/study/NCT01234567",
            "https://www.example.org/results/2024",
            "https://login.example.com/",
            "https://api.example.com/v2/patients",
            "ftp://example.org/patients/1",
        ] {
            assert_eq!(grown("url", url, "://"), None, "{url}");
        }
        assert_eq!(grown("url", "https://www.example.org/visits/55012", "www."), None);
    }

    #[test]
    fn passwords() {
        let grow = |text| grown("url-password", text, "://");
        assert_eq!(grow(concat!("https://user:", "passw0rd@example.com/path")), Some("passw0rd"));
        assert_eq!(grow(concat!("postgres://app:", "s3cr3t@db.internal:5432/phi")), Some("s3cr3t"));
        assert_eq!(grow(concat!("mongodb+srv://svc:", "pw12345@cluster0.example.net/db")), Some("pw12345"));
        assert_eq!(grow(concat!("redis://:", "p@ss:1@cache")), Some("p@ss:1"));
        assert_eq!(grow("https://example.com/user:pass@here"), None);
        assert_eq!(grow("https://user@example.com/"), None);
    }

    #[test]
    fn slack() {
        let url = concat!("https://hooks.slack.com/services/", "T00000000/B00000000/abcdefghijklmnopqrstuvwx");
        assert_eq!(grown("slack-webhook", url, "://"), Some("T00000000/B00000000/abcdefghijklmnopqrstuvwx"));
        assert_eq!(grown("slack-webhook", "https://hooks.slack.com/services/", "://"), None);
    }

    #[test]
    fn endless_chains_are_bounded() {
        let text = "http://a/u/j1?".repeat(20_000);
        let grow = super::super::find("url").unwrap();
        for at in text.match_indices("://").map(|(at, _)| at) {
            assert!(grow(text.as_bytes(), at..at + 3).is_none_or(|span| span.len() < 2 * super::MAX_URL));
        }
    }
}
