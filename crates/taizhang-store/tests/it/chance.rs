//! Chance that can be repeated: numbers that follow from a seed.

/// A xorshift generator.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Returns a number below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    /// Returns an index of a list of `length` items.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap()
    }
}

/// Returns how many rounds a test makes: `long` when torture is asked for, else `short`.
pub(crate) fn rounds(short: u32, long: u32) -> u32 {
    if std::env::var_os("TAIZHANG_TORTURE").is_some() { long } else { short }
}
