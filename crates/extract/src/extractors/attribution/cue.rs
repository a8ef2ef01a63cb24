//! Words that report speech, and the statements they make.

use std::ops::Range;

use knowledge::{Cue, CueClass};
use syntax::{Rel, Upos};

use super::{Draft, Source, content, source};
use crate::annotate::{Reading, Sentence, is_mark, is_quote_mark};

/// Every cue of one sentence as a draft. A draft without content waits for a quotation.
pub(super) fn drafts(reading: &Reading<'_>, sentence: usize, out: &mut Vec<Draft>) {
    let tree = &reading.sentences[sentence];
    let first = out.len();
    out.extend(label(reading, sentence));
    for at in 0..tree.len() {
        let draft = according(reading, sentence, at)
            .or_else(|| opinion(reading, sentence, at))
            .or_else(|| quoted_as(reading, sentence, at))
            .or_else(|| verb(reading, sentence, at))
            .or_else(|| conviction(reading, sentence, at))
            .or_else(|| noun(reading, sentence, at))
            .or_else(|| adjective(reading, sentence, at));
        out.extend(draft);
    }
    // An adverb makes a statement of its own only where nobody else is said to speak.
    for at in 0..tree.len() {
        if tree.is(at, &["reportedly", "allegedly", "supposedly", "purportedly"]) {
            let spoken = out[first..].iter().any(|draft| {
                draft.content.iter().any(|range| range.contains(&(tree.first + at)))
                    || draft.cue.iter().any(|range| range.start.abs_diff(tree.first + at) <= 2)
            });
            if !spoken {
                out.extend(adverb(reading, sentence, at));
            }
        }
    }
}

/// A draft with the common parts filled in. Ranges are places in the sentence.
fn draft(
    reading: &Reading<'_>,
    sentence: usize,
    head: usize,
    cue: Vec<Range<usize>>,
    speaker: Option<usize>,
    content: Vec<Range<usize>>,
    rule: &'static str,
) -> Draft {
    let first = reading.sentences[sentence].first;
    let shift = |range: Range<usize>| range.start + first..range.end + first;
    Draft {
        sentence,
        head,
        cue: cue.into_iter().map(shift).collect(),
        source: speaker.map_or(Source::Unspecified, |speaker| source::phrase(reading, sentence, speaker)),
        content: content.into_iter().map(shift).collect(),
        hedges: Vec::new(),
        chain: Vec::new(),
        time: None,
        denies: false,
        rule,
        frame: rule,
    }
}

/// "Minister Ana Oru: We have agreed ..." in a transcript: a name and a colon at the start. The turn
/// runs to the end of its paragraph or to the next label.
fn label(reading: &Reading<'_>, place: usize) -> Option<Draft> {
    let tree = &reading.sentences[place];
    let colon = speaker_label(tree)?;
    let head = (0..colon).rev().find(|&at| tree.upos(at) == Upos::Propn)?;
    let mut end = tree.first + tree.len();
    for next in &reading.sentences[place + 1..] {
        if next.paragraph != tree.paragraph || speaker_label(next).is_some() {
            break;
        }
        end = next.first + next.len();
    }
    let mut made =
        draft(reading, place, colon, vec![colon..colon + 1], Some(head), Vec::new(), "speaker-label");
    made.source = Source::Phrase { sentence: place, head, range: 0..colon };
    made.content = vec![tree.first + colon + 1..end];
    Some(made)
}

/// The colon behind a name that starts a turn: only names, titles and what joins them before it, and
/// no quotation after it.
fn speaker_label(tree: &Sentence<'_>) -> Option<usize> {
    let colon = (1..tree.len().min(22)).find(|&at| tree.forms[at] == ":")?;
    let mut capitals = 0;
    for at in 0..colon {
        let form = tree.forms[at];
        let joins = matches!(
            form,
            "of" | "the" | "and" | "for" | "de" | "al" | "-" | "," | "(" | ")" | "retranslated"
        );
        if form.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if !joins && !matches!(tree.upos(at), Upos::Propn) {
            return None;
        }
        if matches!(tree.xpos(at), "VBD" | "VBZ" | "VBP" | "MD") {
            return None;
        }
    }
    let speaks = tree.forms.get(colon + 1).is_some_and(|form| form.starts_with(char::is_alphabetic));
    (capitals >= 2 && speaks).then_some(colon)
}

/// "according to the ministry".
fn according(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if !tree.is(at, &["according"]) || !tree.is(at + 1, &["to"]) {
        return None;
    }
    let head = prepositional_head(tree, at, at + 2)?;
    let phrase = source::phrase_range(tree, head);
    let end = tree.extent(head).end.max(phrase.end);
    let content = beside(tree, at..end, head);
    let mut made = draft(reading, sentence, at, vec![at..at + 2], Some(head), content, "according-to");
    // "according to sources cited by the agency"
    if let Some(cited) = cited(tree, head) {
        made.cue.push(tree.first + cited..tree.first + cited + 1);
    }
    Some(made)
}

