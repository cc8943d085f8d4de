//! What proves a secret: its length and alphabet, its decoded head, its disorder, and that it is no placeholder.

mod placeholder;

use self::placeholder::is_placeholder;
use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[
    ("token-length", token_length),
    ("hex", hex),
    ("alnum", alnum),
    ("base64", base64),
    ("openai-key", openai_key),
    ("jwt", jwt),
    ("basic", basic),
    ("bearer", bearer),
    ("entropy", entropy),
    ("secret-value", secret_value),
    ("parameter-value", parameter_value),
];

/// `length` in a list such as `40,93` or `40-255`; an open end is written `40-`.
fn in_lengths(length: usize, list: &str) -> bool {
    list.split(',').any(|item| match item.split_once('-') {
        None => item.parse() == Ok(length),
        Some((low, high)) => {
            low.parse().is_ok_and(|low: usize| length >= low)
                && (high.is_empty() || high.parse().is_ok_and(|high: usize| length <= high))
        }
    })
}

/// `token-length(total=40,93)`: the whole span, prefix included.
fn token_length(value: Value<'_>, lengths: &str) -> bool {
    in_lengths(value.raw.len(), lengths)
}

/// `hex(total=32)`: hexadecimal digits, not the same one throughout.
fn hex(value: Value<'_>, lengths: &str) -> bool {
    value.raw.iter().all(u8::is_ascii_hexdigit) && varied(value.raw) && in_lengths(value.raw.len(), lengths)
}

/// `alnum(total=24-25)`: letters and digits, one of each at least.
fn alnum(value: Value<'_>, lengths: &str) -> bool {
    value.raw.iter().all(u8::is_ascii_alphanumeric)
        && value.raw.iter().any(u8::is_ascii_digit)
        && varied(value.raw)
        && in_lengths(value.raw.len(), lengths)
}

