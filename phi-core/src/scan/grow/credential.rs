//! Keys and tokens: a short head that gives them away, and a run of their alphabet after it. How long the run
//! must be is for the detector's validator to say.

use std::ops::Range;

use super::Grow;
use super::walk::{alnum, at, base64, base64url, before, hex, left, right, trim_end};
use crate::score::validate::{is_basic, is_bearer};

pub(super) const GROWS: &[(&str, Grow)] = &[
    ("token", token),
    ("token-base64", token_base64),
    ("token-dotted", token_dotted),
    ("token-hex", token_hex),
    ("jwt", jwt),
    ("bearer", bearer),
    ("basic", basic),
    ("mule-encrypted", mule_encrypted),
    ("aws-key-id", aws_key_id),
    ("azure-secret", azure_secret),
    ("sendgrid", sendgrid),
    ("vault-token", vault_token),
    ("terraform-token", terraform_token),
    ("crypt-hash", crypt_hash),
    ("entropy", entropy),
];

/// No key or token of a vendor is longer; a longer run is a document in base64.
const MAX_TOKEN: usize = 4096;

/// The longest unnamed secret. Longer runs are data.
const MAX_UNNAMED: usize = 256;

/// To the end of the run of `[0-9A-Za-z_-]`, without a hyphen at its end.
fn token(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let mut end = right(text, span.end, MAX_TOKEN, base64url);
    while end > span.end && text[end - 1] == b'-' {
        end -= 1;
    }
    Some(span.start..end)
}

/// To the end of the run of base64 and its padding.
fn token_base64(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let end = right(text, span.end, MAX_TOKEN, base64);
    Some(span.start..right(text, end, 2, |b| b == b'='))
}

/// To the end of a token as RFC 6750 section 2.1 writes it, and `!`, which Salesforce adds. A full stop after
/// it is the sentence's.
fn token_dotted(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let end = right(text, span.end, MAX_TOKEN, |b| base64url(b) || b".~+/=!".contains(&b));
    Some(span.start..trim_end(text, span.end, end))
}

/// To the end of the run of hexadecimal digits, which nothing may follow.
fn token_hex(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let end = right(text, span.end, MAX_TOKEN, hex);
    (!base64url(at(text, end))).then_some(span.start..end)
}

/// JWS or JWE compact serialization, RFC 7515 section 7.1 and RFC 7516 section 7.1: three or five base64url parts.
/// The signature may be empty (`alg: none`), which the validator has to believe.
fn jwt(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let limit = span.start.saturating_add(super::MAX_SPAN);
    let mut ends = [0; 5];
    let mut from = span.start;
    let mut parts = 0;
    for end in &mut ends {
        *end = right(text, from, limit.saturating_sub(from), base64url);
        parts += 1;
        if at(text, *end) != b'.' {
            break;
        }
        from = (*end + 1).min(text.len());
    }
    let length = |part: usize| ends[part] - if part == 0 { span.start } else { ends[part - 1] + 1 };
    // A fourth part alone is the next sentence or a file's ending.
    let last = if parts == 5 && length(4) > 0 { 4 } else { 2 };
    (parts > 2 && length(0) >= 10 && (last == 4 || length(1) > 0)).then_some(span.start..ends[last])
}

/// A token after the scheme's name, RFC 6750: `Bearer mF_9.B5f-4.1JqM`, at least 16 characters.
fn bearer(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    // The validator is asked here too, because a cue excuses a value that fails it.
    let gap = left(text, span.start, 3, |b| b == b' ');
    if gap == span.start || gap < 6 || !text[gap - 6..gap].eq_ignore_ascii_case(b"bearer") {
        return None;
    }
    let span = token_dotted(text, span)?;
    is_bearer(&text[span.clone()]).then_some(span)
}

/// Base64 after the scheme's name, RFC 7617: `Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==`.
fn basic(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = left(text, span.start, 64, base64);
    let gap = left(text, start, 3, |b| b == b' ');
    if gap == start || gap < 5 || !text[gap - 5..gap].eq_ignore_ascii_case(b"basic") {
        return None;
    }
    let span = token_base64(text, start..span.end)?;
    is_basic(&text[span.clone()]).then_some(span)
}

/// `![…]`, a value that MuleSoft's Secure Properties module has encrypted, its brackets included.
fn mule_encrypted(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = span.end;
    let end = token_base64(text, start..start)?.end;
    // Four characters are three bytes: less than eight is not even one block of a cipher.
    let sound = at(text, end) == b']' && end - start >= 16 && (end - start) % 4 < 3;
    // Without a digit it is the name of a picture in Markdown.
    (sound && text[start..end].iter().any(u8::is_ascii_digit)).then_some(span.start..end + 1)
}

