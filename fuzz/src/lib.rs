//! Odd texts, and what must hold of each.

pub mod text;

#[path = "../../tests/soundness/mod.rs"]
mod soundness;

use byline::article::Article;
use byline::claim;
use byline::document::Annotator;
use soundness::{check_claims, check_conllu, check_document};

/// What is tested.
pub struct Subject(Annotator);

impl Default for Subject {
    fn default() -> Self {
        Self::new()
    }
}

impl Subject {
    /// Loads the models.
    pub fn new() -> Self {
        Self(Annotator::new())
    }

    /// From text to claims, with everything that must hold on the way; panics where it does not.
    pub fn check(&self, text: &str) {
        let article = Article::new("any", text);
        let document = self.0.annotate(&article);
        check_document(text, &document);
        check_conllu(text, &document);
        check_claims(&article, &claim::claims(&article, &document));
    }
}
