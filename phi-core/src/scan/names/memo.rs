//! What was worked out before, by what it was worked out from.

/// A table of pairs of places. No key is 0, so that fresh memory is an empty table and costs nothing before it is used.
pub(crate) struct Memo<K, V, const BITS: u32> {
    keys: Vec<K>,
    values: Vec<V>,
    /// Which of a pair was asked for last.
    last: Vec<u8>,
}

impl<K, V, const BITS: u32> Default for Memo<K, V, BITS> {
    fn default() -> Self {
        Memo { keys: Vec::new(), values: Vec::new(), last: Vec::new() }
    }
}

impl<K: Copy + Default + PartialEq + Into<u128>, V: Copy + Default, const BITS: u32> Memo<K, V, BITS> {
    /// What `make` makes of `key`, or made of it before.
    #[inline]
    pub(crate) fn get(&mut self, key: K, make: impl FnOnce() -> V) -> &V {
        let number: u128 = key.into();
        let folded = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (number >> 64) as u64;
        let pair = (folded.wrapping_mul(0xd6e8_feb8_6659_fd93) >> (65 - BITS)) as usize;
        let at = match self.keys.get(2 * pair..2 * pair + 2) {
            Some([first, _]) if *first == key => 2 * pair,
            Some([_, second]) if *second == key => 2 * pair + 1,
            _ => self.put(key, pair, make()),
        };
        self.last[pair] = (at % 2) as u8;
        &self.values[at]
    }

    /// Puts a value where that of its pair was which was not the last asked for.
    #[cold]
    fn put(&mut self, key: K, pair: usize, value: V) -> usize {
        if self.keys.is_empty() {
            self.keys = vec![K::default(); 1 << BITS];
            self.values = vec![V::default(); 1 << BITS];
            self.last = vec![0; 1 << (BITS - 1)];
        }
        let at = 2 * pair + 1 - usize::from(self.last[pair]);
        self.keys[at] = key;
        self.values[at] = value;
        at
    }
}
