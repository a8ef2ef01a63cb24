//! Verbs that report speech: which reading of the verb fits, and where its content stands.

use std::ops::Range;

use knowledge::{Cue, CueClass};
use syntax::{Rel, Upos};

use super::{Draft, content, cue, source, subject};
use crate::annotate::{Reading, Sentence, is_quote_mark};

/// True for "not said", "never said".
fn is_negated(tree: &Sentence<'_>, verb: usize) -> bool {
    tree.children(verb)
        .any(|child| child < verb + 1 && tree.is(child, &["not", "n't", "n’t", "never", "neither", "nor"]))
}

/// A verb of the lexicon with content, or one that waits for a quotation.
pub(super) fn draft(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    let tagged = tree.upos(at) == Upos::Verb || tree.xpos(at).starts_with("VB");
    // "the president insists that": taken for a plural noun.
    let mistaken =
        tree.xpos(at) == "NNS" && tree.is(at + 1, &["that"]) && at > 0 && tree.upos(at - 1) != Upos::Adj;
    if !(tagged || mistaken) || tree.rel(at) == Rel::Aux {
        return None;
    }
    let particle = tree.children(at).find(|&child| {
        child > at
            && child <= at + 3
            && tree.rel(child) == Rel::Compound
            && matches!(tree.upos(child), Upos::Adp | Upos::Adv | Upos::Part)
    });
    let lemma = tree.lemma(at).to_lowercase();
    let cues = match particle {
        Some(particle) => {
            let phrase = format!("{lemma} {}", tree.forms[particle].to_lowercase());
            match reading.knowledge.cues.verb(&phrase) {
                // "reported back": the bare verb, where the lexicon has no such phrase.
                [] if tree.is(particle, &["back", "again", "out"]) => reading.knowledge.cues.verb(&lemma),
                found => found,
            }
        }
        None => next_word(reading, tree, at, &lemma).unwrap_or_else(|| reading.knowledge.cues.verb(&lemma)),
    };
    let open;
    let cues = if cues.is_empty() && particle.is_none() {
        open = open_class(tree, at)?;
        std::slice::from_ref(&open)
    } else {
        cues
    };
    let first = cues.first()?;
    if tree.is(at, &["according", "regarding", "concerning", "following", "including"]) {
        return None;
    }
    // "was quoted on Monday as saying": read as a whole elsewhere.
    if matches!(tree.lemma(at), "quote" | "cite" | "paraphrase")
        && (at + 1..tree.len().min(at + 16)).any(|place| {
            tree.is(place, &["as"]) && tree.is(place + 1, &["saying", "telling", "writing", "stating"])
        })
    {
        return None;
    }
    let refusing = first.class == CueClass::Refusal;
    let negated = is_negated(tree, at);
    if negated && !matches!(first.class, CueClass::Agreement | CueClass::Belief) {
        return None;
    }
    let active = subject::of_mistaken_participle(tree, at);
    let passive = active.is_none()
        && (source::is_passive(tree, at) || (tree.rel(at) == Rel::Acl && tree.xpos(at) == "VBN"));
    let subject = subject::find(reading, sentence, at, active, passive);
    if !is_saying(tree, at, subject, passive) {
        return None;
    }
    let (content, used, denies, frame) = find_content(tree, at, subject, passive, cues)?;
    let start = cue::auxiliaries(tree, at);
    let end = particle.map_or(at, |particle| particle.max(at)) + 1;
    let mut cue = vec![start..end];
    if let Some(preposition) = used {
        if preposition == end {
            cue[0].end = preposition + 1;
        } else {
            cue.push(preposition..preposition + 1);
        }
    }
    let waits_for_before = passive && content.is_empty();
    let rule = if waits_for_before { "stated-before" } else { rule(first.class) };
    let mut made = cue::draft(reading, sentence, at, cue, subject, content, rule);
    made.frame = frame;
    made.denies = denies || refusing || (negated && first.class == CueClass::Agreement);
    Some(made)
}

/// A verb that no lexicon lists, with "that ..." or a quotation behind it: it may report speech.
fn open_class(tree: &Sentence<'_>, at: usize) -> Option<Cue> {
    let that = tree.children(at).any(|child| {
        child > at
            && tree.rel(child) == Rel::Ccomp
            && tree.children(child).any(|mark| tree.rel(mark) == Rel::Mark && tree.is(mark, &["that"]))
    });
    if !that
        && !quotation_after(tree, at)
        && quotation_before(tree, at, tree.child(at, &[Rel::Nsubj])).is_none()
    {
        return None;
    }
    Some(Cue {
        class: CueClass::Speech,
        quotation: true,
        clause: true,
        infinitive: false,
        object: false,
        gerund: false,
        object_as: false,
        complement: false,
        prepositions: Vec::new(),
        denies: false,
        factive: false,
    })
}

