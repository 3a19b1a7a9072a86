//! Which words of a subtree make a phrase: the long form (all of it) and the short form (what names the thing).

use crate::document::Upos;
use crate::lexicon::MONTHS;
use crate::proposition::Tree;

/// The whole phrase of `head` without its own preposition, relative clauses and appositions behind a comma, and what
/// belongs to a clause whose predicate it is.
pub(super) fn long(tree: &Tree, head: usize) -> Vec<usize> {
    let words = tree.below(head, |child| {
        let direct = tree.words[child].head == Some(head);
        direct && (is_outside(tree, head, child) || is_loose(tree, child))
            || (tree.is(child, &["acl:relcl", "acl", "appos"])
                && is_set_off(tree, child)
                && !is_place_part(tree, child))
    });
    trimmed(tree, words, head)
}

/// The phrase as a subject: no relative clause, participle or apposition.
pub(super) fn subject(tree: &Tree, head: usize) -> Vec<usize> {
    let words = tree.below(head, |child| {
        let direct = tree.words[child].head == Some(head);
        let complement =
            tree.words[child].deprel == "acl" && tree.has(child, &["mark", "case"]) && !is_loose(tree, child);
        direct
            && (is_outside(tree, head, child) || (tree.is(child, &["appos", "acl", "parataxis", "dep"]) && !complement))
    });
    trimmed(tree, words, head)
}

/// The short form: modifiers before the noun and of-phrases; nothing coordinated.
pub(super) fn short(tree: &Tree, head: usize) -> Vec<usize> {
    let words = tree.below(head, |child| {
        let above = tree.words[child].head.unwrap_or(child);
        let direct = above == head;
        if is_date_part(tree, above, child) {
            return false;
        }
        (direct && (is_outside(tree, head, child) || tree.is(child, &["conj", "cc"])))
            || tree.is(child, &["appos", "acl", "parataxis", "dep", "advcl", "list", "orphan", "obl", "ccomp"])
            || (tree.is(child, &["xcomp"]) && tree.upos(above) != Upos::ADJ)
            || (tree.is(child, &["nmod"]) && child > above && !is_inner(tree, child))
            || (tree.is(child, &["amod"]) && child > above && tree.upos(above) == Upos::NOUN)
    });
    trimmed(tree, words, head)
}

/// "21 September 2010", "December 31 , 1963".
fn is_date_part(tree: &Tree, above: usize, child: usize) -> bool {
    let part = |word: usize| tree.words[word].xpos == "CD" || MONTHS.contains(&tree.lower(word).as_str());
    part(above) && part(child) && !tree.has(child, &["case", "cc"])
}

/// A post-modifier that stays inside the short form: of-phrases, possessors, "between X and Y".
fn is_inner(tree: &Tree, child: usize) -> bool {
    let preposition = tree.preposition(child);
    matches!(preposition.as_str(), "of" | "between") || (preposition.is_empty() && !tree.is(child, &["nmod:unmarked"]))
}

/// Dependents that are no part of the phrase of `head`.
fn is_outside(tree: &Tree, head: usize, child: usize) -> bool {
    let clause = tree.has(head, &["cop", "nsubj"]);
    (tree.is(child, &["case"]) && tree.words[child].xpos != "POS")
        || tree.is(child, &["discourse", "vocative", "mark", "dislocated"])
        || (tree.is(child, &["cc", "cc:preconj"]) && child < head)
        || (tree.is(child, &["conj"]) && is_clausal(tree, child) && !tree.is(head, &["acl"]))
        || (clause
            && (tree.is(
                child,
                &["nsubj", "csubj", "cop", "aux", "expl", "obl", "ccomp", "advcl", "parataxis", "dep", "xcomp"],
            ) || (tree.is(child, &["advmod"]) && tree.upos(head) != Upos::ADJ)
                || (tree.is(child, &["advmod"]) && !next_to(tree, child, head))
                || (tree.is(child, &["punct"]))))
}

