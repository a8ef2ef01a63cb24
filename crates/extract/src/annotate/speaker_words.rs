//! Nouns that stand for speakers: bodies, outlets, documents, people; each a closed word list.

/// Role words that mean the same office.
pub(super) fn alike(role: &str, other: &str) -> bool {
    const SAME: &[&[&str]] = &[
        &["president", "head of state", "leader", "head of the state"],
        &["prime minister", "premier", "head of government", "leader", "pm"],
        &["spokesman", "spokeswoman", "spokesperson"],
        &["minister", "foreign minister", "defence minister", "defense minister", "official"],
        &["secretary", "secretary of state", "official"],
        &["chairman", "chairwoman", "chairperson", "chair", "head"],
        &["chief", "head", "director", "leader"],
        &["envoy", "diplomat", "ambassador", "representative", "mediator"],
        &["lawmaker", "mp", "senator", "congressman", "congresswoman", "representative", "deputy"],
    ];
    SAME.iter().any(|set| set.contains(&role) && set.contains(&other))
}

/// Nouns that mean a person by their form or by themselves.
pub(super) fn is_human(noun: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "man", "woman", "person", "ist", "ian", "clerk", "member", "student", "friend", "relative", "source",
    ];
    let agent = (noun.ends_with("er") || noun.ends_with("or") || noun.ends_with("ant"))
        && noun.len() > 5
        && !matches!(
            noun,
            "letter"
                | "order"
                | "offer"
                | "matter"
                | "paper"
                | "number"
                | "chapter"
                | "answer"
                | "factor"
                | "sector"
                | "power"
                | "computer"
                | "covenant"
        );
    agent || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// Relatives and others met in passing, who have neither an office nor a name.
pub(super) fn is_kin(noun: &str) -> bool {
    matches!(
        noun,
        "nephew"
            | "niece"
            | "cousin"
            | "uncle"
            | "aunt"
            | "widow"
            | "wife"
            | "husband"
            | "son"
            | "eyewitness"
            | "witness"
            | "insider"
            | "chargé"
            | "aide"
            | "colleague"
            | "priest"
            | "guard"
            | "pilot"
            | "deputy"
            | "monk"
            | "bishop"
            | "elder"
    )
}

/// Offices whose holders a report often quotes without a name.
pub(super) fn is_often_nameless(noun: &str) -> bool {
    matches!(
        noun,
        "official" | "diplomat" | "source" | "spokesman" | "spokeswoman" | "spokesperson" | "minister"
    )
}

/// Plural words for those who were named together.
pub(super) fn is_joint(noun: &str) -> bool {
    matches!(
        noun,
        "leader"
            | "president"
            | "side"
            | "party"
            | "minister"
            | "interlocutor"
            | "counterpart"
            | "both"
            | "two"
            | "participant"
            | "country"
            | "nation"
            | "diplomat"
            | "envoy"
    )
}

pub(super) fn is_body(noun: &str) -> bool {
    is_state_body(noun)
        || matches!(
            noun,
            "group"
                | "organisation"
                | "organization"
                | "party"
                | "council"
                | "court"
                | "parliament"
                | "company"
                | "commission"
                | "committee"
                | "movement"
                | "army"
                | "military"
                | "police"
                | "union"
                | "alliance"
                | "coalition"
                | "agency"
                | "bank"
                | "body"
                | "assembly"
                | "congress"
                | "senate"
                | "house"
                | "militia"
                | "force"
                | "tribunal"
                | "delegation"
                | "mission"
                | "bloc"
                | "watchdog"
                | "navy"
                | "firm"
                | "charity"
                | "foundation"
                | "institute"
                | "university"
                | "team"
                | "junta"
                | "board"
                | "panel"
                | "federation"
        )
}

/// Bodies of a state that act for themselves.
pub(super) fn is_organ(noun: &str) -> bool {
    matches!(
        noun,
        "police"
            | "army"
            | "military"
            | "court"
            | "parliament"
            | "navy"
            | "force"
            | "forces"
            | "troops"
            | "assembly"
            | "congress"
            | "senate"
            | "judiciary"
    )
}

pub(super) fn is_state_body(noun: &str) -> bool {
    matches!(
        noun,
        "government"
            | "ministry"
            | "administration"
            | "regime"
            | "authority"
            | "authorities"
            | "cabinet"
            | "embassy"
            | "presidency"
            | "side"
            | "leadership"
            | "state"
            | "country"
            | "consulate"
            | "office"
            | "department"
            | "delegation"
            | "kingdom"
            | "republic"
            | "nation"
    )
}

pub(super) fn is_outlet_noun(noun: &str) -> bool {
    matches!(
        noun,
        "newspaper"
            | "paper"
            | "media"
            | "agency"
            | "broadcaster"
            | "channel"
            | "television"
            | "tv"
            | "radio"
            | "website"
            | "magazine"
            | "report"
            | "outlet"
            | "press"
            | "station"
            | "daily"
            | "weekly"
            | "article"
            | "piece"
            | "network"
            | "tabloid"
            | "blog"
    )
}

pub(super) fn is_document(noun: &str) -> bool {
    matches!(
        noun,
        "data"
            | "video"
            | "footage"
            | "summary"
            | "estimate"
            | "analysis"
            | "figure"
            | "website"
            | "statement"
            | "resolution"
            | "letter"
            | "communique"
            | "communiqué"
            | "document"
            | "declaration"
            | "text"
            | "draft"
            | "note"
            | "memo"
            | "poll"
            | "survey"
            | "study"
            | "investigation"
            | "ruling"
            | "announcement"
            | "message"
            | "tweet"
            | "release"
            | "bulletin"
    )
}

pub(super) fn is_collective(noun: &str) -> bool {
    matches!(
        noun,
        "people"
            | "public"
            | "opposition"
            | "crowd"
            | "community"
            | "population"
            | "everyone"
            | "everybody"
            | "majority"
            | "family"
    )
}
