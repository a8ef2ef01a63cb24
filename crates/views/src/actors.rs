//! The actors: who is named, who acts and who is acted upon.

use std::collections::{BTreeMap, BTreeSet};

use ledger::{Extraction, SpeakerKind};
use serde::Serialize;

/// Somebody or something that reports name or tell events of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// What sort, where it is named outside events.
    pub kind: Option<SpeakerKind>,
    /// Actor code: ISO 3166-1 alpha-3 for states.
    pub code: Option<String>,
    /// How often it is named.
    pub named: usize,
    /// In how many events it acts.
    pub acts: usize,
    /// In how many events it is acted upon.
    pub undergoes: usize,
    /// In how many reports.
    pub reports: usize,
}

/// Actors while reports are still coming in.
#[derive(Default)]
pub struct Gathered(BTreeMap<String, (Actor, BTreeSet<String>)>);

impl Gathered {
    /// Adds one report.
    pub fn add(&mut self, extraction: &Extraction) {
        let Some(report) = &extraction.id else { return };
        for mention in &extraction.mentions {
            let actor = self.of(&mention.entity, report);
            actor.kind = actor.kind.or(Some(mention.kind));
            actor.code = actor.code.take().or_else(|| mention.actor.clone());
            actor.named += 1;
        }
        for event in &extraction.events {
            if event.source != "unspecified" {
                self.of(&event.source, report).acts += 1;
            }
            if let Some(target) = &event.target {
                self.of(target, report).undergoes += 1;
            }
        }
    }

    /// Whoever takes part in most events first, then whoever is named most, then by name.
    pub fn actors(self) -> Vec<Actor> {
        let mut actors: Vec<Actor> = (self.0.into_values())
            .map(|(actor, reports)| Actor { reports: reports.len(), ..actor })
            .collect();
        actors.sort_by(|a, b| {
            let weight = |actor: &Actor| (actor.acts + actor.undergoes, actor.named);
            weight(b).cmp(&weight(a)).then_with(|| a.name.cmp(&b.name))
        });
        actors
    }

    fn of(&mut self, name: &str, report: &str) -> &mut Actor {
        let (actor, reports) = self.0.entry(name.to_owned()).or_insert_with(|| {
            let actor = Actor {
                name: name.to_owned(),
                kind: None,
                code: None,
                named: 0,
                acts: 0,
                undergoes: 0,
                reports: 0,
            };
            (actor, BTreeSet::new())
        });
        reports.insert(report.to_owned());
        actor
    }
}
