//! How likely a claim is right: a logistic regression over what is known of how it was found.
//!
//! The weights are those of `training/claim_confidence.py`, learned from claims that people judged and from the gold of
//! CaRB; `benches/README.md` shows how far they hold.

use crate::document::{Document, Upos, Word, attachment};
use crate::entity::{self, Entities};
use crate::proposition::{Argument, Certainty, Polarity, Proposition};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Feature and weight, a line each.
static WEIGHTS: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let lines = include_str!("confidence.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let (name, weight) = line.split_once('\t').expect("a feature and its weight");
        (name, weight.parse().expect("a weight"))
    };
    lines.map(row).collect()
});

/// What a claim's confidence was computed from: for training.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimFeatures {
    /// The claim's id.
    pub id: String,
    /// Subject, relation and object in the words of the text.
    pub words: [String; 3],
    /// What is known of it.
    pub features: Vec<String>,
}

/// The confidence of a claim with these features, to two digits.
pub(super) fn confidence(features: &[String]) -> f64 {
    let weight = |name: &str| WEIGHTS.get(name).copied().unwrap_or(0.0);
    let score: f64 = weight("bias") + features.iter().map(|name| weight(name)).sum::<f64>();
    let confidence = 1.0 / (1.0 + (-score).exp());
    (confidence * 100.0).round() / 100.0
}

/// What is known of how a claim was found.
pub(super) fn features(document: &Document, entities: &Entities, p: &Proposition) -> Vec<String> {
    let words = &document.sentences[p.sentence].words;
    let head = &words[p.head];
    let mut found = vec![
        format!("construction:{:?}", p.construction),
        format!("clause:{}", head.relation()),
        format!("clause of {:?}:{}", p.construction, head.relation()),
        format!("depth:{}", depth(document, p).min(6)),
        format!("voices:{}", p.voices.len().min(3)),
        format!("relation words:{}", p.relation.label.split(' ').count().min(5)),
        format!("adjuncts:{}", p.adjuncts.len().min(3)),
    ];
    found.extend(attachment::features("clause", words, [p.head]));
    found.extend(argument(document, entities, p, &p.subject, "subject"));
    match &p.object {
        Some(object) => found.extend(argument(document, entities, p, object, "object")),
        None => found.push(format!("no object:{:?}", p.construction)),
    }
    let preposition = p.relation.lemma.rsplit(' ').next().unwrap_or_default();
    if p.relation.lemma.contains(' ') {
        found.push(format!("relation ends:{preposition}"));
    }
    if p.relation.lemma.contains(" to ") {
        found.push("relation with infinitive".to_owned());
    }
    if p.polarity == Polarity::Negative {
        found.push("negative".to_owned());
    }
    if p.certainty != Certainty::Certain {
        found.push(format!("certainty:{:?}", p.certainty));
    }
    if p.voices.iter().any(|voice| voice.source.is_none()) {
        found.push("unnamed voice".to_owned());
    }
    if p.voices.iter().filter_map(|voice| voice.source.as_ref()).any(|s| s.sentence != p.sentence) {
        found.push("voice of another sentence".to_owned());
    }
    if !p.times.is_empty() {
        found.push("time".to_owned());
    }
    found
}

fn argument(document: &Document, entities: &Entities, p: &Proposition, a: &Argument, role: &str) -> Vec<String> {
    let word = &document.sentences[a.sentence].words[a.head];
    let resolved = entities.of(a).map(|number| &entities.entities[number]);
    let kind = match word.upos {
        _ if a.clausal => "clause",
        Upos::PRON => "pronoun",
        _ if resolved.is_some_and(|entity| entity.named.is_some()) && word.upos == Upos::PROPN => "name",
        Upos::NOUN if resolved.is_some_and(|entity| entity.named.is_some()) => "noun for a name",
        Upos::NOUN => "noun",
        Upos::PROPN => "proper noun",
        Upos::NUM | Upos::SYM => "number",
        Upos::ADJ | Upos::ADV => "adjective",
        _ => "other",
    };
    let mut found = vec![
        format!("{role}:{kind}"),
        format!("{role} words:{}", length(a.words.len())),
        format!("{role} mentions:{}", resolved.map_or(0, |entity| entity.mentions.len()).min(4)),
    ];
    if let Some(entity) = resolved {
        if role == "subject" {
            found.push(format!("subject wording:{}", wording(document, a, word, &entity.name)));
        }
        found.push(format!("{role} sort:{:?}", entity.kind));
    }
    if let Some(likely) = entities.mention_at(a.sentence, a.head).and_then(|mention| mention.link) {
        found.push(format!("{role} link:{}", attachment::class(likely)));
    }
    if kind == "pronoun" {
        found.push(format!("{role} is {}", word.lemma.to_lowercase()));
    }
    if a.sentence == p.sentence {
        let distance = a.head.abs_diff(p.head);
        found.push(format!("{role} distance:{}", length(distance)));
        let words = &document.sentences[p.sentence].words;
        let inside = a.words.iter().copied().filter(|&word| word != a.head);
        found.extend(attachment::features(&format!("path to {role}"), words, attachment::path(words, a.head, p.head)));
        found.extend(attachment::features(&format!("inside {role}"), words, inside));
        let (first, last) = (a.head.min(p.head), a.head.max(p.head));
        if words[first..last].iter().any(|word| word.form == ",") {
            found.push(format!("comma before {role}"));
        }
        if word.relation() == "conj" {
            found.push(format!("{role} coordinated"));
        }
        if role == "subject" && a.head > p.head {
            found.push("subject behind".to_owned());
        }
    } else {
        found.push(format!("{role} of another sentence"));
    }
    found
}

/// How the text calls what has this name: so, by a pronoun, by a part of the name, or otherwise.
fn wording(document: &Document, a: &Argument, word: &Word, name: &str) -> &'static str {
    let (text, name) = (entity::phrase_text(document, a).to_lowercase(), name.to_lowercase());
    if word.upos == Upos::PRON {
        "pronoun"
    } else if text.contains(&name) {
        "name"
    } else if name.contains(text.trim_start_matches("the ")) {
        "part"
    } else {
        "other"
    }
}

fn depth(document: &Document, p: &Proposition) -> usize {
    let words = &document.sentences[p.sentence].words;
    std::iter::successors(words[p.head].head, |&at| words[at].head).take(words.len()).count()
}

/// Lengths in few classes.
fn length(length: usize) -> &'static str {
    match length {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4-5",
        6..=8 => "6-8",
        9..=14 => "9-14",
        15..=24 => "15-24",
        _ => "25+",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidences_are_probabilities() {
        let unknown = confidence(&["no such feature".to_owned()]);
        assert!(unknown > 0.0 && unknown < 1.0);
        assert!(WEIGHTS.len() > 10);
    }
}
