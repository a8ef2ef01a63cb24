//! The rows.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Evidence, Passage};

/// A closed list of words, each written in records as given.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in the order of the record's documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word used in records.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value a word stands for.
            pub fn from_name(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(self.name())
            }
        }
    };
}

words! {
    /// What sort of speaker.
    SpeakerKind {
        /// A named person.
        Person = "person",
        /// A state or its organs as an institution: Moscow, the Kremlin, the foreign ministry.
        Government = "government",
        /// A named body that is no government: an alliance, a party, an armed group, a court.
        Organisation = "organisation",
        /// A newspaper, agency or broadcaster.
        Outlet = "outlet",
        /// A loose collective: analysts, observers, residents.
        Group = "group",
        /// One or some undisclosed persons: a senior official, sources close to.
        Unnamed = "unnamed",
        /// No source is expressed: reportedly, it is believed.
        Unspecified = "unspecified",
    }
}

words! {
    /// Whether the words are the speaker's own.
    Form {
        /// In quotation marks as a whole.
        Direct = "direct",
        /// Paraphrased.
        Indirect = "indirect",
        /// Paraphrased with quoted parts.
        Mixed = "mixed",
    }
}

words! {
    /// Whether the speaker stands by the content.
    Polarity {
        /// Says it.
        Affirms = "affirms",
        /// Denies or rejects the content as such.
        Denies = "denies",
    }
}

words! {
    /// How a mention was linked to its entity.
    Via {
        /// The full name.
        Name = "name",
        /// A short name, adjective, capital or seat.
        Alias = "alias",
        /// A role: the foreign minister.
        Role = "role",
        /// A pronoun.
        Pronoun = "pronoun",
    }
}

words! {
    /// What a position is about.
    Issue {
        /// Talks with somebody.
        Talks = "talks",
        /// A ceasefire or truce.
        Ceasefire = "ceasefire",
        /// An agreement or treaty.
        Agreement = "agreement",
        /// Somebody's mediation.
        Mediation = "mediation",
        /// Taking part in a forum.
        ForumParticipation = "forum_participation",
        /// Recognition of a state or government.
        Recognition = "recognition",
        /// Territory and borders.
        Territory = "territory",
        /// Withdrawal of troops.
        TroopWithdrawal = "troop_withdrawal",
        /// Use of force.
        UseOfForce = "use_of_force",
        /// Supply of arms.
        ArmsSupply = "arms_supply",
        /// Sanctions.
        Sanctions = "sanctions",
        /// Security guarantees.
        SecurityGuarantees = "security_guarantees",
        /// Disarmament, nuclear programmes included.
        Disarmament = "disarmament",
        /// Inspection and monitoring.
        Inspection = "inspection",
        /// Humanitarian access.
        HumanitarianAccess = "humanitarian_access",
        /// Prisoners and hostages.
        Prisoners = "prisoners",
        /// Political transition.
        PoliticalTransition = "political_transition",
        /// Accountability for crimes.
        Accountability = "accountability",
        /// Economic cooperation.
        EconomicCooperation = "economic_cooperation",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What kind of word or deed a position is. Most apparent contradictions are between levels: a side may be
    /// ready for talks and expect none.
    Level {
        /// What the holder expects, hopes or doubts.
        Expectation = "expectation",
        /// What it is ready for.
        Willingness = "willingness",
        /// What it means, offers or asks to do.
        Intention = "intention",
        /// What it holds must be done.
        Obligation = "obligation",
        /// What it does or did.
        Act = "act",
    }
}

words! {
    /// Where a holder stands toward the issue happening.
    Stance {
        /// Proposes, demands, supports or does it.
        Seeks = "seeks",
        /// Is willing.
        Open = "open",
        /// Only if, not until, tied to.
        Conditional = "conditional",
        /// Sceptical, delays, expects nothing soon.
        Reluctant = "reluctant",
        /// Refuses it.
        Rejects = "rejects",
    }
}

words! {
    /// What sort of condition.
    ConditionKind {
        /// Must come true before.
        Precondition = "precondition",
        /// Is asked for.
        Demand = "demand",
        /// Must be assured.
        Guarantee = "guarantee",
        /// Comes in an order.
        Sequence = "sequence",
        /// Must come true by a time.
        Deadline = "deadline",
        /// What it is to achieve.
        Goal = "goal",
    }
}

words! {
    /// Where an actor stands in a body of a forum.
    ForumState {
        /// Belongs to it.
        Member = "member",
        /// Takes part.
        Attends = "attends",
        /// Is to take part.
        WillAttend = "will_attend",
        /// Has suspended, or was suspended from, taking part.
        Suspended = "suspended",
        /// Leaves.
        Withdraws = "withdraws",
        /// Stays away on purpose.
        Boycotts = "boycotts",
        /// Was shut out.
        Excluded = "excluded",
        /// Comes back.
        Rejoins = "rejoins",
        /// Was not there.
        Absent = "absent",
    }
}

words! {
    /// PLOVER event types.
    EventType {
        /// Promises, agrees, signs.
        Agree = "AGREE",
        /// Meets, visits, phones, negotiates.
        Consult = "CONSULT",
        /// Backs, praises, recognises.
        Support = "SUPPORT",
        /// Yields in words or policy.
        Concede = "CONCEDE",
        /// Cooperates materially.
        Cooperate = "COOPERATE",
        /// Gives aid.
        Aid = "AID",
        /// Withdraws, releases, disarms.
        Retreat = "RETREAT",
        /// Asks or demands.
        Request = "REQUEST",
        /// Criticises, blames, alleges, investigates.
        Accuse = "ACCUSE",
        /// Refuses, vetoes, breaks off or postpones.
        Reject = "REJECT",
        /// Warns of a sanction or of force.
        Threaten = "THREATEN",
        /// Demonstrates, strikes, boycotts.
        Protest = "PROTEST",
        /// Cuts, expels, imposes sanctions.
        Sanction = "SANCTION",
        /// Moves or raises troops.
        Mobilize = "MOBILIZE",
        /// Arrests, seizes, blockades.
        Coerce = "COERCE",
        /// Uses physical force.
        Assault = "ASSAULT",
    }
}

words! {
    /// Whether an event took place.
    EventStatus {
        /// It did.
        Happened = "happened",
        /// It is taking place.
        Ongoing = "ongoing",
        /// It is to take place.
        Planned = "planned",
        /// Somebody proposed it.
        Proposed = "proposed",
        /// It is only thought of.
        Hypothetical = "hypothetical",
        /// It is said not to have taken place.
        Denied = "denied",
    }
}

/// A time expression and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Where it stands.
    pub span: Option<Passage>,
    /// The words.
    pub text: String,
    /// `2022-10-13`, `2022-10`, `2022`, `2022-10-13/2022-10-15`; `None` where the report does not tell.
    pub value: Option<String>,
}

