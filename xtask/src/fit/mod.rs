//! Fits the model to annotated text and rounds it to bytes.
//!
//! Reproducible: the documents are taken in the order of a fixed shuffle, and everything runs on one thread.

mod chain;
mod held_out;
mod kinds;

use crate::corpus::{self, Document};
use crate::vary::{self, Random};
use crate::{traps, tree};
use phi_core::fit::{KIND_ROW, KINDS, NAMED, Plan, UNIT};
use phi_core::{Label, Scanner};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Lines of seven rows in the table of weights.
const LINES: usize = 1 << 14;
/// More of them bend the model to single words of the documents.
const ROUNDS: usize = 20;
/// The same to choose the features.
const PLAN_ROUNDS: usize = 12;
/// A feature that is met less often gets no row.
const OFTEN: u32 = 2;

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
    let runs: Vec<&Run> = examples.clone().flat_map(|example| &example.runs).chain(traps).collect();
    let plan = plan(&runs);
    let placed = placed(&runs, |feature| plan.row(feature).map(|row| row as u32));
    let chain = chain::fit(&placed, plan.rows(), ROUNDS);
    let mut bytes = plan.table(&chain.features.iter().map(|row| row.map(byte)).collect::<Vec<_>>());
    bytes.extend(chain.follow.iter().flatten().map(|weight| byte(*weight)));
    for row in kinds::fit(&mut examples.flat_map(|example| &example.numbers).collect::<Vec<_>>()) {
        let mut own = [0; KIND_ROW];
        own.iter_mut().zip(row).for_each(|(to, weight)| *to = byte(weight));
        bytes.extend(own);
    }
    bytes
}

/// A weight in the scanner's units.
fn byte(weight: f32) -> u8 {
    (weight * UNIT as f32).round().clamp(-127.0, 127.0) as i8 as u8
}

/// Which features are worth a row: by what a fit to all that are met more than once makes of them, and how often they are.
fn plan(runs: &[&Run]) -> Plan {
    let mut counts = FxHashMap::<u32, u32>::default();
    for feature in runs.iter().flat_map(|run| run.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut known: Vec<(u32, u32)> = counts.into_iter().filter(|(_, count)| *count >= OFTEN).collect();
    known.sort_unstable();
    let rows: FxHashMap<u32, u32> = known.iter().zip(0..).map(|((feature, _), row)| (*feature, row)).collect();
    let placed = placed(runs, |feature| rows.get(&feature).copied());
    let chain = chain::fit(&placed, known.len(), PLAN_ROUNDS);
    let worth = |(weights, (_, count)): (&chain::Weight, &(u32, u32))| {
        let squares: f32 = weights.iter().map(|weight| weight * weight).sum();
        squares * (*count as f32).sqrt()
    };
    let worths: Vec<f32> = chain.features.iter().zip(&known).map(worth).collect();
    let mut order: Vec<usize> = (0..known.len()).collect();
    order.sort_by(|a, b| worths[*b].total_cmp(&worths[*a]).then(a.cmp(b)));
    Plan::new(order.into_iter().map(|row| known[row].0), LINES)
}

/// The runs with rows in the place of features.
fn placed(runs: &[&Run], row: impl Fn(u32) -> Option<u32>) -> Vec<Run> {
    let of_token = |features: &Vec<u32>| features.iter().filter_map(|feature| row(*feature)).collect();
    let of_run = |run: &&Run| Run { features: run.features.iter().map(of_token).collect(), states: run.states.clone() };
    runs.iter().map(of_run).collect()
}

/// A step of AdaGrad.
fn adapt(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32) {
    *squares += gradient * gradient;
    *weight += rate * gradient / (squares.sqrt() + 1.0);
}
