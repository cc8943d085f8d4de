//! What counts as right.
//!
//! - **Token**: runs of letters or of digits, whatever the label. How much of what identifies is covered.
//! - **Strict**: the same span and label. **Relaxed**: spans that meet, the same label.
//! - **Leak**: a document has an identifier that no finding touches.
//! - **Trap**: a text that only looks like an identifier is touched.
//!
//! Diagnosis codes are no identifiers: they have figures of their own, and a finding on one is neither right nor wrong. So
//! is one on text that the corpus says to ignore, and in the safe-harbor view one on an institution.

use super::document::{Document, Mark};
use phi_core::{Label, Span};
use regex::Regex;
use std::ops::AddAssign;
use std::sync::LazyLock;

/// Letters and digits of all scripts; other numbers (`½`) go with the letters.
static TOKEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{Nl}\p{No}]+|\p{Nd}+").expect("checked by every test of this module"));

/// How often a decision was right, how often a finding was wrong, how often one was missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) right: u32,
    pub(super) wrong: u32,
    pub(super) missed: u32,
}

/// A share of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) part: u32,
    pub(super) whole: u32,
}

/// Figures over all labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    pub(super) token: Counts,
    pub(super) strict: Counts,
    pub(super) relaxed: Counts,
    /// Documents with an identifier that nothing touches, of those that have any.
    pub(super) leak: Share,
}

/// Figures of one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OfLabel {
    pub(super) strict: Counts,
    pub(super) relaxed: Counts,
    /// Marks that any finding touches, whatever its label.
    pub(super) touched: Share,
}

/// Everything that is counted, in one document or in many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) documents: u32,
    pub(super) tokens: u32,
    pub(super) all: View,
    pub(super) safe_harbor: View,
    pub(super) traps: Share,
    /// Documents without an identifier in which something is found, of those without.
    pub(super) clean: Share,
    labels: [OfLabel; Label::ALL.len()],
}

impl Tally {
    pub(super) fn label(&self, label: Label) -> &OfLabel {
        &self.labels[usize::from(label.number()) - 1]
    }

    fn label_mut(&mut self, label: Label) -> &mut OfLabel {
        &mut self.labels[usize::from(label.number()) - 1]
    }

    fn views(&mut self) -> [(&mut View, &'static [Label]); 2] {
        [(&mut self.all, &[Label::DxCode]), (&mut self.safe_harbor, &[Label::DxCode, Label::Org])]
    }
}

impl Counts {
    pub(super) fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    pub(super) fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    pub(super) fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

impl Share {
    pub(super) fn rate(self) -> Option<f64> {
        (self.whole > 0).then(|| ratio(self.part, self.whole))
    }

    fn count(&mut self, is_part: bool) {
        self.part += u32::from(is_part);
        self.whole += 1;
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Share) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

impl AddAssign for View {
    fn add_assign(&mut self, other: View) {
        self.token += other.token;
        self.strict += other.strict;
        self.relaxed += other.relaxed;
        self.leak += other.leak;
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        self.documents += other.documents;
        self.tokens += other.tokens;
        self.all += other.all;
        self.safe_harbor += other.safe_harbor;
        self.traps += other.traps;
        self.clean += other.clean;
        for (mine, other) in self.labels.iter_mut().zip(&other.labels) {
            mine.strict += other.strict;
            mine.relaxed += other.relaxed;
            mine.touched += other.touched;
        }
    }
}

/// What became of a mark, or what is wrong with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A mark that nothing touches.
    Missed,
    /// A mark that only findings of other labels touch.
    Mislabelled(Label),
    /// A mark of the finding's label with other ends.
    Inexact,
    /// A finding that touches no mark.
    False,
    /// As it was marked.
    Right,
}

impl Outcome {
    pub(super) fn name(self) -> &'static str {
        match self {
            Outcome::Missed => "missed",
            Outcome::Mislabelled(_) => "wrong label",
            Outcome::Inexact => "other ends",
            Outcome::False => "false",
            Outcome::Right => "right",
        }
    }

    /// The better the higher.
    pub(super) fn rank(self) -> u8 {
        match self {
            Outcome::Missed | Outcome::False => 0,
            Outcome::Mislabelled(_) => 1,
            Outcome::Inexact => 2,
            Outcome::Right => 3,
        }
    }
}

/// A document against its findings.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) tally: Tally,
    /// What was compared, sorted.
    pub(super) findings: Vec<Mark>,
    /// Every mark and every false finding, in the order of the text.
    pub(super) outcomes: Vec<(Mark, Outcome)>,
}

