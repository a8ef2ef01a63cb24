//! A list of rows that can be written in every format.

use serde_json::Value;

/// Rows under columns. The last column takes the words and is wrapped where the format wraps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The columns' names.
    pub columns: Vec<&'static str>,
    /// The rows, in the order they are shown.
    pub entries: Vec<Entry>,
}

/// One row: cells for people, a record for programs.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// One a column.
    pub cells: Vec<String>,
    /// What `json` and `jsonl` write.
    pub record: Value,
}
