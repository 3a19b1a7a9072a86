//! Argument phrases: which words of a subtree stand for its head.

use super::{Argument, Tree, cue};
use crate::document::{NameKind, Upos};

/// Dependents that are no part of the phrase that names a thing.
const OUTSIDE: [&str; 13] = [
    "acl:relcl",
    "advcl:relcl",
    "appos",
    "conj",
    "cc",
    "parataxis",
    "discourse",
    "vocative",
    "list",
    "orphan",
    "dislocated",
    "advcl",
    "mark",
];

/// Most words of a noun phrase with all of its clause.
const LONGEST: usize = 16;

/// The noun phrase of `head` with its modifiers and complements, without its preposition, relative clauses, appositions
/// and coordinated items.
pub fn noun_phrase(tree: &Tree, sentence: usize, head: usize) -> Argument {
    let clause = tree.has(head, &["cop"]);
    let outside = |child: usize| {
        let above = tree.words[child].head.unwrap_or(child);
        if above == head {
            tree.is(child, &OUTSIDE) && !is_its_wording(tree, head, child) && !(needs_clause(tree, head, child))
                || (tree.is(child, &["case"]) && tree.words[child].xpos != "POS")
                || (clause && tree.is(child, &["nsubj", "cop", "aux", "expl", "csubj", "obl", "ccomp"]))
                || (clause && tree.is(child, &["acl"]) && !completes_noun(tree, child))
                || (clause && child < first_word(tree, head))
                || (tree.is(child, &["acl"])
                    && tree.has(child, &["mark"])
                    && !tree.has(child, &["nsubj"])
                    && !completes_noun(tree, child))
                || (tree.is(child, &["acl"]) && is_set_off(tree, child))
                || is_negation(tree, child)
                || is_hedge(tree, child)
                || (tree.is(child, &["nmod"]) && child > head && is_beside(tree, child))
                || tree.is_reflexive(child)
                || tree.is(child, &["advmod"])
                    && tree.words[child].upos == Upos::ADV
                    && (clause || before_case(tree, child, head))
                || tree.is(child, &["nmod:unmarked", "obl:unmarked"]) && before_case(tree, child, head)
        } else {
            tree.is(child, &["acl:relcl", "advcl:relcl", "parataxis"])
                && (is_said_of_all(tree, above) || !needs_clause(tree, above, child))
                || is_hedge(tree, child)
                || tree.is(child, &["appos"]) && is_apart(tree, child)
        }
    };
    // A possessive marker belongs to its owner, not to the phrase of the owner.
    let mut words = tree.below(head, |child| {
        outside(child) || (tree.words[child].xpos == "POS" && tree.words[child].head == Some(head))
    });
    // "those who had reported it, to prevent them from panicking": what only goes with the clause is left out where it is long.
    if words.len() > LONGEST && tree.with(head, &["acl:relcl"]).any(|clause| words.contains(&clause)) {
        let beside = |child: usize| {
            tree.is(child, &["advcl", "conj", "cc", "parataxis"])
                && tree.words[child].head.is_some_and(|above| above != head && tree.upos(above) == Upos::VERB)
        };
        words = tree.below(head, |child| {
            outside(child) || beside(child) || (tree.words[child].xpos == "POS" && tree.words[child].head == Some(head))
        });
    }
    // "all but one of them", with the one as the head
    let but = |word: usize| tree.lower(word) == "but" && matches!(tree.lower(word - 1).as_str(), "all" | "none");
    if let Some(but) = head.checked_sub(1).filter(|&word| word > 0 && but(word)) {
        words.extend([but - 1, but]);
        words.sort_unstable();
        words.dedup();
    }
    Argument { sentence, head, words: whole_names(tree, trimmed(tree, words, head)), clausal: false }
}