/// "cited by" under a source.
fn cited(tree: &Sentence<'_>, head: usize) -> Option<usize> {
    tree.children(head).find(|&child| tree.rel(child) == Rel::Acl && tree.is(child, &["cited", "quoted"]))
}

/// The noun that a preposition governs: by the parse, else the first noun behind it.
fn prepositional_head(tree: &Sentence<'_>, preposition: usize, from: usize) -> Option<usize> {
    if let Some(head) = tree.head(preposition)
        && head > preposition
        && source::is_nominal(tree, head)
    {
        return Some(head);
    }
    (from..tree.len().min(from + 8)).find(|&place| {
        source::is_nominal(tree, place)
            && !matches!(tree.upos(place), Upos::Det | Upos::Adj)
            && !tree
                .head(place)
                .is_some_and(|head| head > place && head < from + 10 && tree.rel(place) != Rel::Obl)
    })
}

/// The clause that a parenthetical phrase ("according to X", "in his view") stands in, without the phrase.
fn beside(tree: &Sentence<'_>, phrase: Range<usize>, head: usize) -> Vec<Range<usize>> {
    let worded_before = (0..phrase.start).any(|place| tree.is_worded(place));
    if !worded_before || (phrase.start < 4 && tree.forms[phrase.end.min(tree.len() - 1)] == ",") {
        // At the start: all that follows. A word before it ("But according to") stays out.
        let start = if tree.forms.get(phrase.end).is_some_and(|form| *form == ",") {
            phrase.end + 1
        } else {
            // The phrase may have swallowed the clause: cut it at its first comma.
            let comma = (phrase.start..tree.len()).find(|&place| tree.forms[place] == ",");
            comma.map_or(phrase.end, |comma| if phrase.end > comma { comma + 1 } else { phrase.end })
        };
        return content::trimmed(tree, start..tree.len()).into_iter().collect();
    }
    // The clause it belongs to, by the parse; else the sentence.
    let governor = tree.head(head).map(|mut at| {
        while let Some(up) = tree.head(at) {
            if matches!(tree.upos(at), Upos::Verb | Upos::Aux) || content::has_subject(tree, at) {
                break;
            }
            at = up;
        }
        at
    });
    let clause = governor.map_or(0..tree.len(), |at| own_clause(tree, at));
    let (start, end) = (clause.start.min(phrase.start), clause.end.max(phrase.end));
    let start = if start >= phrase.start { 0 } else { start };
    let before = content::trimmed(tree, start..phrase.start);
    let mut after = content::trimmed(tree, phrase.end..end);
    // Behind a closed statement only what the same clause goes on with belongs to it.
    if after
        .as_ref()
        .is_some_and(|range| range.len() < 2 || tree.is(range.start, &["and", "but", "while", "who"]))
    {
        after = None;
    }
    before.into_iter().chain(after).collect()
}

/// The extent of a clause without a conjunct or a cue that stands before it.
fn own_clause(tree: &Sentence<'_>, head: usize) -> Range<usize> {
    let mut range = tree.extent(head);
    for child in tree.children(head) {
        if matches!(tree.rel(child), Rel::Conj | Rel::Parataxis)
            && child > head
            && content::has_subject(tree, child)
        {
            let start = tree.extent(child).start;
            range.end = range.end.min(start.max(head + 1));
        }
    }
    range
}

/// "in his opinion", "in the ministry's view".
fn opinion(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if !tree.is(
        at,
        &[
            "opinion",
            "view",
            "words",
            "estimation",
            "assessment",
            "judgment",
            "judgement",
            "telling",
            "perspective",
            "account",
        ],
    ) {
        return None;
    }
    let preposition = tree
        .children(at)
        .find(|&child| child < at && tree.rel(child) == Rel::Case && tree.is(child, &["in", "from", "by"]))?;
    let owner =
        tree.children(at).find(|&child| child < at && child > preposition && tree.rel(child) == Rel::Nmod)?;
    let range = preposition..at + 1;
    let content = beside(tree, range.clone(), at);
    Some(draft(reading, sentence, at, vec![range], Some(owner), content, "in-the-view-of"))
}

