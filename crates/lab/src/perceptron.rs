//! The averaged perceptron (Collins 2002) over hashed features.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Feature hashes are mixed already.
#[derive(Default)]
struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[derive(Clone, Copy, Debug)]
struct Weight {
    class: u8,
    value: i32,
    since: u32,
    sum: i64,
}

/// Weights under training.
#[derive(Default)]
pub(crate) struct Perceptron {
    rows: HashMap<u64, Vec<Weight>, BuildHasherDefault<Plain>>,
    clock: u32,
}

impl Perceptron {
    /// Adds the weights of `features` to `scores`.
    pub(crate) fn score(&self, features: &[u64], scores: &mut [i32]) {
        for feature in features {
            if let Some(row) = self.rows.get(feature) {
                for weight in row {
                    scores[usize::from(weight.class)] += weight.value;
                }
            }
        }
    }

    /// One decision has been made.
    pub(crate) fn tick(&mut self) {
        self.clock += 1;
    }

    /// `right` should have been chosen, `wrong` was.
    pub(crate) fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        for &feature in features {
            let row = self.rows.entry(feature).or_default();
            change(row, right as u8, 1, self.clock);
            change(row, wrong as u8, -1, self.clock);
        }
    }

    /// The averaged weights scaled to at most 127 squared, those whose square root would round below `least`
    /// left out; by feature.
    pub(crate) fn averaged(&self, least: f64) -> Vec<(u64, Vec<(u8, i32)>)> {
        let mean = |weight: &Weight| {
            let sum = weight.sum + i64::from(weight.value) * i64::from(self.clock - weight.since);
            sum as f64 / f64::from(self.clock.max(1))
        };
        let largest = self.rows.values().flatten().map(|weight| mean(weight).abs()).fold(1e-9, f64::max);
        let scale = 127.0 * 127.0 / largest;
        let mut rows: Vec<(u64, Vec<(u8, i32)>)> = self
            .rows
            .iter()
            .map(|(&feature, row)| {
                let kept = row.iter().map(|weight| (weight.class, mean(weight) * scale));
                let kept = kept.filter(|(_, weight)| weight.abs().sqrt() >= least);
                (feature, kept.map(|(class, weight)| (class, weight.round() as i32)).collect())
            })
            .filter(|(_, row): &(u64, Vec<_>)| !row.is_empty())
            .collect();
        rows.sort_unstable_by_key(|row| row.0);
        rows
    }
}

fn change(row: &mut Vec<Weight>, class: u8, by: i32, clock: u32) {
    match row.iter_mut().find(|weight| weight.class == class) {
        Some(weight) => {
            weight.sum += i64::from(weight.value) * i64::from(clock - weight.since);
            weight.since = clock;
            weight.value += by;
        }
        None => row.push(Weight { class, value: by, since: clock, sum: 0 }),
    }
}
