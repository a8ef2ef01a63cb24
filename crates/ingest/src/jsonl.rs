//! JSON Lines: a report a line, from a file or a stream without end, in bounded memory.

use std::io::{BufRead, ErrorKind};

use text::Document;

use crate::error::Error;
use crate::ids::with_id;
use crate::record;

/// Bytes of the longest line that is read; a report of a million words is shorter.
const LONGEST: usize = 32 << 20;

/// The reports of `input`, read as they are asked for. A line that is no report is an error with its
/// number, and the lines after it are read; empty lines are passed over.
pub fn jsonl<R: BufRead>(input: R, name: &str) -> impl Iterator<Item = Result<Document, Error>> + use<R> {
    unnamed(input, name).map(|report| report.map(|document| with_id(document, None, "")))
}

/// The same, without an id where none was given.
pub(crate) fn unnamed<R: BufRead>(
    input: R,
    name: &str,
) -> impl Iterator<Item = Result<Document, Error>> + use<R> {
    let name = name.to_owned();
    let mut lines = Lines { input, name: name.clone(), number: 0, skipping: false, is_done: false };
    std::iter::from_fn(move || {
        let line = lines.next()?;
        Some(line.and_then(|(line, number)| record::unnamed(&line, &name, number)))
    })
}

/// The lines of a stream that hold something, with their numbers from 1.
struct Lines<R> {
    input: R,
    name: String,
    number: usize,
    /// Inside a line that was too long.
    skipping: bool,
    is_done: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(Vec<u8>, usize), Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        loop {
            if self.is_done {
                return None;
            }
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.is_done = true;
                    let hint = "the lines before this one were read; run again with the rest";
                    return Some(Err(Error::new(&self.name, error.to_string(), hint).at(self.number + 1)));
                }
            };
            let end = memchr::memchr(b'\n', buffer);
            let taken = end.unwrap_or(buffer.len());
            if !self.skipping {
                line.extend_from_slice(&buffer[..taken.min(LONGEST + 1 - line.len())]);
            }
            let at_end = buffer.is_empty();
            self.input.consume(taken + usize::from(end.is_some()));
            if end.is_some() || at_end {
                self.number += 1;
                self.is_done = at_end;
                let was_skipping = std::mem::take(&mut self.skipping);
                if !was_skipping && !line.iter().all(u8::is_ascii_whitespace) {
                    return Some(Ok((line, self.number)));
                }
                line.clear();
            } else if line.len() > LONGEST {
                self.skipping = true;
                let found = format!("a line of more than {} MB", LONGEST >> 20);
                let hint = "put one report on a line; this line was passed over";
                return Some(Err(Error::new(&self.name, found, hint).at(self.number + 1)));
            }
        }
    }
}
