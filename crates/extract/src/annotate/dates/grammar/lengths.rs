//! Lengths of time, distances and repetitions: `two years`, `three days later`, `every week`.

use super::super::Order;
use super::super::calendar::Unit;
use super::super::words::{Key, Word};
use super::{Clock, Meaning, When, Words};

/// A number of units.
struct Amount {
    /// `None` where the text does not say how many.
    count: Option<u32>,
    unit: Unit,
    /// Said with a number or a word for one; not a bare `years`.
    counted: bool,
    /// Said with `a`.
    article: bool,
    /// The unit stands in the plural.
    plural: bool,
    /// A half more: `5 1/2 hours`.
    half: bool,
    next: usize,
}

/// What may stand between a number and its unit.
const FILLERS: [&str; 11] = [
    "additional",
    "straight",
    "consecutive",
    "trading",
    "business",
    "working",
    "calendar",
    "successive",
    "long",
    "extra",
    "further",
];

impl Words<'_> {
    /// `two`, `24`, `twenty-four`, `1,800`.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        match self.word(at) {
            Word::Digits { value, len, plain } => {
                let whole = plain || !self.written(at).contains('.');
                let amount_of_else = self.glued(at)
                    && matches!(self.before(at), Word::Mark('$' | '€' | '£' | '.' | '/' | ':' | '#'));
                (whole && len < 8 && !amount_of_else).then_some((value, at + 1))
            }
            Word::Number(first) => {
                let (mut total, mut next) = (first, at + 1);
                loop {
                    let hyphen = self.past_hyphen(next);
                    match self.word(hyphen) {
                        Word::Number(more @ (100 | 1000)) if total < more => total *= more,
                        Word::Number(more @ 1..=9) if total % 10 == 0 && total >= 20 => total += more,
                        Word::Number(more @ 10..=90) if total % 100 == 0 => total += more,
                        _ => return Some((total, next)),
                    }
                    next = hyphen + 1;
                }
            }
            _ => None,
        }
    }

    /// A number of units, `years` alone included. Never an age.
    fn amount(&self, at: usize) -> Option<Amount> {
        let (mut count, mut half, mut counted, mut article) = (None, false, true, false);
        let mut next = match (self.word(at), self.word(at + 1)) {
            (Word::Key(Key::A), Word::Key(Key::Few)) => at + 2,
            (Word::Key(Key::Few), _) => at + 1,
            (Word::Key(Key::A), Word::Key(Key::Couple)) => {
                count = Some(2);
                self.past(at + 2, Key::Of)
            }
            (Word::Key(Key::Couple), _) => {
                count = Some(2);
                self.past(at + 1, Key::Of)
            }
            (Word::Key(Key::A), _) => {
                (count, article) = (Some(1), true);
                at + 1
            }
            (Word::Key(Key::Half), Word::Key(Key::A)) => {
                half = true;
                at + 2
            }
            (Word::Unit { plural: true, .. }, _) => {
                counted = false;
                at
            }
            _ => {
                let (first, next) = self.number(at)?;
                count = Some(first);
                let other = match self.word(next) {
                    Word::Key(Key::Or) => self.number(next + 1),
                    Word::Mark('-' | '–') if self.glued(next) => self.number(next + 1),
                    _ => None,
                };
                match (other, self.word(next), self.word(next + 2)) {
                    // `two or three weeks`, `12-18 months`
                    (Some((_, after)), _, _)
                        if matches!(self.word(self.past_hyphen(after)), Word::Unit { .. }) =>
                    {
                        count = None;
                        after
                    }
                    // `5 1/2 hours`
                    (None, Word::Digits { value: 1, .. }, Word::Digits { value: 2, .. })
                        if self.is_mark(next + 1, '/') =>
                    {
                        half = true;
                        next + 3
                    }
                    _ => next,
                }
            }
        };
        next = self.past_hyphen(next);
        let filled = match self.word(next) {
            Word::Key(Key::More | Key::All) => true,
            Word::Other { .. } => FILLERS.contains(&self.written(next)),
            _ => false,
        };
        next += usize::from(filled);
        let (unit, plural) = match self.word(next) {
            Word::Unit { unit, plural } => (unit, plural),
            // `30-second`
            Word::Ordinal(2) if count.is_some() && !article && !filled => (Unit::Second, false),
            _ => return None,
        };
        // `three-quarters`, `a quarter of` something.
        let fraction =
            unit == Unit::Quarter && (self.is_hyphen(next - 1) && plural || self.is(next + 1, Key::Of));
        if fraction || unit == Unit::Period || self.is(self.past_hyphen(next + 1), Key::Old) {
            return None;
        }
        Some(Amount { count, unit, counted, article, plural, half, next: next + 1 })
    }

    /// The words that only make an amount less exact: `nearly`, `more than`, `at least`.
    fn past_roughly(&self, at: usize) -> usize {
        match (self.word(at), self.word(at + 1)) {
            (Word::Key(Key::About), _) => at + 1,
            (Word::Key(Key::More | Key::Least), Word::Key(Key::Than)) => at + 2,
            (Word::Key(Key::At), Word::Key(Key::Least)) => at + 2,
            _ => at,
        }
    }

    /// `two weeks ago`, `a year earlier`, `three days later`.
    pub(super) fn shifted(&self, at: usize) -> Option<(Meaning, usize)> {
        let amount = self.amount(self.past_roughly(at))?;
        let mut next = amount.next;
        // `a week or so ago`
        if self.is(next, Key::Or) && matches!(self.written(next + 1), "so" | "two" | "more") {
            next += 2;
        }
        let (sign, from_report) = match self.word(next) {
            Word::Key(Key::Ago) => (-1, true),
            Word::Key(Key::Earlier) => (-1, false),
            Word::Key(Key::Later) => (1, false),
            Word::Key(Key::From) if self.word(next + 1) == Word::Present => {
                next += 1;
                (1, true)
            }
            _ => return None,
        };
        let meaning = match amount.count {
            _ if matches!(amount.unit, Unit::Second | Unit::Minute | Unit::Hour) => {
                Meaning::Length(amount.timex(), Some(if sign < 0 { Order::Before } else { Order::After }))
            }
            Some(count) if !amount.half => {
                let when = When::Shift { unit: amount.unit, count: sign * i64::from(count), from_report };
                Meaning::Point(when, Clock::None)
            }
            // `some months later`
            _ if !from_report => {
                Meaning::Length(amount.timex(), Some(if sign < 0 { Order::Before } else { Order::After }))
            }
            _ => Meaning::Vague(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }),
        };
        Some((meaning, next + 1))
    }

    /// `the past six months`, `the next few days`, `the first nine months`, `coming weeks`.
    pub(super) fn stretch(&self, at: usize) -> Option<(Meaning, usize)> {
        let the = self.past(at, Key::The);
        let (leads, first) = match self.word(the) {
            Word::Key(Key::Past | Key::Last | Key::Latest | Key::Previous | Key::Next | Key::Coming) => {
                (the + 1, false)
            }
            Word::Key(Key::After) if the > at => (the + 1, false),
            Word::Ordinal(1) | Word::Key(Key::First) if the > at => (the + 1, true),
            _ if the > at => (the, true),
            _ => return None,
        };
        // `the year ended June 30`
        if let Word::Unit { unit: unit @ (Unit::Year | Unit::Month), plural: false } =
            self.word(self.past(leads, Key::Fiscal))
            && the > at
        {
            let next = self.past(leads, Key::Fiscal) + 1;
            let ends = matches!(self.written(next), "ended" | "ending" | "through");
            return ends.then(|| (Meaning::Length(unit.duration(Some(1)), None), next));
        }
        let amount = self.amount(leads)?;
        let ahead = first && leads == the && !amount.counted && self.is(amount.next, Key::Ahead);
        if ahead && self.written(amount.next) == "ahead" {
            return Some((Meaning::Length(amount.timex(), None), amount.next + 1));
        }
        let fits = match amount.counted {
            true => !amount.article && (amount.plural || leads > the),
            // `the coming days`, but not `the days` or `the first days`.
            false => amount.plural && !first,
        };
        fits.then(|| (Meaning::Length(amount.timex(), self.order_after(amount.next)), amount.next))
    }

    /// `two years`, `10-hour`, `a week`, `nearly an hour`, `for years`, `days after`.
    pub(super) fn length(&self, at: usize) -> Option<(Meaning, usize)> {
        // `a week-long strike`
        if let Word::Unit { unit, plural } = self.word(at)
            && self.is_hyphen(at + 1)
            && self.written(at + 2) == "long"
        {
            return Some((Meaning::Length(unit.duration((!plural).then_some(1)), None), at + 3));
        }
        let start = self.past_roughly(at);
        let amount = self.amount(start)?;
        if amount.article && self.is_hyphen(amount.next) {
            return None;
        }
        let order = self.order_after(amount.next);
        let led = match self.before(at) {
            Word::Key(Key::For | Key::In | Key::During | Key::After) => true,
            // `$5 a year` is a rate; `for a year` is a length.
            Word::Key(Key::Than | Key::Least | Key::As) => amount.article,
            _ => false,
        };
        let fits = amount.counted && !amount.article
            || order.is_some()
            || led
            || start > at
            || self.is(amount.next, Key::Of)
            || amount.article && self.is(amount.next, Key::Or);
        (fits && amount.unit != Unit::Weekend).then(|| (Meaning::Length(amount.timex(), order), amount.next))
    }

    /// `after` or `before` behind a length: what follows says from when.
    fn order_after(&self, at: usize) -> Option<Order> {
        match self.word(at) {
            Word::Key(Key::After) => Some(Order::After),
            Word::Key(Key::Before) => Some(Order::Before),
            _ => None,
        }
    }

    /// `every day`, `each month`, `daily`, `every Monday`, `Tuesday nights`.
    pub(super) fn every(&self, at: usize) -> Option<(Meaning, usize)> {
        let set = |timex: String, next| Some((Meaning::Every(timex), next));
        match (self.word(at), self.word(at + 1)) {
            // A quarterly report is a kind of report.
            (Word::Every(Unit::Quarter), Word::Other { .. }) => None,
            // A capital inside a sentence makes it a name: the Daily Telegraph.
            (Word::Every(unit), _)
                if !self.capital(at) || self.before(at) == Word::Stop && !self.capital(at + 1) =>
            {
                set(unit.duration(Some(1)), at + 1)
            }
            (Word::Key(Key::Each), Word::Unit { unit, plural: false }) => set(unit.duration(Some(1)), at + 2),
            (Word::Key(Key::Each), Word::Weekday { weekday, .. }) => {
                set(format!("XXXX-WXX-{weekday}"), at + 2)
            }
            (Word::Key(Key::Each), Word::Part { part, .. }) => {
                set(format!("XXXX-XX-XX{}", part.name()), at + 2)
            }
            (Word::Key(Key::Each), Word::Month { month, .. }) if self.capital(at + 1) => {
                set(format!("XXXX-{month:02}"), at + 2)
            }
            (Word::Key(Key::Each), _) => {
                let amount = self.amount(at + 1)?;
                amount.counted.then(|| (Meaning::Every(amount.timex()), amount.next))
            }
            (Word::Weekday { weekday, plural: true, .. }, _) if self.capital(at) => {
                set(format!("XXXX-WXX-{weekday}"), at + 1)
            }
            (Word::Weekday { weekday, .. }, Word::Part { part, plural: true }) if self.capital(at) => {
                set(format!("XXXX-WXX-{weekday}{}", part.name()), at + 2)
            }
            _ => None,
        }
    }
}

impl Amount {
    fn timex(&self) -> String {
        if !self.half {
            return self.unit.duration(self.count);
        }
        let half = match self.unit {
            Unit::Minute => "30S",
            Unit::Hour => "30M",
            Unit::Day => "T12H",
            Unit::Month => "15D",
            Unit::Year => "6M",
            _ => "",
        };
        let whole = match self.count {
            Some(count) => self.unit.duration(Some(count)),
            None if matches!(self.unit, Unit::Minute | Unit::Hour) => "PT".to_owned(),
            None if half.is_empty() => self.unit.duration(None),
            None => "P".to_owned(),
        };
        whole + half
    }
}
