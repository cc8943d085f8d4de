//! `labels.toml` to a Rust enum.

use crate::tree;
use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
struct File {
    label: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    number: u8,
    name: String,
    description: String,
    #[serde(default)]
    safe_harbor: String,
    #[serde(default)]
    i2b2: String,
    presidio: String,
    #[serde(default)]
    also: Vec<String>,
    order: u8,
}

impl Row {
    /// `PLAN_ID` becomes `PlanId`.
    fn variant(&self) -> String {
        self.name.split('_').map(|word| word[..1].to_owned() + &word[1..].to_lowercase()).collect()
    }
}

/// The enum with one table per column.
pub(crate) fn source() -> Result<String, String> {
    let path = tree::root().join("phi-core/detectors/labels.toml");
    let file: File = toml::from_str(&tree::read(&path)?).map_err(|error| format!("labels.toml: {error}"))?;
    let rows = file.label;
    let mut out = String::from(
        "// Written by `cargo xtask generate` from detectors/labels.toml.\n\n//! Labels.\n\n\
         /// What a finding is. Numbers are stable for ever.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]\n#[repr(u8)]\n#[non_exhaustive]\npub enum Label {\n",
    );
    for row in &rows {
        let _ = writeln!(out, "    /// {}.\n    {} = {},", row.description, row.variant(), row.number);
    }
    out += "}\n\nimpl Label {\n    /// Every label, in the order of the numbers.\n    pub const ALL: &'static [Label] = &[\n";
    for row in &rows {
        let _ = writeln!(out, "        Label::{},", row.variant());
    }
    out += "    ];\n\n    /// The stable number.\n    pub const fn number(self) -> u8 {\n        self as u8\n    }\n\n    \
            pub(crate) fn from_number(number: u8) -> Option<Label> {\n        \
            Label::ALL.iter().copied().find(|label| label.number() == number)\n    }\n";
    let column = |doc: &str, head: &str, cell: &dyn Fn(&Row) -> String| {
        let mut text = format!("\n    /// {doc}\n    {head} {{\n        match self {{\n");
        for row in &rows {
            let _ = writeln!(text, "            Label::{} => {},", row.variant(), cell(row));
        }
        text + "        }\n    }\n"
    };
    out += &column("The name, as every output writes it.", "pub const fn name(self) -> &'static str", &|row| {
        format!("{:?}", row.name)
    });
    out += &column("What it means.", "pub const fn description(self) -> &'static str", &|row| {
        format!("{:?}", row.description)
    });
    out += &column(
        "Letter of 45 CFR 164.514(b)(2)(i); `None` for health information that identifies nobody.",
        "pub const fn safe_harbor(self) -> Option<char>",
        &|row| row.safe_harbor.chars().next().map_or("None".into(), |letter| format!("Some({letter:?})")),
    );
    out += &column(
        "The type of the i2b2 2014 challenge; empty where it has none.",
        "pub const fn i2b2(self) -> &'static str",
        &|row| format!("{:?}", row.i2b2),
    );
    out += &column("The entity that Presidio's users know.", "pub const fn presidio(self) -> &'static str", &|row| {
        format!("{:?}", row.presidio)
    });
    out += &column(
        "Other names under which annotated text has it.",
        "pub const fn also(self) -> &'static [&'static str]",
        &|row| format!("&{:?}", row.also),
    );
    out +=
        &column("Who wins when everything else is equal, 1 first.", "pub(crate) const fn order(self) -> u8", &|row| {
            row.order.to_string()
        });
    out += "}\n\nimpl std::fmt::Display for Label {\n    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {\n        f.pad(self.name())\n    }\n}\n\n\
            impl std::str::FromStr for Label {\n    type Err = crate::Error;\n\n    fn from_str(name: &str) -> Result<Self, Self::Err> {\n        \
            let label = Label::ALL.iter().copied().find(|label| label.name().eq_ignore_ascii_case(name));\n        \
            label.ok_or_else(|| crate::Error::new(crate::ErrorCode::UnknownLabel, \"no label has this name\"))\n    }\n}\n";
    Ok(out)
}