/// Marks in the order of the text, in which those that meet a span are quickly found.
struct Sorted {
    marks: Vec<Mark>,
    longest: usize,
}

impl Sorted {
    fn new(mut marks: Vec<Mark>) -> Sorted {
        marks.sort_unstable();
        let longest = marks.iter().map(|mark| mark.span.len()).max().unwrap_or(0);
        Sorted { marks, longest }
    }

    /// Places and marks that share text with the span.
    fn meeting(&self, span: Span) -> impl Iterator<Item = (usize, Mark)> {
        let first = self.marks.partition_point(|mark| mark.span.start + self.longest <= span.start);
        let reach = self.marks[first..].iter().take_while(move |mark| mark.span.start < span.end);
        reach.enumerate().map(move |(at, mark)| (first + at, *mark)).filter(move |(_, mark)| mark.span.overlaps(span))
    }

    fn touch(&self, span: Span) -> bool {
        self.meeting(span).next().is_some()
    }

    fn has(&self, span: Span, label: Label) -> bool {
        self.meeting(span).any(|(_, mark)| mark.label == label)
    }
}

/// What a byte of the text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Plain,
    Neutral,
    Marked(Label),
}

/// Compares. A finding of a label that was not looked for counts only where it meets a mark.
pub(super) fn score(document: &Document, findings: Vec<Mark>) -> Scored {
    let text = &document.text;
    let marks = Sorted::new(document.marks.clone());
    let mut findings: Vec<Mark> = findings.into_iter().filter_map(|finding| trimmed(text, finding)).collect();
    findings.retain(|finding| document.counts(finding.label) || marks.touch(finding.span));
    findings.sort_unstable();
    findings.dedup();
    let findings = Sorted::new(findings);
    let mut tally = Tally { documents: 1, ..Tally::default() };
    let mut ground = vec![Ground::Plain; text.len()];
    document.ignore.iter().for_each(|span| ground[span.range()].fill(Ground::Neutral));
    document.marks.iter().for_each(|mark| ground[mark.span.range()].fill(Ground::Marked(mark.label)));
    tokens(text, &ground, &findings, &mut tally);
    whole(document, &ground, &findings, &mut tally);
    let outcomes = spans(document, &marks, &findings, &mut tally);
    Scored { tally, findings: findings.marks, outcomes }
}

/// A finding without the blanks at its ends; `None` when nothing is left.
fn trimmed(text: &str, Mark { span, label }: Mark) -> Option<Mark> {
    // U+001C to U+001F are blanks to Python, which the figures of others were counted in.
    let blank = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    let rest = text.get(span.range())?.trim_start_matches(blank);
    let start = span.end - rest.len();
    let end = start + rest.trim_end_matches(blank).len();
    (start < end).then_some(Mark { span: Span { start, end }, label })
}

fn tokens(text: &str, ground: &[Ground], findings: &Sorted, tally: &mut Tally) {
    for token in TOKEN.find_iter(text) {
        tally.tokens += 1;
        let found = findings.touch(Span { start: token.start(), end: token.end() });
        let ground = &ground[token.range()];
        for (view, neutral) in tally.views() {
            let counted = |ground: &Ground| matches!(ground, Ground::Marked(label) if !neutral.contains(label));
            match (ground.iter().any(counted), found) {
                (true, true) => view.token.right += 1,
                (true, false) => view.token.missed += 1,
                (false, true) if ground.iter().all(|ground| *ground == Ground::Plain) => view.token.wrong += 1,
                (false, _) => {}
            }
        }
    }
}

/// What is counted once for a document: whether it leaks, whether something is found in one without identifiers; traps.
fn whole(document: &Document, ground: &[Ground], findings: &Sorted, tally: &mut Tally) {
    for (view, neutral) in tally.views() {
        let mut counted = document.marks.iter().filter(|mark| !neutral.contains(&mark.label)).peekable();
        if counted.peek().is_some() {
            view.leak.count(counted.any(|mark| !findings.touch(mark.span)));
        }
    }
    if tally.all.leak.whole == 0 {
        tally.clean.count(findings.marks.iter().any(|finding| ground[finding.span.range()].contains(&Ground::Plain)));
    }
    document.traps.iter().for_each(|trap| tally.traps.count(findings.touch(*trap)));
}

