//! The widest vectors that the processor has, as one small set of operations on whole numbers.

use crate::matrix::{LANES, Pairs, Sums};

/// Work that gains from wide vectors. Everything it calls should be inlined into `run`.
pub(crate) trait Work {
    /// Does the work with `wide`.
    fn run<W: Wide>(self, wide: W);
}

/// Does `work` with the widest vectors that this processor has. The result is the same with any.
pub(crate) fn widest(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    if let Some(v3) = pulp::x86::V3::try_new() {
        return v3.vectorize(On(v3, work));
    }
    work.run(Plain);
}

/// Sums of products of pairs of numbers, [`LANES`] at a time.
pub(crate) trait Wide: Copy {
    /// Weights of a pair of inputs, a pair a lane.
    type Pairs: Copy;
    /// A sum a lane.
    type Sums: Copy;

    /// No sum yet.
    fn zero(self) -> Self::Sums;

    /// The weights as the processor holds them.
    fn load(self, weights: &Pairs) -> Self::Pairs;

    /// To every lane of `sums` adds the products of its two weights with the two `numbers`.
    fn add(self, sums: Self::Sums, weights: Self::Pairs, numbers: [i16; 2]) -> Self::Sums;

    /// The sums as they are kept.
    fn store(self, sums: Self::Sums) -> Sums;
}

/// Without vectors of our own choice; compilers find some for it.
#[derive(Clone, Copy)]
pub(crate) struct Plain;

impl Wide for Plain {
    type Pairs = Pairs;
    type Sums = Sums;

    #[inline(always)]
    fn zero(self) -> Sums {
        [0; LANES]
    }

    #[inline(always)]
    fn load(self, weights: &Pairs) -> Pairs {
        *weights
    }

    #[inline(always)]
    fn add(self, mut sums: Sums, weights: Pairs, numbers: [i16; 2]) -> Sums {
        let [even, odd] = numbers.map(i32::from);
        for lane in 0..LANES {
            let [first, second] = weights[lane].map(i32::from);
            sums[lane] = sums[lane].wrapping_add(first * even).wrapping_add(second * odd);
        }
        sums
    }

    #[inline(always)]
    fn store(self, sums: Sums) -> Sums {
        sums
    }
}

#[cfg(target_arch = "x86_64")]
mod v3 {
    use std::arch::x86_64::__m256i;

    use pulp::cast;
    use pulp::x86::V3;

    use super::Wide;
    use crate::matrix::{Pairs, Sums};

    /// Two vectors of eight lanes each; `vpmaddwd` multiplies two pairs and adds up.
    impl Wide for V3 {
        type Pairs = [__m256i; 2];
        type Sums = [__m256i; 2];

        #[inline(always)]
        fn zero(self) -> Self::Sums {
            [self.avx._mm256_setzero_si256(); 2]
        }

        #[inline(always)]
        fn load(self, weights: &Pairs) -> Self::Pairs {
            cast(*weights)
        }

        #[inline(always)]
        fn add(self, sums: Self::Sums, weights: Self::Pairs, numbers: [i16; 2]) -> Self::Sums {
            let both = self.avx._mm256_set1_epi32(cast(numbers));
            std::array::from_fn(|half| {
                let products = self.avx2._mm256_madd_epi16(weights[half], both);
                self.avx2._mm256_add_epi32(sums[half], products)
            })
        }

        #[inline(always)]
        fn store(self, sums: Self::Sums) -> Sums {
            cast(sums)
        }
    }
}

#[cfg(target_arch = "x86_64")]
struct On<W>(pulp::x86::V3, W);

#[cfg(target_arch = "x86_64")]
impl<W: Work> pulp::NullaryFnOnce for On<W> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.1.run(self.0);
    }
}
