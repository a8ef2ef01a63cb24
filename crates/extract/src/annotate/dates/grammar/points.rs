//! Points of the calendar: weekdays, days and months, `last week`, `this summer`, holidays.

use super::super::calendar::{Part, Unit};
use super::super::words::{HOLIDAYS, Key, Word};
use super::{Clock, When, Which, Words, Year};

/// A point, its time of day and the token after it.
pub(super) type Point = (When, Clock, usize);

impl Words<'_> {
    /// The point said here.
    pub(super) fn point(&self, at: usize) -> Option<Point> {
        self.clock_time(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.which(at))
            .or_else(|| self.year(at))
    }

    /// A day of the month and what follows it: `5`, `24th`. Never `5:30`, `5%`.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let day = match self.word(at) {
            Word::Digits { value, len: 1..=2, plain: true } | Word::Ordinal(value) => value,
            _ => return None,
        };
        let unfit = matches!(self.word(at + 1), Word::Mark('%' | '/')) && self.glued(at + 1)
            || self.is_mark(at + 1, ':')
                && self.glued(at + 2)
                && matches!(self.word(at + 2), Word::Digits { .. })
            || matches!(self.word(at + 1), Word::Key(Key::Am | Key::Pm));
        (!unfit && (1..=99).contains(&day)).then_some((i8::try_from(day).ok()?, at + 1))
    }

    /// True where the word is a month and not the verb `may`, a march or a person called June.
    pub(super) fn can_be_month(&self, at: usize) -> bool {
        let Word::Month { month, short } = self.word(at) else { return false };
        if !self.capital(at) {
            return false;
        }
        if self.day_number(at + 1).is_some()
            || self.year_after(at + 1).0 != Year::Unsaid
            || at > 0 && self.day_number(at - 1).is_some()
            || at > 1 && self.is(at - 1, Key::Of) && self.day_number(at - 2).is_some()
            || at > 1 && self.is_hyphen(at - 1) && self.is(at - 2, Key::Early)
        {
            return true;
        }
        let led = match self.before(at) {
            Word::Key(
                Key::In
                | Key::Of
                | Key::Since
                | Key::Last
                | Key::Next
                | Key::This
                | Key::By
                | Key::Until
                | Key::From
                | Key::Or
                | Key::Early
                | Key::During
                | Key::Before
                | Key::After
                | Key::Between
                | Key::For
                | Key::Coming
                | Key::Past
                | Key::That
                | Key::Previous
                | Key::Same,
            ) => true,
            Word::Key(Key::And) => at > 1 && matches!(self.word(at - 2), Word::Month { .. }),
            _ => false,
        };
        if led {
            // `of May's government`, `by June Smith`
            let owner = month == 5 && self.is(at + 1, Key::S);
            let named = self.capital(at + 1) && matches!(self.word(at + 1), Word::Other { .. });
            return !(owner || named) || self.is(at - 1, Key::In);
        }
        match month {
            // May, March: `the March vote`.
            3 | 5 => {
                self.before(at) == Word::Key(Key::The)
                    && !self.capital(at + 1)
                    && matches!(self.word(at + 1), Word::Other { .. })
            }
            // Names of persons: followed by another name.
            4 | 6 | 8 => !short && !self.capital(at + 1),
            _ => !short,
        }
    }

    /// `Monday`, `Monday, Oct. 26`, `Friday night`.
    pub(super) fn weekday(&self, at: usize) -> Option<Point> {
        let Word::Weekday { weekday, short, plural: false } = self.word(at) else { return None };
        if !self.capital(at) || self.names_something_else(at) {
            return None;
        }
        let comma = at + 1 + usize::from(self.is_mark(at + 1, ','));
        // The date says more than the weekday does.
        if let Some((when @ When::Day { .. }, clock, next)) = self.day_and_month(comma) {
            return Some((when, clock, next));
        }
        if short {
            return None;
        }
        let (clock, next) = self.part_after(at + 1);
        Some((When::Weekday { weekday, which: Which::Bare }, clock, next))
    }

    /// `Black Friday`, `Bloody Sunday`, the `Sunday Times`.
    pub(super) fn names_something_else(&self, at: usize) -> bool {
        self.is(at + 1, Key::Times) && self.capital(at + 1)
            || self.before(at) == Word::Key(Key::Black) && self.capital(at - 1)
    }

    /// `March 10`, `10 March 2011`, `the 5th of May`, `May 1998`, `October`, `the 24th`.
    pub(super) fn day_and_month(&self, at: usize) -> Option<Point> {
        if let Word::Month { month, .. } = self.word(at) {
            return self.can_be_month(at).then(|| self.month_first(at, month));
        }
        let the = self.past(at, Key::The);
        let (day, next) = self.day_number(the)?;
        let of = self.past(self.past_hyphen(next), Key::Of);
        // `Order No. 25 of March 5`
        let numbers = of > next && self.day_number(of + 1).is_some();
        if let Word::Month { month, .. } = self.word(of)
            && self.can_be_month(of)
            && !numbers
            && !(self.glued(at) && matches!(self.before(at), Word::Mark('.' | '-' | '$' | '#')))
        {
            let (year, next) = self.year_after(self.past_hyphen(of + 1));
            let (clock, next) = self.part_after(next);
            return Some((When::Day { year, month, day }, clock, next));
        }
        // `on the 24th`
        let noun = self.capital(next)
            || matches!(
                self.word(next),
                Word::Other { .. }
                    | Word::Unit { .. }
                    | Word::Ordinal(_)
                    | Word::Mark('-' | '–')
                    | Word::Season(_)
            );
        let said = matches!(
            self.before(at),
            Word::Key(Key::On | Key::Since | Key::By | Key::Until | Key::From | Key::Or)
        );
        let digits = self.written(the).starts_with(|first: char| first.is_ascii_digit());
        (the > at && !noun && said && digits && day <= 31).then_some((
            When::DayOfMonth(day),
            Clock::None,
            next,
        ))
    }

    pub(super) fn month_first(&self, at: usize, month: i8) -> Point {
        if let Some((day, next)) = self.day_number(self.past(at + 1, Key::The)) {
            // `in June 12 people died`, `in May 45 soldiers`
            let counts = match self.word(next) {
                Word::Other { plural, past } => {
                    !self.capital(next)
                        && (plural && !past && self.before(at) == Word::Key(Key::In) || day > 31)
                }
                Word::Unit { .. } => self.before(at) == Word::Key(Key::In),
                _ => false,
            };
            if !counts {
                let (year, next) = self.year_after(next);
                let (clock, next) = self.part_after(next);
                return (When::Day { year, month, day }, clock, next);
            }
        }
        let (year, next) = self.year_after(at + 1);
        (When::Month { year, month, which: Which::Bare }, Clock::None, next)
    }

    /// `last Friday`, `this week`, `next year`, `the third quarter of 1990`, `today`, `the 1990s`.
    pub(super) fn which(&self, at: usize) -> Option<Point> {
        match self.word(at) {
            Word::Key(key @ (Key::Today | Key::Yesterday | Key::Tomorrow)) => {
                let (clock, next) = self.part_after(at + 1);
                let days = i64::from(key == Key::Tomorrow) - i64::from(key == Key::Yesterday);
                return Some((When::Today(days), clock, next));
            }
            Word::Key(Key::Tonight) => return Some((When::Today(0), Clock::Part(Part::Night), at + 1)),
            Word::Key(Key::Overnight) => return Some((When::Overnight, Clock::Part(Part::Night), at + 1)),
            Word::Key(Key::Fiscal) => return self.fiscal(at),
            _ => {}
        }
        // `the day before yesterday`
        if self.is(at, Key::The) && matches!(self.word(at + 1), Word::Unit { unit: Unit::Day, plural: false })
        {
            let days = match (self.word(at + 2), self.word(at + 3)) {
                (Word::Key(Key::Before), Word::Key(Key::Yesterday)) => Some(-2),
                (Word::Key(Key::After), Word::Key(Key::Tomorrow)) => Some(2),
                _ => None,
            };
            if let Some(days) = days {
                return Some((When::Today(days), Clock::None, at + 4));
            }
        }
        let found = self.holiday(at, Which::Bare).or_else(|| self.quarter(at)).or_else(|| self.decade(at));
        if found.is_some() {
            return found;
        }
        // `this year's third quarter`
        if let (Year::Off(off), next) = self.year_after(at)
            && self.is(next, Key::S)
            && let Some((when, clock, next)) = self.quarter(next + 1)
        {
            return Some((when.in_year(Year::Off(off)), clock, next));
        }
        let (which, next) = self.which_one(at)?;
        let next = self.past_hyphen(next);
        match self.word(next) {
            Word::Weekday { weekday, plural: false, short: false }
                if self.capital(next) && !self.names_something_else(next) && which != Which::The =>
            {
                let comma = next + 1 + usize::from(self.is_mark(next + 1, ','));
                if let Some((when @ When::Day { .. }, clock, next)) = self.day_and_month(comma) {
                    return Some((when, clock, next));
                }
                let (clock, next) = self.part_after(next + 1);
                Some((When::Weekday { weekday, which }, clock, next))
            }
            Word::Month { month, .. } if self.can_be_month(next) && which != Which::The => {
                match self.month_first(next, month) {
                    dated @ (When::Day { .. }, _, _) => Some(dated),
                    (_, _, end) => Some((When::Month { year: Year::Unsaid, month, which }, Clock::None, end)),
                }
            }
            Word::Season(season) => {
                let (year, after) = self.year_after(next + 1);
                let led = matches!(self.before(at), Word::Key(Key::In | Key::During | Key::By | Key::Since));
                let said = match which {
                    Which::Bare => year != Year::Unsaid,
                    Which::The => year != Year::Unsaid || led && !self.capital(next),
                    _ => true,
                };
                said.then_some((When::Season { year, season, which }, Clock::None, after))
            }
            Word::Part { part, plural: false } => {
                let when = match which {
                    Which::This => When::Today(0),
                    Which::Last if part == Part::Night => When::Today(-1),
                    Which::Same | Which::Following | Which::Previous => When::Unit { unit: Unit::Day, which },
                    _ => return None,
                };
                Some((when, Clock::Part(part), next + 1))
            }
            Word::Unit { unit, plural: false } => self.unit(at, next, unit, which),
            Word::Key(Key::Fiscal)
                if matches!(self.word(next + 1), Word::Unit { unit: Unit::Year, plural: false }) =>
            {
                let off = i64::from(which == Which::Next) - i64::from(which == Which::Last);
                Some((When::Fiscal(Year::Off(off)), Clock::None, next + 2))
            }
            _ => self.holiday(next, which),
        }
    }

    /// `last`, `this coming`, `the following`: which of several, and the word it stands before.
    pub(super) fn which_one(&self, at: usize) -> Option<(Which, usize)> {
        let the = self.past(at, Key::The);
        let after = self.word(the + 1);
        Some(match self.word(the) {
            Word::Key(Key::This) => match after {
                Word::Key(Key::Coming) => (Which::Next, the + 2),
                Word::Key(Key::Past) => (Which::Last, the + 2),
                _ => (Which::This, the + 1),
            },
            Word::Key(Key::Current) => (Which::This, the + 1),
            Word::Key(Key::Last | Key::Past) => (Which::Last, the + 1),
            Word::Key(Key::Latest) if the > at => (Which::The, the + 1),
            // `the next day` counts from the day the report speaks of, `the next year` from now.
            Word::Key(Key::Next) if the > at => match after {
                Word::Unit { unit: Unit::Week | Unit::Month | Unit::Year, .. } => (Which::Next, the + 1),
                _ => (Which::Following, the + 1),
            },
            Word::Key(Key::Next | Key::Coming) => (Which::Next, the + 1),
            Word::Key(Key::That) if the == at => (Which::Same, self.past(the + 1, Key::Same)),
            Word::Key(Key::Same) if the > at => (Which::Same, the + 1),
            Word::Key(Key::After) if the > at && self.written(the).eq_ignore_ascii_case("following") => {
                (Which::Following, the + 1)
            }
            Word::Key(Key::Previous) if the > at => (Which::Previous, the + 1),
            Word::Key(Key::All) if the > at && matches!(after, Word::Unit { unit: Unit::Year, .. }) => {
                (Which::The, the + 1)
            }
            Word::Unit { .. } | Word::Season(_) if the > at => (Which::The, the),
            Word::Season(_) | Word::Unit { unit: Unit::Year, .. } => (Which::Bare, the),
            _ => return None,
        })
    }

    /// `last week`, `the weekend`, `the year-ago quarter`.
    pub(super) fn unit(&self, at: usize, next: usize, unit: Unit, which: Which) -> Option<Point> {
        if unit == Unit::Year && matches!(which, Which::The | Which::Bare) {
            // `the year-earlier quarter`, `year-ago`
            if self.is_hyphen(next + 1) && matches!(self.word(next + 2), Word::Key(Key::Ago | Key::Earlier)) {
                let noun =
                    matches!(self.word(next + 3), Word::Unit { unit: Unit::Quarter | Unit::Period, .. });
                let end = next + if noun && which == Which::The { 4 } else { 3 };
                return Some((When::Shift { unit, count: -1, from_report: false }, Clock::None, end));
            }
            if self.is(next + 1, Key::Before) && self.is(next + 2, Key::Last) {
                return Some((When::Shift { unit, count: -2, from_report: true }, Clock::None, next + 3));
            }
            // `the year 2000`
            if which == Which::The
                && let Some((when @ When::Year(_), clock, next)) = self.year(next + 1)
            {
                return Some((when, clock, next));
            }
        }
        // A `week-long` truce; the `Year of the Tiger`.
        if self.is_hyphen(next + 1) && self.written(next + 2) == "long"
            || self.capital(next) && self.is(next + 1, Key::Of)
        {
            return None;
        }
        let fits = match (unit, which) {
            (_, Which::Bare) | (Unit::Second | Unit::Minute | Unit::Hour | Unit::Fortnight, _) => false,
            (Unit::Day, which) => matches!(which, Which::Same | Which::Following | Which::Previous),
            (Unit::Weekend | Unit::Quarter, Which::The) => true,
            (Unit::Year, Which::The) => {
                // `for the year`, `the full year`
                self.is(next - 1, Key::All) || matches!(self.before(at), Word::Key(Key::For | Key::Of))
            }
            (_, Which::The) => at + 2 == next && self.is(next - 1, Key::Latest),
            (Unit::Period, _) => false,
            _ => true,
        };
        fits.then_some((When::Unit { unit, which }, Clock::None, next + 1))
    }

    /// `Christmas`, `last Thanksgiving Day`, `New Year's Eve`.
    pub(super) fn holiday(&self, at: usize, which: Which) -> Option<Point> {
        if !self.capital(at) {
            return None;
        }
        let one = match self.word(at) {
            Word::Holiday(holiday) => Some((holiday, at + 1)),
            Word::Other { .. } | Word::Month { .. } => None,
            _ => return None,
        };
        let long = HOLIDAYS.iter().find_map(|(words, holiday)| Some((*holiday, self.named(at, words)?)));
        let (holiday, next) = long.or(one)?;
        // `Easter Island`, `Halloween-themed`
        if self.is_hyphen(next) || self.capital(next) && matches!(self.word(next), Word::Other { .. }) {
            return None;
        }
        let (year, next) = self.year_after(next);
        Some((When::Holiday { holiday, year, which }, Clock::None, next))
    }

    /// Where a name of several words ends, if it stands here.
    pub(super) fn named(&self, at: usize, words: &[&str]) -> Option<usize> {
        let mut next = at;
        for word in words {
            let stem = word.strip_suffix("'s").unwrap_or(word);
            if !self.written(next).eq_ignore_ascii_case(stem) {
                return None;
            }
            next += 1;
            if stem.len() < word.len() {
                if !self.is(next, Key::S) {
                    return None;
                }
                next += 1;
            }
        }
        Some(next)
    }
}
