//! The folder `knowledge/` as typed, indexed values: who acts in the news and what they are called,
//! who publishes it, which nouns make a speaker.
//!
//! Pure: files come in as names and contents. What the folder says is checked when it is loaded, so that
//! what is handed out needs no checking.

mod actors;
mod code;
mod cues;
mod error;
mod events;
mod files;
mod issues;
mod month;
mod outlets;
mod phrases;
mod roles;
mod sectors;
mod source;

use std::borrow::Cow;
use std::sync::OnceLock;

pub use actors::{Actor, ActorId, ActorKind, Actors, Candidate, Holder, Match, Office, Sector, Tenure, Via};
pub use code::Coded;
pub use cues::{Cue, CueClass, Cues};
pub use error::Error;
pub use events::{EVENT_TYPES, Events, Pattern, Reality, Shape};
pub use issues::{ISSUES, Issues, Named, Operator, Turn};
pub use month::Month;
pub use outlets::Outlets;
pub use phrases::{Case, Phrases};
pub use roles::{Ministries, Ministry, Modifier, Role, RoleClass, Roles};
pub use source::Example;

use files::Files;
use sectors::Sectors;

/// The files of `knowledge/` at build time: path within the folder, contents; in path order.
static EMBEDDED: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// What the program knows before it reads a report.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// States, organisations, armed groups, parties, outlets, people, by name and by phrase.
    pub actors: Actors,
    /// Role nouns: `spokesman`, `senior official`, `residents`.
    pub roles: Roles,
    /// Bodies that speak for a state: `foreign ministry`.
    pub ministries: Ministries,
    /// Words that report speech.
    pub cues: Cues,
    /// What the sides are for and against, and the words that say so.
    pub issues: Issues,
    /// The words that tell of events.
    pub events: Events,
    /// Nouns that tell a sector.
    sectors: Sectors,
}

impl Knowledge {
    /// The folder as it was when the program was built.
    pub fn embedded() -> &'static Self {
        static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
        KNOWLEDGE.get_or_init(|| {
            Self::load(EMBEDDED.iter().copied()).expect("the embedded folder is loaded by a test")
        })
    }

    /// Exactly these files: path within the folder (`actors/mine.toml`) and contents. A later file of
    /// the same path replaces an earlier one.
    pub fn load<N, T>(files: impl IntoIterator<Item = (N, T)>) -> Result<Self, Error>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        let files: Vec<(N, T)> = files.into_iter().collect();
        let mut all = Files::new();
        for (name, text) in &files {
            all.put(Cow::Borrowed(name.as_ref()), Cow::Borrowed(text.as_ref()), false);
        }
        Self::read(&all)
    }

    /// The embedded folder with a user's files laid over it: a file of the same path replaces the
    /// embedded one, and an actor of the same name replaces the embedded actor.
    pub fn embedded_with<N, T>(files: impl IntoIterator<Item = (N, T)>) -> Result<Self, Error>
    where
        N: AsRef<str>,
        T: AsRef<str>,
    {
        let files: Vec<(N, T)> = files.into_iter().collect();
        let mut all = Files::new();
        for (name, text) in EMBEDDED {
            all.put(Cow::Borrowed(*name), Cow::Borrowed(*text), false);
        }
        for (name, text) in &files {
            all.put(Cow::Borrowed(name.as_ref()), Cow::Borrowed(text.as_ref()), true);
        }
        Self::read(&all)
    }

    /// Outlets, by where they publish.
    pub fn outlets(&self) -> Outlets<'_> {
        Outlets(&self.actors)
    }

    fn read(files: &Files<'_>) -> Result<Self, Error> {
        let roles = Roles::read(files)?;
        Ok(Self {
            actors: actors::read(files, &roles)?,
            ministries: Ministries::read(files)?,
            cues: Cues::read(files)?,
            issues: Issues::read(files)?,
            events: Events::read(files)?,
            sectors: Sectors::read(files)?,
            roles,
        })
    }
}
