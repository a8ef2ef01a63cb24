//! Points of the calendar: days, weeks, quarters, decades, and how each is written.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Value;

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    /// `period`: of a length the text does not say.
    Period,
}

/// A season of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// How a holiday's day is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    Fixed {
        month: i8,
        day: i8,
    },
    /// The nth weekday of a month; 0 for the last.
    Nth {
        month: i8,
        nth: i8,
        weekday: i8,
    },
    /// Days from Western Easter.
    Easter(i32),
}

/// A resolved point of the calendar, as coarse as the text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    /// The week of this Monday.
    Week(Date),
    /// The Saturday and Sunday of this Monday's week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// A business year: its days are the company's own.
    Fiscal(i16),
    /// The decade of this year.
    Decade(i16),
    /// The hundred years of which this is the first two digits.
    Century(i16),
}

impl Unit {
    /// Reads a value of the calendar file.
    pub(super) fn read(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "period" => Self::Period,
            _ => return None,
        })
    }

    /// `count` of it as a TIMEX3 duration; `None` stands for a number the text does not say.
    pub(super) fn duration(self, count: Option<u32>) -> String {
        let (prefix, factor, letter) = match self {
            Self::Second => ("PT", 1, "S"),
            Self::Minute => ("PT", 1, "M"),
            Self::Hour => ("PT", 1, "H"),
            Self::Day => ("P", 1, "D"),
            Self::Weekend => ("P", 1, "WE"),
            Self::Week => ("P", 1, "W"),
            Self::Fortnight => ("P", 2, "W"),
            Self::Month => ("P", 1, "M"),
            Self::Quarter => ("P", 1, "Q"),
            Self::Year => ("P", 1, "Y"),
            Self::Decade => ("P", 10, "Y"),
            Self::Century => ("P", 100, "Y"),
            Self::Period => ("P", 1, "X"),
        };
        match (count, self) {
            (Some(count), _) => format!("{prefix}{}{letter}", count.saturating_mul(factor)),
            (None, Self::Decade) => "PXE".to_owned(),
            (None, Self::Century) => "PXC".to_owned(),
            (None, _) => format!("{prefix}X{letter}"),
        }
    }
}

impl Season {
    /// Reads a value of the calendar file.
    pub(super) fn read(name: &str) -> Option<Self> {
        Some(match name {
            "SP" => Self::Spring,
            "SU" => Self::Summer,
            "FA" => Self::Autumn,
            "WI" => Self::Winter,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// The month it starts in, north of the equator.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl Part {
    /// Reads a value of the calendar file.
    pub(super) fn read(name: &str) -> Option<Self> {
        Some(match name {
            "MO" => Self::Morning,
            "AF" => Self::Afternoon,
            "EV" => Self::Evening,
            "NI" => Self::Night,
            _ => return None,
        })
    }

    /// As TIMEX3 writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Morning => "TMO",
            Self::Afternoon => "TAF",
            Self::Evening => "TEV",
            Self::Night => "TNI",
        }
    }
}

impl Holiday {
    /// Reads a value of the calendar file: `12-25`, `11-4-4`, `E-2`.
    pub(super) fn read(value: &str) -> Option<Self> {
        if let Some(days) = value.strip_prefix('E') {
            return Some(Self::Easter(days.parse().ok()?));
        }
        let mut numbers = value.split('-').map(|number| number.parse().ok());
        let (month, second, third) = (numbers.next()??, numbers.next()??, numbers.next());
        Some(match third {
            None => Self::Fixed { month, day: second },
            Some(weekday) => Self::Nth { month, nth: second, weekday: weekday? },
        })
    }

    /// Its day in a year.
    pub(super) fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::Nth { month, nth, weekday } => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let nth = if nth == 0 { -1 } else { nth };
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Self::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        }
    }
}

/// Western Easter, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (golden, century, rest) = (year_number % 19, year_number / 100, year_number % 100);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - shift + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Option<Date> {
    day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()
}

/// A day moved by a number of days.
pub(super) fn moved(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A month moved by a number of months.
pub(super) fn months_on(year: i16, month: i8, count: i64) -> Option<(i16, i8)> {
    let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(count)?;
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    Some((year, i8::try_from(months.rem_euclid(12)).ok()? + 1))
}

/// A year moved, where it is still one the calendar can hold.
pub(super) fn years_on(year: i16, count: i64) -> Option<i16> {
    i16::try_from(i64::from(year).checked_add(count)?).ok().filter(|year| (1..=9999).contains(year))
}

impl Point {
    /// The TIMEX3 value.
    pub(super) fn timex(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(monday) => week(monday),
            Self::Weekend(monday) => format!("{}-WE", week(monday)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.name()),
            Self::Year(year) | Self::Fiscal(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}", year / 10),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// The ledger's value: days, months and years, or first and last day. `None` where the days it
    /// stands for depend on the place (a winter) or the company (a business year).
    pub(super) fn value(self) -> Option<Value> {
        let days = |start: Option<Date>, end: Option<Date>| Some(Value::Days(start?, end?));
        match self {
            Self::Day(day) => Some(Value::Day(day)),
            Self::Week(monday) => days(Some(monday), moved(monday, 6)),
            Self::Weekend(monday) => days(moved(monday, 5), moved(monday, 6)),
            Self::Month(year, month) => Some(Value::Month(year, month)),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
            Self::Half(year, half) => months(year, half * 6 - 5, half * 6),
            Self::Season(_, Season::Winter) | Self::Fiscal(_) => None,
            Self::Season(year, _) | Self::Year(year) => Some(Value::Year(year)),
            Self::Decade(year) => {
                let first = year / 10 * 10;
                days(Date::new(first.max(1), 1, 1).ok(), Date::new(first + 9, 12, 31).ok())
            }
            Self::Century(century) => {
                let first = century.checked_mul(100)?;
                days(Date::new(first.max(1), 1, 1).ok(), Date::new(first.checked_add(99)?, 12, 31).ok())
            }
        }
    }

    /// Its year.
    pub(super) fn year(self) -> i16 {
        match self {
            Self::Day(day) | Self::Week(day) | Self::Weekend(day) => day.year(),
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _)
            | Self::Year(year)
            | Self::Fiscal(year)
            | Self::Decade(year) => year,
            Self::Century(century) => century.saturating_mul(100),
        }
    }

    /// Its first day, where one is known.
    pub(super) fn first_day(self) -> Option<Date> {
        match self {
            Self::Day(day) | Self::Week(day) => Some(day),
            Self::Weekend(monday) => moved(monday, 5),
            Self::Month(year, month) => Date::new(year, month, 1).ok(),
            Self::Quarter(year, quarter) => Date::new(year, quarter * 3 - 2, 1).ok(),
            Self::Half(year, half) => Date::new(year, half * 6 - 5, 1).ok(),
            Self::Season(year, season) => Date::new(year, season.first_month(), 1).ok(),
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Fiscal(_) | Self::Decade(_) | Self::Century(_) => None,
        }
    }

    /// Its last day, where one is known.
    pub(super) fn last_day(self) -> Option<Date> {
        match self.value()? {
            Value::Day(day) | Value::Days(_, day) => Some(day),
            Value::Month(year, month) => Date::new(year, month, 1).ok().map(Date::last_of_month),
            Value::Year(year) => Date::new(year, 12, 31).ok(),
        }
    }
}

fn months(year: i16, first: i8, last: i8) -> Option<Value> {
    Some(Value::Days(Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
}

fn week(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
