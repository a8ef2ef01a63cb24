//! What time expressions look like: words in, an expression without its date out.
//!
//! > early next year, Monday, Oct. 26, the third quarter of 1990, three days later
//!
//! Nothing here knows when the report appeared; `resolve` does.

use text::Span;

use super::Order;
use super::calendar::{Holiday, Part, Season, Unit};
use super::words::{Key, Token, Word};

mod clock;
mod lengths;
mod points;
mod years;

/// An expression and what it says.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) span: Span,
    /// Its first token, and the one after its last.
    pub(super) first: usize,
    pub(super) next: usize,
    pub(super) meaning: Meaning,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Point(When, Clock),
    Range(When, When),
    /// A length of time, as TIMEX3 writes it; `order` when something is said to lie that far from it.
    Length(String, Option<Order>),
    /// Again and again.
    Every(String),
    /// A TIMEX3 token without a date: `PAST_REF`.
    Vague(&'static str),
}

/// A point of the calendar as it is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// `March 10`, `10 March 2011`.
    Day {
        year: Year,
        month: i8,
        day: i8,
    },
    /// `the 24th`.
    DayOfMonth(i8),
    Month {
        year: Year,
        month: i8,
        which: Which,
    },
    Year(i16),
    /// `the 1988 period`: of that year, the part the figures are given for.
    PeriodOf(i16),
    Fiscal(Year),
    Weekday {
        weekday: i8,
        which: Which,
    },
    Season {
        year: Year,
        season: Season,
        which: Which,
    },
    Quarter {
        year: Year,
        quarter: i8,
        fiscal: bool,
    },
    Half {
        year: Year,
        half: i8,
    },
    /// `1990s`: any year of it; two digits for the last one of that name.
    Decade(i16),
    /// The nth century.
    Century(i16),
    Holiday {
        holiday: Holiday,
        year: Year,
        which: Which,
    },
    /// `today` is 0.
    Today(i64),
    /// `this week`, `last year`.
    Unit {
        unit: Unit,
        which: Which,
    },
    /// `two weeks ago`: from publication; `two weeks later`: from the day the report speaks of.
    Shift {
        unit: Unit,
        count: i64,
        from_report: bool,
    },
    /// A clock time on the day the report speaks of.
    ThatDay,
    /// The night before the report.
    Overnight,
    /// `03/04/2011`: the day or the month may come first.
    EitherWay {
        year: i16,
        first: i8,
        second: i8,
    },
}

/// Which of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Bare,
    The,
    This,
    Last,
    Next,
    /// `that`, `the same`: the one the report speaks of.
    Same,
    /// `the following`, `the previous`: next to the one the report speaks of.
    Following,
    Previous,
}

/// The year of a month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Unsaid,
    Said(i16),
    /// `June last year` is -1.
    Off(i64),
    /// `later that year`.
    Same,
}

/// The time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    None,
    Part(Part),
    At { hour: u32, minute: u32 },
}

/// The words of a text and the place where the grammar reads.
#[derive(Clone, Copy)]
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
}

/// All expressions of a text, in order, without overlap.
pub(super) fn found(text: &str, tokens: &[Token]) -> Vec<Found> {
    let words = Words { text, tokens };
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let phrase = match tokens[at].word {
            Word::Other { .. } => words.holiday_alone(at),
            Word::Mark(_) | Word::Stop => None,
            _ => words.phrase(at),
        };
        match phrase {
            Some((meaning, next)) if next > at => {
                let span = Span::new(tokens[at].start, tokens[next - 1].end);
                found.push(Found { span, first: at, next, meaning });
                at = next;
            }
            _ => at += 1,
        }
    }
    found
}

