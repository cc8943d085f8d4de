//! Record ids and secrets of Salesforce.

use super::{Check, Value};

pub(super) const CHECKS: &[(&str, Check)] = &[("sf-id18", id18), ("sf-consumer-secret", consumer_secret)];

/// Salesforce's 18-character ids: the last three are checksums of the case of five characters each, the
/// upper-case ones as bits from the left, over `A-Z0-5`.
fn id18(value: Value<'_>, _: &str) -> bool {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let Some((id, suffix)) = value.raw.split_at_checked(15) else {
        return false;
    };
    suffix.len() == 3
        && id.chunks(5).zip(suffix).all(|(group, &check)| {
            let upper = |(i, byte): (usize, &u8)| usize::from(byte.is_ascii_uppercase()) << i;
            DIGITS[group.iter().enumerate().map(upper).sum::<usize>()] == check
        })
}

/// Connected app: 64 hexadecimal digits or upper-case letters and digits, in old orgs 16 to 19 digits.
fn consumer_secret(value: Value<'_>, _: &str) -> bool {
    let digits = value.raw.iter().filter(|b| b.is_ascii_digit()).count();
    let all = digits == value.raw.len();
    match value.raw.len() {
        16..=19 => all,
        64 => digits > 0 && value.raw.iter().all(u8::is_ascii_alphanumeric) && !super::digits::all_equal(value.raw),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;

    #[test]
    fn suffix() {
        for id in [
            "001A0000006Vm9rIAC",
            "0129A000003BPFFQA4",
            "0129A000003BPFSQA4",
            "0129A000003FqQMQA0",
            "0030x00000AbCdEAAV",
            "005B0000001XyZqIAK",
            "500Hs00001AAbbCIAT",
            "00QKg0000012ABCMA2",
            "00D000000000062EAA",
            "a0B1N00000QwErTUAV",
            "001Dn00000XyZ12IAF",
            "006Ux000001aBcDIAU",
            "068xx0000004CAAAA2",
            "02iWs000000qRsTIAU",
        ] {
            assert!(check("sf-id18", id), "{id}");
        }
        for id in ["001A0000006Vm9rIAA", "001a0000006Vm9rIAC", "0013X00000AbCdeQAX", "001A0000006VM9RIAC", "001A", ""] {
            assert!(!check("sf-id18", id), "{id}");
        }
    }

    #[test]
    fn secrets() {
        assert!(check("sf-consumer-secret", "1234567890123456789"));
        assert!(check("sf-consumer-secret", &"0F1E2D3C".repeat(8)));
        assert!(!check("sf-consumer-secret", "12345678"));
        assert!(!check("sf-consumer-secret", &"0".repeat(64)));
    }
}