/// ", adding that ...": a participle behind a comma goes on with the saying before it.
pub(super) fn is_trailing(tree: &Sentence<'_>, at: usize) -> bool {
    tree.xpos(at) == "VBG"
        && at > 1
        && (tree.forms[at - 1] == "," || (tree.forms[at - 2] == "," && tree.upos(at - 1) == Upos::Adv))
}

/// "made clear", "ruled out" where the parser sees no particle.
fn next_word<'k>(reading: &Reading<'k>, tree: &Sentence<'_>, at: usize, lemma: &str) -> Option<&'k [Cue]> {
    let next = tree.forms.get(at + 1)?;
    if !next.chars().all(char::is_alphabetic) {
        return None;
    }
    let phrase = format!("{lemma} {}", next.to_lowercase());
    let cues = reading.knowledge.cues.verb(&phrase);
    (!cues.is_empty()).then_some(cues)
}

/// The rule's name for a class.
fn rule(class: CueClass) -> &'static str {
    match class {
        CueClass::Speech => "speech-verb",
        CueClass::Writing => "writing-verb",
        CueClass::Belief => "belief-verb",
        CueClass::Demand => "demand-verb",
        CueClass::Refusal => "refusal-verb",
        CueClass::Agreement => "agreement-verb",
        CueClass::Question => "question-verb",
        CueClass::Judgement => "judgement-verb",
        CueClass::Performative => "performative-verb",
    }
}

/// False for conditions, for the reader's own "I say", and for things that cannot speak.
fn is_saying(tree: &Sentence<'_>, verb: usize, subject: Option<usize>, passive: bool) -> bool {
    if tree
        .children(verb)
        .any(|mark| tree.rel(mark) == Rel::Mark && tree.is(mark, &["if", "unless", "whether"]))
    {
        return false;
    }
    match subject {
        Some(subject) => {
            tree.upos(subject) != Upos::Pron
                || !tree.is(subject, &["you", "i", "one", "what", "there", "nothing", "let"])
        }
        None => passive,
    }
}

type Content = Vec<Range<usize>>;

