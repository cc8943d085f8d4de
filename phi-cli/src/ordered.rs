//! Work on all cores, results in the order of the items.

use crate::failure::Failure;
use rayon::iter::{ParallelBridge, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;

/// Results that may wait for their turn to be taken.
const WAITING: usize = 256;

/// Calls `work` for every item on all cores, and `take` with the results in the order of the items. `state` makes what a
/// core keeps from item to item. Stops early when `take` fails.
pub(crate) fn ordered<Item, State, Done>(
    items: impl Iterator<Item = Item> + Send,
    state: impl Fn() -> State + Sync + Send,
    work: impl Fn(&mut State, Item) -> Done + Sync + Send,
    mut take: impl FnMut(Done) -> Result<(), Failure>,
) -> Result<(), Failure>
where
    Item: Send,
    Done: Send,
{
    let (sender, receiver) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A receiver that is gone does not want more: not an error here.
            let _ = items
                .enumerate()
                .par_bridge()
                .map_init(state, |state, (number, item)| (number, work(state, item)))
                .try_for_each_with(sender, |sender, done| sender.send(done));
        });
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, done) in receiver {
            early.insert(number, done);
            while let Some(done) = early.remove(&next) {
                take(done)?;
                next += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut seen = Vec::new();
        let work = |_: &mut (), n: u64| {
            std::thread::sleep(std::time::Duration::from_micros(n * 7919 % 50));
            n
        };
        ordered(
            0..2000,
            || (),
            work,
            |n| {
                seen.push(n);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(seen, (0..2000).collect::<Vec<_>>());
    }

    #[test]
    fn a_failure_stops_the_work() {
        let mut taken = 0;
        let done = ordered(
            0..,
            || (),
            |(), n: u64| n,
            |_| {
                taken += 1;
                if taken == 3 { Err(Failure::Pipe) } else { Ok(()) }
            },
        );
        assert!(matches!(done, Err(Failure::Pipe)));
    }
}
