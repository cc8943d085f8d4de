//! Figures and how sure they are.

use super::score::{Counts, OfLabel, Share, Tally, View};
use phi_core::Label;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::{Serialize, Serializer};

/// Corpora that are drawn from the documents, with replacement.
pub(super) const DRAWS: u64 = 1000;

/// A figure with the middle 95 % of what other draws of documents give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Figure {
    #[serde(serialize_with = "rounded")]
    pub(super) value: f64,
    #[serde(serialize_with = "rounded")]
    pub(super) low: f64,
    #[serde(serialize_with = "rounded")]
    pub(super) high: f64,
}

/// More digits would only say what the seed was.
pub(super) fn rounded<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 1e6).round() / 1e6)
}

/// The sum over some documents, and over draws of as many of them.
pub(super) struct Sample {
    pub(super) total: Tally,
    draws: Vec<Tally>,
}

impl Sample {
    /// The same draws for the same number of documents: two samples of the same documents are paired.
    pub(super) fn of(documents: &[&Tally]) -> Sample {
        let mut total = Tally::default();
        documents.iter().for_each(|tally| total += tally);
        let draw = |seed: u64| {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut sum = Tally::default();
            (0..documents.len()).for_each(|_| sum += documents[random.usize(..documents.len())]);
            sum
        };
        Sample { total, draws: (1..=DRAWS).into_par_iter().map(draw).collect() }
    }

    /// `None` when there is nothing that it could be a figure of.
    pub(super) fn figure(&self, of: impl Fn(&Tally) -> Option<f64>) -> Option<Figure> {
        let value = of(&self.total)?;
        let (low, high) = middle(self.draws.iter().filter_map(of).collect())?;
        Some(Figure { value, low, high })
    }

    /// What is added in `other`, a sample of the same documents, and how likely so much is by chance.
    pub(super) fn change(&self, other: &Sample, of: impl Fn(&Tally) -> Option<f64>) -> Option<Change> {
        let (before, after) = (of(&self.total)?, of(&other.total)?);
        let pairs = self.draws.iter().zip(&other.draws);
        let steps: Vec<f64> = pairs.filter_map(|(before, after)| Some(of(after)? - of(before)?)).collect();
        let count = |is: fn(&f64) -> bool| steps.iter().filter(|step| is(step)).count() as f64;
        // Two-sided; one draw is added, so that no chance is called zero.
        let least = count(|step| *step <= 0.0).min(count(|step| *step >= 0.0));
        let chance = (2.0 * (least + 1.0) / (steps.len() as f64 + 1.0)).min(1.0);
        let (low, high) = middle(steps)?;
        Some(Change { before, after, by: Figure { value: after - before, low, high }, chance })
    }
}

/// A figure of two sets of findings.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Change {
    #[serde(serialize_with = "rounded")]
    pub(super) before: f64,
    #[serde(serialize_with = "rounded")]
    pub(super) after: f64,
    pub(super) by: Figure,
    #[serde(serialize_with = "rounded")]
    pub(super) chance: f64,
}

/// Between which values 95 % of them lie; `None` of nothing.
fn middle(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)? as f64;
    let at = |share: f64| values[(last * share).round() as usize];
    Some((at(0.025), at(0.975)))
}

/// How spans are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Token,
    Strict,
    Relaxed,
}

/// Which share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Precision,
    Recall,
    F1,
}

