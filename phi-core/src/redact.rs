//! Redaction: the input with its findings replaced.

use crate::{Error, Finding, Findings, Input, Operator, Policy, Scanner, Scratch, Span};
use std::borrow::Cow;

/// A scanner and a policy.
#[derive(Clone, Debug)]
pub struct Redactor {
    scanner: Scanner,
    policy: Policy,
}

/// What redacting gave.
#[derive(Clone)]
pub struct Redaction<'a> {
    /// The output: borrowed when nothing changed.
    pub output: Cow<'a, [u8]>,
    /// What was found, in the order of the text.
    pub findings: Findings,
    /// Where each finding's replacement stands in the output, in bytes.
    pub replacements: Vec<Span>,
}

impl Redactor {
    /// Puts the two together.
    pub fn new(scanner: Scanner, policy: Policy) -> Self {
        Redactor { scanner, policy }
    }

    /// The scanner.
    pub fn scanner(&self) -> &Scanner {
        &self.scanner
    }

    /// What is done to a finding.
    pub fn operator(&self, finding: &Finding) -> &Operator {
        self.policy.operator(finding.label)
    }

    /// Scans and replaces.
    ///
    /// # Errors
    /// As [`Scanner::scan_into`].
    pub fn redact<'a>(&self, input: impl Into<Input<'a>>) -> Result<Redaction<'a>, Error> {
        self.redact_with(input, &mut Scratch::new())
    }

    /// As [`Redactor::redact`], with memory that is reused.
    ///
    /// # Errors
    /// As [`Scanner::scan_into`].
    pub fn redact_with<'a>(&self, input: impl Into<Input<'a>>, scratch: &mut Scratch) -> Result<Redaction<'a>, Error> {
        let input = input.into();
        let raw = input.as_bytes();
        let mut findings = Findings::new();
        self.scanner.scan_into(input, scratch, &mut findings)?;
        let mut replacements = Vec::with_capacity(findings.len());
        if findings.iter().all(|finding| *self.operator(finding) == Operator::Keep) {
            replacements.extend(findings.iter().map(|finding| finding.span));
            return Ok(Redaction { output: Cow::Borrowed(raw), findings, replacements });
        }
        let mut output = Vec::with_capacity(raw.len() + 16);
        let mut done = 0;
        for finding in &findings {
            output.extend_from_slice(&raw[done..finding.span.start]);
            let start = output.len();
            self.operator(finding).apply(&raw[finding.span.range()], finding.label, &mut output);
            replacements.push(Span { start, end: output.len() });
            done = finding.span.end;
        }
        output.extend_from_slice(&raw[done..]);
        Ok(Redaction { output: Cow::Owned(output), findings, replacements })
    }
}

impl Redaction<'_> {
    /// The output as text, when the input was text.
    ///
    /// # Errors
    /// When the input was not UTF-8, its offset.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.output)
    }
}

impl std::fmt::Debug for Redaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redaction").field("len", &self.output.len()).field("findings", &self.findings).finish()
    }
}
