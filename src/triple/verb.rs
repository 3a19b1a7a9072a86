//! The verb group: auxiliaries, negation, adverbs between them, the verb, its particle.

use crate::document::Upos;
use crate::proposition::Tree;

/// A verb group, and the predicate that its complements hang on.
pub(super) struct VerbGroup {
    /// Words in the order of the relation.
    pub words: Vec<usize>,
    /// Those of the words that are adverbs, or belong to them.
    pub adverbs: Vec<usize>,
    /// Predicates joined in the group, the last one governs most complements: "agreed", "sell".
    pub chain: Vec<usize>,
    /// Whether the last predicate is a copula's.
    pub copular: bool,
}

/// The verb group of `head`, with the infinitives and participles that it controls.
pub(super) fn verb_group(tree: &Tree, head: usize) -> VerbGroup {
    let mut words = simple_group(tree, head);
    let mut chain = vec![head];
    loop {
        let last = chain[chain.len() - 1];
        let Some(next) = joined(tree, last) else { break };
        if is_copular(tree, last) {
            words.extend(predicate_words(tree, last));
        }
        words.extend(tree.with(next, &["mark"]).filter(|&mark| tree.lower(mark) == "to"));
        words.extend(simple_group(tree, next));
        chain.push(next);
        if chain.len() > 4 {
            break;
        }
    }
    let last = chain[chain.len() - 1];
    let adverbs = words.iter().copied().filter(|&word| tree.is(word, &["advmod"])).collect();
    VerbGroup { words, adverbs, copular: is_copular(tree, last), chain }
}

/// Whether a copula links `head` to a subject.
pub(super) fn is_copular(tree: &Tree, head: usize) -> bool {
    tree.has(head, &["cop"]) && tree.upos(head) != Upos::VERB
}

/// The open complement that joins its verb in one relation: "agreed to sell", "were able to reinforce", "began building".
fn joined(tree: &Tree, head: usize) -> Option<usize> {
    let next = tree.with(head, &["xcomp"]).find(|&x| x > head)?;
    let verbal = tree.upos(next) == Upos::VERB || tree.has(next, &["cop"]);
    let between = tree.with(head, &["obj", "iobj", "obl"]).any(|other| other < next && other > head);
    let participle = tree.words[next].xpos == "VBN" && !tree.has(next, &["mark", "aux"]);
    (verbal && !between && (!participle || tree.has(next, &["aux"]))).then_some(next)
}

/// Adjective of "were able to …" with its adverbs.
fn predicate_words(tree: &Tree, head: usize) -> Vec<usize> {
    super::phrase::short(tree, head)
}

/// Auxiliaries, copula, negation, adverbs before the verb, the verb and its particle, in the order of the text.
fn simple_group(tree: &Tree, head: usize) -> Vec<usize> {
    let copular = is_copular(tree, head);
    let mut words: Vec<usize> = tree.with(head, &["aux", "cop"]).collect();
    if !copular {
        words.push(head);
        words.extend(tree.with(head, &["compound:prt"]));
    }
    let first = words.iter().copied().min().unwrap_or(head);
    let last = words.iter().copied().max().unwrap_or(head);
    let adverb = |word: usize| {
        tree.is(word, &["advmod"])
            && tree.upos(word) != Upos::SCONJ
            && tree.words[word].xpos != "WRB"
            && (word > first && word < last
                || (word + 1 == first && !tree.has(word, &["advmod", "obl"]))
                || is_negation(tree, word))
            && tree.children(word).iter().all(|&child| child < word)
    };
    let adverbs: Vec<usize> = tree.with(head, &["advmod"]).filter(|&word| adverb(word)).collect();
    for word in adverbs {
        words.extend(tree.subtree(word).into_iter().filter(|&w| tree.upos(w) != Upos::PUNCT));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// "not" and its like.
pub(super) fn is_negation(tree: &Tree, word: usize) -> bool {
    matches!(tree.lower(word).as_str(), "not" | "n't" | "never")
}
