//! All patterns as one anchored automaton, in our own layout.
//!
//! `regex-automata` determinises; its dense automaton is then copied state by state into 16-bit
//! transitions. That halves the table, needs no alignment and no validation on opening, and gives each state
//! its own set of accepted patterns instead of one delayed by a byte.

use crate::{Error, ErrorCode};
use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{primitives::StateID, start, syntax};
use regex_automata::{Anchored, MatchKind};
use std::collections::HashMap;

/// Most bytes that the compiled transitions may take.
pub(super) const BUDGET: usize = 1536 * 1024;

/// Rounds of refinement; the built-in detectors take fewer than 30.
const MAX_ROUNDS: usize = 100;

pub(super) struct Table {
    pub(super) classes: [u8; 256],
    pub(super) stride: usize,
    pub(super) transitions: Vec<u16>,
    pub(super) first_accept: u16,
    pub(super) first_head: u16,
    /// For each accepting state, in order, the patterns.
    pub(super) accepts: Vec<Vec<u16>>,
}

impl Table {
    pub(super) fn bytes(&self) -> usize {
        self.transitions.len() * 2
    }

    #[cfg(test)]
    fn longest(&self, text: &[u8]) -> Option<(usize, Vec<u16>)> {
        let (mut state, mut best) = (1u16, None);
        for (i, byte) in text.iter().enumerate() {
            state = self.transitions[usize::from(state) * self.stride + usize::from(self.classes[usize::from(*byte)])];
            if state >= self.first_accept {
                best = Some((i + 1, self.accepts[usize::from(state - self.first_accept)].clone()));
            }
        }
        best
    }
}

fn syntax() -> syntax::Config {
    syntax::Config::new().unicode(false).utf8(false)
}

/// Compiles `patterns`; `head[i]` says that pattern `i` has a free end.
pub(super) fn build(patterns: &[String], head: &[bool]) -> Result<Table, Error> {
    let dfa = dense::Builder::new()
        .configure(
            dense::Config::new()
                .match_kind(MatchKind::All)
                .start_kind(StartKind::Anchored)
                .dfa_size_limit(Some(16 << 20))
                .determinize_size_limit(Some(64 << 20)),
        )
        .syntax(syntax())
        .thompson(thompson::Config::new().utf8(false))
        .build_many(patterns)
        .map_err(|error| Error::new(ErrorCode::PatternSyntax, error.to_string()))?;
    let start = dfa
        .start_state(&start::Config::new().anchored(Anchored::Yes))
        .map_err(|error| Error::new(ErrorCode::PatternSyntax, error.to_string()))?;

    // States reachable from the start, each with its transitions by class and what it accepts.
    let byte_classes = dfa.byte_classes();
    let mut classes = [0u8; 256];
    let mut examples: Vec<u8> = Vec::new();
    let mut number: HashMap<u8, u8> = HashMap::new();
    for byte in 0..=255u8 {
        let class = *number.entry(byte_classes.get(byte)).or_insert_with(|| {
            examples.push(byte);
            (examples.len() - 1) as u8
        });
        classes[usize::from(byte)] = class;
    }
    let mut ids: HashMap<StateID, usize> = HashMap::from([(start, 0)]);
    let mut queue = vec![start];
    let mut rows: Vec<Vec<Option<usize>>> = Vec::new();
    let mut accepted: Vec<Vec<u16>> = Vec::new();
    while let Some(&state) = queue.get(rows.len()) {
        let mut row = Vec::with_capacity(examples.len());
        for &byte in &examples {
            let next = dfa.next_state(state, byte);
            row.push((!dfa.is_dead_state(next)).then(|| {
                let fresh = ids.len();
                *ids.entry(next).or_insert_with(|| {
                    queue.push(next);
                    fresh
                })
            }));
        }
        rows.push(row);
        let end = dfa.next_eoi_state(state);
        accepted.push(if dfa.is_match_state(end) {
            (0..dfa.match_len(end)).map(|i| dfa.match_pattern(end, i).as_u32() as u16).collect()
        } else {
            Vec::new()
        });
    }
    let group = minimise(&rows, &accepted);
    number_states(&rows, &accepted, &group, head, classes, examples.len())
}

