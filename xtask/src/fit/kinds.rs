//! Which identifier a number is: multinomial logistic regression, by AdaGrad.

use crate::vary::Random;
use phi_core::fit::{KIND_BUCKETS, KINDS};

const ROUNDS: usize = 20;
const RATE: f32 = 0.2;

/// The features of a number and which of the kinds it is.
pub(super) type Number = (Vec<u32>, usize);
/// A weight for each kind.
pub(super) type Row = [f32; KINDS.len()];

pub(super) fn fit(numbers: &mut [&Number]) -> Vec<Row> {
    let mut weights = vec![[0.0; KINDS.len()]; KIND_BUCKETS];
    let mut squares = vec![[1e-6; KINDS.len()]; KIND_BUCKETS];
    let mut random = Random::new(0x2545_f491_4f6c_dd1d);
    for _ in 0..ROUNDS {
        random.shuffle(numbers);
        for (features, right) in numbers.iter() {
            let mut sums: Row = [0.0; KINDS.len()];
            for feature in features {
                sums.iter_mut().zip(&weights[*feature as usize]).for_each(|(sum, weight)| *sum += weight);
            }
            let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let all: f32 = sums.iter().map(|sum| (sum - most).exp()).sum();
            for (kind, sum) in sums.iter().enumerate() {
                let gradient = f32::from(u8::from(kind == *right)) - (sum - most).exp() / all;
                for feature in features {
                    let at = *feature as usize;
                    super::adapt(&mut weights[at][kind], &mut squares[at][kind], gradient, RATE);
                }
            }
        }
    }
    weights
}
