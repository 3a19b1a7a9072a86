//! RESOLVE, across articles: what all articles say of their entities → [`Proposal`]s of what is one thing, and what is two.
//!
//! *"Joseph R. Biden Jr."* of some articles, *"Joe Biden"* of others, the *"Biden"* of one that never says his first name:
//! each pair worth a comparison ([`candidate`]) is weighed by [`evidence`] that can be told in words, and gets a score. What
//! becomes of proposals is a [`Decision`]: the graph keeps decisions as data and applies them; nothing is changed here.
//!
//! Record linkage after Fellegi & Sunter (1969), with blocking; the weights are set by hand. No I/O, no clock, no chance.

pub mod candidate;
pub mod evidence;
pub mod frequency;
mod judgement;
pub mod link;
pub mod name;
mod profile;
mod split;

pub use evidence::Evidence;
pub use judgement::{Decision, Judgement};
pub use profile::{Entry, Fact, Profile, Profiles};

use evidence::Comparison;
use name::PersonName;
use petgraph::unionfind::UnionFind;
use profile::Number;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A merge or a split that the evidence suggests.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What to decide.
    pub judgement: Judgement,
    /// Estimated probability that it is right.
    pub score: f64,
    /// Why, and why not.
    pub evidence: Vec<Evidence>,
    /// The names of its entities, in the order of [`Judgement::entities`].
    pub names: Vec<String>,
}

impl Proposal {
    /// The decision to follow it.
    pub fn decision(&self) -> Decision {
        self.answered(self.judgement.clone())
    }

    /// The decision against it.
    pub fn refusal(&self) -> Decision {
        self.answered(self.judgement.refused())
    }

    fn answered(&self, judgement: Judgement) -> Decision {
        let because = self.evidence.iter().map(|e| format!("{} {}", if e.weight < 0.0 { "−" } else { "+" }, e.words));
        Decision {
            score: Some((self.score * 1e4).round() / 1e4),
            because: because.collect(),
            ..Decision::new(judgement)
        }
    }
}

/// Merges and splits with a score of at least `least`, the surest first. What is `decided` already is left out; its ids
/// are those that the articles of `profiles` use.
pub fn proposals(profiles: &Profiles, decided: &[Judgement], least: f64) -> Vec<Proposal> {
    let known = Decided::new(decided);
    let candidates = candidate::candidates(profiles);
    let compared: Vec<(Number, Number, Comparison)> = candidates
        .into_par_iter()
        .filter(|pair| {
            !known.apart(&profiles.entities[pair.one as usize].id, &profiles.entities[pair.other as usize].id)
        })
        .map(|pair| (pair.one, pair.other, evidence::compare(profiles, pair.one, pair.other, pair.rivals)))
        .filter(|(_, _, comparison)| !comparison.is_excluded)
        .collect();
    let total = ShortNames::new(profiles, &compared);
    let merge = |(one, other, comparison): (Number, Number, Comparison)| {
        let (a, b) = (&profiles.entities[one as usize], &profiles.entities[other as usize]);
        let odds = |score: f64| score / (1.0 - score).max(1e-9);
        // A short name means one of those that it fits: their chances share what there is.
        let own = odds(comparison.score());
        let rest = [(one, other), (other, one)].map(|(short, long)| total.besides(profiles, short, long));
        let all = own + rest.into_iter().fold(0.0, f64::max);
        let judgement = Judgement::merge(&a.id, &b.id);
        let mut names = vec![a.name().to_owned(), b.name().to_owned()];
        if judgement.entities()[0] != a.id {
            names.reverse();
        }
        Proposal { judgement, score: own / (1.0 + all), evidence: comparison.evidence, names }
    };
    let mut found: Vec<Proposal> = compared.into_par_iter().map(merge).collect();
    found.extend(split::splits(profiles));
    found.retain(|proposal| proposal.score >= least && !known.holds(&proposal.judgement));
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.judgement.cmp(&b.judgement)));
    found
}

/// For every bare surname, the odds of all whom it may mean, by given name: variants of one name are one person.
#[derive(Default)]
struct ShortNames(BTreeMap<Number, BTreeMap<String, f64>>);

impl ShortNames {
    fn new(profiles: &Profiles, compared: &[(Number, Number, Comparison)]) -> Self {
        let mut total = Self::default();
        for (one, other, comparison) in compared {
            let score = comparison.score();
            for (short, long) in [(*one, *other), (*other, *one)] {
                if let (Some(None), Some(Some(first))) = (given_name(profiles, short), given_name(profiles, long)) {
                    let best = total.0.entry(short).or_default().entry(first).or_default();
                    *best = best.max(score / (1.0 - score).max(1e-9));
                }
            }
        }
        total
    }

    /// The sum of the odds of all others than `long`.
    fn besides(&self, profiles: &Profiles, short: Number, long: Number) -> f64 {
        let (Some(odds), Some(Some(first))) = (self.0.get(&short), given_name(profiles, long)) else { return 0.0 };
        odds.iter().filter(|(other, _)| **other != first).map(|(_, odds)| odds).sum()
    }
}

