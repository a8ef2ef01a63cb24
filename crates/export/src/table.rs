//! A listing for a terminal: columns side by side, the last one wrapped.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::Style;

use crate::Listing;
use crate::wrap::{columns, tame, wrap};

/// The last column is never squeezed below this; a narrow terminal then wraps by itself.
const NARROWEST: usize = 24;

/// No column but the last is wider than this.
const WIDEST: usize = 28;

/// Writes the cells, no line wider than `width` where there is room for all columns.
///
/// # Errors
/// When `out` cannot be written.
pub fn listing(listing: &Listing, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(last) = listing.columns.len().checked_sub(1) else { return Ok(()) };
    let widths: Vec<usize> = (0..last).map(|index| widest(listing, index)).collect();
    let taken: usize = widths.iter().map(|width| width + 2).sum();
    let room = width.saturating_sub(taken).max(NARROWEST);

    let header: Vec<&str> = listing.columns.clone();
    row(&header, &widths, room, Style::new().bold().underline(), out)?;
    for entry in &listing.entries {
        let cells: Vec<&str> = entry.cells.iter().map(String::as_str).collect();
        row(&cells, &widths, room, Style::new(), out)?;
    }
    Ok(())
}

fn widest(listing: &Listing, index: usize) -> usize {
    let cells = listing.entries.iter().filter_map(|entry| entry.cells.get(index));
    let widest = cells.map(|cell| columns(cell)).max().unwrap_or(0);
    widest.clamp(columns(listing.columns[index]), WIDEST.max(columns(listing.columns[index])))
}

/// One row; cells wider than their column go on below.
fn row(cells: &[&str], widths: &[usize], room: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .enumerate()
        .map(|(index, cell)| {
            let text: Cow<'_, str> = tame(cell);
            wrap(&[(text, Style::new())], widths.get(index).copied().unwrap_or(room))
        })
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut text = String::new();
        for (index, cell) in wrapped.iter().enumerate() {
            let part = cell.get(line).map_or("", String::as_str);
            text.push_str(&format!("{style}{part}{style:#}"));
            if let Some(width) = widths.get(index) {
                text.push_str(&" ".repeat(width.saturating_sub(columns(part)) + 2));
            }
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_knows_that_words_go_on_below_themselves() {
        let text = sample::written(|out| listing(&sample::listing(), 33, out));
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            rows,
            ["port#s1  the port, they said, is", "         \"closed\"", "port#s2  =SUM(A1) is no statement"]
        );
    }
}
