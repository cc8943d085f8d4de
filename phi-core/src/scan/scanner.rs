//! The scanner.

use super::fold::Folded;
use super::lists::Lists;
use super::names;
use super::pass::{Candidate, Pass, Setup};
use super::plan::Plan;
use super::regions::{self, Regions};
use super::window;
use crate::pack::{Detector, DetectorSet, Pack, SET_WORDS, set_insert};
use crate::score::evidence::EvidenceList;
use crate::score::finding::{DetectorId, Finding, Findings, Score};
use crate::score::{resolve, weigh};
use crate::{Error, ErrorCode, Input, Known, Label, Span};
use std::ops::Range;
use std::sync::Arc;

/// Number of the pseudo-pack that deny-list candidates carry.
pub(super) const DENY: u8 = u8::MAX;

/// Number of the pseudo-pack that names, places and institutions carry.
pub(super) const NAMES: u8 = u8::MAX - 1;
/// Number of the pseudo-pack of what the caller knows.
const KNOWN: u8 = u8::MAX - 2;
/// No sum of evidence counts for more.
const SUREST: i16 = 1500;
/// Number of the first detector of that pack; there is one for each label.
const NAME_DETECTORS: u16 = u16::MAX - 64;
/// The detector of what the caller knows.
const CALLER: u16 = u16::MAX - 1;
/// Stands for the label of a decoy, which has none.
const DECOY: u8 = 30;

/// Compiled detectors, ready to scan. `Send + Sync`, cheap to clone; one can serve every thread.
#[derive(Clone)]
pub struct Scanner(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) packs: Vec<Loaded>,
    lists: Lists,
    /// Candidates below this are dropped, in log-odds.
    threshold: i16,
    /// Least probability in thousandths.
    min_score: u16,
    labels: Vec<bool>,
    /// Absent when nobody asks for names, places or institutions.
    pub(super) names: Option<names::Tables>,
}

pub(super) struct Loaded {
    pack: Pack,
    enabled: DetectorSet,
    plan: Plan,
    /// Position of its first detector among all.
    first: usize,
}

impl Loaded {
    /// Fills `candidates` with those of a window.
    pub(super) fn pass(&self, number: usize, text: &[u8], threshold: i16, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let setup = Setup { pack: &self.pack.0, number: number as u8, plan: &self.plan, threshold };
        Pass::new(text, setup, candidates).run();
    }
}

/// Memory that scanning reuses. One a thread.
#[derive(Default)]
pub struct Scratch {
    pub(super) folded: Folded,
    pub(super) candidates: Vec<Candidate>,
    pub(super) names: names::Scratch,
    pub(super) covered: Vec<(Range<usize>, u8)>,
    pub(super) all: Vec<Candidate>,
    pub(super) resolve: resolve::Scratch,
}

impl Scratch {
    /// Empty; grows to what the inputs need.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Scanner {
    /// The built-in detectors for the United States and the universal kinds, threshold 0.5.
    pub fn new() -> Self {
        Scanner::builder().build().expect("the built-in detectors need nothing from the caller")
    }

    /// Chooses detectors, regions, thresholds and lists.
    pub fn builder() -> ScannerBuilder {
        ScannerBuilder::default()
    }

