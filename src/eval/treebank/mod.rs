//! Segmentation, tags, lemmas and trees against a treebank, as the CoNLL 2018 shared task counts them.
//!
//! Both sides hold the same text, white space aside; how it is cut may differ. Tokens and sentences are right if they
//! cover the same characters. Words are aligned if they do; in and around multiword tokens by the longest common
//! subsequence of their forms, case ignored. All else is judged on aligned words: precision divides by the system's
//! words, recall by the gold's, accuracy by the aligned ones.

mod alignment;
mod corpus;

use super::Score;
use crate::document::Word;
use corpus::Head;
pub use corpus::{Corpus, token_line};
use std::collections::BTreeMap;
use thiserror::Error;

/// What is measured, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// Surface tokens ("don't" is one).
    Tokens,
    /// Sentences.
    Sentences,
    /// Syntactic words ("don't" is two).
    Words,
    /// Universal parts of speech.
    Upos,
    /// The treebank's own tags.
    Xpos,
    /// Universal features; the treebank's own are left out.
    Feats,
    /// UPOS, XPOS and features.
    AllTags,
    /// Lemmas; a gold lemma `_` accepts anything.
    Lemmas,
    /// The head is the same word.
    Uas,
    /// The head and the relation are the same.
    Las,
    /// LAS on content words only.
    Clas,
    /// CLAS with UPOS and features, also of the function words that hang from the word.
    Mlas,
    /// CLAS with lemmas.
    Blex,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 13] = [
        Self::Tokens,
        Self::Sentences,
        Self::Words,
        Self::Upos,
        Self::Xpos,
        Self::Feats,
        Self::AllTags,
        Self::Lemmas,
        Self::Uas,
        Self::Las,
        Self::Clas,
        Self::Mlas,
        Self::Blex,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 13] = [
            "Tokens",
            "Sentences",
            "Words",
            "UPOS",
            "XPOS",
            "UFeats",
            "AllTags",
            "Lemmas",
            "UAS",
            "LAS",
            "CLAS",
            "MLAS",
            "BLEX",
        ];
        NAMES[self as usize]
    }
}

/// How relations are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relations {
    /// Up to the colon.
    Universal,
    /// Whole (`nsubj:pass`).
    Subtypes,
}

/// The score of one metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignedScore {
    /// Gold, system and right ones.
    pub score: Score,
    /// How many words are aligned; `None` for spans.
    pub aligned: Option<usize>,
}

impl AlignedScore {
    /// Share of the aligned words that is right.
    pub fn accuracy(&self) -> Option<f64> {
        self.aligned.map(|aligned| super::ratio(self.score.correct, aligned))
    }
}

impl std::ops::Deref for AlignedScore {
    type Target = Score;

    fn deref(&self) -> &Score {
        &self.score
    }
}

/// Gold and system do not hold the same text.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("the texts differ: {gold:?} in the gold, {system:?} in the system's")]
pub struct TextsDiffer {
    /// What the gold goes on with at the first difference; empty at its end.
    pub gold: String,
    /// The same of the system.
    pub system: String,
    /// Number of the gold's token there, from 0; see [`token_line`].
    pub gold_token: usize,
    /// Number of the system's token there.
    pub system_token: usize,
}

/// Relations of content words; the others are function words and punctuation.
const CONTENT: [&str; 29] = [
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "dep",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// Relations of function words, which MLAS looks at.
const FUNCTIONAL: [&str; 7] = ["aux", "case", "cc", "clf", "cop", "det", "mark"];

/// Features that Universal Dependencies defines, as of the shared task.
const UNIVERSAL_FEATURES: [&str; 21] = [
    "Abbr", "Animacy", "Aspect", "Case", "Definite", "Degree", "Evident", "Foreign", "Gender", "Mood", "NumType",
    "Number", "Person", "Polarity", "Polite", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
];

/// All scores of a system.
pub fn evaluate(
    gold: &Corpus,
    system: &Corpus,
    relations: Relations,
) -> Result<BTreeMap<Metric, AlignedScore>, TextsDiffer> {
    gold.same_text(system)?;
    let comparison = Comparison::new(gold, system, relations);
    let score = |metric| {
        let score = match metric {
            Metric::Tokens => spans(&gold.tokens, &system.tokens),
            Metric::Sentences => spans(&gold.sentences, &system.sentences),
            _ => comparison.score(metric),
        };
        (metric, score)
    };
    Ok(Metric::ALL.into_iter().map(score).collect())
}

/// Both lists are in order and without overlap.
fn spans(gold: &[(usize, usize)], system: &[(usize, usize)]) -> AlignedScore {
    let correct = system.iter().filter(|span| gold.binary_search(span).is_ok()).count();
    AlignedScore { score: Score { gold: gold.len(), system: system.len(), correct }, aligned: None }
}

struct Comparison<'a> {
    gold: &'a Corpus<'a>,
    system: &'a Corpus<'a>,
    relations: Relations,
    pairs: Vec<(usize, usize)>,
    /// The gold word that each system word is aligned to.
    partners: Vec<Option<usize>>,
    gold_functional: Vec<Vec<usize>>,
    system_functional: Vec<Vec<usize>>,
}

