//! Validators: what proves that a candidate of the right shape is the identifier it looks like.
//!
//! A detector names its validator in its file, `validator = "luhn(prefix=80840)"`; [`find`] resolves that
//! text. A validator is a pure function of the candidate; it never sees the words around it.

mod apac;
mod born;
mod clinical;
mod credential;
pub(crate) mod date;
mod device;
mod digits;
mod eu;
mod eu_north;
mod eu_south;
mod finance;
mod generic;
mod net;
mod phone;
mod salesforce;
mod uk;
mod us;
mod us_licence;
mod us_plan;
mod world;

pub(crate) use credential::{is_basic, is_bearer, is_secret};
pub(crate) use date::MONTH_STARTS;
pub(crate) use finance::iban_length;

/// A candidate as validators see it.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    /// The span as it stands in the (folded, hence ASCII) text, separators included.
    pub(crate) raw: &'a [u8],
    /// Letters and digits of `raw` alone, letters in upper case.
    pub(crate) compact: &'a [u8],
}

/// True when the candidate is proven. The second argument is what stood in the parentheses, after `=`.
pub(crate) type Check = fn(Value<'_>, &str) -> bool;

/// The registry, one table a module: `(name in the detector file, function)`.
const TABLES: &[&[(&str, Check)]] = &[
    apac::CHECKS,
    clinical::CHECKS,
    credential::CHECKS,
    date::CHECKS,
    device::CHECKS,
    digits::CHECKS,
    eu::CHECKS,
    eu_north::CHECKS,
    eu_south::CHECKS,
    finance::CHECKS,
    generic::CHECKS,
    net::CHECKS,
    phone::CHECKS,
    salesforce::CHECKS,
    uk::CHECKS,
    us::CHECKS,
    us_licence::CHECKS,
    us_plan::CHECKS,
    world::CHECKS,
];

/// Resolves `name`, `name(argument)` or `name(key=argument)`.
pub(crate) fn find(text: &str) -> Option<(Check, &str)> {
    let (name, argument) = match text.split_once('(') {
        None => (text, ""),
        Some((name, rest)) => {
            let inside = rest.strip_suffix(')')?;
            (name, inside.split_once('=').map_or(inside, |(_, value)| value))
        }
    };
    let check = TABLES.iter().copied().flatten().find(|(known, _)| *known == name)?.1;
    Some((check, argument))
}

/// Validators that look at lengths and letters only: they can refute a candidate and not prove it.
const SHAPE_ONLY: &[&str] =
    &["id-shape", "plate", "us-driver-license", "us-passport", "us-bcbs-member", "us-medicaid", "local_phone", "alnum"];

/// Validators that look at the value as it stands alone.
const RAW_ONLY: &[&str] = &["calendar-date", "us-phone", "e164", "passport-mrz", "secret-value"];

/// True when the validator looks at [`Value::compact`].
pub(crate) fn wants_compact(validator: &str) -> bool {
    let name = validator.split_once('(').map_or(validator, |(name, _)| name);
    !RAW_ONLY.contains(&name)
}

/// True when passing the validator is evidence for the candidate.
pub(crate) fn proves(validator: &str) -> bool {
    let name = validator.split_once('(').map_or(validator, |(name, _)| name);
    !SHAPE_ONLY.contains(&name)
}

/// All validator names, for the generator's error message.
#[cfg(feature = "custom")]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().copied().flatten().map(|(name, _)| *name)
}

/// Runs a validator over plain text, as the unit tests of the modules do.
#[cfg(test)]
pub(crate) fn check(validator: &str, text: &str) -> bool {
    let (check, argument) = find(validator).expect("a known validator");
    let compact: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).collect();
    check(Value { raw: text.as_bytes(), compact: &compact }, argument)
}

/// Asserts what a validator takes and what it refuses.
#[cfg(test)]
pub(crate) fn all(validator: &str, good: &[&str], bad: &[&str]) {
    for text in good {
        assert!(check(validator, text), "{validator} {text}");
    }
    for text in bad {
        assert!(!check(validator, text), "{validator} {text}");
    }
}
