//! Nouns that report speech: "the claim that", "Iran's insistence", "expressed hope that".

use knowledge::CueClass;
use syntax::{Rel, Upos};

use super::{Draft, content, cue, source};
use crate::annotate::{Reading, Sentence};

/// "the claim that", "Iran's insistence that", "expressed hope that", "demands for".
pub(super) fn draft(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if tree.upos(at) != Upos::Noun {
        return None;
    }
    let cue = reading.knowledge.cues.noun(&tree.lemma(at).to_lowercase())?;
    let governor = tree.head(at).filter(|_| tree.rel(at) == Rel::Obj);
    let light = governor.filter(|&verb| {
        matches!(
            tree.lemma(verb),
            "express"
                | "voice"
                | "make"
                | "issue"
                | "give"
                | "offer"
                | "reiterate"
                | "convey"
                | "state"
                | "share"
                | "have"
                | "hold"
                | "raise"
                | "take"
                | "send"
                | "renew"
                | "repeat"
                | "extend"
                | "lodge"
                | "file"
                | "level"
                | "air"
                | "declare"
                | "announce"
        )
    });
    let clausal = tree.children(at).find(|&child| {
        child > at
            && matches!(tree.rel(child), Rel::Acl | Rel::Ccomp | Rel::Advcl)
            && tree
                .children(child)
                .any(|mark| tree.rel(mark) == Rel::Mark && mark > at && tree.is(mark, &["that", "to", "of"]))
    });
    let owner = noun_owner(tree, at);
    let predicate = is_that(tree, at);
    let loose = loose_that(tree, at);
    let range =
        if let Some(that) = predicate.filter(|_| clausal.is_none()).or(loose.filter(|_| clausal.is_none())) {
            content::trimmed(tree, that + 1..tree.len())?
        } else if let Some(clause) = clausal {
            let mark = tree.children(clause).find(|&mark| tree.rel(mark) == Rel::Mark && mark > at)?;
            let start = if tree.is(mark, &["to"]) { mark } else { mark + 1 };
            if tree.is(mark, &["to"])
                && !matches!(cue.class, CueClass::Demand | CueClass::Agreement | CueClass::Refusal)
            {
                return None;
            }
            content::trimmed(tree, start..tree.extent(clause).end)?
        } else {
            let (preposition, range) = content::after_preposition(
                tree,
                at,
                &["of".into(), "for".into(), "about".into(), "on".into(), "against".into()],
            )?;
            let fits = match cue.class {
                CueClass::Demand => tree.is(preposition, &["for", "of"]),
                CueClass::Refusal => tree.is(preposition, &["of"]),
                CueClass::Agreement => tree.is(preposition, &["of", "for"]),
                CueClass::Speech | CueClass::Belief => true,
                _ => light.is_some(),
            };
            if !fits {
                return None;
            }
            range
        };
    let mut spans = vec![at..at + 1];
    let speaker = match light {
        Some(verb) => {
            spans = if at == verb + 1 { vec![verb..at + 1] } else { vec![verb..verb + 1, at..at + 1] };
            owner.or_else(|| source::of_verb(tree, verb))
        }
        None => owner,
    };
    let mut made = cue::draft(reading, sentence, at, spans, speaker, vec![range], "speech-noun");
    made.frame = match (clausal.is_some(), light.is_some(), owner.is_some()) {
        (true, true, _) => "noun-voiced-clause",
        (true, false, true) => "noun-owned-clause",
        (true, false, false) => "noun-clause",
        (false, true, _) => "noun-voiced",
        (false, false, true) => "noun-owned",
        (false, false, false) => "noun",
    };
    if clausal.is_none() && predicate.is_some() {
        made.frame = if owner.is_some() { "noun-owned-is-that" } else { "noun-is-that" };
    } else if clausal.is_none() && loose.is_some() {
        made.frame = if owner.is_some() { "noun-owned-loose-that" } else { "noun-loose-that" };
    }
    made.denies = cue.denies;
    Some(made)
}

/// "The promise was that the road stays open": where the clause starts.
fn is_that(tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let that = (at + 2..tree.len().min(at + 14)).find(|&place| tree.is(place, &["that"]))?;
    let copula = tree.is(that - 1, &["is", "was", "remains", "remained"]);
    let verb = (at + 1..that - 1).any(|place| matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "MD"));
    (copula && !verb).then_some(that)
}

/// "a reminder from the bank on Monday that the loan is due", where the parser hung the clause elsewhere.
fn loose_that(tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let that = (at + 1..tree.len().min(at + 14)).find(|&place| tree.is(place, &["that"]))?;
    let plain = (at + 1..that).all(|place| {
        matches!(
            tree.upos(place),
            Upos::Adp | Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::Num
        ) || matches!(tree.forms[place], "'s" | "’s" | ",")
    });
    let opens =
        that == at + 1 || tree.is(at + 1, &["by", "from", "among", "on", "to", "earlier", "this", "last"]);
    let clause = (that + 1..tree.len().min(that + 40))
        .any(|place| matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "MD"));
    (plain && opens && clause && tree.upos(that) != Upos::Det).then_some(that)
}

/// Whose claim: "Iran's claim", "a claim by Iran", "the Iranian claim", "a warning from Iran".
fn noun_owner(tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let by = tree.children(at).find(|&child| {
        child > at
            && matches!(tree.rel(child), Rel::Nmod | Rel::Obl)
            && tree
                .children(child)
                .any(|mark| tree.rel(mark) == Rel::Case && tree.is(mark, &["by", "from", "among"]))
    });
    let possessor = tree.children(at).find(|&child| {
        child < at
            && tree.rel(child) == Rel::Nmod
            && (tree.upos(child) == Upos::Pron
                || tree.children(child).any(|mark| tree.is(mark, &["'s", "’s", "'", "’"])))
    });
    let named = || {
        tree.children(at).find(|&child| {
            child < at
                && matches!(tree.rel(child), Rel::Amod | Rel::Compound)
                && tree.forms[child].starts_with(char::is_uppercase)
                && child + 3 > at
                && child > 0
        })
    };
    // "the request of President Oru", where the words themselves stand elsewhere.
    let of = || {
        tree.children(at).find(|&child| {
            child > at
                && tree.rel(child) == Rel::Nmod
                && tree.upos(child) == Upos::Propn
                && tree.children(child).any(|mark| tree.rel(mark) == Rel::Case && tree.is(mark, &["of"]))
        })
    };
    possessor.or(by).or_else(named).or_else(of)
}
