//! `rapporteur statements`: who said what, as a list that can be narrowed.

use export::{Entry, Listing};
use ledger::{Form, Polarity, SpeakerKind, Statement};
use serde_json::json;
use store::{Filter, ReportHead};

use crate::arguments::{From, ListFormat};
use crate::failure::Failure;
use crate::reading::Reader;
use crate::screen::Screen;

/// List who said what, narrowed by speaker, time, outlet and words
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rapporteur statements --ledger war.ledger --speaker Peskov --since 2022-10 --until 2022-12-24
  rapporteur statements reports/ --polarity denies
  rapporteur statements reports/ --kind unnamed --format csv > unnamed.csv
  rapporteur statements --ledger war.ledger --text '\"no plans\" withdraw' --format jsonl")]
pub(crate) struct Arguments {
    #[command(flatten)]
    from: From,

    #[command(flatten)]
    narrow: Narrow,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Which statements.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Narrow it")]
struct Narrow {
    /// By this speaker; the last words of the name are enough: `Peskov`
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,

    /// By speakers of this kind: person, government, organisation, outlet, group, unnamed, unspecified
    #[arg(long, value_name = "KIND", value_parser = word(SpeakerKind::from_name, SpeakerKind::ALL))]
    kind: Option<SpeakerKind>,

    /// By those who speak for this state or organisation
    #[arg(long, value_name = "NAME")]
    affiliation: Option<String>,

    /// In reports of this outlet: its name or site
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,

    /// Quoted or not: direct, indirect, mixed
    #[arg(long, value_name = "FORM", value_parser = word(Form::from_name, Form::ALL))]
    form: Option<Form>,

    /// Affirmed or denied: affirms, denies
    #[arg(long, value_name = "POLARITY", value_parser = word(Polarity::from_name, Polarity::ALL))]
    polarity: Option<Polarity>,

    /// Said on this day or later: 2022, 2022-10 or 2022-10-05
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Said on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,

    /// With these words; in quotation marks a phrase, after a minus words it must not have
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    text: Option<String>,

    /// In this report
    #[arg(long, value_name = "ID")]
    report: Option<String>,

    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(crate) fn run(arguments: &Arguments, reader: &Reader, screen: &mut Screen) -> Result<usize, Failure> {
    let (ledger, failed) = reader.open(&arguments.from)?;
    let found = ledger.statements(&arguments.narrow.filter())?;
    let listing = Listing {
        columns: vec!["row", "when", "speaker", "how", "words"],
        entries: found.iter().map(|found| entry(&found.report, &found.row)).collect(),
    };
    screen.listing(&listing, arguments.format)?;
    Ok(failed)
}

impl Narrow {
    fn filter(&self) -> Filter {
        Filter {
            speaker: self.speaker.clone(),
            kind: self.kind,
            affiliation: self.affiliation.clone(),
            outlet: self.outlet.clone(),
            form: self.form,
            polarity: self.polarity,
            since: self.since.clone(),
            until: self.until.clone(),
            text: self.text.clone(),
            report: self.report.clone(),
            limit: self.limit,
            ..Filter::default()
        }
    }
}

/// A statement as a line of a list.
pub(crate) fn entry(report: &ReportHead, row: &Statement) -> Entry {
    let address = format!("{}#{}", report.id, row.id);
    let said = row.time.as_ref().and_then(|time| time.value.as_deref());
    let when = dated(said, report.published.as_deref());
    let nameless = matches!(row.speaker.kind, SpeakerKind::Unnamed | SpeakerKind::Group);
    let mut speaker = match &row.speaker.text {
        Some(text) if nameless => text.clone(),
        _ => row.speaker.entity.clone(),
    };
    for link in &row.chain {
        speaker.push_str(&format!(" via {}", link.entity));
    }
    let how = match (row.polarity, row.hedges.is_empty()) {
        (Polarity::Denies, _) => format!("denies, {}", row.form),
        (Polarity::Affirms, true) => row.form.to_string(),
        (Polarity::Affirms, false) => format!("{}, hedged", row.form),
    };
    let words = row.words.join(" … ");
    let record = json!({
        "row": address,
        "report": report.id,
        "published": report.published,
        "outlet": report.outlet,
        "statement": row,
    });
    Entry { cells: vec![address, when, speaker, how, words], record }
}

/// When something was, or in brackets the day of the report.
pub(crate) fn dated(when: Option<&str>, published: Option<&str>) -> String {
    match (when, published) {
        (Some(when), _) => when.to_owned(),
        (None, Some(published)) => format!("({})", published.get(..10).unwrap_or(published)),
        (None, None) => String::new(),
    }
}

/// A parser for one of a closed list of words, which names them all when it is none.
pub(crate) fn word<T: Copy + std::fmt::Display + Send + Sync + 'static>(
    from_name: fn(&str) -> Option<T>,
    all: &'static [T],
) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static {
    move |text| {
        from_name(text).ok_or_else(|| {
            let names: Vec<String> = all.iter().map(|value| format!("`{value}`")).collect();
            format!("it is none of {}", names.join(", "))
        })
    }
}
