//! Analyses at random: no network would come to most of them, but what reads trees must bear any.

use byline::document::{Document, Name, NameKind, Sentence, Upos, WordRange};
use fastrand::Rng;

const RELATIONS: &[&str] = &[
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "vocative",
    "xcomp",
];

const LEMMAS: &[&str] = &[
    "say",
    "tell",
    "deny",
    "be",
    "have",
    "do",
    "not",
    "no",
    "that",
    "who",
    "which",
    "he",
    "she",
    "it",
    "they",
    "I",
    "we",
    "by",
    "of",
    "to",
    "from",
    "in",
    "according",
    "if",
    "may",
    "Monday",
    "2017",
    "company",
    "president",
    "buy",
    "meet",
];

/// Changes tags, trees, lemmas and names; every sentence keeps one tree.
pub fn scramble(document: &mut Document, rng: &mut Rng) {
    for sentence in &mut document.sentences {
        for _ in 0..rng.usize(..=sentence.words.len()) {
            change(sentence, rng);
        }
        if rng.bool() {
            sentence.names = names(sentence.words.len(), rng);
        }
    }
}

fn change(sentence: &mut Sentence, rng: &mut Rng) {
    let n = rng.usize(..sentence.words.len());
    match rng.u8(..8) {
        0..=2 => reattach(sentence, n, rng),
        3 | 4 if sentence.words[n].head.is_some() => sentence.words[n].deprel = one_of(RELATIONS, rng).into(),
        5 => sentence.words[n].upos = Upos::ALL[rng.usize(..Upos::ALL.len())],
        6 => sentence.words[n].lemma = one_of(LEMMAS, rng).into(),
        7 => {
            let xpos = one_of(&["VBD", "VBG", "VBN", "VBZ", "MD", "NN", "NNP", "PRP", "POS", "CD", "''", "WDT"], rng);
            sentence.words[n].xpos = xpos.into();
        }
        _ => {}
    }
}

/// Hangs a word from another that is not below it; the root changes places with it instead.
fn reattach(sentence: &mut Sentence, n: usize, rng: &mut Rng) {
    let head = rng.usize(..sentence.words.len());
    let mut above = Some(head);
    while let Some(at) = above.filter(|at| *at != n) {
        above = sentence.words[at].head;
    }
    if above.is_none() {
        sentence.words[n].head = Some(head);
        if sentence.words[n].deprel == "root" {
            sentence.words[n].deprel = "dep".into();
        }
    } else if sentence.words[n].head.is_none() && head != n {
        // The old root hangs from the new one, whose own head is gone.
        (sentence.words[head].head, sentence.words[head].deprel) = (None, "root".into());
        (sentence.words[n].head, sentence.words[n].deprel) = (Some(head), one_of(RELATIONS, rng).into());
    }
}

fn names(words: usize, rng: &mut Rng) -> Vec<Name> {
    let (mut names, mut start) = (Vec::new(), rng.usize(..3));
    while start < words {
        let end = (start + rng.usize(1..4)).min(words);
        let kind = NameKind::ALL[rng.usize(..NameKind::ALL.len())];
        names.push(Name { words: WordRange::new(start, end), kind });
        start = end + rng.usize(..6);
    }
    names
}

fn one_of(strings: &[&'static str], rng: &mut Rng) -> &'static str {
    strings[rng.usize(..strings.len())]
}
