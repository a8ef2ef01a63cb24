//! Personal names as words: which belong to the name, and which names can be one person's.

use std::ops::Range;

use knowledge::ActorKind;
use syntax::Upos;
use syntax::entities::lists::Listed;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Reader, Sentence};

/// The words of a personal name, honorifics left out.
pub(super) fn name_words(sentence: &Sentence<'_>, range: Range<usize>) -> Vec<String> {
    const HONORIFICS: &[&str] = &[
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "lord",
        "lady",
        "gen",
        "gen.",
        "col",
        "col.",
        "maj",
        "maj.",
        "lt",
        "lt.",
        "capt",
        "capt.",
        "sen",
        "sen.",
        "rep",
        "rep.",
        "sheikh",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "cde",
        "cde.",
        "comrade",
        "mawlawi",
        "maulana",
        "mullah",
        "ayatollah",
        "imam",
        "rabbi",
        "monsignor",
        "abbé",
        "hajj",
        "haji",
        "excellency",
        "highness",
        "majesty",
        "fm",
        "pm",
        "president",
        "minister",
        "prime",
        "general",
        "senator",
        "ambassador",
        "secretary",
        "chancellor",
        "premier",
        "judge",
        "justice",
        "professor",
        "colonel",
        "major",
        "captain",
        "brigadier",
        "admiral",
        "marshal",
        "governor",
        "mayor",
        "congressman",
        "congresswoman",
        "'s",
        "’s",
        "the",
        "former",
        "foreign",
        "defence",
        "defense",
        "deputy",
        "vice",
        "of",
    ];
    let mut words: Vec<String> = Vec::new();
    for place in range {
        let form = sentence.forms[place];
        if form.chars().any(char::is_alphabetic) && !HONORIFICS.contains(&form.to_lowercase().as_str()) {
            words.push(form.to_owned());
        }
    }
    words
}

impl Reader<'_> {
    /// A personal name without the title that leads it: "President of Malta Rita Vella" is `Rita Vella`.
    /// Empty when nothing but a title is there.
    pub(super) fn bare(&self, sentence: &Sentence<'_>, range: Range<usize>) -> Range<usize> {
        let mut start = range.start;
        while start < range.end {
            let role = self.knowledge.roles.match_at(&sentence.forms, start).map(|(length, _)| length);
            let small = sentence.forms[start].starts_with(char::is_lowercase)
                && !sentence.is(
                    start,
                    &[
                        "al", "bin", "bint", "de", "van", "von", "da", "el", "ben", "ibn", "di", "du", "ter",
                        "la", "le", "dos", "abu",
                    ],
                );
            let modifier = self.knowledge.roles.modifier(sentence.forms[start]).map(|_| 1);
            let state = self.knowledge.actors.match_at(&sentence.forms, start).filter(|matched| {
                matched.candidates.iter().all(|candidate| {
                    let kind = self.knowledge.actors.get(candidate.actor).kind;
                    kind != ActorKind::Person && !candidate.ambiguous
                })
            });
            let state = state.map(|matched| matched.len);
            let mark = (!sentence.is_worded(start)).then_some(1);
            // "Office Ana Oru": the body before a name is not part of it.
            let form = sentence.forms[start];
            let listed = syntax::entities::lists::LISTS.of(form, &form.to_lowercase());
            let body =
                (start + 2 < range.end && listed.has(Listed::ORGANISATION) && !listed.has(Listed::GIVEN))
                    .then_some(1);
            let Some(length) = role.or(modifier).or(state).or(small.then_some(1)).or(mark).or(body) else {
                break;
            };
            start += length;
        }
        let mut end = range.end;
        // "Rita Vella of Malta", "Ana Oru on Radio Meridian": the recogniser may go on behind the name.
        if let Some(preposition) =
            (start + 1..end).find(|&at| sentence.is(at, &["of", "on", "from", "for", "in"]))
        {
            end = preposition;
        }
        // "Karim bin Sala", "Yu Hoi-wan": the recogniser may stop inside a name.
        while start < range.end && end < sentence.len() {
            let name = |at: usize| {
                at < sentence.len()
                    && sentence.upos(at) == Upos::Propn
                    && sentence.forms[at].chars().any(char::is_alphabetic)
            };
            let tight = |at: usize| {
                at > 0 && at < sentence.len() && sentence.spans[at - 1].end == sentence.spans[at].start
            };
            let particle =
                sentence.is(end, &["bin", "ibn", "al", "el", "abu", "bint", "de", "van"]) && name(end + 1);
            let hyphen = sentence.forms[end] == "-"
                && tight(end)
                && tight(end + 1)
                && sentence.forms.get(end + 1).is_some_and(|form| form.starts_with(char::is_alphabetic));
            if !(particle || hyphen) {
                break;
            }
            end += 2;
        }
        start.min(range.end)..end
    }
}

/// Surnames compare without case and apostrophes.
pub(super) fn key(word: &str) -> String {
    word.nfd()
        .filter(|letter| letter.is_alphanumeric() && !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// True when the words can be another form of the name: every word (or its initial) stands in it.
pub(super) fn fits(name: &str, words: &[String]) -> bool {
    let known: Vec<String> = name.split(' ').map(key).collect();
    let given: Vec<String> = words.iter().map(|word| key(word)).collect();
    let (short, long) = if known.len() <= given.len() { (&known, &given) } else { (&given, &known) };
    short.iter().all(|word| {
        long.iter().any(|other| other == word || (word.len() == 1 && other.starts_with(word.as_str())))
    })
}

/// Words as a name: no blank before a hyphen, an apostrophe or a full stop.
pub(crate) fn join(words: &[&str]) -> String {
    let mut name = String::new();
    for word in words {
        let tight = name.is_empty()
            || name.ends_with('-')
            || matches!(*word, "-" | "'s" | "’s" | "'" | "’" | "." | ",");
        if !tight {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// Names that only publishers bear.
pub(crate) fn is_outlet_name(name: &str) -> bool {
    name.split(' ').any(|word| {
        matches!(
            word,
            "News"
                | "Times"
                | "Radio"
                | "TV"
                | "Television"
                | "Newspaper"
                | "Agency"
                | "Post"
                | "Herald"
                | "Daily"
                | "Gazette"
                | "Tribune"
                | "Broadcasting"
                | "Journal"
                | "Magazine"
                | "Press"
                | "Weekly"
                | "Channel"
                | "Twitter"
                | "Facebook"
                | "Telegram"
                | "YouTube"
                | "Instagram"
                | "Observer"
                | "Telegraph"
                | "Chronicle"
                | "Mail"
                | "Network"
                | "Wire"
        )
    })
}
