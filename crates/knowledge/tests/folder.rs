//! The folder as a whole: what it must hold, and what the loader refuses.

use std::collections::HashSet;

use expect_test::{Expect, expect};
use knowledge::{ActorKind, Knowledge, Month, Tenure, Via};
use unicode_normalization::UnicodeNormalization as _;

#[test]
fn every_un_member_is_there_with_code_adjective_and_capital() {
    let actors = &Knowledge::embedded().actors;
    let members: Vec<_> = actors.iter().filter(|(_, actor)| actor.un_member).collect();
    assert_eq!(members.len(), 193);
    for (_, actor) in members {
        assert_eq!(actor.kind, ActorKind::State, "{}", actor.name);
        let code = actor.code.as_deref().unwrap_or_default();
        assert!(code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase()), "{}", actor.name);
    }
}

#[test]
fn every_state_has_an_adjective() {
    let actors = &Knowledge::embedded().actors;
    let mut with_adjective = HashSet::new();
    for file in files("actors") {
        for line in file.lines().filter(|line| line.starts_with("adjectives")) {
            for phrase in line.split('"').skip(1).step_by(2) {
                with_adjective.extend(actors.named(phrase).iter().map(|named| named.actor));
            }
        }
    }
    for (id, actor) in actors.iter().filter(|(_, actor)| actor.kind == ActorKind::State) {
        assert!(with_adjective.contains(&id), "{} has no adjective", actor.name);
    }
}

/// The contents of the files of a folder of `knowledge/`.
fn files(folder: &str) -> Vec<String> {
    let dir = format!("{}/../../knowledge/{folder}", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> =
        std::fs::read_dir(dir).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text file")).collect()
}

#[test]
fn every_file_is_alphabetical() {
    let key =
        |name: &str| -> String { name.nfd().filter(char::is_ascii).collect::<String>().to_ascii_lowercase() };
    for file in files("actors").into_iter().chain(files("outlets")) {
        let names: Vec<&str> =
            file.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
        for pair in names.windows(2) {
            assert!(key(pair[0]) <= key(pair[1]), "{} stands before {}", pair[0], pair[1]);
        }
    }
}

#[test]
fn who_has_claimants_belongs_to_nobody() {
    for (_, actor) in Knowledge::embedded().actors.iter() {
        assert!(actor.claimed_by.is_empty() || actor.of.is_none(), "{}", actor.name);
    }
}

#[test]
fn every_person_belongs_to_a_body() {
    let actors = &Knowledge::embedded().actors;
    for (id, actor) in actors.iter().filter(|(_, actor)| actor.kind == ActorKind::Person) {
        assert!(actor.of.is_some(), "{}", actor.name);
        let top = actors.get(actors.top(id)).kind;
        assert_ne!(top, ActorKind::Person, "{}", actor.name);
    }
}

#[test]
fn no_two_states_share_a_code() {
    let actors = &Knowledge::embedded().actors;
    let mut codes: Vec<&str> = actors
        .iter()
        .filter(|(_, actor)| matches!(actor.kind, ActorKind::State | ActorKind::FormerState))
        .filter_map(|(_, actor)| actor.code.as_deref())
        .collect();
    codes.sort_unstable();
    let all = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), all);
}

#[test]
fn a_disputed_state_names_its_claimants_and_decides_nothing() {
    let actors = &Knowledge::embedded().actors;
    for (name, claimant) in
        [("Abkhazia", "Georgia"), ("Kosovo", "Serbia"), ("Taiwan", "China"), ("Western Sahara", "Morocco")]
    {
        let actor = actors.get(actors.by_name(name).expect(name));
        assert_eq!(actor.claimed_by, [actors.by_name(claimant).expect(claimant)], "{name}");
        assert!(!actor.un_member && actor.of.is_none(), "{name}");
    }
    let russia = actors.get(actors.by_name("Russia").expect("Russia"));
    assert!(russia.claimed_by.is_empty());
}

/// The error that a folder of this one file gives.
fn check(file: &str, expected: Expect) {
    let error = Knowledge::load([("actors/mine.toml", file)]).map(drop).map_err(|error| error.to_string());
    expected.assert_eq(&error.err().unwrap_or_default());
}

