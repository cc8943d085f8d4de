//! Record ids, sessions and hosts of Salesforce.

use std::ops::Range;

use super::Grow;
use super::url::{extent, host};
use super::walk::{alnum, at, base64url, before, ends_with_word, left, right, trim_end};

pub(super) const GROWS: &[(&str, Grow)] = &[
    ("sf-id18", id18),
    ("sf-id18-other", id18_other),
    ("sf-id15", id15),
    ("sf-id15-person", id15_person),
    ("sf-record", record),
    ("sf-session", session),
    ("sf-token", token),
    ("sf-security-token", security_token),
    ("sf-my-domain", my_domain),
    ("sfdx-auth-url", sfdx_auth_url),
];

/// Key prefixes of records of or about a person (Object Reference; custom objects, `a..`, come on top).
const PERSON: &[&[u8; 3]] = &[
    b"001", b"003", b"005", b"00P", b"00Q", b"00T", b"00U", b"00a", b"00v", b"02s", b"08p", b"0LQ", b"0Mw", b"0PA",
    b"0PK", b"0Q0", b"500", b"570",
];

/// Key prefixes of other records that a person's matter may hang on.
const OTHER: &[&[u8; 3]] = &[
    b"002", b"006", b"00K", b"00k", b"015", b"01t", b"02i", b"068", b"069", b"06A", b"0D5", b"0D7", b"0QL", b"0WO",
    b"0Ze", b"501", b"550", b"701", b"800", b"801", b"802", b"810", b"811", b"kA0", b"ka0",
];

/// Key prefixes of set-up: what stands behind them is the organisation's, nobody's in person.
const METADATA: &[&[u8; 3]] = &[
    b"00B", b"00D", b"00E", b"00G", b"00N", b"00O", b"00X", b"00e", b"00l", b"012", b"01I", b"01Z", b"01p", b"01q",
    b"01s", b"01u", b"07L", b"0F9", b"0PS", b"0Pa", b"300", b"301", b"707", b"750", b"751",
];

/// Keys whose ids are set-up too, although the value's neighbours say "id".
const METADATA_KEYS: &[&[u8]] = &[
    b"typeid",
    b"profileid",
    b"orgid",
    b"organizationid",
    b"groupid",
    b"roleid",
    b"classid",
    b"queueid",
    b"layoutid",
    b"templateid",
];

fn prefixed(id: &[u8], prefixes: &[&[u8; 3]]) -> bool {
    prefixes.iter().any(|prefix| id.starts_with(*prefix))
}

/// Exactly `length` letters and digits from the span's start.
fn id(text: &[u8], span: Range<usize>, length: usize) -> Option<Range<usize>> {
    let end = right(text, span.start, length + 1, alnum);
    // What a `!` follows is the organisation's id at the head of a session.
    let session = at(text, end) == b'!' || text[end..].starts_with(b"%21");
    (end - span.start == length && !session).then_some(span.start..end)
}

/// True when a key that ends in `Id`, a path or the head of a debug log's user line stands directly before.
fn named(text: &[u8], start: usize) -> bool {
    if before(text, start) == b'/' || text[..start].ends_with(b"|USER_INFO|[EXTERNAL]|") {
        return true;
    }
    let end = left(text, start, 6, |b| b" \t:=\"'>\\".contains(&b));
    if end == start {
        return false;
    }
    let word = &text[left(text, end, 64, |b| alnum(b) || b == b'_')..end];
    let compact =
        |suffix: &[u8]| word.len() >= suffix.len() && word[word.len() - suffix.len()..].eq_ignore_ascii_case(suffix);
    (compact(b"id") || ends_with_word(word, "record")) && !METADATA_KEYS.iter().any(|key| compact(key))
}

/// Of set-up only what a key or a path names.
fn admissible(text: &[u8], span: &Range<usize>) -> bool {
    !prefixed(&text[span.clone()], METADATA) || named(text, span.start)
}

/// A record id of 15 or 18 characters that is one of or about a person, for the paths of addresses.
pub(super) fn is_person_record(word: &[u8]) -> bool {
    matches!(word.len(), 15 | 18)
        && word.iter().all(|&b| alnum(b))
        && word[5] == b'0'
        && (prefixed(word, PERSON) || word[0] == b'a' && word.iter().filter(|b| b.is_ascii_digit()).count() > 3)
}

/// 18 characters; the pattern has seen to the prefix.
fn id18(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    id(text, span, 18)
}

/// 18 characters of another object than a person's.
fn id18_other(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let span = id(text, span, 18)?;
    (!prefixed(&text[span.clone()], PERSON) && admissible(text, &span)).then_some(span)
}

