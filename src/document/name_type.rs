//! One name, one type: what the network makes of a name elsewhere in the document counts too.

use super::names::Tag;
use super::{Name, NameKind, WordRange};
use std::collections::BTreeMap;

/// The types that are told apart; a date or an event is never a person.
const TYPES: [NameKind; 3] = [NameKind::Per, NameKind::Org, NameKind::Loc];
/// What the other places together weigh beside the place itself. Chosen on the development sets (`models/en/CARD.md`).
const WEIGHT: f32 = 2.0;
/// Log-probability below which a type is as unlikely as any.
const LEAST: f32 = -8.0;

/// How likely the words are a name of each of [`TYPES`]: log-probabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence([f32; TYPES.len()]);

impl Evidence {
    /// What the scores say of these words; `scores` has one row of `tags.len()` for each word.
    pub fn of(words: WordRange, scores: &[f32], tags: &[Tag]) -> Self {
        let likelihood = |word: usize, tag: Tag| {
            let row = &scores[word * tags.len()..(word + 1) * tags.len()];
            let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = row.iter().map(|score| (score - highest).exp()).sum();
            let score = tags.iter().position(|&t| t == tag).map_or(f32::NEG_INFINITY, |at| row[at]);
            score - highest - sum.ln()
        };
        Self(TYPES.map(|kind| {
            let tag = |word| if word == words.start { Tag::Begin(kind) } else { Tag::Inside(kind) };
            let total: f32 = words.iter().map(|word| likelihood(word, tag(word))).sum();
            total.max(LEAST)
        }))
    }

    fn plus(self, other: Self, weight: f32) -> Self {
        Self(std::array::from_fn(|n| self.0[n] + weight * other.0[n]))
    }

    fn best(self) -> NameKind {
        let best = (0..TYPES.len()).reduce(|a, b| if self.0[b] > self.0[a] { b } else { a });
        TYPES[best.unwrap_or(0)]
    }
}

/// Sets the types of names that are found several times under one key: each by its own evidence and the mean of the others'.
pub(super) fn agree<K: Ord + Clone>(found: Vec<(K, &mut Name, Evidence)>) {
    let mut all: BTreeMap<K, (f32, Evidence)> = BTreeMap::new();
    for (key, name, evidence) in &found {
        if TYPES.contains(&name.kind) {
            let (count, sum) = all.entry(key.clone()).or_default();
            *count += 1.0;
            *sum = sum.plus(*evidence, 1.0);
        }
    }
    for (key, name, own) in found {
        if let Some(&(count, sum)) = all.get(&key).filter(|(count, _)| TYPES.contains(&name.kind) && *count > 1.0) {
            let others = sum.plus(own, -1.0);
            name.kind = own.plus(others, WEIGHT / (count - 1.0)).best();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(kind: NameKind) -> Name {
        Name { words: WordRange::new(0, 1), kind }
    }

    #[test]
    fn the_many_and_sure_outvote_the_one() {
        let (sure, unsure) = (Evidence([-0.1, -3.0, -6.0]), Evidence([-1.2, -0.7, -4.0]));
        let mut names = [name(NameKind::Per), name(NameKind::Org), name(NameKind::Per), name(NameKind::Org)];
        let [a, b, c, other] = &mut names;
        agree(vec![("Roe", a, sure), ("Roe", b, unsure), ("Roe", c, sure), ("Acme", other, unsure)]);
        assert_eq!(names.map(|n| n.kind), [NameKind::Per, NameKind::Per, NameKind::Per, NameKind::Org]);
    }

    #[test]
    fn other_types_keep_out() {
        let person = Evidence([-0.1, -3.0, -6.0]);
        let mut names = [name(NameKind::Time), name(NameKind::Per)];
        let [a, b] = &mut names;
        agree(vec![("May", a, person), ("May", b, person)]);
        assert_eq!(names.map(|n| n.kind), [NameKind::Time, NameKind::Per]);
    }

    #[test]
    fn evidence_adds_up_over_the_words() {
        let tags = [Tag::Outside, Tag::Begin(NameKind::Per), Tag::Inside(NameKind::Per)];
        let Evidence([person, organisation, _]) =
            Evidence::of(WordRange::new(0, 2), &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0], &tags);
        assert!((person - 2.0 * (1.0f32 / 3.0).ln()).abs() < 1e-6);
        assert_eq!(organisation, LEAST);
    }
}
