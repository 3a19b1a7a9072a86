//! Triples from given trees: `tests/cases/triples.txt`; and the command.

mod cases;
mod program;

use byline::document::conllu;
use byline::triple::{Form, Triple, candidates};
use cases::Case;
use program::Folder;
use proptest::prelude::*;

#[test]
fn given_trees_yield_the_triples_that_a_linguist_expects() {
    cases::check("triples.txt", |case: &Case| {
        let document = conllu::read(&case.name, &case.tree()).expect("a valid tree").document;
        let sentence = &document.sentences[0];
        let written = |form, name: &str| -> Vec<String> {
            candidates(sentence, form).iter().map(|triple| format!("{name}: {}", line(triple))).collect()
        };
        [written(Form::Full, "full"), written(Form::Compact, "compact")].concat()
    });
}

fn line(triple: &Triple) -> String {
    let mut slots = vec![triple.subject.as_str(), &triple.relation, &triple.object];
    slots.extend(triple.args.iter().map(String::as_str));
    slots.join(" | ").trim_end().to_owned()
}

#[test]
fn every_line_that_is_not_empty_gives_a_line() {
    let folder = Folder::new();
    folder.write("lines.txt", "Acme bought Globex .\n\n  \nIt isn't so. She left.\n");
    let run = folder.byline("triples lines.txt");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows: Vec<serde_json::Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["sentence"], "Acme bought Globex .");
    let triple = &rows[0]["triples"][0];
    assert_eq!(
        (&triple["subject"], &triple["relation"], &triple["object"]),
        (&"Acme".into(), &"bought".into(), &"Globex".into())
    );
    assert!(triple["confidence"].as_f64().is_some_and(|c| c > 0.0 && c < 1.0));
    assert!(triple["args"].as_array().is_some_and(Vec::is_empty));
    assert!(triple.get("features").is_none());
    assert_eq!(rows[1]["sentence"], "It isn't so. She left.");
}

#[test]
fn what_is_no_text_is_named() {
    let folder = Folder::new();
    folder.write("latin.txt", b"one\ncaf\xE9\n".as_slice());
    let run = folder.byline("triples latin.txt --form compact");
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert_eq!(run.stderr, "byline: latin.txt:2: not UTF-8; convert the file\n");
    assert_eq!(folder.byline("triples --form long").status, 2);
}

/// A sentence with any tree at all: heads before or behind, any relation, any tag.
fn any_sentence() -> impl Strategy<Value = String> {
    const RELATIONS: [&str; 24] = [
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:agent",
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "acl:relcl",
        "conj",
        "cc",
        "cop",
        "aux",
        "aux:pass",
        "mark",
        "case",
        "nmod",
        "nmod:poss",
        "appos",
        "advmod",
        "expl",
        "csubj",
    ];
    const WORDS: [(&str, &str, &str); 10] = [
        ("sold", "VERB", "VBD"),
        ("mill", "NOUN", "NN"),
        ("Roe", "PROPN", "NNP"),
        ("which", "PRON", "WDT"),
        ("whose", "PRON", "WP$"),
        ("of", "ADP", "IN"),
        ("and", "CCONJ", "CC"),
        ("''", "PUNCT", "''"),
        (",", "PUNCT", ","),
        ("is", "AUX", "VBZ"),
    ];
    (proptest::collection::vec((any::<usize>(), 0..RELATIONS.len(), 0..WORDS.len()), 1..14), any::<bool>()).prop_map(
        |(words, reversed)| {
            let size = words.len();
            let place = |n: usize| if reversed { size - n } else { n + 1 };
            let mut rows: Vec<(usize, String)> = words
                .iter()
                .enumerate()
                .map(|(n, &(head, relation, word))| {
                    let (form, upos, xpos) = WORDS[word];
                    let (head, relation) = if n == 0 { (0, "root") } else { (place(head % n), RELATIONS[relation]) };
                    let id = place(n);
                    (id, format!("{id}\t{form}\t{form}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t_"))
                })
                .collect();
            rows.sort();
            rows.into_iter().map(|(_, row)| row + "\n").collect()
        },
    )
}

proptest! {
    #[test]
    fn any_tree_gives_triples_of_its_words(tree in any_sentence()) {
        let document = conllu::read("any", &tree).expect("a valid tree").document;
        for form in [Form::Full, Form::Compact] {
            for triple in candidates(&document.sentences[0], form) {
                prop_assert!(!triple.subject.is_empty() && !triple.relation.is_empty());
                prop_assert!(triple.confidence >= 0.0 && triple.confidence <= 1.0);
                if form == Form::Compact {
                    prop_assert!(triple.args.is_empty());
                }
            }
        }
    }
}