/// `the term "family"`, "the ring name Ann Steel", "the comedy Late Snow": the words that the noun is about, or its title.
fn is_its_wording(tree: &Tree, head: usize, apposition: usize) -> bool {
    let known = |word: usize| {
        tree.names
            .iter()
            .any(|name| name.words.contains(word) && !matches!(name.kind, NameKind::Misc | NameKind::Event))
    };
    let adjacent = first_of(tree, apposition) == head + 1 && tree.is(apposition, &["appos"]);
    let title = tree.upos(apposition) == Upos::PROPN && tree.upos(head) == Upos::NOUN && !known(apposition);
    if adjacent && (title || tree.lemma(head) == "name") {
        return true;
    }
    let wording =
        matches!(tree.lemma(head), "term" | "word" | "phrase" | "slogan" | "motto" | "expression" | "hashtag");
    let quoted = tree.words.get(head + 1).is_some_and(|next| matches!(next.form.as_str(), "\"" | "“" | "'" | "‘"));
    wording && quoted && tree.is(apposition, &["appos"]) && apposition > head
}

/// "reportedly several people": how sure it is, is no part of what it is.
fn is_hedge(tree: &Tree, word: usize) -> bool {
    tree.is(word, &["advmod"]) && cue::is_cue(&tree.lower(word), "probable")
}

/// "the way they affect it", "an act that breaks the law", "those who left": a noun that means nothing without its clause.
fn needs_clause(tree: &Tree, head: usize, clause: usize) -> bool {
    let restrictive = clause > head && tree.words[first_of(tree, clause).saturating_sub(1)].form != ",";
    let alone = || !tree.has(head, &["amod", "compound", "nmod", "nummod", "acl"]);
    let light = || {
        matches!(tree.lower(head).as_str(), "those" | "ones" | "one")
            || cue::is_cue(tree.lemma(head), "light-noun") && alone()
    };
    tree.is(clause, &["acl:relcl"])
        && restrictive
        && (is_said_of_all(tree, head) || cue::is_cue(tree.lemma(head), "way-noun") || light())
}

/// "all patients who are diagnosed early": of all of them, but not of all patients.
fn is_said_of_all(tree: &Tree, noun: usize) -> bool {
    let all = |det: usize| matches!(tree.lower(det).as_str(), "all" | "any" | "every" | "each");
    tree.with(noun, &["det"]).any(all) && tree.upos(noun) == Upos::NOUN && tree.lemma(noun) != "time"
}

/// "the process of leaving the Union", "the intent to leave": a clause that says which, not "the money for building it".
fn completes_noun(tree: &Tree, clause: usize) -> bool {
    let intends = |noun: usize| cue::is_cue(tree.lemma(noun), "takes-infinitive");
    tree.words[clause].xpos == "VBG" && tree.with(clause, &["mark"]).any(|mark| tree.lower(mark) == "of")
        || tree.is_infinitive(clause) && tree.words[clause].head.is_some_and(intends)
}

