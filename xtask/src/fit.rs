//! Fits the names model to annotated text: a conditional random field of order one, by AdaGrad, rounded to bytes.
//!
//! Reproducible: the documents are taken in the order of a fixed shuffle, and everything runs on one thread.

#![allow(clippy::needless_range_loop, reason = "labels index several tables at once")]

use crate::{tree, vary};
use phi_core::Scanner;
use phi_core::fit::{BUCKETS, LABELS, UNIT, may_follow, runs};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
pub(crate) struct Document {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) spans: Vec<Gold>,
}

#[derive(Deserialize)]
pub(crate) struct Gold {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: String,
}

/// A run of tokens with the right label of each.
#[derive(Clone)]
struct Run {
    /// Which of the tokens are words.
    words: Vec<bool>,
    /// For the list of errors: the token with what stands around it.
    shown: Vec<String>,
    keys: Vec<String>,
    features: Vec<Vec<u32>>,
    labels: Vec<usize>,
}

const ROUNDS: usize = 24;
const RATE: f32 = 0.3;
/// The pull towards zero, for each round.
const PULL: f32 = 2e-6;
/// Of a word's features so many are left out in each round, in percent: the model is not to lean on single words.
const DROP: u64 = 25;

/// As sure the model must be of a word to remember it for its other places, and what of that counts there; the same as in
/// `scan/names`.
const SURE: f32 = 2.0;
const AGAIN: f32 = 0.6;

type Row = [f32; LABELS];
/// How sure the model is of a word, for each label.
type Known = HashMap<String, [f32; 3]>;

/// How the fit is tried on documents that it was not made from.
pub(crate) struct HeldOut {
    /// Parts, each of which is held out once.
    pub(crate) folds: usize,
    /// How much less a token is held for no name, in log-odds.
    pub(crate) lean: f32,
    /// List the errors.
    pub(crate) show: bool,
}

struct Weights {
    features: Vec<Row>,
    follow: [Row; LABELS],
    squares: Vec<Row>,
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
    let mut documents: Vec<(Vec<Run>, [u32; 3])> = Vec::new();
    let mut varied: Vec<Vec<Run>> = Vec::new();
    let names = vary::Names::read(lists)?;
    let mut random = vary::Random::new(0x5eed);
    let (mut gold, mut reached) = (0usize, 0usize);
    for corpus in corpora {
        for line in tree::read(corpus)?.lines().filter(|line| !line.trim().is_empty()) {
            let document: Document = serde_json::from_str(line).map_err(|error| error.to_string())?;
            documents.push(examples(&scanner, &document, &mut gold, &mut reached));
            let again = (0..copies).flat_map(|_| {
                let other = vary::vary(&document, &names, &mut random);
                examples(&scanner, &other, &mut 0, &mut 0).0
            });
            varied.push(again.collect());
        }
    }
    let all: Vec<Run> = documents.iter().flat_map(|(runs, _)| runs).chain(varied.iter().flatten()).cloned().collect();
    let tokens: usize = all.iter().map(|run| run.labels.len()).sum();
    println!("{} runs, {tokens} tokens; {reached} of {gold} named tokens can be reached", all.len());
    if let Some(HeldOut { folds, lean, show }) = held_out {
        let mut counts = [Counts::default(); 4];
        for fold in 0..folds {
            let part = |held: bool| documents.iter().enumerate().filter(move |(at, _)| (at % folds == fold) == held);
            let mut rest: Vec<Run> =
                part(false).flat_map(|(at, (runs, _))| runs.iter().chain(&varied[at])).cloned().collect();
            let weights = fit(&mut rest);
            for (_, (runs, gold)) in part(true) {
                count(&weights, runs, gold, lean, show, &mut counts);
            }
        }
        for (name, c) in ["NAME", "LOCATION", "ORG", "all"].iter().zip(&counts) {
            let (p, r) = (c.right / c.found.max(1.0), c.right / c.gold.max(1.0));
            println!(
                "{name:9} tokens {:5.0} recall {r:.3} precision {p:.3} F {:.3}",
                c.gold,
                2.0 * p * r / (p + r).max(1e-9)
            );
        }
        return Ok(());
    }
    let mut all = all;
    let weights = fit(&mut all);
    std::fs::write(out, rounded(&weights)).map_err(|error| format!("{}: {error}", out.display()))
}

