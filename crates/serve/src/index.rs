//! The whole ledger in a few numbers a row, kept in memory, so that a board over a hundred thousand reports
//! is drawn as fast as one over ten.
//!
//! It is brought up to date when a page asks and the ledger has changed: readings that are no longer
//! current go out, new ones come in. A large step is taken beside the pages, which then tell how much is
//! gathered so far.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, TryLockError};
use std::time::{Duration, Instant};

use ledger::RowKind;
use store::{Fact, Ledger, What};

use crate::failure::Failure;
use crate::shelf::{Identity, identity};

/// Readings that a page waits for; more are gathered beside it.
const AT_ONCE: usize = 400;

/// Readings under one lock.
const STEP: usize = 1000;

/// What everybody looks into.
pub(crate) struct Index {
    rows: RwLock<Rows>,
    watch: Mutex<Option<Watch>>,
}

/// The file the rows are of.
struct Watch {
    identity: Identity,
    ledger: Ledger,
    change: Option<i64>,
    /// After a step that took long, the next one waits as long as ten of it.
    rest: Option<(Instant, Duration)>,
}

/// Every row of the ledger, the newest first.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) all: Vec<Place>,
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    lists: Vec<Box<[u32]>>,
    list_numbers: HashMap<Box<[u32]>, u32>,
    reports: Vec<String>,
    known: BTreeMap<i64, u32>,
    /// How many reports the ledger has; more than are gathered while a large step is under way.
    pub(crate) wanted: usize,
    /// How much the ledger held when it was last looked at.
    pub(crate) totals: store::Totals,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// What the store finds it by.
    pub(crate) number: i64,
    report: u32,
    place: u32,
    /// `20221013`; 0 where no date is known.
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) who: u32,
    affiliation: u32,
    toward: u32,
    pub(crate) what: What,
}

impl Index {
    pub(crate) fn new() -> Self {
        Self { rows: RwLock::new(Rows::default()), watch: Mutex::new(None) }
    }

    /// The rows as they are gathered now.
    pub(crate) fn rows(&self) -> RwLockReadGuard<'_, Rows> {
        self.rows.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compares with the ledger at `path` and gathers what is new; true when there is more than a page may
    /// wait for, so that [`Self::gather`] is to be called elsewhere.
    pub(crate) fn look(&self, path: &std::path::Path, patient: bool) -> Result<bool, Failure> {
        let mut watch = match self.watch.try_lock() {
            Ok(watch) => watch,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            // Somebody else is at it.
            Err(TryLockError::WouldBlock) => return Ok(false),
        };
        let now = identity(path);
        if watch.as_ref().map(|watch| watch.identity) != now || watch.is_none() {
            *watch = None;
            *self.rows.write().unwrap_or_else(PoisonError::into_inner) = Rows::default();
            let Some(identity) = now else { return Ok(false) };
            let ledger = Ledger::open_read_only(path)?;
            *watch = Some(Watch { identity, ledger, change: None, rest: None });
        }
        let Some(watch) = watch.as_mut() else { return Ok(false) };
        if watch.rest.is_some_and(|(since, rest)| since.elapsed() < rest) {
            return Ok(false);
        }
        let change = watch.ledger.change()?;
        if watch.change == Some(change) {
            return Ok(false);
        }
        let began = Instant::now();
        let current = watch.ledger.current_readings()?;
        let (gone, new) = {
            let rows = self.rows();
            let is_current = |reading: &i64| current.binary_search(reading).is_ok();
            let gone: Vec<i64> = rows.known.keys().copied().filter(|reading| !is_current(reading)).collect();
            let new: Vec<i64> =
                current.iter().copied().filter(|reading| !rows.known.contains_key(reading)).collect();
            (gone, new)
        };
        let totals = watch.ledger.totals()?;
        {
            let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
            rows.wanted = current.len();
            rows.totals = totals;
        }
        if new.len() > AT_ONCE && !patient {
            return Ok(true);
        }
        self.leave_out(&gone);
        for step in new.chunks(STEP) {
            let mut gathered = Vec::with_capacity(step.len());
            for &reading in step {
                if let Some((report, facts)) = watch.ledger.facts(reading)? {
                    gathered.push((reading, report.id, facts));
                }
            }
            let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
            for (reading, report, facts) in gathered {
                rows.add(reading, report, facts);
            }
            rows.sort();
        }
        watch.change = Some(change);
        watch.rest = (began.elapsed() > Duration::from_millis(15))
            .then(|| (Instant::now(), (began.elapsed() * 10).min(Duration::from_secs(30))));
        Ok(false)
    }

    fn leave_out(&self, gone: &[i64]) {
        if gone.is_empty() {
            return;
        }
        let mut rows = self.rows.write().unwrap_or_else(PoisonError::into_inner);
        let mut reports: Vec<u32> = gone.iter().filter_map(|reading| rows.known.remove(reading)).collect();
        reports.sort_unstable();
        rows.all.retain(|row| reports.binary_search(&row.report).is_err());
    }
}

impl Rows {
    fn add(&mut self, reading: i64, report: String, facts: Vec<Fact>) {
        let number = u32::try_from(self.reports.len()).unwrap_or(u32::MAX);
        self.reports.push(report);
        self.known.insert(reading, number);
        for fact in facts {
            let (from, to) =
                fact.days.as_ref().map_or((0, 0), |(from, to)| (day_number(from), day_number(to)));
            let toward = fact.toward.iter().map(|name| self.name(name)).collect();
            let place = Place {
                number: fact.number,
                report: number,
                place: fact.place,
                from,
                to,
                who: self.name(&fact.who),
                affiliation: fact.affiliation.as_deref().map_or(u32::MAX, |name| self.name(name)),
                toward: self.list(toward),
                what: fact.what,
            };
            self.all.push(place);
        }
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX - 1);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn list(&mut self, names: Box<[u32]>) -> u32 {
        if let Some(&number) = self.list_numbers.get(&names) {
            return number;
        }
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.push(names.clone());
        self.list_numbers.insert(names, number);
        number
    }

