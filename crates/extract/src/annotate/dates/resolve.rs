//! Which point of the calendar an expression means, seen from the report's date and from what the report
//! spoke of before.

use jiff::civil::{Date, Weekday};

use super::calendar::{Holiday, Point, Season, Unit, monday, months_on, moved, years_on};
use super::grammar::{Clock, Meaning, When, Which, Year};
use super::tense::Tense;
use super::{Kind, Value};

/// How many days from the report a date with two readings may lie to be taken for the likely one.
const NEAR: i32 = 21;

/// What is known while a report is read from its start.
pub(super) struct Resolver {
    published: Option<Date>,
    /// The point spoken of last, and the paragraph it stands in.
    spoken: Option<(Point, usize)>,
    /// The day spoken of last.
    day: Option<(Date, usize)>,
    /// The last day said with its year, and its paragraph.
    dated: Option<(Date, usize)>,
    /// The quarter or business period that figures are given for.
    quarter: Option<Point>,
}

/// What an expression comes to.
pub(super) struct Resolved {
    pub(super) kind: Kind,
    pub(super) value: Option<Value>,
    pub(super) timex: Option<String>,
}

/// A point, and whether the text lets one tell it.
type Told = (Point, bool);

impl Resolver {
    pub(super) fn new(published: Option<Date>) -> Self {
        Self { published, spoken: None, day: None, dated: None, quarter: None }
    }

    /// Resolves the next expression of the report.
    pub(super) fn resolve(&mut self, meaning: &Meaning, tense: Tense, paragraph: usize) -> Resolved {
        match meaning {
            Meaning::Vague(name) => {
                Resolved { kind: Kind::Date, value: None, timex: Some((*name).to_owned()) }
            }
            Meaning::Length(timex, _) => {
                // Figures for `the nine months` are compared with nine months.
                self.quarter = None;
                Resolved { kind: Kind::Duration, value: None, timex: Some(timex.clone()) }
            }
            Meaning::Every(timex) => Resolved { kind: Kind::Set, value: None, timex: Some(timex.clone()) },
            Meaning::Range(first, last) => {
                let start = self.point(*first, tense, paragraph);
                let end = self.point(*last, tense, paragraph);
                let (Some((start, sure)), Some((end, also))) = (start, end) else {
                    return Resolved { kind: Kind::Date, value: None, timex: None };
                };
                self.remember(*last, end, paragraph);
                let days = start.first_day().zip(end.last_day()).filter(|(first, last)| first <= last);
                Resolved {
                    kind: Kind::Date,
                    value: days.filter(|_| sure && also).map(|(first, last)| Value::Days(first, last)),
                    timex: Some(format!("{}/{}", start.timex(), end.timex())),
                }
            }
            Meaning::Point(when, clock) => {
                let told = self.point(*when, tense, paragraph);
                if let Some((point, _)) = told {
                    self.remember(*when, point, paragraph);
                }
                let value = told.filter(|(_, sure)| *sure).and_then(|(point, _)| point.value());
                let kind = if *clock == Clock::None { Kind::Date } else { Kind::Time };
                let timex = told.map(|(point, _)| match (point, clock) {
                    (Point::Day(_), Clock::Part(part)) => point.timex() + part.name(),
                    (Point::Day(_), Clock::At { hour, minute }) => {
                        format!("{}T{hour:02}:{minute:02}", point.timex())
                    }
                    _ => point.timex(),
                });
                Resolved { kind, value: self.night(*when, value), timex }
            }
        }
    }

    /// A night between two days is both.
    fn night(&self, when: When, value: Option<Value>) -> Option<Value> {
        match (when, value) {
            (When::Overnight, Some(Value::Day(day))) => Some(Value::Days(day, moved(day, 1)?)),
            (_, value) => value,
        }
    }

