//! ANNOTATE: [`Article`](crate::article::Article) → [`Document`].

mod annotator;
pub mod conllu;
mod lemma;
mod names;
mod network;
mod pieces;
mod segmentation;
mod session;
mod tree;
mod word;

pub use annotator::Annotator;
pub use word::{Name, NameKind, Upos, Word, WordRange};

use crate::article::Span;

/// An annotated text: sentences in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
}

/// One sentence: words, their tree, and names.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Syntactic words in order (UD: "don't" is two, `do` and `n't`).
    pub words: Vec<Word>,
    /// Multiword tokens: the surface spans that cover several words, with those words.
    pub multiword: Vec<(Span, WordRange)>,
    /// Names, not overlapping, in order.
    pub names: Vec<Name>,
    /// Where the sentence stands in the article.
    pub span: Span,
    /// Number of the paragraph it belongs to, from 0; a title is paragraph 0 of its article.
    pub paragraph: usize,
    /// Comments of a CoNLL-U source (`# sent_id = …`), kept for output; empty for text.
    pub comments: Vec<String>,
}
