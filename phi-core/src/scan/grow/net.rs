//! Addresses of the internet and of network cards.

use std::net::Ipv6Addr;
use std::ops::Range;

use super::Grow;
use super::walk::{alnum, at, before, cue_before, hex, left, right};

pub(super) const GROWS: &[(&str, Grow)] = &[("ipv4", ipv4), ("ipv6", ipv6), ("mac", mac)];

/// The longest IPv6 address in text, RFC 4291 section 2.2: eight groups, or six and a dotted quad.
const MAX_IPV6: usize = 45;

/// What numbers in four parts are, too.
const VERSIONS: &[&str] =
    &["version", "ver", "v", "build", "release", "rev", "revision", "firmware", "oid", "section", "sec", "chapter"];

/// Four octets of 0 to 255 without leading zeros. Not a part of a longer dotted number (object identifier, version), not
/// a product's version (`Chrome/120.0.0.0`, `log4j-2.17.1.0`), not loopback, unspecified, broadcast or a mask.
fn ipv4(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let edge = before(text, span.start);
    if b"./-".contains(&edge) && alnum(before(text, span.start - 1)) && !range(text, span.start) {
        return None;
    }
    let mut octets = [0u8; 4];
    let mut from = span.start;
    for (i, octet) in octets.iter_mut().enumerate() {
        let (mut end, mut value) = (from, 0u16);
        while end < from + 4 && at(text, end).is_ascii_digit() {
            value = value * 10 + u16::from(text[end] - b'0');
            end += 1;
        }
        if end == from || end > from + 1 && text[from] == b'0' {
            return None;
        }
        *octet = u8::try_from(value).ok()?;
        if i == 3 {
            from = end;
        } else if at(text, end) == b'.' {
            from = end + 1;
        } else {
            return None;
        }
    }
    let next = at(text, from);
    let glued = alnum(next)
        || next == b'.' && at(text, from + 1).is_ascii_digit()
        || matches!(next, b'-' | b'+') && at(text, from + 1).is_ascii_alphabetic();
    let nobody = matches!(octets, [0 | 127 | 255, ..]) || octets[3] == 255 && octets[2] == 255;
    (!glued && !nobody && !cue_before(text, span.start, VERSIONS)).then_some(span.start..from)
}

/// True after the hyphen of `10.0.0.1-10.0.0.9` and the slash of `10.0.0.1/10.0.0.9`.
fn range(text: &[u8], start: usize) -> bool {
    if text[start - 1] == b'.' {
        return false;
    }
    let first = left(text, start - 1, 16, |b| b.is_ascii_digit() || b == b'.');
    text[first..start].iter().filter(|&&b| b == b'.').count() == 3
}

/// RFC 4291 and the zone of RFC 4007. Times, network cards' addresses and the `::` of programs are none.
fn ipv6(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let edge = before(text, span.start);
    if alnum(edge) || b":._-".contains(&edge) {
        return None;
    }
    let mut end = right(text, span.start, MAX_IPV6 + 1, |b| hex(b) || b == b':' || b == b'.');
    // The end of a sentence, or of a label: `2001:db8::1:`. A `::` at the end belongs to it.
    while end > span.start
        && (text[end - 1] == b'.' || text[end - 1] == b':' && text.get(end.wrapping_sub(2)) != Some(&b':'))
    {
        end -= 1;
    }
    if alnum(at(text, end)) {
        return None;
    }
    let address = std::str::from_utf8(&text[span.start..end]).ok()?;
    address.parse::<Ipv6Addr>().ok()?;
    let groups = || address.split(':').filter(|group| !group.is_empty());
    if address.contains("::") {
        // `a::b` and `12::30` are code and slips of the pen.
        let distinct = address.starts_with("::") || groups().any(|group| group.len() > 2);
        if !distinct || !address.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
    } else if groups().all(|group| group.len() == 2) {
        return None;
    }
    if at(text, end) == b'%' {
        let zone = right(text, end + 1, 16, |b| alnum(b) || b == b'-' || b == b'_');
        if zone > end + 1 {
            end = zone;
        }
    }
    Some(span.start..end)
}

