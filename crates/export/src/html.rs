//! HTML: a page as headings, lists and paragraphs, every character of a report escaped.
//!
//! [`page`] writes what stands inside a document; [`document`] writes a whole one with its style in it,
//! which needs nothing else to be read or printed; [`cited`] writes one in which every citation leads to its
//! passage, further down in the same file. No script is ever written. The words of a report stand in `<bdi>`,
//! so that letters that run the other way turn nothing around them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use views::{Block, Citation, Mark, Page, Piece};

/// How a page is written.
#[derive(Default)]
pub struct Look<'a> {
    /// Where the address of a row (`REPORT#s1`) leads; `None` where it leads nowhere.
    pub link: Option<&'a dyn Fn(&str) -> String>,
    /// True to number the entries. An entry keeps its number whichever others are left out.
    pub numbered: bool,
    /// Addresses of rows that are left out, with the entries inside them.
    pub without: BTreeSet<String>,
    /// Where a reader gets the same page without the row of an address.
    pub leave_out: Option<&'a dyn Fn(&str) -> String>,
}

/// Writes the page as it stands inside a document.
///
/// # Errors
/// When `out` cannot be written.
pub fn page(page: &Page, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer { look, list: List::None, number: 0, skipped: None };
    for block in &page.blocks {
        writer.block(block, out)?;
    }
    writer.list(List::None, out)
}

/// Writes the page as a document of its own, with `title` and its style.
///
/// # Errors
/// When `out` cannot be written.
pub fn document(of: &Page, title: &str, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    open(title, out)?;
    page(of, look, out)?;
    out.write_all(CLOSE)
}

/// The passage of a row, for a document whose citations lead to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The row: `REPORT#s1`.
    pub address: String,
    /// The report: its name, headline, outlet and day.
    pub report: Vec<Piece>,
    /// The paragraphs, the words of the row marked.
    pub paragraphs: Vec<Block>,
}

/// Writes the page as a document of its own, and under it the passages; each citation leads to its passage.
/// Passages of one report stand together.
///
/// # Errors
/// When `out` cannot be written.
pub fn cited(of: &Page, title: &str, passages: &[Cited], out: &mut dyn Write) -> io::Result<()> {
    let link = |address: &str| format!("#{}", anchor(address));
    open(title, out)?;
    page(of, &Look { link: Some(&link), ..Look::default() }, out)?;
    if !passages.is_empty() {
        writeln!(out, "<h2>The passages</h2>")?;
    }
    let mut report: &[Piece] = &[];
    for passage in passages {
        if report != passage.report {
            report = &passage.report;
            writeln!(out, "<h3>{}</h3>", joined(report))?;
        }
        let (id, address) = (anchor(&passage.address), escaped(&passage.address));
        writeln!(out, "<section class=\"passage\" id=\"{id}\"><p class=\"cite\">{address}</p>")?;
        for block in &passage.paragraphs {
            if let Block::Paragraph(pieces) = block {
                writeln!(out, "<blockquote><p>{}</p></blockquote>", marked(pieces))?;
            }
        }
        writeln!(out, "</section>")?;
    }
    out.write_all(CLOSE)
}

/// The words of a paragraph; colour and a tip say what part they play, so that the text reads as printed.
fn marked(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Words { words, mark: Mark::Plain, .. } => text.push_str(&escaped(words)),
            Piece::Words { words, mark, .. } => {
                let name = mark.name();
                text.push_str(&format!("<mark class=\"{name}\" title=\"{name}\">{}</mark>", escaped(words)));
            }
            _ => {}
        }
    }
    format!("<bdi>{text}</bdi>")
}

/// The address of a row as the name of a place in a document; no two addresses share one.
fn anchor(address: &str) -> String {
    let mut anchor = String::from("row-");
    for c in address.chars() {
        match c {
            '#' => anchor.push('.'),
            '-' | '_' => anchor.push(c),
            c if c.is_ascii_alphanumeric() => anchor.push(c),
            c => anchor.push_str(&format!("~{:x}~", u32::from(c))),
        }
    }
    anchor
}

const CLOSE: &[u8] = b"</main>\n</body>\n</html>\n";

/// The head of a document.
fn open(title: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>\n{STYLE}\
         </style>\n</head>\n<body>\n<main>\n",
        escaped(title)
    )
}

/// `text` so that it reads as itself between tags and inside a quoted attribute. What would steer a
/// screen is taken out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && !c.is_whitespace() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The style of a document that stands alone.
const STYLE: &str = include_str!("html.css");

/// What sort of list is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    None,
    Fields,
    Entries,
}

