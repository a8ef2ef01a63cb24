//! Markdown: a page as headings and lists, a listing as a table.

use std::io::{self, Write};

use ledger::Passage;
use views::{Block, Mark, Page, Piece};

use crate::Listing;

/// Writes the page.
///
/// # Errors
/// When `out` cannot be written.
pub fn page(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut before: Option<&Block> = None;
    for block in &page.blocks {
        // A list is one list, and a line of prose is a paragraph.
        let together = matches!(
            (before, block),
            (Some(Block::Entry { .. }), Block::Entry { .. })
                | (Some(Block::Field { .. }), Block::Field { .. })
        );
        if before.is_some() && !together {
            writeln!(out)?;
        }
        match block {
            Block::Heading { level, pieces } => {
                writeln!(out, "{} {}", "#".repeat(usize::from(*level)), joined(pieces, false))?;
            }
            Block::Field { label, pieces, passages } => {
                writeln!(out, "- {label}: {}{}", joined(pieces, true), places(passages))?;
            }
            Block::Paragraph(pieces) => writeln!(out, "> {}", joined(pieces, true))?,
            Block::Note(pieces) => writeln!(out, "{}", joined(pieces, false))?,
            Block::Entry { depth, margin, text, notes, citation } => {
                let indent = "  ".repeat(*depth);
                let mut line = joined(margin, true);
                if !line.is_empty() {
                    line.push_str(": ");
                }
                line.push_str(&joined(text, true));
                for (index, note) in notes.iter().enumerate() {
                    line.push_str(if index == 0 { " — " } else { "; " });
                    line.push_str(&joined(note, true));
                }
                writeln!(out, "{indent}- {line} `{}`", citation.to_string().replace('`', "'"))?;
            }
        }
        before = Some(block);
    }
    Ok(())
}

/// Writes the cells as a table.
///
/// # Errors
/// When `out` cannot be written.
pub fn listing(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    writeln!(out, "{}", row(listing.columns.iter().map(|&name| name.to_owned()).collect()))?;
    writeln!(out, "{}", row(listing.columns.iter().map(|_| "---".to_owned()).collect()))?;
    for entry in &listing.entries {
        writeln!(out, "{}", row(entry.cells.iter().map(|cell| escaped(cell)).collect()))?;
    }
    Ok(())
}

/// ` 10-26, 30-41`.
fn places(passages: &[Passage]) -> String {
    let places: Vec<String> = passages.iter().map(|at| format!("{}-{}", at.start, at.end)).collect();
    if places.is_empty() { String::new() } else { format!(" `{}`", places.join(", ")) }
}

fn joined(pieces: &[Piece], marked: bool) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Voice(words) => text.push_str(words),
            Piece::Count(count) => text.push_str(&count.to_string()),
            Piece::Name(name) if marked => text.push_str(&format!("**{}**", escaped(name))),
            Piece::Words { words, mark: Mark::Hedge, .. } => text.push_str(&format!("*{}*", escaped(words))),
            Piece::Words { words, .. } => text.push_str(&spaced(words)),
            Piece::Asked(words) => text.push_str(&format!("“{}”", escaped(words))),
            Piece::Name(words) | Piece::Date(words) | Piece::Problem(words) => text.push_str(&escaped(words)),
        }
    }
    text
}

/// As [`escaped`], keeping the spaces at the ends, which part these words from the next piece.
fn spaced(words: &str) -> String {
    let before = if words.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if words.ends_with(char::is_whitespace) { " " } else { "" };
    format!("{before}{}{after}", escaped(words))
}

/// `text` on one line, so that it reads as itself: no mark-up, no markup characters of its own.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !c.is_control()) {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_knows_that_an_entry_is_an_item_with_its_citation() {
        let text = sample::written(|out| page(&sample::page("grain ships only"), out));
        assert_eq!(
            text,
            "# Brief\n\n1 report\n\n### Ana Ruiz\n\n- 2031-05-02: says: grain ships only — through \
             **Harbour Post** `[port#s1, 10-26]`\n"
        );
    }

    #[test]
    fn it_knows_that_a_report_cannot_write_markup() {
        let text = sample::written(|out| page(&sample::page("a <b>bold</b> | claim"), out));
        assert!(text.contains(r"a \<b\>bold\</b\> \| claim"), "{text}");
    }

    #[test]
    fn it_knows_that_a_listing_is_a_table() {
        let text = sample::written(|out| listing(&sample::listing(), out));
        assert_eq!(text.lines().nth(1), Some("| --- | --- |"));
        assert_eq!(text.lines().count(), 4);
    }
}
