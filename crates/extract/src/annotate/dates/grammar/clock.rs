//! Times of the clock and dates in digits: `9:00 a.m. Tuesday`, `14:30 GMT`, `2010-06-27`.

use super::super::calendar::{Part, Unit};
use super::super::words::{Key, Word};
use super::points::Point;
use super::years::is_year_number;
use super::{Clock, When, Which, Words, Year};

impl Words<'_> {
    /// `9:00 a.m. Tuesday`, `14:30 GMT`, `noon Saturday`, `5 p.m. EST, Nov. 6`.
    pub(super) fn clock_time(&self, at: usize) -> Option<Point> {
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

    /// `morning` after a day.
    pub(super) fn part_after(&self, at: usize) -> (Clock, usize) {
        match self.word(at) {
            Word::Part { part, plural: false } => (Clock::Part(part), at + 1),
            Word::Key(Key::Overnight) => (Clock::Part(Part::Night), at + 1),
            _ => (Clock::None, at),
        }
    }

    /// `2010-06-27`, `2011/03/10`, `27/06/2010`, `2011-12`.
    pub(super) fn numeric(&self, at: usize) -> Option<Point> {
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
                    (1..=12, 1..=12) => When::EitherWay {
                        year: i16::try_from(third).ok()?,
                        first: i8::try_from(first).ok()?,
                        second: i8::try_from(second).ok()?,
                    },
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
}
