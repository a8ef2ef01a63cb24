//! `rapporteur brief`: who said what, from reports or from a ledger.

use std::collections::BTreeSet;
use std::path::PathBuf;

use corroborate::relations::When;
use rapporteur::Extraction;
use serde::Serialize;
use store::Ledger;
use views::Asked;
use views::brief::answer;
use views::narrow::Narrow;

use crate::arguments::PageFormat;
use crate::comparing::{compared, day, letters};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// Tell who said what, when, through whom and how surely
///
/// Grouped by speaker, the most quoted first. Unnamed sources and words without a source stand apart; at the
/// end stands what the reports do not tell.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur brief examples/talks
  rapporteur brief reports/*.html --format md > brief.md
  rapporteur brief reports/ --format html > brief.html   one file, citations linked to their passages
  rapporteur brief today/ --ledger war.ledger      keep what was read, brief on today's
  rapporteur brief --ledger war.ledger             brief on all that was kept
  rapporteur brief --ledger war.ledger --corroborate --about 'talks Ukraine' --since 2022-10
  rapporteur brief --ledger war.ledger --about prisoners --about 'grain ships'   what nothing supports is told
  curl -s https://example.org/feed.jsonl | rapporteur brief -")]
pub(crate) struct Arguments {
    /// Reports: files and folders of text, HTML and JSON Lines; `-` for JSON Lines on stdin
    #[arg(value_name = "PATH", required_unless_present = "ledger")]
    paths: Vec<PathBuf>,

    /// Keep what is read in this ledger; without PATH, brief on all that is kept there
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,

    /// Show positions and forum states as well: a first reading of them, of which two in three are wrong
    /// or incomplete by the measure in the README
    #[arg(long)]
    positions: bool,

    /// Only what is about these words: names or issues, each of which a row must have. Given several times,
    /// what has one of the texts; those that no passage has are told
    #[arg(long, value_name = "WORDS", value_parser = worded)]
    about: Vec<String>,

    /// Only what this actor says or does, or others do to it; can be given several times
    #[arg(long, value_name = "NAME", value_parser = worded)]
    actor: Vec<String>,

    /// Only what is of this day or later: 2022, 2022-10 or 2022-10-05
    #[arg(long, value_name = "DATE", value_parser = day)]
    since: Option<When>,

    /// Only what was published on this day or earlier, as if the rest were not known yet
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<When>,

    /// Beside each line, on how many independent origins it rests, its grade, and what contradicts it
    #[arg(long)]
    corroborate: bool,

    /// The analyst's letters for sources: lines such as `B  example.org`
    #[arg(long, value_name = "FILE", requires = "corroborate")]
    outlets: Option<PathBuf>,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
}

impl Arguments {
    /// The reports with what this brief shows of them, and what was asked for.
    fn shown(
        &self,
        mut reports: Vec<Extraction>,
        ledger: &Ledger,
    ) -> Result<(Vec<Extraction>, Option<Asked>), Failure> {
        let narrow = Narrow {
            about: self.about.clone(),
            actor: self.actor.clone(),
            since: self.since,
            as_of: self.as_of,
        };
        narrow.known(&mut reports);
        let mut asked = Asked::of(&narrow, &reports);
        let reports = narrow.reports(reports);
        if let Some(asked) = &mut asked {
            asked.find(&reports, self.positions);
            self.look(asked, &reports, ledger)?;
        }
        Ok((if self.positions { reports } else { statements_only(reports) }, asked))
    }

    /// Looks for what no row has in the texts of `reports`.
    fn look(&self, asked: &mut Asked, reports: &[Extraction], ledger: &Ledger) -> Result<(), Failure> {
        if !asked.needs_texts() {
            return Ok(());
        }
        let ids: BTreeSet<&str> = reports.iter().filter_map(|report| report.id.as_deref()).collect();
        ledger.each(|extraction, text| {
            if let Some(id) = extraction.id.as_deref().filter(|id| ids.contains(id)) {
                asked.look(id, &text);
            }
            Ok(())
        })
    }

    /// Writes the brief of the reports of a ledger, all or some.
    fn brief(
        &self,
        ledger: &Ledger,
        ids: Option<&BTreeSet<String>>,
        screen: &mut Screen,
    ) -> Result<(), Failure> {
        let is_meant = |report: &Extraction| {
            let named = |ids: &BTreeSet<String>| report.id.as_ref().is_some_and(|id| ids.contains(id));
            ids.is_none_or(named)
        };
        if !self.corroborate {
            let mut reports = kept(ledger)?;
            reports.retain(is_meant);
            let (reports, asked) = self.shown(reports, ledger)?;
            return show(&reports, asked, ledger, self.format, screen);
        }
        let mut compared = compared(ledger, is_meant)?;
        let (reports, asked) = self.shown(std::mem::take(&mut compared.reports), ledger)?;
        compared.reports = reports;
        let picture = compared.picture(&letters(self.outlets.as_deref())?);
        let brief = answer(&compared.reports, asked);
        let mut page = brief.page();
        picture.annotate(&mut page);
        let value = Corroborated { brief: &brief, corroboration: &picture };
        screen.cited(&page, &value, ledger, self.format)
    }
}

/// The reports without the rows that are read too poorly so far to be handed on unasked.
pub(crate) fn statements_only(mut reports: Vec<Extraction>) -> Vec<Extraction> {
    for report in &mut reports {
        report.positions.clear();
        report.forums.clear();
    }
    reports
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let Some(path) = &arguments.ledger else {
        let mut ledger = Ledger::in_memory()?;
        let read = reader.read(&arguments.paths, &mut ledger)?;
        arguments.brief(&ledger, None, screen)?;
        return Ok(read.failed);
    };
    if arguments.paths.is_empty() {
        arguments.brief(&Ledger::open_read_only(path)?, None, screen)?;
        return Ok(0);
    }
    let mut ledger = Ledger::open(path)?;
    let read = reader.read(&arguments.paths, &mut ledger)?;
    let ids = read.ids.into_iter().collect();
    arguments.brief(&ledger, Some(&ids), screen)?;
    Ok(read.failed)
}

/// Something with a word in it; an empty one would be everything.
fn worded(text: &str) -> Result<String, String> {
    let has_word = text.chars().any(char::is_alphanumeric);
    has_word.then(|| text.to_owned()).ok_or_else(|| "give a word".to_owned())
}

/// A brief and what is known of its lines, for programs.
#[derive(Serialize)]
struct Corroborated<'a> {
    #[serde(flatten)]
    brief: &'a views::Brief,
    corroboration: &'a views::Picture,
}

/// Every report of a ledger.
pub(crate) fn kept(ledger: &Ledger) -> Result<Vec<Extraction>, Failure> {
    let mut extractions = Vec::new();
    ledger.each(|extraction, _| {
        extractions.push(extraction);
        Ok::<_, Failure>(())
    })?;
    Ok(extractions)
}

/// Writes the brief of some reports.
pub(crate) fn show(
    reports: &[Extraction],
    asked: Option<Asked>,
    ledger: &Ledger,
    format: PageFormat,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let brief = answer(reports, asked);
    screen.cited(&brief.page(), &brief, ledger, format)
}
