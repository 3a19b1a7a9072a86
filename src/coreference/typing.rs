//! What sort of thing a mention names, in GUM's terms, by weights learned there.

use super::feature::{FORMS, KINDS, PREPOSITIONS, ROLES, hash, role};
use super::mention::{Form, Mention};
use super::profile::{PRONOUNS, Profile};
use crate::lexicon;
use crate::proposition::Tree;

/// The types of entities.
pub(super) const TYPES: [&str; 10] =
    ["person", "place", "organization", "object", "event", "time", "substance", "animal", "plant", "abstract"];

/// Features of a mention for its type.
#[rustfmt::skip]
pub(super) const TYPE: [(&str, usize); 14] = [
    ("form", FORMS), ("pronoun", PRONOUNS.len() + 1), ("determiner", 8), ("number", 3), ("kind", KINDS),
    ("role", ROLES), ("preposition", PREPOSITIONS.len() + 2), ("lemma", 4096), ("ending", 1024), ("parent lemma", 1024),
    ("first sense", SENSES), ("other sense", SENSES), ("form and sense", FORMS * SENSES), ("place", 5),
];

const SENSES: usize = 32;

/// Values of these features.
pub(super) type Values = [usize; TYPE.len()];

/// The features of a mention.
pub(super) fn features(tree: &Tree, mention: &Mention, profile: &Profile) -> Values {
    let lemma = profile.lemma.as_str();
    let senses = lexicon::NOUNS.get(lemma).unwrap_or_default();
    let mut senses = senses.split('+').filter(|sense| !sense.is_empty()).map(|sense| 1 + hash(sense, SENSES - 1));
    let (first, other) = (senses.next().unwrap_or(0), senses.next().unwrap_or(0));
    let ending = lemma.char_indices().rev().nth(2).map_or(lemma, |(at, _)| &lemma[at..]);
    let form = super::feature::form(profile, mention.coordination);
    let preposition = tree.first(mention.head, &["case"]).map_or(0, |case| {
        let form = &tree.words[case].form;
        PREPOSITIONS.iter().position(|p| form.eq_ignore_ascii_case(p)).unwrap_or(PREPOSITIONS.len()) + 1
    });
    [
        form,
        profile.pronoun,
        profile.determiner as usize,
        profile.number as usize,
        profile.kind as usize,
        role(tree, mention.head),
        preposition,
        hash(lemma, 4096),
        hash(ending, 1024),
        tree.words[mention.head].head.map_or(0, |parent| hash(tree.lemma(parent), 1024)),
        first,
        other,
        form * SENSES + first,
        known(profile),
    ]
}

/// What the list of places calls it.
fn known(profile: &Profile) -> usize {
    let named = profile.form != Form::Pronoun && !profile.written.is_empty();
    match named.then(|| lexicon::PLACES.get(&profile.written)).flatten().and_then(|place| place.split(' ').next()) {
        None => 0,
        Some("country") => 1,
        Some("state") => 2,
        Some("city") => 3,
        Some(_) => 4,
    }
}

/// The type that speaks for most of the mentions of a cluster together.
pub(super) fn of_cluster(mentions: &[[f32; TYPES.len()]], cluster: &[usize]) -> &'static str {
    let mut sums = [0.0; TYPES.len()];
    for logits in cluster.iter().map(|&mention| &mentions[mention]) {
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let all = most + logits.iter().map(|logit| (logit - most).exp()).sum::<f32>().ln();
        sums.iter_mut().zip(logits).for_each(|(sum, logit)| *sum += logit - all);
    }
    let best = (0..TYPES.len()).max_by(|&a, &b| sums[a].total_cmp(&sums[b]).then(b.cmp(&a)));
    TYPES[best.unwrap_or(TYPES.len() - 1)]
}