struct Writer<'a> {
    look: &'a Look<'a>,
    list: List,
    /// Of the last entry that is not inside another.
    number: usize,
    /// The depth of an entry that was left out: what lies deeper goes with it.
    skipped: Option<usize>,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        match block {
            Block::Heading { level, pieces } => {
                self.list(List::None, out)?;
                let level = (*level).clamp(1, 6);
                writeln!(out, "<h{level}>{}</h{level}>", joined(pieces))
            }
            Block::Note(pieces) => {
                self.list(List::None, out)?;
                writeln!(out, "<p class=\"note\">{}</p>", joined(pieces))
            }
            Block::Paragraph(pieces) => {
                self.list(List::None, out)?;
                writeln!(out, "<blockquote><p>{}</p></blockquote>", joined(pieces))
            }
            Block::Field { label, pieces, passages } => {
                self.list(List::Fields, out)?;
                write!(out, "<dt>{}</dt><dd>{}", escaped(label), joined(pieces))?;
                for passage in passages {
                    write!(out, " <span class=\"place\">{}–{}</span>", passage.start, passage.end)?;
                }
                writeln!(out, "</dd>")
            }
            Block::Entry { depth, margin, text, notes, citation } => {
                self.entry(*depth, margin, text, notes, citation, out)
            }
        }
    }

    fn entry(
        &mut self,
        depth: usize,
        margin: &[Piece],
        text: &[Piece],
        notes: &[Vec<Piece>],
        citation: &Citation,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if depth == 0 {
            self.number += 1;
        }
        if self.skipped.is_some_and(|skipped| depth > skipped) {
            return Ok(());
        }
        self.skipped = self.look.without.contains(&citation.address).then_some(depth);
        if self.skipped.is_some() {
            return Ok(());
        }
        self.list(List::Entries, out)?;
        write!(out, "<div class=\"entry depth{}\">", depth.min(6))?;
        if self.look.numbered && depth == 0 {
            write!(out, "<span class=\"number\">{}</span>", self.number)?;
        }
        write!(out, "<span class=\"margin\">{}</span><p>{}", joined(margin), joined(text))?;
        write!(out, "<span class=\"notes\">")?;
        for (index, note) in notes.iter().enumerate() {
            write!(out, "{}{}", if index == 0 { " — " } else { "; " }, joined(note))?;
        }
        let cited = escaped(&citation.to_string());
        match self.look.link {
            Some(link) => {
                let to = escaped(&link(&citation.address));
                write!(out, " <a class=\"cite\" href=\"{to}\">{cited}</a>")?;
            }
            None => write!(out, " <span class=\"cite\">{cited}</span>")?,
        }
        if let Some(leave_out) = self.look.leave_out {
            let to = escaped(&leave_out(&citation.address));
            let row = escaped(&citation.address);
            write!(
                out,
                " <a class=\"leave-out\" href=\"{to}\" aria-label=\"leave out {row}\">leave out</a>"
            )?;
        }
        writeln!(out, "</span></p></div>")
    }

    /// Closes the list that is open and opens another, unless it is the same.
    fn list(&mut self, list: List, out: &mut dyn Write) -> io::Result<()> {
        if self.list == list {
            return Ok(());
        }
        match self.list {
            List::None => {}
            List::Fields => writeln!(out, "</dl>")?,
            List::Entries => writeln!(out, "</div>")?,
        }
        self.list = list;
        match list {
            List::None => Ok(()),
            List::Fields => writeln!(out, "<dl class=\"fields\">"),
            List::Entries => writeln!(out, "<div class=\"entries\">"),
        }
    }
}

