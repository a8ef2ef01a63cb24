//! Time expressions: where a report says when, and which day that is.
//!
//! > Envoys met on Thursday, two days after the 9 June vote.
//!
//! reads, published on Saturday 12 June 2010, as `Thursday = 2010-06-10`, `two days` after something not
//! said here, and `9 June = 2010-06-09`. What the report does not let one tell stays text without a value.

use std::fmt;

use jiff::civil::Date;
use text::Span;

mod calendar;
mod grammar;
mod resolve;
mod tense;
mod words;

use grammar::Meaning;
use resolve::Resolver;

/// A time expression of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Where it stands, without the preposition before it.
    pub span: Span,
    /// What kind of time it is.
    pub kind: Kind,
    /// The days it means, where the report lets one tell.
    pub value: Option<Value>,
    /// Its value in TIMEX3 (ISO-TimeML): `2010-W25`, `P3D`, `PRESENT_REF`, `2010-06-27TMO`.
    pub timex: Option<String>,
    /// For a length such as `days after`: on which side of something it lies.
    pub order: Option<Order>,
}

/// What kind of time an expression names, as TIMEX3 divides them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A day or something longer on the calendar.
    Date,
    /// A part of a day or a time on the clock.
    Time,
    /// A length of time.
    Duration,
    /// Something that comes again.
    Set,
}

/// The side of an event on which something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Before it.
    Before,
    /// After it.
    After,
}

/// A time as the ledger keeps it. Prints as `2022-10-13`, `2022-10`, `2022` or `2022-10-13/2022-10-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// One day.
    Day(Date),
    /// A year and its month, 1 to 12.
    Month(i16, i8),
    /// A year.
    Year(i16),
    /// From the first to the last of these days.
    Days(Date, Date),
}

/// The time expressions of `text`, in order, without overlap, each resolved against `published`, the day
/// the report appeared, and against the dates the report spoke of before. Without `published` only what
/// carries its own date is resolved. Linear in the length of the text; never fails.
pub fn dates(text: &str, published: Option<Date>) -> Vec<Expression> {
    let tokens = words::scan(text);
    let mut resolver = Resolver::new(published);
    let mut paragraph = 0;
    let mut read = 0;
    let mut expressions = Vec::new();
    for found in grammar::found(text, &tokens) {
        paragraph += tokens[read..found.first].iter().filter(|token| token.start == token.end).count();
        read = found.first;
        let tense = tense::tense(&tokens, found.first, found.next);
        let resolved = resolver.resolve(&found.meaning, tense, paragraph);
        let order = match found.meaning {
            Meaning::Length(_, order) => order,
            _ => None,
        };
        expressions.push(Expression {
            span: found.span,
            kind: resolved.kind,
            value: resolved.value,
            timex: resolved.timex,
            order,
        });
    }
    expressions
}

impl Kind {
    /// The TIMEX3 type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

impl Order {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Days(first, last) => write!(f, "{first}/{last}"),
        }
    }
}

#[cfg(test)]
mod tests;