/// Spans, over all labels and by label.
fn spans(document: &Document, marks: &Sorted, findings: &Sorted, tally: &mut Tally) -> Vec<(Mark, Outcome)> {
    let mut outcomes = Vec::with_capacity(marks.marks.len());
    let mut used = vec![false; findings.marks.len()];
    for mark in &marks.marks {
        let exact = findings.meeting(mark.span).find(|(at, finding)| finding == mark && !used[*at]).map(|(at, _)| at);
        let same = findings.has(mark.span, mark.label);
        if let Some(at) = exact {
            used[at] = true;
        }
        let met = |is_met: bool| Counts { right: is_met.into(), missed: (!is_met).into(), ..Counts::default() };
        let (strict, relaxed) = (met(exact.is_some()), met(same));
        let one = tally.label_mut(mark.label);
        one.touched.count(findings.touch(mark.span));
        one.strict += strict;
        one.relaxed += relaxed;
        for (view, neutral) in tally.views() {
            if !neutral.contains(&mark.label) {
                view.strict += strict;
                view.relaxed += relaxed;
            }
        }
        let outcome = match findings.meeting(mark.span).next() {
            _ if exact.is_some() => Outcome::Right,
            _ if same => Outcome::Inexact,
            Some((_, other)) => Outcome::Mislabelled(other.label),
            None => Outcome::Missed,
        };
        outcomes.push((*mark, outcome));
    }
    let mut told = None;
    for finding in &findings.marks {
        let met: Vec<Label> = marks.meeting(finding.span).map(|(_, mark)| mark.label).collect();
        if met.is_empty() && document.ignore.iter().any(|place| place.overlaps(finding.span)) {
            continue;
        }
        if met.is_empty() {
            outcomes.push((*finding, Outcome::False));
        }
        // Of several findings of one place only one can be wrong.
        let twins = || findings.meeting(finding.span).filter(|(_, twin)| twin.span == finding.span);
        let wrong = |is_wrong: bool| Counts { wrong: is_wrong.into(), ..Counts::default() };
        let strict = wrong(told != Some(finding.span) && !twins().any(|(twin, _)| used[twin]));
        let relaxed = wrong(!twins().any(|(_, twin)| met.contains(&twin.label)));
        told = Some(finding.span);
        let one = tally.label_mut(finding.label);
        one.strict += strict;
        one.relaxed += relaxed;
        for (view, neutral) in tally.views() {
            let on_neutral = !met.is_empty() && met.iter().all(|label| neutral.contains(label));
            if finding.label != Label::DxCode && !on_neutral {
                view.strict += strict;
                view.relaxed += relaxed;
            }
        }
    }
    outcomes.sort_unstable_by_key(|(mark, _)| *mark);
    outcomes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, label: Label) -> Mark {
        Mark { span: Span { start, end }, label }
    }

    fn document(text: &str, marks: &[(usize, usize, Label)]) -> Document {
        Document {
            id: "a".into(),
            genre: String::new(),
            text: text.into(),
            marks: marks.iter().map(|(start, end, label)| mark(*start, *end, *label)).collect(),
            traps: Vec::new(),
            ignore: Vec::new(),
            only: None,
        }
    }

    fn counts(right: u32, wrong: u32, missed: u32) -> Counts {
        Counts { right, wrong, missed }
    }

    /// Counted on paper.
    #[test]
    fn figures_are_those_counted_by_hand() {
        //                  0         1         2         3         4         5
        //                  0123456789012345678901234567890123456789012345678901234567
        let text = "Ann Lee of Acme, MRN 12-34, seen 3 May, E11.9, by Foley x7";
        let marks = [
            (0, 7, Label::Name),
            (11, 15, Label::Org),
            (21, 26, Label::Mrn),
            (33, 38, Label::Date),
            (40, 45, Label::DxCode),
        ];
        let mut document = document(text, &marks);
        document.traps = vec![mark(50, 55, Label::Name).span, mark(56, 58, Label::Id).span];
        let findings = vec![
            mark(0, 3, Label::Name),     // the name in part
            mark(21, 26, Label::Id),     // the number under another label
            mark(40, 45, Label::DxCode), // as marked, and no identifier
            mark(49, 56, Label::Name),   // a trap; its ends are blanks
            mark(11, 15, Label::Org),    // as marked, left out for safe harbor
            mark(11, 15, Label::Org),    // twice is once
        ];
        let Scored { tally, outcomes, findings } = score(&document, findings);
        assert_eq!(findings.len(), 5);
        // Ann Lee of Acme MRN 12 34 seen 3 May E 11 9 by Foley x 7
        assert_eq!(tally.tokens, 17);
        // Right: Ann, Acme, 12, 34. Wrong: Foley. Missed: Lee, 3, May. E11.9 is neither.
        assert_eq!(tally.all.token, counts(4, 1, 3));
        assert_eq!(tally.safe_harbor.token, counts(3, 1, 3));
        // Right: Acme. Wrong: Ann, 12-34, Foley. Missed: Ann Lee, 12-34, 3 May.
        assert_eq!(tally.all.strict, counts(1, 3, 3));
        assert_eq!(tally.safe_harbor.strict, counts(0, 3, 3));
        // Right: Ann Lee, Acme. Wrong: 12-34, Foley. Missed: 12-34, 3 May.
        assert_eq!(tally.all.relaxed, counts(2, 2, 2));
        assert_eq!(tally.safe_harbor.relaxed, counts(1, 2, 2));
        // 3 May is untouched.
        assert_eq!(tally.all.leak, Share { part: 1, whole: 1 });
        assert_eq!(tally.traps, Share { part: 1, whole: 2 });
        assert_eq!(tally.clean, Share::default());
        assert_eq!(tally.label(Label::Mrn).strict, counts(0, 0, 1));
        assert_eq!(tally.label(Label::Mrn).touched, Share { part: 1, whole: 1 });
        assert_eq!(tally.label(Label::Id).strict, counts(0, 1, 0));
        assert_eq!(tally.label(Label::DxCode).strict, counts(1, 0, 0));
        assert_eq!(tally.label(Label::Name).relaxed, counts(1, 1, 0));
        let outcomes: Vec<Outcome> = outcomes.into_iter().map(|(_, outcome)| outcome).collect();
        let wanted = [
            Outcome::Inexact,
            Outcome::Right,
            Outcome::Mislabelled(Label::Id),
            Outcome::Missed,
            Outcome::Right,
            Outcome::False,
        ];
        assert_eq!(outcomes, wanted);
    }

    #[test]
    fn what_is_to_be_ignored_is_neither_right_nor_wrong() {
        let mut ignoring = document("Ann saw Lee", &[(0, 3, Label::Name)]);
        ignoring.ignore = vec![mark(8, 11, Label::Name).span];
        let findings = vec![mark(0, 3, Label::Name), mark(8, 11, Label::Name)];
        let tally = score(&ignoring, findings.clone()).tally;
        assert_eq!([tally.all.token, tally.all.strict, tally.all.relaxed], [counts(1, 0, 0); 3]);
        // A label that nobody marked.
        let mut partial = document("Ann saw Lee", &[(0, 3, Label::Name)]);
        partial.only = Some([Label::Name].into());
        let tally = score(&partial, vec![mark(0, 3, Label::Name), mark(8, 11, Label::Date)]).tally;
        assert_eq!([tally.all.token, tally.all.strict], [counts(1, 0, 0); 2]);
        // Marks of labels that are not asked for.
        let mut asked = document("Ann saw Lee", &[(0, 3, Label::Name), (8, 11, Label::Org)]);
        asked.restrict(&[Label::Name].into());
        let tally = score(&asked, findings).tally;
        assert_eq!([tally.all.token, tally.all.strict], [counts(1, 0, 0); 2]);
    }

    #[test]
    fn a_document_without_identifiers_is_clean_or_flagged() {
        let clean = document("E11.9 and Lee", &[(0, 5, Label::DxCode)]);
        let flagged = |findings| score(&clean, findings).tally.clean;
        assert_eq!(flagged(vec![mark(0, 5, Label::Id)]), Share { part: 0, whole: 1 });
        assert_eq!(flagged(vec![mark(10, 13, Label::Name)]), Share { part: 1, whole: 1 });
    }

    #[test]
    fn tokens_are_those_of_other_scorers() {
        let tokens: Vec<&str> = TOKEN.find_iter("a_1é2½x٣ 中文 e\u{301}").map(|token| token.as_str()).collect();
        assert_eq!(tokens, ["a", "1", "é", "2", "½x", "٣", "中文", "e"]);
    }
}
