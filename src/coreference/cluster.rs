//! Clusters while they grow, and what keeps two of them apart.

use super::agreement::{Gender, Kind};
use super::mention::{Form, Mention};
use super::profile::{Determiner, Profile, PronounClass};
use crate::document::NameKind;
use std::collections::{BTreeMap, BTreeSet};

/// Disjoint sets of mentions, each with what its members say of it.
pub(super) struct Clusters<'a> {
    mentions: &'a [Mention],
    profiles: &'a [Profile],
    above: Vec<usize>,
    facts: Vec<Facts>,
}

/// What is known of a cluster.
#[derive(Clone, Debug, Default)]
struct Facts {
    gender: Option<Gender>,
    /// Group of its person's full name.
    person: Option<usize>,
    /// Groups of its names, and those that its pronouns can't mean.
    names: BTreeSet<usize>,
    barred: BTreeSet<usize>,
    /// Its mentions, and those that stand beside one of them.
    members: BTreeSet<usize>,
    apart: BTreeSet<usize>,
}

impl<'a> Clusters<'a> {
    pub fn new(mentions: &'a [Mention], profiles: &'a [Profile]) -> Self {
        let facts = profiles
            .iter()
            .enumerate()
            .map(|(mention, profile)| Facts {
                gender: (profile.gender != Gender::Unknown).then_some(profile.gender),
                names: (!profile.name.is_empty()).then_some(profile.group).into_iter().collect(),
                barred: profile.barred.iter().copied().collect(),
                members: BTreeSet::from([mention]),
                apart: profile.apart.iter().copied().collect(),
                person: (profile.form == Form::Name(NameKind::Per) && !profile.name.is_empty())
                    .then_some(profile.group),
            })
            .collect();
        Self { mentions, profiles, above: (0..profiles.len()).collect(), facts }
    }

    fn root(&self, mut mention: usize) -> usize {
        while self.above[mention] != mention {
            mention = self.above[mention];
        }
        mention
    }

    /// Whether two mentions are in one cluster.
    pub fn are_one(&self, a: usize, b: usize) -> bool {
        self.root(a) == self.root(b)
    }

    /// Whether nothing keeps the clusters of two mentions apart.
    pub fn may_unite(&self, earlier: usize, later: usize) -> bool {
        let (a, b) = (&self.facts[self.root(earlier)], &self.facts[self.root(later)]);
        let differ = |x: Option<usize>, y: Option<usize>| matches!((x, y), (Some(x), Some(y)) if x != y);
        let genders = matches!((a.gender, b.gender), (Some(x), Some(y)) if x != y);
        let barred = !a.barred.is_disjoint(&b.names) || !b.barred.is_disjoint(&a.names);
        !barred
            && a.apart.is_disjoint(&b.members)
            && !genders
            && !differ(a.person, b.person)
            && !self.inside(earlier, later)
            && self.may_mean(later, earlier)
    }

    /// Whether the pronoun `later` can mean the earlier mention at all.
    fn may_mean(&self, later: usize, earlier: usize) -> bool {
        let (pronoun, other) = (&self.profiles[later], &self.profiles[earlier]);
        let somebody = other.form == Form::Name(NameKind::Per) && other.kind == Kind::Person;
        match pronoun.class {
            PronounClass::None => !(other.headline && pronoun.determiner == Determiner::The),
            PronounClass::It if pronoun.owns_a_role => {
                matches!(other.kind, Kind::Organisation | Kind::Place | Kind::Unknown | Kind::Work)
            }
            // What says something is somebody, or a body.
            PronounClass::It | PronounClass::They if pronoun.speaks && cannot_speak(other.kind) => false,
            PronounClass::They => !somebody,
            PronounClass::He | PronounClass::She => {
                let named = !matches!(other.form, Form::Name(kind) if kind != NameKind::Per && kind != NameKind::Misc);
                named
                    && (other.form != Form::Noun || matches!(other.kind, Kind::Person | Kind::Creature | Kind::Unknown))
            }
            _ => true,
        }
    }

    /// A phrase is not what stands inside it ("the head of *its* board"), but for relative pronouns and appositions.
    fn inside(&self, earlier: usize, later: usize) -> bool {
        let (a, b) = (&self.mentions[earlier], &self.mentions[later]);
        let pronoun = self.profiles[later].class;
        a.sentence == b.sentence
            && a.words.start <= b.words.start
            && b.words.end <= a.words.end
            && b.head < a.head
            && pronoun != PronounClass::Other
    }

    pub fn unite(&mut self, earlier: usize, later: usize) {
        let (a, b) = (self.root(earlier), self.root(later));
        if a == b {
            return;
        }
        let (first, second) = (a.min(b), a.max(b));
        self.above[second] = first;
        let other = self.facts[second].clone();
        let facts = &mut self.facts[first];
        facts.gender = facts.gender.or(other.gender);
        facts.person = facts.person.or(other.person);
        facts.names.extend(other.names);
        facts.barred.extend(other.barred);
        facts.members.extend(other.members);
        facts.apart.extend(other.apart);
    }

    /// The sets, in the order of their first member.
    pub fn finish(self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for mention in 0..self.above.len() {
            sets.entry(self.root(mention)).or_default().push(mention);
        }
        sets.into_values().collect()
    }
}

fn cannot_speak(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Event | Kind::Time | Kind::Quantity | Kind::Thought | Kind::Object | Kind::Substance | Kind::State
    )
}
