//! The widest vectors that the processor has.

/// Work that gains from wide vectors. Everything it calls should be inlined into `run`.
pub(crate) trait Work {
    /// Does the work; with `FUSED` where multiplying and adding is one instruction.
    fn run<const FUSED: bool>(self);
}

/// Does `work` with the widest vectors that this processor has. The result is the same with any.
pub(crate) fn widest(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    if let Some(wide) = pulp::x86::V3::try_new() {
        return wide.vectorize(Wide(work));
    }
    work.run::<false>();
}

#[cfg(target_arch = "x86_64")]
struct Wide<W>(W);

#[cfg(target_arch = "x86_64")]
impl<W: Work> pulp::NullaryFnOnce for Wide<W> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.0.run::<true>();
    }
}