/// The given name of a person, in full; `Some(None)` of one who is known by a surname alone.
fn given_name(profiles: &Profiles, number: Number) -> Option<Option<String>> {
    let profile = &profiles.entities[number as usize];
    let person = (profile.kind() == crate::claim::EntityType::Person).then(|| PersonName::new(profile.name()))??;
    Some(person.first.map(|first| frequency::full(&first)))
}

/// The proposals to apply without asking: those of at least `threshold` that do not, with those applied before them,
/// unite what is kept apart or excludes each other.
pub fn sure(profiles: &Profiles, proposals: &[Proposal], decided: &[Judgement], threshold: f64) -> Vec<Proposal> {
    let mut united = United::new(profiles, decided);
    let candidates = proposals.iter().filter(|proposal| proposal.score >= threshold);
    candidates.filter(|proposal| united.accept(&proposal.judgement)).cloned().collect()
}

/// As many members of a set as are compared with another's.
const REPRESENTATIVE: usize = 24;

/// Entities as they are united one proposal after another.
pub struct United<'a> {
    profiles: &'a Profiles,
    known: Decided,
    sets: UnionFind<usize>,
    members: BTreeMap<usize, Vec<Number>>,
}

impl<'a> United<'a> {
    /// Nothing united yet.
    pub fn new(profiles: &'a Profiles, decided: &[Judgement]) -> Self {
        let sets = UnionFind::new(profiles.entities.len());
        Self { profiles, known: Decided::new(decided), sets, members: BTreeMap::new() }
    }

    /// Whether the judgement says something new that agrees with all accepted before.
    pub fn is_open(&self, judgement: &Judgement) -> bool {
        let Judgement::Merge(one, other) = judgement else { return true };
        match self.roots(one, other) {
            Some((here, there)) => here != there && !self.clash(here, there),
            None => false,
        }
    }

    /// Unites what it says is one; false, and nothing is done, where it does not agree with what was accepted before.
    pub fn accept(&mut self, judgement: &Judgement) -> bool {
        match judgement {
            Judgement::Merge(one, other) => {
                let Some((here, there)) = self.roots(one, other) else { return false };
                // Said already by two others: accepted all the same, so that undoing one of them leaves it.
                if here != there {
                    if self.clash(here, there) {
                        return false;
                    }
                    let all = [self.all(here), self.all(there)].concat();
                    self.sets.union(here, there);
                    self.members.remove(&here);
                    self.members.remove(&there);
                    self.members.insert(self.sets.find(here), all);
                }
            }
            Judgement::KeepApart(one, other) => self.known.keep_apart(one, other),
            _ => {}
        }
        true
    }

    fn roots(&self, one: &str, other: &str) -> Option<(usize, usize)> {
        let root = |id| Some(self.sets.find(self.profiles.number(id)? as usize));
        Some((root(one)?, root(other)?))
    }

    fn all(&self, root: usize) -> Vec<Number> {
        self.members.get(&root).cloned().unwrap_or_else(|| vec![root as Number])
    }

    /// Whether anything in one set excludes anything in the other. Of large sets, the first members stand for all: what is
    /// in a set agrees with them.
    fn clash(&self, here: usize, there: usize) -> bool {
        let (ours, theirs) = (self.all(here), self.all(there));
        let id = |number: Number| &self.profiles.entities[number as usize].id;
        let pairs = |most: usize| {
            ours.iter().take(most).flat_map(|a| theirs.iter().take(most).map(|b| (*a, *b))).collect::<Vec<_>>()
        };
        (!self.known.apart.is_empty() && pairs(usize::MAX).into_iter().any(|(a, b)| self.known.apart(id(a), id(b))))
            || pairs(REPRESENTATIVE).into_iter().any(|(a, b)| evidence::compare(self.profiles, a, b, 0).is_excluded)
    }
}

/// What is decided already.
struct Decided {
    apart: BTreeSet<(String, String)>,
    ids: BTreeSet<String>,
}

impl Decided {
    fn new(decided: &[Judgement]) -> Self {
        let pair = |judgement: &Judgement| match judgement {
            Judgement::KeepApart(one, other) => Some((one.clone(), other.clone())),
            Judgement::Split { entity, into, .. } => {
                let (one, other) = (entity.min(into), entity.max(into));
                Some((one.clone(), other.clone()))
            }
            _ => None,
        };
        Self {
            apart: decided.iter().filter_map(pair).collect(),
            ids: decided.iter().flat_map(|judgement| [judgement.id(), judgement.refused().id()]).collect(),
        }
    }

    fn keep_apart(&mut self, one: &str, other: &str) {
        self.apart.insert((one.min(other).to_owned(), one.max(other).to_owned()));
    }

    fn apart(&self, one: &str, other: &str) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(one.min(other).to_owned(), one.max(other).to_owned()))
    }

    fn holds(&self, judgement: &Judgement) -> bool {
        self.ids.contains(&judgement.id()) || self.ids.contains(&judgement.refused().id())
    }
}