    fn remember(&mut self, when: When, point: Point, paragraph: usize) {
        // Years counted back compare; the story does not go on from there.
        if !matches!(when, When::Shift { unit: Unit::Year, count: ..0, .. }) {
            self.spoken = Some((point, paragraph));
        }
        if let Point::Day(day) = point {
            self.day = Some((day, paragraph));
        }
        if let (When::Day { year: Year::Said(_), .. }, Point::Day(day)) = (when, point) {
            self.dated = Some((day, paragraph));
        }
        match (when, point) {
            // `a hundred years later`: the story has left the year it gave.
            (When::Shift { .. }, _) => self.dated = None,
            (_, Point::Quarter(..)) => self.quarter = Some(point),
            (_, Point::Year(_)) => self.quarter = None,
            _ => {}
        }
    }

    /// The point spoken of last; told for sure only within a paragraph or the one before.
    fn spoken(&self, paragraph: usize) -> Option<Told> {
        match self.spoken {
            Some((point, then)) => Some((point, paragraph - then <= 1)),
            None => self.published.map(|day| (Point::Day(day), false)),
        }
    }

    /// The day spoken of last, likewise.
    fn spoken_day(&self, paragraph: usize) -> Option<Told> {
        match self.day {
            Some((day, then)) if paragraph - then <= 1 => Some((Point::Day(day), true)),
            _ => self.spoken(paragraph).map(|(point, _)| (point, false)),
        }
    }

    fn point(&self, when: When, tense: Tense, paragraph: usize) -> Option<Told> {
        let sure = |point: Option<Point>| point.map(|point| (point, true));
        match when {
            When::EitherWay { year, first, second } => {
                let day = Date::new(year, second, first).ok()?;
                let other = Date::new(year, first, second).ok()?;
                // Clear where only one reading is at hand when the report appears.
                let near = |day: Date| Some(days_between(self.published?, day).abs() <= NEAR);
                match (near(day)?, near(other)?) {
                    (true, false) => sure(Some(Point::Day(day))),
                    (false, true) => sure(Some(Point::Day(other))),
                    _ => None,
                }
            }
            When::Year(year) => sure(Some(Point::Year(year))),
            When::PeriodOf(year) => sure(Some(match self.quarter {
                Some(Point::Quarter(_, quarter)) => Point::Quarter(year, quarter),
                _ => Point::Year(year),
            })),
            When::Century(nth) => sure(Some(Point::Century(nth - 1))),
            When::Decade(year) if year >= 100 => sure(Some(Point::Decade(year))),
            When::Decade(tens) => {
                // `the '90s`: the last ones of that name that have begun.
                let now = self.published.map_or(2000, Date::year);
                let year = now / 100 * 100 + tens;
                sure(Some(Point::Decade(if year > now { year - 100 } else { year })))
            }
            When::Day { year, month, day } => self.day(year, month, day, tense, paragraph),
            When::DayOfMonth(day) => self.day_of_month(day, tense, paragraph),
            When::Month { year, month, which } => self.month(year, month, which, tense, paragraph),
            When::Today(days) => sure(moved(self.published?, days).map(Point::Day)),
            When::Overnight => sure(moved(self.published?, -1).map(Point::Day)),
            When::ThatDay => match self.spoken_day(paragraph)? {
                (Point::Day(day), sure) => Some((Point::Day(day), sure)),
                _ => Some((Point::Day(self.published?), false)),
            },
            When::Weekday { weekday, which } => self.weekday(weekday, which, tense, paragraph),
            When::Unit { unit, which } => self.unit(unit, which, tense, paragraph),
            When::Shift { unit, count, from_report } => self.shift(unit, count, from_report, paragraph),
            When::Fiscal(year) => sure(self.said_year(year, paragraph).map(Point::Fiscal)),
            When::Quarter { year, quarter, fiscal } => {
                let year = self.year_of(year, quarter * 3 - 2, 3, tense, paragraph)?;
                Some((Point::Quarter(year, quarter), !fiscal))
            }
            When::Half { year, half } => sure(
                self.year_of(year, half * 6 - 5, 6, tense, paragraph).map(|year| Point::Half(year, half)),
            ),
            When::Season { year, season, which } => sure(
                self.season(year, season, which, tense, paragraph).map(|year| Point::Season(year, season)),
            ),
            When::Holiday { holiday, year, which } => {
                // Which Easter it is, the Western or the Eastern, the report rarely says.
                let told = !matches!(holiday, Holiday::Easter(_));
                self.holiday(holiday, year, which, tense, paragraph).map(|day| (Point::Day(day), told))
            }
        }
    }