/// "was quoted as saying that", "state media quoted him as saying".
fn quoted_as(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if at < 2 || !tree.is(at, &["saying", "telling", "writing", "stating"]) || !tree.is(at - 1, &["as"]) {
        return None;
    }
    let quote = (at.saturating_sub(16)..at - 1).rev().find(|&place| {
        matches!(tree.lemma(place), "quote" | "cite" | "report" | "paraphrase")
            && matches!(tree.upos(place), Upos::Verb | Upos::Aux)
    })?;
    let passive = source::is_passive(tree, quote);
    let speaker = if passive {
        tree.child(quote, &[Rel::Nsubj])
    } else {
        tree.children(quote).find(|&child| child > quote && tree.rel(child) == Rel::Obj)
    };
    let content = content::clause(tree, at).or_else(|| content::trimmed(tree, at + 1..tree.len()));
    let start = auxiliaries(tree, quote);
    let cue = vec![start..quote + 1, at - 1..at + 1];
    let mut made =
        draft(reading, sentence, at, cue, speaker, content.into_iter().collect(), "quoted-as-saying");
    if !passive && let Some(outlet) = source::of_verb(tree, quote) {
        made.chain.push(source::phrase(reading, sentence, outlet));
    }
    Some(made)
}

/// First token of the verb group that ends at `verb`: "has repeatedly", "was".
fn auxiliaries(tree: &Sentence<'_>, verb: usize) -> usize {
    let mut start = verb;
    while start > 0
        && tree.head(start - 1) == Some(verb)
        && (tree.rel(start - 1) == Rel::Aux
            || (tree.upos(start - 1) == Upos::Adv && start >= 2 && tree.rel(start - 2) == Rel::Aux))
    {
        start -= 1;
    }
    start
}

/// True for "not said", "never said".
fn is_negated(tree: &Sentence<'_>, verb: usize) -> bool {
    tree.children(verb)
        .any(|child| child < verb + 1 && tree.is(child, &["not", "n't", "n’t", "never", "neither", "nor"]))
}

