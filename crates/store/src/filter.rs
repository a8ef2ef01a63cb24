//! Which rows: by speaker, by issue, by date, by word.

use ledger::{EventStatus, EventType, Form, ForumState, Issue, Polarity, RowKind, SpeakerKind, Stance};
use rusqlite::types::Value;

use crate::Ledger;
use crate::days::Days;
use crate::error::Result;
use crate::search::Query;
use crate::words::key;

/// What rows must have in common; what is `None` is not asked for.
///
/// Names are found by their last words, whatever their case or accents: `peskov` finds `Dmitry Peskov`.
/// `speaker`, `kind`, `affiliation`, `form` and `polarity` are of a statement; a position, forum state or
/// event has them when it rests on a statement that has. `issue` is of a position; a row of another kind
/// has it when a position on that issue rests on the same statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who speaks.
    pub speaker: Option<String>,
    /// What sort of speaker.
    pub kind: Option<SpeakerKind>,
    /// The state or organisation the speaker speaks for.
    pub affiliation: Option<String>,
    /// Who published the report: its name, or its site.
    pub outlet: Option<String>,
    /// Quoted or not.
    pub form: Option<Form>,
    /// Affirmed or denied.
    pub polarity: Option<Polarity>,
    /// The row may be of this day or later. `2022`, `2022-10` or `2022-10-05`; a row's day is the time the
    /// report gives for it, or else the report's date; a date known in part may be any of its days.
    pub since: Option<String>,
    /// The row may be of this day or earlier.
    pub until: Option<String>,
    /// Words of the row, as in [`Ledger::search`].
    pub text: Option<String>,
    /// The report's id, exactly.
    pub report: Option<String>,
    /// Whom the row is about: speaker, affiliation or actor code; holder or counterpart; actor; source or
    /// target.
    pub actor: Option<String>,
    /// What a position is about.
    pub issue: Option<Issue>,
    /// Where its holder stands.
    pub stance: Option<Stance>,
    /// The forum of a forum state.
    pub forum: Option<String>,
    /// In or out of it.
    pub forum_state: Option<ForumState>,
    /// The type of an event.
    pub event_type: Option<EventType>,
    /// Whether it took place.
    pub event_status: Option<EventStatus>,
    /// At most so many rows.
    pub limit: Option<usize>,
    /// The latest reports first; with `limit`, the latest only.
    pub latest_first: bool,
}

/// A filter as SQL over `entry` and `reading`, each condition with its values.
pub(crate) struct Conditions {
    /// The tables, in the order in which they are best gone through.
    pub(crate) tables: &'static str,
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

const NAMED: &str = "IN (SELECT name FROM tail WHERE tail = ?)";

impl Conditions {
    pub(crate) fn of(ledger: &Ledger, kind: RowKind, filter: &Filter) -> Result<Self> {
        let by_row = [&filter.speaker, &filter.affiliation, &filter.actor, &filter.forum, &filter.text];
        let is_narrow =
            by_row.into_iter().any(Option::is_some) || (kind == RowKind::Position && filter.issue.is_some());
        let mut rows = Self { tables: tables(is_narrow), sql: String::new(), values: Vec::new() };
        rows.of_statement(kind, filter);
        rows.and_name("entry.forum", filter.forum.as_deref());
        rows.and_word("entry.stance", filter.stance.map(Stance::name));
        rows.and_word("entry.forum_state", filter.forum_state.map(ForumState::name));
        rows.and_word("entry.event_type", filter.event_type.map(EventType::name));
        rows.and_word("entry.event_status", filter.event_status.map(EventStatus::name));
        if let Some(actor) = &filter.actor {
            let sql = format!("entry.entry IN (SELECT entry FROM party WHERE name {NAMED})");
            rows.and(&sql, [key(actor)]);
        }
        if let Some(issue) = filter.issue {
            rows.of_issue(kind, issue);
        }
        if let Some(outlet) = &filter.outlet {
            let sql = format!("(reading.outlet_name {NAMED} OR reading.domain_name {NAMED})");
            rows.and(&sql, [key(outlet), key(outlet)]);
        }
        if let Some(report) = &filter.report {
            rows.and("reading.report = ?", [report.clone()]);
        }
        if let Some(since) = &filter.since {
            rows.and("entry.last_day >= ?", [days(ledger, since)?.first]);
        }
        if let Some(until) = &filter.until {
            rows.and("entry.first_day <= ?", [days(ledger, until)?.last]);
        }
        if let Some(text) = &filter.text {
            let query = Query::of(text);
            if query.is_empty() {
                // Words were asked for, and no row has none.
                rows.and("0", []);
            }
            if let Some(wanted) = query.wanted_expression() {
                rows.and(
                    "entry.entry IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)",
                    [wanted],
                );
            }
            if let Some(unwanted) = query.unwanted_expression() {
                rows.and(
                    "entry.entry NOT IN (SELECT rowid FROM entry_words WHERE entry_words MATCH ?)",
                    [unwanted],
                );
            }
        }
        Ok(rows)
    }

