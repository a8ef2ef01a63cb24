//! Statements: what somebody said, and who said it.

use ledger::{Form, Polarity, SpeakerKind, Statement};

use super::time::{Together, together};
use super::{Record, Relation, numbers, wording};

/// Days within which two reports tell of one statement.
const SAME: i32 = 1;

/// The share of words by which two wordings are one content.
pub(super) const ALIKE: f64 = 0.8;

/// Words of the shortest content that is compared.
const SHORTEST: usize = 3;

/// Words of the shortest quotation that only one person can have said just so.
const QUOTED: usize = 7;

type Told = Option<(Relation, &'static str)>;

pub(super) fn relation(one: &Record<'_>, a: &Statement, other: &Record<'_>, b: &Statement) -> Told {
    if !is_named(a) || !is_named(b) {
        return None;
    }
    let (a_text, b_text) = (a.words.join(" "), b.words.join(" "));
    let (a_words, b_words) = (wording::content(&a_text), wording::content(&b_text));
    if a_words.len() < SHORTEST || wording::likeness(&a_words, &b_words) < ALIKE {
        return None;
    }
    let time = together(one.when(), other.when(), SAME);
    if a.speaker.entity != b.speaker.entity {
        let persons = a.speaker.kind == SpeakerKind::Person && b.speaker.kind == SpeakerKind::Person;
        let quoted = a.form == Form::Direct && b.form == Form::Direct;
        let words = wording::words(&a_text);
        let same = words.len() >= QUOTED && words == wording::words(&b_text);
        if !persons || !quoted || !same || is_one_name(&a.speaker.entity, &b.speaker.entity) {
            return None;
        }
        return match time {
            Together::Yes => Some((Relation::Attribution, "quotation-of-two")),
            Together::Unknown => Some((Relation::Undated, "quotation-of-two-undated")),
            Together::No => None,
        };
    }
    let stands =
        |row: &Statement, text: &str| (row.polarity == Polarity::Affirms) != wording::is_negated(text);
    if stands(a, &a_text) != stands(b, &b_text) {
        return Some(match time {
            Together::Yes => (Relation::Attribution, "said-and-denied"),
            Together::No => (Relation::Shift, "said-and-denied-later"),
            Together::Unknown => (Relation::Undated, "said-and-denied-undated"),
        });
    }
    (time == Together::Yes && numbers::differ(&a_text, &b_text)).then_some((Relation::Number, "said-number"))
}

/// Statements are looked up by their speaker and rarest words, quotations by the words alone.
pub(super) fn keys(row: &Statement, common: &wording::Common) -> Vec<String> {
    if !is_named(row) {
        return Vec::new();
    }
    let rarest = common.rarest(&row.words.join(" "), ALIKE);
    let by_speaker = rarest.iter().map(|word| format!("s {} {word}", row.speaker.entity));
    let by_words = rarest.iter().filter(|_| row.form == Form::Direct).map(|word| format!("q {word}"));
    by_speaker.chain(by_words).collect()
}

fn is_named(row: &Statement) -> bool {
    let kind = row.speaker.kind;
    !matches!(kind, SpeakerKind::Unnamed | SpeakerKind::Unspecified | SpeakerKind::Group)
        && !matches!(row.speaker.entity.as_str(), "unnamed" | "unspecified" | "")
}

/// True when two names may be of one person: they end alike.
fn is_one_name(one: &str, other: &str) -> bool {
    one.split(' ').next_back() == other.split(' ').next_back()
}
