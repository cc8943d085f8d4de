//! The model: a weight for each feature and label, a weight for each pair of labels that follow each other, and the best way
//! through a run of tokens. Everything is an integer, so that every machine finds the same.

use super::feature::{self, About};
use super::kind::{self, Kinds};
use super::rows::Rows;
use std::ops::Range;

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
/// What is no name weighs so much less: a missed name is worse than a wrong one.
const LEAN: i32 = UNIT * 3 / 4;

/// Sums of the weights of features; a token has 230 of these at most, so that there is room.
pub(crate) type Sums = [i16; COLUMNS];
/// A number for each label, behind one for outside or for nobody.
type Lanes = [i32; COLUMNS];
/// States of a scan: outside, the begins of labels, nobody's, and their insides. Those of the weights alternate.
const STATES: usize = 2 * COLUMNS;
/// The state inside of a label is so much further than that of its begin.
pub(crate) const INSIDE: usize = COLUMNS;
/// A number for each of them.
type Scores = [i32; STATES];

/// The state among those of the weights, whose order is also that of preference.
fn stored(state: usize) -> usize {
    (2 * (state % COLUMNS) + state / COLUMNS).saturating_sub(1)
}

/// What the sums make of begins and insides, where outside weighs nothing. What nobody has is of no use.
#[inline]
fn spread(sums: &Sums) -> [Sums; 2] {
    let insides = plus(sums, &[LEAN as i16; COLUMNS]);
    [plus(&insides, &[sums[0]; COLUMNS]), insides]
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

    /// Tells apart what was made with other weights.
    pub(crate) fn id(&self) -> usize {
        self.rows.address()
    }

    #[inline]
    pub(crate) fn add(&self, feature: u32, sums: &mut Sums) {
        if let Some(row) = self.rows.of(feature) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += i16::from(*weight as i8));
        }
    }

    /// Adds the weights of the features that it is called with.
    #[inline]
    pub(crate) fn adder(&self, sums: &mut Sums) -> impl FnMut(About, u32, u32) {
        move |about, template, value| self.add(feature::number(about, template, value), sums)
    }
}

/// What it weighs that one state follows another.
pub(crate) struct Follow {
    /// By the first and by the second.
    from: [Scores; STATES],
    to: [Scores; STATES],
    /// By going inside of a label from its begin, and from inside.
    within: [Lanes; 2],
    gains: Gains,
}

/// What ways through a label gain at most by states that follow each other, over staying outside.
struct Gains {
    /// By beginning behind outside, and behind any label.
    start: Sums,
    again: Sums,
    /// By going inside from the begin, and from inside.
    within: [Sums; 2],
    /// From the begin and from inside, by outside behind and by the begin of any label.
    close: [Sums; 2],
    next: [Sums; 2],
}

/// Reusable memory.
#[derive(Default)]
pub(crate) struct Ways {
    /// Of each token of a run what the ways that are in a label there have gained at most.
    gained: Vec<[Sums; 2]>,
    /// The states that may be on a best way, a bit for each.
    alive: Vec<u16>,
    /// The best sum up to and including each token and state.
    ahead: Vec<Scores>,
}

impl Follow {
    fn new(weight: impl Fn(usize, usize) -> i32) -> Self {
        let mut from = [[NEVER; STATES]; STATES];
        let mut to = from;
        let states = || (0..STATES).filter(|state| *state != INSIDE);
        for (first, second) in states().flat_map(|first| states().map(move |second| (first, second))) {
            if may_follow(stored(first), stored(second)) {
                from[first][second] = weight(stored(first), stored(second));
                to[second][first] = from[first][second];
            }
        }
        let within = [0, INSIDE].map(|state| std::array::from_fn(|label| from[label + state][label + INSIDE]));
        Follow { from, to, within, gains: Gains::new(&from) }
    }

    /// The best way through a run: of each token its state in `best` and, where that is not outside, in `margins` how much
    /// better the way is than the best one on which the token is outside. Both begin as outside, or as they were before some sums
    /// of labels grew: then only parts are decided again that it `concerns`.
    pub(crate) fn decode(
        &self,
        sums: &[Sums],
        concerns: impl Fn(Range<usize>) -> bool,
        ways: &mut Ways,
        best: &mut [u8],
        margins: &mut [i32],
    ) {
        if !self.gains.find(sums, ways) {
            return;
        }
        // What lies between tokens that are outside on all best ways is decided by itself.
        let mut first = 0;
        for part in ways.alive.chunk_by(|a, b| (*a > 0) == (*b > 0)) {
            let part = (first..first + part.len(), part[0] > 0);
            first = part.0.end;
            if let (tokens, true) = part
                && concerns(tokens.clone())
            {
                let followed = tokens.end < sums.len();
                let (best, margins) = (&mut best[tokens.clone()], &mut margins[tokens.clone()]);
                self.settle(&sums[tokens.clone()], &ways.alive[tokens], followed, &mut ways.ahead, best, margins);
            }
        }
    }

