//! Detector files: one TOML file, one kind of identifier. See `detectors/README.md`.

use crate::pack::{Edges, Start, Strength};
use crate::scan::grow;
use crate::score::validate;
use crate::{Error, ErrorCode, Label};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A parsed and checked detector file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DetectorFile {
    /// Stable id.
    pub id: String,
    /// What the identifier is called.
    pub title: String,
    /// A label, or `-` for a decoy.
    pub label: String,
    /// Letter of 45 CFR 164.514(b)(2)(i), where it differs from the label's.
    #[serde(default)]
    pub safe_harbor: Option<String>,
    /// Country, `EU`, or `any`.
    pub region: String,
    /// `weak`, `medium` or `strong`.
    pub strength: String,
    /// Law, standard or registry.
    #[serde(default)]
    pub references: Vec<String>,
    /// A function of `score/validate`.
    #[serde(default)]
    pub validator: Option<String>,
    /// Which realistic replacement fits.
    #[serde(default)]
    pub surrogate: Option<String>,
    /// Shapes.
    #[serde(default, rename = "pattern")]
    pub patterns: Vec<PatternRow>,
    /// Key names whose value it is.
    #[serde(default, rename = "key")]
    pub keys: Vec<KeyRow>,
    /// Words before and after the value.
    #[serde(default)]
    pub cues: Cues,
    /// Structured fields, by format.
    #[serde(default)]
    pub fields: BTreeMap<String, Vec<String>>,
    /// Texts in which it must be found.
    #[serde(default)]
    pub accept: Vec<Accept>,
    /// Texts in which it must not.
    #[serde(default)]
    pub reject: Vec<Reject>,
}

/// One shape.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PatternRow {
    /// What this spelling is called.
    pub name: String,
    /// Bounded regular expression; absent where `start` is not `word`.
    #[serde(default)]
    pub regex: String,
    /// `word`, `number` or `head`.
    #[serde(default)]
    pub edges: Option<String>,
    /// `word`, `at`, `url`, `dashes`, `colon`, `dot` or `bracket`.
    #[serde(default)]
    pub start: Option<String>,
    /// A function of `scan/grow`.
    #[serde(default)]
    pub grow: Option<String>,
    /// Where this spelling is stronger or weaker than the detector.
    #[serde(default)]
    pub strength: Option<String>,
    /// The least characters up to the next blank.
    #[serde(default)]
    pub min: Option<u8>,
}

/// Names of keys in `key = value`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct KeyRow {
    /// Key names.
    pub names: Vec<String>,
    /// `any` or `parameter`.
    #[serde(default, rename = "where")]
    pub place: Option<String>,
    /// Shortest value.
    #[serde(default)]
    pub min: Option<u8>,
}

/// Cue words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Cues {
    /// Words that speak for it.
    #[serde(rename = "for")]
    pub favour: Vec<String>,
    /// Words that speak against it.
    pub against: Vec<String>,
}

/// A text with the identifier.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Accept {
    /// The text.
    pub text: String,
    /// The part that must be found: its first occurrence.
    pub span: String,
}

/// A text without it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Reject {
    /// The text.
    pub text: String,
    /// Why it is not this identifier.
    pub why: String,
}

/// Longest match of a pattern; what is longer has a head and a `grow`.
const LONGEST: usize = 256;

fn field(name: &str, right: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::DetectorField, format!("field `{name}`: {right}"))
}