    /// The year that is said, or counted from the report's.
    fn said_year(&self, year: Year, paragraph: usize) -> Option<i16> {
        match year {
            Year::Said(year) => Some(year),
            Year::Off(years) => years_on(self.published?.year(), years),
            Year::Same => self.spoken(paragraph).map(|(point, _)| point.year()),
            Year::Unsaid => None,
        }
    }

    /// A day without a year is the nearest one to the report; in a paragraph that speaks of a year, of that.
    fn day(&self, year: Year, month: i8, day: i8, tense: Tense, paragraph: usize) -> Option<Told> {
        if year != Year::Unsaid {
            let day = Date::new(self.said_year(year, paragraph)?, month, day).ok()?;
            return Some((Point::Day(day), true));
        }
        if let Some(told) = self.told_on(paragraph, tense, |year| Date::new(year, month, day).ok()) {
            return Some((Point::Day(told), true));
        }
        let published = self.published?;
        let days = |year: Option<i16>| Date::new(year?, month, day).ok();
        let around = [-1, 0, 1].map(|off| days(years_on(published.year(), off)));
        let far = |date: &Date| {
            let distance = days_between(published, *date);
            // An event told as past is not ahead, nor the other way round, unless it is far nearer.
            let against = match tense {
                Tense::Past => distance > 0,
                Tense::Future => distance < 0,
                Tense::Unclear => false,
            };
            distance.abs() + if against { 120 } else { 0 }
        };
        around.into_iter().flatten().min_by_key(far).map(|day| (Point::Day(day), true))
    }

    /// A day in the half year after the day the paragraph gave in full: the story goes on from there.
    fn told_on(&self, paragraph: usize, tense: Tense, day: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let (dated, then) = self.dated?;
        if then != paragraph || tense == Tense::Future {
            return None;
        }
        let days = [Some(dated.year()), years_on(dated.year(), 1)].into_iter().flatten().filter_map(day);
        let told = days.into_iter().find(|day| (0..184).contains(&days_between(dated, *day)))?;
        // What the report tells of was over when it appeared.
        self.published.is_none_or(|published| told.first_of_month() <= published).then_some(told)
    }

    /// `the 24th`: of the month spoken of, or the last such day.
    fn day_of_month(&self, day: i8, tense: Tense, paragraph: usize) -> Option<Told> {
        if let Some((Point::Day(spoken), then)) = self.spoken
            && then == paragraph
        {
            return Some((Point::Day(Date::new(spoken.year(), spoken.month(), day).ok()?), true));
        }
        let published = self.published?;
        let off = match tense {
            Tense::Future => i64::from(day < published.day()),
            _ => -i64::from(day > published.day()),
        };
        let (year, month) = months_on(published.year(), published.month(), off)?;
        Some((Point::Day(Date::new(year, month, day).ok()?), off == 0))
    }

    fn month(&self, year: Year, month: i8, which: Which, tense: Tense, paragraph: usize) -> Option<Told> {
        if let Some(year) = self.said_year(year, paragraph) {
            return Some((Point::Month(year, month), true));
        }
        // `that July`
        if which == Which::Same {
            return self.spoken(paragraph).map(|(point, sure)| (Point::Month(point.year(), month), sure));
        }
        if which == Which::Bare
            && let Some(told) =
                self.told_on(paragraph, tense, |year| Some(Date::new(year, month, 1).ok()?.last_of_month()))
        {
            return Some((Point::Month(told.year(), month), true));
        }
        let published = self.published?;
        let now = published.month();
        let off = match (which, tense) {
            // The month before this one would be `last month`.
            (Which::Last, _) => -i64::from(month + 1 >= now),
            (Which::Next, _) => i64::from(month <= now),
            (Which::This, _) => 0,
            (Which::Bare | Which::The, Tense::Future) => i64::from(month < now),
            // Without a verb, the months next ahead are nearer than those of the year before.
            (Which::Bare | Which::The, Tense::Unclear) => {
                -i64::from(month > now + 2) + i64::from(month + 10 <= now)
            }
            (Which::Bare | Which::The, Tense::Past) => -i64::from(month > now),
            (Which::Same | Which::Following | Which::Previous, _) => return None,
        };
        Some((Point::Month(years_on(published.year(), off)?, month), true))
    }