/// A verb of the lexicon with content, or one that waits for a quotation.
fn verb(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
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
            reading.knowledge.cues.verb(&phrase)
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
    let refusing = first.class == CueClass::Refusal;
    let negated = is_negated(tree, at);
    if negated && !matches!(first.class, CueClass::Agreement | CueClass::Belief) {
        return None;
    }
    let passive = source::is_passive(tree, at) || (tree.rel(at) == Rel::Acl && tree.xpos(at) == "VBN");
    let mut subject = source::of_verb(tree, at);
    if subject.is_none() && !passive {
        subject = nearby_subject(tree, at);
    }
    if is_trailing(tree, at)
        && let Some(earlier) = earlier_speaker(reading, tree, at)
    {
        subject = Some(earlier);
    }
    if !is_saying(tree, at, subject, passive) {
        return None;
    }
    let (content, used, denies, frame) = find_content(tree, at, subject, passive, cues)?;
    let start = auxiliaries(tree, at);
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
    let mut made = draft(reading, sentence, at, cue, subject, content, rule);
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
fn is_trailing(tree: &Sentence<'_>, at: usize) -> bool {
    tree.xpos(at) == "VBG"
        && at > 1
        && (tree.forms[at - 1] == "," || (tree.forms[at - 2] == "," && tree.upos(at - 1) == Upos::Adv))
}

/// Who spoke in the main clause before a trailing participle.
fn earlier_speaker(reading: &Reading<'_>, tree: &Sentence<'_>, at: usize) -> Option<usize> {
    let verb = (0..at).rev().find(|&place| {
        matches!(tree.xpos(place), "VBD" | "VBZ" | "VBP" | "VBN")
            && tree.child(place, &[Rel::Nsubj]).is_some()
            && !reading.knowledge.cues.verb(&tree.lemma(place).to_lowercase()).is_empty()
    })?;
    if source::is_passive(tree, verb) {
        return source::agent(tree, verb);
    }
    source::of_verb(tree, verb)
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

/// Where the parse gives no subject: a noun right before or, inverted, right behind the verb.
fn nearby_subject(tree: &Sentence<'_>, verb: usize) -> Option<usize> {
    let nominal = |place: usize| matches!(tree.upos(place), Upos::Noun | Upos::Propn | Upos::Pron);
    if tree.xpos(verb) == "VBG" || tree.xpos(verb) == "VB" {
        return None;
    }
    if verb > 0 && nominal(verb - 1) {
        return Some(verb - 1);
    }
    // "the head of the league, Ana Oru, said": the name between the commas.
    if verb > 1 && tree.forms[verb - 1] == "," && nominal(verb - 2) {
        let mut at = verb - 2;
        while let Some(head) = tree.head(at)
            && head < at
            && matches!(tree.rel(at), Rel::Flat | Rel::Compound)
        {
            at = head;
        }
        return Some(at);
    }
    let mut place = verb + 1;
    while place < tree.len() && !is_mark(tree.forms[place]) && place < verb + 8 {
        if nominal(place)
            && !tree
                .forms
                .get(place + 1)
                .is_some_and(|_| tree.rel(place + 1) == Rel::Flat || tree.rel(place) == Rel::Compound)
        {
            return Some(place);
        }
        place += 1;
    }
    None
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
    // Waits for a quotation.
    frame(&|cue| cue.quotation).map(|cue| (Vec::new(), None, cue.denies, "quotation"))
}

/// "as the minister noted, the road is closed": the clause around the comparison.
fn as_clause(tree: &Sentence<'_>, at: usize) -> Option<Content> {
    let mark = tree.children(at).find(|&child| {
        child < at && matches!(tree.rel(child), Rel::Mark | Rel::Advmod) && tree.is(child, &["as"])
    })?;
    let end = (at..tree.len()).find(|&place| tree.forms[place] == ",").unwrap_or(at + 1);
    let object = tree.child(at, &[Rel::Obj, Rel::Ccomp]).is_some();
    let content = beside(tree, mark..end, at);
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
    if let Some(subject) = subject
        && (cue.object || cue.class == CueClass::Performative)
    {
        return content::trimmed(tree, tree.extent(subject))
            .map(|content| (vec![content], None, denies, "subject"));
    }
    if tree.rel(at) == Rel::Acl && source::agent(tree, at).is_some() {
        let head = tree.head(at)?;
        let range = source::phrase_range(tree, head);
        return content::trimmed(tree, range.start..range.end.min(at))
            .map(|content| (vec![content], None, denies, "modified"));
    }
    None
}

/// "the claim that", "Iran's insistence that", "expressed hope that", "demands for".
fn noun(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
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
    let range = if let Some(clause) = clausal {
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
    let mut made = draft(reading, sentence, at, spans, speaker, vec![range], "speech-noun");
    made.frame = match (clausal.is_some(), light.is_some(), owner.is_some()) {
        (true, true, _) => "noun-voiced-clause",
        (true, false, true) => "noun-owned-clause",
        (true, false, false) => "noun-clause",
        (false, true, _) => "noun-voiced",
        (false, false, true) => "noun-owned",
        (false, false, false) => "noun",
    };
    made.denies = cue.denies;
    Some(made)
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
    possessor.or(by).or_else(named)
}

/// "is convinced that", "was critical of": a state of mind that somebody has declared.
fn conviction(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    const SURE: &[&str] = &[
        "convinced",
        "confident",
        "certain",
        "sure",
        "adamant",
        "hopeful",
        "optimistic",
        "pessimistic",
        "sceptical",
        "skeptical",
        "doubtful",
        "concerned",
        "worried",
        "afraid",
        "critical",
        "unaware",
        "supportive",
        "clear",
        "insistent",
        "unequivocal",
        "dismissive",
    ];
    if !tree.is(at, SURE) || !matches!(tree.upos(at), Upos::Adj | Upos::Verb) {
        return None;
    }
    let subject = tree
        .child(at, &[Rel::Nsubj])
        .filter(|&subject| subject < at && !tree.is(subject, &["it", "there", "this", "that"]))?;
    let copula = tree
        .children(at)
        .filter(|&child| matches!(tree.rel(child), Rel::Cop | Rel::Aux))
        .map(|child| child)
        .min()
        .unwrap_or(at);
    let cue = copula.min(at)..at + 1;
    if let Some(content) = content::clause(tree, at) {
        return Some(draft(reading, sentence, at, vec![cue], Some(subject), vec![content], "conviction"));
    }
    if let Some(content) = content::around(tree, at, Some(subject)) {
        return Some(draft(reading, sentence, at, vec![cue], Some(subject), content, "conviction"));
    }
    if tree.is(at, &["critical", "dismissive", "supportive", "sceptical", "skeptical"]) {
        let (preposition, content) =
            content::after_preposition(tree, at, &["of".to_owned(), "about".to_owned()])?;
        return Some(draft(
            reading,
            sentence,
            at,
            vec![cue.start..preposition + 1],
            Some(subject),
            vec![content],
            "conviction",
        ));
    }
    None
}

/// "alleged misconduct": somebody alleges it.
fn adjective(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    if !tree.is(at, &["alleged", "purported", "so-called"])
        || tree.is(at, &["so-called"])
        || tree.rel(at) != Rel::Amod
    {
        return None;
    }
    let head = tree.head(at).filter(|&head| head > at)?;
    let range = content::trimmed(tree, at + 1..tree.extent(head).end)?;
    Some(draft(reading, sentence, at, vec![at..at + 1], None, vec![range], "alleged"))
}

/// "the ships have reportedly left": nobody is named.
fn adverb(reading: &Reading<'_>, sentence: usize, at: usize) -> Option<Draft> {
    let tree = &reading.sentences[sentence];
    let head = tree.head(at)?;
    let clause = own_clause(tree, head);
    let before = content::trimmed(tree, clause.start..at);
    let after = content::trimmed(tree, at + 1..clause.end.max(at + 1));
    let content: Content = before.into_iter().chain(after).collect();
    Some(draft(reading, sentence, at, vec![at..at + 1], None, content, "reportedly"))
}
