//! Standard output: how wide it is, and in which format lists are written to it.

use std::io::{self, IsTerminal as _, Write};

use export::Listing;
use store::Ledger;
use views::Page;

use crate::arguments::{ListFormat, PageFormat};
use crate::failure::Failure;
use crate::passages::passages;

/// Columns where the width is not known: a pipe, a file.
const PIPE: usize = 80;

/// Lines longer than this are hard to read, however wide the screen.
const READABLE: usize = 100;

/// Standard output. Styles reach only a terminal, and not where `NO_COLOR` is set.
pub(crate) struct Screen {
    out: io::BufWriter<anstream::Stdout>,
    width: usize,
}

impl Screen {
    pub(crate) fn of_this_process() -> Self {
        let stdout = io::stdout();
        let terminal = if stdout.is_terminal() { terminal_size::terminal_size_of(&stdout) } else { None };
        let width = terminal.map_or(PIPE, |(width, _)| usize::from(width.0).min(READABLE));
        Self { out: io::BufWriter::with_capacity(1 << 16, anstream::stdout()), width }
    }

    /// Where bytes go.
    pub(crate) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Hands everything on.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes a page; `value` is what its JSON is made of.
    pub(crate) fn page(
        &mut self,
        page: &Page,
        value: &impl serde::Serialize,
        format: PageFormat,
    ) -> io::Result<()> {
        match format {
            PageFormat::Text => export::terminal::page(page, self.width, &mut self.out),
            PageFormat::Md => export::markdown::page(page, &mut self.out),
            PageFormat::Html => {
                export::html::document(page, page.title(), &export::html::Look::default(), &mut self.out)
            }
            PageFormat::Json => export::json::value(value, &mut self.out),
        }
    }

    /// Writes a page over rows of `ledger`; in HTML, with the passages that its citations lead to.
    pub(crate) fn cited(
        &mut self,
        page: &Page,
        value: &impl serde::Serialize,
        ledger: &Ledger,
        format: PageFormat,
    ) -> Result<(), Failure> {
        if format != PageFormat::Html {
            return Ok(self.page(page, value, format)?);
        }
        let passages = passages(page, ledger)?;
        Ok(export::html::cited(page, page.title(), &passages, &mut self.out)?)
    }

    /// Writes events in the columns of an event data set.
    pub(crate) fn coded<'a>(
        &mut self,
        events: impl IntoIterator<Item = export::coded::Reported<'a>>,
        scheme: export::coded::Scheme,
        knowledge: &rapporteur::Knowledge,
    ) -> io::Result<()> {
        export::coded::write(events, scheme, knowledge, &mut self.out)
    }

    /// Writes a list.
    pub(crate) fn listing(&mut self, listing: &Listing, format: ListFormat) -> io::Result<()> {
        match format {
            ListFormat::Table => export::table::listing(listing, self.width, &mut self.out),
            ListFormat::Json => export::json::listing(listing, &mut self.out),
            ListFormat::Jsonl => export::json::lines(listing, &mut self.out),
            ListFormat::Csv => export::csv::listing(listing, &mut self.out),
            ListFormat::Md => export::markdown::listing(listing, &mut self.out),
        }
    }
}