    /// Scans and allocates the result.
    ///
    /// # Errors
    /// As [`Scanner::scan_into`].
    pub fn scan<'a>(&self, input: impl Into<Input<'a>>) -> Result<Findings, Error> {
        let mut findings = Findings::new();
        self.scan_into(input, &mut Scratch::new(), &mut findings)?;
        Ok(findings)
    }

    /// Scans into `findings`, which is cleared first. With both warm, nothing is allocated.
    ///
    /// Offsets are **bytes** of the input. Any bytes are accepted.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidSpan`], when a known span does not lie in the input or its probability is none.
    pub fn scan_into<'a>(
        &self,
        input: impl Into<Input<'a>>,
        scratch: &mut Scratch,
        findings: &mut Findings,
    ) -> Result<(), Error> {
        let input = input.into();
        let raw = input.as_bytes();
        findings.0.clear();
        self.candidates(raw, scratch, self.0.threshold);
        self.known(raw, input.known_spans(), &mut scratch.all)?;
        resolve::resolve(&mut scratch.all, &mut scratch.resolve, |c| self.rank(c));
        let found = scratch.all.iter().filter_map(|candidate| self.finding(candidate));
        match self.0.lists.allows_nothing() {
            true => findings.0.extend(found),
            false => findings.0.extend(found.filter(|finding| !self.0.lists.allows(raw, finding.span.range()))),
        }
        Ok(())
    }

    /// Fills `scratch.all` with the candidates of every pack, offsets into the input.
    pub(super) fn candidates(&self, raw: &[u8], scratch: &mut Scratch, threshold: i16) {
        let Scratch { folded, candidates, all, names, covered, .. } = scratch;
        all.clear();
        window::each(raw, folded, |text, place| {
            covered.clear();
            for (number, loaded) in self.0.packs.iter().enumerate() {
                // What is found in the only window lies where it is found.
                let found = if number == 0 && place.is_all() { &mut *all } else { &mut *candidates };
                loaded.pass(number, text, threshold, found);
                if self.0.names.is_some() {
                    self.cover(found, covered);
                }
                if number > 0 || !place.is_all() {
                    all.extend(candidates.iter().filter_map(|candidate| {
                        let span = place.raw_span(candidate.start..candidate.end)?;
                        Some(Candidate { start: span.start, end: span.end, ..*candidate })
                    }));
                }
            }
            let Some(tables) = &self.0.names else { return };
            covered.sort_unstable_by_key(|(span, _)| span.start);
            names.find(text, covered, tables, |named| {
                let evidence = EvidenceList::of_model(named.score);
                if let Some(span) = place.raw_span(named.span)
                    && named.score >= threshold
                {
                    let (start, end, detector) = (span.start, span.end, u16::from(named.label.number()));
                    all.push(Candidate { start, end, pack: NAMES, detector, score: named.score, evidence });
                }
            });
        });
        self.0.lists.deny(raw, DENY, all);
    }

    /// Adds what the caller knows: to a candidate of the same span and label, or as one of its own.
    pub(super) fn known(&self, raw: &[u8], known: &[Known], all: &mut Vec<Candidate>) -> Result<(), Error> {
        if known.is_empty() {
            return Ok(());
        }
        all.sort_unstable_by_key(|candidate| candidate.start);
        let own = all.len();
        for Known { span, label, probability } in known {
            if span.start >= span.end || span.end > raw.len() || !(0.0..=1.0).contains(probability) {
                let what = "a known span lies in the input and has a probability of 0 to 1";
                return Err(Error::new(ErrorCode::InvalidSpan, what).at(span.start));
            }
            let weight = Score::log_odds_of(*probability);
            let first = all[..own].partition_point(|candidate| candidate.start < span.start);
            let mut found = false;
            for candidate in all[first..own].iter_mut().take_while(|candidate| candidate.start == span.start) {
                if candidate.end == span.end && self.label(candidate) == Some(*label) {
                    candidate.score = (candidate.score + weight).min(SUREST);
                    found = true;
                }
            }
            if !found && weight >= self.0.threshold {
                let (start, end, detector) = (span.start, span.end, u16::from(label.number()));
                let evidence = EvidenceList::of_known(weight);
                all.push(Candidate { start, end, pack: KNOWN, detector, score: weight, evidence });
            }
        }
        Ok(())
    }

    /// Notes what the proven candidates of a window cover: no name begins inside of a date.
    pub(super) fn cover(&self, candidates: &[Candidate], covered: &mut Vec<(Range<usize>, u8)>) {
        let proven = candidates.iter().filter(|candidate| candidate.score >= weigh::PROVEN);
        let label = |candidate: &Candidate| self.label(candidate).map_or(DECOY, Label::number);
        covered.extend(proven.map(|candidate| (candidate.start..candidate.end, label(candidate))));
    }

    #[inline]
    pub(super) fn rank(&self, candidate: &Candidate) -> u8 {
        self.label(candidate).map_or(0, Label::order)
    }

    /// The label; `None` for a decoy.
    pub(super) fn label(&self, candidate: &Candidate) -> Option<Label> {
        if candidate.pack == NAMES || candidate.pack == KNOWN {
            return Label::from_number(candidate.detector as u8);
        }
        if candidate.pack == DENY {
            return self.0.lists.deny_labels.get(usize::from(candidate.detector)).copied();
        }
        self.0.packs[usize::from(candidate.pack)].pack.detectors()[usize::from(candidate.detector)].label
    }

    /// What the caller sees of a candidate that won, if it asked for it.
    pub(super) fn finding(&self, candidate: &Candidate) -> Option<Finding> {
        let label = self.label(candidate)?;
        let score = Score::from_log_odds(candidate.score);
        if !self.0.labels[usize::from(label.number())] || score.thousandths() < self.0.min_score {
            return None;
        }
        Some(Finding {
            span: Span { start: candidate.start, end: candidate.end },
            label,
            detector: self.detector_id(candidate),
            score,
            evidence: candidate.evidence,
        })
    }

    pub(super) fn allows(&self, raw: &[u8], span: Span) -> bool {
        self.0.lists.allows(raw, span.range())
    }

    pub(super) fn name_of(&self, candidate: &Candidate) -> &str {
        self.name_of_id(self.detector_id(candidate))
    }

    fn name_of_id(&self, id: DetectorId) -> &str {
        if id.0 == CALLER {
            return "known";
        }
        match id.0.checked_sub(NAME_DETECTORS).and_then(|number| Label::from_number(number as u8)) {
            Some(label) => names::detector_id(label),
            None => self.detector(id).map_or("deny-list", Detector::id),
        }
    }

    #[inline]
    fn detector_id(&self, candidate: &Candidate) -> DetectorId {
        match self.0.packs.get(usize::from(candidate.pack)) {
            Some(loaded) => DetectorId((loaded.first + usize::from(candidate.detector)) as u16),
            None if candidate.pack == NAMES => DetectorId(NAME_DETECTORS + candidate.detector),
            None if candidate.pack == KNOWN => DetectorId(CALLER),
            None => DetectorId(u16::MAX),
        }
    }

    /// Every detector that is loaded, with whether it is switched on.
    pub fn detectors(&self) -> impl Iterator<Item = (&Detector, bool)> {
        self.0.packs.iter().flat_map(|loaded| {
            loaded
                .pack
                .detectors()
                .iter()
                .enumerate()
                .map(|(at, detector)| (detector, crate::pack::set_has(&loaded.enabled, at as u16)))
        })
    }

    /// The detector behind a finding; `None` when the site's deny list named it.
    pub fn detector(&self, id: DetectorId) -> Option<&Detector> {
        self.detectors().nth(usize::from(id.0)).map(|(detector, _)| detector)
    }

    /// Id of the detector behind a finding, `deny-list` for a denied term.
    pub fn detector_name(&self, finding: &Finding) -> &str {
        self.name_of_id(finding.detector)
    }

    /// The least log-odds of a finding.
    pub(super) fn threshold(&self) -> i16 {
        self.0.threshold
    }
}

