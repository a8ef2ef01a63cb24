//! Through whom: the outlet that was told, the newspaper that cites, the speaker around a speaker.

use ledger::SpeakerKind;
use syntax::Rel;

use super::{Draft, Source, source};
use crate::annotate::Reading;

/// Fills the chain of every draft and folds relays into the statement they relay. `drafts` are in text
/// order of their cues.
pub(super) fn link(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    for draft in drafts.iter_mut() {
        cite(reading, draft);
        let told = outlets(reading, draft);
        draft.chain.extend(told);
        let received = receivers(reading, draft);
        draft.chain.extend(received);
    }
    // A citation is read once, with the verb of the outlet where there is one.
    let led: Vec<usize> = drafts
        .iter()
        .filter(|draft| draft.rule == "citing" && !is_citing(reading, draft))
        .flat_map(|draft| draft.cue.iter().map(|range| range.start))
        .collect();
    drafts.retain(|draft| {
        !is_citing(reading, draft) || !draft.cue.iter().any(|range| led.binary_search(&range.start).is_ok())
    });
    // The cue of a citation is part of the statement it leads to.
    let cited: Vec<usize> = drafts
        .iter()
        .filter(|draft| draft.rule == "citing")
        .flat_map(|draft| draft.cue.iter().map(|range| range.start))
        .collect();
    drafts.retain(|draft| draft.rule == "citing" || cited.binary_search(&draft.cue[0].start).is_err());
    relay(reading, drafts);
    go_on(reading, drafts);
    nest(reading, drafts);
}

/// True when the cue's own head is the word that cites.
fn is_citing(reading: &Reading<'_>, draft: &Draft) -> bool {
    reading.sentences[draft.sentence].is(draft.head, &["citing", "quoting"])
}

/// An interview goes on: the next words of the same speaker, or of the same unnamed source, came through
/// the same outlet.
fn go_on(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for place in 1..drafts.len() {
        if !drafts[place].chain.is_empty() || reading.quotation_at(drafts[place].cue[0].start).is_some() {
            continue;
        }
        let who = reading.speaker(&drafts[place].source);
        if matches!(who.kind, SpeakerKind::Unspecified | SpeakerKind::Outlet | SpeakerKind::Group) {
            continue;
        }
        let unnamed = who.kind == SpeakerKind::Unnamed;
        if unnamed && !is_definite(reading, &drafts[place].source) {
            continue;
        }
        let reach = if unnamed { 12 } else { 2 };
        let earlier = (place.saturating_sub(reach)..place).rev().find(|&earlier| {
            let other = reading.speaker(&drafts[earlier].source);
            let told =
                drafts[earlier].chain.iter().any(|link| reading.speaker(link).kind == SpeakerKind::Outlet);
            told && other.kind == who.kind && other.entity == who.entity
        });
        let Some(earlier) = earlier else { continue };
        let apart = reading.sentences[drafts[place].sentence].paragraph
            - reading.sentences[drafts[earlier].sentence].paragraph;
        let quotes = drafts[place].content.iter().any(|range| reading.quotations_in(range).next().is_some());
        if unnamed || (quotes && apart <= 1) {
            drafts[place].chain = drafts[earlier].chain.clone();
        }
    }
}

/// "the source", "that interlocutor", "a second source": somebody spoken of before.
fn is_definite(reading: &Reading<'_>, source: &Source) -> bool {
    let Source::Phrase { sentence, head, range } = source else { return false };
    let tree = &reading.sentences[*sentence];
    (range.start..*head)
        .any(|at| tree.is(at, &["the", "that", "this", "same", "second", "third", "another", "other"]))
}

/// "a newspaper, citing an official, reports": the official speaks, the newspaper passes it on. "Citing
/// the hostile mood" gives a reason and changes nothing.
fn cite(reading: &Reading<'_>, draft: &mut Draft) {
    let Source::Phrase { sentence, .. } = draft.source else { return };
    if sentence != draft.sentence || reading.speaker(&draft.source).kind != SpeakerKind::Outlet {
        return;
    }
    let tree = &reading.sentences[sentence];
    let citing = (0..tree.len()).find(|&place| {
        tree.is(place, &["citing", "quoting"])
            && !draft.content.iter().any(|range| range.contains(&(tree.first + place)))
    });
    let Some(citing) = citing else { return };
    let Some(cited) = tree.children(citing).find(|&child| tree.rel(child) == Rel::Obj) else { return };
    let cited_source = source::phrase(reading, sentence, cited);
    if !reading.can_speak(&cited_source) {
        return;
    }
    let outlet = std::mem::replace(&mut draft.source, cited_source);
    draft.chain.push(outlet);
    draft.cue.push(tree.first + citing..tree.first + citing + 1);
    draft.cue.sort_by_key(|range| range.start);
    draft.rule = "citing";
}

