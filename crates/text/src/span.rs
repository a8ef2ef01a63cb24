//! Places in a text.

/// A stretch of a text, `[start, end)` in bytes, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True when nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words of the span.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span without white space at its ends.
    pub fn trim(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self::new(start, start + inner.trim().len())
    }
}

/// Turns byte offsets of one text into Unicode code point offsets, in constant time a query.
///
/// Built once a text, in linear time; an ASCII text costs nothing.
pub struct CodePoints {
    /// Code points before each 64-byte block; empty for ASCII.
    blocks: Vec<u32>,
    bytes: Vec<u8>,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// The map for `text`.
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self { blocks: Vec::new(), bytes: Vec::new() };
        }
        let bytes = text.as_bytes().to_vec();
        let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 1);
        let mut count = 0u32;
        for block in bytes.chunks(BLOCK) {
            blocks.push(count);
            count += starts(block);
        }
        blocks.push(count);
        Self { blocks, bytes }
    }

    /// Code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        if self.blocks.is_empty() {
            return offset;
        }
        let block = offset / BLOCK;
        let within = &self.bytes[block * BLOCK..offset];
        (self.blocks[block] + starts(within)) as usize
    }
}

/// How many code points start in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).map(|_| 1).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_knows_that_offsets_count_code_points(text in "\\PC{0,300}") {
            let map = CodePoints::of(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(map.at(offset), count);
            }
            prop_assert_eq!(map.at(text.len()), text.chars().count());
        }
    }

    #[test]
    fn it_knows_that_a_trimmed_span_keeps_its_words() {
        let text = "  Malta hosts.  ";
        assert_eq!(Span::new(0, text.len()).trim(text).of(text), "Malta hosts.");
    }
}