impl Words<'_> {
    pub(super) fn word(&self, at: usize) -> Word {
        self.tokens.get(at).map_or(Word::Stop, |token| token.word)
    }

    fn is(&self, at: usize, key: Key) -> bool {
        self.word(at) == Word::Key(key)
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.word(at) == Word::Mark(mark)
    }

    fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    /// The word as it is written.
    fn written(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The word before, or the start of a sentence.
    fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Stop, |before| self.word(before))
    }

    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Mark('-' | '‐' | '‑')) && self.glued(at) && self.glued(at + 1)
    }

    fn is_dash(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Mark('-' | '‐' | '‑' | '–' | '—'))
    }

    /// `at` or what follows a hyphen there.
    fn past_hyphen(&self, at: usize) -> usize {
        at + usize::from(self.is_hyphen(at))
    }

    fn past(&self, at: usize, key: Key) -> usize {
        at + usize::from(self.is(at, key))
    }

    /// A holiday of several words that are no calendar words.
    fn holiday_alone(&self, at: usize) -> Option<(Meaning, usize)> {
        let (when, clock, next) = self.holiday(at, Which::Bare)?;
        Some((Meaning::Point(when, clock), next))
    }

    /// The longest expression that starts here.
    fn phrase(&self, at: usize) -> Option<(Meaning, usize)> {
        self.range(at)
            .or_else(|| self.vague(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.stretch(at))
            .or_else(|| self.every(at))
            .or_else(|| self.part_of_point(at))
            .or_else(|| self.length(at))
    }

    /// `December 5–6`, `3 to 5 May`, `from March to May 2011`.
    fn range(&self, at: usize) -> Option<(Meaning, usize)> {
        let between = matches!(self.before(at), Word::Key(Key::From | Key::Between));
        // `December 5-6`, `December 5 and 6`
        if let Word::Month { month, .. } = self.word(at)
            && self.can_be_month(at)
            && let Some((first, next)) = self.day_number(at + 1)
            && let Some(joint) = self.joint(next, true)
            && let Some((last, next)) = self.day_number(joint)
            && last > first
            && !matches!(self.word(next), Word::Month { .. } | Word::Unit { .. })
        {
            let (year, next) = self.year_after(next);
            let day = |day| When::Day { year, month, day };
            return Some((Meaning::Range(day(first), day(last)), next));
        }
        // `3 to 5 May`, `3-5 May`
        if let Some((first, next)) = self.day_number(at)
            && let Some(joint) = self.joint(next, true)
            && let Some((last, next)) = self.day_number(joint)
            && last > first
            && let Word::Month { month, .. } = self.word(next)
            && self.can_be_month(next)
        {
            let (year, next) = self.year_after(next + 1);
            let day = |day| When::Day { year, month, day };
            return Some((Meaning::Range(day(first), day(last)), next));
        }
        // `1994-96`, `2011-2012`, `2003 to 2005`
        if let (Word::Digits { value: first, len: 4, plain: true }, true) =
            (self.word(at), self.is_year_place(at))
            && let Some(joint) = self.joint(at + 1, between)
            && let Word::Digits { value: last, len, plain: true } = self.word(joint)
            && !self.is_hyphen(joint + 1)
        {
            let last = if len == 2 { first / 100 * 100 + last } else { last };
            let dashed = self.is_dash(at + 1);
            // `2011-12` may be a month; read as one by the calendar's own form below.
            if last > first && last - first < 150 && (len == 4 || dashed && last % 100 > 12) {
                let year = |year: u32| i16::try_from(year).ok().map(When::Year);
                return Some((Meaning::Range(year(first)?, year(last)?), joint + 1));
            }
        }
        // `between March and May 2011`, `from 28 February to 3 March`, `from Monday to Wednesday`
        if between || self.dash_after_date(at) {
            let (first, Clock::None, next) = self.point(at)? else { return None };
            let joint = self.joint(next, true)?;
            let (last, Clock::None, next) = self.point(joint)? else { return None };
            let first = first.with_year_of(last);
            if first.is_like(last) {
                return Some((Meaning::Range(first, last), next));
            }
        }
        None
    }

    /// After `-`, `–`, `to`; after `and` where `words` says that both ends were announced.
    fn joint(&self, at: usize, words: bool) -> Option<usize> {
        let joined = self.is_dash(at)
            || words && self.is(at, Key::And)
            || words && self.is(at, Key::Or) && self.written(at) == "to"
            || words && self.is(at, Key::By) && self.before(at) != Word::Stop;
        joined.then_some(at + 1)
    }

    /// `28 February – 3 March`: a dash between two dates, without the word `from`.
    fn dash_after_date(&self, at: usize) -> bool {
        let dated = |at: usize| matches!(self.word(at), Word::Month { .. } | Word::Digits { .. });
        dated(at) && dated(at + 1) && (self.is_dash(at + 2) || self.is_dash(at + 4))
    }

    /// `now`, `recently`, `the future`, `the past`, `the current ...`.
    fn vague(&self, at: usize) -> Option<(Meaning, usize)> {
        let the = self.past(at, Key::The);
        let vague = |name, next| Some((Meaning::Vague(name), next));
        match self.word(the) {
            Word::Present => vague("PRESENT_REF", the + 1),
            Word::Past => vague("PAST_REF", the + 1),
            Word::Key(Key::Recent) => match self.word(the + 1) {
                Word::Unit { unit, plural: true } => {
                    Some((Meaning::Length(unit.duration(None), None), the + 2))
                }
                _ if the == at => vague("PAST_REF", the + 1),
                _ => None,
            },
            Word::Key(Key::Current) if the == at && !matches!(self.word(the + 1), Word::Unit { .. }) => {
                vague("PRESENT_REF", the + 1)
            }
            // `the future`, `the near future`; `future talks` are talks.
            Word::Key(Key::Future) if the > at => vague("FUTURE_REF", the + 1),
            Word::Other { .. } if the > at && self.is(the + 1, Key::Future) => vague("FUTURE_REF", the + 2),
            Word::Key(Key::This)
                if self.written(the).eq_ignore_ascii_case("these")
                    && matches!(self.word(the + 1), Word::Unit { unit: Unit::Day, plural: true }) =>
            {
                vague("PRESENT_REF", the + 2)
            }
            Word::Key(Key::Past) if the > at && !self.leads_to_unit(the + 1) => vague("PAST_REF", the + 1),
            _ => None,
        }
    }

    /// True where a number of units, a unit or a season follows.
    fn leads_to_unit(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            Word::Unit { .. }
                | Word::Number(_)
                | Word::Digits { .. }
                | Word::Season(_)
                | Word::Weekday { .. }
                | Word::Month { .. }
                | Word::Key(Key::Few | Key::Couple | Key::Half | Key::A)
        )
    }

    /// `early next year`, `late November`, `the end of 1990`, `earlier this month`: the point itself; how
    /// early in it is left out.
    fn part_of_point(&self, at: usize) -> Option<(Meaning, usize)> {
        let point = |at| self.point(at).map(|(when, clock, next)| (Meaning::Point(when, clock), next));
        let the = self.past(at, Key::The);
        match self.word(the) {
            Word::Key(Key::Early) => {
                let more = self.past(self.past_hyphen(the + 1), Key::In);
                let next = if self.is(more, Key::In) { more + 1 } else { more };
                // `the early summer`
                if let Word::Season(season) = self.word(next) {
                    let (year, next) = self.year_after(next + 1);
                    return Some((
                        Meaning::Point(When::Season { year, season, which: Which::The }, Clock::None),
                        next,
                    ));
                }
                point(next)
            }
            Word::Key(Key::Earlier | Key::Later) if the == at => {
                let next = self.past(at + 1, Key::In);
                let next = if next > at + 1 { next } else { self.past(at + 1, Key::On) };
                // `earlier in the month`
                if next > at + 1
                    && self.is(next, Key::The)
                    && let Word::Unit { unit, plural: false } = self.word(next + 1)
                {
                    let which = if unit == Unit::Day { Which::Same } else { Which::This };
                    let fits =
                        matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade);
                    return fits
                        .then_some((Meaning::Point(When::Unit { unit, which }, Clock::None), next + 2));
                }
                let (when, clock, end) = self.point(next)?;
                // `earlier 1990` is no phrase; `earlier this year` is.
                let fits = match when {
                    When::Year(_) | When::Month { which: Which::Bare, .. } | When::Day { .. } => {
                        next > at + 1
                    }
                    _ => true,
                };
                fits.then_some((Meaning::Point(when, clock), end))
            }
            Word::Key(Key::Beginning) if self.is(the + 1, Key::Of) => {
                let next = the + 2;
                if self.is(next, Key::The)
                    && let Word::Unit {
                        unit: unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Decade),
                        plural: false,
                    } = self.word(next + 1)
                {
                    return Some((
                        Meaning::Point(When::Unit { unit, which: Which::This }, Clock::None),
                        next + 2,
                    ));
                }
                point(next)
            }
            // `year-end`, `year's end`
            Word::Unit { unit: Unit::Year, plural: false } => {
                let end = if self.is(the + 1, Key::S) { the + 2 } else { self.past_hyphen(the + 1) };
                if self.is(end, Key::Beginning) && self.written(end).eq_ignore_ascii_case("end") {
                    let when = When::Day { year: Year::Unsaid, month: 12, day: 31 };
                    return Some((Meaning::Point(when, Clock::None), end + 1));
                }
                point(at)
            }
            _ => point(at),
        }
    }
}

impl When {
    /// `March` of `March and May 2011` is March 2011.
    fn with_year_of(self, last: Self) -> Self {
        let last = match last {
            Self::Day { year, .. } | Self::Month { year, .. } => year,
            _ => return self,
        };
        match self {
            Self::Day { year: Year::Unsaid, month, day } => Self::Day { year: last, month, day },
            Self::Month { year: Year::Unsaid, month, which } => Self::Month { year: last, month, which },
            other => other,
        }
    }

    /// True when the two can be the ends of a range.
    fn is_like(self, other: Self) -> bool {
        // `moved from 2029 to 2021`
        if let (Self::Year(first), Self::Year(last)) = (self, other) {
            return first < last;
        }
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}
