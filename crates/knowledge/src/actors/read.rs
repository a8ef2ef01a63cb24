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

use rustc_hash::FxHashMap;
use toml::Spanned;

use super::entry::{Entries, Entry, MonthEntry, OfficeEntry, Source, entries};
use super::names::Names;
use super::{Actor, ActorId, ActorKind, Actors, Office, Sector};
use crate::Error;
use crate::files::Files;
use crate::roles::Roles;

/// Reads every actor and outlet of the folder.
pub(crate) fn read(files: &Files<'_>, roles: &Roles) -> Result<Actors, Error> {
    let entries = entries(files)?;
    let by_name: FxHashMap<String, ActorId> = entries
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
    let mut holders: FxHashMap<ActorId, Vec<(ActorId, usize)>> = FxHashMap::default();
    for (at, actor) in list.iter().enumerate() {
        for (office, held) in actor.offices.iter().enumerate() {
            holders.entry(held.of).or_default().push((ActorId(at as u32), office));
        }
    }
    Ok(Actors { list, by_name, phrases, capitals, by_domain, holders })
}

fn actor(
    source: &Source<'_>,
    kind: ActorKind,
    entry: &Entry,
    by_name: &FxHashMap<String, ActorId>,
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

pub(super) fn sector(source: &Source<'_>, at: usize, code: &str) -> Result<Sector, Error> {
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

fn by_domain(entries: &Entries<'_>) -> Result<FxHashMap<String, ActorId>, Error> {
    let mut by_domain = FxHashMap::default();
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