    /// The same for tokens before which there is none or one outside, and one outside behind them if `followed`.
    fn settle(
        &self,
        sums: &[Sums],
        alive: &[u16],
        followed: bool,
        ahead: &mut Vec<Scores>,
        best: &mut [u8],
        margins: &mut [i32],
    ) {
        ahead.clear();
        let mut last = self.from[0];
        for (own, alive) in sums.iter().zip(alive) {
            let scores = added(&last, own);
            ahead.push(scores);
            last = self.ahead(&scores, *alive);
        }
        let end = if followed { self.to[0] } else { [0; STATES] };
        let mut behind = &end;
        for ((best, scores), alive) in best.iter_mut().zip(ahead.iter()).zip(alive).rev() {
            let sum = |state: usize| scores[state] + behind[state];
            let state = bits(*alive).max_by_key(|state| (sum(*state), std::cmp::Reverse(stored(*state)))).unwrap_or(0);
            *best = state as u8;
            behind = &self.to[state];
        }
        let Some(first) = best.iter().position(|state| *state > 0) else { return };
        let mut behind = end;
        for at in (first..sums.len()).rev() {
            let way = |state: usize| ahead[at][state] + behind[state];
            margins[at] = way(usize::from(best[at])) - way(0);
            behind = self.back(&added(&behind, &sums[at]), alive[at]);
        }
    }

    /// The best sum with each state of the next token, from these of the states of `alive`.
    fn ahead(&self, sums: &Scores, alive: u16) -> Scores {
        let (begins, insides) = halves(sums);
        let mut best = [i32::MIN / 2; COLUMNS];
        for state in bits(alive) {
            best = larger(&best, &more(halves(&self.from[state]).0, sums[state]));
        }
        let [begun, inside] = &self.within;
        joined(&best, &larger(&sum(begins, begun), &sum(insides, inside)))
    }

    /// The same backwards.
    fn back(&self, sums: &Scores, alive: u16) -> Scores {
        let (_, insides) = halves(sums);
        let [mut begun, mut inside] = self.within.map(|within| sum(insides, &within));
        for state in bits(alive % (1 << INSIDE)) {
            let (begins, insides) = halves(&self.to[state]);
            begun = larger(&begun, &more(begins, sums[state]));
            inside = larger(&inside, &more(insides, sums[state]));
        }
        joined(&begun, &inside)
    }
}

impl Gains {
    fn new(from: &[Scores; STATES]) -> Self {
        let gain = |first: usize, second: usize| from[first][second] - from[0][0];
        let named = || (1..STATES).filter(|state| *state != INSIDE);
        let lanes = |gain: &dyn Fn(usize) -> i32| {
            std::array::from_fn(|label| if label == 0 { i16::MIN } else { gain(label) as i16 })
        };
        let both = |gain: &dyn Fn(usize) -> i32| [lanes(gain), lanes(&|label| gain(label + INSIDE))];
        let most = |gains: &mut dyn Iterator<Item = i32>| gains.max().unwrap_or(NEVER);
        Gains {
            start: lanes(&|label| gain(0, label)),
            again: lanes(&|label| most(&mut named().map(|state| gain(state, label)))),
            within: [0, INSIDE].map(|state| lanes(&|label| gain(label + state, label + INSIDE))),
            close: both(&|state| gain(state, 0)),
            next: both(&|state| most(&mut (1..COLUMNS).map(|label| gain(state, label)))),
        }
    }

    /// Finds the states that may be on a best way, or on the best of those on which some other token is outside; false when
    /// there are none but outside. What goes from outside through labels back to outside must gain by that, and whatever begins
    /// may gain as if it followed the best label for that: so it takes little to say that nothing gains.
    ///
    /// Sums stop at the ends of 16 bits. At the lower one that lets a way gain too much, which does no harm. At the upper one
    /// the way has gained more than it can lose by being cut there, so that what is lost on its other side is lost by the cut one
    /// alone, too: no best way goes there.
    fn find(&self, sums: &[Sums], ways: &mut Ways) -> bool {
        ways.gained.clear();
        let mut last = [[i16::MIN; COLUMNS]; 2];
        let mut any = i16::MIN;
        for own in sums {
            let [begin, inside] = spread(own);
            let any_label = [most(&larger(&last[0], &last[1])); COLUMNS];
            let begins = plus(&begin, &larger(&self.start, &plus(&any_label, &self.again)));
            let insides = larger(&plus(&last[0], &self.within[0]), &plus(&last[1], &self.within[1]));
            last = [begins, plus(&inside, &insides)];
            any = any.max(gain(&last, &self.close));
            ways.gained.push(last);
        }
        let end = [[0; COLUMNS]; 2];
        if any.max(gain(&last, &end)) < 0 {
            return false;
        }
        ways.alive.clear();
        ways.alive.resize(sums.len(), 0);
        let mut behind = end;
        for ((own, gained), alive) in sums.iter().zip(&ways.gained).zip(&mut ways.alive).rev() {
            if gain(gained, &behind) >= 0 {
                let states = (1..STATES).filter(|state| *state != INSIDE);
                let sum = |state: usize| gained.as_flattened()[state].saturating_add(behind.as_flattened()[state]);
                *alive = states.filter(|state| sum(*state) >= 0).fold(1, |bits, state| bits | 1 << state);
            }
            let [begin, inside] = spread(own);
            let any_label = [most(&plus(&begin, &behind[0])); COLUMNS];
            let insides = plus(&inside, &behind[1]);
            behind = [0, 1].map(|half| {
                let on = larger(&plus(&insides, &self.within[half]), &plus(&any_label, &self.next[half]));
                larger(&on, &self.close[half])
            });
        }
        true
    }
}