/// 15 characters of any known object.
fn id15(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let span = id(text, span, 15)?;
    let word = &text[span.clone()];
    let known = prefixed(word, PERSON) || prefixed(word, OTHER) || prefixed(word, METADATA) || word[0] == b'a';
    (known && admissible(text, &span)).then_some(span)
}

/// 15 characters of a person's record that no counter and no word looks like: four digits and both cases.
fn id15_person(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let span = id(text, span, 15)?;
    let word = &text[span.clone()];
    let digits = word.iter().filter(|b| b.is_ascii_digit()).count();
    let upper = word.iter().any(u8::is_ascii_uppercase);
    let lower = word.iter().any(u8::is_ascii_lowercase);
    (prefixed(word, PERSON) && word[5] == b'0' && digits >= 4 && upper && lower).then_some(span)
}

/// 15 or 18 characters of a person's record or a custom object, behind what names it. The 18-character form is
/// not held to its checksum.
fn record(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let span = id(text, span.clone(), 15).or_else(|| id(text, span, 18))?;
    let word = &text[span.clone()];
    let letters = word.iter().any(u8::is_ascii_alphabetic);
    let suffix = word[15..].iter().all(|&b| b.is_ascii_uppercase() || (b'0'..=b'5').contains(&b));
    (is_person_record(word) && letters && suffix && named(text, span.start)).then_some(span)
}

/// Session id or access token: the organisation's id, `!` (`%21` in an address), then about 96 characters.
fn session(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let org = right(text, span.start, 19, alnum);
    let body = match org - span.start {
        15 | 18 if at(text, org) == b'!' => org + 1,
        15 | 18 if text[org..].starts_with(b"%21") => org + 3,
        _ => return None,
    };
    let end = trim_end(text, body, right(text, body, 512, |b| base64url(b) || b == b'.'));
    (end - body >= 32).then_some(span.start..end)
}

/// Refresh token or consumer key, after the head that gives it away.
fn token(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let end = right(text, span.end, 512, |b| base64url(b) || b"._+/=".contains(&b));
    Some(span.start..trim_end(text, span.end, end))
}

/// Security token: 24 or 25 letters and digits. Letters and digits both, or it is a counter or a word.
fn security_token(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let end = right(text, span.start, 26, alnum);
    let word = &text[span.start..end];
    let mixed = word.iter().any(u8::is_ascii_digit)
        && word.iter().any(u8::is_ascii_lowercase)
        && word.iter().any(u8::is_ascii_uppercase);
    ((24..=25).contains(&word.len()) && mixed).then_some(span.start..end)
}

/// Host endings that carry a customer's name in front (Salesforce Help, My Domain URL formats).
const DOMAINS: &[&str] = &[
    ".my.salesforce.com",
    ".lightning.force.com",
    ".my.site.com",
    ".file.force.com",
    ".vf.force.com",
    ".my.salesforce-sites.com",
    ".my.salesforce-setup.com",
    ".my.salesforce-scrt.com",
];

/// Names that documentation puts in the customer's place, and hosts that all customers share.
const NOBODY: &[&str] =
    &["mydomain", "mydomainname", "yourdomain", "your-domain", "yourinstance", "yourcompany", "login", "test"];

/// A My Domain host, with the whole address where a scheme stands before it. Called at `://` and at the fixed
/// part of a bare host.
fn my_domain(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let (start, name) = match at(text, span.start) {
        b':' => host(text, span.start)?,
        b'.' => {
            let name = left(text, span.start, 128, |b| alnum(b) || b == b'-' || b == b'.');
            if b"/@".contains(&before(text, name)) {
                return None;
            }
            let end = right(text, span.end, 64, |b| alnum(b) || b == b'-' || b == b'.');
            (name, name..trim_end(text, name, end))
        }
        _ => return None,
    };
    let bare = start == name.start;
    let host = &text[name.clone()];
    let suffix = DOMAINS.iter().find(|domain| {
        host.len() > domain.len() && host[host.len() - domain.len()..].eq_ignore_ascii_case(domain.as_bytes())
    })?;
    let customer = &host[..host.len() - suffix.len()];
    let label = customer.split(|&b| b == b'.').next()?;
    if label.is_empty() || NOBODY.iter().any(|name| label.eq_ignore_ascii_case(name.as_bytes())) {
        return None;
    }
    if bare {
        return Some(name);
    }
    // What a query carries, a session for one, is found under its own label.
    let end = extent(text, name.end);
    let query = text[name.end..end].iter().position(|b| *b == b'?');
    Some(start..query.map_or(end, |query| name.end + query))
}

