//! The extent of a mention: the head with what belongs to it.

use super::edge::{logit, walk};
use super::ranker::Ranker;
use crate::document::{Sentence, Upos, WordRange};
use crate::proposition::Tree;

/// The words of the noun phrase of `head`, as the treebank GUM marks mentions: with determiner, possessor, modifiers
/// and relative clauses; without preposition, most conjuncts and appositions and the clause that it is the predicate of.
///
/// The number says how sure that is: 0 where no dependent was in doubt, else more for less.
pub(super) fn extent(tree: &Tree, sentence: &Sentence, head: usize) -> (WordRange, usize) {
    let ranker = Ranker::get();
    let mut least = f32::INFINITY;
    let words = walk(tree, head, &mut |place| {
        let logit = logit(ranker, tree, sentence, head, place);
        least = least.min(logit.abs());
        logit > 0.0
    });
    let doubt = [0.5, 1.0, 2.0, 3.0, 4.5, f32::MAX].iter().position(|&bound| least < bound).map_or(0, |at| 6 - at);
    (trim(tree, head, words), doubt)
}

/// The extent of a coordination, from the first item's to the last one's.
pub(super) fn coordination(tree: &Tree, sentence: &Sentence, head: usize) -> Option<WordRange> {
    let items = tree.coordinated(head);
    let last = *items.last().filter(|_| items.len() > 1)?;
    let (first, last) = (extent(tree, sentence, head).0, extent(tree, sentence, last).0);
    (first.end <= last.start || first.end == last.end).then(|| WordRange::new(first.start, last.end))
}

/// Without punctuation at the edges, but for a bracket or quotation mark whose partner is inside.
fn trim(tree: &Tree, head: usize, mut words: WordRange) -> WordRange {
    while words.start < head && tree.upos(words.start) == Upos::PUNCT {
        words.start += 1;
    }
    while words.end > head + 1 && tree.upos(words.end - 1) == Upos::PUNCT && !closes(tree, words) {
        words.end -= 1;
    }
    let next = WordRange::new(words.start, words.end + 1);
    if words.end < tree.words.len() && closes(tree, next) {
        words = next;
    }
    words
}

/// Whether the last word closes what was opened inside.
fn closes(tree: &Tree, words: WordRange) -> bool {
    let form = |word: usize| tree.words[word].form.as_str();
    let before = words.start..words.end - 1;
    let count = |forms: &[&str]| before.clone().filter(|&word| forms.contains(&form(word))).count();
    match form(words.end - 1) {
        ")" => count(&["("]) > count(&[")"]),
        "]" => count(&["["]) > count(&["]"]),
        "”" => count(&["“"]) > count(&["”"]),
        "\"" => count(&["\""]) % 2 == 1,
        _ => false,
    }
}
