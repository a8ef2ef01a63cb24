//! Events in the columns of event data sets: GDELT 2.0, POLECAT, and PLOVER with its auxiliary modes.
//!
//! Cells that a single report cannot fill (counts over reports, coordinates, tone) stay empty. GDELT has no
//! column that says an event is planned or denied, so there only what happened or goes on is written.

use std::io::{self, Write};

use knowledge::{Coded, Knowledge, Month};
use ledger::{Event, EventStatus, EventType};

/// The columns of a GDELT 2.0 event, in order; the file has no header line.
pub const GDELT: [&str; 61] = [
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// The columns of POLECAT, in order, under a header line.
pub const POLECAT: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// The columns of an event with all that PLOVER defines, in order, under a header line: its auxiliary modes
/// (future, hypothetical, negation) and the statement it rests on.
pub const PLOVER: [&str; 18] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Auxiliary Mode",
    "Status",
    "CAMEO Code",
    "Intensity",
    "Quad Code",
    "Actor Name",
    "Actor Country",
    "Actor Sector",
    "Recipient Name",
    "Recipient Country",
    "Recipient Sector",
    "Placename",
    "Statement",
    "Source",
    "Publication Date",
];

/// Which columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// GDELT 2.0 events.
    Gdelt,
    /// POLECAT.
    Polecat,
    /// PLOVER with auxiliary modes.
    Plover,
}

/// An event and the report it is from.
#[derive(Clone, Copy, Debug)]
pub struct Reported<'a> {
    /// The report's id.
    pub report: &'a str,
    /// Its date of publication, ISO 8601.
    pub published: Option<&'a str>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// Where.
    pub url: Option<&'a str>,
    /// ISO 639 code.
    pub language: Option<&'a str>,
    /// The event.
    pub event: &'a Event,
}

/// Writes events as tab-separated lines.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'a>(
    events: impl IntoIterator<Item = Reported<'a>>,
    scheme: Scheme,
    knowledge: &Knowledge,
    out: &mut dyn Write,
) -> io::Result<()> {
    match scheme {
        Scheme::Gdelt => {}
        Scheme::Polecat => line(&POLECAT, out)?,
        Scheme::Plover => line(&PLOVER, out)?,
    }
    for reported in events {
        let took_place = matches!(reported.event.status, EventStatus::Happened | EventStatus::Ongoing);
        let cells = match scheme {
            Scheme::Gdelt if !took_place => continue,
            Scheme::Gdelt => cells(&GDELT, |column| gdelt(&reported, column, knowledge)),
            Scheme::Polecat => cells(&POLECAT, |column| polecat(&reported, column, knowledge)),
            Scheme::Plover => cells(&PLOVER, |column| plover(&reported, column, knowledge)),
        };
        line(&cells, out)?;
    }
    Ok(())
}

fn cells(columns: &[&str], cell: impl Fn(&str) -> Option<String>) -> Vec<String> {
    columns.iter().map(|column| cell(column).unwrap_or_default()).collect()
}

/// One line; tabs and line ends inside a cell become blanks.
fn line(cells: &[impl AsRef<str>], out: &mut dyn Write) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b"\t")?;
        }
        out.write_all(cell.as_ref().replace(['\t', '\n', '\r'], " ").as_bytes())?;
    }
    out.write_all(b"\n")
}

fn gdelt(reported: &Reported<'_>, column: &str, knowledge: &Knowledge) -> Option<String> {
    let event = reported.event;
    let code = event.cameo.clone().unwrap_or_else(|| root(event.kind).to_owned());
    let actor = |name: Option<&str>, column: &str| -> Option<String> {
        let name = name?;
        let coded = coded(reported, name, knowledge);
        match column {
            "Code" => {
                Some(format!("{}{}", coded.country.unwrap_or_default(), coded.sector.unwrap_or_default()))
            }
            "Name" => Some(name.to_uppercase()),
            "CountryCode" => coded.country,
            "Type1Code" => coded.sector.map(str::to_owned),
            _ => None,
        }
    };
    let day = day(reported);
    match column {
        "GLOBALEVENTID" => Some(format!("{}#{}", reported.report, event.id)),
        "SQLDATE" => day.filter(|day| day.len() == 10).map(|day| day.replace('-', "")),
        "MonthYear" => day.and_then(|day| Some(day.get(..7)?.replace('-', ""))),
        "Year" => day.and_then(|day| Some(day.get(..4)?.to_owned())),
        "EventBaseCode" => Some(code[..code.len().min(3)].to_owned()),
        "EventRootCode" => Some(code[..2].to_owned()),
        "GoldsteinScale" => knowledge.events.goldstein(&code).map(str::to_owned),
        "EventCode" => Some(code),
        "QuadClass" => Some(quad(event.kind).0.to_string()),
        "NumMentions" | "NumSources" | "NumArticles" => Some("1".to_owned()),
        "ActionGeo_FullName" => event.place.clone(),
        "DATEADDED" => reported.published.and_then(|day| Some(day.get(..10)?.replace('-', ""))),
        "SOURCEURL" => reported.url.map(str::to_owned),
        _ => match (column.strip_prefix("Actor1"), column.strip_prefix("Actor2")) {
            (Some(rest), _) => actor(Some(&event.source), rest),
            (_, Some(rest)) => actor(event.target.as_deref(), rest),
            _ => None,
        },
    }
}

