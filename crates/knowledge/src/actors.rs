//! Actors: who acts and speaks in the news, and every name it goes by.
//!
//! > Moscow will not talk to Kyiv while the Pentagon arms it, Lavrov told TASS.
//!
//! finds Russia by its capital, Ukraine by its capital, the United States by a metonym that says `MIL`,
//! Sergei Lavrov by his surname and TASS by its name. Which of several actors of one name is meant, the
//! table leaves open: it gives all of them.

mod entry;
mod names;
mod plain;
mod read;

use rustc_hash::FxHashMap;

use crate::month::Month;
use crate::phrases::Phrases;

pub(crate) use read::read;

/// One actor, as an index into [`Actors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub(crate) u32);

/// An actor of the news.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The canonical name, as records print it: `United States`, `UN`, `Sergei Lavrov`.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 for states and territories, `IGO`, `NGO` or `MNC` for those; see
    /// [`Actors::code`] for the code of what belongs to a state.
    pub code: Option<String>,
    /// The sector it acts in, where it is not a whole state or organisation.
    pub sector: Option<Sector>,
    /// The state or body it belongs to: the state of a ministry, party, armed group, outlet or person,
    /// the organisation of an organ.
    pub of: Option<ActorId>,
    /// States (or other actors) that claim it as their own. An actor with claimants is disputed, and
    /// that is all that is said about it.
    pub claimed_by: Vec<ActorId>,
    /// True for the 193 members of the United Nations.
    pub un_member: bool,
    /// Offices a person holds or held, in the order of the file.
    pub offices: Vec<Office>,
    /// Of an outlet: what it is, such as `news agency`, `newspaper`, `broadcaster`.
    pub medium: Option<String>,
    /// The state, body or group that owns or runs it, where that is a matter of record.
    pub owner: Option<ActorId>,
    /// Sites of an outlet, without `www.`.
    pub domains: Vec<String>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state, or what acts as one while others claim it.
    State,
    /// A state that is no more.
    FormerState,
    /// A part or dependency of a state, or land whose owner is disputed.
    Territory,
    /// A part of the world that news lets act: the West, Europe.
    Region,
    /// An international organisation or forum of states.
    Organisation,
    /// A part of an organisation, or the parliament, court or council of a state.
    Organ,
    /// A ministry or presidency with a name of its own.
    Ministry,
    /// A body of a state with a name of its own: an army, a service, an authority.
    Agency,
    /// Armed forces that are no state's.
    ArmedGroup,
    /// A political party or alliance of parties.
    Party,
    /// A movement or opposition body that is neither armed nor a party.
    Movement,
    /// A people or faith community.
    People,
    /// An organisation of citizens, or another that no state runs.
    Ngo,
    /// A company.
    Company,
    /// A town, province or site. It does not act; it tells whose land a report is about.
    Place,
    /// A publisher of news.
    Outlet,
    /// A person.
    Person,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [Self; 17] = [
        Self::State,
        Self::FormerState,
        Self::Territory,
        Self::Region,
        Self::Organisation,
        Self::Organ,
        Self::Ministry,
        Self::Agency,
        Self::ArmedGroup,
        Self::Party,
        Self::Movement,
        Self::People,
        Self::Ngo,
        Self::Company,
        Self::Place,
        Self::Outlet,
        Self::Person,
    ];

    /// The name that files use: `armed-group`.
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::FormerState => "former-state",
            Self::Territory => "territory",
            Self::Region => "region",
            Self::Organisation => "organisation",
            Self::Organ => "organ",
            Self::Ministry => "ministry",
            Self::Agency => "agency",
            Self::ArmedGroup => "armed-group",
            Self::Party => "party",
            Self::Movement => "movement",
            Self::People => "people",
            Self::Ngo => "ngo",
            Self::Company => "company",
            Self::Place => "place",
            Self::Outlet => "outlet",
            Self::Person => "person",
        }
    }
}

/// A sector of society, by the three letters that event data uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// `GOV`, the executive.
    Government,
    /// `MIL`, armed forces of a state.
    Military,
    /// `OPP`, political opposition.
    Opposition,
    /// `REB`, armed opposition.
    Rebels,
    /// `SPY`, intelligence services.
    Intelligence,
    /// `JUD`, courts and prosecutors.
    Judiciary,
    /// `LEG`, parliaments.
    Legislature,
    /// `MED`, the media.
    Media,
    /// `BUS`, business.
    Business,
    /// `CVL`, civilians and civil society.
    Civilians,
    /// `EDU`, education and research.
    Education,
    /// `HLH`, health.
    Health,
    /// `CRM`, crime.
    Crime,
    /// `COP`, police.
    Police,
}

