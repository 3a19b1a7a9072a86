//! The claim and what it is made of.

pub use crate::entity::EntityType;
pub use crate::proposition::{Certainty, Polarity};
use serde::{Deserialize, Serialize};

/// Everything that one article contributed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleClaims {
    /// The article.
    pub article: ArticleInfo,
    /// Its entities, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// Who says, thinks or knows what, in the order of the text; the graph keeps these with the claims only.
    #[serde(default)]
    pub attributions: Vec<AttributionRelation>,
}

/// An attribution relation: a source, the cue, and what is attributed, all in the words of the text, whether or not
/// claims could be made of it. Positions count Unicode code points of the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributionRelation {
    /// Who says so, as the text puts it there: "the minister"; `None` where it does not say.
    pub holder: Option<String>,
    /// Id of that entity, if it is one of the article's [`entities`](ArticleClaims::entities).
    pub entity: Option<String>,
    /// The words that tell: "said", "according to"; `None` in a transcript ("Name: …").
    pub cue: Option<String>,
    /// What is attributed: the whole clause or quotation; where it is interrupted (“…,” he said, “…”), its parts are
    /// joined by " … ".
    pub content: String,
    /// Negative if the holder denies or doubts it, or does not say it.
    pub polarity: Polarity,
    /// Whether it is quoted.
    pub direct: bool,
    /// Number of the sentence of the cue, from 0.
    pub sentence: usize,
    /// First code point of the content.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Where the words stand, as pairs of first code point and one past the last.
    pub spans: AttributionSpans,
}

/// Where the parts of an attribution relation stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributionSpans {
    /// The holder, from its first word to its last.
    pub holder: Option<(usize, usize)>,
    /// The cue.
    pub cue: Option<(usize, usize)>,
    /// The parts of the content.
    pub content: Vec<(usize, usize)>,
}

/// What is known about an article, without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleInfo {
    /// Short name, unique in the graph.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Date of publication, ISO 8601 (`2017-03-02`).
    pub published: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// SHA-256 of the text.
    pub sha256: String,
}

/// A thing that claims are about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Path of its IRI below the entity namespace. `person/jeff-sessions` is the same in every article;
    /// `own-1/the-ambassador` (article id first) belongs to one article.
    pub id: String,
    /// The fullest name.
    pub name: String,
    /// Class.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// A class below it, where one is known: `Company`, `City`, `Law`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Its identifiers in the world: the ISO 3166-1 code of a country, as an IRI.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exact_match: Vec<String>,
    /// Other names in the article.
    pub aliases: Vec<String>,
    /// Where it is mentioned.
    pub mentions: Vec<Mention>,
}

/// One mention of an entity. Positions count Unicode code points of the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// A claim: a relation between two things, who says so, whether it is affirmed, and how surely.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Hash of its content.
    pub id: String,
    /// Id of the subject.
    pub subject: String,
    /// Relation.
    pub relation: Relation,
    /// Object; `None` for "Sessions resigned".
    pub object: Option<Value>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How sure its source is.
    pub certainty: Certainty,
    /// [`Claim::is_asserted`], for readers of the JSON.
    pub asserted: bool,
    /// Voices from the outermost to the innermost; empty: the article's own.
    pub attribution: Vec<Attribution>,
    /// When it happened.
    pub time: Option<Time>,
    /// Where it happened.
    pub place: Option<Value>,
    /// Further arguments.
    pub qualifiers: Vec<Qualifier>,
    /// The words that say so.
    pub evidence: Evidence,
    /// Estimated probability that the claim is right, 0 to 1.
    pub confidence: f64,
}

impl Claim {
    /// Whether the article states it, in its own voice, affirmed and without hedge.
    ///
    /// The only place that decides what becomes a bare triple.
    pub fn is_asserted(&self) -> bool {
        self.polarity == Polarity::Positive && self.certainty == Certainty::Certain && self.attribution.is_empty()
    }

    /// The value on FactBank's scale (Saurí & Pustejovsky 2009).
    pub fn factuality(&self) -> Factuality {
        match (self.certainty, self.polarity) {
            (Certainty::Certain, Polarity::Positive) => Factuality::CTplus,
            (Certainty::Certain, Polarity::Negative) => Factuality::CTminus,
            (Certainty::Probable, Polarity::Positive) => Factuality::PRplus,
            (Certainty::Probable, Polarity::Negative) => Factuality::PRminus,
            (Certainty::Possible, Polarity::Positive) => Factuality::PSplus,
            (Certainty::Possible, Polarity::Negative) => Factuality::PSminus,
        }
    }
}

/// A relation between two arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Local name of its IRI: simple past of the verb with particle and preposition (`spoke_with`), or a fixed name
    /// (`held_position`).
    pub id: String,
    /// The same for people: "spoke with".
    pub label: String,
    /// As in the text: "spoke twice with".
    pub phrase: String,
    /// Dictionary form of the verb with particle and preposition: "speak with".
    pub lemma: String,
}

/// FactBank's values.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factuality {
    CTplus,
    CTminus,
    PRplus,
    PRminus,
    PSplus,
    PSminus,
}

/// One voice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says so.
    pub source: Value,
    /// The word that tells: "said", "according to", "denied".
    pub cue: String,
}

/// An entity or a literal. In JSON an entity is a string (its id), a literal an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Id of an entity of the same article.
    Entity(String),
    /// Words or a number.
    Literal {
        /// The words.
        text: String,
        /// `xsd:…` datatype, where it is not a plain string.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        datatype: Option<String>,
        /// Lexical form in `datatype` ("1200" for "1,200 people"), where it differs from `text`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
}

/// When something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The words: "Wednesday night".
    pub text: String,
    /// ISO 8601 date, month, year or interval `start/end`, where it could be resolved.
    pub value: Option<String>,
}

/// A further argument.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Qualifier {
    /// Preposition or role: "during".
    pub relation: String,
    /// What stands there.
    pub value: Value,
}

/// The words that a claim rests on. Positions count Unicode code points of the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words, verbatim.
    pub quote: String,
}
