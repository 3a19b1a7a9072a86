//! The extent of a mention: the head's subtree without what belongs to the clause.

use crate::document::{NameKind, Sentence, Upos, WordRange};
use crate::proposition::Tree;

/// The words of the noun phrase of `head`, as the treebank GUM marks mentions: with determiner, possessor, modifiers
/// and relative clauses; without preposition, conjuncts, appositions and the clause that it is the predicate of.
pub(super) fn extent(tree: &Tree, sentence: &Sentence, head: usize) -> WordRange {
    let predicate = tree.has(head, &["cop", "nsubj", "csubj"]);
    let (mut start, mut end) = (head, head + 1);
    for &child in tree.children(head) {
        let (from, to) = reach(tree, child);
        if keeps(tree, sentence, head, child, from, predicate) {
            start = start.min(from);
            end = end.max(to);
        }
    }
    trim(tree, head, WordRange::new(start, end))
}

/// The extent of a coordination, from the first item's to the last one's.
pub(super) fn coordination(tree: &Tree, sentence: &Sentence, head: usize) -> Option<WordRange> {
    let items = tree.coordinated(head);
    let last = *items.last().filter(|_| items.len() > 1)?;
    let (first, last) = (extent(tree, sentence, head), extent(tree, sentence, last));
    (first.end <= last.start).then(|| WordRange::new(first.start, last.end))
}

/// First word below `word`, and one past the last.
fn reach(tree: &Tree, word: usize) -> (usize, usize) {
    let all = tree.subtree(word);
    (all[0], all[all.len() - 1] + 1)
}

fn keeps(tree: &Tree, sentence: &Sentence, head: usize, child: usize, from: usize, predicate: bool) -> bool {
    let word = &tree.words[child];
    let after = child > head;
    let one_name = sentence.names.iter().any(|name| name.words.contains(head) && name.words.contains(child));
    match word.relation() {
        "case" => after && word.xpos == "POS",
        "cop" | "aux" | "mark" | "punct" | "discourse" | "parataxis" | "list" | "orphan" | "expl" | "vocative"
        | "reparandum" | "csubj" | "nsubj" | "advcl" => false,
        "cc" => one_name,
        "conj" => one_name,
        "appos" => one_name || places(sentence, head, child),
        "dep" => !after && !predicate,
        "advmod" => (after && !predicate) || is_degree(&tree.lower(child)),
        "obl" => after,
        "acl" => after && (word.deprel == "acl:relcl" || tree.words[from].form != ","),
        "nmod" if after && word.deprel != "nmod:poss" => {
            one_name
                || places(sentence, head, child)
                || !matches!(tree.words[from].form.as_str(), "," | "-" | "–" | "—")
        }
        "nmod" => word.deprel != "nmod",
        _ => true,
    }
}

/// "Mecca, Saudi Arabia": a place and the one around it, with a comma between.
fn places(sentence: &Sentence, inner: usize, outer: usize) -> bool {
    let place = |word: usize| sentence.names.iter().find(|n| n.kind == NameKind::Loc && n.words.contains(word));
    matches!((place(inner), place(outer)), (Some(a), Some(b))
        if b.words.start == a.words.end + 1 && sentence.words[a.words.end].form == ",")
}

fn is_degree(form: &str) -> bool {
    matches!(
        form,
        "very"
            | "so"
            | "as"
            | "too"
            | "almost"
            | "about"
            | "around"
            | "approximately"
            | "nearly"
            | "roughly"
            | "how"
            | "more"
            | "most"
    )
}

/// Without punctuation at the edges, but for a bracket that closes.
fn trim(tree: &Tree, head: usize, mut words: WordRange) -> WordRange {
    while words.start < head && tree.upos(words.start) == Upos::PUNCT {
        words.start += 1;
    }
    while words.end > head + 1
        && tree.upos(words.end - 1) == Upos::PUNCT
        && !matches!(tree.words[words.end - 1].form.as_str(), ")" | "]")
    {
        words.end -= 1;
    }
    words
}