/// `force://<client id>:<secret>:<refresh token>@<host>`, whole. Called at `://`.
fn sfdx_auth_url(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if !ends_with_word(&text[..span.start], "force") || at(text, span.start) != b':' {
        return None;
    }
    let body = span.start + 3;
    let end = right(text, body, 2048, |b| b.is_ascii_graphic() && !b"\"'`<>|,\\".contains(&b));
    let end = trim_end(text, body, end);
    let secret = body + text[body..end].iter().rposition(|&b| b == b'@')?;
    let colons = text[body..secret].iter().filter(|&&b| b == b':').count();
    (colons >= 2 && secret - body >= 24).then_some(span.start - 5..end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn ids() {
        assert_eq!(grown("sf-id18", "Id=0035f0000wgk10zAAA}", "0035f"), Some("0035f0000wgk10zAAA"));
        assert_eq!(grown("sf-id18", "0035f0000wgk10zAAAB", "0035f"), None);
        assert_eq!(grown("sf-id18-other", "recordId=0129A000003BPFFQA4", "0129A0"), Some("0129A000003BPFFQA4"));
        assert_eq!(grown("sf-id18-other", "RecordTypeId=0129A000003BPFFQA4", "0129A0"), None);
        assert_eq!(grown("sf-id18-other", "|0129A000003BPFFQA4|", "0129A0"), None);
        assert_eq!(grown("sf-id15", "recordId: 001000000000001", "0010000"), Some("001000000000001"));
        assert_eq!(grown("sf-id15", "whoId=ZZZA0000006Vm9r", "ZZZA00"), None);
        assert_eq!(grown("sf-id15", "001A0-00006Vm9r", "001A0"), None);
        assert_eq!(grown("sf-id15", "|METHOD_ENTRY|[12]|01p5f000000oMXG|", "01p5f0"), None);
        assert_eq!(grown("sf-record", "{\"Id\":\"a0B1N00000QwErT\"}", "a0B1N0"), Some("a0B1N00000QwErT"));
        assert_eq!(grown("sf-record", "/sobjects/Contact/0035f00000AbCdE", "0035f0"), Some("0035f00000AbCdE"));
        assert_eq!(grown("sf-id15-person", "for 001A0000006Vm9r.", "001A00"), Some("001A0000006Vm9r"));
        assert_eq!(grown("sf-id15-person", "(500100000000001)", "500100"), None);
        assert_eq!(grown("sf-id15-person", "internationalis", "intern"), None);
    }

    #[test]
    fn sessions() {
        let session = concat!(
            "00D000000000062!",
            "AQEAQ_uwlWXxdjm2IogKR7PfhIg8Ez9oP0ZV1YgHNMqhQY_CIb27Mxy85v0eqHp2ERuLGQZx3NAcZCf_jCmhQdY7Ez.zFZQH"
        );
        assert_eq!(grown("sf-session", session, "00D00"), Some(session));
        assert_eq!(grown("sf-session", "00D000000000062!AQEAQ", "00D00"), None);
        assert_eq!(grown("sf-id15", session, "00D000"), None);
    }

    #[test]
    fn security_tokens() {
        let grow = |text| grown("sf-security-token", text, "Zk3");
        assert_eq!(grow("token Zk3PqLx9VbN2mRtY8wQs5cJd."), Some("Zk3PqLx9VbN2mRtY8wQs5cJd"));
        assert_eq!(grow("token Zk3PqLx9VbN2mRtY8wQs5cJdAb"), None);
    }

    #[test]
    fn my_domains() {
        let grow = |text, at| grown("sf-my-domain", text, at);
        for whole in [
            "https://acmehealth.my.salesforce.com",
            "https://acmehealth--uat.sandbox.my.salesforce.com/001A0000006Vm9r",
            "https://acmehealth.develop.my.salesforce.com",
        ] {
            assert_eq!(grow(whole, "://"), Some(whole));
            assert_eq!(grow(whole, ".my.salesforce"), None);
        }
        let door = "https://acme.my.salesforce.com/secur/frontdoor.jsp?sid=00D";
        assert_eq!(grow(door, "://"), door.strip_suffix("?sid=00D"));
        let bare = "acmehealth.lightning.force.com";
        assert_eq!(grow(bare, ".lightning.force"), Some(bare));
        assert_eq!(grow("Log in at acmehealth.my.site.com.", ".my.site"), Some("acmehealth.my.site.com"));
        assert_eq!(grow("https://developer.salesforce.com/docs", "://"), None);
        assert_eq!(grow("https://example.com/my.salesforce.com", "://"), None);
        assert_eq!(grow("https://yourdomain.my.salesforce.com", "://"), None);
    }

    #[test]
    fn sfdx() {
        let url = "force://PlatformCLI::5Aep861abcdefghijklmnopqrstuvwxyz@acmehealth.my.salesforce.com";
        assert_eq!(grown("sfdx-auth-url", url, "://"), Some(url));
        assert_eq!(grown("sfdx-auth-url", "task-force://example", "://"), None);
    }
}