impl std::fmt::Debug for Scanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scanner").field("detectors", &self.detectors().filter(|(_, on)| *on).count()).finish()
    }
}

/// See [`Scanner::builder`].
#[derive(Default)]
#[must_use]
pub struct ScannerBuilder {
    packs: Vec<Pack>,
    #[cfg(feature = "custom")]
    files: Vec<crate::DetectorFile>,
    regions: Option<Vec<String>>,
    labels: Option<Vec<Label>>,
    detectors: Option<Vec<String>>,
    min_score: Option<f32>,
    allow: Vec<String>,
    deny: Vec<(Label, String)>,
    without_builtin: bool,
    names: bool,
    #[cfg(feature = "fit")]
    weights: Option<&'static [u8]>,
}

impl ScannerBuilder {
    /// Only findings of this probability and more; 0.5 when not said.
    pub fn min_score(mut self, probability: f32) -> Self {
        self.min_score = Some(probability);
        self
    }

    /// Countries (`US`, `GB`, `CA`), groups (`europe`, `americas`, `apac`) or `all`. Universal kinds are always on;
    /// `US` when not said.
    pub fn regions<S: AsRef<str>>(mut self, regions: impl IntoIterator<Item = S>) -> Self {
        self.regions = Some(regions.into_iter().map(|region| region.as_ref().to_owned()).collect());
        self
    }

    /// Only findings with these labels.
    pub fn labels(mut self, labels: impl IntoIterator<Item = Label>) -> Self {
        self.labels = Some(labels.into_iter().collect());
        self
    }

    /// Only these detectors, by id, whatever their region.
    pub fn only<S: AsRef<str>>(mut self, ids: impl IntoIterator<Item = S>) -> Self {
        self.detectors = Some(ids.into_iter().map(|id| id.as_ref().to_owned()).collect());
        self
    }

