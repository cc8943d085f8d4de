//! An evaluation for people.

use super::compare::{self, Comparison};
use super::figures::{Figure, LabelFigures, Rate, Three};
use super::read::escaped;
use super::report::{Error, Genre, Report, Row};
use crate::failure::Failure;
use crate::output;
use crate::report::{BOLD, DIM, LABEL, VALUE, counted};
use comfy_table::{CellAlignment, Table, presets};
use std::collections::BTreeMap;
use std::io::Write;

/// Instead of a figure of nothing.
const NOTHING: &str = "–";

/// A figure with its three digits.
fn short(figure: Option<&Figure>) -> String {
    figure.map_or_else(|| NOTHING.to_owned(), |figure| format!("{:.3}", figure.value))
}

/// The same with its range.
fn long(figure: Option<&Figure>) -> String {
    ranged(figure, 3)
}

fn ranged(figure: Option<&Figure>, digits: usize) -> String {
    let text = |f: &Figure| format!("{:.digits$} {:.digits$}–{:.digits$}", f.value, f.low, f.high);
    figure.map_or_else(|| NOTHING.to_owned(), text)
}

fn rate(rate: &Rate) -> String {
    format!("{} ({} of {})", long(rate.rate.as_ref()), rate.part, rate.whole)
}

/// Precision, recall, and F1 with its range.
fn shares(three: &Three) -> [String; 3] {
    let [precision, recall, f1] = three.shown();
    [short(precision), short(recall), long(f1)]
}

/// Columns that line up, the first `left` to the left; the head in bold.
fn table(out: &mut impl Write, head: &[&str], left: usize, rows: Vec<Vec<String>>) -> Result<(), Failure> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(head.to_vec()).add_rows(rows);
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if at >= left {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for (at, line) in table.lines().enumerate() {
        let line = line.trim_end();
        if at == 0 { writeln!(out, "{BOLD}{line}{BOLD:#}")? } else { writeln!(out, "{line}")? }
    }
    Ok(writeln!(out)?)
}

/// Tables; `errors` lists each error, too.
pub(super) fn report(report: &Report, worst: usize, errors: bool) -> Result<(), Failure> {
    let mut out = output::styled_stdout();
    let figures = &report.figures;
    writeln!(
        out,
        "{BOLD}{}{BOLD:#}  {}, {}\n",
        report.corpus,
        counted(figures.documents as usize, "document"),
        counted(figures.tokens as usize, "token")
    )?;
    let mut rows = Vec::new();
    for (name, view) in figures.views() {
        for (level, three) in view.levels() {
            let counts = [three.right, three.wrong, three.missed].map(|count| count.to_string());
            let head = [name, level].map(str::to_owned);
            rows.push(head.into_iter().chain(three.shown().map(long)).chain(counts).collect());
        }
    }
    table(&mut out, &["", "", "precision", "recall", "F1", "right", "false", "missed"], 2, rows)?;
    let lines = [
        ("documents with an identifier that nothing touches", rate(&figures.all.leak)),
        ("the same, safe harbor", rate(&figures.safe_harbor.leak)),
        ("traps hit", rate(&figures.traps)),
        ("documents without identifiers in which something is found", rate(&figures.clean_flagged)),
        ("false tokens in 1,000", ranged(figures.false_per_1000.as_ref(), 2)),
    ];
    table(&mut out, &["", ""], 2, lines.map(|(name, value)| vec![name.to_owned(), value]).to_vec())?;

    let label = |row: &LabelFigures| {
        let head = [row.label.to_owned(), row.marks.to_string(), short(row.touched.rate.as_ref())];
        head.into_iter().chain(shares(&row.strict)).chain(shares(&row.relaxed)).collect()
    };
    let head = ["label", "marks", "touched", "strict P", "R", "F1", "relaxed P", "R", "F1"];
    table(&mut out, &head, 1, report.labels.iter().map(label).collect())?;
    if report.genres.len() > 1 {
        let genre = |row: &Genre| {
            let all = &row.figures.all;
            let spans = [&all.strict, &all.relaxed].map(|three| short(three.shown()[2]));
            let head = [name(&row.genre), row.figures.documents.to_string()];
            let leak = format!("{} of {}", all.leak.part, all.leak.whole);
            head.into_iter().chain(shares(&all.token)).chain(spans).chain([leak]).collect()
        };
        let head = ["genre", "documents", "token P", "R", "F1", "strict F1", "relaxed F1", "leak"];
        table(&mut out, &head, 1, report.genres.iter().map(genre).collect())?;
    }
    let rows = report.worst(worst);
    if !rows.is_empty() {
        let row = |(_, row): &(usize, &Row)| {
            let kinds = ["missed", "wrong label", "other ends", "false"].map(|kind| row.count(kind).to_string());
            let tokens = [row.right, row.wrong, row.missed].map(|count| count.to_string());
            [name(&row.id), name(&row.genre)].into_iter().chain(kinds).chain(tokens).collect()
        };
        let head =
            ["worst", "genre", "missed", "wrong label", "other ends", "false", "tokens right", "false", "missed"];
        table(&mut out, &head, 2, rows.iter().map(row).collect())?;
    }
    if errors {
        for row in &report.documents {
            row.errors.iter().try_for_each(|error| one(&mut out, &row.id, error))?;
        }
    }
    if !report.unscored.is_empty() {
        writeln!(out, "{DIM}{}{DIM:#}", unscored(&report.unscored))?;
    }
    writeln!(
        out,
        "{DIM}Ranges: the middle 95 % of 1,000 draws of documents. `phi evaluate --help` says what counts.{DIM:#}"
    )?;
    Ok(out.flush()?)
}

