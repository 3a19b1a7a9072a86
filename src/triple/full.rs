//! The full form: one fact a clause, all arguments, whole phrases.

use super::clause::Clause;
use super::compact::bucket;
use super::complement::{Complement, Role, clause_words};
use super::fact::Fact;
use super::phrase;
use super::subject::phrase_text;
use super::text::{Piece, Text, text};
use crate::document::{Name, Upos};
use crate::proposition::Tree;

/// The facts of all clauses, then the supplied ones.
pub(super) fn facts(tree: &Tree, names: &[Name], clauses: &[Clause]) -> Vec<Fact> {
    let mut found = Vec::new();
    for clause in clauses {
        fact(tree, clause, &mut found);
    }
    super::nominal::facts(tree, names, &mut found);
    found
}

fn fact(tree: &Tree, clause: &Clause, found: &mut Vec<Fact>) {
    let mut relation = clause.relation();
    let mut rest: Vec<&Complement> = clause.complements.iter().collect();
    let mut features = Vec::new();
    let adjective = rest
        .iter()
        .position(|c| c.role == Role::Predicate && tree.upos(c.head) == Upos::ADJ && c.head == clause.last());
    let oblique = rest.iter().position(|c| c.role == Role::Oblique && c.head > clause.last() && c.antecedent.is_none());
    if let (Some(adjective), Some(_)) = (adjective, oblique) {
        relation.extend(long(tree, rest[adjective]));
        rest.remove(adjective);
    }
    let core = |c: &&Complement| matches!(c.role, Role::Object | Role::Predicate | Role::Content);
    let chosen = rest
        .iter()
        .position(|c| c.role == Role::Object)
        .or_else(|| {
            // "told reporters that …", "asked Acme to …"
            let told = |c: &Complement| matches!(c.role, Role::Object | Role::Predicate);
            rest.iter().position(|c| c.role == Role::Indirect).filter(|_| !rest.iter().any(|c| told(c)))
        })
        .or_else(|| rest.iter().position(core))
        .or_else(|| rest.iter().position(|c| c.role == Role::Oblique && c.head > clause.last()))
        .or_else(|| rest.iter().position(|c| matches!(c.role, Role::Open | Role::Adverbial) && c.head > clause.last()))
        .or_else(|| {
            rest.iter()
                .position(|c| matches!(c.role, Role::Bare | Role::Adverb | Role::Indirect) && c.head > clause.last())
        })
        .or(if rest.is_empty() { None } else { Some(0) });
    let mut object = Text::new();
    if let Some(chosen) = chosen {
        let chosen = rest.remove(chosen);
        features.push(format!("kind:{:?}", chosen.role).to_lowercase());
        let last = clause.last();
        let first = chosen.marker.first().copied().unwrap_or(chosen.head);
        // "contributes significantly to"
        let between =
            |c: &Complement| chosen.role == Role::Oblique && c.role == Role::Adverb && c.head > last && c.head < first;
        for adverb in rest.iter().filter(|c| between(c)) {
            relation.extend(text(tree.subtree(adverb.head)));
        }
        rest.retain(|c| !between(c));
        if chosen.head < last && chosen.role == Role::Oblique {
            object = text(chosen.marker.iter().copied());
            object.extend(long(tree, chosen));
        } else {
            relation.extend(text(chosen.marker.iter().copied()));
            object = long(tree, chosen);
        }
    } else {
        features.push("kind:no object".into());
    }
    // A participle or clause behind a comma is a fact of its own and no argument.
    rest.retain(|c| !matches!(c.role, Role::Open | Role::Adverbial) || !is_loose(tree, c));
    let args: Vec<Text> = rest
        .iter()
        .map(|c| {
            let mut words = text(c.marker.iter().copied());
            if c.role == Role::Adverb && c.antecedent.is_some() {
                words.push(Piece::Supplied("in"));
            }
            words.extend(long(tree, c));
            words
        })
        .collect();
    let subject = clause.phrase.clone();
    features.push(format!("clause:{}", clause.kind));
    features.push(format!("subject:{}", clause.subject_source));
    features.push(format!("args:{}", args.len().min(4)));
    features.push(format!("subject length:{}", bucket(subject.len())));
    features.push(format!("relation length:{}", bucket(relation.len())));
    features.push(format!("object length:{}", bucket(object.len())));
    features.extend(shape(tree, clause, &rest));
    found.push(Fact { subject, relation, object, args, features });
}

/// How the clause stands in its sentence, and what its arguments are.
fn shape(tree: &Tree, clause: &Clause, rest: &[&Complement]) -> Vec<String> {
    let mut features = vec![
        format!("depth:{}", tree.path_up(clause.head).count().min(6)),
        format!("subject tag:{}", tree.upos(clause.subject_head).name()),
        format!("sentence length:{}", tree.words.len().min(60) / 10),
        format!("verb tag:{}", tree.words[clause.last()].xpos),
        format!("verb {}", tree.lemma(clause.last())),
        format!("verbs:{}", clause.group.chain.len().min(3)),
        format!("subject distance:{}", bucket(clause.subject_head.abs_diff(clause.head))),
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

/// Set off by a comma.
fn is_loose(tree: &Tree, c: &Complement) -> bool {
    let start = tree.subtree(c.head)[0];
    start > 0 && (tree.words[start - 1].form == "," || tree.words[start].form == ",")
}

fn long(tree: &Tree, complement: &Complement) -> Text {
    let head = complement.antecedent.unwrap_or(complement.head);
    if complement.antecedent.is_some() {
        return phrase_text(tree, head, phrase::subject(tree, head));
    }
    let words = match complement.role {
        Role::Content | Role::Open | Role::Adverbial | Role::Adverb => clause_words(tree, complement),
        _ => phrase::long(tree, head).into_iter().filter(|word| !complement.marker.contains(word)).collect(),
    };
    phrase_text(tree, head, words)
}
