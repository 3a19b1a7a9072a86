//! Facts: slots of words, with what is known of how they were found.

use super::Triple;
use super::confidence::Weights;
use super::text::{Text, render};
use crate::proposition::Tree;

/// A triple before it is written down.
pub(super) struct Fact {
    pub subject: Text,
    pub relation: Text,
    pub object: Text,
    pub args: Vec<Text>,
    pub features: Vec<String>,
}

/// The facts written out, without repeats.
pub(super) fn triples(tree: &Tree, facts: Vec<Fact>, weights: &Weights) -> Vec<Triple> {
    let mut found: Vec<Triple> = Vec::new();
    for fact in facts {
        let triple = Triple {
            subject: render(tree.words, &fact.subject),
            relation: render(tree.words, &fact.relation),
            object: render(tree.words, &fact.object),
            args: fact.args.iter().map(|arg| render(tree.words, arg)).collect(),
            confidence: weights.confidence(&fact.features),
            features: fact.features,
        };
        let known = found.iter().any(|other| {
            other.subject == triple.subject
                && other.relation == triple.relation
                && other.object == triple.object
                && other.args == triple.args
        });
        if !known && !triple.relation.is_empty() && !triple.subject.is_empty() && triple.subject != triple.object {
            found.push(triple);
        }
    }
    found
}
