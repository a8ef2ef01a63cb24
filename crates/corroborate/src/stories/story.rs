//! A story while reports join it, and the vectors that tell how near they are.

use rustc_hash::FxHashMap;

use super::SILENCE;
use super::features::{Features, SORTS, sort};

/// What words, names, numbers and the lead count for, in that order.
const WEIGHTS: [f32; SORTS] = [0.25, 0.25, 0.1, 0.4];

/// Reports about other things that a small set is thought to stand among: in five reports on one thing, its
/// words would look like those of any report.
const UNSEEN: f32 = 50.0;

/// A report's features weighted by how rare they are; of length one unless empty. The strongest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// Weights by the square of the inverse document frequency, each sort of feature by itself.
    pub(super) fn of(features: &Features, reports: usize, held_by: &FxHashMap<u32, u32>) -> Self {
        let mut squares = [0f32; SORTS];
        let mut entries: Vec<(u32, f32)> = Vec::with_capacity(features.counts.len());
        for &(feature, count) in &features.counts {
            let held = held_by.get(&feature).copied().unwrap_or(0) as f32;
            let rarity = ((reports as f32 + UNSEEN) / (held + 0.5)).ln().max(0.0);
            let weight = (1.0 + (count as f32).ln()) * rarity * rarity;
            squares[sort(feature)] += weight * weight;
            entries.push((feature, weight));
        }
        for (feature, weight) in &mut entries {
            let sort = sort(*feature);
            *weight *= WEIGHTS[sort].sqrt() / squares[sort].sqrt().max(f32::MIN_POSITIVE);
        }
        Self::sorted(entries)
    }

    fn sorted(mut entries: Vec<(u32, f32)>) -> Self {
        entries.retain(|(_, weight)| *weight > 0.0);
        entries.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self(entries)
    }

    pub(super) fn strongest(&self, count: usize) -> &[(u32, f32)] {
        &self.0[..count.min(self.0.len())]
    }

    fn square(&self) -> f32 {
        self.0.iter().map(|(_, weight)| weight * weight).sum()
    }
}

/// The sum of its reports' vectors.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    pub(super) reports: usize,
    sum: FxHashMap<u32, f32>,
    /// Of the length of `sum`.
    square: f32,
    first: Option<i32>,
    last: Option<i32>,
}

impl Story {
    pub(super) fn enter(&mut self, vector: &Vector, day: Option<i32>) {
        self.square += 2.0 * self.product(vector) + vector.square();
        for &(feature, weight) in &vector.0 {
            *self.sum.entry(feature).or_default() += weight;
        }
        self.reports += 1;
        if let Some(day) = day {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
        }
    }

    /// The days stay: a story that a report is taken out of for a moment has not become shorter.
    pub(super) fn leave(&mut self, vector: &Vector) {
        self.square -= 2.0 * self.product(vector) - vector.square();
        for (feature, weight) in &vector.0 {
            if let Some(sum) = self.sum.get_mut(feature) {
                *sum -= weight;
            }
        }
        self.reports -= 1;
        if self.reports == 0 {
            *self = Self::default();
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        self.square += other.square + 2.0 * self.product_with(&other);
        for (feature, weight) in other.sum {
            *self.sum.entry(feature).or_default() += weight;
        }
        self.reports += other.reports;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
    }

    /// True when a report of that day may belong to it.
    pub(super) fn is_open(&self, day: Option<i32>) -> bool {
        let (Some(day), Some(first), Some(last)) = (day, self.first, self.last) else { return true };
        day >= first.saturating_sub(SILENCE) && day <= last.saturating_add(SILENCE)
    }

    /// True when the two are not apart in time.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.is_open(other.first) || self.is_open(other.last) || other.is_open(self.first)
    }

    /// The cosine of a report and the mean of the story.
    pub(super) fn nearness(&self, vector: &Vector) -> f32 {
        self.product(vector) / (self.square.max(1e-9) * vector.square().max(1e-9)).sqrt()
    }

    /// The mean cosine of a report of one and a report of the other.
    pub(super) fn mean_nearness(&self, other: &Self) -> f32 {
        self.product_with(other) / (self.reports.max(1) * other.reports.max(1)) as f32
    }

    /// The sum as a vector, for looking up.
    pub(super) fn vector(&self) -> Vector {
        Vector::sorted(self.sum.iter().map(|(&feature, &weight)| (feature, weight)).collect())
    }

    fn product(&self, vector: &Vector) -> f32 {
        vector.0.iter().map(|(feature, weight)| weight * self.sum.get(feature).copied().unwrap_or(0.0)).sum()
    }

    /// In the order of the features, since sums of fractions depend on it.
    fn product_with(&self, other: &Self) -> f32 {
        other
            .vector()
            .0
            .iter()
            .map(|(feature, weight)| weight * self.sum.get(feature).copied().unwrap_or(0.0))
            .sum()
    }
}
