//! Regions: which countries' identifiers are looked for.

use crate::{Error, ErrorCode};

/// Universal kinds are always on.
pub(super) const UNIVERSAL: &str = "any";
/// What is on when nothing is said.
pub(super) const DEFAULT: &[&str] = &["US"];

/// Names for groups of countries.
const GROUPS: &[(&str, &[&str])] = &[
    ("UK", &["GB"]),
    (
        "EUROPE",
        &[
            "GB", "IE", "ES", "FR", "IT", "DE", "NL", "PL", "SE", "NO", "DK", "FI", "BE", "PT", "AT", "CH", "EU", "GR",
            "CZ", "SK", "HU", "RO", "BG", "HR", "SI", "EE", "LV", "LT", "LU", "MT", "CY", "IS",
        ],
    ),
    ("AMERICAS", &["US", "CA", "MX", "BR", "AR", "CL", "CO", "PE"]),
    ("APAC", &["AU", "NZ", "IN", "SG", "JP", "KR", "CN", "HK", "MY", "TH", "PH", "ID"]),
];

/// Which regions a scanner looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Regions {
    All,
    Listed(Vec<String>),
}

impl Regions {
    pub(super) fn standard() -> Self {
        Regions::Listed(DEFAULT.iter().map(|code| (*code).to_owned()).collect())
    }

    /// Parses names: ISO 3166 codes in any case, province codes such as `CA-ON`, groups, `all`.
    pub(super) fn parse<'a>(names: impl IntoIterator<Item = &'a str>, known: &[&str]) -> Result<Self, Error> {
        let mut listed = Vec::new();
        for name in names {
            let upper = name.trim().to_ascii_uppercase();
            let country = upper.split('-').next().unwrap_or_default();
            if upper == "ALL" {
                return Ok(Regions::All);
            }
            if upper == UNIVERSAL.to_ascii_uppercase() {
                continue;
            }
            if let Some((_, group)) = GROUPS.iter().find(|(group, _)| *group == upper) {
                listed.extend(group.iter().map(|code| (*code).to_owned()));
            } else if known.contains(&country) {
                listed.push(country.to_owned());
            } else {
                let mut known: Vec<&str> = known.iter().copied().filter(|code| *code != UNIVERSAL).collect();
                known.sort_unstable();
                known.dedup();
                let groups: Vec<&str> = GROUPS.iter().map(|(name, _)| *name).collect();
                let detail = format!(
                    "no detector is for the region `{name}`; known: all, any, {}, {}",
                    groups.join(", ").to_lowercase(),
                    known.join(", ")
                );
                return Err(Error::new(ErrorCode::UnknownRegion, detail));
            }
        }
        Ok(Regions::Listed(listed))
    }

    pub(super) fn include(&self, region: &str) -> bool {
        region == UNIVERSAL
            || match self {
                Regions::All => true,
                Regions::Listed(listed) => listed.iter().any(|code| code == region),
            }
    }
}
