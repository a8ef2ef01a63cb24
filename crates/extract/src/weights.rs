//! Weights of a logistic regression, as the files in `model/` hold them: a feature and a weight in
//! thousandths a line. Scores are summed in integers, so the order does not matter.

use std::collections::HashMap;

/// The weights of one scorer.
pub(crate) struct Weights(HashMap<&'static str, i32>);

impl Weights {
    /// Reads the embedded file of a scorer; lines that start with `#` are comments.
    pub(crate) fn read(file: &'static str) -> Self {
        let rows = file.lines().filter(|line| !line.starts_with('#'));
        let pairs = rows.filter_map(|line| line.split_once('\t'));
        Self(pairs.filter_map(|(feature, weight)| Some((feature, weight.parse().ok()?))).collect())
    }

    /// The weight of one feature; 0 for one that was never learnt.
    pub(crate) fn of(&self, feature: &str) -> i32 {
        self.0.get(feature).copied().unwrap_or(0)
    }

    /// The sum over `features`; above 0 the candidate is kept. `None` without weights.
    pub(crate) fn score(&self, features: &[String]) -> Option<i32> {
        (!self.0.is_empty()).then(|| features.iter().filter_map(|feature| self.0.get(feature.as_str())).sum())
    }
}