/// Content, the preposition it used, whether it is denied, and the frame.
type Found = (Content, Option<usize>, bool, &'static str);

/// The content by the first frame that fits, the preposition it used, and whether the content is denied.
fn find_content(
    tree: &Sentence<'_>,
    at: usize,
    subject: Option<usize>,
    passive: bool,
    cues: &[Cue],
) -> Option<Found> {
    let frame = |test: &dyn Fn(&Cue) -> bool| cues.iter().find(|cue| test(cue));
    if passive {
        return passive_content(tree, at, cues);
    }
    if let Some(cue) = frame(&|cue| cue.clause || cue.quotation)
        && let Some(content) = as_clause(tree, at)
    {
        return Some((content, None, cue.denies, "as-clause"));
    }
    if let Some(cue) = frame(&|cue| cue.quotation)
        && let Some(content) = quotation_before(tree, at, subject)
    {
        return Some((content, None, cue.denies, "around"));
    }
    if let Some(cue) = frame(&|cue| cue.quotation)
        && quotation_after(tree, at)
    {
        return Some((Vec::new(), None, cue.denies, "quotation"));
    }
    if let Some(cue) = frame(&|cue| cue.clause)
        && is_parenthesis(tree, at, subject)
        && let Some(content) = content::around(tree, at, subject)
    {
        return Some((content, None, cue.denies, "around"));
    }
    if let Some(cue) = frame(&|cue| cue.clause)
        && let Some(content) = content::clause(tree, at)
    {
        return Some((vec![content], None, cue.denies, "clause"));
    }
    if let Some(cue) = frame(&|cue| cue.object_as)
        && let Some(content) = content::object_as(tree, at, false)
    {
        return Some((content, None, cue.denies && !matches!(cue.class, CueClass::Judgement), "as"));
    }
    if let Some(cue) = frame(&|cue| cue.complement)
        && let Some(content) = content::complement(tree, at)
    {
        return Some((vec![content], None, cue.denies, "complement"));
    }
    if let Some(cue) = frame(&|cue| cue.infinitive)
        && let Some(content) = content::infinitive(tree, at)
    {
        return Some((vec![content], None, cue.denies, "infinitive"));
    }
    if let Some(cue) = frame(&|cue| cue.gerund)
        && let Some(content) = content::gerund(tree, at)
    {
        return Some((vec![content], None, cue.denies, "gerund"));
    }
    let trails = is_trailing(tree, at);
    if trails
        && let Some(cue) = frame(&|cue| cue.clause)
        && let Some(content) = bare_clause(tree, at)
    {
        return Some((vec![content], None, cue.denies, "bare-clause"));
    }
    if let Some(cue) = frame(&|cue| cue.clause || cue.quotation).filter(|_| !trails)
        && let Some(content) = content::around(tree, at, subject)
    {
        return Some((content, None, cue.denies, "around"));
    }
    if tree.lemma(at) == "say"
        && let Some(content) = bare_clause(tree, at)
    {
        return Some((vec![content], None, false, "bare-clause"));
    }
    for cue in cues.iter().filter(|cue| !cue.prepositions.is_empty()) {
        if let Some((preposition, content)) = content::after_preposition(tree, at, &cue.prepositions) {
            return Some((vec![content], Some(preposition), cue.denies, "preposition"));
        }
    }
    if let Some(cue) = frame(&|cue| cue.class == CueClass::Performative)
        && let Some((noun, content)) = voiced(tree, at)
    {
        return Some((vec![content], Some(noun), cue.denies, "voiced"));
    }
    if let Some(cue) = frame(&|cue| cue.object)
        && let Some(content) = content::object(tree, at)
    {
        return Some((vec![content], None, cue.denies, "object"));
    }
    if let Some(cue) = frame(&|cue| cue.clause && cue.class == CueClass::Speech)
        && let Some(content) = bare_clause(tree, at)
    {
        return Some((vec![content], None, cue.denies, "bare-clause"));
    }
    // Waits for a quotation, unless something else stands there that may be meant.
    let denies = cues.first().is_some_and(|cue| cue.denies);
    if let Some(content) = content::object(tree, at) {
        return Some((vec![content], None, denies, "any-object"));
    }
    let about: Vec<String> =
        ["about", "of", "on", "for", "to", "against", "with", "over"].map(str::to_owned).to_vec();
    if !cues.iter().any(|cue| cue.quotation)
        && let Some((preposition, content)) = content::after_preposition(tree, at, &about)
    {
        return Some((vec![content], Some(preposition), denies, "any-preposition"));
    }
    if let Some(that) = loose_that(tree, at) {
        return content::trimmed(tree, that..tree.len())
            .map(|content| (vec![content], None, denies, "loose-that"));
    }
    frame(&|cue| cue.quotation).map(|cue| (Vec::new(), None, cue.denies, "quotation"))
}

/// "noted, in part, that the road ...": where a clause starts that the parser hung elsewhere.
fn loose_that(tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let that = (at + 1..tree.len().min(at + 9)).find(|&place| tree.is(place, &["that"]))?;
    (tree.forms[that - 1] == "," || that == at + 1).then_some(that + 1)
}

/// "as the minister noted, the road is closed": the clause around the comparison.
fn as_clause(tree: &Sentence<'_>, at: usize) -> Option<Content> {
    let mark = tree.children(at).find(|&child| {
        child < at && matches!(tree.rel(child), Rel::Mark | Rel::Advmod) && tree.is(child, &["as"])
    })?;
    let end = (at..tree.len()).find(|&place| tree.forms[place] == ",").unwrap_or(at + 1);
    let object = tree.child(at, &[Rel::Obj, Rel::Ccomp]).is_some();
    let content = cue::beside(tree, mark..end, at);
    (!object && end <= at + 8 && !content.is_empty()).then_some(content)
}

/// "expressed regret over the delay": the noun that is voiced, and what it is about.
fn voiced(tree: &Sentence<'_>, at: usize) -> Option<(usize, Range<usize>)> {
    let noun = tree.children(at).find(|&child| child > at && tree.rel(child) == Rel::Obj)?;
    let about: Vec<String> =
        ["over", "about", "at", "with", "for", "in", "on", "of", "that", "to"].map(str::to_owned).to_vec();
    let (_, content) = content::after_preposition(tree, noun, &about)
        .or_else(|| content::after_preposition(tree, at, &about))?;
    (content.start > noun).then_some((noun, content))
}

/// `"...," the minister said`: a quotation that closes right before the saying.
fn quotation_before(tree: &Sentence<'_>, at: usize, subject: Option<usize>) -> Option<Content> {
    if is_trailing(tree, at) {
        return None;
    }
    let core = content::core(tree, at, subject);
    let marked = |place: usize| is_quote_mark(tree.forms[place]);
    let closes = core.start >= 3
        && (marked(core.start - 1) || (tree.forms[core.start - 1] == "," && marked(core.start - 2)));
    if closes { content::around(tree, at, subject) } else { None }
}

/// "The road, officials said, was closed": commas on both sides of a bare saying.
fn is_parenthesis(tree: &Sentence<'_>, at: usize, subject: Option<usize>) -> bool {
    let core = content::core(tree, at, subject);
    let behind = tree.forms.get(core.end).is_none_or(|form| matches!(*form, "," | "." | ";"));
    core.start >= 3 && tree.forms[core.start - 1] == "," && behind && !is_trailing(tree, at)
}

/// `said on Monday, "..."`: a quotation opens behind a comma or a colon, and no other verb stands between.
fn quotation_after(tree: &Sentence<'_>, at: usize) -> bool {
    let opens = (at + 1..tree.len())
        .find(|&place| is_quote_mark(tree.forms[place]) && !matches!(tree.forms[place], "'" | "’"));
    opens.is_some_and(|opens| {
        matches!(tree.forms[opens - 1], "," | ":")
            && !(at + 1..opens).any(|place| {
                matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "MD" | "VBG") || tree.is(place, &["that"])
            })
    })
}

