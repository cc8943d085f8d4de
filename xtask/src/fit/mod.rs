//! Fits the model to annotated text and rounds it to bytes.
//!
//! Reproducible: the documents are taken in the order of a fixed shuffle, and everything runs on one thread.

mod chain;
mod held_out;
mod kinds;

use crate::corpus::{self, Document};
use crate::vary::{self, Random};
use crate::{traps, tree};
use phi_core::fit::{KIND_ROW, KINDS, NAMED, UNIT};
use phi_core::{Label, Scanner};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A run of tokens with the right state of each.
struct Run {
    features: Vec<Vec<u32>>,
    states: Vec<usize>,
}

/// Spans in bytes, and their labels.
type Spans = Vec<(Range<usize>, Label)>;

/// What the fit makes of a document.
struct Example {
    id: String,
    text: String,
    /// Also those of its copies with other names.
    runs: Vec<Run>,
    numbers: Vec<kinds::Number>,
}

/// How the fit is tried on documents that it was not made from.
pub(crate) struct HeldOut<'a> {
    /// Parts, each of which is held out once.
    pub(crate) folds: usize,
    /// Where what is found in them goes.
    pub(crate) findings: &'a Path,
}

/// Fits to `corpora` and writes `out`; with `held_out`, writes what such fits find in documents that they were not made from
/// instead.
pub(crate) fn run(
    corpora: &[PathBuf],
    out: &Path,
    lists: &Path,
    copies: usize,
    held_out: Option<HeldOut<'_>>,
) -> Result<(), String> {
    let scanner = Scanner::builder().build().map_err(|error| error.to_string())?;
    let names = vary::Names::read(lists)?;
    let mut random = Random::new(0x5eed);
    let mut examples = Vec::new();
    for corpus in corpora {
        for document in corpus::read(corpus)? {
            let marks = marks(&document);
            let mut runs = labelled(&scanner, &document.text, &marks);
            let numbers = numbers(&scanner, &document.text, &marks);
            for _ in 0..copies {
                let other = vary::vary(&document, &names, &mut random);
                runs.extend(labelled(&scanner, &other.text, &self::marks(&other)));
            }
            examples.push(Example { id: document.id, text: document.text, runs, numbers });
        }
    }
    // Names of diseases, drugs and devices in sentences, to learn what is none.
    let traps: Vec<Run> = traps::texts(&tree::root().join("corpora/traps"))?
        .iter()
        .flat_map(|text| labelled(&scanner, text, &Spans::new()))
        .collect();
    let tokens: usize = examples.iter().flat_map(|e| &e.runs).map(|run| run.states.len()).sum();
    println!("{} documents, {tokens} tokens", examples.len());
    let (path, bytes) = match held_out {
        Some(HeldOut { folds, findings }) => (findings, held_out::findings(&examples, &traps, folds)?.into_bytes()),
        None => (out, weights(examples.iter(), &traps)),
    };
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// The marks of a document.
fn marks(document: &Document) -> Spans {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(document.text.len());
    let mark =
        |gold: &corpus::Gold| Some((*bytes.get(gold.start)?..*bytes.get(gold.end)?, gold.label.parse::<Label>().ok()?));
    document.spans.iter().filter_map(mark).collect()
}

/// The runs of a text with the right state of each token.
fn labelled(scanner: &Scanner, text: &str, marks: &Spans) -> Vec<Run> {
    // The last label of the chain stands for all kinds of numbers.
    let modelled = |label: Label| {
        let own = if KINDS.contains(&label) { Label::Id } else { label };
        NAMED.iter().position(|label| *label == own)
    };
    let mut out = Vec::new();
    for run in phi_core::fit::runs(scanner, text.as_bytes()).into_iter().filter(|run| !run.is_empty()) {
        let (mut features, mut states, mut last) = (Vec::new(), Vec::new(), None);
        for (token, of_token) in run {
            let inside = marks.iter().position(|(span, _)| token.start < span.end && span.start < token.end);
            let label = inside.and_then(|at| modelled(marks[at].1));
            states.push(label.map_or(0, |label| 1 + 2 * label + usize::from(last == inside)));
            last = inside;
            features.push(of_token);
        }
        out.push(Run { features, states });
    }
    out
}

/// The numbers of a text and which of the kinds they are.
fn numbers(scanner: &Scanner, text: &str, marks: &Spans) -> Vec<kinds::Number> {
    let kind = |label: &Label| KINDS.iter().position(|kind| kind == label);
    let (spans, kinds): (Vec<_>, Vec<_>) =
        marks.iter().filter_map(|(span, label)| Some((span.clone(), kind(label)?))).unzip();
    let features = phi_core::fit::kinds(scanner, text.as_bytes(), &spans);
    features.into_iter().map(|(number, features)| (features, kinds[number])).collect()
}

/// A fit to the examples, as the scanner reads it.
fn weights<'a>(examples: impl Iterator<Item = &'a Example> + Clone, traps: &'a [Run]) -> Vec<u8> {
    let runs = examples.clone().flat_map(|example| &example.runs).chain(traps);
    let chain = chain::fit(&mut runs.collect::<Vec<_>>());
    let kinds = kinds::fit(&mut examples.flat_map(|example| &example.numbers).collect::<Vec<_>>());
    let byte = |weight: f32| (weight * UNIT as f32).round().clamp(-127.0, 127.0) as i8 as u8;
    let mut bytes: Vec<u8> =
        chain.features.iter().flatten().chain(chain.follow.iter().flatten()).map(|w| byte(*w)).collect();
    for row in kinds {
        let mut own = [0; KIND_ROW];
        own.iter_mut().zip(row).for_each(|(to, weight)| *to = byte(weight));
        bytes.extend(own);
    }
    bytes
}

/// A step of AdaGrad.
fn adapt(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32) {
    *squares += gradient * gradient;
    *weight += rate * gradient / (squares.sqrt() + 1.0);
}