impl Sector {
    /// Every sector.
    pub const ALL: [Self; 14] = [
        Self::Government,
        Self::Military,
        Self::Opposition,
        Self::Rebels,
        Self::Intelligence,
        Self::Judiciary,
        Self::Legislature,
        Self::Media,
        Self::Business,
        Self::Civilians,
        Self::Education,
        Self::Health,
        Self::Crime,
        Self::Police,
    ];

    /// The three letters.
    pub fn code(self) -> &'static str {
        match self {
            Self::Government => "GOV",
            Self::Military => "MIL",
            Self::Opposition => "OPP",
            Self::Rebels => "REB",
            Self::Intelligence => "SPY",
            Self::Judiciary => "JUD",
            Self::Legislature => "LEG",
            Self::Media => "MED",
            Self::Business => "BUS",
            Self::Civilians => "CVL",
            Self::Education => "EDU",
            Self::Health => "HLH",
            Self::Crime => "CRM",
            Self::Police => "COP",
        }
    }

    /// Reads the three letters.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sector| sector.code() == code)
    }
}

/// An office and when it was held.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// As the file calls it: `secretary of state`.
    pub title: String,
    /// The usual name of that office, under which it is found: `foreign minister`.
    pub role: String,
    /// Where it is held: the state, organisation, group or person served.
    pub of: ActorId,
    /// The first month.
    pub from: Option<Month>,
    /// The last month; `None` while it is not known to have ended.
    pub to: Option<Month>,
    /// For an office not known to have ended: when that was last known.
    pub as_of: Option<Month>,
}

/// How surely an office was held in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tenure {
    /// The month lies at a border of the term that is known by the year only, in the month of a change,
    /// or after the file was last brought up to date.
    Possible,
    /// The month lies within the term.
    Sure,
}

impl Office {
    /// Whether it was held in `month`; `None` where it was not.
    pub fn tenure(&self, month: Month) -> Option<Tenure> {
        let (earliest, latest) = (month.earliest(), month.latest());
        if self.from.is_some_and(|from| latest < from.earliest())
            || self.to.is_some_and(|to| earliest > to.latest())
        {
            return None;
        }
        let begun = self.from.is_some_and(|from| earliest > from.latest());
        let lasts = self.to.is_some_and(|to| latest < to.earliest())
            || self.to.is_none() && self.as_of.is_some_and(|as_of| latest <= as_of.latest());
        Some(if begun && lasts { Tenure::Sure } else { Tenure::Possible })
    }
}

/// How a phrase names an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// By the canonical name.
    Name,
    /// By another name: `Russian Federation`, `Burma`.
    Alias,
    /// By its adjective: `Russian`. Not yet a mention of the state: `a Russian poet`.
    Adjective,
    /// By its people: `Russians`.
    Demonym,
    /// By its capital or seat: `Moscow`. The city as a place, or the government.
    Capital,
    /// By a building, street or institution that stands for it: `Kremlin`.
    Metonym,
    /// By the surname alone: `Lavrov`.
    Surname,
}

/// An actor that a phrase may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whom.
    pub actor: ActorId,
    /// By what.
    pub via: Via,
    /// The sector that the phrase tells: the Pentagon is the United States as `MIL`.
    pub sector: Option<Sector>,
    /// True where the phrase names something else as well, in the table or outside it (`Chad`,
    /// `Georgia`, any surname): look at the rest of the report before taking it.
    pub ambiguous: bool,
}

/// A phrase among tokens that names an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// How many tokens it takes.
    pub len: usize,
    /// Whom it may name, at least one; by [`Via`], then in the order of the files.
    pub candidates: &'a [Candidate],
    /// False where only text in capitals made it match: `TURKEY`.
    pub exact: bool,
}

/// Who held an office.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holder<'a> {
    /// The person.
    pub person: ActorId,
    /// The office, with its dates.
    pub office: &'a Office,
    /// How surely.
    pub tenure: Tenure,
}

