//! A page for a terminal: wrapped, dates in a margin, the report's words set off by style.
//!
//! Styles are written as ANSI; a stream that is no terminal is to strip them.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use ledger::Passage;
use views::{Block, Citation, Mark, Page, Piece};

use crate::wrap::{columns, tame, wrap};

/// Columns of the margin in which dates stand, the space after them included.
const MARGIN: usize = 16;

/// Writes the page, no line wider than `width` columns unless a word is.
///
/// # Errors
/// When `out` cannot be written.
pub fn page(page: &Page, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (index, block) in page.blocks.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &page.blocks[before]);
        if before.is_some_and(|before| parted(before, block)) {
            writeln!(out)?;
        }
        match block {
            Block::Heading { level, pieces } => heading(*level, pieces, width, out)?,
            Block::Note(pieces) => lines(pieces, "", "  ", width, out)?,
            Block::Field { label, pieces, passages } => field(label, pieces, passages, width, out)?,
            Block::Paragraph(pieces) => lines(pieces, "  ", "  ", width, out)?,
            Block::Entry { depth, margin, text, notes, citation } => {
                entry(*depth, margin, text, notes, citation, width, out)?;
            }
        }
    }
    Ok(())
}

/// True when an empty line stands between the two.
fn parted(before: &Block, block: &Block) -> bool {
    match (before, block) {
        (Block::Heading { level, .. }, _) => *level < 3,
        (Block::Note(_), Block::Note(_)) | (Block::Field { .. }, Block::Field { .. }) => false,
        (_, Block::Entry { depth, .. }) => *depth == 0,
        _ => true,
    }
}