    /// Adds a detector from the text of its file.
    ///
    /// # Errors
    /// As [`DetectorFile::parse`](crate::DetectorFile::parse).
    #[cfg(feature = "custom")]
    pub fn detector(mut self, toml: &str) -> Result<Self, Error> {
        self.files.push(crate::DetectorFile::parse(toml)?);
        Ok(self)
    }

    /// Adds a compiled pack.
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    /// Leaves the built-in detectors out.
    pub fn without_builtin(mut self) -> Self {
        self.without_builtin = true;
        self
    }

    /// Also finds names, places and institutions, and dates, ages and numbers that only their context tells, by a linear model
    /// over a lexicon. They have no form that an automaton could find, so this costs most of the speed; it is off unless asked
    /// for.
    pub fn names(mut self, on: bool) -> Self {
        self.names = on;
        self
    }

    /// Names by a model with these weights.
    #[cfg(feature = "fit")]
    pub fn weights(mut self, weights: &'static [u8]) -> Self {
        self.names = true;
        self.weights = Some(weights);
        self
    }

    /// A text that is never a finding, compared whole and without case.
    pub fn allow(mut self, text: impl Into<String>) -> Self {
        self.allow.push(text.into());
        self
    }

    /// A term that always is one, where it stands as a word; ASCII case does not matter.
    pub fn deny(mut self, label: Label, term: impl Into<String>) -> Self {
        self.deny.push((label, term.into()));
        self
    }

    /// Puts the scanner together.
    ///
    /// # Errors
    /// Unknown regions or detector ids, a threshold outside 0 to 1, and what compiling added detectors may report.
    pub fn build(self) -> Result<Scanner, Error> {
        let min_score = self.min_score.unwrap_or(0.5);
        if !(0.0..=1.0).contains(&min_score) {
            return Err(Error::new(ErrorCode::InvalidScore, "a score lies between 0 and 1"));
        }
        let mut packs = if self.without_builtin { Vec::new() } else { vec![Pack::builtin()] };
        packs.extend(self.packs);
        #[cfg(feature = "custom")]
        if !self.files.is_empty() {
            packs.push(Pack::from_bytes(crate::pack::compile(&self.files)?)?);
        }
        if packs.len() >= usize::from(KNOWN) {
            return Err(Error::new(ErrorCode::PackBudget, "a scanner holds fewer than 253 packs"));
        }
        let all = || packs.iter().flat_map(|pack| pack.detectors());
        let known: Vec<&str> = all().map(Detector::region).chain(regions::DEFAULT.iter().copied()).collect();
        let regions = match &self.regions {
            None => Regions::standard(),
            Some(names) => Regions::parse(names.iter().map(String::as_str), &known)?,
        };
        if let Some(id) = self.detectors.iter().flatten().find(|id| !all().any(|d| d.id() == id.as_str())) {
            return Err(Error::new(ErrorCode::UnknownDetector, format!("no detector is called `{id}`")));
        }
        let wanted = |detector: &Detector| match &self.detectors {
            Some(ids) => ids.iter().any(|id| id == detector.id()),
            None => regions.include(detector.region()),
        };
        let mut labels = vec![self.labels.is_none(); Label::ALL.len() + 1];
        for label in self.labels.iter().flatten() {
            labels[usize::from(label.number())] = true;
        }
        let mut loaded = Vec::new();
        let mut first = 0;
        for pack in packs {
            let mut enabled = [0; SET_WORDS];
            for (at, detector) in pack.detectors().iter().enumerate() {
                if wanted(detector) {
                    set_insert(&mut enabled, at as u16);
                }
            }
            let count = pack.detectors().len();
            let plan = Plan::new(&pack.0, &enabled);
            loaded.push(Loaded { pack, enabled, plan, first });
            first += count;
        }
        let min_score = (min_score * 1000.0).round() as u16;
        let wanted = names::NAMED.iter().any(|label| labels[usize::from(label.number())]);
        let names = (self.names && wanted).then(names::Tables::builtin);
        #[cfg(feature = "fit")]
        let names = self.weights.map(names::Tables::of).or(names);
        Ok(Scanner(Arc::new(Inner {
            packs: loaded,
            lists: Lists::new(&self.allow, &self.deny)?,
            threshold: Score::least_log_odds(min_score),
            min_score,
            labels,
            names,
        })))
    }
}
