//! Which entities are worth a comparison: those that share a key of their names (blocking).
//!
//! All pairs of a million entities are half a billion times a thousand. A block holds the entities with one key, and only
//! within it are pairs made: a full name with its variants, a short one with the full ones it fits. In a block of more than
//! `MOST` members, only those with a neighbour in common are paired, so that the work grows with the graph, not with
//! its square.

use super::name::{self, PersonName};
use super::profile::{Number, Profile, Profiles};
use crate::claim::EntityType;
use crate::claim::identity::is_generic_body;
use crate::entity::person::is_title;
use crate::lexicon;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A larger block is divided by neighbours.
const MOST: usize = 48;

/// Two entities to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The one of the smaller number.
    pub one: Number,
    /// The other.
    pub other: Number,
    /// How many others fit the shorter name as well.
    pub rivals: usize,
}

/// In which way a name is entered under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    /// Paired with all others.
    Full,
    /// Paired with short ones: a full name under its surname, its initials.
    Long,
    /// Paired with long ones; with its like only where there is no long one.
    Short,
}

type Entry = (u64, Side, Number);

/// Every pair worth comparing, once, in order.
pub fn candidates(profiles: &Profiles) -> Vec<Candidate> {
    let mut entries: Vec<Entry> = (0..profiles.entities.len() as Number)
        .into_par_iter()
        .flat_map_iter(|number| {
            keys(&profiles.entities[number as usize]).into_iter().map(move |(key, side)| (key, side, number))
        })
        .collect();
    entries.par_sort_unstable();
    entries.dedup();
    let blocks: Vec<&[Entry]> = entries.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).collect();
    let mut found: Vec<Candidate> = blocks.par_iter().flat_map_iter(|block| pairs(profiles, block)).collect();
    found.par_sort_unstable();
    found.dedup_by_key(|candidate| (candidate.one, candidate.other));
    found
}

fn pairs(profiles: &Profiles, block: &[Entry]) -> Vec<Candidate> {
    let side = |wanted: Side| -> Vec<Number> {
        block.iter().filter(|(_, side, _)| *side == wanted).map(|(_, _, number)| *number).collect()
    };
    let (full, long, short) = (side(Side::Full), side(Side::Long), side(Side::Short));
    let mut found = among(profiles, &full);
    if long.is_empty() {
        let names: Vec<Number> =
            short.into_iter().filter(|number| !is_common_noun(&profiles.entities[*number as usize])).collect();
        found.extend(among(profiles, &names));
    } else if long.len() <= MOST {
        found.extend(short.iter().flat_map(|s| long.iter().filter_map(|l| pair(*s, *l, long.len() - 1))));
    } else {
        found.extend(with_neighbour(profiles, &short, &long));
    }
    found
}

fn pair(one: Number, other: Number, rivals: usize) -> Option<Candidate> {
    (one != other).then(|| Candidate { one: one.min(other), other: one.max(other), rivals })
}

/// Every pair; of those that are called the same, each with the first alone, which unites them as well.
fn among(profiles: &Profiles, members: &[Number]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut first: BTreeMap<&str, Number> = BTreeMap::new();
    let mut different = Vec::new();
    for &member in members {
        let profile = &profiles.entities[member as usize];
        match first.get(profile.name()) {
            Some(first) if !profile.is_shared() => found.extend(pair(*first, member, 0)),
            Some(_) => different.push(member),
            None => {
                first.insert(profile.name(), member);
                different.push(member);
            }
        }
    }
    if different.len() > MOST {
        found.extend(with_neighbour(profiles, &different, &different));
    } else {
        let rest = different.iter().enumerate();
        found.extend(
            rest.flat_map(|(place, one)| different[place + 1..].iter().filter_map(|other| pair(*one, *other, 0))),
        );
    }
    found
}

/// "Gunman": a description with a capital, as headlines have them.
fn is_common_noun(profile: &Profile) -> bool {
    let name = profile.name().to_lowercase();
    lexicon::NOUNS.contains(&name) || name.strip_suffix('s').is_some_and(|singular| lexicon::NOUNS.contains(singular))
}