impl Level {
    pub(super) const ALL: [(Level, &'static str); 3] =
        [(Level::Token, "token"), (Level::Strict, "strict"), (Level::Relaxed, "relaxed")];

    pub(super) fn of(self, view: &View) -> Counts {
        match self {
            Level::Token => view.token,
            Level::Strict => view.strict,
            Level::Relaxed => view.relaxed,
        }
    }
}

impl Part {
    pub(super) const ALL: [(Part, &'static str); 3] =
        [(Part::Precision, "precision"), (Part::Recall, "recall"), (Part::F1, "f1")];

    /// `None` where nothing was found, or nothing was there.
    pub(super) fn of(self, counts: Counts) -> Option<f64> {
        let (found, marked) = (counts.right + counts.wrong > 0, counts.right + counts.missed > 0);
        match self {
            Part::Precision => found.then(|| counts.precision()),
            Part::Recall => marked.then(|| counts.recall()),
            Part::F1 => marked.then(|| counts.f1()),
        }
    }
}

/// False tokens in 1,000 of text.
pub(super) fn false_per_1000(tally: &Tally) -> Option<f64> {
    (tally.tokens > 0).then(|| 1000.0 * f64::from(tally.all.token.wrong) / f64::from(tally.tokens))
}

/// A figure that a limit can name, or a comparison.
pub(super) type Named = (String, Box<dyn Fn(&Tally) -> Option<f64>>);

/// All of them: `token-recall`, `sh-strict-f1`, `leak`, `traps`, `false-tokens` …
pub(super) fn named() -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for (prefix, view) in [("", (|tally| &tally.all) as fn(&Tally) -> &View), ("sh-", |tally| &tally.safe_harbor)] {
        for (level, level_name) in Level::ALL {
            for (part, part_name) in Part::ALL {
                let figure = move |tally: &Tally| part.of(level.of(view(tally)));
                named.push((format!("{prefix}{level_name}-{part_name}"), Box::new(figure)));
            }
        }
        named.push((format!("{prefix}leak"), Box::new(move |tally| view(tally).leak.rate())));
    }
    named.push(("traps".to_owned(), Box::new(|tally| tally.traps.rate())));
    named.push(("false-tokens".to_owned(), Box::new(false_per_1000)));
    named
}

/// Precision, recall and F1.
#[derive(Debug, Serialize)]
pub(super) struct Three {
    pub(super) precision: Figure,
    pub(super) recall: Figure,
    pub(super) f1: Figure,
    pub(super) right: u32,
    pub(super) wrong: u32,
    pub(super) missed: u32,
}

/// A rate and what it was counted from.
#[derive(Debug, Serialize)]
pub(super) struct Rate {
    pub(super) rate: Option<Figure>,
    pub(super) part: u32,
    pub(super) whole: u32,
}

#[derive(Debug, Serialize)]
pub(super) struct ViewFigures {
    pub(super) token: Three,
    pub(super) strict: Three,
    pub(super) relaxed: Three,
    pub(super) leak: Rate,
}

/// Everything about some documents.
#[derive(Debug, Serialize)]
pub(super) struct Figures {
    pub(super) documents: u32,
    pub(super) tokens: u32,
    pub(super) all: ViewFigures,
    pub(super) safe_harbor: ViewFigures,
    pub(super) false_per_1000: Option<Figure>,
    pub(super) traps: Rate,
    pub(super) clean_flagged: Rate,
}

impl Three {
    /// Precision, recall and F1 for people: `None` where nothing was found, or nothing was there.
    pub(super) fn shown(&self) -> [Option<&Figure>; 3] {
        let (found, marked) = (self.right + self.wrong > 0, self.right + self.missed > 0);
        [found.then_some(&self.precision), marked.then_some(&self.recall), marked.then_some(&self.f1)]
    }
}

impl ViewFigures {
    pub(super) fn levels(&self) -> [(&'static str, &Three); 3] {
        [("token", &self.token), ("strict", &self.strict), ("relaxed", &self.relaxed)]
    }
}

impl Figures {
    pub(super) fn views(&self) -> [(&'static str, &ViewFigures); 2] {
        [("all", &self.all), ("safe harbor", &self.safe_harbor)]
    }
}

#[derive(Debug, Serialize)]
pub(super) struct LabelFigures {
    pub(super) label: &'static str,
    pub(super) marks: u32,
    pub(super) strict: Three,
    pub(super) relaxed: Three,
    /// Marks that any finding touches, whatever its label.
    pub(super) touched: Rate,
}

impl Sample {
    fn three(&self, of: impl Fn(&Tally) -> Counts) -> Three {
        let counts = of(&self.total);
        // A share of nothing is 0, as other scorers have it; `Three::shown` tells the two apart.
        let part = |part: Part| self.figure(|tally| part.of(of(tally))).unwrap_or_default();
        Three {
            precision: part(Part::Precision),
            recall: part(Part::Recall),
            f1: part(Part::F1),
            right: counts.right,
            wrong: counts.wrong,
            missed: counts.missed,
        }
    }

    fn rate(&self, of: impl Fn(&Tally) -> Share) -> Rate {
        let Share { part, whole } = of(&self.total);
        Rate { rate: self.figure(|tally| of(tally).rate()), part, whole }
    }

    fn view(&self, view: fn(&Tally) -> &View) -> ViewFigures {
        ViewFigures {
            token: self.three(|tally| view(tally).token),
            strict: self.three(|tally| view(tally).strict),
            relaxed: self.three(|tally| view(tally).relaxed),
            leak: self.rate(|tally| view(tally).leak),
        }
    }

    pub(super) fn figures(&self) -> Figures {
        Figures {
            documents: self.total.documents,
            tokens: self.total.tokens,
            all: self.view(|tally| &tally.all),
            safe_harbor: self.view(|tally| &tally.safe_harbor),
            false_per_1000: self.figure(false_per_1000),
            traps: self.rate(|tally| tally.traps),
            clean_flagged: self.rate(|tally| tally.clean),
        }
    }

    /// The labels that were marked or found.
    pub(super) fn labels(&self) -> Vec<LabelFigures> {
        let seen = |label: &&Label| *self.total.label(**label) != OfLabel::default();
        let figures = |label: &Label| LabelFigures {
            label: label.name(),
            marks: self.total.label(*label).touched.whole,
            strict: self.three(|tally| tally.label(*label).strict),
            relaxed: self.three(|tally| tally.label(*label).relaxed),
            touched: self.rate(|tally| tally.label(*label).touched),
        };
        Label::ALL.iter().filter(seen).map(figures).collect()
    }
}