/// `base64(total=40)`: the base64 alphabet with its padding.
fn base64(value: Value<'_>, lengths: &str) -> bool {
    value.raw.iter().all(|&b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
        && varied(value.raw)
        && in_lengths(value.raw.len(), lengths)
}

fn varied(text: &[u8]) -> bool {
    !super::digits::all_equal(text)
}

/// OpenAI: project, service account and admin keys, or the old form with its marker in the middle.
fn openai_key(value: Value<'_>, _: &str) -> bool {
    let rest = value.raw.strip_prefix(b"sk-").unwrap_or_default();
    let named = [&b"proj-"[..], b"svcacct-", b"admin-"].iter().any(|kind| rest.starts_with(kind));
    value.raw.len() >= 40 && (named || contains(rest, b"T3BlbkFJ"))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// The six bits of a base64 or base64url digit.
fn sextet(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// The bytes that base64 stands for, up to the first byte that is none of its digits.
fn decoded(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    text.chunks(4).flat_map(|chunk| {
        let mut bits = 0u32;
        let mut digits = 0;
        for six in chunk.iter().map_while(|&digit| sextet(digit)) {
            bits = bits << 6 | u32::from(six);
            digits += 1;
        }
        bits <<= 6 * (4 - digits);
        bits.to_be_bytes().into_iter().skip(1).take((digits as usize * 6) / 8)
    })
}

/// RFC 7515 section 4.1.1: the first part decodes to a JSON object that has `alg`. Without a signature the object
/// must say `none`.
fn jwt(value: Value<'_>, _: &str) -> bool {
    let head = value.raw.split(|&b| b == b'.').next().unwrap_or_default();
    let has = |part: &[u8]| {
        // A rolling window of as many bytes as `part` has; it has at most eight.
        let mut window = [0u8; 8];
        decoded(head).any(|byte| {
            window.rotate_left(1);
            window[7] = byte;
            window[8 - part.len()..] == *part
        })
    };
    decoded(head).next() == Some(b'{') && has(b"\"alg\"") && (!value.raw.ends_with(b".") || has(b"none"))
}

/// RFC 7617 section 2: user, colon, password in base64.
fn basic(value: Value<'_>, _: &str) -> bool {
    is_basic(value.raw)
}

/// As `basic`, for the function that grows the span.
pub(crate) fn is_basic(raw: &[u8]) -> bool {
    raw.len() >= 8 && decoded(raw).any(|b| b == b':') && printable(raw)
}

fn printable(text: &[u8]) -> bool {
    decoded(text).all(|b| b >= b' ' && b != 0x7f)
}

/// RFC 6750 section 2.1, 16 characters and more. What decodes to plain text is another scheme's.
fn bearer(value: Value<'_>, _: &str) -> bool {
    is_bearer(value.raw)
}

/// As `bearer`, for the function that grows the span.
pub(crate) fn is_bearer(raw: &[u8]) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=!".contains(&b);
    if raw.len() < 16 || !raw.iter().all(|&b| token(b)) {
        return false;
    }
    let words =
        raw.iter().all(|&b| sextet(b).is_some() || b == b'=') && decoded(raw).all(|b| (b' '..0x7f).contains(&b));
    !words && !is_placeholder(raw)
}

/// As `secret-value(words=any)`, for the function that grows the span.
pub(crate) fn is_secret(raw: &[u8]) -> bool {
    !is_placeholder(raw)
}

/// log2(n) in 1/1024, in whole numbers so that every platform agrees.
fn log2(n: u32) -> u32 {
    let whole = n.max(1).ilog2();
    let mut mantissa = (u64::from(n.max(1)) << 31) >> whole;
    let mut fraction = 0;
    for _ in 0..10 {
        mantissa = (mantissa * mantissa) >> 31;
        fraction <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            fraction |= 1;
        }
    }
    whole << 10 | fraction
}

/// `3.5` in 1/1024.
fn fixed(number: &str) -> u32 {
    let (whole, rest) = number.split_once('.').unwrap_or((number, "0"));
    let scale = 10u32.pow(rest.len().min(6) as u32);
    let part: u32 = rest.get(..rest.len().min(6)).and_then(|part| part.parse().ok()).unwrap_or(0);
    whole.parse::<u32>().unwrap_or(u32::MAX).saturating_mul(1024).saturating_add(part * 1024 / scale)
}

/// `entropy(bits=3.5)`: Shannon entropy per character, 20 characters and more; half a bit less for
/// hexadecimal, whose alphabet has no more than four.
fn entropy(value: Value<'_>, bits: &str) -> bool {
    let text = &value.raw[..value.raw.len().min(512)];
    let mut counts = [0u32; 256];
    for &byte in text {
        counts[usize::from(byte)] += 1;
    }
    let total = text.len() as u32;
    let sum: u32 = counts.iter().filter(|&&count| count > 1).map(|&count| count * log2(count)).sum();
    let hex = text.iter().all(u8::is_ascii_hexdigit);
    let wanted = fixed(bits).saturating_sub(if hex { 512 } else { 0 });
    total >= 20 && log2(total) * total >= sum.saturating_add(wanted.saturating_mul(total))
}

/// `secret-value`: not a placeholder, and not the one short word that prose writes after a colon ("password: reset").
/// With `secret-value(words=any)` words count too, where no prose can stand.
fn secret_value(value: Value<'_>, words: &str) -> bool {
    let word = value.raw.len() < 8 && value.raw.iter().all(u8::is_ascii_alphabetic);
    let date = value.raw.iter().all(|b| b.is_ascii_digit() || b"-/.:".contains(b))
        && value.raw.iter().any(|b| b"/:".contains(b));
    !is_placeholder(value.raw) && (words == "any" || !word && !date)
}

/// `parameter-value`: the value of a parameter such as `code` or `token` that is no word, no code of a
/// terminology (`code=8480-6`, `code=E11.65`), no address.
fn parameter_value(value: Value<'_>, _: &str) -> bool {
    let text = value.raw;
    let letters = text.iter().all(|&b| b.is_ascii_lowercase() || b"-_+".contains(&b))
        || text.iter().skip(1).all(|&b| b.is_ascii_lowercase());
    let code = text.len() < 9
        && text.iter().any(|b| b"-.".contains(b))
        && text.iter().skip(1).all(|b| b.is_ascii_digit() || b"-.".contains(b));
    !is_placeholder(text) && !letters && !code && !text.contains(&b'|') && memchr::memmem::find(text, b"://").is_none()
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn lengths() {
        let key = concat!("ghp_", "rGgIkkBb4RUc9x7yuZgW8SvrDgVf53eYfugP");
        assert!(check("token-length(total=40-255)", key));
        assert!(!check("token-length(total=40-255)", &key[..39]));
        assert!(check("token-length(total=30,40)", key));
        assert!(check("token-length(total=40-)", key));
        assert!(!check("token-length(total=)", key));
    }

    #[test]
    fn alphabets() {
        assert!(check("hex(total=32)", concat!("3ad009db67e4425f", "85482462de983908")));
        assert!(!check("hex(total=32)", "myapp"));
        assert!(!check("hex(total=32)", "00000000000000000000000000000000"));
        assert!(check("alnum(total=24-25)", concat!("Zk3PqLx9VbN2", "mRtY8wQs5cJd")));
        assert!(!check("alnum(total=5)", "abcde"));
        assert!(check("base64(total=40)", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    }

    #[test]
    fn openai() {
        assert!(check("openai-key", concat!("sk-", "KvFW6oJMdsEdPayGN3x4T3BlbkFJwFKGHlEMwbja3UxG0wuk")));
        assert!(!check("openai-key", concat!("sk-", "YK6Tye4zdNV6GJMm9OEgiEv1NJNv1gvg9tyc7dIv0V5DkYRg")));
    }

    #[test]
    fn jwt_heads() {
        let head = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxw";
        assert!(check("jwt", head));
        assert!(check("jwt", "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.dBjf"));
        assert!(check("jwt", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."));
        assert!(!check("jwt", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0."));
        assert!(!check("jwt", "a.b.c"));
        assert!(!check("jwt", ""));
    }

    #[test]
    fn headers() {
        assert!(check("basic", concat!("QWxhZGRpbjpv", "cGVuIHNlc2FtZQ==")));
        assert!(!check("basic", "bm9jb2xvbmhlcmU="));
        assert!(!check("basic", "training"));
        assert!(check("bearer", "00D000000000062!AQEAQfakefakefake"));
        assert!(check("bearer", "2YotnFZFEjr1zCsicMWpAA"));
        assert!(check("bearer", "f47ac10b-58cc-4372-a567-0e02b2c3d479"));
        assert!(!check("bearer", "bm9jb2xvbmhlcmU="));
        assert!(!check("bearer", "abc"));
    }

    #[test]
    fn disorder() {
        assert!(check("entropy(bits=3.5)", "k3yV9sQ2mT7xL4pN8wZ1"));
        assert!(check("entropy(bits=3.5)", "9f86d081884c7d659a2feaa0c55ad015"));
        assert!(!check("entropy(bits=3.5)", "aaaaaaaaaabbbbbbbbbb1"));
        assert!(!check("entropy(bits=3.5)", "k3yV9sQ2"));
        assert_eq!(super::log2(8), 3 << 10);
        assert_eq!(super::log2(10), 3401);
        assert_eq!(super::fixed("3.5"), 3584);
    }

    #[test]
    fn values_of_keys() {
        for value in
            ["Sup3rS3cret!", "k2f9s8d7f6g5h4j3", "tr0ub4dor&3", "Zk3PqLx9VbN2mRtY8wQs5cJd", "CybPass!", "correct-horse"]
        {
            assert!(check("secret-value", value), "{value}");
        }
        for value in [
            "${DB_PASSWORD}",
            "![nHWo5JhNAYM+TzxqeHdRDXx15Q5e==]",
            "null",
            "reset",
            "********",
            "xxxxxxxx",
            "<password>",
            "{{secret}}",
            "%DB_PASS%",
            "$DB_PASS",
            "your-api-key",
            "changeme",
            "[REDACTED]",
            "get_password(",
            "string",
            "p('secure::db.password')",
            "process.env.SECRET",
            "SESSION_ID_REMOVED",
            "12/05/2024",
            "",
        ] {
            assert!(!check("secret-value", value), "{value}");
        }
        assert!(check("secret-value(words=any)", "hunter"));
        assert!(!check("secret-value(words=any)", "${PASS}"));
    }

    #[test]
    fn values_of_parameters() {
        for value in ["1A2B3C4D5E6F7A8B", "ab12cd34ef56gh78", "SplxlOBeZQQYbYS6WxSbIA", "abcdef123456", "839201"] {
            assert!(check("parameter-value", value), "{value}");
        }
        for value in ["8480-6", "E11.65", "massachusetts", "Pending", "http://loinc.org|8480-6", "{token}", "85354-9"] {
            assert!(!check("parameter-value", value), "{value}");
        }
    }
}