    /// The newest first; of one day, by the reports' ids and the rows' places, so that the order does not
    /// hang on when a report came in.
    fn sort(&mut self) {
        let reports = &self.reports;
        self.all.sort_by(|a, b| {
            let id = |place: &Place| &reports[place.report as usize];
            b.from
                .cmp(&a.from)
                .then_with(|| if a.report == b.report { std::cmp::Ordering::Equal } else { id(a).cmp(id(b)) })
                .then_with(|| (a.what.kind(), a.place).cmp(&(b.what.kind(), b.place)))
        });
    }

    /// Reports gathered so far.
    pub(crate) fn gathered(&self) -> usize {
        self.known.len()
    }

    /// The name under a number.
    pub(crate) fn named(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    /// The number of a name.
    pub(crate) fn number_of(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// Counterparts of a row.
    pub(crate) fn toward(&self, row: &Place) -> &[u32] {
        self.lists.get(row.toward as usize).map_or(&[], |list| list)
    }

    /// Counterparts of a row as words.
    pub(crate) fn toward_text(&self, row: &Place) -> String {
        self.toward(row).iter().map(|&name| self.named(name)).collect::<Vec<_>>().join(", ")
    }

    /// The report of a row: its number here, and its id.
    pub(crate) fn report(&self, row: &Place) -> (usize, &str) {
        let number = row.report as usize;
        (number, self.reports.get(number).map_or("", String::as_str))
    }

    /// Whom the speaker of a row speaks for.
    pub(crate) fn affiliation(&self, row: &Place) -> Option<u32> {
        (row.affiliation != u32::MAX).then_some(row.affiliation)
    }

    /// The rows of a kind, the newest first.
    pub(crate) fn of(&self, kind: RowKind) -> impl Iterator<Item = &Place> {
        self.all.iter().filter(move |row| row.what.kind() == kind)
    }

    /// The latest day any row or report is of; 0 when no day is known.
    pub(crate) fn latest(&self) -> u32 {
        // A row that looks ahead is no measure of the present.
        let past = |row: &&Place| match row.what {
            What::Event(_, status) => {
                matches!(status, ledger::EventStatus::Happened | ledger::EventStatus::Ongoing)
            }
            What::Statement(_) | What::Position(..) => true,
            What::Forum(_) => false,
        };
        self.all.iter().find(past).map_or(0, |row| row.from)
    }
}

/// `2022-10-13` as 20221013.
fn day_number(day: &str) -> u32 {
    day.bytes().filter(u8::is_ascii_digit).take(8).fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

/// 20221013 as `2022-10-13`; what a date does not tell is left out of a stretch.
pub(crate) fn day_text(from: u32, to: u32) -> String {
    if from == 0 {
        return "undated".to_owned();
    }
    let whole = format!("{:04}-{:02}-{:02}", from / 10000, from / 100 % 100, from % 100);
    if from == to || to == 0 {
        return whole;
    }
    if from / 100 == to / 100 && from % 100 == 1 && to % 100 == 31 {
        return whole[..7].to_owned();
    }
    if from / 10000 == to / 10000 && from % 10000 == 101 && to % 10000 == 1231 {
        return whole[..4].to_owned();
    }
    format!("{whole}/{}", day_text(to, to))
}

/// Days from the start of the year 0 to a day; months of 31 days would do for order, not for ages.
pub(crate) fn days(day: u32) -> i64 {
    let (year, month, day) = (i64::from(day / 10000), i64::from(day / 100 % 100), i64::from(day % 100));
    // The civil calendar, years beginning in March so that a leap day ends one.
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (153 * month + 2) / 5
        + day
        - 1
}

/// The bounds of a date such as `2022-10`; `None` when it is none.
pub(crate) fn bounds(date: &str) -> Option<(u32, u32)> {
    let digits = |part: &str, most: u32| {
        let good = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|&number| good && (1..=most).contains(&number))
    };
    let mut parts = date.trim().splitn(3, '-');
    let year = digits(parts.next()?, 9999)?;
    let Some(month) = parts.next() else { return Some((year * 10000 + 101, year * 10000 + 1231)) };
    let month = digits(month, 12)?;
    let base = year * 10000 + month * 100;
    let Some(day) = parts.next() else { return Some((base + 1, base + 31)) };
    let day = digits(day, 31)?;
    Some((base + day, base + day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_what_a_date_stands_for() {
        assert_eq!(bounds("2022-10"), Some((20_221_001, 20_221_031)));
        assert_eq!(bounds("2022"), Some((20_220_101, 20_221_231)));
        assert_eq!(bounds("2022-02-09"), Some((20_220_209, 20_220_209)));
        for wrong in ["", "x", "2022-13", "2022-", "-", "2022-1-99", "é"] {
            assert_eq!(bounds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn it_knows_how_many_days_lie_between() {
        assert_eq!(days(20_240_301) - days(20_240_228), 2);
        assert_eq!(days(20_230_301) - days(20_230_228), 1);
        assert_eq!(days(20_250_101) - days(20_241_231), 1);
    }

    #[test]
    fn it_knows_how_a_part_of_a_date_is_written() {
        assert_eq!(day_text(20_221_001, 20_221_031), "2022-10");
        assert_eq!(day_text(20_220_101, 20_221_231), "2022");
        assert_eq!(day_text(20_221_013, 20_221_015), "2022-10-13/2022-10-15");
        assert_eq!(day_text(0, 0), "undated");
    }
}