fn heading(level: u8, pieces: &[Piece], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let style = if level == 2 { Style::new().bold().underline() } else { Style::new().bold() };
    let parts: Vec<_> = pieces
        .iter()
        .map(|piece| match piece {
            // Names and addresses keep their case.
            Piece::Voice(text) if level < 3 => (Cow::Owned(text.to_uppercase()), style),
            piece => (shown(piece), style),
        })
        .collect();
    for line in wrap(&parts, width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn entry(
    depth: usize,
    margin: &[Piece],
    text: &[Piece],
    notes: &[Vec<Piece>],
    citation: &Citation,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let date: String = margin.iter().map(shown).collect();
    let room = MARGIN.saturating_sub(2 + columns(&date));
    let indent = " ".repeat(MARGIN + 2 * depth);
    if depth == 0 {
        let style = style(&Piece::Date(String::new()));
        let first = format!("  {style}{date}{style:#}{}", " ".repeat(room));
        lines(text, &first, &indent, width, out)?;
    } else {
        lines(text, &format!("{}- ", " ".repeat(MARGIN + 2 * (depth - 1))), &indent, width, out)?;
    }

    let mut known = Vec::new();
    for note in notes {
        if !known.is_empty() {
            known.push((Cow::Borrowed("; "), dim()));
        }
        known.extend(note.iter().map(|piece| (shown(piece), style(piece))));
    }
    if !known.is_empty() {
        known.push((Cow::Borrowed(" "), dim()));
    }
    // The citation is one word where it fits, so that a double click takes it.
    let room = width.saturating_sub(indent.len());
    let place = tame(&citation.to_string()).into_owned();
    let fits = columns(&place) <= room;
    known.push((Cow::Owned(if fits { place.replace(' ', "\u{a0}") } else { place }), dim()));
    for line in wrap_parts(&known, room) {
        writeln!(out, "{indent}{}", line.replace('\u{a0}', " "))?;
    }
    Ok(())
}

fn field(
    label: &str,
    pieces: &[Piece],
    passages: &[Passage],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut parts: Vec<_> = pieces.iter().map(|piece| (shown(piece), style(piece))).collect();
    for passage in passages {
        parts.push((Cow::Owned(format!(" {}-{}", passage.start, passage.end)), dim()));
    }
    let indent = " ".repeat(MARGIN);
    for (index, line) in wrap_parts(&parts, width.saturating_sub(MARGIN)).iter().enumerate() {
        let dim = dim();
        match index {
            0 => writeln!(out, "  {dim}{label:<room$}{dim:#}{line}", room = MARGIN - 2)?,
            _ => writeln!(out, "{indent}{line}")?,
        }
    }
    Ok(())
}

fn wrap_parts(parts: &[(Cow<'_, str>, Style)], width: usize) -> Vec<String> {
    wrap(parts, width.max(20))
}

/// Writes pieces wrapped, `first` before the first line and `indent` before the others.
fn lines(pieces: &[Piece], first: &str, indent: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<_> = pieces.iter().map(|piece| (shown(piece), style(piece))).collect();
    for (index, line) in wrap_parts(&parts, width.saturating_sub(indent.len())).iter().enumerate() {
        writeln!(out, "{}{line}", if index == 0 { first } else { indent })?;
    }
    Ok(())
}

fn shown(piece: &Piece) -> Cow<'_, str> {
    match piece {
        Piece::Voice(text) => Cow::Borrowed(text),
        Piece::Count(count) => Cow::Owned(count.to_string()),
        Piece::Asked(text) => Cow::Owned(format!("“{}”", tame(text))),
        Piece::Name(text) | Piece::Date(text) | Piece::Problem(text) => tame(text),
        Piece::Words { words, .. } => tame(words),
    }
}

fn style(piece: &Piece) -> Style {
    match piece {
        Piece::Voice(_) | Piece::Count(_) => dim(),
        Piece::Name(_) | Piece::Asked(_) => Style::new().bold(),
        Piece::Date(_) => AnsiColor::Cyan.on_default(),
        Piece::Problem(_) => AnsiColor::Yellow.on_default(),
        Piece::Words { mark, .. } => marked(*mark),
    }
}

fn marked(mark: Mark) -> Style {
    match mark {
        Mark::Plain => Style::new(),
        Mark::Hedge => AnsiColor::Yellow.on_default().underline(),
        Mark::Speaker => AnsiColor::Magenta.on_default().bold(),
        Mark::Cue | Mark::Trigger => AnsiColor::Blue.on_default().bold(),
        Mark::Content | Mark::Evidence => AnsiColor::Green.on_default(),
        Mark::Link => AnsiColor::Magenta.on_default(),
        Mark::Time => AnsiColor::Cyan.on_default(),
        Mark::Condition => AnsiColor::Yellow.on_default(),
    }
}

fn dim() -> Style {
    Style::new().dimmed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{page as sample, written};

    fn plain(text: &str) -> String {
        let mut inside = false;
        let keep = |c: &char| {
            inside = *c == '\u{1b}' || inside;
            let kept = !inside;
            inside = inside && *c != 'm';
            kept
        };
        text.chars().filter(keep).collect()
    }

    #[test]
    fn it_knows_that_a_line_keeps_its_date_its_chain_and_its_place() {
        let text = written(|out| page(&sample("the harbour is open to grain ships only"), 60, out));
        assert_eq!(
            plain(&text),
            "BRIEF\n\n1 report\n\nAna Ruiz\n  2031-05-02    says: the harbour is open to grain ships\n                \
             only\n                through Harbour Post [port#s1, 10-49]\n"
        );
    }

    #[test]
    fn it_knows_that_no_line_is_wider_than_the_terminal() {
        let words = "grain ships may pass the strait ".repeat(20);
        for width in [40, 80, 120] {
            let text = written(|out| page(&sample(&words), width, out));
            let widest = plain(&text).lines().map(columns).max();
            assert!(widest.is_some_and(|widest| widest <= width), "{widest:?} in {width}");
        }
    }

    #[test]
    fn it_knows_that_a_terminal_may_be_too_narrow_for_anything() {
        assert!(!written(|out| page(&sample("open"), 0, out)).is_empty());
    }
}