impl DetectorFile {
    /// Parses and checks one file.
    ///
    /// # Errors
    /// A code from 300 up, with the byte offset in the file where one is known, the field, and what would be right.
    pub fn parse(text: &str) -> Result<DetectorFile, Error> {
        let file: DetectorFile = toml::from_str(text).map_err(|error| {
            let code = match toml::from_str::<toml::Table>(text) {
                Ok(_) => ErrorCode::DetectorField,
                Err(_) => ErrorCode::DetectorSyntax,
            };
            let offset = error.span().map_or(0, |span| span.start);
            let line = text.as_bytes()[..offset.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
            Error::new(code, format!("line {line}: {}", error.message())).at(offset)
        })?;
        file.check().map_err(|error| error.within(&file.id))?;
        Ok(file)
    }

    fn check(&self) -> Result<(), Error> {
        let id_ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if self.id.is_empty() || !self.id.bytes().all(id_ok) {
            return Err(field("id", "use a-z, 0-9 and dashes, such as `site-mrn`"));
        }
        self.label()?;
        if self.safe_harbor.as_ref().is_some_and(|s| s.len() != 1 || !matches!(s.as_bytes()[0], b'A'..=b'R')) {
            return Err(field("safe_harbor", "one letter, A to R, of 45 CFR 164.514(b)(2)(i)"));
        }
        let region_ok =
            self.region == "any" || (self.region.len() == 2 && self.region.bytes().all(|b| b.is_ascii_uppercase()));
        if !region_ok {
            return Err(field("region", "an ISO 3166 country such as `US`, `EU`, or `any`"));
        }
        strength(&self.strength)?;
        if self.references.iter().all(|r| r.trim().is_empty()) {
            return Err(field("references", "name at least one law, standard or registry that the rule comes from"));
        }
        if let Some(name) = &self.validator
            && validate::find(name).is_none()
        {
            let known: Vec<_> = validate::names().collect();
            return Err(field("validator", format!("no validator `{name}`; known: {}", known.join(", "))));
        }
        if self.patterns.is_empty() && self.keys.is_empty() {
            return Err(field("pattern", "give at least one `[[pattern]]` or `[[key]]`"));
        }
        for row in &self.patterns {
            row.check().map_err(|error| error.within(&format!("pattern `{}`", row.name)))?;
        }
        for row in &self.keys {
            row.parameter()?;
        }
        self.check_vectors()
    }

    fn check_vectors(&self) -> Result<(), Error> {
        for (name, count) in [("accept", self.accept.len()), ("reject", self.reject.len())] {
            if count < 3 {
                let detail = format!("field `{name}`: {count} vectors, at least 3 are needed");
                return Err(Error::new(ErrorCode::VectorMissing, detail));
            }
        }
        if let Some(at) = self.reject.iter().position(|reject| reject.why.trim().is_empty()) {
            let detail = format!("field `reject`: number {} has no reason in `why`", at + 1);
            return Err(Error::new(ErrorCode::VectorMissing, detail));
        }
        if let Some(at) = self.accept.iter().position(|a| a.span.is_empty() || !a.text.contains(&a.span)) {
            let detail = format!("field `accept`: number {} has a `span` that does not stand in its `text`", at + 1);
            return Err(Error::new(ErrorCode::VectorMissing, detail));
        }
        Ok(())
    }

    pub(crate) fn label(&self) -> Result<Option<Label>, Error> {
        match self.label.as_str() {
            "-" => Ok(None),
            name => name.parse().map(Some).map_err(|_| {
                let known: Vec<_> = Label::ALL.iter().map(|label| label.name()).collect();
                field("label", format!("no label `{name}`; known: {}, or `-` for a decoy", known.join(", ")))
            }),
        }
    }
}

pub(crate) fn strength(name: &str) -> Result<Strength, Error> {
    match name {
        "weak" => Ok(Strength::Weak),
        "medium" => Ok(Strength::Medium),
        "strong" => Ok(Strength::Strong),
        _ => Err(field("strength", "`weak`, `medium` or `strong`")),
    }
}

impl PatternRow {
    pub(crate) fn edges(&self) -> Result<Edges, Error> {
        match self.edges.as_deref() {
            None | Some("word") => Ok(Edges::Word),
            Some("number") => Ok(Edges::Number),
            Some("head") => Ok(Edges::Head),
            Some(_) => Err(field("edges", "`word`, `number` or `head`")),
        }
    }

    pub(crate) fn start(&self) -> Result<Start, Error> {
        match self.start.as_deref() {
            None | Some("word") => Ok(Start::Word),
            Some("at") => Ok(Start::At),
            Some("url") => Ok(Start::Url),
            Some("dashes") => Ok(Start::Dashes),
            Some("colon") => Ok(Start::Colon),
            Some("dot") => Ok(Start::Dot),
            Some("bracket") => Ok(Start::Bracket),
            Some(_) => Err(field("start", "`word`, `at`, `url`, `dashes`, `colon`, `dot` or `bracket`")),
        }
    }

    fn check(&self) -> Result<(), Error> {
        let edges = self.edges()?;
        if let Some(name) = &self.strength {
            strength(name)?;
        }
        if let Some(name) = &self.grow
            && grow::find(name).is_none()
        {
            let known: Vec<_> = grow::names().collect();
            return Err(field("grow", format!("no grow function `{name}`; known: {}", known.join(", "))));
        }
        if edges == Edges::Head && self.grow.is_none() {
            return Err(field("grow", "`edges = \"head\"` leaves the end open: name the function that finds it"));
        }
        match (self.start()?, self.regex.is_empty()) {
            (Start::Word, _) => self.check_regex(),
            (_, true) if self.grow.is_some() => Ok(()),
            _ => Err(field("regex", "a pattern with a `start` of its own has a `grow` and no `regex`")),
        }
    }

    fn check_regex(&self) -> Result<(), Error> {
        let hir = regex_syntax::ParserBuilder::new()
            .unicode(false)
            .utf8(false)
            .build()
            .parse(&self.regex)
            .map_err(|error| Error::new(ErrorCode::PatternSyntax, format!("field `regex`: {error}")))?;
        let properties = hir.properties();
        if !properties.look_set().is_empty() {
            let detail = "field `regex`: no ^, $, \\b or other look-around; say `edges` instead";
            return Err(Error::new(ErrorCode::PatternLookAround, detail));
        }
        if properties.minimum_len().unwrap_or(0) == 0 {
            return Err(Error::new(ErrorCode::PatternEmpty, "field `regex`: it matches the empty string"));
        }
        if properties.maximum_len().is_none_or(|longest| longest > LONGEST) {
            let detail =
                "field `regex`: no upper bound, or one over 256; write {1,20} for +, or a short head with `grow`";
            return Err(Error::new(ErrorCode::PatternUnbounded, detail));
        }
        Ok(())
    }
}

impl KeyRow {
    pub(crate) fn parameter(&self) -> Result<bool, Error> {
        match self.place.as_deref() {
            None | Some("any") => Ok(false),
            Some("parameter") => Ok(true),
            Some(_) => Err(field("where", "`any` or `parameter`")),
        }
    }
}
