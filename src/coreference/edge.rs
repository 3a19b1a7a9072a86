//! Which dependents of a head belong to its mention.
//!
//! Determiners and adjectives always do, subjects and copulas never; of prepositional phrases, clauses, appositions and
//! conjuncts weights decide that are learned from GUM ("monks | on the street", "the province of Palawan, Philippines | on
//! Busuanga Island").

use super::feature::{PREPOSITIONS, bucket, hash};
use super::ranker::Ranker;
use crate::document::{NameKind, Sentence, Upos, WordRange};
use crate::proposition::Tree;

/// Features of a dependent and the word above it.
#[rustfmt::skip]
pub(super) const EDGE: [(&str, usize); 17] = [
    ("relation", 128), ("depth", 6), ("above", 256), ("tag above", 64), ("tag", 64), ("mark", MARKS),
    ("preposition", PREPOSITIONS.len() + 2), ("names", 128), ("size", 8), ("form", 512), ("determiner", 256),
    ("predicate", 128), ("tags", 512), ("distance", 8), ("relation and mark", 512), ("relation and depth", 256),
    ("articles", 8),
];

const MARKS: usize = 8;

/// Values of an edge's features.
pub(super) type Edge = [usize; EDGE.len()];

/// A dependent at some depth below the head of a mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub above: usize,
    pub child: usize,
    /// How many nouns stand between it and the head.
    pub depth: usize,
}

/// The words from the first to the last that `keeps` wants, going down from `head` through nouns.
pub(super) fn walk(tree: &Tree, head: usize, keeps: &mut impl FnMut(Place) -> bool) -> WordRange {
    let start = tree.children(head).iter().copied().filter(|&child| child < head);
    let before: Vec<usize> = start.filter(|&child| keeps(Place { above: head, child, depth: 0 })).collect();
    let start = before.into_iter().map(|child| reach(tree, child).0).min().unwrap_or(head);
    WordRange::new(start, last(tree, head, 0, keeps))
}

fn last(tree: &Tree, above: usize, depth: usize, keeps: &mut impl FnMut(Place) -> bool) -> usize {
    let mut end = above + 1;
    for &child in tree.children(above).iter().filter(|&&child| child > above) {
        if keeps(Place { above, child, depth }) {
            let to = if tree.is_nominal(child) { last(tree, child, depth + 1, keeps) } else { reach(tree, child).1 };
            end = end.max(to);
        }
    }
    end
}

/// First word below `word`, and one past the last.
fn reach(tree: &Tree, word: usize) -> (usize, usize) {
    tree.children(word).iter().fold((word, word + 1), |(start, end), &child| {
        let (from, to) = reach(tree, child);
        (start.min(from), end.max(to))
    })
}

/// Whether the dependent belongs to the mention; `None` where it takes weights to tell.
pub(super) fn decided(tree: &Tree, Place { above, child, .. }: Place) -> Option<bool> {
    let word = &tree.words[child];
    let after = child > above;
    match word.relation() {
        "case" => Some(after && word.xpos == "POS"),
        "punct" | "cop" | "aux" | "mark" | "cc" | "nsubj" | "csubj" | "expl" | "discourse" | "vocative"
        | "reparandum" => Some(false),
        "flat" | "fixed" | "goeswith" => Some(true),
        "det" | "amod" | "compound" | "nummod" | "nmod" if !after => Some(true),
        _ => None,
    }
}

/// How much speaks for the dependent being in the mention of `head`; endless where no weights are asked.
pub(super) fn logit(ranker: &Ranker, tree: &Tree, sentence: &Sentence, head: usize, place: Place) -> f32 {
    match decided(tree, place) {
        Some(true) => f32::INFINITY,
        Some(false) => f32::NEG_INFINITY,
        None => ranker.edge(&features(tree, sentence, head, place)),
    }
}

/// The features of a dependent.
pub(super) fn features(tree: &Tree, sentence: &Sentence, head: usize, place: Place) -> Edge {
    let Place { above, child, depth } = place;
    let (upper, word) = (&tree.words[above], &tree.words[child]);
    let (from, to) = reach(tree, child);
    let after = usize::from(child > above);
    let deep = depth.min(2) * 2 + after;
    let mark = mark(tree, if after == 1 { from } else { to - 1 });
    let predicate = tree.has(head, &["cop", "nsubj", "csubj"]);
    let small = matches!(word.upos, Upos::ADV | Upos::ADP | Upos::DET | Upos::PART | Upos::CCONJ | Upos::SCONJ);
    let (article_above, article) = (article(tree, above), article(tree, child));
    let gap = if after == 1 { from.saturating_sub(above + 1) } else { above.saturating_sub(to) };
    [
        hash(&word.deprel, 128),
        deep,
        hash(&upper.deprel, 128) + 128 * usize::from(depth > 0),
        hash(&upper.xpos, 64),
        hash(&word.xpos, 64),
        mark,
        preposition(tree, child),
        names(sentence, above, child),
        bucket(to - from, &[1, 2, 3, 5, 8, 12, 20]),
        if small { hash(&word.form, 512) } else { 0 },
        hash(word.relation(), 64) * 4 + article_above,
        hash(word.relation(), 64) * 2 + usize::from(predicate),
        mix(&[hash(word.relation(), 512), upper.upos as usize, word.upos as usize], 512),
        bucket(gap, &[0, 1, 2, 4, 8, 15, 25]),
        hash(&word.deprel, 64) * MARKS + mark,
        mix(&[hash(&word.deprel, 512), deep], 256),
        usize::from(tree.has(child, &["cc"])) * 4 + article,
    ]
}

/// What stands before the dependent: a comma, a dash, a bracket, a quotation mark, a colon.
fn mark(tree: &Tree, at: usize) -> usize {
    let kind = |word: usize| match tree.words[word].form.as_str() {
        "," => 1,
        "-" | "–" | "—" | "--" => 2,
        "(" | "[" | "-LRB-" => 3,
        "\"" | "“" | "‘" | "'" | "''" | "``" => 4,
        ":" | ";" => 5,
        "/" => 6,
        _ if tree.upos(word) == Upos::PUNCT => 7,
        _ => 0,
    };
    match (kind(at), at.checked_sub(1).map_or(0, kind)) {
        (0, before) => before,
        (here, _) => here,
    }
}

fn preposition(tree: &Tree, word: usize) -> usize {
    let Some(case) = tree.first(word, &["case"]) else { return 0 };
    let form = &tree.words[case].form;
    PREPOSITIONS.iter().position(|p| form.eq_ignore_ascii_case(p)).unwrap_or(PREPOSITIONS.len()) + 1
}

/// The names that the two stand in, and whether they are one.
fn names(sentence: &Sentence, above: usize, child: usize) -> usize {
    let name = |word: usize| sentence.names.iter().position(|name| name.words.contains(word));
    let kind = |name: Option<usize>| name.map_or(0, |name| sentence.names[name].kind as usize + 1);
    const { assert!(NameKind::ALL.len() < 8) };
    let (a, b) = (name(above), name(child));
    kind(a) * 16 + kind(b) * 2 + usize::from(a.is_some() && a == b)
}

fn article(tree: &Tree, word: usize) -> usize {
    match tree.first(word, &["det", "nmod:poss"]) {
        None => 0,
        Some(word) if tree.words[word].form.eq_ignore_ascii_case("the") => 1,
        Some(word) if tree.is(word, &["nmod:poss"]) => 2,
        Some(_) => 3,
    }
}

fn mix(values: &[usize], size: usize) -> usize {
    values.iter().fold(0, |sum: usize, value| sum.wrapping_mul(31).wrapping_add(*value)) % size
}
