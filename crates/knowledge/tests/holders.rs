//! Offices, roles and outlets: it knows that…

use expect_test::{Expect, expect};
use knowledge::{Knowledge, Modifier, Month, RoleClass};

/// Who held `title` of `of` then.
fn check(title: &str, of: &str, date: &str, expected: Expect) {
    let knowledge = Knowledge::embedded();
    let actors = &knowledge.actors;
    let of = actors.by_name(of).expect("a canonical name");
    let role = knowledge.roles.office(title);
    let holder = actors.office_holder(role, of, Month::parse(date).expect("a date"));
    let row = holder.map(|holder| format!("{}, {:?}", actors.get(holder.person).name, holder.tenure));
    expected.assert_eq(row.as_deref().unwrap_or("nobody known"));
}

#[test]
fn an_office_has_one_holder_at_a_time() {
    check("foreign minister", "Russia", "2014-03-01", expect!["Sergei Lavrov, Sure"]);
    check("foreign minister", "Russia", "1995-06-01", expect!["Andrei Kozyrev, Sure"]);
    check("prime minister", "United Kingdom", "2003-03-20", expect!["Tony Blair, Sure"]);
    check("president", "United States", "2025-06-01", expect!["Donald Trump, Possible"]);
    check("secretary general", "UN", "1995-07-11", expect!["Boutros Boutros-Ghali, Sure"]);
    check("secretary-general", "NATO", "1999-04-01", expect!["Javier Solana, Sure"]);
}

#[test]
fn offices_go_by_other_names() {
    check("secretary of state", "United States", "2014-07-23", expect!["John Kerry, Sure"]);
    check("foreign secretary", "United Kingdom", "2011-03-18", expect!["William Hague, Sure"]);
    check("premier", "China", "2020-05-28", expect!["Li Keqiang, Sure"]);
    check("secretary of defense", "United States", "2003-03-20", expect!["Donald Rumsfeld, Sure"]);
}

#[test]
fn the_month_of_a_change_tells_nobody() {
    check("prime minister", "United Kingdom", "2016-07-13", expect!["nobody known"]);
    check("prime minister", "United Kingdom", "2016-08-01", expect!["Theresa May, Sure"]);
}

#[test]
fn nobody_holds_an_office_before_it_was() {
    check("president", "Ukraine", "1950-01-01", expect!["nobody known"]);
    check("archivist", "Ukraine", "2020-01-01", expect!["nobody known"]);
}

#[test]
fn a_spelling_is_not_another_person() {
    let actors = &Knowledge::embedded().actors;
    let zelensky = actors.person("Volodymyr Zelensky").expect("the person");
    for spelling in ["Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Zelensky", "Zelenskiy"] {
        assert_eq!(actors.person(spelling), Some(zelensky), "{spelling}");
    }
    assert_eq!(actors.person("Khan"), None, "several answer to it");
    assert_eq!(actors.person("Russia"), None);
}

#[test]
fn offices_of_a_person_depend_on_the_date() {
    let actors = &Knowledge::embedded().actors;
    let person = actors.person("Boris Johnson").expect("the person");
    let offices = |date: &str| -> Vec<&str> {
        let month = Month::parse(date).expect("a date");
        actors.offices(person, month).map(|(office, _)| office.role.as_str()).collect()
    };
    assert_eq!(offices("2017-05-01"), ["foreign minister"]);
    assert_eq!(offices("2021-05-01"), ["prime minister"]);
    assert!(offices("2023-05-01").is_empty());
}

fn role(phrase: &str) -> Option<(usize, &'static knowledge::Role)> {
    let tokens: Vec<&str> = phrase.split(' ').collect();
    Knowledge::embedded().roles.match_at(&tokens, 0)
}

#[test]
fn role_nouns_make_speakers() {
    let (len, spokesman) = role("foreign ministry spokesman said").expect("a role");
    assert_eq!((len, spokesman.class), (3, RoleClass::Office));
    assert_eq!(role("Officials").expect("a role").1.class, RoleClass::Unnamed);
    assert_eq!(role("analysts").expect("a role").1.class, RoleClass::Group);
    assert!(role("analysts").expect("a role").1.plural);
    assert_eq!(role("analyst").expect("a role").1.class, RoleClass::Unnamed);
    assert!(role("table").is_none());
    let modifier = |word| Knowledge::embedded().roles.modifier(word);
    assert_eq!(modifier("Former"), Some(Modifier::Former));
    assert_eq!(modifier("wooden"), None);
}

#[test]
fn a_ministry_speaks_for_the_state_before_it() {
    let knowledge = Knowledge::embedded();
    let (len, ministry) =
        knowledge.ministries.match_at(&["Ministry", "of", "Defense", "said"], 0).expect("one");
    assert_eq!((len, ministry.name.as_str()), (3, "defence ministry"));
    assert_eq!(ministry.sector.map(knowledge::Sector::code), Some("MIL"));
    assert!(knowledge.ministries.match_at(&["ministering"], 0).is_none());
}

#[test]
fn an_outlet_is_known_by_its_site() {
    let knowledge = Knowledge::embedded();
    let outlet = |site: &str| {
        knowledge.outlets().by_domain(site).map(|outlet| knowledge.actors.get(outlet).name.as_str())
    };
    assert_eq!(outlet("www.reuters.com"), Some("Reuters"));
    assert_eq!(outlet("https://edition.cnn.com/2011/03/18/world"), Some("CNN"));
    assert_eq!(outlet("notreuters.com"), None);
    assert_eq!(outlet("com"), None);
    let tass = knowledge.actors.by_name("TASS").expect("the outlet");
    let owner = knowledge.actors.get(tass).owner.expect("its owner");
    assert_eq!(knowledge.actors.get(owner).name, "Russia");
}
