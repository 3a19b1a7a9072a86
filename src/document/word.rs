//! Words, tags and names.

use super::Attachment;
use crate::article::Span;

/// A range of words in one sentence (indices from 0, end exclusive).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordRange {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
}

impl WordRange {
    /// The words from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether `word` is in the range.
    pub fn contains(&self, word: usize) -> bool {
        self.start <= word && word < self.end
    }

    /// The indices.
    pub fn iter(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }
}

/// A syntactic word with its analysis, in the terms of Universal Dependencies v2.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The word as written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, as UD English uses it.
    pub xpos: String,
    /// Features as in CoNLL-U (`Mood=Ind|…`), or `_`.
    pub feats: String,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head, with its subtype (`nsubj:pass`).
    pub deprel: String,
    /// How likely the head is right; `None` where the tree was given.
    pub attachment: Option<Attachment>,
    /// Where the word stands in the article; the words of a multiword token share it out between them.
    pub span: Span,
    /// Whether white space follows.
    pub space_after: bool,
}

impl Word {
    /// The relation without its subtype.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or_default()
    }
}

/// Universal parts of speech.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustfmt::skip]
pub enum Upos { ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB, X }

impl Upos {
    /// Every tag.
    #[rustfmt::skip]
    pub const ALL: [Self; 17] = {
        use Upos::*;
        [ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB, X]
    };

    /// The tag as UD writes it.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
            "SCONJ", "SYM", "VERB", "X",
        ];
        NAMES[self as usize]
    }

    /// The tag of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.name() == name)
    }
}

/// What a name names; the label set of the annotator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Person.
    Per,
    /// Organisation.
    Org,
    /// Location, countries as actors included.
    Loc,
    /// Event.
    Event,
    /// Nationality, religious or political group, as adjective or people.
    Norp,
    /// Date or time expression.
    Time,
    /// Work, product, law, language and other names.
    Misc,
}

impl NameKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [Self::Per, Self::Org, Self::Loc, Self::Event, Self::Norp, Self::Time, Self::Misc];

    /// The label as in CoNLL (`PER`).
    pub fn label(self) -> &'static str {
        ["PER", "ORG", "LOC", "EVENT", "NORP", "TIME", "MISC"][self as usize]
    }

    /// The kind of that label.
    pub fn parse(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }
}

/// A name in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words.
    pub words: WordRange,
    /// What it names.
    pub kind: NameKind,
}