#[test]
fn a_name_of_two_must_be_marked() {
    check(
        "[[state]]\nname = \"Upper Land\"\naliases = [\"Land\"]\n\n[[state]]\nname = \"Lower Land\"\naliases = [\"Land\"]\n",
        expect![[r#"
            actors/mine.toml:7: `Land` already names `Upper Land`
            hint: if it names both, write { name = "Land", ambiguous = true } in both places"#]],
    );
    check(
        "[[state]]\nname = \"Upper Land\"\naliases = [{ name = \"Land\", ambiguous = true }]\n\n[[state]]\nname = \"Lower Land\"\naliases = [{ name = \"Land\", ambiguous = true }]\n",
        expect![[""]],
    );
}

#[test]
fn a_slip_of_the_pen_gets_a_hint() {
    check(
        "[[state]]\nname = \"Upper Land\"\naliasses = []\n",
        expect![[r#"
        actors/mine.toml:3: unknown key `aliasses`
        hint: did you mean `aliases`?"#]],
    );
    check(
        "[[sate]]\nname = \"Upper Land\"\n",
        expect![[r#"
            actors/mine.toml:1: kind `sate` is not one of `state`, `former-state`, `territory`, `region`, `organisation`, `organ`, `ministry`, `agency`, `armed-group`, `party`, `movement`, `people`, `ngo`, `company`, `place`, `outlet`, `person`
            hint: did you mean `state`?"#]],
    );
    check(
        "[[state]]\nname = \"Upper Land\"\n\n[[party]]\nname = \"Blue Party\"\nof = \"Uper Land\"\n",
        expect![[r#"
        actors/mine.toml:6: no actor is called `Uper Land`
        hint: did you mean `Upper Land`?"#]],
    );
}

#[test]
fn time_runs_forward_in_every_office() {
    let person = |dates: &str| {
        format!(
            "[[state]]\nname = \"Upper Land\"\n\n[[person]]\nname = \"Ada Ode\"\nof = \"Upper Land\"\noffices = [{{ title = \"president\", {dates} }}]\n"
        )
    };
    check(
        &person("from = 2004, to = \"2001-03\""),
        expect![[r#"
        actors/mine.toml:7: office `president` ends in 2001-03, before it begins in 2004
        hint: exchange the dates, or mend the wrong one"#]],
    );
    check(
        &person("from = \"2004-13\""),
        expect![[r#"
        actors/mine.toml:7: `2004-13` is not a year such as 2004 or a month such as 2004-03"#]],
    );
    check(&person("from = 2004, to = 2004"), expect![[""]]);
}

#[test]
fn nobody_belongs_to_himself() {
    check(
        "[[party]]\nname = \"Blue\"\nof = \"Green\"\n\n[[party]]\nname = \"Green\"\nof = \"Blue\"\n",
        expect![[r#"
            actors/mine.toml:3: `Blue` belongs to itself
            hint: follow `of` from actor to actor: it must end at a state or an organisation"#]],
    );
}

#[test]
fn a_users_file_adds_and_replaces() {
    let mine = "[[state]]\nname = \"Malta\"\ncode = \"MLT\"\naliases = [\"Isle of Honey\"]\n\n[[party]]\nname = \"Honey Party\"\nof = \"Malta\"\n";
    let knowledge = Knowledge::embedded_with([("actors/mine.toml", mine)]).expect("a sound file");
    let actors = &knowledge.actors;
    let party = actors.by_name("Honey Party").expect("the added party");
    assert_eq!(actors.code(party), Some("MLT"));
    assert_eq!(actors.named("Isle of Honey").len(), 1);
    assert!(actors.named("Maltese").is_empty());
    assert!(actors.by_name("Russia").is_some());
}

#[test]
fn an_office_is_held_for_a_term() {
    let file = r#"
[[state]]
name = "Upper Land"

[[person]]
name = "Ada Ode"
of = "Upper Land"
offices = [{ title = "premier", from = "2004-03", to = "2008-05" }]

[[person]]
name = "Bo Coda"
of = "Upper Land"
offices = [{ title = "prime minister", from = "2008-05", as_of = "2010-01" }]
"#;
    let roles = "premier\toffice\tGOV\tprime minister\n";
    let knowledge =
        Knowledge::load([("actors/mine.toml", file), ("lexicons/roles.tsv", roles)]).expect("a sound folder");
    let actors = &knowledge.actors;
    let land = actors.by_name("Upper Land").expect("the state");
    let holder = |month: &str| {
        let month = Month::parse(month).expect("a month");
        actors
            .office_holder("prime minister", land, month)
            .map(|holder| (actors.get(holder.person).name.as_str(), holder.tenure))
    };
    assert_eq!(holder("2004-02-28"), None);
    assert_eq!(holder("2006-06"), Some(("Ada Ode", Tenure::Sure)));
    assert_eq!(holder("2008-05-07"), None, "the month of the change tells neither");
    assert_eq!(holder("2009"), Some(("Bo Coda", Tenure::Sure)));
    assert_eq!(holder("2015"), Some(("Bo Coda", Tenure::Possible)));
    assert_eq!(actors.named("Coda")[0].via, Via::Surname);
}
