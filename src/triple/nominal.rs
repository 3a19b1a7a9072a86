//! Facts without a verb of their own: appositions and possessives, with "is" and "has" supplied.

use super::fact::Fact;
use super::phrase;
use super::text::{Piece, Text, text};
use crate::document::Upos;
use crate::proposition::Tree;

/// The supplied facts of a sentence.
pub(super) fn facts(tree: &Tree, found: &mut Vec<Fact>) {
    for word in 0..tree.words.len() {
        let Some(head) = tree.words[word].head else { continue };
        if tree.is(word, &["appos"]) && tree.is_nominal(head) {
            push(found, text(phrase::short(tree, head)), "is", text(phrase::short(tree, word)), "kind:apposition");
        }
        if tree.is(word, &["nmod:poss"]) && tree.upos(word) != Upos::PRON {
            let thing = phrase::short(tree, head).into_iter().filter(|w| *w > word && !tree.dominates(word, *w));
            push(found, owner(tree, word), "has", text(thing), "kind:possessive");
        }
        if tree.is(word, &["nmod"]) && tree.preposition(word) == "of" && tree.upos(word) == Upos::PROPN {
            let first = tree.case(word)[0];
            let thing = phrase::short(tree, head).into_iter().filter(|&w| w < first);
            push(found, text(phrase::short(tree, word)), "has", text(thing), "kind:of");
        }
    }
}

/// The owner without its "'s".
fn owner(tree: &Tree, word: usize) -> Text {
    text(
        phrase::short(tree, word)
            .into_iter()
            .filter(|&w| tree.words[w].xpos != "POS" || tree.words[w].head != Some(word)),
    )
}

fn push(found: &mut Vec<Fact>, subject: Text, relation: &'static str, object: Text, kind: &str) {
    let features = vec![kind.to_owned(), "supplied".to_owned()];
    found.push(Fact { subject, relation: vec![Piece::Supplied(relation)], object, args: Vec::new(), features });
}
