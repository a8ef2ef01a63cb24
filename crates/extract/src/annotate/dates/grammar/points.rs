//! Points of the calendar: days, months, years, weekdays, clock times.

use super::super::calendar::{Part, Unit};
use super::super::words::{HOLIDAYS, Key, Word};
use super::{Clock, When, Which, Words, Year};

/// A point, its time of day and the token after it.
type Point = (When, Clock, usize);

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

    /// The year after a month or a day: `, 2011`, `of 1990`, `last year`, or none.
    pub(super) fn year_after(&self, at: usize) -> (Year, usize) {
        let comma = at + usize::from(self.is_mark(at, ','));
        let of = self.past(comma, Key::Of);
        if let Word::Digits { value, len: 4, plain: true } = self.word(of)
            && is_year_number(value)
            && let Ok(year) = i16::try_from(value)
        {
            return (Year::Said(year), of + 1);
        }
        // `January nineteen ninety-seven`
        if let Word::Number(_) = self.word(of)
            && let Some((When::Year(year), _, next)) = self.year(of)
        {
            return (Year::Said(year), next);
        }
        let the = self.past(self.past(at, Key::Of), Key::The);
        if matches!(self.word(the + 1), Word::Unit { unit: Unit::Year, plural: false }) {
            let year = match self.word(the) {
                Word::Key(Key::Last) => Some(Year::Off(-1)),
                Word::Key(Key::This | Key::Current) => Some(Year::Off(0)),
                Word::Key(Key::Next) => Some(Year::Off(1)),
                Word::Key(Key::That | Key::Same) => Some(Year::Same),
                _ => None,
            };
            if let Some(year) = year {
                return (year, the + 2);
            }
        }
        (Year::Unsaid, at)
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
            return !(self.capital(at + 1) && matches!(self.word(at + 1), Word::Other { .. }))
                || self.is(at - 1, Key::In);
        }
        match month {
            // May, March
            3 | 5 => false,
            // Names of persons: followed by another name.
            4 | 6 | 8 => !short && !self.capital(at + 1),
            _ => !short,
        }
    }

    /// `9:00 a.m. Tuesday`, `14:30 GMT`, `noon Saturday`, `5 p.m. EST, Nov. 6`.
    fn clock_time(&self, at: usize) -> Option<Point> {
        let (hour, minute, mut next) = match self.word(at) {
            Word::Hour(hour) => (u32::from(hour), 0, at + 1),
            Word::Digits { value, len, plain } => self.hour(at, value, len, plain)?,
            _ => return None,
        };
        if hour > 24 || minute > 59 {
            return None;
        }
        if self.is(next, Key::Gmt) && self.capital(next) {
            next += 1;
        }
        let clock = Clock::At { hour, minute };
        let comma = next + usize::from(self.is_mark(next, ','));
        match self.day(self.past(comma, Key::On)) {
            Some((when, Clock::None, next)) => Some((when, clock, next)),
            _ => Some((When::ThatDay, clock, next)),
        }
    }

    /// Hour and minute of a time in digits.
    fn hour(&self, at: usize, value: u32, len: u8, plain: bool) -> Option<(u32, u32, usize)> {
        // `14:30`, `9.30`
        let (hour, minute, next) = match (self.word(at + 1), self.word(at + 2)) {
            (Word::Mark(':'), Word::Digits { value: minute, len: 2, plain: true })
                if len <= 2 && plain && self.glued(at + 1) && self.glued(at + 2) =>
            {
                (value, Some(minute), at + 3)
            }
            _ if !plain && matches!(len, 3 | 4) && self.written(at).contains('.') => {
                (value / 100, Some(value % 100), at + 1)
            }
            _ if plain => (value, None, at + 1),
            _ => return None,
        };
        match self.word(next) {
            Word::Key(Key::Am) if hour <= 12 => return Some((hour % 12, minute.unwrap_or(0), next + 1)),
            Word::Key(Key::Pm) if hour <= 12 => {
                return Some((hour % 12 + 12, minute.unwrap_or(0), next + 1));
            }
            Word::Key(Key::Gmt) if self.capital(next) => {
                return match minute {
                    Some(minute) => Some((hour, minute, next)),
                    None => (len == 4).then_some((hour / 100, hour % 100, next)),
                };
            }
            Word::Key(Key::In) if minute.is_none() && hour <= 12 && self.is(next + 1, Key::The) => {
                return match self.word(next + 2) {
                    Word::Part { part: Part::Morning, .. } => Some((hour, 0, next + 3)),
                    Word::Part { .. } => Some((hour % 12 + 12, 0, next + 3)),
                    _ => None,
                };
            }
            _ => {}
        }
        let said =
            matches!(self.before(at), Word::Key(Key::At | Key::By | Key::Until | Key::From | Key::Between))
                && self.is_mark(at + 1, ':');
        said.then_some((hour, minute?, next))
    }

    /// A single day, for a clock time to stand on.
    fn day(&self, at: usize) -> Option<Point> {
        let point = self.weekday(at).or_else(|| self.day_and_month(at)).or_else(|| self.which(at))?;
        match point.0 {
            When::Day { .. } | When::Weekday { .. } | When::Today(_) | When::Unit { unit: Unit::Day, .. } => {
                Some(point)
            }
            _ => None,
        }
    }

    /// `2010-06-27`, `2011/03/10`, `27/06/2010`, `2011-12`.
    fn numeric(&self, at: usize) -> Option<Point> {
        let Word::Digits { value: first, len, plain: true } = self.word(at) else { return None };
        let Word::Mark(mark @ ('-' | '/')) = self.word(at + 1) else { return None };
        let joined = self.glued(at + 1) && self.glued(at + 2);
        let part_of_name = self.glued(at) && !matches!(self.before(at), Word::Mark('(' | '[' | '"' | '“'));
        let Word::Digits { value: second, len: second_len, plain: true } = self.word(at + 2) else {
            return None;
        };
        if !joined || part_of_name {
            return None;
        }
        let day = |year: u32, month: u32, day: u32| When::Day {
            year: Year::Said(i16::try_from(year).unwrap_or(0)),
            month: i8::try_from(month).unwrap_or(0),
            day: i8::try_from(day).unwrap_or(0),
        };
        if self.is_mark(at + 3, mark)
            && self.glued(at + 3)
            && self.glued(at + 4)
            && let Word::Digits { value: third, len: third_len, plain: true } = self.word(at + 4)
        {
            if self.is_mark(at + 5, mark) && self.glued(at + 5) {
                return None;
            }
            let when = match (len, second_len, third_len) {
                (4, 1..=2, 1..=2) if is_year_number(first) => day(first, second, third),
                (1..=2, 1..=2, 4) if is_year_number(third) => match (first, second) {
                    (13.., 1..=12) => day(third, second, first),
                    (1..=12, 13..) => day(third, first, second),
                    (one, other) if one == other => day(third, first, second),
                    // Day first or month first: the text doesn't say.
                    (1..=12, 1..=12) => When::Unclear,
                    _ => return None,
                },
                _ => return None,
            };
            return Some((when, Clock::None, at + 5));
        }
        if len == 4
            && second_len == 2
            && mark == '-'
            && is_year_number(first)
            && (1..=12).contains(&second)
            && !self.glued(at + 3)
        {
            let year = Year::Said(i16::try_from(first).ok()?);
            let month = i8::try_from(second).ok()?;
            return Some((When::Month { year, month, which: Which::Bare }, Clock::None, at + 3));
        }
        None
    }

    /// `Monday`, `Monday, Oct. 26`, `Friday night`.
    fn weekday(&self, at: usize) -> Option<Point> {
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
    fn names_something_else(&self, at: usize) -> bool {
        self.is(at + 1, Key::Times) && self.capital(at + 1)
            || self.before(at) == Word::Key(Key::Black) && self.capital(at - 1)
    }

    /// `morning` after a day.
    fn part_after(&self, at: usize) -> (Clock, usize) {
        match self.word(at) {
            Word::Part { part, plural: false } => (Clock::Part(part), at + 1),
            Word::Key(Key::Overnight) => (Clock::Part(Part::Night), at + 1),
            _ => (Clock::None, at),
        }
    }

    /// `March 10`, `10 March 2011`, `the 5th of May`, `May 1998`, `October`, `the 24th`.
    fn day_and_month(&self, at: usize) -> Option<Point> {
        if let Word::Month { month, .. } = self.word(at) {
            return self.can_be_month(at).then(|| self.month_first(at, month));
        }
        let the = self.past(at, Key::The);
        let (day, next) = self.day_number(the)?;
        let of = self.past(self.past_hyphen(next), Key::Of);
        if let Word::Month { month, .. } = self.word(of)
            && self.can_be_month(of)
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

    fn month_first(&self, at: usize, month: i8) -> Point {
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
    fn which(&self, at: usize) -> Option<Point> {
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
    fn which_one(&self, at: usize) -> Option<(Which, usize)> {
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
            Word::Unit { .. } | Word::Season(_) if the > at => (Which::The, the),
            Word::Season(_) | Word::Unit { unit: Unit::Year, .. } => (Which::Bare, the),
            _ => return None,
        })
    }

    /// `last week`, `the weekend`, `the year-ago quarter`.
    fn unit(&self, at: usize, next: usize, unit: Unit, which: Which) -> Option<Point> {
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
        let fits = match (unit, which) {
            (_, Which::Bare) | (Unit::Second | Unit::Minute | Unit::Hour | Unit::Fortnight, _) => false,
            (Unit::Day, which) => matches!(which, Which::Same | Which::Following | Which::Previous),
            (Unit::Weekend | Unit::Quarter, Which::The) => true,
            (_, Which::The) => at + 2 == next && self.is(next - 1, Key::Latest),
            (Unit::Period, _) => false,
            _ => true,
        };
        fits.then_some((When::Unit { unit, which }, Clock::None, next + 1))
    }

    /// `the third quarter of 1990`, `third-quarter`, `the first half of 2011`.
    fn quarter(&self, at: usize) -> Option<Point> {
        let mut next = self.past(at, Key::The);
        let mut said = Year::Unsaid;
        // `the 1988 second quarter`
        if let Word::Digits { value, len: 4, plain: true } = self.word(next)
            && is_year_number(value)
            && next > at
        {
            said = Year::Said(i16::try_from(value).ok()?);
            next += 1;
        }
        if let (Year::Said(year), Word::Unit { unit: Unit::Period | Unit::Quarter, plural: false }) =
            (said, self.word(next))
        {
            return Some((When::PeriodOf(year), Clock::None, next + 1));
        }
        let fiscal = self.is(next, Key::Fiscal);
        next = self.past_hyphen(self.past(next, Key::Fiscal));
        let nth = match self.word(next) {
            Word::Ordinal(nth @ 1..=4) => i8::try_from(nth).ok()?,
            Word::Key(Key::Last) if self.is(next + 1, Key::Half) => 2,
            _ => return None,
        };
        let noun = self.past_hyphen(next + 1);
        let (mut year, end) = self.year_after(noun + 1);
        if year == Year::Unsaid {
            year = said;
        }
        match self.word(noun) {
            Word::Unit { unit: Unit::Quarter, plural: false } => {
                Some((When::Quarter { year, quarter: nth, fiscal }, Clock::None, end))
            }
            Word::Key(Key::Half) if nth <= 2 && self.is(at, Key::The) => {
                let of_other = self.is(noun + 1, Key::Of) && end == noun + 1;
                (!of_other && year != Year::Unsaid).then_some((
                    When::Half { year, half: nth },
                    Clock::None,
                    end,
                ))
            }
            _ => None,
        }
    }

    /// `the 1990s`, `the early '90s`, `the nineties`, `the 20th century`.
    fn decade(&self, at: usize) -> Option<Point> {
        let the = self.past(at, Key::The);
        let early = if self.is(the, Key::Early) { self.past_hyphen(the + 1) } else { the };
        match self.word(early) {
            Word::Decade(year) => {
                // `the nineties`, not `in his nineties`.
                let said = early > at || matches!(self.before(at), Word::Key(Key::The | Key::Early));
                (year >= 1000 || said).then_some((
                    When::Decade(i16::try_from(year).ok()?),
                    Clock::None,
                    early + 1,
                ))
            }
            Word::Ordinal(nth @ 1..=30) => {
                let noun = self.past_hyphen(early + 1);
                let said = matches!(self.word(noun), Word::Unit { unit: Unit::Century, plural: false });
                said.then_some((When::Century(i16::try_from(nth).ok()?), Clock::None, noun + 1))
            }
            _ => None,
        }
    }

    /// `fiscal 1998`, `fiscal year 1998`, `fiscal second-quarter`.
    fn fiscal(&self, at: usize) -> Option<Point> {
        let unit = matches!(self.word(at + 1), Word::Unit { unit: Unit::Year, plural: false });
        let next = at + 1 + usize::from(unit);
        match self.word(next) {
            Word::Digits { value, len: 4, plain: true } if is_year_number(value) => {
                Some((When::Fiscal(Year::Said(i16::try_from(value).ok()?)), Clock::None, next + 1))
            }
            _ => self.quarter(at),
        }
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
        let (year, next) = self.year_after(next);
        Some((When::Holiday { holiday, year, which }, Clock::None, next))
    }

    /// Where a name of several words ends, if it stands here.
    fn named(&self, at: usize, words: &[&str]) -> Option<usize> {
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

    /// A year by itself: `2011`, `nineteen ninety-six`. Never an amount or a part of a name.
    pub(super) fn year(&self, at: usize) -> Option<Point> {
        let year = |year: u32, next| Some((When::Year(i16::try_from(year).ok()?), Clock::None, next));
        match self.word(at) {
            Word::Digits { value, len: 4, plain: true } if self.is_year_place(at) => year(value, at + 1),
            Word::Number(century @ 17..=20) => {
                let Word::Number(tens @ 20..=90) = self.word(at + 1) else { return None };
                let last = self.past_hyphen(at + 2);
                match self.word(last) {
                    Word::Number(one @ 1..=9) => year(century * 100 + tens + one, last + 1),
                    Word::Unit { .. } => None,
                    _ => year(century * 100 + tens, at + 2),
                }
            }
            // `the year two thousand`, `in two thousand eleven`
            Word::Number(2) if self.word(at + 1) == Word::Number(1000) => {
                match (self.before(at), self.word(at + 2)) {
                    (Word::Unit { unit: Unit::Year, .. } | Word::Key(Key::In), Word::Number(n @ 1..=30)) => {
                        year(2000 + n, at + 3)
                    }
                    (Word::Unit { unit: Unit::Year, .. }, _) => year(2000, at + 2),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// True where four digits can be a year.
    pub(super) fn is_year_place(&self, at: usize) -> bool {
        let Word::Digits { value, len: 4, plain: true } = self.word(at) else { return false };
        // `Su-2019`, `#2019`, `$2000`, `3.2019`, but `mid-2011` and `(2011`.
        let fits = !self.glued(at)
            || match self.before(at) {
                Word::Mark('(' | '[' | '"' | '“' | '\'' | '‘' | '–' | '—') => true,
                Word::Mark('-') => at > 1 && matches!(self.word(at - 2), Word::Key(Key::Early | Key::Post)),
                Word::Mark('/') => at > 1 && matches!(self.word(at - 2), Word::Digits { len: 4, .. }),
                _ => false,
            };
        let joined = self.glued(at + 1)
            && matches!(
                self.word(at + 1),
                Word::Mark('%' | ':' | '_' | '°' | '@' | '€' | '£') | Word::Other { .. }
            );
        let counted = matches!(self.before(at), Word::Key(Key::Than | Key::Least | Key::About))
            || matches!(self.before(at), Word::Mark('$' | '€' | '£' | '#' | '№'))
            || matches!(self.word(at + 1), Word::Unit { plural: true, .. } | Word::Number(_))
            || self.is_hyphen(at + 1) && matches!(self.word(at + 2), Word::Unit { .. } | Word::Number(_));
        if !fits || joined || counted {
            return false;
        }
        let led = matches!(
            self.before(at),
            Word::Key(
                Key::In
                    | Key::Since
                    | Key::From
                    | Key::By
                    | Key::Until
                    | Key::Until
                    | Key::During
                    | Key::Between
                    | Key::Early
                    | Key::Before
                    | Key::After
                    | Key::Fiscal
                    | Key::Or
                    | Key::And
                    | Key::Post
            ) | Word::Unit { unit: Unit::Year, .. }
                | Word::Season(_)
        );
        let plural_next =
            matches!(self.word(at + 1), Word::Other { plural: true, .. }) && !self.capital(at + 1);
        let owned = matches!(self.before(at), Word::Key(Key::The | Key::Her | Key::S));
        match value {
            1900..=2049 => led || owned || !plural_next,
            1000..=1899 | 2050..=2200 => {
                led && !matches!(self.word(at + 1), Word::Other { .. } | Word::Mark('-'))
                    || self.before(at) == Word::Mark('(') && self.is_dash(at + 1)
            }
            _ => false,
        }
    }
}

impl When {
    /// The same quarter in a year said before it.
    fn in_year(self, said: Year) -> Self {
        match self {
            Self::Quarter { year: Year::Unsaid, quarter, fiscal } => {
                Self::Quarter { year: said, quarter, fiscal }
            }
            other => other,
        }
    }
}

fn is_year_number(year: u32) -> bool {
    (1000..=2999).contains(&year)
}
