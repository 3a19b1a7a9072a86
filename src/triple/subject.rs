//! Subjects: a clause's own, or those that it shares, is controlled by or modifies; relative pronouns become what they stand for.

use super::clause::outer;
use super::phrase;
use super::text::{Piece, Text, text};
use crate::document::Upos;
use crate::proposition::Tree;

/// One subject.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Head of the phrase.
    pub head: usize,
    /// Its words.
    pub text: Text,
}

/// The subject of a clause: its own, or the one it shares, is controlled by or modifies.
pub(super) fn subject(tree: &Tree, head: usize, depth: usize) -> Option<(&'static str, usize)> {
    if depth > 6 {
        return None;
    }
    let own = match outer(tree, head) {
        Some(_) => tree.with(head, &["nsubj", "csubj"]).nth(1),
        None => tree.first(head, &["nsubj"]).or_else(|| tree.first(head, &["csubj"])),
    };
    let expletive =
        tree.first(head, &["expl"]).filter(|&e| own.is_none_or(|s| e < s) && e < head.max(own.unwrap_or(0)));
    if let Some(expletive) = expletive {
        return Some(("expletive", expletive));
    }
    if let Some(own) = own {
        if is_relative_pronoun(tree, own) {
            return Some(("antecedent", antecedent(tree, own)?));
        }
        return Some(("own", own));
    }
    let above = tree.words[head].head?;
    match tree.words[head].deprel.as_str() {
        "conj" => subject(tree, above, depth + 1).map(|(_, s)| ("shared", s)),
        "xcomp" => match tree.with(above, &["obj", "iobj"]).last() {
            Some(object) => Some(("controller", object)),
            None => subject(tree, above, depth + 1).map(|(_, s)| ("shared", s)),
        },
        "acl:relcl" => None,
        "acl" => match predicate_subject(tree, above).filter(|_| !tree.has(head, &["mark"])) {
            Some(subject) => Some(("subject of predicate noun", subject)),
            None => Some(("noun", above)),
        },
        "advcl" => subject(tree, above, depth + 1).map(|(_, s)| ("main", s)),
        _ => None,
    }
}

/// "It is a bank founded in May": it was founded in May.
fn predicate_subject(tree: &Tree, noun: usize) -> Option<usize> {
    let subject = tree.first(noun, &["nsubj"]).filter(|_| tree.has(noun, &["cop"]))?;
    (!tree.has(noun, &["expl"]) && !is_relative_pronoun(tree, subject)).then_some(subject)
}

/// One subject for each coordinated item.
pub(super) fn phrase_subjects(tree: &Tree, head: usize) -> Vec<Subject> {
    // "His son, John Crozier, was a pilot": the name is the better subject.
    let named = |&item: &usize| tree.upos(item) == Upos::PROPN && tree.upos(head) == Upos::NOUN;
    let head = tree.with(head, &["appos"]).find(named).unwrap_or(head);
    let items = if splits(tree, head) { tree.coordinated(head) } else { vec![head] };
    let whole = items.len() == 1;
    let one = |item: usize| Subject {
        head: item,
        text: phrase_text(tree, item, if whole { phrase::subject(tree, item) } else { phrase::short(tree, item) }),
    };
    items.into_iter().map(one).collect()
}

/// Whether a coordination may be taken apart: not inside a name, nor under one shared determiner.
pub(super) fn splits(tree: &Tree, head: usize) -> bool {
    !tree.preposition(head).starts_with("between") && !tree.has(head, &["cc:preconj"])
}

/// The words of a phrase, "whose" replaced by the one it stands for.
pub(super) fn phrase_text(tree: &Tree, head: usize, words: Vec<usize>) -> Text {
    let mut out = Text::new();
    for &word in &words {
        // Not where the phrase holds the one that it stands for.
        let owner = (tree.lower(word) == "whose" && word != head)
            .then(|| antecedent(tree, word))
            .flatten()
            .filter(|owner| !words.contains(owner));
        match owner {
            Some(owner) => {
                out.extend(text(phrase::short(tree, owner)));
                out.push(Piece::Supplied("'s"));
            }
            None => out.push(Piece::Word(word)),
        }
    }
    out
}

/// Who, which, that, whom, whose, where as heads of relative clauses.
pub(super) fn is_relative_pronoun(tree: &Tree, word: usize) -> bool {
    let relative = matches!(tree.lower(word).as_str(), "who" | "which" | "that" | "whom" | "whose" | "where" | "when");
    relative && tree.words[word].xpos.starts_with('W') && relative_clause(tree, word).is_some()
}

fn relative_clause(tree: &Tree, word: usize) -> Option<usize> {
    let path = tree.path_up(word).skip(1);
    path.take_while(|&above| !tree.is(above, &["root", "parataxis"]))
        .find(|&above| tree.words[above].deprel == "acl:relcl")
}

/// What a relative pronoun stands for.
pub(super) fn antecedent(tree: &Tree, pronoun: usize) -> Option<usize> {
    let clause = relative_clause(tree, pronoun)?;
    tree.words[clause].head.filter(|&head| tree.is_nominal(head))
}