/// An adverb directly before its adjective.
fn next_to(tree: &Tree, child: usize, head: usize) -> bool {
    child < head
        && (child + 1..head).all(|between| tree.words[between].head.is_some_and(|h| h == head || h == child))
        && !matches!(tree.lower(child).as_str(), "not" | "n't" | "never")
}

/// A conjunct that is a clause of its own.
pub(super) fn is_clausal(tree: &Tree, word: usize) -> bool {
    tree.has(word, &["cop", "nsubj", "csubj", "aux"]) || (tree.upos(word) == Upos::VERB && !tree.has(word, &["det"]))
}

/// "Lissen, Karvonia": names side by side stay together.
fn is_place_part(tree: &Tree, child: usize) -> bool {
    let is_name = |word: usize| tree.upos(word) == Upos::PROPN;
    tree.is(child, &["appos"]) && is_name(child) && tree.words[child].head.is_some_and(is_name)
}

/// Whether a comma stands before it.
pub(super) fn is_set_off(tree: &Tree, child: usize) -> bool {
    let start = tree.subtree(child)[0];
    start > 0 && (tree.words[start - 1].form == "," || tree.words[start].form == ",")
}

/// A relative clause or parenthesis set off by a comma.
fn is_loose(tree: &Tree, child: usize) -> bool {
    tree.is(child, &["parataxis"]) || (tree.is(child, &["acl:relcl", "acl", "advcl"]) && is_set_off(tree, child))
}

/// Without punctuation and conjunctions at the ends, unless it pairs with some inside.
pub(super) fn trimmed(tree: &Tree, mut words: Vec<usize>, head: usize) -> Vec<usize> {
    let edge = |word: usize| {
        word != head
            && (tree.is(word, &["cc"])
                || (tree.upos(word) == Upos::PUNCT && !is_quote_or_bracket(&tree.words[word].form)))
    };
    while words.last().is_some_and(|&word| edge(word)) {
        words.pop();
    }
    let start = words.iter().position(|&word| !edge(word)).unwrap_or(0);
    words.drain(..start);
    unpaired(tree, &mut words, head);
    words
}

fn is_quote_or_bracket(form: &str) -> bool {
    matches!(form, "``" | "''" | "\"" | "“" | "”" | "`" | "'" | "‘" | "’" | "(" | ")" | "[" | "]" | "-LRB-" | "-RRB-")
}

const PAIRS: [(&str, &str); 8] =
    [("``", "''"), ("\"", "\""), ("“", "”"), ("`", "'"), ("‘", "’"), ("(", ")"), ("[", "]"), ("-LRB-", "-RRB-")];

/// A quotation mark or bracket whose partner was cut off goes too.
fn unpaired(tree: &Tree, words: &mut Vec<usize>, head: usize) {
    for (open, close) in PAIRS {
        let is_mark = |w: usize, mark: &str| tree.words[w].form == mark && tree.upos(w) == Upos::PUNCT && w != head;
        let opens: Vec<usize> = words.iter().copied().filter(|&w| is_mark(w, open)).collect();
        let closes: Vec<usize> = words.iter().copied().filter(|&w| is_mark(w, close)).collect();
        let alone: Vec<usize> = if open == close {
            if opens.len() % 2 == 1 { vec![*opens.last().unwrap_or(&0)] } else { Vec::new() }
        } else if opens.len() != closes.len() {
            opens.iter().chain(&closes).copied().filter(|_| opens.is_empty() || closes.is_empty()).collect()
        } else {
            Vec::new()
        };
        words.retain(|word| !alone.contains(word));
    }
    // A pair that encloses nothing, or a mark left at the wrong end.
    while words
        .last()
        .is_some_and(|&w| w != head && PAIRS.iter().any(|(open, close)| open != close && tree.words[w].form == *open))
    {
        words.pop();
    }
}
