//! Reads `actors/*.toml` and `outlets/*.toml`: entries by kind, then their references, then their names.
//!
//! ```toml
//! [[state]]
//! name = "Congo"
//! ambiguous = true                  # the name is something else's as well
//! code = "COG"
//! aliases = ["Republic of the Congo", { name = "Brazza", ambiguous = true }]
//! metonyms = [{ name = "Army House", sector = "MIL" }]
//! ```

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use toml::Spanned;

use super::{Actor, ActorId, ActorKind, Actors, Candidate, Office, Sector, Via};
use crate::Error;
use crate::files::Files;
use crate::month::Month;
use crate::phrases::{Case, Phrases};
use crate::roles::Roles;

/// Reads every actor and outlet of the folder.
pub(crate) fn read(files: &Files<'_>, roles: &Roles) -> Result<Actors, Error> {
    let entries = entries(files)?;
    let by_name: HashMap<String, ActorId> = entries
        .iter()
        .enumerate()
        .map(|(at, (_, _, entry))| (entry.name.get_ref().clone(), ActorId(at as u32)))
        .collect();

    let mut list = Vec::with_capacity(entries.len());
    for (source, kind, entry) in &entries {
        list.push(actor(source, *kind, entry, &by_name, roles)?);
    }
    no_circles(&entries, &list)?;

    let mut names = Names::new(&list);
    for (at, (source, _, entry)) in entries.iter().enumerate() {
        names.declare(source, ActorId(at as u32), entry)?;
    }
    for (at, (_, kind, entry)) in entries.iter().enumerate() {
        if *kind == ActorKind::Person {
            names.surnames(ActorId(at as u32), entry);
        }
    }
    let (phrases, capitals) = names.finish();

    let by_domain = by_domain(&entries)?;
    let mut holders: HashMap<ActorId, Vec<(ActorId, usize)>> = HashMap::new();
    for (at, actor) in list.iter().enumerate() {
        for (office, held) in actor.offices.iter().enumerate() {
            holders.entry(held.of).or_default().push((ActorId(at as u32), office));
        }
    }
    Ok(Actors { list, by_name, phrases, capitals, by_domain, holders })
}

/// A file while it is read, to say where something stands in it.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn error(&self, at: usize, message: impl Into<String>) -> Error {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        Error::new(self.name, before.iter().filter(|byte| **byte == b'\n').count() + 1, message)
    }
}

/// What a file says of one actor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    #[serde(default)]
    ambiguous: bool,
    code: Option<String>,
    sector: Option<Spanned<String>>,
    of: Option<Spanned<String>>,
    #[serde(default)]
    claimed_by: Vec<Spanned<String>>,
    #[serde(default)]
    un_member: bool,
    #[serde(default)]
    aliases: Vec<Spanned<Label>>,
    #[serde(default)]
    adjectives: Vec<Spanned<Label>>,
    #[serde(default)]
    demonyms: Vec<Spanned<Label>>,
    #[serde(default)]
    capitals: Vec<Spanned<Label>>,
    #[serde(default)]
    metonyms: Vec<Spanned<Label>>,
    /// The last word of the name and of the aliases unless said otherwise.
    surnames: Option<Vec<String>>,
    #[serde(default)]
    offices: Vec<Spanned<OfficeEntry>>,
    medium: Option<String>,
    owner: Option<Spanned<String>>,
    #[serde(default)]
    domains: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeEntry {
    title: String,
    of: Option<Spanned<String>>,
    from: Option<MonthEntry>,
    to: Option<MonthEntry>,
    as_of: Option<MonthEntry>,
}

type Entries<'a> = Vec<(Source<'a>, ActorKind, Entry)>;