/// What the best way gains that goes on so.
#[inline]
fn gain(gained: &[Sums; 2], behind: &[Sums; 2]) -> i16 {
    most(&larger(&plus(&gained[0], &behind[0]), &plus(&gained[1], &behind[1])))
}

#[inline]
fn most(sums: &Sums) -> i16 {
    sums.iter().fold(i16::MIN, |most, sum| most.max(*sum))
}

#[inline]
fn plus(a: &Sums, b: &Sums) -> Sums {
    std::array::from_fn(|at| a[at].saturating_add(b[at]))
}

#[inline]
fn larger<T: Copy + Ord>(a: &[T; COLUMNS], b: &[T; COLUMNS]) -> [T; COLUMNS] {
    std::array::from_fn(|at| a[at].max(b[at]))
}

/// The sums of a token on top of these scores.
#[inline]
fn added(scores: &Scores, sums: &Sums) -> Scores {
    let insides = sums.map(|sum| i32::from(sum) + LEAN);
    let mut begins = more(&insides, i32::from(sums[0]));
    begins[0] = 0;
    let (before, inside) = halves(scores);
    joined(&sum(before, &begins), &sum(inside, &insides))
}

/// Begins and insides.
fn halves(scores: &Scores) -> (&Lanes, &Lanes) {
    let halves = scores.as_chunks().0;
    (&halves[0], &halves[1])
}

fn sum(a: &Lanes, b: &Lanes) -> Lanes {
    std::array::from_fn(|at| a[at] + b[at])
}

fn more(lanes: &Lanes, sum: i32) -> Lanes {
    lanes.map(|lane| lane + sum)
}

fn joined(begins: &Lanes, insides: &Lanes) -> Scores {
    std::array::from_fn(|state| if state < INSIDE { begins[state] } else { insides[state - INSIDE] })
}

fn bits(mut bits: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (bits > 0).then_some(bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
        bit
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best way of all that begin outside and whose state at the place `held`, if any, is outside.
    fn best_of_all(follow: &Follow, tokens: &[Sums], held: Option<usize>, last: usize) -> (i32, Vec<usize>) {
        let Some((first, rest)) = tokens.split_first() else { return (0, Vec::new()) };
        let states = (0..STATES).filter(|state| *state != INSIDE && (*state == 0 || held != Some(0)));
        let ways = states.map(|state| {
            let (sum, mut way) = best_of_all(follow, rest, held.and_then(|held| held.checked_sub(1)), state);
            way.insert(0, state);
            (added(&follow.from[last], first)[state] + sum, way)
        });
        ways.max_by_key(|(sum, way)| {
            (*sum, std::cmp::Reverse(way.iter().rev().map(|state| stored(*state)).collect::<Vec<_>>()))
        })
        .unwrap_or_default()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn the_best_way_is_the_best_of_all_ways(
            follow in proptest::collection::vec(proptest::collection::vec(-40i8..40, LABELS), LABELS),
            tokens in proptest::collection::vec(proptest::array::uniform8(-80i16..50), 1..4),
            factor in prop_oneof![Just(1i16), Just(1), Just(360)],
        ) {
            let follow = Follow::new(|from, to| i32::from(follow[from][to]));
            let tokens: Vec<Sums> = tokens.into_iter().map(|sums| sums.map(|sum| sum * factor)).collect();
            let (mut best, mut margins) = (vec![0; tokens.len()], vec![0; tokens.len()]);
            follow.decode(&tokens, |_| true, &mut Ways::default(), &mut best, &mut margins);
            let (sum, way) = best_of_all(&follow, &tokens, None, 0);
            prop_assert_eq!(best.iter().map(|state| usize::from(*state)).collect::<Vec<_>>(), way);
            for at in (0..tokens.len()).filter(|at| best[*at] > 0) {
                prop_assert_eq!(margins[at], sum - best_of_all(&follow, &tokens, Some(at), 0).0);
            }
        }
    }
}