/// Names that are no label, in one line.
pub(super) fn unscored(names: &BTreeMap<String, usize>) -> String {
    let names = names.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ");
    format!("Not scored, being no label: {names}; --map NAME=LABEL has a name counted")
}

fn name(text: &str) -> String {
    if text.is_empty() { "-".to_owned() } else { escaped(text) }
}

fn one(out: &mut impl Write, id: &str, error: &Error) -> Result<(), Failure> {
    let Error { start, end, label, outcome, found, text } = error;
    let found = found.map_or(String::new(), |label| format!(", as {label}"));
    write!(out, "{}:{start}-{end}  {LABEL}{label}{LABEL:#}  {outcome}{found}", name(id))?;
    revealed(out, text.as_ref())
}

/// Ends a line, with the text that was asked for.
fn revealed(out: &mut impl Write, text: Option<&[String; 3]>) -> Result<(), Failure> {
    if let Some(parts) = text {
        let flat = |part: &String| part.replace(char::is_control, " ");
        let [before, value, behind] = parts.each_ref().map(flat);
        write!(out, "  {DIM}{before}{DIM:#}{VALUE}{value}{VALUE:#}{DIM}{behind}{DIM:#}")?;
    }
    Ok(writeln!(out)?)
}

/// What changed from one set of findings to the other; `most` documents and, unless all errors are asked for, spans.
pub(super) fn comparison(comparison: &Comparison, most: usize, errors: bool) -> Result<(), Failure> {
    let mut out = output::styled_stdout();
    writeln!(out, "{BOLD}{}{BOLD:#} to {BOLD}{}{BOLD:#}\n", comparison.before, comparison.after)?;
    let row = |row: &compare::Row| {
        let change = &row.change;
        let digits = if row.figure == "false-tokens" { 2 } else { 3 };
        let by = &change.by;
        vec![
            row.figure.clone(),
            format!("{:.digits$}", change.before),
            format!("{:.digits$}", change.after),
            format!("{:+.digits$}", by.value),
            format!("{:+.digits$} to {:+.digits$}", by.low, by.high),
            format!("{:.3}", change.chance),
        ]
    };
    let head = ["figure", "before", "after", "change", "95 %", "by chance"];
    table(&mut out, &head, 1, comparison.figures.iter().map(row).collect())?;
    if !comparison.labels.is_empty() {
        let head = ["relaxed F1", "before", "after", "change", "95 %", "by chance"];
        table(&mut out, &head, 1, comparison.labels.iter().map(row).collect())?;
    }
    let better = comparison.spans.iter().filter(|span| span.better).count();
    let worse = comparison.spans.len() - better;
    writeln!(out, "{} better, {} worse", counted(comparison.better, "document"), comparison.worse)?;
    writeln!(out, "{} better, {worse} worse\n", counted(better, "span"))?;
    let moved = |row: &compare::Moved| vec![name(&row.id), row.before.to_string(), row.after.to_string()];
    if !comparison.documents.is_empty() {
        let rows = comparison.documents.iter().take(most).map(moved).collect();
        table(&mut out, &["document", "wrong tokens before", "after"], 1, rows)?;
    }
    for span in comparison.spans.iter().take(if errors { usize::MAX } else { most }) {
        let compare::Turned { id, start, end, label, before, after, better, text } = span;
        let sign = if *better { "better" } else { "worse " };
        write!(out, "{sign}  {}:{start}-{end}  {LABEL}{label}{LABEL:#}  {before} → {after}", name(id))?;
        revealed(&mut out, text.as_ref())?;
    }
    Ok(out.flush()?)
}