/// A few pieces as they stand in a line.
pub fn joined(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Voice(words) => text.push_str(&escaped(words)),
            Piece::Count(count) => text.push_str(&count.to_string()),
            Piece::Name(name) => text.push_str(&format!("<b>{}</b>", escaped(name))),
            Piece::Asked(words) => text.push_str(&format!("“<bdi>{}</bdi>”", escaped(words))),
            Piece::Date(date) => text.push_str(&format!("<time>{}</time>", escaped(date))),
            Piece::Problem(words) => {
                text.push_str(&format!("<span class=\"problem\">{}</span>", escaped(words)));
            }
            Piece::Words { words, mark: Mark::Plain, .. } => {
                text.push_str(&format!("<bdi>{}</bdi>", escaped(words)));
            }
            Piece::Words { words, mark, .. } => {
                text.push_str(&format!("<bdi class=\"{}\">{}</bdi>", mark.name(), escaped(words)));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample;

    fn plainly(of: &Page) -> String {
        sample::written(|out| page(of, &Look::default(), out))
    }

    #[test]
    fn it_knows_that_an_entry_keeps_its_date_its_chain_and_its_place() {
        let text = plainly(&sample::page("grain ships only"));
        assert_eq!(
            text,
            "<h1>Brief</h1>\n<p class=\"note\">1 report</p>\n<h3><b>Ana Ruiz</b></h3>\n<div class=\"entries\">\n\
             <div class=\"entry depth0\"><span class=\"margin\"><time>2031-05-02</time></span><p>says: \
             <bdi>grain ships only</bdi><span class=\"notes\"> — through <b>Harbour Post</b> <span \
             class=\"cite\">[port#s1, 10-26]</span></span></p></div>\n</div>\n"
        );
    }

    #[test]
    fn it_knows_that_a_report_cannot_write_markup() {
        let text = plainly(&sample::page("</p><script src='//x'>alert(1)</script> & \u{1b}[2J"));
        assert!(!text.contains("<script") && !text.contains('\u{1b}'), "{text}");
        assert!(text.contains("&lt;script src=&#39;//x&#39;&gt;alert(1)&lt;/script&gt; &amp; "), "{text}");
    }

    #[test]
    fn it_knows_that_a_number_stays_with_its_entry() {
        let mut two = sample::page("grain ships only");
        let mut second = two.blocks.last().cloned().expect("the page has an entry");
        if let Block::Entry { citation, .. } = &mut second {
            citation.address = "port#s2".to_owned();
        }
        two.blocks.push(second);
        let without = BTreeSet::from(["port#s1".to_owned()]);
        let look = Look { numbered: true, without, ..Look::default() };
        let text = sample::written(|out| page(&two, &look, out));
        assert!(text.contains("<span class=\"number\">2</span>") && text.contains("port#s2"), "{text}");
        assert!(!text.contains("<span class=\"number\">1</span>") && !text.contains("port#s1"), "{text}");
    }

    #[test]
    fn it_knows_that_a_citation_leads_to_its_row() {
        let link = |address: &str| format!("/rows/{}?a=1&b", address.replace('#', "%23"));
        let look = Look { link: Some(&link), ..Look::default() };
        let text = sample::written(|out| page(&sample::page("open"), &look, out));
        assert!(text.contains("href=\"/rows/port%23s1?a=1&amp;b\""), "{text}");
    }

    #[test]
    fn it_knows_that_a_document_stands_alone() {
        let text = sample::written(|out| document(&sample::page("open"), "A <brief>", &Look::default(), out));
        assert!(text.contains("<title>A &lt;brief&gt;</title>") && text.contains("<style>"), "{text}");
        assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("<script"), "{text}");
    }

    #[test]
    fn it_knows_that_a_citation_leads_to_its_passage_in_the_same_file() {
        let words = |words: &str, mark| {
            let passage = ledger::Passage { start: 10, end: 26 };
            Piece::Words { passage, words: words.to_owned(), mark }
        };
        let paragraph = vec![words("Ruiz: ", Mark::Plain), Piece::Voice("⟨"), words("a < b", Mark::Content)];
        let passage = Cited {
            address: "port#s1".to_owned(),
            report: vec![Piece::Name("port".to_owned())],
            paragraphs: vec![Block::Paragraph(paragraph)],
        };
        let text = sample::written(|out| cited(&sample::page("open"), "Brief", &[passage], out));
        assert!(text.contains("<a class=\"cite\" href=\"#row-port.s1\">"), "{text}");
        let shown = "<section class=\"passage\" id=\"row-port.s1\"><p class=\"cite\">port#s1</p>\n<blockquote>\
                     <p><bdi>Ruiz: <mark class=\"content\" title=\"content\">a &lt; b</mark></bdi></p>";
        assert!(text.contains(shown), "{text}");
        assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("<script"), "{text}");
    }

    #[test]
    fn it_knows_that_two_rows_never_share_a_place() {
        let names = ["a b#s1", "a.b#s1", "a#b#s1", "a~20~b#s1", "\"><b>#s1"].map(anchor);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        assert!(names.iter().all(|name| !name.contains(['"', '<', ' ', '#'])), "{names:?}");
    }

    proptest! {
        #[test]
        fn it_knows_that_no_words_open_or_close_a_tag(words in any::<String>()) {
            let bare = plainly(&sample::page("open"));
            let text = plainly(&sample::page(&words));
            prop_assert_eq!(text.matches('<').count(), bare.matches('<').count());
            prop_assert_eq!(text.matches('>').count(), bare.matches('>').count());
            prop_assert_eq!(text.matches('"').count(), bare.matches('"').count());
        }
    }
}