fn polecat(reported: &Reported<'_>, column: &str, knowledge: &Knowledge) -> Option<String> {
    match column {
        "Language" => reported.language.map(str::to_owned),
        "Raw Placename" => reported.event.place.clone(),
        "Primary Actor Sector" | "Actor Sectors" => plover(reported, "Actor Sector", knowledge),
        "Primary Recipient Sector" | "Recipient Sectors" => plover(reported, "Recipient Sector", knowledge),
        // POLECAT's event modes are finer kinds of a type; what is planned or denied has no column.
        _ => plover(reported, column, knowledge),
    }
}

fn plover(reported: &Reported<'_>, column: &str, knowledge: &Knowledge) -> Option<String> {
    let event = reported.event;
    let source = || coded(reported, &event.source, knowledge);
    let target = || event.target.as_deref().map(|name| coded(reported, name, knowledge));
    match column {
        "Event ID" => Some(format!("{}#{}", reported.report, event.id)),
        "Event Date" => day(reported),
        "Event Type" => Some(event.kind.name().to_owned()),
        "Auxiliary Mode" => match event.status {
            EventStatus::Planned | EventStatus::Proposed => Some("future".to_owned()),
            EventStatus::Hypothetical => Some("hypothetical".to_owned()),
            EventStatus::Denied => Some("negation".to_owned()),
            EventStatus::Happened | EventStatus::Ongoing => None,
        },
        "Status" => Some(event.status.name().to_owned()),
        "CAMEO Code" => event.cameo.clone(),
        "Intensity" => Some(quad(event.kind).2.to_owned()),
        "Quad Code" => Some(quad(event.kind).1.to_owned()),
        "Actor Name" => Some(event.source.clone()),
        "Actor Country" => source().country,
        "Actor Sector" => source().sector.map(str::to_owned),
        "Recipient Name" => event.target.clone(),
        "Recipient Country" => target()?.country,
        "Recipient Sector" => target()?.sector.map(str::to_owned),
        "Placename" => event.place.clone(),
        "Statement" => event.statement.as_ref().map(|statement| format!("{}#{statement}", reported.report)),
        "Source" => reported.outlet.map(str::to_owned),
        "Publication Date" => reported.published.and_then(|day| Some(day.get(..10)?.to_owned())),
        _ => None,
    }
}

fn coded(reported: &Reported<'_>, name: &str, knowledge: &Knowledge) -> Coded {
    knowledge.code(name, reported.published.and_then(Month::parse))
}

/// The first day the report gives for the event; for what happened, else its own date.
fn day(reported: &Reported<'_>) -> Option<String> {
    let given = reported.event.time.as_ref().and_then(|time| time.value.as_deref());
    let given = given.map(|value| value.split('/').next().unwrap_or(value).to_owned());
    let took_place = matches!(reported.event.status, EventStatus::Happened | EventStatus::Ongoing);
    given.or_else(|| {
        let published = reported.published.filter(|_| took_place)?;
        Some(published.get(..10).unwrap_or(published).to_owned())
    })
}

