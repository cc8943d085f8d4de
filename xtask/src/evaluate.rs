//! How well the built-in detectors do on annotated documents.

use crate::corpus::{self, Document};
use crate::tree;
use phi_core::{Findings, Label, OffsetUnit, Offsets, Scanner, Scratch};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Least figures that a corpus must reach; see `corpora/floors.toml`.
#[derive(Deserialize)]
struct Floors {
    #[serde(default)]
    corpus: Vec<Floor>,
}

#[derive(Deserialize)]
struct Floor {
    /// File name of the corpus.
    file: String,
    /// Labels that are not counted.
    without: Vec<String>,
    recall: f64,
    precision: f64,
    traps: f64,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    gold: u32,
    touched: u32,
    exact: u32,
    right: u32,
    wrong: u32,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.gold += other.gold;
        self.touched += other.touched;
        self.exact += other.exact;
        self.right += other.right;
        self.wrong += other.wrong;
    }

    fn recall(&self) -> f64 {
        share(self.touched, self.gold)
    }

    fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// What is printed, and what the floors are compared with.
#[derive(Default)]
struct Totals {
    labels: BTreeMap<String, Counts>,
    genres: BTreeMap<String, Counts>,
    traps: u32,
    trapped: u32,
    words: usize,
}

impl Totals {
    fn all(&self) -> Counts {
        let mut all = Counts::default();
        self.labels.values().for_each(|counts| all.add(*counts));
        all
    }
}

/// Scores one corpus and prints the tables; with `floors`, fails below them. `show` prints the errors themselves, for a
/// development split only.
pub(crate) fn run(
    corpus: &Path,
    without: &[String],
    regions: &[String],
    floors: Option<&Path>,
    show: bool,
) -> Result<(), String> {
    let floor = match floors {
        None => None,
        Some(path) => {
            let floors: Floors = toml::from_str(&tree::read(path)?).map_err(|error| format!("floors: {error}"))?;
            let name = corpus.file_name().unwrap_or_default().to_string_lossy().into_owned();
            floors.corpus.into_iter().find(|floor| floor.file == name)
        }
    };
    let without: Vec<String> = floor.as_ref().map_or(without.to_vec(), |floor| floor.without.clone());
    let totals = score(corpus::read(corpus)?, &without, regions, show)?;
    print(&totals);
    let Some(floor) = floor else { return Ok(()) };
    let all = totals.all();
    let reached = [
        ("recall", all.recall(), floor.recall, true),
        ("precision", all.precision(), floor.precision, true),
        ("traps hit", share(totals.trapped, totals.traps.max(1)), floor.traps, false),
    ];
    for (name, figure, limit, at_least) in reached {
        if (figure < limit) == at_least && figure != limit {
            return Err(format!("{name} {figure:.4} against the floor {limit:.4}"));
        }
    }
    Ok(())
}

fn score(documents: Vec<Document>, without: &[String], regions: &[String], show: bool) -> Result<Totals, String> {
    let counted = |label: &str| !without.iter().any(|name| name == label);
    let names = ["NAME", "LOCATION", "ORG"].into_iter().any(counted);
    let scanner = Scanner::builder().regions(regions).names(names).build().map_err(|error| error.to_string())?;
    let (mut scratch, mut findings) = (Scratch::new(), Findings::new());
    let mut totals = Totals::default();
    for document in documents {
        scanner.scan_into(&document.text, &mut scratch, &mut findings).map_err(|error| error.to_string())?;
        let mut offsets = Offsets::new(document.text.as_bytes(), OffsetUnit::CodePoints);
        let found: Vec<(usize, usize, Label, &str)> = findings
            .iter()
            .map(|f| {
                let range = offsets.span(f.span);
                (range.start, range.end, f.label, scanner.detector_name(f))
            })
            .collect();
        let chars: Vec<char> = document.text.chars().collect();
        let shown = |start: usize, end: usize| {
            let from = start.saturating_sub(40);
            let text: String = chars[from..(end + 15).min(chars.len())].iter().collect();
            text.replace('\n', "⏎")
        };
        totals.words += document.text.split_whitespace().count();
        let mut document_counts = Counts::default();
        for gold in document.spans.iter().filter(|gold| counted(&gold.label)) {
            let meets = |f: &&(usize, usize, Label, &str)| f.0 < gold.end && gold.start < f.1;
            let exact = found.iter().any(|f| (f.0, f.1) == (gold.start, gold.end) && f.2.name() == gold.label);
            let touched = found.iter().any(|f| meets(&f));
            let mut one = Counts { gold: 1, touched: touched.into(), exact: exact.into(), ..Counts::default() };
            if show && !exact {
                let instead: Vec<String> = found.iter().filter(meets).map(|f| format!("{} {}", f.2, f.3)).collect();
                println!(
                    "{} {} in {:?}: {}",
                    if touched { "INEXACT" } else { "MISSED " },
                    gold.label,
                    shown(gold.start, gold.end),
                    instead.join(", ")
                );
            }
            totals.labels.entry(gold.label.clone()).or_default().add(std::mem::take(&mut one));
            document_counts.add(Counts { gold: 1, touched: touched.into(), exact: exact.into(), ..Counts::default() });
        }
        for f in found.iter().filter(|f| counted(f.2.name())) {
            let any = document.spans.iter().any(|gold| f.0 < gold.end && gold.start < f.1);
            if !any && document.ignore.iter().any(|place| f.0 < place.end && place.start < f.1) {
                continue;
            }
            let one = Counts { right: any.into(), wrong: (!any).into(), ..Counts::default() };
            if show && !any {
                println!(
                    "FALSE   {} {} {:?} in {:?}",
                    f.2,
                    f.3,
                    chars[f.0..f.1].iter().collect::<String>(),
                    shown(f.0, f.1)
                );
            }
            totals.labels.entry(f.2.name().to_owned()).or_default().add(one);
            document_counts.add(one);
        }
        totals.traps += document.traps.len() as u32;
        totals.trapped +=
            document.traps.iter().filter(|trap| found.iter().any(|f| f.0 < trap.end && trap.start < f.1)).count()
                as u32;
        totals.genres.entry(document.genre).or_default().add(document_counts);
    }
    Ok(totals)
}

fn print(totals: &Totals) {
    let row = |name: &str, c: &Counts| {
        println!(
            "{name:<24} {:>6} {:>8.3} {:>8.3} {:>9.3} {:>6}",
            c.gold,
            c.recall(),
            share(c.exact, c.gold),
            c.precision(),
            c.wrong
        );
    };
    println!("{:<24} {:>6} {:>8} {:>8} {:>9} {:>6}", "label", "gold", "recall", "exact", "precision", "false");
    totals.labels.iter().for_each(|(name, counts)| row(name, counts));
    println!("{:<24}", "genre");
    totals.genres.iter().for_each(|(name, counts)| row(name, counts));
    let all = totals.all();
    row("all", &all);
    println!(
        "traps hit {} of {}; {:.2} false findings in 1,000 words",
        totals.trapped,
        totals.traps,
        1000.0 * f64::from(all.wrong) / totals.words.max(1) as f64
    );
}
