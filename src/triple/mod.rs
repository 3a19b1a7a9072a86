//! Triples in the words of the text: [`Sentence`] → [`Triple`]s.
//!
//! *"Jane Roe, who heads Acme, agreed to sell two plants to Globex."* →
//!
//! ```text
//! full     Jane Roe | agreed to sell | two plants; to Globex      Jane Roe | heads | Acme
//! compact  Jane Roe | agreed to sell | two plants     Jane Roe | agreed to sell two plants to | Globex     …
//! ```
//!
//! Where [`proposition`](crate::proposition) seeks what is claimed and by whom, this is plain open extraction: who did
//! what to whom, one internal representation of each clause, written in the long form of CaRB (Bhardwaj et al. 2019) or
//! the short one of BenchIE (Gashteovski et al. 2022).
//!
//! # Method
//! Clauses from the dependency tree (Del Corro & Gemulla 2013), each with its verb group, its subject, which may be shared,
//! controlled or an antecedent, and its complements in order. More is found than is good; a logistic regression over how
//! each triple was found says how likely it is right, and a threshold for each form leaves out the rest.
//!
//! # Limits
//! Development sentences, by weights that did not see them: CaRB F1 0.61, AUC 0.47; BenchIE F1 0.52, BenchIE-FL 0.37. What
//! the tree gets wrong (attachment of prepositional phrases, reach of a coordination) stays wrong. Nouns that stand for
//! events give no triples, pronouns stay pronouns.

mod clause;
mod compact;
mod complement;
mod confidence;
mod fact;
mod feature;
mod full;
mod line;
mod name;
mod nominal;
mod phrase;
mod subject;
mod text;
mod verb;

pub use line::sentences;

use crate::document::Sentence;
use crate::proposition::Tree;
use confidence::Weights;
use serde::Serialize;

/// What a triple is written like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// All arguments, whole phrases.
    Full,
    /// Two arguments, short phrases, one fact for each.
    Compact,
}

/// Who did what to whom, in the words of the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Triple {
    /// Subject.
    pub subject: String,
    /// Relation.
    pub relation: String,
    /// Object; may be empty.
    pub object: String,
    /// Further arguments, each with its preposition.
    pub args: Vec<String>,
    /// How likely it is right.
    pub confidence: f64,
    /// What the confidence was computed from.
    #[serde(skip)]
    pub features: Vec<String>,
}

/// The triples of a sentence, without those that are likely wrong.
pub fn triples(sentence: &Sentence, form: Form) -> Vec<Triple> {
    let mut found = candidates(sentence, form);
    found.retain(|triple| triple.confidence >= Weights::of(form).threshold);
    found
}

/// All that may be triples of a sentence, with their features.
pub fn candidates(sentence: &Sentence, form: Form) -> Vec<Triple> {
    let sentence = &name::whole_names(sentence);
    let tree = Tree::new(sentence);
    let clauses = clause::clauses(&tree);
    let facts = match form {
        Form::Full => full::facts(&tree, &sentence.names, &clauses),
        Form::Compact => compact::facts(&tree, &sentence.names, &clauses),
    };
    fact::triples(&tree, facts, Weights::of(form))
}
