//! Stories: which reports are about the same developing thing.
//!
//! > Rescuers reached the flooded mine at Torve on Monday.
//!
//! and a report on the eleven miners of Torve two days later are one story; a flooded mine elsewhere is
//! another. A report is boiled down to its words, its capitalised names, its numbers and, once more, the words
//! of its lead. In order of time each report joins the nearest story that is near enough, or begins one (the
//! single pass of topic detection and tracking: Yang, Pierce and Carbonell 1998), unless the story has been
//! silent too long. Then every report is taken out once and put where it fits best now that the stories are
//! known, and stories that are as near as reports of one story are joined.

mod features;
mod story;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

pub use features::{Features, features};
use story::{Story, Vector};

/// How near a report must be to the single report of a story: the cosine of their vectors.
const NEAR_ONE: f32 = 0.16;

/// How near it must be to the mean of a story of many. What lies between goes with the root of their number.
const NEAR_MANY: f32 = 0.28;

/// How near the reports of two stories must be to each other on average for the stories to be one.
const NEAR_STORIES: f32 = 0.12;

/// Days of silence after which a story is over.
const SILENCE: i32 = 14;

/// Of a report's features, the strongest by which stories are looked up.
const LOOKED_UP: usize = 48;

/// Stories that share a feature beyond which the feature is not looked up: it tells nothing.
const COMMON: usize = 400;

/// Reports being sorted into stories, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    reports: usize,
    /// In how many reports each feature stands.
    held_by: FxHashMap<u32, u32>,
    ids: Vec<String>,
    vectors: Vec<Vector>,
    days: Vec<Option<i32>>,
    story_of: Vec<usize>,
    stories: Vec<Story>,
    /// Stories that have had a feature.
    with: FxHashMap<u32, Vec<u32>>,
}

/// Which reports tell which story: ids in their order, the largest story first. The order of `reports` makes no
/// difference; ids must differ.
pub fn stories<'a>(reports: impl IntoIterator<Item = (&'a str, &'a Features)>) -> Vec<Vec<String>> {
    let mut reports: Vec<(&str, &Features)> = reports.into_iter().collect();
    // Reports of one day come in no order of theirs: ids often have the subject in them.
    reports.sort_by_key(|&(id, features)| (features.day.is_none(), features.day, features::hash(id, 0), id));
    let mut stories = Stories::default();
    for (_, features) in &reports {
        stories.count(features);
    }
    for (id, features) in reports {
        stories.place(id, features);
    }
    stories.settle();
    stories.told()
}

impl Stories {
    /// Learns which words are frequent. Before or between calls of [`Stories::place`].
    pub fn count(&mut self, features: &Features) {
        self.reports += 1;
        for &(feature, _) in &features.counts {
            *self.held_by.entry(feature).or_default() += 1;
        }
    }

    /// Puts a report into the nearest story, or begins one. The number of the story, which later calls of
    /// [`Stories::settle`] may change.
    pub fn place(&mut self, id: &str, features: &Features) -> usize {
        let vector = Vector::of(features, self.reports, &self.held_by);
        let story = self.nearest(&vector, features.day).unwrap_or_else(|| {
            self.stories.push(Story::default());
            self.stories.len() - 1
        });
        self.ids.push(id.to_owned());
        self.vectors.push(vector);
        self.days.push(features.day);
        self.story_of.push(story);
        self.enter(self.ids.len() - 1, story);
        story
    }

    /// Takes every report out once and puts it where it fits best, then joins stories that belong together.
    pub fn settle(&mut self) {
        for report in 0..self.ids.len() {
            let (vector, day) = (self.vectors[report].clone(), self.days[report]);
            let before = self.story_of[report];
            self.stories[before].leave(&vector);
            let story = self.nearest(&vector, day).unwrap_or_else(|| {
                if self.stories[before].reports == 0 {
                    return before;
                }
                self.stories.push(Story::default());
                self.stories.len() - 1
            });
            self.story_of[report] = story;
            self.enter(report, story);
        }
        self.join();
    }

    /// The stories with their reports, the largest first.
    pub fn told(&self) -> Vec<Vec<String>> {
        let mut told: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (id, &story) in self.ids.iter().zip(&self.story_of) {
            told.entry(story).or_default().push(id.clone());
        }
        let mut told: Vec<Vec<String>> = told.into_values().collect();
        told.iter_mut().for_each(|reports| reports.sort());
        told.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        told
    }

    fn enter(&mut self, report: usize, story: usize) {
        let vector = &self.vectors[report];
        self.stories[story].enter(vector, self.days[report]);
        for &(feature, _) in vector.strongest(LOOKED_UP) {
            let with = self.with.entry(feature).or_default();
            if with.len() <= COMMON && !with.contains(&(story as u32)) {
                with.push(story as u32);
            }
        }
    }

    /// Stories that share a strong feature with some vector, in order.
    fn candidates(&self, vector: &Vector) -> Vec<usize> {
        let lists = vector.strongest(LOOKED_UP).iter().filter_map(|(feature, _)| self.with.get(feature));
        let told = lists.filter(|with| with.len() <= COMMON);
        let mut found: Vec<usize> = told.flatten().map(|&story| story as usize).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn nearest(&self, vector: &Vector, day: Option<i32>) -> Option<usize> {
        let candidates = self.candidates(vector).into_iter();
        let open =
            candidates.filter(|&story| self.stories[story].reports > 0 && self.stories[story].is_open(day));
        let margins = open.map(|story| {
            let many = self.stories[story].reports as f32;
            let asked = NEAR_MANY - (NEAR_MANY - NEAR_ONE) / many.sqrt();
            (self.stories[story].nearness(vector) - asked, story)
        });
        let best = margins.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))?;
        (best.0 >= 0.0).then_some(best.1)
    }

    /// Joins stories whose reports are as near to each other as those of one, the nearest two first.
    fn join(&mut self) {
        let mut representative: Vec<usize> = (0..self.stories.len()).collect();
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        for one in 0..self.stories.len() {
            pairs.extend(self.near_stories(one).into_iter().filter(|&(_, _, other)| other > one));
        }
        while let Some(best) = pairs
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| a.0.total_cmp(&b.0).then_with(|| (b.1, b.2).cmp(&(a.1, a.2))))
            .map(|(at, _)| at)
        {
            let (_, one, other) = pairs.swap_remove(best);
            let taken = std::mem::take(&mut self.stories[other]);
            self.stories[one].join(taken);
            representative[other] = one;
            pairs.retain(|&(_, a, b)| ![one, other].contains(&a) && ![one, other].contains(&b));
            let near = self.near_stories(one);
            pairs.extend(near.into_iter().map(|(near, a, b)| (near, a.min(b), a.max(b))));
        }
        for report in 0..self.story_of.len() {
            let mut story = self.story_of[report];
            while representative[story] != story {
                story = representative[story];
            }
            self.story_of[report] = story;
        }
    }

    /// Other stories that may be joined with one: how near, `one`, the other.
    fn near_stories(&self, one: usize) -> Vec<(f32, usize, usize)> {
        let story = &self.stories[one];
        if story.reports == 0 {
            return Vec::new();
        }
        let candidates = self.candidates(&story.vector()).into_iter().filter(|&other| other != one);
        let open = candidates
            .filter(|&other| self.stories[other].reports > 0 && story.overlaps(&self.stories[other]));
        let near = open.map(|other| (story.mean_nearness(&self.stories[other]), one, other));
        near.filter(|(near, ..)| *near >= NEAR_STORIES).collect()
    }
}
