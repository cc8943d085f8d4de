//! Fits the names model to annotated text: a conditional random field of order one, by AdaGrad, rounded to bytes.
//!
//! Reproducible: the documents are taken in the order of a fixed shuffle, and everything runs on one thread.

use crate::{tree, vary};
use phi_core::fit::{BUCKETS, LABELS, UNIT, may_follow, runs};
use phi_core::Scanner;
use serde::Deserialize;
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

fn env(n:&str,d:f32)->f32{std::env::var(n).ok().and_then(|v|v.parse().ok()).unwrap_or(d)}
const ROUNDS: usize = 24;
const RATE: f32 = 0.3;
/// The pull towards zero, for each round.
const PULL: f32 = 2e-6;
/// Of a word's features so many are left out in each round, in percent: the model is not to lean on single words.
const DROP: u64 = 25;

type Row = [f32; LABELS];

struct Weights {
    features: Vec<Row>,
    follow: [Row; LABELS],
    squares: Vec<Row>,
    follow_squares: [Row; LABELS],
}

/// Fits to `corpora` and writes `out`; with `folds`, says how well it does on documents that it was not fitted to.
pub(crate) fn run(corpora: &[PathBuf], out: &Path, lists: &Path, folds: usize, lean: f32, copies: usize) -> Result<(), String> {
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
    let all: Vec<Run> =
        documents.iter().flat_map(|(runs, _)| runs).chain(varied.iter().flatten()).cloned().collect();
    let tokens: usize = all.iter().map(|run| run.labels.len()).sum();
    println!("{} runs, {tokens} tokens; {reached} of {gold} named tokens can be reached", all.len());
    if folds > 1 {
        let mut counts = [Counts::default(); 4];
        for fold in 0..folds {
            let part = |held: bool| documents.iter().enumerate().filter(move |(at, _)| (at % folds == fold) == held);
            let mut rest: Vec<Run> =
                part(false).flat_map(|(at, (runs, _))| runs.iter().chain(&varied[at])).cloned().collect();
            let weights = fit(&mut rest);
            for (_, (runs, gold)) in part(true) {
                count(&weights, runs, gold, lean, &mut counts);
            }
        }
        for (name, c) in ["NAME", "LOCATION", "ORG", "all"].iter().zip(&counts) {
            let (p, r) = (c.right / c.found.max(1.0), c.right / c.gold.max(1.0));
            println!("{name:9} tokens {:5.0} recall {r:.3} precision {p:.3} F {:.3}", c.gold, 2.0 * p * r / (p + r).max(1e-9));
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
fn count(w: &Weights, runs: &[Run], gold: &[u32; 3], lean: f32, counts: &mut [Counts; 4]) {
    for (at, gold) in gold.iter().enumerate() {
        counts[at].gold += *gold as f32;
        counts[3].gold += *gold as f32;
    }
    let bonus = env("BONUS", 0.0);
    let need = env("NEED", 2.0);
    let mut known: std::collections::HashMap<String, [f32; 3]> = std::collections::HashMap::new();
    let none = known.clone();
    if bonus > 0.0 {
        for run in runs {
            let (labels, margins) = best(w, run, lean, &none, 0.0);
            for at in 0..labels.len() {
                if labels[at] > 0 && run.words[at] && run.keys[at].len() > 2 && margins[at] >= need {
                    let k = known.entry(run.keys[at].clone()).or_default();
                    let kind = (labels[at] - 1) / 2;
                    k[kind] = k[kind].max(margins[at].min(8.0));
                }
            }
        }
    }
    for run in runs {
        for (((label, best), word), shown) in run.labels.iter().zip(best(w, run, lean, &known, bonus).0).zip(&run.words).zip(&run.shown) {
            if env("V", 0.0) > 1.0 && *word && (*label > 0) != (best > 0) {
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
fn best(w: &Weights, run: &Run, lean: f32, known: &std::collections::HashMap<String, [f32; 3]>, bonus: f32) -> (Vec<usize>, Vec<f32>) {
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
                    row[1 + 2 * kind] += k[kind] * bonus;
                    row[2 + 2 * kind] += k[kind] * bonus;
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
            back[at][from] = (0..LABELS).map(|to| follow(from, to) + emit[at + 1][to] + back[at + 1][to]).fold(f32::MIN, f32::max);
        }
    }
    let sum = |at: usize, l: usize| ahead[at][l] + back[at][l];
    let labels: Vec<usize> = (0..len).map(|at| (0..LABELS).max_by(|a, b| sum(at, *a).total_cmp(&sum(at, *b))).unwrap_or(0)).collect();
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
        if let (Some(label), Some(&start), Some(&end)) = (label(&span.label), bytes.get(span.start), bytes.get(span.end)) {
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
            let near = |at: usize| (at.saturating_sub(3)..=at).rev().find(|at| document.text.is_char_boundary(*at)).unwrap_or(0);
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
    let skip = env("SKIP", 8.0) as usize;
    let mut kept = 0.0f32;
    let mut mean = vec![[0.0f32; LABELS]; BUCKETS];
    let mut mean_follow = [[0.0f32; LABELS]; LABELS];
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let rounds=env("ROUNDS",24.0) as usize; let pull=env("PULL",2e-6); for round in 0..rounds {
        for at in (1..all.len()).rev() {
            all.swap(at, (next() % (at as u64 + 1)) as usize);
        }
        let mut loss = 0.0;
        for run in all.iter() {
            loss += step(&mut w, run, &mut next);
        }
        for row in &mut w.features {
            row.iter_mut().for_each(|weight| *weight -= *weight * pull * all.len() as f32);
        }
        if round + 1 == rounds && env("V", 0.0) > 0.0 {
            println!("round {round}: {loss:.0}");
        }
        if round >= skip {
            kept += 1.0;
            for (sum, row) in mean.iter_mut().zip(&w.features) {
                sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
            }
            for (sum, row) in mean_follow.iter_mut().zip(&w.follow) {
                sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
            }
        }
    }
    mean.iter_mut().flatten().for_each(|weight| *weight /= kept);
    mean_follow.iter_mut().flatten().for_each(|weight| *weight /= kept);
    w.features = mean;
    w.follow = mean_follow;
    w
}

/// One step of the gradient; answers with the loss.
fn step(w: &mut Weights, run: &Run, next: &mut impl FnMut() -> u64) -> f32 {
    let rate=env("RATE",0.3); let drop=env("DROP",25.0) as u64;
    let len = run.labels.len();
    let kept: Vec<Vec<u32>> =
        run.features.iter().map(|f| f.iter().copied().filter(|_| next() % 100 >= drop).collect()).collect();
    let scale = 100.0 / (100 - drop) as f32;
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
    let mut right = 0.0;
    let mut follow_gradient = [[0.0f32; LABELS]; LABELS];
    let mut gradients = vec![[0.0f32; LABELS]; len];
    for at in 0..len {
        let label = run.labels[at];
        let from = if at == 0 { 0 } else { run.labels[at - 1] };
        right += emit[at][label] + follow(from, label);
        follow_gradient[from][label] += 1.0;
        for state in 0..LABELS {
            gradients[at][state] = f32::from(u8::from(state == label)) - (ahead[at][state] + back[at][state] - all).exp();
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
                adapt(rate, &mut w.features[at][state], &mut w.squares[at][state], gradient[state]);
            }
        }
    }
    for from in 0..LABELS {
        for to in 0..LABELS {
            adapt(rate, &mut w.follow[from][to], &mut w.follow_squares[from][to], follow_gradient[from][to]);
        }
    }
    all - right
}

fn adapt(rate: f32, weight: &mut f32, squares: &mut f32, gradient: f32) {
    *squares += gradient * gradient;
    *weight += rate * gradient / (squares.sqrt() + 1.0);
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
