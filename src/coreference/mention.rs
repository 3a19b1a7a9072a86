//! Mentions: whatever may name something, with its span.

use super::span::{coordination, extent};
use crate::document::{Document, NameKind, Sentence, Upos, WordRange};
use crate::proposition::Tree;
use std::cmp::Reverse;

/// What stands at a mention's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A name.
    Name(NameKind),
    /// A noun, number or adjective.
    Noun,
    /// A pronoun, possessives included.
    Pronoun,
}

/// A stretch of a sentence that may name something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// All of its words.
    pub words: WordRange,
    /// The head word.
    pub head: usize,
    /// What the head is.
    pub form: Form,
    /// Whether it is several things joined by "and", of which `head` is the first.
    pub coordination: bool,
    /// The words of the name, where the head is in one.
    pub(super) name: Option<WordRange>,
    /// How doubtful its extent is: 0 is not at all.
    pub(super) doubt: usize,
}

/// Every phrase of the trees that could be a mention, in the order of the text, the outer before the inner.
pub(super) fn candidates(document: &Document, trees: &[Tree]) -> Vec<Mention> {
    let mut found = Vec::new();
    for (index, (sentence, tree)) in document.sentences.iter().zip(trees).enumerate() {
        for head in (0..tree.words.len()).filter(|&word| may_name(tree, word)) {
            let name = sentence.names.iter().find(|name| name.words.contains(head));
            let form = match (tree.upos(head), name) {
                (Upos::PRON, _) => Form::Pronoun,
                (Upos::DET, _) => Form::Pronoun,
                (_, Some(name)) => Form::Name(name.kind),
                _ => Form::Noun,
            };
            let (words, doubt) = extent(tree, sentence, head);
            let name = name.map(|name| name.words);
            found.push(Mention { sentence: index, words, head, form, coordination: false, name, doubt });
            if let Some(words) = joined(tree, sentence, head) {
                let form = Form::Noun;
                found.push(Mention { sentence: index, words, head, form, coordination: true, name: None, doubt });
            }
        }
    }
    found.sort_by_key(|m: &Mention| (m.sentence, m.words.start, Reverse(m.words.end), Reverse(m.coordination)));
    found.dedup_by_key(|m| (m.sentence, m.words));
    found
}

fn joined(tree: &Tree, sentence: &Sentence, head: usize) -> Option<WordRange> {
    let first = !tree.is(head, &["conj"]) && tree.has(head, &["conj"]);
    first.then(|| coordination(tree, sentence, head)).flatten()
}

fn may_name(tree: &Tree, word: usize) -> bool {
    if tree.is(word, &["flat", "fixed", "case", "mark", "discourse", "goeswith", "punct", "cc", "aux"]) {
        return false;
    }
    match tree.upos(word) {
        Upos::NOUN | Upos::PROPN | Upos::PRON | Upos::NUM | Upos::X | Upos::SYM => true,
        Upos::DET => !tree.is(word, &["det"]),
        Upos::ADJ => tree.has(word, &["det", "nmod:poss"]) && !tree.is(word, &["amod"]),
        Upos::ADV => matches!(tree.lower(word).as_str(), "here" | "there" | "now" | "then"),
        _ => false,
    }
}
