//! Clauses that tell which thing is meant: without them its noun says little.

use super::phrase::first_of;
use super::{Argument, Tree};
use crate::document::{Sentence, Upos};

/// Most words of a clause that is told with its noun.
const LONGEST: usize = 16;

/// "a target to reduce emissions", "the view that prices rise": the phrase with the clause that its noun takes as a
/// complement, unless `predicate` is in that clause.
pub(super) fn completed(tree: &Tree, argument: &Argument, predicate: usize) -> Argument {
    let completes = |&clause: &usize| {
        let that = || tree.with(clause, &["mark"]).any(|mark| tree.lower(mark) == "that");
        // "dedication to providing care"
        let governed = || {
            tree.words[clause].xpos == "VBG"
                && tree
                    .with(clause, &["mark"])
                    .any(|mark| matches!(tree.lower(mark).as_str(), "to" | "of" | "in" | "on"))
        };
        !tree.is(clause, &["acl:relcl"]) && (tree.is_infinitive(clause) || that() || governed())
    };
    extended(tree, argument, predicate, completes)
}

/// "barriers that people encounter": the phrase with the restrictive relative clause of its noun, unless `predicate` is in
/// that clause. A word of another sentence is no predicate of it.
pub fn restricted(sentence: &Sentence, argument: &Argument, predicate: usize) -> Argument {
    let relative = sentence.words.iter().any(|word| word.head == Some(argument.head) && word.deprel == "acl:relcl");
    if !relative {
        return argument.clone();
    }
    let tree = Tree::new(sentence);
    extended(&tree, argument, predicate, |&clause| tree.is(clause, &["acl:relcl"]))
}

fn extended(tree: &Tree, argument: &Argument, predicate: usize, wanted: impl Fn(&usize) -> bool) -> Argument {
    let mut whole = argument.clone();
    let of_all =
        matches!(tree.lower(argument.head).as_str(), "everything" | "something" | "anything" | "all" | "everyone");
    if argument.clausal || tree.upos(argument.head) != Upos::NOUN && !of_all {
        return whole;
    }
    for clause in tree.with(argument.head, &["acl"]).filter(&wanted) {
        let inside = tree.dominates(clause, predicate);
        let first = first_of(tree, clause);
        let follows = argument.words.last().is_some_and(|&last| first == last + 1);
        if inside || !follows {
            continue;
        }
        let words = tree.subtree(clause);
        // What is joined to the clause, and what only goes with it, is left out where the whole is long.
        let core = || tree.below(clause, |word| tree.is(word, &["conj", "cc", "advcl", "parataxis"]));
        let words = if words.len() > LONGEST { core() } else { words };
        let marks = |&word: &usize| tree.upos(word) == Upos::PUNCT;
        let whole_stretch = words.windows(2).all(|pair| (pair[0] + 1..pair[1]).all(|between| marks(&between)));
        if words.len() <= LONGEST && whole_stretch {
            whole.words.extend(words);
            whole.words.sort_unstable();
            whole.words.dedup();
        }
    }
    let stop = |&last: &usize| matches!(tree.words[last].form.as_str(), "," | "." | ";" | ":" | "!" | "?");
    while whole.words.len() > argument.words.len() && whole.words.last().is_some_and(stop) {
        whole.words.pop();
    }
    whole
}
