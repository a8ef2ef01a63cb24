//! From scores to names: the best sequence of labels, then the head of each name and the names within it.

use super::features::{Looks, mix};
use super::{Entity, EntityKind};

/// Labels of the outer layer: 0 for no name, then first, inside, last and only token of each kind.
pub const LABELS: usize = 1 + 4 * EntityKind::ALL.len();

/// Roles of the inner layer: 0 for a plain part, 1 for the head of the whole name, then heads of inner names.
pub const ROLES: usize = 2 + EntityKind::ALL.len();

/// True when a sentence may end with `label`: no name is under way.
pub fn closes(label: usize) -> bool {
    label == 0 || (label - 1) % 4 >= 2
}

/// Anything that scores labels: trained weights, or weights in training.
pub trait Weights {
    /// Adds the score of each label for one feature.
    fn add(&self, feature: u32, scores: &mut [i32]);
}

impl Weights for super::model::Table {
    fn add(&self, feature: u32, scores: &mut [i32]) {
        Self::add(self, feature, scores);
    }
}

/// The feature whose row scores the label after `label`.
pub fn transition(label: usize) -> u32 {
    mix(200, label as u64, 0)
}

/// The labels of names as the outer layer sees them. `names` are ranges with their kind, none overlapping.
pub fn labels(length: usize, names: &[(usize, usize, EntityKind)]) -> Vec<usize> {
    let mut labels = vec![0; length];
    for &(start, end, kind) in names {
        let base = 1 + 4 * kind as usize;
        for (at, label) in labels[start..end].iter_mut().enumerate() {
            let last = start + at + 1 == end;
            *label = base
                + match (at == 0, last) {
                    (true, true) => 3,
                    (true, false) => 0,
                    (false, false) => 1,
                    (false, true) => 2,
                };
        }
    }
    labels
}

/// True when `next` may follow `label`.
pub fn follows(label: usize, next: usize) -> bool {
    let opens = |label: usize| label > 0 && (label - 1) % 4 < 2;
    let continues = |label: usize| label > 0 && matches!((label - 1) % 4, 1 | 2);
    if opens(label) { continues(next) && (next - 1) / 4 == (label - 1) / 4 } else { !continues(next) }
}

/// Scores of every label after every label, read from the weights once.
pub struct Transitions([[i32; LABELS]; LABELS]);

impl Transitions {
    /// Reads the transition rows.
    pub fn of(weights: &impl Weights) -> Self {
        let mut rows = [[0; LABELS]; LABELS];
        for (label, row) in rows.iter_mut().enumerate() {
            weights.add(transition(label), row);
        }
        Self(rows)
    }
}

/// The best sequence of labels for scores a token (Viterbi). A sentence starts as if after no name.
pub fn best(scores: &[[i32; LABELS]], transitions: &Transitions) -> Vec<usize> {
    const NEVER: i32 = i32::MIN / 2;
    let Some(first) = scores.first() else { return Vec::new() };
    let mut value = [NEVER; LABELS];
    for (label, value) in value.iter_mut().enumerate() {
        if follows(0, label) {
            *value = first[label] + transitions.0[0][label];
        }
    }
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for row in &scores[1..] {
        let mut next = [NEVER; LABELS];
        let mut from = [0_u8; LABELS];
        for (label, next) in next.iter_mut().enumerate() {
            for (before, value) in value.iter().enumerate() {
                if follows(before, label) {
                    let total = value.saturating_add(transitions.0[before][label]);
                    if total > *next {
                        *next = total;
                        from[label] = before as u8;
                    }
                }
            }
            *next = next.saturating_add(row[label]).max(NEVER);
        }
        back.push(from);
        // Kept small, so that no sentence is long enough to overflow.
        let top = next.iter().copied().max().unwrap_or(0);
        value = next.map(|total| total.saturating_sub(top).max(NEVER));
    }
    // A name under way cannot stop at the end of the sentence.
    let mut label =
        (0..LABELS).filter(|label| closes(*label)).max_by_key(|label| (value[*label], LABELS - label));
    let mut path = Vec::with_capacity(scores.len());
    for from in back.iter().rev() {
        let at = label.unwrap_or(0);
        path.push(at);
        label = Some(usize::from(from[at]));
    }
    path.push(label.unwrap_or(0));
    path.reverse();
    path
}

/// The names that labels stand for. A broken sequence gives the names that can be read in it.
pub fn names(labels: &[usize]) -> Vec<(usize, usize, EntityKind)> {
    let mut names = Vec::new();
    let mut start = None;
    for (index, label) in labels.iter().enumerate() {
        let Some(at) = label.checked_sub(1) else {
            start = None;
            continue;
        };
        let kind = EntityKind::ALL[at / 4];
        match at % 4 {
            0 => start = Some((index, kind)),
            1 => {}
            2 => {
                if let Some((start, kind)) = start.take() {
                    names.push((start, index + 1, kind));
                }
            }
            _ => names.push((index, index + 1, kind)),
        }
    }
    names
}

/// Scores of each role for token `index` of a name.
pub fn role_scores(
    weights: &impl Weights,
    looks: &Looks,
    name: (usize, usize, EntityKind),
    index: usize,
    before: usize,
    features: &mut Vec<u32>,
) -> [i32; ROLES] {
    looks.inner_features(index, (name.0, name.1, name.2 as u64), before as u64, features);
    let mut scores = [0; ROLES];
    for feature in features {
        weights.add(*feature, &mut scores);
    }
    scores
}

/// A name and the names within it, each with its head.
pub fn unfold(
    weights: &impl Weights,
    looks: &Looks,
    name: (usize, usize, EntityKind),
    tokens: &[&str],
    entities: &mut Vec<Entity>,
) {
    let (start, end, kind) = name;
    if end - start == 1 {
        entities.push(Entity { start, end, head: start, kind });
        return;
    }
    let mut features = Vec::new();
    let mut before = 0;
    let mut roles = Vec::with_capacity(end - start);
    // The head of the whole name: the token for which that role wins by most.
    let (mut head, mut lead) = (start, i32::MIN);
    for index in start..end {
        let scores = role_scores(weights, looks, name, index, before, &mut features);
        let other = (0..ROLES).filter(|role| *role != 1).map(|role| scores[role]).max().unwrap_or(0);
        if scores[1] - other > lead {
            (head, lead) = (index, scores[1] - other);
        }
        before = (0..ROLES).max_by_key(|role| (scores[*role], ROLES - role)).unwrap_or(0);
        roles.push(before);
    }
    entities.push(Entity { start, end, head, kind });
    for index in (start..end).filter(|index| *index != head) {
        let Some(kind) = roles[index - start].checked_sub(2).map(|kind| EntityKind::ALL[kind]) else {
            continue;
        };
        let plain = |at: usize| {
            roles[at - start] == 0 && at != head && tokens[at].chars().next().is_some_and(char::is_uppercase)
        };
        let mut first = index;
        let mut last = index + 1;
        if kind == EntityKind::Person {
            while last < end && plain(last) {
                last += 1;
            }
        } else {
            while first > start && plain(first - 1) {
                first -= 1;
            }
        }
        entities.push(Entity { start: first, end: last, head: index, kind });
    }
}
