//! How well a fit does on documents that it was not made from.

use super::{Example, Run, Spans, label_at, weights};
use crate::corpus;
use phi_core::{Label, Scanner};
use std::collections::BTreeMap;
use std::ops::Range;

/// Fits to all parts but one and counts in that one, for each.
pub(super) fn run(examples: &[Example], traps: &[Run], folds: usize, show: bool) -> Result<(), String> {
    let mut counts = Counts::default();
    for fold in 0..folds {
        let part = |held: bool| examples.iter().enumerate().filter(move |(at, _)| (at % folds == fold) == held);
        // The scanner reads weights where they lie for good; these lie there until the chore ends.
        let weights = weights(part(false).map(|(_, example)| example), traps).leak();
        let scanner = Scanner::builder().weights(weights).build();
        let scanner = scanner.map_err(|error| error.to_string())?;
        for (_, example) in part(true) {
            let findings = scanner.scan(example.text.as_str()).map_err(|error| error.to_string())?;
            let found = findings.iter().map(|finding| (finding.span.range(), finding.label)).collect();
            counts.add(example, &found, show);
        }
    }
    counts.print();
    Ok(())
}

/// In tokens: runs of letters or of digits.
#[derive(Default)]
struct Counts {
    labels: BTreeMap<String, [f32; 4]>,
    leaky: f32,
    documents: f32,
}

impl Counts {
    /// Adds what was found in one document.
    fn add(&mut self, example: &Example, found: &Spans, show: bool) {
        for token in corpus::tokens(&example.text) {
            let (gold, found) = (label_at(&example.marks, &token), label_at(found, &token));
            if gold == Some(Label::DxCode) {
                continue;
            }
            let mut count = |label: &str, gold: bool, found: bool, right: bool| {
                let [a, b, c, d] = self.labels.entry(label.to_owned()).or_default();
                *a += f32::from(u8::from(gold));
                *b += f32::from(u8::from(found));
                *c += f32::from(u8::from(gold && found));
                *d += f32::from(u8::from(right));
            };
            count("any", gold.is_some(), found.is_some(), gold == found && gold.is_some());
            if let Some(gold) = gold {
                count(gold.name(), true, found.is_some(), Some(gold) == found);
            }
            if let Some(found) = found.filter(|_| gold.is_none()) {
                count(found.name(), false, true, false);
            }
            if show && gold.is_some() != found.is_some() {
                let what = if found.is_some() { "FALSE " } else { "MISSED" };
                println!("{what} {}\t{}", gold.or(found).map_or("", Label::name), around(&example.text, token));
            }
        }
        let meets = |mark: &Range<usize>| found.iter().any(|(span, _)| span.start < mark.end && mark.start < span.end);
        let mut marks = example.marks.iter().filter(|(_, label)| *label != Label::DxCode).peekable();
        if marks.peek().is_some() {
            self.documents += 1.0;
            self.leaky += f32::from(u8::from(marks.any(|(mark, _)| !meets(mark))));
        }
    }

    fn print(&self) {
        for (name, [gold, found, both, right]) in &self.labels {
            let (p, r) = (both / found.max(1.0), both / gold.max(1.0));
            let f = 2.0 * p * r / (p + r).max(1e-9);
            println!(
                "{name:12} tokens {gold:5.0} missed {:5.0} false {:5.0} recall {r:.3} precision {p:.3} F {f:.3} right label {:.3}",
                gold - both,
                found - both,
                right / both.max(1.0)
            );
        }
        println!("documents with an identifier missed: {:.3}", self.leaky / self.documents.max(1.0));
    }
}

/// The word in brackets, with what stands around it on one line.
fn around(text: &str, word: Range<usize>) -> String {
    let before: String = text[..word.start].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
    let behind: String = text[word.end..].chars().take(30).collect();
    format!("{before}[{}]{behind}", &text[word]).replace('\n', "⏎")
}