/// Outlets named beside the cue, outside the content: "told Radio Meridian", "in an interview with".
fn outlets(reading: &Reading<'_>, draft: &Draft) -> Vec<Source> {
    let tree = &reading.sentences[draft.sentence];
    let mut found = Vec::new();
    for mention in reading.outlet_heads(draft.sentence) {
        let token = tree.first + mention;
        let inside = draft.content.iter().any(|range| range.contains(&token));
        let speaking = matches!(&draft.source, Source::Phrase { sentence, range, .. } if *sentence == draft.sentence && range.contains(&mention));
        let known = draft.chain.iter().any(|link| matches!(link, Source::Phrase { sentence, range, .. } if *sentence == draft.sentence && range.contains(&mention)));
        if !inside
            && !speaking
            && !known
            && (is_channel(reading, draft, mention) || goes_with(reading, draft, mention))
        {
            found.push(source::phrase(reading, draft.sentence, mention));
        }
    }
    found
}

/// Whom the words were told to, or who passed them on, where only the verb shows that it is an outlet: "told
/// the Meridian", "quoted by the daily Vella", "a draft seen by this newspaper".
fn receivers(reading: &Reading<'_>, draft: &Draft) -> Vec<Source> {
    let tree = &reading.sentences[draft.sentence];
    let marked = |noun: usize, marks: &[&str]| {
        tree.children(noun).any(|mark| tree.rel(mark) == Rel::Case && tree.is(mark, marks))
    };
    let receives = |child: usize| match tree.head(child) {
        Some(head) if tree.is(head, &["told", "tells", "telling", "tell"]) => {
            head == draft.head && child > head && matches!(tree.rel(child), Rel::Obj | Rel::Iobj)
        }
        Some(head) if tree.is(head, &["quoted", "cited", "seen", "obtained", "carried", "contacted"]) => {
            marked(child, &["by"])
        }
        Some(head) if tree.is(head, &["interview", "interviews", "remarks", "comments"]) => {
            marked(child, &["with", "to", "by", "for"])
        }
        Some(head) if tree.is(head, &["speaking", "shown", "leaked"]) => marked(child, &["to", "with", "on"]),
        _ => false,
    };
    let mut found = Vec::new();
    for child in (0..tree.len()).filter(|&child| receives(child) && is_outlet_like(reading, draft, child)) {
        let token = tree.first + child;
        let inside = draft.content.iter().any(|range| range.contains(&token));
        let holds = |source: &Source| matches!(source, Source::Phrase { sentence, range, .. } if *sentence == draft.sentence && range.contains(&child));
        if !inside && !holds(&draft.source) && !draft.chain.iter().any(holds) {
            found.push(source::phrase(reading, draft.sentence, child));
        }
    }
    found
}

/// True for a name that is no person's and no state's, and for "this newspaper", "state radio".
fn is_outlet_like(reading: &Reading<'_>, draft: &Draft, head: usize) -> bool {
    let tree = &reading.sentences[draft.sentence];
    let noun = tree.lemma(head).to_lowercase();
    let named = |noun: usize| tree.children(noun).any(|child| tree.upos(child) == syntax::Upos::Propn);
    let medium = matches!(noun.as_str(), "podcast" | "programme" | "outlet" | "correspondent");
    if reading.is_outlet_word(&noun) || medium || (noun == "agency" && named(head)) {
        return true;
    }
    let mention = reading.mentions.of(draft.sentence).iter().find(|other| other.range.contains(&head));
    let kind = mention.map(|mention| reading.mentions.entities[mention.entity].kind);
    match kind {
        Some(SpeakerKind::Outlet) => true,
        Some(SpeakerKind::Organisation) => {
            mention.is_some_and(|mention| reading.mentions.entities[mention.entity].actor.is_none())
        }
        Some(_) => false,
        None => tree.upos(head) == syntax::Upos::Propn,
    }
}

/// True when words such as "told", "to", "on", "via" right before the outlet show that the words went
/// through it.
fn is_channel(reading: &Reading<'_>, draft: &Draft, mention: usize) -> bool {
    let tree = &reading.sentences[draft.sentence];
    let name = reading.mentions.of(draft.sentence).iter().find(|other| other.head == mention);
    let mut at = name.map_or(mention, |name| name.range.start);
    for _ in 0..5 {
        let Some(before) = at.checked_sub(1) else { return false };
        at = before;
        if tree.is(at, &["told", "tells", "telling", "to", "on", "via", "with", "for", "by"]) {
            return true;
        }
        let describes = matches!(
            tree.upos(at),
            syntax::Upos::Det
                | syntax::Upos::Adj
                | syntax::Upos::Noun
                | syntax::Upos::Propn
                | syntax::Upos::Part
        );
        if !describes {
            return false;
        }
    }
    false
}

