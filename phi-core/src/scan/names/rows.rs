//! The weights of features, found by the feature's hash: a line of 64 bytes holds seven rows and their tags. Most
//! features that a text has were never fitted; those are told by their tags and weigh nothing.

use super::chain::COLUMNS;

/// Bytes of a line.
const LINE: usize = 64;
/// Rows in a line, behind a byte of tag for each and a spare one.
const WIDE: usize = 7;

pub(crate) type Row = [u8; COLUMNS];

/// Read in place.
#[derive(Clone, Copy)]
pub(crate) struct Rows {
    lines: &'static [[u8; LINE]],
}

impl Rows {
    /// The rows at the start of `bytes`, and what is behind them: `rest` bytes.
    pub(crate) fn new(bytes: &'static [u8], rest: usize) -> (Self, &'static [u8]) {
        let (lines, rest) = bytes.split_at(bytes.len().saturating_sub(rest) / LINE * LINE);
        (Rows { lines: lines.as_chunks().0 }, rest)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Where they lie.
    pub(crate) fn address(&self) -> usize {
        self.lines.as_ptr().addr()
    }

    /// The weights of a feature.
    #[inline]
    pub(crate) fn of(&self, feature: u32) -> Option<&'static Row> {
        let line = self.lines.get(line(feature, self.lines.len()))?;
        let (tags, rows) = line.split_at(LINE - WIDE * COLUMNS);
        let at = find(tags, tag(feature))?;
        rows.as_chunks().0.get(at)
    }
}

fn line(feature: u32, lines: usize) -> usize {
    ((u64::from(feature) * lines as u64) >> 32) as usize
}

/// Never that of an empty row.
fn tag(feature: u32) -> u8 {
    (feature as u8).max(1)
}

/// The place of `tag` among eight.
fn find(tags: &[u8], tag: u8) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let differ = u64::from_le_bytes(*tags.first_chunk()?) ^ (ONES * u64::from(tag));
    let same = differ.wrapping_sub(ONES) & !differ & (ONES << 7);
    (same != 0).then(|| same.trailing_zeros() as usize / 8)
}

/// Which features have a row, and where.
#[cfg(feature = "fit")]
pub(crate) struct Plan {
    tags: Vec<[u8; WIDE]>,
}

#[cfg(feature = "fit")]
impl Plan {
    /// The first of `features` for whom there is room in so many lines.
    pub(crate) fn new(features: impl Iterator<Item = u32>, lines: usize) -> Self {
        let mut tags = vec![[0; WIDE]; lines];
        for feature in features {
            let own = &mut tags[line(feature, lines)];
            if !own.contains(&tag(feature))
                && let Some(free) = own.iter_mut().find(|tag| **tag == 0)
            {
                *free = tag(feature);
            }
        }
        Plan { tags }
    }

    /// How many rows there are room for.
    pub(crate) fn len(&self) -> usize {
        self.tags.len() * WIDE
    }

    /// The row in which the weights of a feature are looked for.
    pub(crate) fn row(&self, feature: u32) -> Option<usize> {
        let line = line(feature, self.tags.len());
        let at = self.tags[line].iter().position(|own| *own == tag(feature))?;
        Some(line * WIDE + at)
    }

    /// The table with these weights.
    pub(crate) fn table(&self, weights: &[Row]) -> Vec<u8> {
        let lines = self.tags.iter().zip(weights.chunks_exact(WIDE));
        lines.flat_map(|(tags, rows)| tags.iter().chain([&0]).chain(rows.as_flattened()).copied()).collect()
    }
}

#[cfg(all(test, feature = "fit"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What is read for a feature is what the fit has put there.
        #[test]
        fn the_plan_and_the_table_agree(features: Vec<u32>, others: Vec<u32>, lines in 1usize..20) {
            let plan = Plan::new(features.iter().copied(), lines);
            let weights: Vec<Row> = (0..plan.len()).map(|row| (row as u64).to_le_bytes()).collect();
            let table: &'static [u8] = plan.table(&weights).leak();
            let (rows, rest) = Rows::new(table, 0);
            prop_assert!(rest.is_empty());
            for feature in features.iter().chain(&others) {
                let read = rows.of(*feature).map(|row| u64::from_le_bytes(*row) as usize);
                prop_assert_eq!(read, plan.row(*feature));
            }
            prop_assert!(features.len() > 7 || features.iter().all(|feature| plan.row(*feature).is_some()));
        }
    }
}