/// GDELT's quad class, PLOVER's quad and PLOVER's score of a type.
fn quad(kind: EventType) -> (u8, &'static str, &'static str) {
    match kind {
        EventType::Agree | EventType::Consult => (1, "VERBAL COOPERATION", "2.5"),
        EventType::Support => (1, "VERBAL COOPERATION", "5"),
        EventType::Concede => (1, "VERBAL COOPERATION", "4.5"),
        EventType::Cooperate => (2, "MATERIAL COOPERATION", "9.5"),
        EventType::Aid => (2, "MATERIAL COOPERATION", "10"),
        EventType::Retreat => (2, "MATERIAL COOPERATION", "6.5"),
        EventType::Request => (3, "VERBAL CONFLICT", "0"),
        EventType::Accuse => (3, "VERBAL CONFLICT", "-3"),
        EventType::Reject => (3, "VERBAL CONFLICT", "-2"),
        EventType::Threaten => (3, "VERBAL CONFLICT", "-3.5"),
        EventType::Protest => (4, "MATERIAL CONFLICT", "-5"),
        EventType::Sanction => (4, "MATERIAL CONFLICT", "-6"),
        EventType::Mobilize => (4, "MATERIAL CONFLICT", "-5.5"),
        EventType::Coerce => (4, "MATERIAL CONFLICT", "-7"),
        EventType::Assault => (4, "MATERIAL CONFLICT", "-9"),
    }
}

/// The CAMEO root of a type whose pattern gives no code.
fn root(kind: EventType) -> &'static str {
    match kind {
        EventType::Agree => "030",
        EventType::Consult => "040",
        EventType::Support => "050",
        EventType::Concede | EventType::Retreat => "080",
        EventType::Cooperate => "060",
        EventType::Aid => "070",
        EventType::Request => "020",
        EventType::Accuse => "110",
        EventType::Reject => "120",
        EventType::Threaten => "130",
        EventType::Protest => "140",
        EventType::Sanction => "160",
        EventType::Mobilize => "150",
        EventType::Coerce => "170",
        EventType::Assault => "180",
    }
}

#[cfg(test)]
mod tests {
    use ledger::{Evidence, Passage};

    use super::*;

    fn event(status: EventStatus) -> Event {
        let passage = Passage { start: 0, end: 5 };
        Event {
            id: "e1".into(),
            source: "Malta".into(),
            target: Some("Peru".into()),
            kind: EventType::Consult,
            cameo: Some("042".into()),
            status,
            time: None,
            place: Some("Lima\t(Peru)".into()),
            trigger: passage,
            evidence: passage,
            statement: None,
            rule: "event".into(),
            because: Evidence::new(passage, "Malta", "event").expect("a passage with words"),
        }
    }

    fn written(status: EventStatus, scheme: Scheme) -> Vec<String> {
        let event = event(status);
        let reported = Reported {
            report: "r",
            published: Some("2022-03-05T10:00:00Z"),
            outlet: None,
            url: Some("https://example.org/r"),
            language: None,
            event: &event,
        };
        let mut out = Vec::new();
        write([reported], scheme, Knowledge::embedded(), &mut out).expect("a vector can be written");
        String::from_utf8(out).expect("cells are text").lines().map(str::to_owned).collect()
    }

    #[test]
    fn it_knows_gdelts_columns() {
        let lines = written(EventStatus::Happened, Scheme::Gdelt);
        let cells: Vec<&str> = lines[0].split('\t').collect();
        assert_eq!(cells.len(), GDELT.len());
        let cell = |name: &str| cells[GDELT.iter().position(|column| *column == name).expect(name)];
        assert_eq!(
            (cell("SQLDATE"), cell("Actor1Code"), cell("Actor2CountryCode")),
            ("20220305", "MLT", "PER")
        );
        assert_eq!((cell("EventCode"), cell("EventRootCode"), cell("QuadClass")), ("042", "04", "1"));
        assert_eq!((cell("GoldsteinScale"), cell("ActionGeo_FullName")), ("1.9", "Lima (Peru)"));
    }

    #[test]
    fn it_knows_that_gdelt_cannot_say_what_is_only_planned() {
        assert!(written(EventStatus::Planned, Scheme::Gdelt).is_empty());
        let lines = written(EventStatus::Planned, Scheme::Plover);
        assert_eq!(lines[1].split('\t').nth(3), Some("future"));
        assert_eq!(lines[1].split('\t').nth(1), Some(""));
    }

    #[test]
    fn it_knows_that_every_line_has_every_column() {
        for (scheme, columns) in [(Scheme::Polecat, POLECAT.len()), (Scheme::Plover, PLOVER.len())] {
            for line in written(EventStatus::Denied, scheme) {
                assert_eq!(line.split('\t').count(), columns);
            }
        }
    }
}