impl<'a> Comparison<'a> {
    fn new(gold: &'a Corpus, system: &'a Corpus, relations: Relations) -> Self {
        let pairs = alignment::align(&gold.words, &system.words);
        let mut partners = vec![None; system.words.len()];
        for &(ours, theirs) in &pairs {
            partners[theirs] = Some(ours);
        }
        let (gold_functional, system_functional) = (functional(gold), functional(system));
        Self { gold, system, relations, pairs, partners, gold_functional, system_functional }
    }

    fn score(&self, metric: Metric) -> AlignedScore {
        let of_content = matches!(metric, Metric::Clas | Metric::Mlas | Metric::Blex);
        let counts = |word: &Word| !of_content || CONTENT.contains(&word.relation());
        let number = |corpus: &Corpus| corpus.words.iter().filter(|word| counts(word.word)).count();
        let aligned = self.pairs.iter().filter(|(ours, _)| counts(self.gold.words[*ours].word));
        let correct = aligned.clone().filter(|(ours, theirs)| self.is_right(metric, *ours, *theirs)).count();
        let score = Score { gold: number(self.gold), system: number(self.system), correct };
        AlignedScore { score, aligned: Some(aligned.count()) }
    }

    fn is_right(&self, metric: Metric, ours: usize, theirs: usize) -> bool {
        let (gold, system) = (self.gold.words[ours].word, self.system.words[theirs].word);
        match metric {
            Metric::Tokens | Metric::Sentences | Metric::Words => true,
            Metric::Upos => gold.upos == system.upos,
            Metric::Xpos => gold.xpos == system.xpos,
            Metric::Feats => same_features(gold, system),
            Metric::AllTags => gold.upos == system.upos && gold.xpos == system.xpos && same_features(gold, system),
            Metric::Lemmas => same_lemma(gold, system),
            Metric::Uas => self.same_head(ours, theirs),
            Metric::Las | Metric::Clas => self.same_arc(ours, theirs),
            Metric::Mlas => {
                self.same_arc(ours, theirs) && same_morphology(gold, system) && self.same_function_words(ours, theirs)
            }
            Metric::Blex => self.same_arc(ours, theirs) && same_lemma(gold, system),
        }
    }

    fn same_arc(&self, ours: usize, theirs: usize) -> bool {
        let (gold, system) = (self.gold.words[ours].word, self.system.words[theirs].word);
        let same_relation = match self.relations {
            Relations::Universal => gold.relation() == system.relation(),
            Relations::Subtypes => gold.deprel == system.deprel,
        };
        same_relation && self.same_head(ours, theirs)
    }

    fn same_function_words(&self, ours: usize, theirs: usize) -> bool {
        let (gold, system) = (&self.gold_functional[ours], &self.system_functional[theirs]);
        let same = |(&ours, &theirs): (&usize, &usize)| {
            let (gold, system) = (self.gold.words[ours].word, self.system.words[theirs].word);
            self.partners[theirs] == Some(ours) && self.same_arc(ours, theirs) && same_morphology(gold, system)
        };
        gold.len() == system.len() && gold.iter().zip(system).all(same)
    }

    fn same_head(&self, ours: usize, theirs: usize) -> bool {
        match (self.gold.words[ours].head, self.system.words[theirs].head) {
            (Head::Root, Head::Root) => true,
            (Head::Word(gold), Head::Word(system)) => self.partners[system] == Some(gold),
            _ => false,
        }
    }
}

/// The function words that hang from each word, in order.
fn functional(corpus: &Corpus) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new(); corpus.words.len()];
    for (n, word) in corpus.words.iter().enumerate() {
        if let Head::Word(head) = word.head
            && FUNCTIONAL.contains(&word.word.relation())
        {
            found[head].push(n);
        }
    }
    found
}

fn same_lemma(gold: &Word, system: &Word) -> bool {
    matches!(gold.lemma.as_str(), "" | "_") || gold.lemma == system.lemma
}

fn same_morphology(gold: &Word, system: &Word) -> bool {
    gold.upos == system.upos && same_features(gold, system)
}

fn same_features(gold: &Word, system: &Word) -> bool {
    universal_features(&gold.feats) == universal_features(&system.feats)
}

fn universal_features(features: &str) -> Vec<&str> {
    let is_universal = |feature: &&str| UNIVERSAL_FEATURES.contains(&feature.split('=').next().unwrap_or_default());
    let mut features: Vec<&str> = features.split('|').filter(is_universal).collect();
    features.sort_unstable();
    features
}