    /// News says the weekday of the week behind it, or ahead where it tells of plans.
    fn weekday(&self, weekday: i8, which: Which, tense: Tense, paragraph: usize) -> Option<Told> {
        let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
        let last = |day: Date| moved(day, -i64::from(day.weekday().since(wanted)));
        let next = |day: Date| moved(day, i64::from(wanted.since(day.weekday())));
        let day = |day: Option<Date>| day.map(|day| (Point::Day(day), true));
        if let Which::Same | Which::Following | Which::Previous = which {
            let (spoken, sure) = self.spoken_day(paragraph)?;
            let from = spoken.first_day()?;
            let date = match which {
                Which::Previous => last(moved(from, -1)?),
                Which::Following => next(moved(from, 1)?),
                _ => next(monday(from)?),
            };
            return date.map(|date| (Point::Day(date), sure));
        }
        let published = self.published?;
        match (which, tense) {
            (Which::Last, _) => day(last(moved(published, -1)?)),
            (Which::Next, _) => day(next(moved(published, 1)?)),
            (Which::This, Tense::Past) => day(last(published)),
            (Which::This, _) | (_, Tense::Future) => day(next(published)),
            _ => day(last(published)),
        }
    }

    fn unit(&self, unit: Unit, which: Which, tense: Tense, paragraph: usize) -> Option<Told> {
        let off = match which {
            Which::Last | Which::Previous => -1,
            Which::Next | Which::Following => 1,
            _ => 0,
        };
        let (from, sure) = match which {
            Which::Same | Which::Following | Which::Previous if unit == Unit::Day => {
                self.spoken_day(paragraph)?
            }
            Which::Same | Which::Following | Which::Previous => self.spoken(paragraph)?,
            _ => (Point::Day(self.published?), true),
        };
        match (unit, which) {
            // The weekend behind, or the one it is; the latest quarter that has ended.
            (Unit::Weekend, Which::The | Which::This) => {
                let published = self.published?;
                let week = monday(published)?;
                let began = published.weekday().to_monday_zero_offset() >= 5;
                let ahead = began || tense == Tense::Future || which == Which::This && tense != Tense::Past;
                return Some((Point::Weekend(moved(week, if ahead { 0 } else { -7 })?), true));
            }
            (Unit::Quarter | Unit::Period, Which::The) => {
                let over = |quarter: &Point| quarter.last_day().is_some_and(|day| Some(day) < self.published);
                if let Some(quarter) = self.quarter.filter(over) {
                    return Some((quarter, false));
                }
                return from.shifted(Unit::Quarter, -1).map(|point| (point, false));
            }
            _ => {}
        }
        from.shifted(unit, off).map(|point| (point, sure))
    }

    /// `two weeks ago`, `a year earlier`.
    fn shift(&self, unit: Unit, count: i64, from_report: bool, paragraph: usize) -> Option<Told> {
        // A year before a quarter is the quarter of the year before.
        if let (Unit::Year, Some(Point::Quarter(year, quarter))) = (unit, self.quarter) {
            return Some((Point::Quarter(years_on(year, count)?, quarter), true));
        }
        // `a decade ago` and `thirty years ago` are round.
        let round = unit == Unit::Decade || unit == Unit::Year && count % 10 == 0 && count.abs() >= 20;
        let (unit, count) =
            if unit == Unit::Decade { (Unit::Year, count.checked_mul(10)?) } else { (unit, count) };
        let (from, sure) = match from_report {
            true => (Point::Day(self.published?), true),
            false if matches!(unit, Unit::Day | Unit::Week) => self.spoken_day(paragraph)?,
            false => self.spoken(paragraph)?,
        };
        from.shifted(unit, count).map(|point| (point, sure && !round))
    }