/// The source of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Where the source is named, if it is.
    pub span: Option<Passage>,
    /// The words that name it.
    pub text: Option<String>,
    /// Canonical name, or `unnamed`, `unspecified`.
    pub entity: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// The state or organisation it speaks for.
    pub affiliation: Option<String>,
    /// Actor code: ISO 3166-1 alpha-3 for states.
    pub actor: Option<String>,
}

/// One intermediary through which words reached the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it is named.
    pub span: Passage,
    /// The words that name it.
    pub text: String,
    /// Canonical name.
    pub entity: String,
    /// What sort of intermediary.
    pub kind: SpeakerKind,
}

/// Who said what, through whom, how surely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2`, in text order.
    pub id: String,
    /// The source.
    pub speaker: Speaker,
    /// The words that make it a statement.
    pub cue: Vec<Passage>,
    /// What is attributed.
    pub content: Vec<Passage>,
    /// Quoted or not.
    pub form: Form,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Words that weaken the content.
    pub hedges: Vec<Passage>,
    /// From nearest to the speaker to nearest to the reader.
    pub chain: Vec<Link>,
    /// When it was said.
    pub time: Option<Time>,
    /// The sentence of the cue.
    pub sentence: Passage,
    /// The rule that read it.
    pub rule: String,
    /// The sentence as the report has it, with the rule.
    pub because: Evidence,
    /// The content's words, one string a span.
    pub words: Vec<String>,
}

/// What must come true, or is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// What sort.
    pub kind: ConditionKind,
    /// Where it stands.
    pub span: Passage,
    /// The words.
    pub text: String,
}

/// Who is ready for what, with whom, on which conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// `p1`, `p2`, in text order.
    pub id: String,
    /// Canonical name of the actor whose position it is.
    pub holder: String,
    /// What it is about.
    pub issue: Issue,
    /// With whom, on whom, of whom.
    pub toward: Vec<String>,
    /// Where the holder stands.
    pub stance: Stance,
    /// On what conditions.
    pub conditions: Vec<Condition>,
    /// The clause that shows the stance.
    pub evidence: Passage,
    /// The statement it rests on; `None` in the report's own voice.
    pub statement: Option<String>,
    /// Expected, ready for, meant, owed or done; `None` where the words do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// True when the report says the position was not expressed.
    #[serde(default)]
    pub negated_expectation: bool,
    /// The rule that read it.
    pub rule: String,
    /// The clause as the report has it, with the rule.
    pub because: Evidence,
}

/// Where an actor stands in one body of a forum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forum {
    /// `f1`, `f2`, in text order.
    pub id: String,
    /// Who.
    pub actor: String,
    /// Which forum.
    pub forum: String,
    /// Which of its bodies.
    pub body: Option<String>,
    /// In or out.
    pub state: ForumState,
    /// Since when, or when.
    pub time: Option<Time>,
    /// The words that say so.
    pub evidence: Passage,
    /// The statement it rests on.
    pub statement: Option<String>,
    /// The rule that read it.
    pub rule: String,
    /// The clause as the report has it, with the rule.
    pub because: Evidence,
}

