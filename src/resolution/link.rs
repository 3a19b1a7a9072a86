//! Entities and the entries of an authority (Wikidata, a register, a list of one's own): which is which.

use super::candidate;
use super::evidence::{self, Comparison, Evidence};
use super::judgement::Judgement;
use super::name;
use super::profile::{Entry, Fact, Number, Profiles};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// An entry that may be an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Id and name of the entity.
    pub entity: (String, String),
    /// IRI and label of the entry.
    pub entry: (String, String),
    /// Estimated probability that they are one.
    pub score: f64,
    /// Why, and why not.
    pub evidence: Vec<Evidence>,
}

/// The matches between the entities of `profiles` and `entries` with a score of at least `least`, the surest first for each
/// entity, entities in the order of their ids. The chances of all entries that fit an entity sum up to at most one.
pub fn matches(profiles: &Profiles, entries: &[Entry], decided: &[Judgement], least: f64) -> Vec<Match> {
    let mut both = profiles.clone();
    let first = both.entities.len() as Number;
    entries.iter().for_each(|entry| both.add_entry(entry));
    let refused: BTreeSet<(&str, &str)> = decided
        .iter()
        .filter_map(|judgement| match judgement {
            Judgement::Unlink { entity, entry } => Some((entity.as_str(), entry.as_str())),
            _ => None,
        })
        .collect();
    let compared: Vec<(Number, usize, Comparison)> = candidate::candidates(&both)
        .into_par_iter()
        .filter(|pair| pair.one < first && pair.other >= first && both.entities[pair.one as usize].is_shared())
        .map(|pair| {
            let entry = (pair.other - first) as usize;
            let mut comparison = evidence::compare(&both, pair.one, pair.other, pair.rivals);
            description(&both, pair.one, &entries[entry], &mut comparison);
            (pair.one, entry, comparison)
        })
        .filter(|(entity, entry, comparison)| {
            let pair = (both.entities[*entity as usize].id.as_str(), entries[*entry].iri.as_str());
            !comparison.is_excluded && !refused.contains(&pair)
        })
        .collect();
    let odds = |comparison: &Comparison| comparison.score() / (1.0 - comparison.score()).max(1e-9);
    let mut total: BTreeMap<Number, f64> = BTreeMap::new();
    compared.iter().for_each(|(entity, _, comparison)| *total.entry(*entity).or_default() += odds(comparison));
    let found = compared.into_iter().map(|(entity, entry, comparison)| Match {
        entity: (both.entities[entity as usize].id.clone(), both.entities[entity as usize].name().to_owned()),
        entry: (entries[entry].iri.clone(), entries[entry].label.clone()),
        score: odds(&comparison) / (1.0 + total.get(&entity).copied().unwrap_or_default()),
        evidence: comparison.evidence,
    });
    let mut found: Vec<Match> = found.filter(|found| found.score >= least).collect();
    found.sort_by(|a, b| {
        let score = b.score.total_cmp(&a.score);
        a.entity.0.cmp(&b.entity.0).then(score).then_with(|| a.entry.cmp(&b.entry))
    });
    found
}

/// What the entry's description and the graph both say.
fn description(profiles: &Profiles, entity: Number, entry: &Entry, comparison: &mut Comparison) {
    let profile = &profiles.entities[entity as usize];
    let told: BTreeSet<String> = name::words(&entry.description).into_iter().collect();
    if told.is_empty() {
        return;
    }
    let all_told = |wording: &str| {
        let words = name::words(wording);
        !words.is_empty() && words.iter().all(|word| told.contains(word))
    };
    let mut common: BTreeSet<&str> = BTreeSet::new();
    for fact in profile.facts() {
        if let Fact::Position(position) = fact
            && all_told(position)
        {
            common.insert(position);
        }
    }
    let articles = profile.articles.iter().take(evidence::LOOKED_AT);
    let met = articles.flat_map(|article| &profiles.mentioned[*article as usize]).chain(&profile.neighbours);
    for number in met.filter(|number| **number != entity) {
        let name = profiles.entities[*number as usize].name();
        if all_told(name) && name.len() > 2 {
            common.insert(name);
        }
    }
    if common.is_empty() {
        let words = "its description tells of nothing that the graph knows".to_owned();
        comparison.evidence.push(Evidence { weight: -1.0, words });
    } else {
        let words: Vec<&str> = common.iter().take(4).copied().collect();
        let weight = (common.len() as f64).min(2.5);
        comparison
            .evidence
            .push(Evidence { weight, words: format!("its description, too, tells of {}", words.join(", ")) });
    }
}