    /// The year of a stretch of months that starts in month `first`.
    fn year_of(&self, year: Year, first: i8, months: i8, tense: Tense, paragraph: usize) -> Option<i16> {
        if year != Year::Unsaid {
            return self.said_year(year, paragraph);
        }
        let published = self.published?;
        // Months from the middle of this month to the middle of the stretch, doubled. The one that begins
        // next is rather ahead than most of a year back; the one just over is reported on.
        let ahead = 2 * i64::from(first - published.month()) + i64::from(months) - 1;
        let off = match tense {
            Tense::Future => i64::from(ahead < -10),
            _ => -i64::from(ahead > 10),
        };
        years_on(published.year(), off)
    }

    fn season(
        &self,
        year: Year,
        season: Season,
        which: Which,
        tense: Tense,
        paragraph: usize,
    ) -> Option<i16> {
        if year != Year::Unsaid {
            return self.said_year(year, paragraph);
        }
        let published = self.published?;
        let (now, first) = (published.month(), season.first_month());
        let off = match which {
            Which::This => 0,
            Which::Last => -i64::from(first + 3 > now),
            Which::Next => i64::from(first <= now),
            _ if tense == Tense::Future => i64::from(first + 3 <= now),
            _ => -i64::from(first > now),
        };
        years_on(published.year(), off)
    }

    fn holiday(
        &self,
        holiday: Holiday,
        year: Year,
        which: Which,
        tense: Tense,
        paragraph: usize,
    ) -> Option<Date> {
        if year != Year::Unsaid {
            return holiday.day(self.said_year(year, paragraph)?);
        }
        let published = self.published?;
        let around = [-1, 0, 1].map(|off| holiday.day(years_on(published.year(), off)?));
        let mut days = around.into_iter().flatten();
        match which {
            Which::Last => days.rfind(|day| *day < published),
            Which::Next => days.find(|day| *day > published),
            Which::This => holiday.day(published.year()),
            _ if tense == Tense::Future => days.find(|day| *day >= published),
            _ => days.min_by_key(|day| days_between(published, *day).abs()),
        }
    }
}

impl Point {
    /// The unit around this point, or one that many units on; `None` where the point is too coarse to tell.
    fn shifted(self, unit: Unit, count: i64) -> Option<Self> {
        match (unit, self) {
            (Unit::Day, Self::Day(day)) => moved(day, count).map(Self::Day),
            (Unit::Week, Self::Day(day) | Self::Week(day)) => {
                monday(moved(day, count.checked_mul(7)?)?).map(Self::Week)
            }
            (Unit::Fortnight, _) => self.shifted(Unit::Week, count.checked_mul(2)?),
            (Unit::Weekend, Self::Day(day) | Self::Week(day) | Self::Weekend(day)) => {
                monday(moved(day, count.checked_mul(7)?)?).map(Self::Weekend)
            }
            (Unit::Month, Self::Day(_) | Self::Week(_) | Self::Weekend(_) | Self::Month(..)) => {
                let day = self.first_day()?;
                months_on(day.year(), day.month(), count).map(|(year, month)| Self::Month(year, month))
            }
            (Unit::Quarter, Self::Day(_) | Self::Week(_) | Self::Month(..) | Self::Quarter(..)) => {
                let day = self.first_day()?;
                let (year, month) = months_on(day.year(), day.month(), count.checked_mul(3)?)?;
                Some(Self::Quarter(year, (month + 2) / 3))
            }
            (Unit::Year, Self::Decade(_) | Self::Century(_)) => None,
            (Unit::Year, _) => years_on(self.year(), count).map(Self::Year),
            (Unit::Decade, Self::Century(_)) => None,
            (Unit::Decade, _) => years_on(self.year(), count.checked_mul(10)?).map(Self::Decade),
            (Unit::Century, _) => Some(Self::Century(years_on(self.year(), count.checked_mul(100)?)? / 100)),
            _ => None,
        }
    }
}

/// Days from one date to another.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
