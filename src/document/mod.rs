//! ANNOTATE: [`Article`](crate::article::Article) → [`Document`].
//!
//! `Sessions’s aide said no.No one asked.` → two sentences; of the first the words `Sessions ’s aide said no .`, the
//! tree `said(aide(Sessions(’s)), no, .)`, the lemmas `Sessions 's aide say no .` and the name `Sessions` (PER).
//!
//! ```
//! use byline::{article::Article, document::Annotator};
//! let annotator = Annotator::new();
//! let document = annotator.annotate(&Article::new("example", "Sessions’s aide said no.No one asked."));
//! let [first, second] = &document.sentences[..] else { panic!() };
//! assert_eq!(first.words.iter().map(|word| word.lemma.as_str()).collect::<Vec<_>>().join(" "), "Sessions 's aide say no .");
//! assert_eq!(second.words[0].form, "No");
//! ```
//!
//! # Method
//! 1. Sentences, tokens and words by a small convolutional network over characters' runs, held to rules; Universal
//!    Dependencies' conventions for English ("don't" is two words, "15-year" three tokens). Where it is unsure of a sentence, the encoder of step 2 is asked.
//! 2. Tags, features, tree and names in one pass of one network: the lower layers of E5-small (Wang et al. 2022) under a
//!    biaffine parser (Dozat & Manning 2017). Greedy heads where they form a tree with one root, else Chu-Liu/Edmonds;
//!    names by Viterbi over valid IOB2 sequences.
//! 3. Lemmas by rule, WordNet's exceptions, and a table from the treebanks.
//!
//! The networks run in `rten`, each batch on one thread, so that the same article gives the same analysis on any
//! number of threads and in any company.
//!
//! # Limits
//! English. Sentences of more than 160 words are analysed in parts. The scores are in `models/en/CARD.md`.

mod annotator;
pub mod attachment;
pub mod conllu;
mod lemma;
mod name_type;
mod names;
mod network;
mod pieces;
mod segmentation;
mod session;
mod tree;
mod word;

pub use annotator::Annotator;
pub use attachment::Attachment;
pub use word::{Name, NameKind, Upos, Word, WordRange};

use crate::article::Span;

/// An annotated text: sentences in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
}

/// What the annotator's network makes of a word, for the steps behind it; `training/coreference.py` says what each number is
/// for.
pub type Meaning = [f32; MEANING];

/// Numbers in a [`Meaning`].
pub const MEANING: usize = 96;

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
    /// One for each word; empty where the tree was given or `--fast` made it.
    pub meaning: Vec<Meaning>,
    /// Comments of a CoNLL-U source (`# sent_id = …`), kept for output; empty for text.
    pub comments: Vec<String>,
}
