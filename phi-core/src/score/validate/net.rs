//! Addresses that everybody has.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[("ipv4", ipv4), ("ipv6", ipv6)];

/// Not the address that a router has when it leaves the factory: it names nobody unless a cue says it does.
fn ipv4(value: Value<'_>, _: &str) -> bool {
    !matches!(
        value.raw,
        b"192.168.0.1"
            | b"192.168.1.1"
            | b"192.168.1.254"
            | b"192.168.0.254"
            | b"10.0.0.1"
            | b"10.0.0.138"
    )
}

/// Not loopback, RFC 4291 section 2.5.3.
fn ipv6(value: Value<'_>, _: &str) -> bool {
    value.raw != b"::1"
        && !(value.compact.ends_with(b"1")
            && value.compact[..value.compact.len() - 1]
                .iter()
                .all(|&b| b == b'0'))
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn router_defaults_and_loopback() {
        assert!(check("ipv4", "198.51.100.7"));
        assert!(!check("ipv4", "192.168.0.1"));
        assert!(check("ipv6", "2001:db8::1"));
        assert!(!check("ipv6", "::1"));
        assert!(!check("ipv6", "0:0:0:0:0:0:0:1"));
        assert!(check("ipv6", ""));
    }
}
