//! The Penn Treebank tags that UD English uses.

/// Every tag, in alphabetical order. A tag's number in the model is its place here.
pub const TAGS: &[&str] = &[
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "XX", "``",
];

/// The number of a tag; `None` for a tag that is not Penn's.
pub fn number(tag: &str) -> Option<u8> {
    TAGS.iter().position(|&known| known == tag).map(|place| place as u8)
}
