//! Overlaps: of candidates that share text one stays, the same one each time.

use super::evidence::EvidenceKind;
use super::weigh::PROVEN;
use crate::scan::Candidate;
use std::cmp::Reverse;

/// Memory that is reused.
#[derive(Default)]
pub(crate) struct Scratch {
    order: Vec<u32>,
    kept: Vec<(usize, usize, u32)>,
}

/// Leaves in `all` the candidates that win, in the order of the text. `rank` is the label's place in line.
///
/// The longest wins, then the higher score, then the label's rank; but one that a cue or a validator speaks for beats a
/// longer one that has nothing but its shape. A decoy, of rank 0, that is proven goes before its equals.
pub(crate) fn resolve(all: &mut Vec<Candidate>, scratch: &mut Scratch, rank: impl Fn(&Candidate) -> u8) {
    sort(all);
    let mut write = 0;
    let mut from = 0;
    while from < all.len() {
        let (mut upto, mut reach) = (from + 1, all[from].end);
        while upto < all.len() && all[upto].start < reach {
            reach = reach.max(all[upto].end);
            upto += 1;
        }
        if upto - from == 1 {
            all[write] = all[from];
            write += 1;
        } else {
            write = group(all, from..upto, write, scratch, &rank);
        }
        from = upto;
    }
    all.truncate(write);
}

/// By place in the text. Candidates come nearly in that order: few have to move, and not far.
fn sort(all: &mut [Candidate]) {
    let key = |c: &Candidate| (c.start, Reverse(c.end), c.pack, c.detector);
    let mut moves = 8 * all.len();
    for at in 1..all.len() {
        let mut to = at;
        while to > 0 && key(&all[to - 1]) > key(&all[to]) {
            all.swap(to - 1, to);
            to -= 1;
            moves -= 1;
            if moves == 0 {
                return all.sort_unstable_by_key(key);
            }
        }
    }
}

/// Settles one run of candidates that overlap, and moves the winners to `write`.
fn group(
    all: &mut [Candidate],
    run: std::ops::Range<usize>,
    mut write: usize,
    scratch: &mut Scratch,
    rank: &impl Fn(&Candidate) -> u8,
) -> usize {
    let Scratch { order, kept } = scratch;
    order.clear();
    order.extend(run.map(|at| at as u32));
    order.sort_unstable_by_key(|at| {
        let c = &all[*at as usize];
        let rank = rank(c);
        let decoy = rank == 0 && c.score >= PROVEN;
        (!(decoy || spoken_for(c)), Reverse(c.end - c.start), !decoy, Reverse(c.score), rank, c.detector)
    });
    kept.clear();
    for &at in order.iter() {
        let c = &all[at as usize];
        let place = kept.partition_point(|(start, _, _)| *start < c.start);
        let free =
            kept.get(place).is_none_or(|(start, _, _)| *start >= c.end) && (place == 0 || kept[place - 1].1 <= c.start);
        if free {
            kept.insert(place, (c.start, c.end, at));
        }
    }
    // Sorted by start, and each index is at least `write`, but winners may be read after they are written over.
    order.clear();
    order.extend(kept.iter().map(|(_, _, at)| *at));
    order.sort_unstable();
    for &at in order.iter() {
        all[write] = all[at as usize];
        write += 1;
    }
    write
}

/// The site, its form, a check, a key or the words next to it say what it is.
fn spoken_for(c: &Candidate) -> bool {
    use EvidenceKind::{CueExplicit, DenyList, Key, Validated};
    c.score >= PROVEN || c.evidence.has_any(&[CueExplicit, Key, DenyList, Validated])
}
