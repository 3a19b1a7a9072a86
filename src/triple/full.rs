//! The full form: one fact a clause, all arguments, whole phrases.

use super::clause::{Clause, Complement, Role, phrase_text};
use super::compact::bucket;
use super::fact::Fact;
use super::phrase;
use super::text::{Text, text};
use crate::document::Upos;
use crate::proposition::Tree;

/// The facts of all clauses, then the supplied ones.
pub(super) fn facts(tree: &Tree, clauses: &[Clause]) -> Vec<Fact> {
    let mut found = Vec::new();
    for clause in clauses {
        fact(tree, clause, &mut found);
    }
    super::nominal::facts(tree, &mut found);
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
        .position(core)
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
        relation.extend(text(chosen.marker.iter().copied()));
        object = long(tree, chosen);
    } else {
        features.push("kind:no object".into());
    }
    // A participle or clause behind a comma is a fact of its own and no argument.
    rest.retain(|c| !matches!(c.role, Role::Open | Role::Adverbial) || !is_loose(tree, c));
    let args: Vec<Text> = rest
        .iter()
        .map(|c| {
            let mut words = text(c.marker.iter().copied());
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
    found.push(Fact { subject, relation, object, args, features });
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
        Role::Content | Role::Open | Role::Adverbial | Role::Adverb => {
            let words = tree.below(head, |child| complement.marker.contains(&child));
            phrase::trimmed(tree, words, head)
        }
        _ => phrase::long(tree, head),
    };
    phrase_text(tree, head, words)
}
