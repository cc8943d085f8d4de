//! Private keys in the textual encoding of RFC 7468, RFC 4716's cousin of OpenSSH, and RFC 9580 section 6.2.

use std::ops::Range;

use memchr::memmem;

use super::walk::{base64, right};
use super::{Grow, MAX_SPAN};

pub(super) const GROWS: &[(&str, Grow)] = &[("pem", pem)];

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// The end of `-----BEGIN … -----` or `-----END … -----` at `from`, when it names a private key.
fn boundary(text: &[u8], from: usize, opening: &[u8]) -> Option<usize> {
    let label = from + opening.len();
    let line = &text[label..text.len().min(label + 48)];
    let length = memmem::find(line, DASHES)?;
    let name = &line[..length];
    let name = name.strip_suffix(b" BLOCK").unwrap_or(name);
    name.ends_with(b"PRIVATE KEY").then_some(label + length + DASHES.len())
}

/// Past line ends and blanks, also where they are written as `\n` or `\r` in a string.
fn skip_breaks(text: &[u8], mut from: usize, limit: usize) -> usize {
    while from < limit {
        match text[from] {
            b' ' | b'\t' | b'\r' | b'\n' => from += 1,
            b'\\' if matches!(text.get(from + 1), Some(b'n' | b'r' | b'\\')) => from += 2,
            b'n' | b'r' if text[from - 1] == b'\\' => from += 1,
            _ => break,
        }
    }
    from
}

/// From the five dashes to the end of the END line. Where the END is missing, the text was cut off: then the
/// lines of base64 that follow go with the header.
fn pem(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    if !text[span.start..].starts_with(BEGIN) {
        return None;
    }
    let header = boundary(text, span.start, BEGIN)?;
    let limit = text.len().min(span.start.saturating_add(MAX_SPAN));
    if let Some(body) = text.get(header..limit).and_then(|rest| memmem::find(rest, DASHES)) {
        let dashes = header + body;
        if text[dashes..].starts_with(END)
            && let Some(end) = boundary(text, dashes, END)
        {
            return Some(span.start..end);
        }
    }
    let mut end = header;
    loop {
        let line = skip_breaks(text, end, limit);
        let stop = right(text, line, limit.saturating_sub(line), base64);
        if stop - line < 16 {
            return Some(span.start..end);
        }
        end = right(text, stop, 2, |b| b == b'=');
    }
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    fn grow(text: &str) -> Option<&str> {
        grown("pem", text, "-----")
    }

    #[test]
    fn header_alone() {
        for kind in
            ["RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY BLOCK", "PRIVATE KEY"]
        {
            let header = format!("-----BEGIN {kind}-----");
            assert_eq!(grow(&header), Some(header.as_str()));
        }
        assert_eq!(grow("-----BEGIN PUBLIC KEY-----"), None);
        assert_eq!(grow("-----BEGIN CERTIFICATE-----"), None);
        assert_eq!(grow("----------"), None);
    }

    #[test]
    fn block() {
        let key = concat!("-----BEGIN ", "RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n0aE=\n-----END RSA PRIVATE KEY-----");
        assert_eq!(grow(&format!("key: |\n{key}\nnext")), Some(key));
        let key =
            concat!("-----BEGIN ", "EC PRIVATE KEY-----\\nMHcCAQEEIIrYSSNQFaA2Hwf1\\n-----END EC PRIVATE KEY-----");
        assert_eq!(grow(&format!("\"{key}\\n\"")), Some(key));
    }

    #[test]
    fn cut_off() {
        let key = concat!("-----BEGIN ", "RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nMIIEowIBAAKCAQEAz");
        assert_eq!(grow(&format!("{key}\n[truncated]")), Some(key));
        let header = concat!("-----BEGIN ", "PRIVATE KEY-----");
        assert_eq!(grow(&format!("{header} opens a key")), Some(header));
        assert_eq!(grow(&format!("{header}{header}")), Some(header));
        assert_eq!(grow(concat!("-----BEGIN ", "PRIVATE KEY-----\\")), Some(header));
    }
}