/// What follows a speech verb where the parser saw no clause: "that ...", or words with a verb of their
/// own ("officials said the man was ...").
fn bare_clause(tree: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let that = (at + 1..tree.len().min(at + 10))
        .find(|&place| tree.is(place, &["that"]) && matches!(tree.upos(place), Upos::Sconj));
    if let Some(that) = that {
        return content::trimmed(tree, that + 1..tree.len());
    }
    if !tree.forms.get(at + 1).is_some_and(|form| form.starts_with(char::is_alphanumeric)) {
        return None;
    }
    let verb =
        (at + 2..tree.len()).any(|place| matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "MD" | "VBN"));
    if verb { content::trimmed(tree, at + 1..tree.len()) } else { None }
}

/// "was described as", "is said to", "it is believed that", "were told to".
fn passive_content(tree: &Sentence<'_>, at: usize, cues: &[Cue]) -> Option<Found> {
    let cue = cues.first()?;
    let denies = cues.iter().any(|cue| cue.denies);
    if let Some(content) = content::clause(tree, at) {
        return Some((vec![content], None, denies, "clause"));
    }
    let subject = tree.child(at, &[Rel::Nsubj]);
    if cues.iter().any(|cue| cue.object_as)
        && let Some(content) = content::object_as(tree, at, true)
    {
        return Some((content, None, false, "as"));
    }
    if let Some(infinitive) = content::infinitive(tree, at) {
        // One is told to do something; one is said to have done something.
        let addressed = matches!(cue.class, CueClass::Demand) || tree.lemma(at) == "tell";
        let subject =
            subject.filter(|_| !addressed).and_then(|subject| content::trimmed(tree, tree.extent(subject)));
        return Some((subject.into_iter().chain([infinitive]).collect(), None, denies, "infinitive"));
    }
    if let Some(subject) = subject
        && tree.is(subject, &["this", "it", "that"])
        && source::agent(tree, at).is_some()
    {
        // "This was stated by": what was said stands before.
        return Some((Vec::new(), None, denies, "before"));
    }
    if cues.iter().any(|cue| cue.complement || cue.object_as)
        && let Some(content) = passive_complement(tree, at)
    {
        return Some((content, None, false, "passive-complement"));
    }
    // "was attributed to the rebels"
    if let Some(cue) = cues.iter().find(|cue| !cue.prepositions.is_empty() && !cue.quotation && !cue.object)
        && let Some((preposition, content)) = content::after_preposition(tree, at, &cue.prepositions)
    {
        let subject = subject.and_then(|subject| content::trimmed(tree, tree.extent(subject)));
        return Some((
            subject.into_iter().chain([content]).collect(),
            Some(preposition),
            denies,
            "passive-preposition",
        ));
    }
    if let Some(subject) = subject
        && (cue.object || cue.class == CueClass::Performative || cue.quotation)
    {
        return content::trimmed(tree, tree.extent(subject))
            .map(|content| (vec![content], None, denies, "subject"));
    }
    if tree.rel(at) == Rel::Acl {
        let head = tree.head(at).filter(|&head| head < at)?;
        let range = source::phrase_range(tree, head);
        let frame = if source::agent(tree, at).is_some() { "modified" } else { "modified-alone" };
        return content::trimmed(tree, range.start..range.end.min(at))
            .map(|content| (vec![content], None, denies, frame));
    }
    None
}

/// "was called the granary of the south": the subject and what it is called.
fn passive_complement(tree: &Sentence<'_>, at: usize) -> Option<Content> {
    let first = match tree.child(at, &[Rel::Nsubj]) {
        Some(subject) => content::trimmed(tree, tree.extent(subject)),
        None => {
            let head = tree.head(at).filter(|&head| tree.rel(at) == Rel::Acl && head < at)?;
            let range = source::phrase_range(tree, head);
            content::trimmed(tree, range.start..range.end.min(at))
        }
    };
    let second = tree.children(at).find(|&child| {
        child > at && matches!(tree.rel(child), Rel::Xcomp | Rel::Obj) && tree.extent(child).start <= at + 2
    })?;
    let second = content::trimmed(tree, tree.extent(second).start.max(at + 1)..tree.extent(second).end)?;
    Some(first.into_iter().chain([second]).collect())
}
