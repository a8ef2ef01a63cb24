//! Which candidates are positions: a logistic regression over what the climb saw. The weights are in
//! `model/positions.tsv`, a feature and a weight in thousandths a line, trained by `lab positions-train`;
//! scores are summed in integers.

use std::collections::HashMap;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    let rows =
        include_str!("../../../../../model/positions.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .filter_map(|(feature, weight)| Some((feature, weight.parse().ok()?)))
        .collect()
});

/// How sure a candidate is; above 0 it is kept. `None` without weights.
pub(super) fn score(features: &[String]) -> Option<i32> {
    (!WEIGHTS.is_empty()).then(|| features.iter().filter_map(|feature| WEIGHTS.get(feature.as_str())).sum())
}
