//! Years and their parts: `1990`, `, 2011`, `the third quarter of 1990`, `the 1990s`, `fiscal 1998`.

use super::super::calendar::Unit;
use super::super::words::{Key, Word};
use super::points::Point;
use super::{Clock, When, Words, Year};

impl Words<'_> {
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
            || self.before(at) == Word::Numbered
            || self.is_hyphen(at + 1)
                && (self.capital(at + 2) || matches!(self.word(at + 2), Word::Unit { .. } | Word::Number(_)));
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

    /// The year after a month or a day: `, 2011`, `of 1990`, `last year`, or none.
    pub(super) fn year_after(&self, at: usize) -> (Year, usize) {
        let comma = at + usize::from(self.is_mark(at, ','));
        let of = self.past(comma, Key::Of);
        if let Word::Digits { value, len: 4, plain: true } = self.word(of)
            && is_year_number(value)
            // `3 March, 1994-96` goes on with years of its own.
            && !(self.is_hyphen(of + 1) && matches!(self.word(of + 2), Word::Digits { .. }))
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

    /// `the third quarter of 1990`, `third-quarter`, `the first half of 2011`.
    pub(super) fn quarter(&self, at: usize) -> Option<Point> {
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

    /// `fiscal 1998`, `fiscal year 1998`, `fiscal second-quarter`.
    pub(super) fn fiscal(&self, at: usize) -> Option<Point> {
        let unit = matches!(self.word(at + 1), Word::Unit { unit: Unit::Year, plural: false });
        let next = at + 1 + usize::from(unit);
        match self.word(next) {
            Word::Digits { value, len: 4, plain: true } if is_year_number(value) => {
                Some((When::Fiscal(Year::Said(i16::try_from(value).ok()?)), Clock::None, next + 1))
            }
            _ => self.quarter(at),
        }
    }

    /// `the 1990s`, `the early '90s`, `the nineties`, `the 20th century`.
    pub(super) fn decade(&self, at: usize) -> Option<Point> {
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
}

impl When {
    /// The same quarter in a year said before it.
    pub(super) fn in_year(self, said: Year) -> Self {
        match self {
            Self::Quarter { year: Year::Unsaid, quarter, fiscal } => {
                Self::Quarter { year: said, quarter, fiscal }
            }
            other => other,
        }
    }
}

/// True for a number of four digits that can be a year.
pub(super) fn is_year_number(year: u32) -> bool {
    (1000..=2999).contains(&year)
}
