//! What is known of how a triple was found, in words: the features of its confidence.

use super::clause::Clause;
use super::complement::{Complement, Role};
use crate::proposition::Tree;

/// How the clause stands in its sentence, and what its arguments are.
pub(super) fn of_clause(tree: &Tree, clause: &Clause, rest: &[&Complement]) -> Vec<String> {
    let mut features = vec![
        format!("depth:{}", tree.path_up(clause.head).count().min(6)),
        format!("subject tag:{}", tree.upos(clause.subject_head).name()),
        format!("sentence length:{}", tree.words.len().min(60) / 10),
        format!("verb tag:{}", tree.words[clause.last()].xpos),
        format!("verb {}", tree.lemma(clause.last())),
        format!("verbs:{}", clause.group.chain.len().min(3)),
        format!("subject distance:{}", length(clause.subject_head.abs_diff(clause.head))),
        format!("conjuncts:{}", clause.subjects.len().min(3)),
    ];
    for complement in rest {
        features.push(format!("argument:{:?}", complement.role));
    }
    if clause.complements.iter().any(|c| c.antecedent.is_some()) {
        features.push("relative pronoun".into());
    }
    if tree.with(clause.last(), &["aux"]).any(|aux| tree.words[aux].xpos == "MD") {
        features.push("modal".into());
    }
    for (name, relations) in [("passive", ["aux:pass"]), ("conjoined", ["conj"]), ("marked", ["mark"])] {
        if tree.has(clause.head, &relations) {
            features.push(name.into());
        }
    }
    if tree.path_up(clause.head).skip(1).any(|above| tree.is(above, &["advcl"])) {
        features.push("under an adverbial clause".into());
    }
    if tree.path_up(clause.head).skip(1).any(|above| tree.words[above].deprel == "acl:relcl") {
        features.push("under a relative clause".into());
    }
    features
}

/// Where a complement stands, and what introduces it.
pub(super) fn of_complement(tree: &Tree, clause: &Clause, complement: &Complement) -> Vec<String> {
    let last = clause.last();
    let mut features = Vec::new();
    if complement.head < last {
        features.push("before the verb".to_owned());
    }
    features.push(format!("distance:{}", length(complement.head.abs_diff(last))));
    features.push(format!("complements:{}", clause.complements.len().min(5)));
    if let Some(&first) = complement.marker.first() {
        features.push(format!("marker:{}", tree.lower(first)));
    }
    if complement.role == Role::Adverb {
        features.push(format!("adverb:{}", tree.lower(complement.head)));
    }
    if complement.antecedent.is_some() {
        features.push("relative pronoun".into());
    }
    features.push(format!("object tag:{}", tree.upos(complement.antecedent.unwrap_or(complement.head)).name()));
    if comma_between(tree, complement.head, last) {
        features.push("comma between".into());
    }
    features
}

/// Whether a comma stands between two words.
fn comma_between(tree: &Tree, one: usize, other: usize) -> bool {
    (one.min(other)..one.max(other)).any(|word| tree.words[word].form == ",")
}

/// Lengths in few classes.
pub(super) fn length(length: usize) -> &'static str {
    match length {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4 | 5 => "4-5",
        6..=8 => "6-8",
        9..=14 => "9-14",
        _ => "15+",
    }
}