/// A name is in the phrase with all its words, wherever the tree hangs them.
fn whole_names(tree: &Tree, mut words: Vec<usize>) -> Vec<usize> {
    let plain = |&word: &usize| tree.upos(word) == Upos::PROPN;
    for name in tree.names.iter().filter(|name| name.kind != NameKind::Time && name.words.iter().all(|w| plain(&w))) {
        if words.iter().any(|&word| name.words.contains(word)) {
            words.extend(name.words.iter());
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Where the predicate of a copular clause begins: behind its copula and, in a question, its subject. Other words: 0.
pub fn first_word(tree: &Tree, head: usize) -> usize {
    tree.with(head, &["cop", "nsubj"])
        .filter(|&word| word < head)
        .last()
        .filter(|_| tree.has(head, &["cop"]))
        .unwrap_or(0)
}

/// The first word of a subtree, punctuation aside.
pub(super) fn first_of(tree: &Tree, head: usize) -> usize {
    tree.subtree(head).into_iter().find(|&word| tree.upos(word) != Upos::PUNCT).unwrap_or(head)
}

/// "the budget — among its many other restrictions — endorses": what dashes set off is no part of the phrase.
/// Nor is what a comma sets off with a preposition: ", including two of them".
fn is_beside(tree: &Tree, child: usize) -> bool {
    let first = first_of(tree, child);
    let comma = first > 0 && tree.words[first - 1].form == "," && tree.has(child, &["case"]);
    comma || first > 0 && matches!(tree.words[first - 1].form.as_str(), "—" | "–" | "--")
}

/// ", citing two officials,": a participial clause behind a comma tells more of a thing that is named already.
fn is_set_off(tree: &Tree, clause: usize) -> bool {
    let first = first_of(tree, clause);
    first > 0 && tree.words[first - 1].form == "," && tree.words[clause].xpos == "VBG"
}

/// "the band, Acme,", not "the band Acme": whether an apposition is more than the name of a noun right before it.
fn is_apart(tree: &Tree, apposition: usize) -> bool {
    let first = first_of(tree, apposition);
    let named = tree.words[apposition].head.is_some_and(|above| tree.upos(above) == Upos::NOUN);
    !named || first > 0 && tree.upos(first - 1) == Upos::PUNCT
}

/// "still at the scene", "a week after the attack": what stands before the preposition is not the phrase's.
fn before_case(tree: &Tree, adverb: usize, head: usize) -> bool {
    tree.case(head).first().is_some_and(|&case| adverb < case && case < head)
}

/// `no` in "no contact", `not only … also` in "not only a friend but also a brother"; the clause takes its negation.
fn is_negation(tree: &Tree, word: usize) -> bool {
    let negative = |form: &str| matches!(form, "no" | "not" | "never" | "n't" | "neither");
    let only = matches!(tree.lower(word).as_str(), "only" | "merely" | "just" | "simply");
    tree.is(word, &["det", "advmod"])
        && (negative(&tree.lower(word))
            || tree.lower(word) == "also"
            || only && word > 0 && tree.lower(word - 1) == "not")
}

/// The phrases of all coordinated items of `head`. In "state, tribal and local governments" only the last is an item.
pub fn items(tree: &Tree, sentence: usize, head: usize) -> Vec<Argument> {
    // "between A and B" takes both.
    if tree.preposition(head) == "between" && tree.has(head, &["conj"]) {
        return vec![list(tree, sentence, head)];
    }
    // "all but one of them" are not all, and not one.
    let all = matches!(
        tree.lower(head).as_str(),
        "all" | "everyone" | "everybody" | "everything" | "none" | "nobody" | "nothing"
    );
    if all
        && tree
            .with(head, &["conj"])
            .any(|item| tree.with(item, &["cc"]).chain(tree.with(head, &["cc"])).any(|cc| tree.lower(cc) == "but"))
    {
        return vec![Argument { sentence, head, words: trimmed(tree, tree.subtree(head), head), clausal: false }];
    }
    let mut items = tree.coordinated(head);
    // "state and local governments"
    let level = |item: usize| cue::is_cue(&tree.lower(item), "level") && !tree.has(item, &["det", "amod", "nmod:poss"]);
    let last =
        items.last().copied().filter(|&last| tree.words[last].xpos == "NNS" && tree.has(last, &["amod", "compound"]));
    let before = items.len();
    if last.is_some() && before > 1 {
        items.retain(|&item| !level(item));
    }
    let shared = items.len() < before;
    if items.iter().any(|&item| tree.is_nominal(item)) {
        items.retain(|&item| tree.upos(item) != Upos::ADJ || tree.has(item, &["det"]));
    }
    // "the family, friends and fans of Roe": all three are hers.
    let of = items.last().and_then(|&last| {
        let of = tree.with(last, &["nmod"]).find(|&n| tree.preposition(n) == "of" && n > last)?;
        let own = |&item: &usize| tree.has(item, &["nmod", "nmod:poss", "acl", "appos"]);
        let first = items[0] == head && tree.has(head, &["det"]);
        let bare = |&item: &usize| {
            tree.upos(item) == Upos::NOUN
                && !own(&item)
                && (item == head || !tree.has(item, &["det", "amod", "nummod"]))
        };
        let plain = !tree.has(last, &["det", "amod", "nummod"]);
        (items.len() > 2 && first && plain && items[..items.len() - 1].iter().all(bare)).then(|| tree.subtree(of))
    });
    let whole = shared.then(|| items.len().checked_sub(1)).flatten();
    let argument = |(n, item): (usize, usize)| {
        let mut argument = noun_phrase(tree, sentence, item);
        if whole == Some(n) {
            let first = noun_phrase(tree, sentence, head).words[0];
            argument.words.extend(first..item);
            argument.words.sort_unstable();
            argument.words.dedup();
        }
        argument.words.splice(0..0, shared_count(tree, head, item));
        if let Some(of) = of.as_ref().filter(|of| !of.iter().any(|word| argument.words.contains(word))) {
            argument.words.extend(of);
        }
        argument
    };
    items.into_iter().enumerate().map(argument).collect()
}

/// "either Paris or London": one of the two.
pub(super) fn is_alternative(tree: &Tree, item: usize) -> bool {
    let up = std::iter::successors(Some(item), |&at| {
        tree.words[at].head.filter(|_| tree.is(at, &["conj"]) || tree.preposition(at) == "of")
    });
    let either = |word: usize| {
        let conj = |other: usize| tree.with(other, &["cc"]).any(|cc| tree.lower(cc) == "or");
        let joined = tree.with(word, &["conj"]).any(conj)
            || tree.with(word, &["nmod"]).any(|of| tree.with(of, &["conj"]).any(conj));
        joined && tree.with(word, &["cc:preconj", "advmod", "det"]).any(|first| tree.lower(first) == "either")
    };
    up.take(4).any(either)
}

/// "the four earlier primaries and caucuses": how many and which of a row is said of a bare second noun too.
fn shared_count(tree: &Tree, head: usize, item: usize) -> Vec<usize> {
    let plural = |word: usize| tree.words[word].xpos == "NNS";
    let bare = !tree.has(item, &["det", "amod", "compound", "nummod", "nmod:poss", "nmod", "acl"]);
    if item == head || !plural(item) || !plural(head) || !bare {
        return Vec::new();
    }
    let which = |&word: &usize| tree.is(word, &["amod"]) && cue::is_cue(&tree.lower(word), "which-of-row");
    tree.children(head).iter().copied().filter(|&word| word < head).filter(which).collect()
}

/// All coordinated items as one phrase, which names no one thing.
pub fn list(tree: &Tree, sentence: usize, head: usize) -> Argument {
    let clause = tree.has(head, &["cop"]);
    let words = tree.below(head, |child| {
        tree.words[child].head == Some(head)
            && (tree.is(child, &["case", "mark", "appos", "acl:relcl", "parataxis"])
                || clause
                    && (tree.is(child, &["nsubj", "cop", "aux", "expl", "advcl", "punct"])
                        || child < first_word(tree, head)))
    });
    Argument { sentence, head, words: trimmed(tree, words, head), clausal: true }
}

/// A clause as an argument: everything below `head`, without its complementiser.
pub fn clause(tree: &Tree, sentence: usize, head: usize) -> Argument {
    let words = tree.below(head, |child| {
        tree.words[child].head == Some(head)
            && (tree.is(child, &["mark"]) && tree.lower(child) == "that" || tree.is(child, &["parataxis"]))
    });
    Argument { sentence, head, words: trimmed(tree, words, head), clausal: true }
}

/// The clause that a preposition governs, without it.
pub fn governed(tree: &Tree, sentence: usize, head: usize, preposition: usize) -> Argument {
    let words = tree.below(head, |child| child == preposition || tree.is(child, &["parataxis"]));
    Argument { sentence, head, words: trimmed(tree, words, head), clausal: true }
}

/// A predicate adjective or participle with what depends on it; "responsible for running it" is one.
pub fn predicate_phrase(tree: &Tree, sentence: usize, head: usize) -> Argument {
    let completes = |child: usize| {
        let gerund = tree.words[child].xpos == "VBG" && tree.upos(head) == Upos::ADJ;
        let marked = |mark: usize| {
            matches!(tree.lower(mark).as_str(), "for" | "of" | "to" | "at" | "in" | "about" | "from" | "with")
        };
        // "old enough to own one"
        let enough = tree.with(head, &["advmod"]).any(|word| tree.lower(word) == "enough")
            && (tree.is_infinitive(child) || tree.with(child, &["mark"]).any(|mark| tree.lower(mark) == "that"));
        // "is open for other countries to join", "was much more of a critic than was Roe"
        let follows = tree.words[first_of(tree, child).saturating_sub(1)].form != ",";
        let for_others = tree.is_infinitive(child) && tree.has(child, &["nsubj"]) && follows;
        let than = tree.with(child, &["mark", "case"]).any(|mark| tree.lower(mark) == "than") && follows;
        let governed = gerund && tree.with(child, &["mark", "case"]).any(marked)
            || tree.upos(head) == Upos::ADJ && (for_others || than);
        // "was optimistic that it would"
        let content = tree.is(child, &["ccomp"])
            && tree.upos(head) == Upos::ADJ
            && tree.has(head, &["nsubj"])
            && !tree.has(head, &["expl"])
            && tree.with(child, &["mark"]).any(|mark| tree.lower(mark) == "that");
        content || tree.is(child, &["advcl"]) && child > head && (governed || enough)
    };
    let words = tree.below(head, |child| {
        tree.words[child].head == Some(head)
            && !completes(child)
            && (tree.is(
                child,
                &[
                    "nsubj",
                    "csubj",
                    "cop",
                    "aux",
                    "expl",
                    "mark",
                    "conj",
                    "cc",
                    "parataxis",
                    "advcl",
                    "punct",
                    "discourse",
                    "ccomp",
                    "acl",
                    "case",
                ],
            ) || is_negation(tree, child)
                || tree.is(child, &["advmod"]) && super::cue::is_cue(&tree.lower(child), "probable")
                || child < first_word(tree, head)
                || tree.is(child, &["obl"]) && is_beside(tree, child)
                || tree.is(child, &["obl:unmarked"]))
    });
    Argument { sentence, head, words: trimmed(tree, words, head), clausal: false }
}

/// Without punctuation at the ends, unless it pairs with some inside.
fn trimmed(tree: &Tree, mut words: Vec<usize>, head: usize) -> Vec<usize> {
    let edge = |word: usize| word != head && (tree.upos(word) == Upos::PUNCT || tree.is(word, &["cc"]));
    while words.last().is_some_and(|&word| edge(word)) {
        words.pop();
    }
    let start = words.iter().position(|&word| !edge(word)).unwrap_or(0);
    words.drain(..start);
    // A quotation mark or bracket whose partner was cut off goes too.
    for (open, close) in [("“", "”"), ("\"", "\""), ("(", ")"), ("[", "]"), ("‘", "’"), ("'", "'")] {
        let marks: Vec<usize> =
            words.iter().copied().filter(|&w| tree.words[w].form == open || tree.words[w].form == close).collect();
        // "up 'til now" has no partner.
        let closes = |mark: usize| open != close || open == "\"" || mark > 0 && !tree.words[mark - 1].space_after;
        if marks.len() == 1 && tree.words[marks[0]].upos == Upos::PUNCT && marks[0] != head && closes(marks[0]) {
            words.retain(|&word| word != marks[0]);
        }
    }
    words
}
