//! The command line.

use crate::{compile, detectors, evaluate, explain, redact, scan};
use anstyle::AnsiColor;
use clap::builder::Styles;
use clap::{Parser, Subcommand, ValueEnum};
use phi_core::OffsetUnit;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Find and remove protected health information (PHI)
#[derive(Parser)]
#[command(name = "phi", version, styles = STYLES, max_term_width = 100, after_help = "\
Exit code: 0 clean or done, 1 findings (scan) or a limit that does not hold (evaluate), 2 error.
Values that were found are never shown, unless --reveal asks for them.
`phi COMMAND --help` says more.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Report what is found, and where
    Scan(scan::Arguments),
    /// Replace what is found
    Redact(redact::Arguments),
    /// Say why something at one place was found, or was not
    Explain(explain::Arguments),
    /// Measure on labelled text how much is found, and how much of it is right
    Evaluate(evaluate::Arguments),
    /// List the detectors, or show one
    Detectors(detectors::Arguments),
    /// Compile a folder of detector files to a pack
    Compile(compile::Arguments),
}

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unit {
    /// Bytes
    Bytes,
    /// Unicode code points (Python)
    Codepoints,
    /// UTF-16 code units (JavaScript, Java)
    Utf16,
}

impl From<Unit> for OffsetUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Bytes => OffsetUnit::Bytes,
            Unit::Codepoints => OffsetUnit::CodePoints,
            Unit::Utf16 => OffsetUnit::Utf16,
        }
    }
}

/// How a listing is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For people
    #[default]
    Human,
    /// One JSON object a line
    Ndjson,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_options_do_not_contradict_each_other() {
        super::Arguments::command().debug_assert();
    }
}