/// Whether the entity is called by a name. What is one article's own is a description if it has several words: of several
/// words, only descriptions are one article's own.
fn is_named(profile: &Profile) -> bool {
    if profile.is_entry {
        return true;
    }
    // "Mme Roe": a surname, with a title that the coreference step may not know.
    let titled = profile.kind() == EntityType::Person
        && PersonName::new(profile.name()).is_some_and(|p| p.first.is_none() && !is_title(&p.last));
    name::is_name(profile.name())
        && !matches!(profile.kind(), EntityType::Role | EntityType::Thing)
        && (profile.is_shared()
            || titled
            || !profile.name().contains(char::is_whitespace)
            || is_generic_body(profile.name()))
        && (profile.is_shared()
            || profile.kind() == EntityType::Person
            || name::acronym(profile.name()).is_some()
            || is_generic_body(profile.name())
            || (!is_common_noun(profile) && profile.name().contains(char::is_alphabetic)))
}

/// Pairs of the two lists with a neighbour in common.
fn with_neighbour(profiles: &Profiles, ones: &[Number], others: &[Number]) -> Vec<Candidate> {
    let mut met: BTreeMap<Number, Vec<Number>> = BTreeMap::new();
    for &other in others {
        for &neighbour in &profiles.entities[other as usize].neighbours {
            met.entry(neighbour).or_default().push(other);
        }
    }
    let mut found = Vec::new();
    for &one in ones {
        let neighbours = &profiles.entities[one as usize].neighbours;
        let likely = neighbours.iter().filter_map(|neighbour| met.get(neighbour)).filter(|others| others.len() <= MOST);
        found.extend(likely.flatten().filter_map(|other| pair(one, *other, others.len() - 1)));
    }
    found
}

fn keys(profile: &Profile) -> Vec<(u64, Side)> {
    let mut keys = Vec::new();
    let kind = profile.kind();
    if !is_named(profile) {
        return keys;
    }
    // An entry of unknown class may be anything.
    let is_open = profile.is_entry && kind == EntityType::Thing;
    if kind == EntityType::Person || is_open {
        let others = profile.names.keys().filter(|_| profile.is_entry).filter(|other| *other != profile.name());
        for person in others.filter_map(|other| PersonName::new(other)) {
            person_keys(&person, &mut keys);
        }
        if let Some(person) = PersonName::new(profile.name()) {
            person_keys(&person, &mut keys);
        }
        if profile.is_shared() {
            keys.push((key("known", name::known_by(profile.name()).join(" ")), Side::Full));
        }
    }
    if kind != EntityType::Person {
        body_keys(profile, &mut keys);
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn person_keys(person: &PersonName, keys: &mut Vec<(u64, Side)>) {
    let last = &person.last;
    let Some(first) = &person.first else {
        return keys.push((key("surname", last), Side::Short));
    };
    keys.push((key("surname", last), Side::Long));
    if first.chars().count() == 1 {
        keys.push((key("initial", (last, first)), Side::Short));
        return;
    }
    let middle = person.middle.iter().chain(&person.nickname).filter(|name| name.len() > 1);
    for given in name::full_forms(first).into_iter().chain(middle.cloned()) {
        keys.push((key("given", (last, &given)), Side::Full));
        let initial: String = given.chars().take(1).collect();
        keys.push((key("initial", (last, initial)), Side::Long));
    }
    keys.push((key("spelt", (last, name::skeleton(first))), Side::Full));
    let skeleton = name::skeleton(last);
    if skeleton.len() >= 3 {
        keys.push((key("sound", (skeleton, first)), Side::Full));
    }
}

fn body_keys(profile: &Profile, keys: &mut Vec<(u64, Side)>) {
    let own = name::known_by(profile.name());
    if own.is_empty() {
        return;
    }
    let without_country: Vec<&String> = own.iter().filter(|word| !word.starts_with('=')).collect();
    if !without_country.is_empty() {
        let side = if without_country.len() == own.len() { Side::Short } else { Side::Long };
        keys.push((key("abroad", &without_country), side));
    }
    let spelt: Vec<String> = own.iter().map(|word| name::skeleton(word)).collect();
    keys.push((key("sound", spelt), Side::Full));
    if let Some(letters) = name::acronym(profile.name()) {
        keys.push((key("initials", letters), Side::Short));
    }
    for initials in name::initials(profile.name()) {
        keys.push((key("initials", initials), Side::Long));
    }
    for wording in profile.names.keys() {
        let known = name::known_by(wording);
        if known.len() >= 2
            || wording == profile.name()
            || name::acronym(wording).is_some_and(|letters| letters.len() > 2)
        {
            keys.push((key("known", known.join(" ")), Side::Full));
        }
    }
}

/// Equal keys for equal names; two names with one key are only compared once more than needed.
fn key(kind: &str, name: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, name).hash(&mut hasher);
    hasher.finish()
}
