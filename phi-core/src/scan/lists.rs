//! A site's own word lists: what is never a finding, and what always is.

use super::pass::Candidate;
use crate::score::evidence::{EvidenceKind, EvidenceList};
use crate::{Error, ErrorCode, Label};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use std::ops::Range;

/// Allowed and denied terms, compared without case.
#[derive(Default)]
pub(super) struct Lists {
    allow: Vec<String>,
    deny: Option<(AhoCorasick, Vec<u16>)>,
    pub(super) deny_labels: Vec<Label>,
}

impl Lists {
    pub(super) fn new(allow: &[String], deny: &[(Label, String)]) -> Result<Self, Error> {
        if let Some(at) = deny.iter().position(|(_, term)| term.trim().is_empty()) {
            return Err(Error::new(ErrorCode::InvalidList, format!("term {} of the deny list is empty", at + 1)));
        }
        let mut lists = Lists { allow: allow.iter().map(|term| term.to_lowercase()).collect(), ..Lists::default() };
        lists.allow.sort();
        if deny.is_empty() {
            return Ok(lists);
        }
        for (label, _) in deny {
            if !lists.deny_labels.contains(label) {
                lists.deny_labels.push(*label);
            }
        }
        let position = |label| lists.deny_labels.iter().position(|known| *known == label).unwrap_or(0) as u16;
        let automaton = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(deny.iter().map(|(_, term)| term.trim()))
            .map_err(|error| Error::new(ErrorCode::InvalidList, error.to_string()))?;
        let labels = deny.iter().map(|(label, _)| position(*label)).collect();
        lists.deny = Some((automaton, labels));
        Ok(lists)
    }

    /// True when the allow list is empty.
    pub(super) fn allows_nothing(&self) -> bool {
        self.allow.is_empty()
    }

    /// True when the allow list has exactly this text.
    pub(super) fn allows(&self, raw: &[u8], span: Range<usize>) -> bool {
        !self.allow.is_empty()
            && std::str::from_utf8(&raw[span]).is_ok_and(|text| self.allow.binary_search(&text.to_lowercase()).is_ok())
    }

    /// Adds a candidate for every denied term that stands as a word; `detector` is the label's position.
    pub(super) fn deny(&self, raw: &[u8], pack: u8, out: &mut Vec<Candidate>) {
        let Some((automaton, labels)) = &self.deny else { return };
        for found in automaton.find_iter(raw) {
            let (start, end) = (found.start(), found.end());
            let inner = |at: usize| raw.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
            let glued = start > 0 && inner(start - 1) && inner(start) || inner(end) && inner(end - 1);
            if glued {
                continue;
            }
            let evidence = EvidenceList::of(EvidenceKind::DenyList);
            let detector = labels[found.pattern().as_usize()];
            out.push(Candidate { start, end, pack, detector, score: evidence.total(), evidence });
        }
    }
}