    /// What is asked of the statement, or of the statement a row rests on.
    fn of_statement(&mut self, kind: RowKind, filter: &Filter) {
        let mut said = Self { tables: "", sql: String::new(), values: Vec::new() };
        // The `+` keeps the database from looking for all that anybody said first, and for the row last.
        let table = if kind == RowKind::Statement { "entry" } else { "+said" };
        said.and_name(&format!("{table}.speaker"), filter.speaker.as_deref());
        said.and_name(&format!("{table}.affiliation"), filter.affiliation.as_deref());
        said.and_word(&format!("{table}.speaker_kind"), filter.kind.map(SpeakerKind::name));
        said.and_word(&format!("{table}.form"), filter.form.map(Form::name));
        said.and_word(&format!("{table}.polarity"), filter.polarity.map(Polarity::name));
        if said.values.is_empty() {
            return;
        }
        self.sql += &match kind {
            RowKind::Statement => said.sql,
            _ => format!(
                " AND EXISTS (SELECT 1 FROM entry AS said WHERE said.reading = entry.reading
                     AND said.kind = 'statement' AND said.id = entry.statement{})",
                said.sql
            ),
        };
        self.values.extend(said.values);
    }

    fn of_issue(&mut self, kind: RowKind, issue: Issue) {
        let issue = [issue.name().to_owned()];
        let rests_on = match kind {
            RowKind::Position => return self.and("entry.issue = ?", issue),
            RowKind::Statement => "entry.id",
            RowKind::Forum | RowKind::Event => "entry.statement",
        };
        let sql = format!(
            "EXISTS (SELECT 1 FROM entry AS held WHERE held.reading = entry.reading
                 AND held.kind = 'position' AND held.statement = {rests_on} AND +held.issue = ?)"
        );
        self.and(&sql, issue);
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = String>) {
        self.sql += " AND ";
        self.sql += condition;
        self.values.extend(values.into_iter().map(Value::Text));
    }

    fn and_name(&mut self, column: &str, name: Option<&str>) {
        if let Some(name) = name {
            self.and(&format!("{column} {NAMED}"), [key(name)]);
        }
    }

    fn and_word(&mut self, column: &str, word: Option<&str>) {
        if let Some(word) = word {
            self.and(&format!("{column} = ?"), [word.to_owned()]);
        }
    }
}

/// Rows first where something about them is asked that few have; else reports in their order, so that
/// nothing is sorted and a limit ends the search.
fn tables(is_narrow: bool) -> &'static str {
    if is_narrow {
        "entry CROSS JOIN reading USING (reading)"
    } else {
        "reading CROSS JOIN entry USING (reading)"
    }
}

fn days(ledger: &Ledger, date: &str) -> Result<Days> {
    Days::of(date).ok_or_else(|| {
        let hint = "write a year, a month or a day: 2022, 2022-10 or 2022-10-05";
        ledger.request(format!("`{date}` is not a date"), hint)
    })
}
