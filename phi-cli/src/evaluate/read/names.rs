//! What others call our labels.

use crate::failure::Failure;
use crate::inputs::shown;
use crate::selection;
use phi_core::Label;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Not to be counted, where a label is expected.
const NONE: &str = "-";

/// Name, in capitals with `_`, to label. `None`: known, and not to be counted.
pub(crate) struct Names(HashMap<String, Option<Label>>);

impl Names {
    /// The library's own table, and on top of it `FROM=LABEL` or files of such lines in TOML.
    pub(crate) fn new(options: &[String]) -> Result<Names, Failure> {
        let mut names = HashMap::new();
        let mut shared: HashMap<&str, usize> = HashMap::new();
        Label::ALL.iter().for_each(|label| *shared.entry(label.i2b2()).or_default() += 1);
        for label in Label::ALL {
            // An i2b2 type that stands for several of our labels says nothing.
            let i2b2 = Some(label.i2b2()).filter(|name| shared[name] == 1);
            for name in label.also().iter().copied().chain(i2b2).chain([label.presidio(), label.name()]) {
                names.insert(folded(name), Some(*label));
            }
        }
        let mut names = Names(names);
        for option in options {
            match option.split_once('=') {
                Some((from, to)) => names.put(from, to).map_err(|what| Failure::at("--map", what))?,
                None => names.file(Path::new(option))?,
            }
        }
        Ok(names)
    }

    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::at(shown(path), error))?;
        let rows: BTreeMap<String, String> = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Failure::at(format!("{}:{line}", shown(path)), "not a TOML file of lines like `THEIRS = \"SSN\"`")
        })?;
        rows.iter().try_for_each(|(from, to)| self.put(from, to).map_err(|what| Failure::at(shown(path), what)))
    }

    fn put(&mut self, from: &str, to: &str) -> Result<(), String> {
        let label = if to.trim() == NONE { None } else { Some(selection::label(to)?) };
        self.0.insert(folded(from), label);
        Ok(())
    }

    /// The label of a name; one with a category before it (`ID:MEDICALRECORD`) is known by what follows.
    pub(super) fn label(&self, name: &str) -> Option<Label> {
        let known = |name: &str| self.0.get(&folded(name)).copied();
        known(name).or_else(|| known(name.rsplit_once(':')?.1)).flatten()
    }
}

fn folded(name: &str) -> String {
    name.trim().chars().map(|c| if matches!(c, '-' | ' ' | '.') { '_' } else { c.to_ascii_uppercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_others_are_known_and_no_name_stands_for_two() {
        let names = Names::new(&[]).unwrap();
        for (name, label) in [
            ("NAME:PATIENT", Label::Name),
            ("HOSPITAL", Label::Org),
            ("LOCATION:ORGANIZATION", Label::Org),
            ("LOCATION-OTHER", Label::Location),
            ("ID:IDNUM", Label::Id),
            ("ID:ACCOUNT", Label::Account),
            ("CONTACT:FAX", Label::Phone),
            ("date_time", Label::Date),
            ("Phone Number", Label::Phone),
            ("US_SSN", Label::Ssn),
        ] {
            assert_eq!(names.label(name), Some(label), "{name}");
        }
        assert_eq!(names.label("LOCATION:STATE"), None);
        let mut seen = HashMap::new();
        for label in Label::ALL {
            for name in label.also().iter().copied().chain([label.presidio(), label.name()]) {
                assert_eq!(*seen.entry(folded(name)).or_insert(label), label, "{name}");
            }
        }
    }

    #[test]
    fn a_user_has_the_last_word() {
        let names = Names::new(&["ward=ORG".into(), "PATIENT=-".into()]).unwrap();
        assert_eq!(names.label("WARD"), Some(Label::Org));
        assert_eq!(names.label("NAME:PATIENT"), None);
        let Err(Failure::Message(message)) = Names::new(&["X=Y".into()]) else { panic!() };
        assert!(message.starts_with("--map: no label `Y`; known: NAME, "), "{message}");
    }
}