/// IEEE 802: six or eight octets with `:` or `-`, or three groups of four with `.`; one kind of separator,
/// nothing before or after that would make it a longer chain, neither null nor broadcast.
fn mac(text: &[u8], span: Range<usize>) -> Option<Range<usize>> {
    let width = right(text, span.start, 5, hex) - span.start;
    let separator = at(text, span.start + width);
    let lengths: &[usize] = match (width, separator) {
        (2, b':' | b'-') => &[17, 23],
        (4, b'.') => &[14],
        _ => return None,
    };
    let edge = before(text, span.start);
    if alnum(edge) || edge == separator && span.start > 1 && hex(text[span.start - 2]) {
        return None;
    }
    let mut end = span.start;
    loop {
        let group = right(text, end, 5, hex);
        if group - end != width {
            return None;
        }
        end = group;
        if at(text, end) != separator || !hex(at(text, end + 1)) || end - span.start > 32 {
            break;
        }
        end += 1;
    }
    let address = &text[span.start..end];
    let same = |digit: u8| address.iter().all(|&b| b == separator || b.eq_ignore_ascii_case(&digit));
    let next = at(text, end);
    // Another separator in the middle: `10:2F:33-AC-29-C3`.
    let mixed = matches!(next, b':' | b'-' | b'.') && hex(at(text, end + 1)) && hex(at(text, end + 2));
    (lengths.contains(&address.len()) && !alnum(next) && !mixed && !same(b'0') && !same(b'f'))
        .then_some(span.start..end)
}

#[cfg(test)]
mod tests {
    use super::super::grown;

    #[test]
    fn four_octets() {
        for address in ["198.51.100.7", "203.0.113.254", "192.168.0.1", "10.0.0.255"] {
            for text in [
                format!("from {address}."),
                format!("{address}:8080"),
                format!("{address}/24"),
                format!("http://{address}/"),
            ] {
                assert_eq!(grown("ipv4", &text, address), Some(address), "{text}");
            }
        }
        assert_eq!(grown("ipv4", "10.0.0.1-10.0.0.9", "10.0.0.9"), Some("10.0.0.9"));
        for text in [
            "192.168.0",
            "256.1.1.1",
            "1.2.3.4.5",
            "1.02.3.4",
            "127.0.0.1",
            "0.0.0.0",
            "1.2.3.4-beta",
            "1.2.3.4a",
            "255.255.255.0",
        ] {
            assert_eq!(grown("ipv4", text, &text[..4]), None, "{text}");
        }
        assert_eq!(grown("ipv4", "1.2.3.4.5", "2.3."), None);
        assert_eq!(grown("ipv4", "Chrome/120.0.0.0 Safari", "120.0."), None);
        assert_eq!(grown("ipv4", "log4j-2.17.1.0.jar", "2.17."), None);
    }

    #[test]
    fn eight_groups() {
        for address in [
            "2001:db8::1",
            "2001:db8:85a3::8a2e:370",
            "2345:0425:2CA1:0000:0000:0567:5673:23b5",
            "::1",
            "::ffff:192.0.2.128",
            "fe80::1%eth0",
            "2001:db8::",
        ] {
            let text = format!("from [{address}]:443");
            assert_eq!(grown("ipv6", &text, &address[..3]), Some(address), "{text}");
        }
        assert_eq!(grown("ipv6", "host 2001:db8::1: up", "2001:"), Some("2001:db8::1"));
        for text in [
            "684D:1111:222:3333:4444:5555:77",
            "2001:db8::1::2",
            "2001:db8:::1",
            "12:34:56",
            "00:1A:2B:3C:4D:5E:6F:70",
            "add::bed",
            "a::1",
        ] {
            assert_eq!(grown("ipv6", text, &text[..2]), None, "{text}");
        }
        assert_eq!(grown("ipv6", "2001:db8:::1", "::"), None);
        assert_eq!(grown("ipv6", "secure::key", "::"), None);
    }

    #[test]
    fn cards() {
        for address in
            ["00-1A-2B-3C-4D-5E", "0012.3456.789A", "D0-50-99-84-A2-A0", "00:00:5E:00:53:01", "00:1A:2B:FF:FE:3C:4D:5E"]
        {
            let text = format!("({address}).");
            assert_eq!(grown("mac", &text, &address[..6]), Some(address));
        }
        for text in [
            "00:1A:2B:3C:4D",
            "FF:FF:FF:FF:FF:FF",
            "00:00:00:00:00:00",
            "10:2F:33-AC-29-C3",
            "00:1A:2B:3C:4D:5E:6F",
            "aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99",
        ] {
            assert_eq!(grown("mac", text, &text[..6]), None, "{text}");
        }
    }
}