/// What happened, is planned, or is claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2`, in text order.
    pub id: String,
    /// Who acts.
    pub source: String,
    /// Upon whom.
    pub target: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// CAMEO code, where the pattern tells.
    pub cameo: Option<String>,
    /// Whether it took place.
    pub status: EventStatus,
    /// When.
    pub time: Option<Time>,
    /// Where, in the report's words.
    pub place: Option<String>,
    /// The word that tells of it.
    pub trigger: Passage,
    /// The clause.
    pub evidence: Passage,
    /// The statement whose word it rests on.
    pub statement: Option<String>,
    /// The rule that read it.
    pub rule: String,
    /// The clause as the report has it, with the rule.
    pub because: Evidence,
}

/// Somebody or something named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Passage,
    /// Canonical name.
    pub entity: String,
    /// What sort.
    pub kind: SpeakerKind,
    /// Actor code.
    pub actor: Option<String>,
    /// How it was linked.
    pub via: Via,
}

words! {
    /// Which table a row is of.
    RowKind {
        /// A statement.
        Statement = "statement",
        /// A position.
        Position = "position",
        /// A forum state.
        Forum = "forum",
        /// An event.
        Event = "event",
    }
}

/// Any row of an extraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row<'a> {
    /// Who said what.
    Statement(&'a Statement),
    /// Who is ready for what.
    Position(&'a Position),
    /// Who sits at which table.
    Forum(&'a Forum),
    /// What happened.
    Event(&'a Event),
}

impl<'a> Row<'a> {
    /// The row's name within its report.
    pub fn id(self) -> &'a str {
        match self {
            Self::Statement(row) => &row.id,
            Self::Position(row) => &row.id,
            Self::Forum(row) => &row.id,
            Self::Event(row) => &row.id,
        }
    }

    /// Which table.
    pub fn kind(self) -> RowKind {
        match self {
            Self::Statement(_) => RowKind::Statement,
            Self::Position(_) => RowKind::Position,
            Self::Forum(_) => RowKind::Forum,
            Self::Event(_) => RowKind::Event,
        }
    }

    /// What it rests on.
    pub fn evidence(self) -> &'a Evidence {
        match self {
            Self::Statement(row) => &row.because,
            Self::Position(row) => &row.because,
            Self::Forum(row) => &row.because,
            Self::Event(row) => &row.because,
        }
    }
}

/// One line a row, as golden pages print it.
impl fmt::Display for Row<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statement(row) => statement(row, out),
            Self::Position(row) => position(row, out),
            Self::Forum(row) => {
                write!(out, "forum  {}  {}", row.actor, row.forum)?;
                if let Some(body) = &row.body {
                    write!(out, " / {body}")?;
                }
                write!(out, "  {}", row.state)?;
                rests(row.time.as_ref(), row.statement.as_deref(), out)
            }
            Self::Event(row) => {
                let target = row.target.as_deref().unwrap_or("-");
                write!(out, "event  {}  {} -> {target}  {}", row.kind, row.source, row.status)?;
                if let Some(place) = &row.place {
                    write!(out, "  in: {place}")?;
                }
                rests(row.time.as_ref(), row.statement.as_deref(), out)
            }
        }
    }
}

fn statement(row: &Statement, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(out, "statement  {} ({}", row.speaker.entity, row.speaker.kind)?;
    if let Some(affiliation) = &row.speaker.affiliation {
        write!(out, ", {affiliation}")?;
    }
    write!(out, ")  {} {}", row.form, row.polarity)?;
    for link in &row.chain {
        write!(out, "  via {}", link.entity)?;
    }
    if let Some(time) = &row.time {
        write!(out, "  {}", time.value.as_deref().unwrap_or(&time.text))?;
    }
    write!(out, "  \"{}\"", row.words.join(" … "))?;
    if !row.hedges.is_empty() {
        write!(out, "  hedged {}", row.hedges.len())?;
    }
    Ok(())
}

fn position(row: &Position, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let toward = if row.toward.is_empty() { "-".to_owned() } else { row.toward.join(", ") };
    write!(out, "position  {}  {}  {toward}  {}", row.holder, row.issue, row.stance)?;
    for condition in &row.conditions {
        write!(out, "  {}: {}", condition.kind, condition.text)?;
    }
    if let Some(level) = row.level {
        write!(out, "  level {level}")?;
    }
    if row.negated_expectation {
        write!(out, "  not expressed")?;
    }
    rests(None, row.statement.as_deref(), out)
}

fn rests(time: Option<&Time>, statement: Option<&str>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(time) = time {
        write!(out, "  {}", time.value.as_deref().unwrap_or(&time.text))?;
    }
    if let Some(statement) = statement {
        write!(out, "  says {statement}")?;
    }
    Ok(())
}
