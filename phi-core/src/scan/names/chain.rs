//! The model: a weight for each feature and label, a weight for each pair of labels that follow each other, and the best way
//! through a run of tokens. Everything is an integer, so that every machine finds the same.

use super::kind::{self, Kinds};
use super::rows::Rows;

/// Labels that the model tells apart.
pub(crate) const NAMED: usize = 7;
/// Outside, then begin and inside of each label.
pub(crate) const LABELS: usize = 1 + 2 * NAMED;
/// Weights of a feature: for beginning anything, and for each label.
pub(crate) const COLUMNS: usize = 1 + NAMED;
/// Nothing may be inside of what has not begun.
pub(crate) const NEVER: i32 = -1_000_000;
/// Weights of one log-odds.
pub(crate) const UNIT: i32 = 16;

/// A number for each state; the last place is there for whole vectors.
pub(crate) type Scores = [i32; LABELS + 1];
/// Sums of the weights of features.
pub(crate) type Sums = [i32; COLUMNS];

/// What the sums make of each state.
pub(crate) fn spread(sums: &Sums) -> Scores {
    let mut scores = [0; LABELS + 1];
    for label in 0..NAMED {
        scores[1 + 2 * label] = sums[0] + sums[1 + label];
        scores[2 + 2 * label] = sums[1 + label];
    }
    scores
}

/// May `to` follow `from`?
pub(crate) fn may_follow(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// The weights, read in place: those of features, of states that follow each other, and those that tell kinds of numbers
/// apart.
pub(crate) struct Model {
    rows: Rows,
    pub(crate) follow: Follow,
    pub(crate) kinds: Kinds,
}

impl Model {
    pub(crate) fn new(bytes: &'static [u8]) -> Self {
        const FOLLOW: usize = LABELS * LABELS;
        let (rows, rest) = Rows::new(bytes, FOLLOW + kind::BUCKETS * kind::ROW);
        let (following, kinds) = rest.split_at(FOLLOW.min(rest.len()));
        let stored =
            |from: usize, to: usize| following.get(from * LABELS + to).map_or(0, |byte| i32::from(*byte as i8));
        Model { rows, follow: Follow::new(stored), kinds: Kinds(kinds.as_chunks().0) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    #[inline]
    pub(crate) fn add(&self, feature: u32, sums: &mut Sums) {
        if let Some(row) = self.rows.of(feature) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i32::from(*weight as i8));
        }
    }
}

/// What it weighs that one state follows another, by the first and by the second.
pub(crate) struct Follow {
    from: [Scores; LABELS],
    to: [Scores; LABELS],
}

impl Follow {
    fn new(weight: impl Fn(usize, usize) -> i32) -> Self {
        let mut follow = Follow { from: [[NEVER; LABELS + 1]; LABELS], to: [[NEVER; LABELS + 1]; LABELS] };
        for from in 0..LABELS {
            for to in (0..LABELS).filter(|to| may_follow(from, *to)) {
                follow.from[from][to] = weight(from, to);
                follow.to[to][from] = weight(from, to);
            }
        }
        follow
    }

    /// Fills `ahead` with the best sum up to and including each token and state, `back` with the best behind it.
    pub(crate) fn sums(&self, tokens: &[Scores], ahead: &mut Vec<Scores>, back: &mut Vec<Scores>) {
        ahead.clear();
        back.clear();
        let mut last = self.from[0];
        for scores in tokens {
            let sums = added(&last, scores);
            ahead.push(sums);
            last = best_step(&self.from, &sums);
        }
        back.resize(tokens.len(), [0; LABELS + 1]);
        for at in (1..tokens.len()).rev() {
            back[at - 1] = best_step(&self.to, &added(&tokens[at], &back[at]));
        }
    }

    /// The best state of each token, given the sums.
    pub(crate) fn best(&self, ahead: &[Scores], out: &mut [u8]) {
        let Some(last) = ahead.last() else { return };
        let mut state = largest(last);
        for at in (0..ahead.len()).rev() {
            out[at] = state as u8;
            if at > 0 {
                state = largest(&added(&ahead[at - 1], &self.to[state]));
            }
        }
    }
}

fn added(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|at| a[at] + b[at])
}

/// The best sum with each state on the other side of a step. The inner loop runs over the places of a vector.
fn best_step(step: &[Scores; LABELS], sums: &Scores) -> Scores {
    let mut best = [i32::MIN / 2; LABELS + 1];
    for (row, sum) in step.iter().zip(sums) {
        for (best, weight) in best.iter_mut().zip(row) {
            *best = (*best).max(sum + weight);
        }
    }
    best
}

fn largest(scores: &Scores) -> usize {
    (0..LABELS).max_by_key(|label| (scores[*label], std::cmp::Reverse(*label))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best sum of all ways, one by one.
    fn best_of_all(follow: &Follow, tokens: &[Scores], last: usize) -> i32 {
        let Some((first, rest)) = tokens.split_first() else { return 0 };
        let way = |label: usize| follow.from[last][label] + first[label] + best_of_all(follow, rest, label);
        (0..LABELS).map(way).max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn the_best_way_is_the_best_of_all_ways(
            follow in proptest::collection::vec(proptest::collection::vec(any::<i8>(), LABELS), LABELS),
            tokens in proptest::collection::vec(proptest::array::uniform16(-200i32..200), 1..4),
        ) {
            let follow = Follow::new(|from, to| i32::from(follow[from][to]));
            let (mut ahead, mut back) = (Vec::new(), Vec::new());
            let mut best = vec![0; tokens.len()];
            follow.sums(&tokens, &mut ahead, &mut back);
            follow.best(&ahead, &mut best);
            let mut sum = 0;
            let mut last = 0;
            for (label, scores) in best.iter().map(|label| usize::from(*label)).zip(&tokens) {
                prop_assert!(may_follow(last, label));
                sum += follow.from[last][label] + scores[label];
                last = label;
            }
            prop_assert_eq!(sum, best_of_all(&follow, &tokens, 0));
            // Seen from any token, the best way has the same sum.
            for at in 0..tokens.len() {
                let through = (0..LABELS).map(|label| ahead[at][label] + back[at][label]).max();
                prop_assert_eq!(through, Some(sum));
            }
        }
    }
}
