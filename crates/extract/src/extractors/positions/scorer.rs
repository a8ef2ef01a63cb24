//! Which candidates are positions: a logistic regression over what the climb saw. The weights are in
//! `model/positions.tsv`, a feature and a weight in thousandths a line, trained by `lab positions-train`;
//! scores are summed in integers.

use std::sync::LazyLock;

use crate::weights::Weights;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::read(include_str!("../../../../../model/positions.tsv")));

/// How sure a candidate is; above 0 it is kept. `None` without weights.
pub(super) fn score(features: &[String]) -> Option<i32> {
    WEIGHTS.score(features)
}
