//! Odd texts, and what must hold of each.

pub mod text;
mod tree;

#[path = "../../tests/soundness/mod.rs"]
mod soundness;

use byline::article::Article;
use byline::claim;
use byline::document::{Annotator, Document};
use byline::triple::{Form, candidates};
use fastrand::Rng;
use soundness::{check_claims, check_conllu, check_document};

/// Words of a sentence that is given other trees.
const MOST_WORDS: usize = 160;

/// One text in so many is read by the large network, the others by the small one, which is several times faster.
const LARGE_EVERY: usize = 8;

/// What is tested.
pub struct Subject {
    large: Annotator,
    small: Annotator,
}

impl Default for Subject {
    fn default() -> Self {
        Self::new()
    }
}

impl Subject {
    /// Loads the models.
    pub fn new() -> Self {
        Self { large: Annotator::new(), small: Annotator::fast() }
    }

    /// From text to claims, with everything that must hold on the way; panics where it does not.
    pub fn check(&self, text: &str) {
        self.annotate(text);
    }

    /// The same, and again for `times` other analyses of the text.
    pub fn check_with_trees(&self, text: &str, times: usize, rng: &mut Rng) {
        let mut document = self.annotate(text);
        // Trees of thousands of words and of any depth come out of no network: it reads 160 words at a time.
        document.sentences.retain(|sentence| sentence.words.len() <= MOST_WORDS);
        for _ in 0..times {
            tree::scramble(&mut document, rng);
            extract(text, &document);
        }
    }

    fn annotate(&self, text: &str) -> Document {
        let annotator = if text.len().is_multiple_of(LARGE_EVERY) { &self.large } else { &self.small };
        let document = annotator.annotate(&Article::new("any", text));
        check_document(text, &document);
        check_conllu(text, &document);
        extract(text, &document);
        document
    }
}

fn extract(text: &str, document: &Document) {
    check_triples(document);
    let article = Article::new("any", text);
    check_claims(&article, &claim::claims(&article, document, None, 0.0));
}

/// Triples have a subject, a relation and a probability.
fn check_triples(document: &Document) {
    for sentence in &document.sentences {
        for triple in [Form::Full, Form::Compact].into_iter().flat_map(|form| candidates(sentence, form)) {
            assert!((0.0..=1.0).contains(&triple.confidence), "{triple:?}");
            assert!(!triple.subject.trim().is_empty() && !triple.relation.trim().is_empty(), "{triple:?}");
        }
    }
}
