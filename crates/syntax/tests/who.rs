//! Names, what describes them, and who is meant by the words that stand for them.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use syntax::coref::{Chains, SentenceView, chains};
use syntax::{Entity, NameModel, Parse, entities, entities_in_document, model};

/// The names of a sentence of blank-separated tokens, each with its kind.
fn check_names(sentence: &str, expected: Expect) {
    let tokens: Vec<&str> = sentence.split(' ').collect();
    let names = entities(NameModel::embedded(), &tokens, Some(&model().parse(&tokens)));
    let lines: Vec<String> = names
        .iter()
        .map(|name| format!("{} {}", name.kind.name(), tokens[name.start..name.end].join(" ")))
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

fn read(sentences: &[Vec<&str>]) -> (Vec<Parse>, Vec<Vec<Entity>>, Chains) {
    let parses: Vec<Parse> = sentences.iter().map(|tokens| model().parse(tokens)).collect();
    let tags: Vec<Vec<_>> =
        parses.iter().map(|parse| parse.words.iter().map(|word| word.upos).collect()).collect();
    let views: Vec<_> = sentences
        .iter()
        .zip(&tags)
        .map(|(tokens, tags)| entities::Sentence { tokens, tags: Some(tags) })
        .collect();
    let names = entities_in_document(NameModel::embedded(), &views);
    let views: Vec<SentenceView<'_>> = (0..sentences.len())
        .map(|at| SentenceView {
            tokens: &sentences[at],
            parse: &parses[at],
            entities: &names[at],
            quoted: &[],
        })
        .collect();
    let chains = chains(&views);
    (parses, names, chains)
}

/// The chains of a document of lines of tokens: those with two mentions or more.
fn check(document: &str, expected: Expect) {
    let sentences: Vec<Vec<&str>> = document.lines().map(|line| line.trim().split(' ').collect()).collect();
    let (_, _, chains) = read(&sentences);
    let text = |at: usize| {
        let mention = &chains.mentions[at];
        sentences[mention.sentence][mention.start..mention.end].join(" ")
    };
    let lines: Vec<String> = chains
        .clusters
        .iter()
        .filter(|cluster| cluster.mentions.len() > 1)
        .map(|cluster| cluster.mentions.iter().map(|at| text(*at)).collect::<Vec<_>>().join(" = "))
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn persons_organisations_and_places_have_names() {
    check_names(
        "Otto Lindberg left Vienna for the Trade Council on Monday .",
        expect![[r"
        person Otto Lindberg
        place Vienna
        organisation Trade Council"]],
    );
}

#[test]
fn a_role_an_adjective_and_a_day_are_no_names() {
    check_names("The Swedish minister spoke to reporters on Tuesday .", expect![[""]]);
}

#[test]
fn a_surname_and_a_pronoun_lead_back_to_the_full_name() {
    check(
        "Otto Lindberg met reporters in Vienna .\nHe said that the talks had failed .\nLindberg left at noon .",
        expect![["Otto Lindberg = He = Lindberg"]],
    );
}

#[test]
fn a_pronoun_passes_over_a_name_of_the_other_gender() {
    check("Maria Lindberg called Otto Berg .\nShe asked for more time .", expect![["Maria Lindberg = She"]]);
}

#[test]
fn an_office_leads_back_to_the_person_who_holds_it() {
    check(
        "Deputy Minister Maria Lindberg spoke on Monday .\nThe deputy minister refused to answer questions .",
        expect![["Maria Lindberg = The deputy minister"]],
    );
}

#[test]
fn another_office_is_another_person() {
    check(
        "Minister Maria Lindberg spoke on Monday .\nThe ambassador refused to answer questions .",
        expect![[""]],
    );
}

#[test]
fn a_first_person_is_left_alone() {
    check("Otto Lindberg smiled .\nI told you so .", expect![[""]]);
}

#[test]
fn letters_stand_for_the_name_they_were_taken_from() {
    check(
        "The Northern Trade Council ( NTC ) met on Monday .\nThe NTC will meet again .",
        // FIXME: the letters of the second sentence belong to it too; the recogniser misses them there.
        expect!["Northern Trade Council = NTC"],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_tokens_give_ranges_within_the_sentence(
        document in prop::collection::vec(prop::collection::vec("[A-Za-z.,'\" ]{0,8}|he|She|it|who|the|minister|Otto|\\PC{0,4}", 0..24), 0..6)
    ) {
        let sentences: Vec<Vec<&str>> =
            document.iter().map(|tokens| tokens.iter().map(String::as_str).collect()).collect();
        let (parses, names, chains) = read(&sentences);
        for ((tokens, names), parse) in sentences.iter().zip(&names).zip(&parses) {
            for name in names {
                prop_assert!(name.start <= name.head && name.head < name.end && name.end <= tokens.len());
                let full = syntax::names::described(parse, *name).full;
                prop_assert!(full.start <= name.start && name.end <= full.end && full.end <= tokens.len());
            }
        }
        for (at, mention) in chains.mentions.iter().enumerate() {
            prop_assert!(mention.start <= mention.head && mention.head < mention.end);
            prop_assert!(mention.end <= sentences[mention.sentence].len());
            prop_assert!(mention.antecedent.is_none_or(|antecedent| antecedent != at));
            prop_assert!(chains.clusters[mention.cluster].mentions.contains(&at));
        }
    }

    #[test]
    fn any_bytes_are_a_model_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut file = b"RPNAMES1".to_vec();
        file.extend(bytes);
        let _ = NameModel::from_bytes(&file).map_err(|error| error.to_string());
    }
}

#[test]
fn a_model_survives_writing_and_reading() {
    let bytes = NameModel::embedded().to_bytes();
    let again = NameModel::from_bytes(&bytes).map(|model| model.to_bytes());
    assert_eq!(again.as_ref(), Ok(&bytes));
    assert!(NameModel::from_bytes(&bytes[..bytes.len() - 1]).is_err());
}
