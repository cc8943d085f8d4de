//! Addresses that everybody has.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[("ipv4", ipv4), ("ipv6", ipv6)];

/// Not the address that a router has when it leaves the factory, and not small numbers alone: `2.51.1.1` is an
/// outline's or a version's number unless a cue says otherwise. Private addresses (RFC 1918) begin with 10.
fn ipv4(value: Value<'_>, _: &str) -> bool {
    const FACTORY: &[&[u8]] =
        &[b"192.168.0.1", b"192.168.0.254", b"192.168.1.1", b"192.168.1.254", b"10.0.0.1", b"10.0.0.138"];
    let octets = || {
        value
            .raw
            .split(|&b| b == b'.')
            .map(|octet| octet.iter().fold(0u32, |n, b| (n * 10 + u32::from(b & 15)) & 0xffff))
    };
    let plausible = value.raw.starts_with(b"10.")
        || octets().any(|octet| octet >= 100)
        || octets().filter(|&octet| octet >= 20).count() >= 2;
    plausible && !FACTORY.contains(&value.raw)
}

/// Not loopback, RFC 4291 section 2.5.3.
fn ipv6(value: Value<'_>, _: &str) -> bool {
    value.raw != b"::1"
        && !(value.compact.ends_with(b"1") && value.compact[..value.compact.len() - 1].iter().all(|&b| b == b'0'))
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn router_defaults_and_loopback() {
        assert!(check("ipv4", "198.51.100.7"));
        assert!(check("ipv4", "10.0.0.255"));
        assert!(!check("ipv4", "192.168.0.1"));
        assert!(!check("ipv4", "2.51.1.1"));
        assert!(!check("ipv4", ""));
        assert!(check("ipv6", "2001:db8::1"));
        assert!(!check("ipv6", "::1"));
        assert!(!check("ipv6", "0:0:0:0:0:0:0:1"));
        assert!(check("ipv6", ""));
    }
}
