//! The chain: a conditional random field of order one, by AdaGrad.

#![allow(clippy::needless_range_loop, reason = "states index several tables at once")]

use super::{Run, adapt};
use crate::vary::Random;
use phi_core::fit::{COLUMNS, NAMED, STATES, may_follow};

const RATE: f32 = 0.3;
/// The pull towards zero, for each round.
const PULL: f32 = 2e-6;
/// Of a token's features so many are left out in each round, in percent: the model is not to lean on single words.
const DROP: usize = 25;

/// A number for each state.
type Row = [f32; STATES];
/// The weights of a feature.
pub(super) type Weight = [f32; COLUMNS];

pub(super) struct Weights {
    pub(super) features: Vec<Weight>,
    pub(super) follow: [Row; STATES],
    squares: Vec<Weight>,
    follow_squares: [Row; STATES],
}

/// Fits to `runs`, whose features are numbers under `rows`.
pub(super) fn fit(runs: &[Run], rows: usize, rounds: usize) -> Weights {
    let mut all: Vec<&Run> = runs.iter().collect();
    let mut w = Weights {
        features: vec![[0.0; COLUMNS]; rows],
        follow: [[0.0; STATES]; STATES],
        squares: vec![[1e-6; COLUMNS]; rows],
        follow_squares: [[1e-6; STATES]; STATES],
    };
    let mut random = Random::new(0x9e37_79b9_7f4a_7c15);
    for _ in 0..rounds {
        random.shuffle(&mut all);
        for run in all.iter() {
            step(&mut w, run, &mut random);
        }
        for row in &mut w.features {
            row.iter_mut().for_each(|weight| *weight -= *weight * PULL * all.len() as f32);
        }
    }
    w
}

/// One step of the gradient.
fn step(w: &mut Weights, run: &Run, random: &mut Random) {
    let len = run.states.len();
    let kept: Vec<Vec<u32>> =
        run.features.iter().map(|f| f.iter().copied().filter(|_| random.below(100) >= DROP).collect()).collect();
    let scale = 100.0 / (100 - DROP) as f32;
    let emit: Vec<Row> = kept
        .iter()
        .map(|features| {
            let mut sums = [0.0; COLUMNS];
            for feature in features {
                for (sum, weight) in sums.iter_mut().zip(&w.features[*feature as usize]) {
                    *sum += weight * scale;
                }
            }
            let mut row = [0.0; STATES];
            for label in 0..NAMED.len() {
                row[1 + 2 * label] = sums[0] + sums[1 + label];
                row[2 + 2 * label] = sums[1 + label];
            }
            row
        })
        .collect();
    let follow = |from: usize, to: usize| if may_follow(from, to) { w.follow[from][to] } else { f32::NEG_INFINITY };
    let mut ahead = vec![[0.0; STATES]; len];
    for at in 0..len {
        for to in 0..STATES {
            let sum = match at {
                0 => follow(0, to),
                _ => log_sum((0..STATES).map(|from| ahead[at - 1][from] + follow(from, to))),
            };
            ahead[at][to] = sum + emit[at][to];
        }
    }
    let mut back = vec![[0.0; STATES]; len];
    for at in (0..len - 1).rev() {
        for from in 0..STATES {
            back[at][from] = log_sum((0..STATES).map(|to| follow(from, to) + emit[at + 1][to] + back[at + 1][to]));
        }
    }
    let all = log_sum(ahead[len - 1].iter().copied());
    let mut follow_gradient = [[0.0f32; STATES]; STATES];
    let mut gradients = vec![[0.0f32; STATES]; len];
    for at in 0..len {
        let label = run.states[at];
        let from = if at == 0 { 0 } else { run.states[at - 1] };
        follow_gradient[from][label] += 1.0;
        for state in 0..STATES {
            gradients[at][state] =
                f32::from(u8::from(state == label)) - (ahead[at][state] + back[at][state] - all).exp();
        }
        for from in 0..STATES {
            for to in 0..STATES {
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
        let mut columns = [0.0; COLUMNS];
        for label in 0..NAMED.len() {
            columns[0] += gradient[1 + 2 * label];
            columns[1 + label] = gradient[1 + 2 * label] + gradient[2 + 2 * label];
        }
        for feature in features {
            let at = *feature as usize;
            for column in 0..COLUMNS {
                adapt(&mut w.features[at][column], &mut w.squares[at][column], columns[column], RATE);
            }
        }
    }
    for from in 0..STATES {
        for to in 0..STATES {
            adapt(&mut w.follow[from][to], &mut w.follow_squares[from][to], follow_gradient[from][to], RATE);
        }
    }
}

fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY { most } else { most + values.map(|v| (v - most).exp()).sum::<f32>().ln() }
}