#[derive(Clone, Copy, Default)]
struct Counts {
    gold: f32,
    found: f32,
    right: f32,
}

/// Adds what the weights make of one document; the last of `counts` is of any label, right or wrong.
fn count(w: &Weights, runs: &[Run], gold: &[u32; 3], lean: f32, show: bool, counts: &mut [Counts; 4]) {
    for (at, gold) in gold.iter().enumerate() {
        counts[at].gold += *gold as f32;
        counts[3].gold += *gold as f32;
    }
    let mut known = Known::new();
    for run in runs {
        let (labels, margins) = best(w, run, lean, &Known::new());
        for at in 0..labels.len() {
            if labels[at] > 0 && run.words[at] && run.keys[at].len() > 2 && margins[at] >= SURE {
                let kind = (labels[at] - 1) / 2;
                let sure = &mut known.entry(run.keys[at].clone()).or_default()[kind];
                *sure = sure.max(margins[at].min(8.0));
            }
        }
    }
    for run in runs {
        for (((label, best), word), shown) in
            run.labels.iter().zip(best(w, run, lean, &known).0).zip(&run.words).zip(&run.shown)
        {
            if show && *word && (*label > 0) != (best > 0) {
                println!("{} {}\t{}", if best > 0 { "FP" } else { "FN" }, label.max(&best), shown.replace('\n', "/"));
            }
            if !word || best == 0 {
                continue;
            }
            let kind = (best - 1) / 2;
            counts[kind].found += 1.0;
            counts[3].found += 1.0;
            counts[3].right += f32::from(u8::from(*label > 0));
            counts[kind].right += f32::from(u8::from(*label > 0 && (label - 1) / 2 == kind));
        }
    }
}

/// The best labels, and how much better each is than none.
fn best(w: &Weights, run: &Run, lean: f32, known: &Known) -> (Vec<usize>, Vec<f32>) {
    let len = run.labels.len();
    let emit: Vec<Row> = (0..len)
        .map(|at| {
            let mut row = [0.0; LABELS];
            for feature in &run.features[at] {
                row.iter_mut().zip(&w.features[*feature as usize]).for_each(|(sum, weight)| *sum += weight);
            }
            row[0] -= lean;
            if let Some(k) = known.get(&run.keys[at]) {
                for kind in 0..3 {
                    row[1 + 2 * kind] += k[kind] * AGAIN;
                    row[2 + 2 * kind] += k[kind] * AGAIN;
                }
            }
            row
        })
        .collect();
    let follow = |from: usize, to: usize| if may_follow(from, to) { w.follow[from][to] } else { -1e6 };
    let mut ahead: Vec<Row> = Vec::new();
    for at in 0..len {
        let mut row = emit[at];
        for to in 0..LABELS {
            row[to] += match at {
                0 => follow(0, to),
                _ => (0..LABELS).map(|from| ahead[at - 1][from] + follow(from, to)).fold(f32::MIN, f32::max),
            };
        }
        ahead.push(row);
    }
    let mut back = vec![[0.0f32; LABELS]; len];
    for at in (0..len - 1).rev() {
        for from in 0..LABELS {
            back[at][from] =
                (0..LABELS).map(|to| follow(from, to) + emit[at + 1][to] + back[at + 1][to]).fold(f32::MIN, f32::max);
        }
    }
    let sum = |at: usize, l: usize| ahead[at][l] + back[at][l];
    let labels: Vec<usize> =
        (0..len).map(|at| (0..LABELS).max_by(|a, b| sum(at, *a).total_cmp(&sum(at, *b))).unwrap_or(0)).collect();
    let margins = (0..len).map(|at| sum(at, labels[at]) - sum(at, 0)).collect();
    (labels, margins)
}

