//! Fits the names model to annotated text: a conditional random field of order one, by AdaGrad, rounded to bytes.
//!
//! Reproducible: the documents are taken in the order of a fixed shuffle, and everything runs on one thread.

#![allow(clippy::needless_range_loop, reason = "labels index several tables at once")]

use crate::corpus::{self, Document};
use crate::vary::{self, Random};
use phi_core::Scanner;
use phi_core::fit::{BUCKETS, COLUMNS, LABELS, NAMED, UNIT, labels, may_follow, runs};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A run of tokens with the right label of each.
#[derive(Clone)]
struct Run {
    features: Vec<Vec<u32>>,
    labels: Vec<usize>,
}

/// Spans in bytes, and their labels.
type Spans = Vec<(Range<usize>, &'static str)>;

/// What the fit makes of a document.
struct Example {
    text: String,
    marks: Spans,
    runs: Vec<Run>,
    /// The runs of its copies with other names.
    varied: Vec<Run>,
}

const ROUNDS: usize = 24;
const RATE: f32 = 0.3;
/// The pull towards zero, for each round.
const PULL: f32 = 2e-6;
/// Of a word's features so many are left out in each round, in percent: the model is not to lean on single words.
const DROP: usize = 25;

type Row = [f32; LABELS];
/// The weights of a feature.
type Weight = [f32; COLUMNS];

/// How the fit is tried on documents that it was not made from.
pub(crate) struct HeldOut {
    /// Parts, each of which is held out once.
    pub(crate) folds: usize,
    /// List the errors.
    pub(crate) show: bool,
}

struct Weights {
    features: Vec<Weight>,
    follow: [Row; LABELS],
    squares: Vec<Weight>,
    follow_squares: [Row; LABELS],
}

/// Fits to `corpora` and writes `out`; with `held_out`, says how well it does on documents that it was
/// not fitted to instead.
pub(crate) fn run(
    corpora: &[PathBuf],
    out: &Path,
    lists: &Path,
    copies: usize,
    held_out: Option<HeldOut>,
) -> Result<(), String> {
    let scanner = Scanner::builder().build().map_err(|error| error.to_string())?;
    let names = vary::Names::read(lists)?;
    let mut random = Random::new(0x5eed);
    let (mut examples, mut reached) = (Vec::new(), 0);
    for corpus in corpora {
        for document in corpus::read(corpus)? {
            let marks = marks(&document);
            let runs = labelled(&scanner, &document.text, &marks, &mut reached);
            let again = (0..copies).flat_map(|_| {
                let other = vary::vary(&document, &names, &mut random);
                labelled(&scanner, &other.text, &self::marks(&other), &mut 0)
            });
            let varied = again.collect();
            examples.push(Example { text: document.text, marks, runs, varied });
        }
    }
    let all = examples.iter().flat_map(|example| &example.runs).chain(examples.iter().flat_map(|e| &e.varied));
    let mut all: Vec<Run> = all.cloned().collect();
    let tokens: usize = all.iter().map(|run| run.labels.len()).sum();
    let named: usize =
        examples.iter().map(|e| corpus::tokens(&e.text).filter(|t| label_at(&e.marks, t).is_some()).count()).sum();
    println!("{} runs, {tokens} tokens; {reached} of {named} marked tokens can be reached", all.len());
    match held_out {
        Some(HeldOut { folds, show }) => try_folds(&examples, folds, show)?,
        None => std::fs::write(out, rounded(&fit(&mut all))).map_err(|error| format!("{}: {error}", out.display()))?,
    }
    Ok(())
}

/// Fits to all parts but one and counts in that one, for each.
fn try_folds(examples: &[Example], folds: usize, show: bool) -> Result<(), String> {
    let mut counts = Counts::default();
    for fold in 0..folds {
        let part = |held: bool| examples.iter().enumerate().filter(move |(at, _)| (at % folds == fold) == held);
        let mut rest: Vec<Run> = part(false).flat_map(|(_, e)| e.runs.iter().chain(&e.varied)).cloned().collect();
        // The scanner reads weights where they lie for good; these lie there until the chore ends.
        let scanner = Scanner::builder().weights(rounded(&fit(&mut rest)).leak()).build();
        let scanner = scanner.map_err(|error| error.to_string())?;
        for (_, example) in part(true) {
            let findings = scanner.scan(example.text.as_str()).map_err(|error| error.to_string())?;
            let found = findings.iter().map(|finding| (finding.span.range(), finding.label.name())).collect();
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
            if gold == Some("DX_CODE") {
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
                count(gold, true, found.is_some(), Some(gold) == found);
            }
            if let Some(found) = found.filter(|_| gold.is_none()) {
                count(found, false, true, false);
            }
            if show && gold.is_some() != found.is_some() {
                let what = if found.is_some() { "FALSE " } else { "MISSED" };
                println!("{what} {}\t{}", gold.or(found).unwrap_or(""), around(&example.text, token));
            }
        }
        let meets = |mark: &Range<usize>| found.iter().any(|(span, _)| span.start < mark.end && mark.start < span.end);
        let mut marks = example.marks.iter().filter(|(_, label)| *label != "DX_CODE").peekable();
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

/// The label of the span that a token belongs to.
fn label_at(spans: &Spans, token: &Range<usize>) -> Option<&'static str> {
    spans.iter().find(|(span, _)| token.start < span.end && span.start < token.end).map(|(_, label)| *label)
}

/// The marks of a document.
fn marks(document: &Document) -> Spans {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(document.text.len());
    let name = |gold: &corpus::Gold| {
        let label = gold.label.parse::<phi_core::Label>().ok()?;
        Some((*bytes.get(gold.start)?..*bytes.get(gold.end)?, label.name()))
    };
    document.spans.iter().filter_map(name).collect()
}

/// Which of the model's labels stands for a label.
fn modelled(label: &str) -> Option<usize> {
    let own = match label {
        "MRN" | "ACCOUNT" | "PLAN_ID" | "LICENSE" | "NATIONAL_ID" | "VEHICLE" | "DEVICE" | "SSN" | "CARD" | "CREDENTIAL" => "ID",
        other => other,
    };
    labels().iter().position(|label| *label == own)
}

/// The runs of a text with the right label of each token; adds the words that have one to `reached`.
fn labelled(scanner: &Scanner, text: &str, marks: &Spans, reached: &mut usize) -> Vec<Run> {
    let mut out = Vec::new();
    for run in runs(scanner, text.as_bytes()).into_iter().filter(|run| !run.is_empty()) {
        let (mut features, mut labels, mut last) = (Vec::new(), Vec::new(), None);
        for (token, of_token) in run {
            let inside = marks.iter().position(|(span, _)| token.start < span.end && span.start < token.end);
            let label = inside.and_then(|at| modelled(marks[at].1));
            labels.push(label.map_or(0, |label| 1 + 2 * label + usize::from(last == inside)));
            *reached += usize::from(label.is_some() && text[token.start..].starts_with(char::is_alphanumeric));
            last = inside;
            features.push(of_token);
        }
        out.push(Run { features, labels });
    }
    out
}

fn fit(all: &mut [Run]) -> Weights {
    let mut w = Weights {
        features: vec![[0.0; COLUMNS]; BUCKETS],
        follow: [[0.0; LABELS]; LABELS],
        squares: vec![[1e-6; COLUMNS]; BUCKETS],
        follow_squares: [[1e-6; LABELS]; LABELS],
    };
    let mut random = Random::new(0x9e37_79b9_7f4a_7c15);
    for _ in 0..ROUNDS {
        for at in (1..all.len()).rev() {
            all.swap(at, random.below(at + 1));
        }
        for run in all.iter() {
            step(&mut w, run, &mut random);
        }
        for row in &mut w.features {
            row.iter_mut().for_each(|weight| *weight -= *weight * PULL * all.len() as f32);
        }
    }
    w
}

/// One step of the gradient.
fn step(w: &mut Weights, run: &Run, random: &mut Random) {
    let len = run.labels.len();
    let kept: Vec<Vec<u32>> =
        run.features.iter().map(|f| f.iter().copied().filter(|_| random.below(100) >= DROP).collect()).collect();
    let scale = 100.0 / (100 - DROP) as f32;
    let emit: Vec<Row> = kept
        .iter()
        .map(|features| {
            let mut sums = [0.0; COLUMNS];
            for feature in features {
                for (sum, weight) in sums.iter_mut().zip(&w.features[*feature as usize]) {
                    *sum += weight * scale;
                }
            }
            let mut row = [0.0; LABELS];
            for label in 0..NAMED {
                row[1 + 2 * label] = sums[0] + sums[1 + label];
                row[2 + 2 * label] = sums[1 + label];
            }
            row
        })
        .collect();
    let follow = |from: usize, to: usize| if may_follow(from, to) { w.follow[from][to] } else { f32::NEG_INFINITY };
    let mut ahead = vec![[0.0; LABELS]; len];
    for at in 0..len {
        for to in 0..LABELS {
            let sum = match at {
                0 => follow(0, to),
                _ => log_sum((0..LABELS).map(|from| ahead[at - 1][from] + follow(from, to))),
            };
            ahead[at][to] = sum + emit[at][to];
        }
    }
    let mut back = vec![[0.0; LABELS]; len];
    for at in (0..len - 1).rev() {
        for from in 0..LABELS {
            back[at][from] = log_sum((0..LABELS).map(|to| follow(from, to) + emit[at + 1][to] + back[at + 1][to]));
        }
    }
    let all = log_sum(ahead[len - 1].iter().copied());
    let mut follow_gradient = [[0.0f32; LABELS]; LABELS];
    let mut gradients = vec![[0.0f32; LABELS]; len];
    for at in 0..len {
        let label = run.labels[at];
        let from = if at == 0 { 0 } else { run.labels[at - 1] };
        follow_gradient[from][label] += 1.0;
        for state in 0..LABELS {
            gradients[at][state] =
                f32::from(u8::from(state == label)) - (ahead[at][state] + back[at][state] - all).exp();
        }
        for from in 0..LABELS {
            for to in 0..LABELS {
                let sum = match at {
                    0 if from > 0 => continue,
                    0 => follow(0, to) + emit[0][to] + back[0][to],
                    _ => ahead[at - 1][from] + follow(from, to) + emit[at][to] + back[at][to],
                };
                follow_gradient[from][to] -= (sum - all).exp();
            }
        }
    }
    for (features, gradient) in kept.iter().zip(&gradients) {
        let mut columns = [0.0; COLUMNS];
        for label in 0..NAMED {
            columns[0] += gradient[1 + 2 * label];
            columns[1 + label] = gradient[1 + 2 * label] + gradient[2 + 2 * label];
        }
        for feature in features {
            let at = *feature as usize;
            for column in 0..COLUMNS {
                adapt(&mut w.features[at][column], &mut w.squares[at][column], columns[column]);
            }
        }
    }
    for from in 0..LABELS {
        for to in 0..LABELS {
            adapt(&mut w.follow[from][to], &mut w.follow_squares[from][to], follow_gradient[from][to]);
        }
    }
}

fn adapt(weight: &mut f32, squares: &mut f32, gradient: f32) {
    *squares += gradient * gradient;
    *weight += RATE * gradient / (squares.sqrt() + 1.0);
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY { most } else { most + values.map(|v| (v - most).exp()).sum::<f32>().ln() }
}

fn rounded(w: &Weights) -> Vec<u8> {
    let byte = |weight: f32| (weight * UNIT as f32).round().clamp(-127.0, 127.0) as i8 as u8;
    let features = w.features.iter().flatten();
    features.chain(w.follow.iter().flatten()).map(|weight| byte(*weight)).collect()
}