/// All actors, by id, by name and by phrase.
#[derive(Clone, Debug)]
pub struct Actors {
    list: Vec<Actor>,
    by_name: FxHashMap<String, ActorId>,
    phrases: Phrases<Candidate>,
    /// The same phrases for text in capitals.
    capitals: Phrases<Candidate>,
    by_domain: FxHashMap<String, ActorId>,
    /// Holders by role and place, as (person, index of the office).
    holders: FxHashMap<ActorId, Vec<(ActorId, usize)>>,
}

impl Actors {
    /// The actor of an id that this table gave.
    pub fn get(&self, id: ActorId) -> &Actor {
        &self.list[id.0 as usize]
    }

    /// The actor of exactly this canonical name.
    pub fn by_name(&self, name: &str) -> Option<ActorId> {
        self.by_name.get(name).copied()
    }

    /// All actors, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        self.list.iter().enumerate().map(|(at, actor)| (ActorId(at as u32), actor))
    }

    /// The longest name at token `at`: with its capitals as written, else as a word of an all-capitals
    /// text (`TURKEY`). Lower-case `turkey` and `us` name nobody. Tokens may be cut at hyphens or not.
    pub fn match_at<'a, S: AsRef<str>>(&'a self, tokens: &[S], at: usize) -> Option<Match<'a>> {
        let kept = self.phrases.longest(tokens, at);
        let capitals = self.capitals.longest(tokens, at);
        let ((len, candidates), exact) = match (kept, capitals) {
            (Some(kept), Some(capitals)) if capitals.0 > kept.0 => (capitals, false),
            (Some(kept), _) => (kept, true),
            (None, capitals) => (capitals?, false),
        };
        Some(Match { len, candidates, exact })
    }

    /// Whom exactly this phrase names; empty where nobody.
    pub fn named(&self, phrase: &str) -> &[Candidate] {
        self.phrases.of(phrase)
    }

    /// The person of this name, in any spelling the files list; `None` where several answer to it.
    pub fn person(&self, name: &str) -> Option<ActorId> {
        let mut people =
            self.named(name).iter().filter(|named| self.get(named.actor).kind == ActorKind::Person);
        match (people.next(), people.next()) {
            (Some(one), None) => Some(one.actor),
            _ => None,
        }
    }

    /// The offices a person held in a month, with how surely, in the order of the file.
    pub fn offices(&self, person: ActorId, month: Month) -> impl Iterator<Item = (&Office, Tenure)> {
        self.get(person).offices.iter().filter_map(move |office| Some((office, office.tenure(month)?)))
    }

    /// Who held an office of `of` in a month. `role` is the usual name of the office, as
    /// [`Role::office`](crate::Role) gives it for any other: `foreign minister`, not `foreign
    /// secretary`. The sure holder if there is one; `None` where nobody is known, or where two might be
    /// meant.
    pub fn office_holder(&self, role: &str, of: ActorId, month: Month) -> Option<Holder<'_>> {
        let held = self.holders.get(&of)?.iter().filter_map(|(person, at)| {
            let office = &self.get(*person).offices[*at];
            let tenure = (office.role == role).then(|| office.tenure(month))??;
            Some(Holder { person: *person, office, tenure })
        });
        let held: Vec<Holder<'_>> = held.collect();
        let surest = held.iter().map(|holder| holder.tenure).max()?;
        let mut surest = held.into_iter().filter(|holder| holder.tenure == surest);
        match (surest.next(), surest.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The state or organisation at the top of what an actor belongs to: of the Security Council the UN,
    /// of the Taliban Afghanistan, of a state itself.
    pub fn top(&self, id: ActorId) -> ActorId {
        let mut top = id;
        // The loader refuses circles, so this ends.
        while let Some(of) = self.get(top).of {
            top = of;
        }
        top
    }

    /// The code of an actor: its own, else that of what it belongs to.
    pub fn code(&self, id: ActorId) -> Option<&str> {
        let mut at = Some(id);
        while let Some(id) = at {
            let actor = self.get(id);
            if actor.code.is_some() {
                return actor.code.as_deref();
            }
            at = actor.of;
        }
        None
    }

    pub(crate) fn of_domain(&self, domain: &str) -> Option<ActorId> {
        self.by_domain.get(domain).copied()
    }
}
