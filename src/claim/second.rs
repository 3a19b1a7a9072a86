//! A second reading of the same sentences, by the small network: what it makes of them too is more often right, since the two
//! err in different places (disagreement of a committee as a measure of uncertainty: Seung, Opper & Sompolinsky 1992).

use crate::document::Document;
use crate::entity::{self, Entities};
use crate::proposition::{self, Argument, Polarity, Proposition};

/// What one reading tells, sentence by sentence.
pub(super) struct Reading(Vec<Vec<Told>>);

/// A proposition by the names of what it is about.
#[derive(PartialEq)]
pub(super) struct Told {
    label: String,
    subject: String,
    object: String,
    polarity: Polarity,
    voices: Vec<String>,
}

impl Told {
    pub fn new(document: &Document, entities: &Entities, p: &Proposition) -> Self {
        let name = |a: &Argument| match entities.of(a) {
            Some(number) => entities.entities[number].name.to_lowercase(),
            None => entity::phrase_text(document, a).to_lowercase(),
        };
        Self {
            label: p.relation.label.clone(),
            subject: name(&p.subject),
            object: p.object.as_ref().map(name).unwrap_or_default(),
            polarity: p.polarity,
            voices: p.voices.iter().map(|voice| voice.source.as_ref().map(name).unwrap_or_default()).collect(),
        }
    }
}

impl Reading {
    pub fn of(document: &Document) -> Self {
        let document = &proposition::repaired(document);
        let propositions = proposition::propositions(document);
        let entities = entity::resolve(document, &propositions);
        let mut told: Vec<Vec<Told>> = document.sentences.iter().map(|_| Vec::new()).collect();
        for p in &propositions {
            told[p.sentence].push(Told::new(document, &entities, p));
        }
        Self(told)
    }

    /// How much of it the reading tells of that sentence too.
    pub fn agrees(&self, sentence: usize, told: &Told) -> &'static str {
        let same: Vec<&Told> =
            self.0.get(sentence).into_iter().flatten().filter(|other| other.label == told.label).collect();
        let subject = |other: &&&Told| alike(&other.subject, &told.subject);
        let object = |other: &&&Told| alike(&other.object, &told.object);
        if same.contains(&told) {
            "all"
        } else if same.iter().filter(subject).any(|other| object(&other)) {
            "most"
        } else if same.iter().any(|other| subject(&other)) {
            "subject"
        } else if same.iter().any(|other| object(&other)) {
            "object"
        } else {
            "nothing"
        }
    }
}

/// Whether one wording is in the other.
fn alike(one: &str, other: &str) -> bool {
    one == other || !one.is_empty() && !other.is_empty() && (one.contains(other) || other.contains(one))
}