/// Moore's partition refinement: which group of equal states each state is in. The delayed matches of the source
/// split many states in two that are one again without the delay. A pattern of thousands of repeats takes a round each; then
/// the states stay as they are.
fn minimise(rows: &[Vec<Option<usize>>], accepted: &[Vec<u16>]) -> Vec<usize> {
    let mut group: Vec<usize> = Vec::with_capacity(rows.len());
    let mut seen: HashMap<&[u16], usize> = HashMap::new();
    for list in accepted {
        let fresh = seen.len();
        group.push(*seen.entry(list).or_insert(fresh));
    }
    let mut count = seen.len();
    for _ in 0..MAX_ROUNDS {
        let mut seen: HashMap<(usize, Vec<Option<usize>>), usize> = HashMap::new();
        let mut next = Vec::with_capacity(group.len());
        for (state, row) in rows.iter().enumerate() {
            let key = (group[state], row.iter().map(|to| to.map(|to| group[to])).collect());
            let fresh = seen.len();
            next.push(*seen.entry(key).or_insert(fresh));
        }
        let now = seen.len();
        group = next;
        if now == count {
            return group;
        }
        count = now;
    }
    (0..rows.len()).collect()
}

/// Numbers: 0 dead, 1 start, then states that accept nothing, then those that accept, those with a free end last.
fn number_states(
    rows: &[Vec<Option<usize>>],
    accepted: &[Vec<u16>],
    group: &[usize],
    head: &[bool],
    classes: [u8; 256],
    class_count: usize,
) -> Result<Table, Error> {
    let groups = group.iter().max().map_or(0, |max| max + 1);
    let mut example = vec![usize::MAX; groups];
    for (state, of) in group.iter().enumerate() {
        example[*of] = example[*of].min(state);
    }
    let rank = |of: &usize| {
        let list = &accepted[example[*of]];
        let free = list.iter().any(|pattern| head[usize::from(*pattern)]);
        (
            if *of == group[0] {
                0
            } else if list.is_empty() {
                1
            } else if free {
                3
            } else {
                2
            },
            *of,
        )
    };
    let mut order: Vec<usize> = (0..groups).collect();
    order.sort_by_key(rank);
    if groups + 1 > usize::from(u16::MAX) {
        return Err(Error::new(ErrorCode::PackBudget, "the automaton has more than 65,534 states"));
    }
    let mut id = vec![0u16; groups];
    for (at, of) in order.iter().enumerate() {
        id[*of] = at as u16 + 1;
    }
    let first = |wanted: u8| order.iter().position(|of| rank(of).0 >= wanted).unwrap_or(order.len()) as u16 + 1;
    let stride = class_count;
    let mut transitions = vec![0u16; (groups + 1) * stride];
    for (at, of) in order.iter().enumerate() {
        for (class, to) in rows[example[*of]].iter().enumerate() {
            transitions[(at + 1) * stride + class] = to.map_or(0, |to| id[group[to]]);
        }
    }
    let first_accept = first(2);
    let accepts = order[usize::from(first_accept) - 1..].iter().map(|of| accepted[example[*of]].clone()).collect();
    Ok(Table { classes, stride, transitions, first_accept, first_head: first(3), accepts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_where_a_pattern_ends_and_not_a_byte_later() {
        let patterns = [r"\d{3}".to_string(), r"\d{3}-\d{2}".to_string(), "ab".to_string()];
        let table = build(&patterns, &[false, false, true]).unwrap();
        assert_eq!(table.longest(b"123"), Some((3, vec![0])));
        assert_eq!(table.longest(b"123-45x"), Some((6, vec![1])));
        assert_eq!(table.longest(b"12"), None);
        let (end, list) = table.longest(b"ab").unwrap();
        assert_eq!((end, list), (2, vec![2]));
        assert!(table.first_head > table.first_accept);
    }

    #[test]
    fn the_start_state_is_one_even_when_others_accept() {
        let table = build(&["a".to_string()], &[false]).unwrap();
        assert_eq!(table.longest(b"a"), Some((1, vec![0])));
        assert_eq!(table.longest(b"b"), None);
    }
}
