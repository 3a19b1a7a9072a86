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
    /// Lemmas; a gold lemma `_` accepts anything.
    Lemmas,
    /// The head is the same word.
    Uas,
    /// The head and the relation are the same.
    Las,
    /// LAS on content words only.
    Clas,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 10] = [
        Self::Tokens,
        Self::Sentences,
        Self::Words,
        Self::Upos,
        Self::Xpos,
        Self::Feats,
        Self::Lemmas,
        Self::Uas,
        Self::Las,
        Self::Clas,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS"][self as usize]
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
}

impl<'a> Comparison<'a> {
    fn new(gold: &'a Corpus, system: &'a Corpus, relations: Relations) -> Self {
        let pairs = alignment::align(&gold.words, &system.words);
        let mut partners = vec![None; system.words.len()];
        for &(ours, theirs) in &pairs {
            partners[theirs] = Some(ours);
        }
        Self { gold, system, relations, pairs, partners }
    }

    fn score(&self, metric: Metric) -> AlignedScore {
        let counts = |word: &Word| metric != Metric::Clas || is_content(word);
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
            Metric::Feats => universal_features(&gold.feats) == universal_features(&system.feats),
            Metric::Lemmas => matches!(gold.lemma.as_str(), "" | "_") || gold.lemma == system.lemma,
            Metric::Uas => self.same_head(ours, theirs),
            Metric::Las | Metric::Clas => self.same_head(ours, theirs) && self.same_relation(gold, system),
        }
    }

    fn same_head(&self, ours: usize, theirs: usize) -> bool {
        match (self.gold.words[ours].head, self.system.words[theirs].head) {
            (Head::Root, Head::Root) => true,
            (Head::Word(gold), Head::Word(system)) => self.partners[system] == Some(gold),
            _ => false,
        }
    }

    fn same_relation(&self, gold: &Word, system: &Word) -> bool {
        match self.relations {
            Relations::Universal => gold.relation() == system.relation(),
            Relations::Subtypes => gold.deprel == system.deprel,
        }
    }
}

fn is_content(word: &Word) -> bool {
    CONTENT.contains(&word.relation())
}

fn universal_features(features: &str) -> Vec<&str> {
    let is_universal = |feature: &&str| UNIVERSAL_FEATURES.contains(&feature.split('=').next().unwrap_or_default());
    let mut features: Vec<&str> = features.split('|').filter(is_universal).collect();
    features.sort_unstable();
    features
}