fn examples(scanner: &Scanner, document: &Document, gold: &mut usize, reached: &mut usize) -> (Vec<Run>, [u32; 3]) {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(document.text.len());
    let label = |name: &str| ["NAME", "LOCATION", "ORG"].iter().position(|label| *label == name);
    let mut spans: Vec<(usize, usize, usize)> = Vec::new();
    let mut of_label = [0u32; 3];
    for span in &document.spans {
        if let (Some(label), Some(&start), Some(&end)) =
            (label(&span.label), bytes.get(span.start), bytes.get(span.end))
        {
            spans.push((start, end, label));
            let words = document.text[start..end].split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).count();
            *gold += words;
            of_label[label] += words as u32;
        }
    }
    let mut out = Vec::new();
    for run in runs(scanner, document.text.as_bytes()) {
        let (mut features, mut labels, mut words, mut shown, mut last) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), None);
        let mut keys = Vec::new();
        for (range, token_features) in run {
            let first = document.text[range.start..].chars().next();
            let word = first.is_some_and(char::is_alphabetic);
            words.push(word);
            keys.push(document.text[range.clone()].to_lowercase());
            let near = |at: usize| {
                (at.saturating_sub(3)..=at).rev().find(|at| document.text.is_char_boundary(*at)).unwrap_or(0)
            };
            let (from, to) = (near(range.start.saturating_sub(30)), near((range.end + 30).min(document.text.len())));
            shown.push(format!(
                "{}[{}]{}",
                &document.text[from..range.start],
                &document.text[range.clone()],
                &document.text[range.end..to.max(range.end)]
            ));
            let inside = spans.iter().position(|(start, end, _)| range.start < *end && *start < range.end);
            labels.push(match inside {
                None => 0,
                Some(at) => {
                    *reached += usize::from(word);
                    1 + 2 * spans[at].2 + usize::from(last == Some(at))
                }
            });
            last = inside;
            features.push(token_features);
        }
        if !labels.is_empty() {
            out.push(Run { words, shown, keys, features, labels });
        }
    }
    (out, of_label)
}

fn fit(all: &mut [Run]) -> Weights {
    let mut w = Weights {
        features: vec![[0.0; LABELS]; BUCKETS],
        follow: [[0.0; LABELS]; LABELS],
        squares: vec![[1e-6; LABELS]; BUCKETS],
        follow_squares: [[1e-6; LABELS]; LABELS],
    };
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    for _ in 0..ROUNDS {
        for at in (1..all.len()).rev() {
            all.swap(at, (next() % (at as u64 + 1)) as usize);
        }
        for run in all.iter() {
            step(&mut w, run, &mut next);
        }
        for row in &mut w.features {
            row.iter_mut().for_each(|weight| *weight -= *weight * PULL * all.len() as f32);
        }
    }
    w
}

/// One step of the gradient.
fn step(w: &mut Weights, run: &Run, next: &mut impl FnMut() -> u64) {
    let len = run.labels.len();
    let kept: Vec<Vec<u32>> =
        run.features.iter().map(|f| f.iter().copied().filter(|_| next() % 100 >= DROP).collect()).collect();
    let scale = 100.0 / (100 - DROP) as f32;
    let emit: Vec<Row> = kept
        .iter()
        .map(|features| {
            let mut row = [0.0; LABELS];
            for feature in features {
                for (sum, weight) in row.iter_mut().zip(&w.features[*feature as usize]) {
                    *sum += weight * scale;
                }
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
        for feature in features {
            let at = *feature as usize;
            for state in 0..LABELS {
                adapt(&mut w.features[at][state], &mut w.squares[at][state], gradient[state]);
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
    let row = |row: &Row| {
        let mut bytes = [0u8; 8];
        bytes.iter_mut().zip(row).for_each(|(to, weight)| *to = byte(*weight));
        bytes
    };
    w.features.iter().chain(&w.follow).flat_map(row).collect()
}