/// The entries of all files. A user's entry takes the place of the embedded one of the same name.
fn entries<'a>(files: &'a Files<'_>) -> Result<Entries<'a>, Error> {
    let mut entries: Entries<'a> = Vec::new();
    let mut seen: HashMap<String, (usize, bool)> = HashMap::new();
    let sources = files.of("actors", ".toml").into_iter().chain(files.of("outlets", ".toml"));
    for (name, file) in sources {
        let source = || Source { name, text: &file.text };
        let kinds: BTreeMap<String, Vec<Spanned<Entry>>> =
            toml::from_str(&file.text).map_err(|error| refused(&source(), &error))?;
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

fn kind_of(source: &Source<'_>, found: &str, at: usize) -> Result<ActorKind, Error> {
    ActorKind::ALL.into_iter().find(|kind| kind.name() == found).ok_or_else(|| {
        let names = ActorKind::ALL.map(ActorKind::name);
        source
            .error(at, format!("kind `{found}` is not one of `{}`", names.join("`, `")))
            .did_you_mean(found, names)
    })
}

/// What the TOML reader refused, in our words where we know them.
fn refused(source: &Source<'_>, error: &toml::de::Error) -> Error {
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

fn actor(
    source: &Source<'_>,
    kind: ActorKind,
    entry: &Entry,
    by_name: &HashMap<String, ActorId>,
    roles: &Roles,
) -> Result<Actor, Error> {
    let refer = |name: &Spanned<String>| -> Result<ActorId, Error> {
        by_name.get(name.get_ref()).copied().ok_or_else(|| {
            let mut known: Vec<&str> = by_name.keys().map(String::as_str).collect();
            known.sort_unstable();
            source
                .error(name.span().start, format!("no actor is called `{}`", name.get_ref()))
                .did_you_mean(name.get_ref(), known)
        })
    };
    let of = entry.of.as_ref().map(refer).transpose()?;
    let mut offices = Vec::with_capacity(entry.offices.len());
    for spanned in &entry.offices {
        let office = spanned.get_ref();
        let of = match &office.of {
            Some(of) => refer(of)?,
            None => of.ok_or_else(|| {
                source
                    .error(spanned.span().start, format!("office `{}` is held nowhere", office.title))
                    .hint("give the office, or the person, an `of`")
            })?,
        };
        offices.push(held(source, spanned.span().start, office, of, roles)?);
    }
    let sector = match &entry.sector {
        Some(code) => Some(sector(source, code.span().start, code.get_ref())?),
        None => match kind {
            ActorKind::ArmedGroup => Some(Sector::Rebels),
            ActorKind::Outlet => Some(Sector::Media),
            ActorKind::Company => Some(Sector::Business),
            _ => None,
        },
    };
    let code = entry.code.clone().or_else(|| match kind {
        ActorKind::Organisation => Some("IGO".to_owned()),
        ActorKind::Ngo => Some("NGO".to_owned()),
        _ => None,
    });
    Ok(Actor {
        name: entry.name.get_ref().clone(),
        kind,
        code,
        sector,
        of,
        claimed_by: entry.claimed_by.iter().map(refer).collect::<Result<_, _>>()?,
        un_member: entry.un_member,
        offices,
        medium: entry.medium.clone(),
        owner: entry.owner.as_ref().map(refer).transpose()?,
        domains: entry.domains.iter().map(|domain| domain.get_ref().clone()).collect(),
    })
}

fn sector(source: &Source<'_>, at: usize, code: &str) -> Result<Sector, Error> {
    Sector::from_code(code).ok_or_else(|| {
        let codes = Sector::ALL.map(Sector::code);
        source
            .error(at, format!("sector `{code}` is not one of `{}`", codes.join("`, `")))
            .did_you_mean(code, codes)
    })
}

fn held(
    source: &Source<'_>,
    at: usize,
    entry: &OfficeEntry,
    of: ActorId,
    roles: &Roles,
) -> Result<Office, Error> {
    let month = |entry: &Option<MonthEntry>| entry.as_ref().map(|entry| entry.0);
    let (from, to, as_of) = (month(&entry.from), month(&entry.to), month(&entry.as_of));
    let title = &entry.title;
    if let (Some(from), Some(to)) = (from, to.or(as_of))
        && from.earliest() > to.latest()
    {
        return Err(source
            .error(at, format!("office `{title}` ends in {to}, before it begins in {from}"))
            .hint("exchange the dates, or mend the wrong one"));
    }
    if to.is_some() && as_of.is_some() {
        return Err(source
            .error(at, format!("office `{title}` has both `to` and `as_of`"))
            .hint("`to` is for a term that is over, `as_of` for one last known to go on"));
    }
    Ok(Office { title: title.clone(), role: roles.office(title).to_owned(), of, from, to, as_of })
}

/// Refuses an actor that, step by step, belongs to itself.
fn no_circles(entries: &Entries<'_>, list: &[Actor]) -> Result<(), Error> {
    // The walk on which an actor was last met; an actor met on an earlier walk leads to an end.
    let mut met = vec![usize::MAX; list.len()];
    for start in 0..list.len() {
        let mut at = start;
        while met[at] == usize::MAX {
            met[at] = start;
            match list[at].of {
                Some(of) => at = of.0 as usize,
                None => break,
            }
            if met[at] == start {
                let (source, _, entry) = &entries[at];
                let place = entry.of.as_ref().map_or(0, |of| of.span().start);
                let name = &list[at].name;
                return Err(source
                    .error(place, format!("`{name}` belongs to itself"))
                    .hint("follow `of` from actor to actor: it must end at a state or an organisation"));
            }
        }
    }
    Ok(())
}

fn by_domain(entries: &Entries<'_>) -> Result<HashMap<String, ActorId>, Error> {
    let mut by_domain = HashMap::new();
    for (at, (source, _, entry)) in entries.iter().enumerate() {
        for domain in &entry.domains {
            let name = domain.get_ref();
            let place = domain.span().start;
            if name.starts_with("www.")
                || name.contains(['/', ':', ' '])
                || *name != name.to_ascii_lowercase()
            {
                return Err(source
                    .error(place, format!("`{name}` is not a bare domain"))
                    .hint("write it in lower case, without `www.`, scheme or path"));
            }
            if by_domain.insert(name.clone(), ActorId(at as u32)).is_some() {
                return Err(source.error(place, format!("domain `{name}` is given twice")));
            }
        }
    }
    Ok(by_domain)
}

/// The names of all actors while they are gathered.
struct Names<'a> {
    list: &'a [Actor],
    phrases: Phrases<Candidate>,
    capitals: Phrases<Candidate>,
}

impl<'a> Names<'a> {
    fn new(list: &'a [Actor]) -> Self {
        Self { list, phrases: Phrases::new(Case::Kept), capitals: Phrases::new(Case::Capitals) }
    }

    /// The names an entry gives.
    fn declare(&mut self, source: &Source<'_>, actor: ActorId, entry: &Entry) -> Result<(), Error> {
        let name = Label { name: entry.name.get_ref().clone(), ambiguous: entry.ambiguous, sector: None };
        self.label(source, actor, Via::Name, &name, entry.name.span().start)?;
        for (via, labels) in [
            (Via::Alias, &entry.aliases),
            (Via::Adjective, &entry.adjectives),
            (Via::Demonym, &entry.demonyms),
            (Via::Capital, &entry.capitals),
            (Via::Metonym, &entry.metonyms),
        ] {
            for label in labels {
                self.label(source, actor, via, label.get_ref(), label.span().start)?;
            }
        }
        Ok(())
    }

    fn label(
        &mut self,
        source: &Source<'_>,
        actor: ActorId,
        via: Via,
        label: &Label,
        at: usize,
    ) -> Result<(), Error> {
        let sector = label.sector.as_deref().map(|code| sector(source, at, code)).transpose()?;
        let candidate = Candidate { actor, via, sector, ambiguous: label.ambiguous };
        let Some(known) = self.phrases.entry(&label.name) else {
            return Err(source.error(at, format!("`{}` has no letters", label.name)));
        };
        let other = known.iter().find(|other| other.actor != actor && !(other.ambiguous && label.ambiguous));
        if let Some(other) = other {
            let other = &self.list[other.actor.0 as usize].name;
            return Err(source.error(at, format!("`{}` already names `{other}`", label.name)).hint(format!(
                "if it names both, write {{ name = \"{}\", ambiguous = true }} in both places",
                label.name
            )));
        }
        self.add(&label.name, candidate);
        Ok(())
    }

    /// The surnames of a person, weaker than anything declared.
    fn surnames(&mut self, actor: ActorId, entry: &Entry) {
        let surnames: Vec<String> = match &entry.surnames {
            Some(surnames) => surnames.clone(),
            None => {
                let aliases = entry.aliases.iter().map(|alias| alias.get_ref().name.as_str());
                let names = std::iter::once(entry.name.get_ref().as_str()).chain(aliases);
                names.filter_map(last_word).map(str::to_owned).collect()
            }
        };
        for surname in &surnames {
            // `al-Assad` is `Assad` as often.
            let bare = ["al-", "Al-", "el-", "El-"].iter().find_map(|article| surname.strip_prefix(article));
            for surname in std::iter::once(surname.as_str()).chain(bare) {
                let candidate = Candidate { actor, via: Via::Surname, sector: None, ambiguous: true };
                let taken = |known: &Candidate| !known.ambiguous && known.via != Via::Surname;
                if !self.phrases.of(surname).iter().any(taken) {
                    self.add(surname, candidate);
                }
            }
        }
    }

    fn add(&mut self, phrase: &str, candidate: Candidate) {
        let tables =
            [Some(&mut self.phrases), phrase.contains(char::is_lowercase).then_some(&mut self.capitals)];
        for table in tables.into_iter().flatten() {
            let Some(known) = table.entry(phrase) else { continue };
            // The first name an entry gives a phrase by is its strongest: Singapore the state, not its capital.
            if !known.iter().any(|other| other.actor == candidate.actor) {
                known.push(candidate);
            }
        }
    }

    fn finish(mut self) -> (Phrases<Candidate>, Phrases<Candidate>) {
        for candidates in self.phrases.values_mut().chain(self.capitals.values_mut()) {
            candidates.sort_by_key(|candidate| (candidate.via, candidate.actor));
            let several = candidates.len() > 1;
            for candidate in candidates {
                candidate.ambiguous |= several;
            }
        }
        (self.phrases, self.capitals)
    }
}

/// The last word of a name of several.
fn last_word(name: &str) -> Option<&str> {
    name.rsplit_once(' ').map(|(_, last)| last)
}

/// A name: `"Congo"`, or `{ name = "Congo", ambiguous = true, sector = "MIL" }`.
struct Label {
    name: String,
    ambiguous: bool,
    sector: Option<String>,
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
struct MonthEntry(Month);

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
