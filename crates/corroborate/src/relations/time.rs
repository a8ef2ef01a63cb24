//! When a record holds, and whether two hold at one time.

use jiff::civil::{Date, date};

/// The days on which something may have been, from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// The first.
    pub first: i32,
    /// The last.
    pub last: i32,
    /// True when the report tells it of the thing itself; false when it is the day of the report.
    pub is_told: bool,
}

/// Whether two records hold at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Together {
    /// They do.
    Yes,
    /// One is later by more than was allowed.
    No,
    /// A date is missing or too coarse.
    Unknown,
}

/// Days of the longest stretch that is still a time and no more a period.
const SHORT: i32 = 3;

impl When {
    /// From `2031`, `2031-03`, `2031-03-04`, with a time or not, or two of them with a slash.
    pub fn of(value: &str, is_told: bool) -> Option<Self> {
        let (from, to) = value.split_once('/').unwrap_or((value, value));
        let (first, last) = (days(from)?.0, days(to)?.1);
        Some(Self { first: first.min(last), last: first.max(last), is_told })
    }

    /// True for a day or few.
    pub(super) fn is_short(self) -> bool {
        self.last - self.first <= SHORT
    }
}

/// Whether two records hold within `window` days of each other.
pub(super) fn together(one: Option<When>, other: Option<When>, window: i32) -> Together {
    let (Some(one), Some(other)) = (one, other) else { return Together::Unknown };
    let gap = (one.first - other.last).max(other.first - one.last);
    if gap > window {
        Together::No
    } else if one.is_short() && other.is_short() {
        Together::Yes
    } else {
        Together::Unknown
    }
}

/// The first and the last day of a date of any coarseness.
fn days(text: &str) -> Option<(i32, i32)> {
    let text = text.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = text.split('-').map(|part| part.parse::<i16>().ok());
    let year = parts.next()??;
    let part = |number: i16| i8::try_from(number).ok();
    let (first, last) = match (parts.next(), parts.next()) {
        (None, _) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (Some(month), None) => {
            let first = Date::new(year, part(month?)?, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, part(month?)?, part(day?)?).ok()?;
            (day, day)
        }
    };
    Some((number(first)?, number(last)?))
}

fn number(day: Date) -> Option<i32> {
    Some((day - date(1970, 1, 1)).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_dates_of_any_coarseness() {
        let of = |text| When::of(text, true).map(|when| (when.first, when.last));
        assert_eq!(of("1970-01-02"), Some((1, 1)));
        assert_eq!(of("1970-02"), Some((31, 58)));
        assert_eq!(of("1971"), Some((365, 729)));
        assert_eq!(of("1970-01-02T10:00:00Z"), Some((1, 1)));
        assert_eq!(of("1970-01-02/1970-01-04"), Some((1, 3)));
        assert_eq!(of("soon"), None);
        assert_eq!(of("1970-13"), None);
    }
}
