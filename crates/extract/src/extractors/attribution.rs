//! Attribution: who said what, through whom, how surely.
//!
//! > The envoy told Radio Meridian that both sides had denied blocking the road.
//!
//! reads as two statements: the envoy's, through Radio Meridian, and inside it the denial of both sides.
//! Bare wishes and attitudes that nobody is said to have voiced are left alone.
//!
//! The steps: [`cue`], [`verb`] and [`noun`] find words that report speech, [`source`] and [`subject`] whose words they are, [`content`] what
//! is attributed, [`quotation`] gives every quotation a statement, [`chain`] the intermediaries.

mod chain;
mod content;
mod cue;
mod hedge;
mod noun;
mod quotation;
pub(crate) mod scorer;
pub(crate) mod source;
mod subject;
mod verb;

use std::ops::Range;

use crate::annotate::Reading;

/// A statement under construction. Places are tokens of the report.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Sentence of the cue.
    pub sentence: usize,
    /// Head word of the cue, in its sentence.
    pub head: usize,
    /// Cue words, in tokens of the report.
    pub cue: Vec<Range<usize>>,
    /// Whose words.
    pub source: Source,
    /// What is attributed.
    pub content: Vec<Range<usize>>,
    /// Words that weaken it.
    pub hedges: Vec<Range<usize>>,
    /// Intermediaries, nearest to the speaker first.
    pub chain: Vec<Source>,
    /// Date expression that says when, as an index into [`Reading::dates`].
    pub time: Option<usize>,
    /// Denied or rejected.
    pub denies: bool,
    /// The rule.
    pub rule: &'static str,
    /// How the content was found.
    pub frame: &'static str,
}

/// Where a source is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A noun phrase: its sentence, its head there, and its tokens there.
    Phrase {
        /// Sentence.
        sentence: usize,
        /// Head word.
        head: usize,
        /// First to last word.
        range: Range<usize>,
    },
    /// Nobody is named.
    Unspecified,
}

/// No sentence has more tokens.
const NO_SENTENCE: usize = 600;
/// Tokens of a content in what is longer.
const CUT: usize = 100;

/// Everything that may be a statement, with content. The scorer chooses among them.
pub(crate) fn candidates(reading: &Reading<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sentence in 0..reading.sentences.len() {
        cue::drafts(reading, sentence, &mut drafts);
    }
    quotation::assign(reading, &mut drafts);
    // What nobody ends with a full stop is no sentence, and what is said in it is cut short, so that the rows
    // of one paragraph of many thousand words stay in proportion to it.
    for draft in drafts.iter_mut().filter(|draft| reading.sentences[draft.sentence].len() > NO_SENTENCE) {
        for range in &mut draft.content {
            range.end = range.end.min(range.start + CUT);
        }
    }
    drafts.retain(|draft| !draft.content.is_empty());
    drafts.sort_by_key(|draft| (draft.cue[0].start, draft.cue[0].end));
    drafts
}

/// The statements of a report, in text order of their cues.
pub(crate) fn extract(reading: &Reading<'_>) -> Vec<Draft> {
    let candidates = candidates(reading);
    let kept = |draft: &&Draft| scorer::is_statement(&scorer::features(reading, draft, &candidates));
    let mut drafts: Vec<Draft> = candidates.iter().filter(kept).cloned().collect();
    quotation::go_on(reading, &mut drafts);
    quotation::close(reading, &mut drafts);
    chain::link(reading, &mut drafts);
    for draft in &mut drafts {
        draft.hedges = hedge::hedges(reading, draft);
        draft.time = said_when(reading, draft);
    }
    drafts
}

/// The time expression nearest to the cue in its sentence, outside what is said.
fn said_when(reading: &Reading<'_>, draft: &Draft) -> Option<usize> {
    let tree = &reading.sentences[draft.sentence];
    let from = reading.dates.partition_point(|(tokens, _)| tokens.start < tree.first);
    let here = reading.dates[from..].iter().take_while(|(tokens, _)| tokens.start < tree.first + tree.len());
    let cue = &draft.cue[0];
    let outside = here.enumerate().filter(|(_, (tokens, expression))| {
        let inside = draft.content.iter().any(|range| range.start < tokens.end && tokens.start < range.end);
        !inside
            && matches!(
                expression.kind,
                crate::annotate::dates::Kind::Date | crate::annotate::dates::Kind::Time
            )
    });
    let distance =
        |tokens: &Range<usize>| tokens.start.max(cue.end) - cue.end + cue.start.saturating_sub(tokens.end);
    outside
        .map(|(at, (tokens, _))| (distance(tokens), from + at))
        .filter(|(distance, _)| *distance <= 16)
        .min()
        .map(|(_, at)| at)
}