/// True when the outlet hangs on the cue, directly or through nouns such as "interview".
fn goes_with(reading: &Reading<'_>, draft: &Draft, mention: usize) -> bool {
    let tree = &reading.sentences[draft.sentence];
    let mut at = mention;
    for _ in 0..6 {
        if at == draft.head {
            return true;
        }
        match tree.head(at) {
            Some(head)
                if !matches!(tree.rel(at), Rel::Nsubj | Rel::Conj | Rel::Acl) || head == draft.head =>
            {
                at = head
            }
            _ => return false,
        }
    }
    false
}

/// "..., Meridian News reported": the outlet's own cue goes when it only passes on another statement.
fn relay(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut gone = vec![false; drafts.len()];
    for outer in 0..drafts.len() {
        if reading.speaker(&drafts[outer].source).kind != SpeakerKind::Outlet
            || drafts[outer].rule == "citing"
        {
            continue;
        }
        let follows = drafts[outer].content.iter().all(|range| range.end <= drafts[outer].cue[0].start);
        let inner = (0..drafts.len()).find(|&inner| {
            inner != outer
                && drafts[inner].sentence == drafts[outer].sentence
                && drafts[outer].content.iter().any(|range| range.contains(&drafts[inner].cue[0].start))
        });
        if let (true, Some(inner)) = (follows, inner) {
            let outlet = drafts[outer].source.clone();
            if !drafts[inner].chain.contains(&outlet) {
                drafts[inner].chain.push(outlet);
            }
            gone[outer] = true;
        }
    }
    let mut place = 0;
    drafts.retain(|_| {
        place += 1;
        !gone[place - 1]
    });
}

/// "said that A, adding that B", "said A and warned of B": the second cue ends the first content. False
/// when the second stands at the head of the first content or inside its quotation.
fn end_before(reading: &Reading<'_>, drafts: &mut [Draft], inner: usize, outer: usize) -> bool {
    let cue = drafts[inner].cue[0].start;
    if reading.quotation_at(cue) != reading.quotation_at(drafts[outer].cue[0].start) {
        return false;
    }
    let Some(range) = drafts[outer].content.iter_mut().find(|range| range.contains(&cue)) else {
        return false;
    };
    // Back to the comma or conjunction that opens the second clause.
    let opens = (range.start..cue)
        .rev()
        .find(|&token| matches!(reading.form(token), "," | "and" | "but" | "while" | ";" | "–" | "—"));
    let Some(mut end) = opens else { return false };
    if cue - end > 6 {
        return false;
    }
    while end > range.start && !reading.form(end - 1).chars().any(char::is_alphanumeric) {
        end -= 1;
    }
    if end < range.start + 2 {
        return false;
    }
    range.end = end;
    true
}

/// A statement inside another's content came through the other's speaker.
fn nest(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut links: Vec<(usize, usize)> = Vec::new();
    for inner in 0..drafts.len() {
        let cue = drafts[inner].cue[0].start;
        // The smallest content around the cue. Only neighbours can hold it, so the search is local.
        let around = (inner.saturating_sub(24)..drafts.len().min(inner + 24)).filter(|&outer| outer != inner);
        let holder = around
            .filter_map(|outer| {
                let range = drafts[outer].content.iter().find(|range| range.contains(&cue))?;
                let apart =
                    !drafts[inner].content.iter().any(|range| range.contains(&drafts[outer].cue[0].start));
                apart.then_some((range.len(), outer))
            })
            .min();
        if let Some((_, outer)) = holder {
            links.push((inner, outer));
        }
    }
    let mut gone = vec![false; drafts.len()];
    for &(inner, outer) in &links {
        let same = drafts[inner].source == drafts[outer].source
            || reading.speaker(&drafts[inner].source).entity == reading.speaker(&drafts[outer].source).entity;
        // Inside a quotation a third person is somebody else.
        let same = same
            && reading.quotation_at(cue_of(drafts, inner)) == reading.quotation_at(cue_of(drafts, outer));
        if same && drafts[inner].source != Source::Unspecified {
            if !end_before(reading, drafts, inner, outer) {
                // "said he expects": one statement.
                gone[inner] = true;
            }
            continue;
        }
        if drafts[outer].source == Source::Unspecified {
            continue;
        }
        let link = drafts[outer].source.clone();
        let further = drafts[outer].chain.clone();
        for link in [link].into_iter().chain(further) {
            if !drafts[inner].chain.contains(&link) {
                drafts[inner].chain.push(link);
            }
        }
    }
    let mut place = 0;
    drafts.retain(|_| {
        place += 1;
        !gone[place - 1]
    });
}

fn cue_of(drafts: &[Draft], place: usize) -> usize {
    drafts[place].cue[0].start
}