/// AWS unique identifiers: four characters of kind and 16 of base32, upper case.
fn aws_key_id(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let kind = span.start + 4;
    let end = right(text, kind, 17, |b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b));
    (end == kind + 16 && !alnum(at(text, end))).then_some(span.start..end)
}

/// Microsoft Entra: three characters, a digit, `Q~` and 31 to 34 characters.
fn azure_secret(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let mark = span.start + 3;
    if at(text, mark + 1) != b'Q' || at(text, mark + 2) != b'~' || !at(text, mark).is_ascii_digit() {
        return None;
    }
    let end = right(text, mark, 64, |b| base64url(b) || b == b'~' || b == b'.');
    Some(span.start..trim_end(text, span.end, end))
}

/// `SG.` + 22 + `.` + 43. The engine calls at a dot between letters or digits: at the first, or at the second where
/// the id begins with a sign.
fn sendgrid(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let head = |start: usize| text.get(start..start + 3).is_some_and(|head| head == b"SG.");
    let first = span.start.checked_sub(2).filter(|&start| head(start));
    let second = || span.start.checked_sub(25).filter(|&start| head(start) && !alnum(at(text, start + 3)));
    let start = first.or_else(second)?;
    if alnum(before(text, start)) {
        return None;
    }
    let id = right(text, start + 3, 64, base64url);
    if id - start != 25 || at(text, id) != b'.' {
        return None;
    }
    let end = right(text, id + 1, 64, base64url);
    (end - id == 44).then_some(start..end)
}

/// HashiCorp Vault: `hvs.`, `hvb.` or `hvr.` and the token.
fn vault_token(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = span.start.checked_sub(3)?;
    if !matches!(&text[start..span.start], b"hvs" | b"hvb" | b"hvr") || alnum(before(text, start)) {
        return None;
    }
    let end = right(text, span.end, MAX_TOKEN, base64url);
    (end - span.end >= 24 && text[span.end..end].iter().any(u8::is_ascii_digit)).then_some(start..end)
}

/// Terraform Cloud: 14 characters, `.atlasv1.`, 60 to 70 characters.
fn terraform_token(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = span.start.checked_sub(14)?;
    if at(text, span.end) != b'a' || !text[span.start..].starts_with(b".atlasv1.") || alnum(before(text, start)) {
        return None;
    }
    let end = right(text, span.start + 9, 128, base64url);
    let id = &text[start..span.start];
    (id.iter().all(|&b| alnum(b)) && (60..=70).contains(&(end - span.start - 9))).then_some(start..end)
}

/// A password's hash in the modular crypt format: `$2b$12$…`, `$argon2id$v=19$…`, `$6$salt$…`,
/// or Django's `pbkdf2_sha256$…`.
fn crypt_hash(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let start = if before(text, span.start) == b'$' {
        span.start - 1
    } else if text[span.clone()].starts_with(b"pbkdf2") {
        span.start
    } else {
        return None;
    };
    let end = right(text, span.end, 512, |b| base64(b) || b"$=,.".contains(&b));
    let end = trim_end(text, span.end, end);
    (end - start >= 30).then_some(start..end)
}

/// A run that a key could be made of. Ids of a fixed layout and what goes on beyond the run are none.
fn entropy(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if b"_-+/=.".contains(&before(text, span.start)) {
        return None;
    }
    let end = right(text, span.end, MAX_UNNAMED, |b| base64url(b) || b"+/=.~".contains(&b));
    let end = trim_end(text, span.end, end);
    let run = &text[span.start..end];
    let uuid = run.len() == 36 && [8, 13, 18, 23].iter().all(|&i| run[i] == b'-');
    let path = run.iter().filter(|&&b| b == b'/').count() * 8 > run.len();
    let dotted = run.iter().filter(|&&b| b == b'.').count() > 2;
    let letters = run.iter().any(u8::is_ascii_alphabetic);
    ((20..MAX_UNNAMED).contains(&run.len()) && letters && !uuid && !path && !dotted).then_some(span.start..end)
}

#[cfg(test)]
mod tests {
    use super::super::{find, grown};

    #[test]
    fn every_name_resolves() {
        for (name, _) in super::GROWS {
            assert!(find(name).is_some());
        }
    }

