//! Actors: who is in the ledger and how often; of one, what it says, holds and does.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use ledger::RowKind;
use store::What;

use super::board::stance_chart;
use super::{Answer, shown};
use crate::app::App;
use crate::failure::Failure;
use crate::index::{Place, Rows, day_text};
use crate::params::{Params, encoded, written};
use crate::rows::{Listed, listed};

/// Actors on a page.
const ACTORS: usize = 100;

/// Rows of a sort on the page of an actor.
const LINES: usize = 15;

#[derive(Template)]
#[template(path = "actors.html")]
struct ActorsPage {
    current: &'static str,
    q: String,
    actors: Vec<Actor>,
    total: usize,
    more: Option<String>,
    progress: Option<(usize, usize)>,
}

struct Actor {
    name: String,
    link: String,
    statements: usize,
    denials: usize,
    positions: usize,
    forums: usize,
    events: usize,
    latest: String,
}

/// How many rows of each kind are somebody's.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) statements: usize,
    pub(crate) denials: usize,
    pub(crate) positions: usize,
    pub(crate) forums: usize,
    pub(crate) events: usize,
    latest: (u32, u32),
}

impl Counts {
    fn add(&mut self, row: &Place) {
        match row.what {
            What::Statement(polarity) => {
                self.statements += 1;
                self.denials += usize::from(polarity == ledger::Polarity::Denies);
            }
            What::Position(..) => self.positions += 1,
            What::Forum(_) => self.forums += 1,
            What::Event(..) => self.events += 1,
        }
        if row.from > self.latest.0 {
            self.latest = (row.from, row.to);
        }
    }

    fn all(&self) -> usize {
        self.statements + self.positions + self.forums + self.events
    }
}

#[derive(Template)]
#[template(path = "actor.html")]
struct ActorPage {
    current: &'static str,
    name: String,
    counts: Vec<(&'static str, usize)>,
    chart: String,
    table: Vec<(String, String, String, &'static str)>,
    groups: Vec<Group>,
    affiliated: Vec<(String, String, usize)>,
    feed: String,
    statements: String,
    timeline: String,
    brief: String,
}

struct Group {
    title: &'static str,
    rows: Vec<Listed>,
    more: usize,
    all: Option<String>,
}

pub(super) async fn page(State(app): State<App>, params: Params) -> Answer {
    app.read(move |_, app| {
        let rows = app.rows()?;
        let order = ordered(&rows, params.get("q"));
        let total = order.len();
        let skip = params.number("skip", 0, usize::MAX);
        let next = (skip.saturating_add(ACTORS)).to_string();
        let actors = order
            .into_iter()
            .skip(skip)
            .take(ACTORS)
            .map(|(who, counts)| Actor {
                name: rows.named(who).to_owned(),
                link: link(rows.named(who)),
                statements: counts.statements,
                denials: counts.denials,
                positions: counts.positions,
                forums: counts.forums,
                events: counts.events,
                latest: day_text(counts.latest.0, counts.latest.1),
            })
            .collect();
        shown(&ActorsPage {
            current: "actors",
            q: params.owned("q").unwrap_or_default(),
            actors,
            total,
            more: (total > skip.saturating_add(ACTORS)).then(|| params.with("/actors", "skip", Some(&next))),
            progress: app.progress(&rows),
        })
    })
    .await
}

/// Who has rows, by how many; with `part` in the name.
pub(crate) fn ordered(rows: &Rows, part: Option<&str>) -> Vec<(u32, Counts)> {
    let mut counts: Vec<Counts> = Vec::new();
    for row in &rows.all {
        let who = row.who as usize;
        if counts.len() <= who {
            counts.resize(who + 1, Counts::default());
        }
        counts[who].add(row);
    }
    let part = part.map(str::to_lowercase);
    let mut order: Vec<(u32, Counts)> = (0u32..)
        .zip(counts)
        .filter(|(who, counts)| {
            let name = rows.named(*who);
            counts.all() > 0
                && !matches!(name, "" | "unnamed" | "unspecified")
                && part.as_ref().is_none_or(|part| name.to_lowercase().contains(part.as_str()))
        })
        .collect();
    order.sort_by(|a, b| b.1.all().cmp(&a.1.all()).then_with(|| rows.named(a.0).cmp(rows.named(b.0))));
    order
}

fn link(name: &str) -> String {
    format!("/actors/{}", encoded(name))
}

pub(super) async fn one(State(app): State<App>, Path(name): Path<String>) -> Answer {
    app.read(move |ledger, app| {
        let rows = app.rows()?;
        let missing = || {
            Failure::missing(
                format!("nobody called `{name}` is in the ledger"),
                "look for part of the name under Actors",
            )
        };
        let number = rows.number_of(&name).ok_or_else(missing)?;
        let mut kinds: BTreeMap<RowKind, Vec<&Place>> = BTreeMap::new();
        let mut toward: Vec<&Place> = Vec::new();
        let mut voices: BTreeMap<u32, usize> = BTreeMap::new();
        for row in &rows.all {
            if row.who == number {
                kinds.entry(row.what.kind()).or_default().push(row);
            } else if rows.affiliation(row) == Some(number) {
                *voices.entry(row.who).or_default() += 1;
            }
            if row.who != number && rows.toward(row).contains(&number) {
                toward.push(row);
            }
        }
        if kinds.is_empty() && toward.is_empty() && voices.is_empty() {
            return Err(missing());
        }
        let of = |kind: RowKind| kinds.get(&kind).map_or(&[][..], Vec::as_slice);
        let pair = [("speaker", name.as_str())];
        let statements = written("/search", pair.into_iter());
        let timeline = written("/timeline", [("actor", name.as_str())].into_iter());
        let group = |title, rows: &[&Place], all: Option<String>| {
            Ok::<_, Failure>(Group {
                title,
                rows: listed(ledger, &rows[..rows.len().min(LINES)])?,
                more: rows.len().saturating_sub(LINES),
                all,
            })
        };
        let board = written("/board", [("actor", name.as_str())].into_iter());
        let groups = vec![
            group("Positions", of(RowKind::Position), Some(board))?,
            group("Statements", of(RowKind::Statement), Some(statements.clone()))?,
            group("Forums", of(RowKind::Forum), Some(timeline.clone()))?,
            group("Events", of(RowKind::Event), Some(timeline.clone()))?,
            group("What others hold or do toward it", &toward, Some(timeline.clone()))?,
        ];
        let mut affiliated: Vec<(String, String, usize)> = voices
            .into_iter()
            .map(|(who, count)| (rows.named(who).to_owned(), link(rows.named(who)), count))
            .collect();
        affiliated.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
        affiliated.truncate(30);
        let positions = of(RowKind::Position);
        shown(&ActorPage {
            current: "actors",
            chart: stance_chart(positions, &format!("Stance of {name} over time")),
            table: positions
                .iter()
                .take(100)
                .filter_map(|row| match row.what {
                    What::Position(issue, stance, ..) => Some((
                        day_text(row.from, row.to),
                        crate::rows::spaced(issue.name()),
                        rows.toward_text(row),
                        stance.name(),
                    )),
                    _ => None,
                })
                .collect(),
            counts: vec![
                ("statements", of(RowKind::Statement).len()),
                ("positions", positions.len()),
                ("forum states", of(RowKind::Forum).len()),
                ("events", of(RowKind::Event).len()),
            ],
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            affiliated,
            feed: format!("/feeds/actors/{}", encoded(&name)),
            statements,
            timeline,
            brief: written("/brief", [("actor", name.as_str())].into_iter()),
            name,
        })
    })
    .await
}
