//! EXTRACT: [`Document`] → [`Proposition`]s, in the words of the text.
//!
//! *"Sessions denied that he met with the ambassador in 2016."* →
//!
//! ```text
//! he | met with | the ambassador   time: 2016   polarity: negative   voices: Sessions (denied)
//! ```
//!
//! Clause-based open extraction (Del Corro & Gemulla 2013, ClausIE) over the dependency tree, minimised and annotated
//! with polarity, certainty and attribution (Gashteovski et al. 2017, MinIE; PARC 3.0; FactBank). One walk from the root
//! carries the voices, the polarity and the certainty of everything above a clause down to it, so that what is said,
//! denied, hoped or supposed never loses that on the way.

mod adnominal;
mod adverbial;
mod attribute;
mod attribution;
mod clause;
mod content;
mod context;
mod control;
mod copula;
mod cue;
mod embed;
mod emit;
mod existence;
mod frame;
mod marks;
mod morphology;
mod name_extent;
mod nominal;
mod nominalisation;
mod object;
mod phrase;
mod quote;
mod reattach;
mod relation;
mod repair;
mod restriction;
mod role;
mod secondary;
mod source;
mod statement;
mod title;
mod tree;
mod verb_noun;
mod walk;

pub use attribution::{AttributionRelation, Place, attributions, runs};
pub use clause::is_year;
pub use cue::{is_body_sort, is_naming, is_saying, is_taking_for, is_uncounted, takes_numbers};
pub use morphology::{participle, past};
pub use phrase::noun_phrase;
pub use quote::Quotes;
pub use repair::repaired;
pub use restriction::restricted;
pub use role::{is_occupation, is_office, is_role};
pub use tree::Tree;

use crate::document::Document;
use serde::{Deserialize, Serialize};

/// A phrase of the text: an argument, a source, an adjunct.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Argument {
    /// Index of the sentence.
    pub sentence: usize,
    /// Head word.
    pub head: usize,
    /// The words of the phrase, sorted; not always contiguous.
    pub words: Vec<usize>,
    /// Whether it is a clause ("that he recuse himself") or a list ("Roe, Poe and Doe") rather than a phrase for one thing.
    pub clausal: bool,
}

/// Affirmed or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Affirmed.
    Positive,
    /// Denied.
    Negative,
}

impl Polarity {
    /// The opposite, if `negated`.
    pub fn flipped(self, negated: bool) -> Self {
        match (self, negated) {
            (Self::Positive, true) => Self::Negative,
            (Self::Negative, true) => Self::Positive,
            (same, false) => same,
        }
    }
}

/// How sure a source is of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Stated as a fact.
    Certain,
    /// Likely, expected, alleged, planned.
    Probable,
    /// May be, asked, supposed, hoped.
    Possible,
}

/// One voice: who says it, by which word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The source; `None` if the text does not say who.
    pub source: Option<Argument>,
    /// The cue as written: "said", "according to".
    pub cue: String,
}

/// The name of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Simple past with particle and preposition: "spoke with"; or a fixed name: "held position".
    pub label: String,
    /// Dictionary form: "speak with".
    pub lemma: String,
    /// As in the text: "spoke twice with".
    pub phrase: String,
}

/// Which construction a proposition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Construction {
    /// A verb with its arguments.
    Verb,
    /// A verb, its object noun and a preposition: "had meetings with".
    VerbNoun,
    /// A copula and its predicate.
    Copula,
    /// A title before a name.
    Title,
    /// An apposition.
    Apposition,
    /// A possessive or of-phrase.
    Possessive,
    /// A noun that stands for an event.
    Nominalisation,
    /// A clause as the object of its predicate.
    Content,
}

/// A further argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adjunct {
    /// Preposition or role.
    pub relation: String,
    /// The phrase.
    pub argument: Argument,
}

/// A relation between two phrases, with who says so, whether it is affirmed, and how surely.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposition {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word that carries the relation.
    pub head: usize,
    /// Subject.
    pub subject: Argument,
    /// Relation.
    pub relation: Relation,
    /// Object, where there is one.
    pub object: Option<Argument>,
    /// Further arguments, times and places excepted.
    pub adjuncts: Vec<Adjunct>,
    /// Temporal adjuncts.
    pub times: Vec<Argument>,
    /// Local adjuncts, with their preposition.
    pub places: Vec<Adjunct>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How sure the innermost voice is.
    pub certainty: Certainty,
    /// Voices from the outermost to the innermost.
    pub voices: Vec<Voice>,
    /// Construction.
    pub construction: Construction,
}

impl Proposition {
    /// "migrants from Syria" are from Syria: the object is a part of the subject's own phrase.
    pub fn restates_its_subject(&self) -> bool {
        let within = |object: &Argument| object.words.iter().all(|word| self.subject.words.contains(word));
        let own = self.construction == Construction::Possessive && self.subject.head == self.head;
        own && self.object.as_ref().is_some_and(within)
    }
}

/// The propositions of a document, in the order of the text.
pub fn propositions(document: &Document) -> Vec<Proposition> {
    let trees: Vec<Tree> = document.sentences.iter().map(Tree::new).collect();
    let quotes = quote::Quotes::find(document, &trees);
    let mut found = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        let contexts = walk::walk(&document.sentences[index], index, tree, &quotes, &mut found);
        nominal::relations(&document.sentences[index], index, tree, &contexts, &quotes, &mut found);
    }
    found.sort_by_key(|p| (p.sentence, p.head));
    found.dedup();
    found
}