    #[test]
    fn token_runs() {
        assert_eq!(grown("token", "x glpat-ab_c-9- y", "glpat-"), Some("glpat-ab_c-9"));
        assert_eq!(grown("token-base64", "ABSKab+/c==x", "ABSK"), Some("ABSKab+/c=="));
        assert_eq!(grown("token-dotted", "5Aep861.a_b.", "5Aep"), Some("5Aep861.a_b"));
        assert_eq!(grown("token-hex", "SKab12 x", "SK"), Some("SKab12"));
        assert_eq!(grown("token-hex", "SKab12xyz", "SK"), None);
    }

    #[test]
    fn jwt_parts() {
        let grow = |text| grown("jwt", text, "eyJh");
        assert_eq!(grow("a eyJhbGciOiJI.eyJz.Sfl-K, b"), Some("eyJhbGciOiJI.eyJz.Sfl-K"));
        assert_eq!(grow("eyJhbGciOiJI.eyJz"), None);
        assert_eq!(grow("eyJhbGciOiJI.eyJz."), Some("eyJhbGciOiJI.eyJz."));
        assert_eq!(grow("eyJhbGciOiJI..iv.text.tag"), Some("eyJhbGciOiJI..iv.text.tag"));
        assert_eq!(grow("eyJhbGciOiJI.b.c.d"), Some("eyJhbGciOiJI.b.c"));
        assert_eq!(grow("eyJh.b.c"), None);
    }

    #[test]
    fn schemes() {
        assert_eq!(
            grown("bearer", "authorization: bearer 00D000000000062!AQEAQfake\n", "0"),
            Some("00D000000000062!AQEAQfake")
        );
        assert_eq!(grown("bearer", "Bearer abc1", "abc1"), None);
        assert_eq!(grown("bearer", "bear 1234567890123456789", "1"), None);
        assert_eq!(grown("basic", "Basic YTo5ZGpzOQ==", "YTo5"), Some("YTo5ZGpzOQ=="));
        assert_eq!(grown("basic", "Basic am8+Ong5", "Ong5"), Some("am8+Ong5"));
        assert_eq!(grown("basic", "Basic training9", "training9"), None);
        assert_eq!(grown("basic", "Basically 9", "9"), None);
    }

    #[test]
    fn mule_properties() {
        let value = "db.password=![nHWo5JhNAYM+TzxqeHdRDXx15Q==]";
        assert_eq!(grown("mule-encrypted", value, "!["), Some("![nHWo5JhNAYM+TzxqeHdRDXx15Q==]"));
        assert_eq!(grown("mule-encrypted", "alt=![image2](x.png)", "!["), None);
    }

    #[test]
    fn vendors_with_dots() {
        let key = concat!("SG.", "KS-PhnYYYxGrzK04VXBit-.3iileEjFxQhfBwJCTqgwRkehiBVoltanLs1RzxHoSlS");
        assert_eq!(grown("sendgrid", key, "."), Some(key));
        assert_eq!(find("sendgrid").unwrap()(key.as_bytes(), 25..26), None, "found at the first dot already");
        let signed = key.replacen('K', "-", 1);
        assert_eq!(find("sendgrid").unwrap()(signed.as_bytes(), 25..26), Some(0..key.len()));
        assert_eq!(grown("sendgrid", concat!("SG.", "FCbYZdM2MRuOYdxb3Grg"), "."), None);
        let vault = concat!("hvs.", "CAESIJlWh4Ye0eZGxK3Q9vN2p7RtUuWx");
        assert_eq!(grown("vault-token", vault, "."), Some(vault));
        let cloud =
            concat!("aB3dE5fG7hJ9kL.atlasv1.", "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz01");
        assert_eq!(grown("terraform-token", cloud, "."), Some(cloud));
    }

    #[test]
    fn hashes_of_passwords() {
        let bcrypt = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";
        assert_eq!(grown("crypt-hash", bcrypt, "2b$12$"), Some(bcrypt));
        assert_eq!(grown("crypt-hash", "US$6$", "6$"), None);
    }

    #[test]
    fn unnamed_secrets() {
        let grow = |text, head| grown("entropy", text, head);
        assert_eq!(grow("k3yV9sQ2mT7xL4pN8wZ1 x", "k3"), Some("k3yV9sQ2mT7xL4pN8wZ1"));
        assert_eq!(grow("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6"), None);
        assert_eq!(grow("a1/b2/c3/d4/e5/f6/g7/h8", "a1"), None);
        assert_eq!(grow("123456789012345678901234", "1"), None);
    }
}
