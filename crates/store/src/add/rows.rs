//! Rows on their way into the ledger: each as its record, with what it can be found by.

use ledger::{Row, Time};
use rusqlite::{Connection, OptionalExtension as _, named_params, params};

use super::{Sql, json, seal};
use crate::days::Days;
use crate::words::{folded, tails};

/// A row with its JSON and its place among the rows of its kind.
pub(super) struct Record<'a> {
    row: Row<'a>,
    place: usize,
    pub(super) record: String,
}

pub(super) fn records<'a>(rows: impl Iterator<Item = Row<'a>>) -> Sql<Vec<Record<'a>>> {
    rows.enumerate()
        .map(|(place, row)| {
            let record = match row {
                Row::Statement(row) => json(row),
                Row::Position(row) => json(row),
                Row::Forum(row) => json(row),
                Row::Event(row) => json(row),
            }?;
            Ok(Record { row, place, record })
        })
        .collect()
}

pub(super) fn enter(
    ledger: &Connection,
    reading: i64,
    record: &Record<'_>,
    published: Option<&Days>,
) -> Sql<()> {
    let about = About::of(record.row);
    let told = about.time.and_then(|time| time.value.as_deref()).and_then(Days::of);
    let days = told.as_ref().or(published);
    let (mut speaker_kind, mut form, mut polarity, mut issue, mut stance) = (None, None, None, None, None);
    let (mut forum_state, mut event_type, mut event_status) = (None, None, None);
    match record.row {
        Row::Statement(row) => {
            speaker_kind = Some(row.speaker.kind.name());
            form = Some(row.form.name());
            polarity = Some(row.polarity.name());
        }
        Row::Position(row) => {
            issue = Some(row.issue.name());
            stance = Some(row.stance.name());
        }
        Row::Forum(row) => forum_state = Some(row.state.name()),
        Row::Event(row) => {
            event_type = Some(row.kind.name());
            event_status = Some(row.status.name());
        }
    }
    ledger
        .prepare_cached(
            "INSERT INTO entry (reading, kind, place, id, statement, first_day, last_day, speaker, affiliation,
                 speaker_kind, form, polarity, issue, stance, forum, forum_state, event_type, event_status)
             VALUES (:reading, :kind, :place, :id, :statement, :first, :last, :speaker, :affiliation,
                 :speaker_kind, :form, :polarity, :issue, :stance, :forum, :forum_state, :event_type,
                 :event_status)",
        )?
        .execute(named_params! {
            ":reading": reading,
            ":kind": record.row.kind().name(),
            ":place": record.place,
            ":id": record.row.id(),
            ":statement": about.statement,
            ":first": days.map(|days| &days.first),
            ":last": days.map(|days| &days.last),
            ":speaker": name(ledger, about.speaker)?,
            ":affiliation": name(ledger, about.affiliation)?,
            ":speaker_kind": speaker_kind,
            ":form": form,
            ":polarity": polarity,
            ":issue": issue,
            ":stance": stance,
            ":forum": name(ledger, about.forum)?,
            ":forum_state": forum_state,
            ":event_type": event_type,
            ":event_status": event_status,
        })?;
    let entry = ledger.last_insert_rowid();
    ledger
        .prepare_cached("INSERT INTO record (entry, seal, record) VALUES (?1, ?2, ?3)")?
        .execute(params![entry, seal(&record.record), record.record])?;
    for party in &about.parties {
        ledger
            .prepare_cached("INSERT OR IGNORE INTO party (name, entry) VALUES (?1, ?2)")?
            .execute(params![name(ledger, Some(party))?, entry])?;
    }
    ledger
        .prepare_cached("INSERT INTO entry_words (rowid, who, words, sentence) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
        entry,
        folded(&about.parties.join(" / ")),
        folded(&about.words.join(" / ")),
        folded(record.row.evidence().text()),
    ])?;
    Ok(())
}

/// Whom and what a row is about, whatever its kind.
#[derive(Default)]
struct About<'a> {
    parties: Vec<&'a str>,
    words: Vec<&'a str>,
    speaker: Option<&'a str>,
    affiliation: Option<&'a str>,
    forum: Option<&'a str>,
    statement: Option<&'a str>,
    time: Option<&'a Time>,
}

impl<'a> About<'a> {
    fn of(row: Row<'a>) -> Self {
        let mut about = Self::default();
        match row {
            Row::Statement(row) => {
                let speaker = &row.speaker;
                about.parties.push(&speaker.entity);
                about.parties.extend(speaker.affiliation.as_deref());
                about.parties.extend(speaker.actor.as_deref());
                about.words.extend(row.words.iter().map(String::as_str));
                about.speaker = Some(&speaker.entity);
                about.affiliation = speaker.affiliation.as_deref();
                about.time = row.time.as_ref();
            }
            Row::Position(row) => {
                about.parties.push(&row.holder);
                about.parties.extend(row.toward.iter().map(String::as_str));
                about.words.extend(row.conditions.iter().map(|condition| condition.text.as_str()));
                about.statement = row.statement.as_deref();
            }
            Row::Forum(row) => {
                about.parties.push(&row.actor);
                about.words.push(&row.forum);
                about.words.extend(row.body.as_deref());
                about.forum = Some(&row.forum);
                about.statement = row.statement.as_deref();
                about.time = row.time.as_ref();
            }
            Row::Event(row) => {
                about.parties.push(&row.source);
                about.parties.extend(row.target.as_deref());
                about.words.extend(row.place.as_deref());
                about.statement = row.statement.as_deref();
                about.time = row.time.as_ref();
            }
        }
        about
    }
}

/// The number of a name, which is entered when it is new.
pub(super) fn name(ledger: &Connection, spelling: Option<&str>) -> Sql<Option<i64>> {
    let Some(spelling) = spelling else { return Ok(None) };
    let held = ledger
        .prepare_cached("SELECT name FROM name WHERE spelling = ?1")?
        .query_row([spelling], |row| row.get(0))
        .optional()?;
    if held.is_some() {
        return Ok(held);
    }
    ledger.prepare_cached("INSERT INTO name (spelling) VALUES (?1)")?.execute([spelling])?;
    let name = ledger.last_insert_rowid();
    for tail in tails(spelling) {
        ledger
            .prepare_cached("INSERT OR IGNORE INTO tail (tail, name) VALUES (?1, ?2)")?
            .execute(params![tail, name])?;
    }
    Ok(Some(name))
}
