//! The words of a report that a row rests on.

use serde::{Deserialize, Serialize};

/// A stretch of a report, `[start, end)` in Unicode code points of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Passage {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Passage {
    /// True when the two share at least one code point.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The words of the passage in the report's text.
    pub fn of(self, text: &str) -> &str {
        let mut offsets = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
        let start = offsets.nth(self.start).unwrap_or(text.len());
        if self.end <= self.start {
            return &text[start..start];
        }
        let end = offsets.nth(self.end - self.start - 1).unwrap_or(text.len());
        &text[start..end]
    }
}

impl From<[usize; 2]> for Passage {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Passage> for [usize; 2] {
    fn from(passage: Passage) -> Self {
        [passage.start, passage.end]
    }
}

/// Words of a report, where they stand, and the rule that read them. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    passage: Passage,
    text: String,
    rule: String,
}

impl Evidence {
    /// Evidence from the words at `passage`; `None` when there are no words there, so that a row
    /// without evidence cannot be built.
    pub fn new(passage: Passage, text: &str, rule: &str) -> Option<Self> {
        let worded =
            passage.start < passage.end && text.chars().any(char::is_alphanumeric) && !rule.is_empty();
        worded.then(|| Self { passage, text: text.to_owned(), rule: rule.to_owned() })
    }

    /// Where the words stand.
    pub fn passage(&self) -> Passage {
        self.passage
    }

    /// The words, as the report has them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The rule that read them.
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_that_a_blank_is_no_evidence() {
        assert_eq!(Evidence::new(Passage { start: 3, end: 3 }, "", "said"), None);
        assert_eq!(Evidence::new(Passage { start: 3, end: 5 }, " —", "said"), None);
        assert!(Evidence::new(Passage { start: 0, end: 2 }, "no", "said").is_some());
    }

    #[test]
    fn it_knows_that_a_passage_counts_code_points() {
        assert_eq!(Passage { start: 1, end: 4 }.of("„Nein“"), "Nei");
        assert_eq!(Passage { start: 4, end: 99 }.of("„Nein“"), "n“");
    }
}
