//! What `actors/*.toml` and `outlets/*.toml` say, entry by entry, before it is understood.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use toml::Spanned;

use super::{ActorKind, plain};
use crate::Error;
use crate::files::Files;
use crate::month::Month;

/// What a file says of one actor.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) name: Spanned<String>,
    #[serde(default)]
    pub(super) ambiguous: bool,
    pub(super) code: Option<String>,
    pub(super) sector: Option<Spanned<String>>,
    pub(super) of: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) claimed_by: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) un_member: bool,
    #[serde(default)]
    pub(super) aliases: Vec<Spanned<Label>>,
    #[serde(default)]
    pub(super) adjectives: Vec<Spanned<Label>>,
    #[serde(default)]
    pub(super) demonyms: Vec<Spanned<Label>>,
    #[serde(default)]
    pub(super) capitals: Vec<Spanned<Label>>,
    #[serde(default)]
    pub(super) metonyms: Vec<Spanned<Label>>,
    /// The last word of the name and of the aliases unless said otherwise.
    pub(super) surnames: Option<Vec<String>>,
    #[serde(default)]
    pub(super) offices: Vec<Spanned<OfficeEntry>>,
    pub(super) medium: Option<String>,
    pub(super) owner: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) domains: Vec<Spanned<String>>,
}

impl Entry {
    /// An entry that gives nothing but its name.
    pub(super) fn named(name: Spanned<String>) -> Self {
        Self {
            name,
            ambiguous: false,
            code: None,
            sector: None,
            of: None,
            claimed_by: Vec::new(),
            un_member: false,
            aliases: Vec::new(),
            adjectives: Vec::new(),
            demonyms: Vec::new(),
            capitals: Vec::new(),
            metonyms: Vec::new(),
            surnames: None,
            offices: Vec::new(),
            medium: None,
            owner: None,
            domains: Vec::new(),
        }
    }
}

/// An office as a file gives it.
#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeEntry {
    pub(super) title: String,
    pub(super) of: Option<Spanned<String>>,
    pub(super) from: Option<MonthEntry>,
    pub(super) to: Option<MonthEntry>,
    pub(super) as_of: Option<MonthEntry>,
}

/// A file's entries by kind.
pub(super) type Kinds = BTreeMap<String, Vec<Spanned<Entry>>>;

/// Every entry, with the file it stands in.
pub(super) type Entries<'a> = Vec<(Source<'a>, ActorKind, Entry)>;

/// The entries of all files. A user's entry takes the place of the embedded one of the same name.
pub(super) fn entries<'a>(files: &'a Files<'_>) -> Result<Entries<'a>, Error> {
    let mut entries: Entries<'a> = Vec::new();
    let mut seen: FxHashMap<String, (usize, bool)> = FxHashMap::default();
    let sources = files.of("actors", ".toml").into_iter().chain(files.of("outlets", ".toml"));
    for (name, file) in sources {
        let source = || Source { name, text: &file.text };
        let kinds = match plain::kinds(&file.text) {
            Some(kinds) => kinds,
            None => toml::from_str(&file.text).map_err(|error| refused(&source(), &error))?,
        };
        for (kind, list) in kinds {
            for entry in list {
                let kind = kind_of(&source(), &kind, entry.span().start)?;
                let entry = entry.into_inner();
                let name = entry.name.get_ref().clone();
                match seen.get(&name) {
                    Some((at, overlay)) if file.overlay && !overlay => {
                        entries[*at] = (source(), kind, entry);
                        let at = *at;
                        seen.insert(name, (at, true));
                    }
                    Some((at, _)) => {
                        let error =
                            source().error(entry.name.span().start, format!("`{name}` is described twice"));
                        return Err(error.hint(format!("the other place is {}", entries[*at].0.name)));
                    }
                    None => {
                        seen.insert(name, (entries.len(), file.overlay));
                        entries.push((source(), kind, entry));
                    }
                }
            }
        }
    }
    Ok(entries)
}

pub(super) fn kind_of(source: &Source<'_>, found: &str, at: usize) -> Result<ActorKind, Error> {
    ActorKind::ALL.into_iter().find(|kind| kind.name() == found).ok_or_else(|| {
        let names = ActorKind::ALL.map(ActorKind::name);
        source
            .error(at, format!("kind `{found}` is not one of `{}`", names.join("`, `")))
            .did_you_mean(found, names)
    })
}

/// What the TOML reader refused, in our words where we know them.
pub(super) fn refused(source: &Source<'_>, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start);
    let message = error.message();
    let refused = source.error(at, message.lines().next().unwrap_or(message));
    let Some((found, known)) = message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'))
    else {
        return refused;
    };
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    source.error(at, format!("unknown key `{found}`")).did_you_mean(found, known)
}

/// A file while it is read, to say where something stands in it.
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    pub(super) fn error(&self, at: usize, message: impl Into<String>) -> Error {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        Error::new(self.name, before.iter().filter(|byte| **byte == b'\n').count() + 1, message)
    }
}

/// A name: `"Congo"`, or `{ name = "Congo", ambiguous = true, sector = "MIL" }`.
#[derive(Debug, PartialEq)]
pub(super) struct Label {
    pub(super) name: String,
    pub(super) ambiguous: bool,
    pub(super) sector: Option<String>,
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Label;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, or { name = \"…\", ambiguous = true, sector = \"…\" }")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Label, E> {
                Ok(Label { name: name.to_owned(), ambiguous: false, sector: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Label, A::Error> {
                #[derive(Deserialize)]
                #[serde(deny_unknown_fields)]
                struct Full {
                    name: String,
                    #[serde(default)]
                    ambiguous: bool,
                    sector: Option<String>,
                }
                let full = Full::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Label { name: full.name, ambiguous: full.ambiguous, sector: full.sector })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// A month: `2004`, `"2004"` or `"2004-03"`.
#[derive(Debug, PartialEq)]
pub(super) struct MonthEntry(pub(super) Month);

impl<'de> Deserialize<'de> for MonthEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = MonthEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a year such as 2004, or a month such as \"2004-03\"")
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<MonthEntry, E> {
                self.visit_str(&year.to_string())
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<MonthEntry, E> {
                Month::parse(text).filter(|_| text.len() <= 7).map(MonthEntry).ok_or_else(|| {
                    E::custom(format!("`{text}` is not a year such as 2004 or a month such as 2004-03"))
                })
            }
        }
        deserializer.deserialize_any(Reader)
    }
}
