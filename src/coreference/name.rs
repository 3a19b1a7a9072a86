//! Which names may be one thing's.

use super::agreement::Kind;
use super::mention::{Form, Mention};
use super::profile::Profile;
use super::symbol::Symbols;
use crate::document::{NameKind, Upos};
use crate::lexicon;
use crate::proposition::Tree;
use std::collections::BTreeMap;

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// One of them is no name.
    None,
    Same,
    /// Both mean one country: "the US", "America"; or one is its people.
    Country,
    /// "Sessions" for "Jeff Sessions".
    Last,
    /// "Mahan" for "Mahan Air".
    First,
    /// Another part of the longer one.
    Part,
    Acronym,
    /// They share a word, and each has one of its own.
    Overlap,
    Different,
}

/// The words of a name that count: without article, titles before it and punctuation.
pub(super) fn words(tree: &Tree, mention: &Mention) -> Vec<String> {
    let range = mention.name.unwrap_or(mention.words);
    let mut words: Vec<String> = range
        .iter()
        .filter(|&word| counts(tree, word))
        .map(|word| tree.words[word].form.replace(['.', '’', '\''], ""))
        .collect();
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a word of a name is one of those.
pub(super) fn counts(tree: &Tree, word: usize) -> bool {
    !matches!(tree.upos(word), Upos::PUNCT | Upos::ADP | Upos::CCONJ)
        && tree.words[word].xpos != "POS"
        && !(tree.upos(word) == Upos::DET && tree.lower(word) == "the")
}

/// The country that a name or a demonym means.
pub(super) fn country(text: &str) -> Option<&'static str> {
    let place = lexicon::DEMONYMS.get(text).unwrap_or(text);
    lexicon::PLACES.get(place).filter(|place| place.starts_with("country"))
}

/// Compares two names by their words.
pub(super) fn compare(a: &Profile, b: &Profile) -> Comparison {
    if a.name.is_empty() || b.name.is_empty() {
        return Comparison::None;
    }
    if a.name == b.name {
        return Comparison::Same;
    }
    if a.country.is_some() && a.country == b.country {
        return Comparison::Country;
    }
    let (short, long) = if a.name.len() <= b.name.len() { (&a.name, &b.name) } else { (&b.name, &a.name) };
    let shared = short.iter().filter(|word| long.contains(word)).count();
    if short.len() < long.len() && shared == short.len() {
        return if long.ends_with(short) {
            Comparison::Last
        } else if long.starts_with(short) {
            Comparison::First
        } else {
            Comparison::Part
        };
    }
    if short.len() == 1 && a.group == b.group {
        return Comparison::Acronym;
    }
    if shared > 0 { Comparison::Overlap } else { Comparison::Different }
}

/// Puts names that surely are one thing's into one group: the same words, the same country, a person's surname.
pub(super) fn group(profiles: &mut [Profile], symbols: &Symbols) {
    let mut by_name: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let mut by_country: BTreeMap<u32, usize> = BTreeMap::new();
    let mut by_part: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut by_initials: BTreeMap<String, usize> = BTreeMap::new();
    for (number, profile) in profiles.iter().enumerate().filter(|(_, p)| p.name.len() > 1) {
        let initials = profile.name.iter().filter_map(|&word| symbols.word(word).chars().next()).collect();
        by_initials.entry(initials).or_insert(number);
        let ends = [profile.name[0], profile.name[profile.name.len() - 1]];
        ends.into_iter().for_each(|word| by_part.entry(word).or_default().push(number));
    }
    for number in 0..profiles.len() {
        let profile = &profiles[number];
        if profile.name.is_empty() {
            continue;
        }
        let mut group = *by_name.entry(profile.name.clone()).or_insert(number);
        if let Some(country) = profile.country {
            group = (*by_country.entry(country).or_insert(group)).min(group);
        }
        if group == number && profile.name.len() == 1 {
            let longer = by_part.get(&profile.name[0]).and_then(|longer| {
                let fits = |&&other: &&usize| is_short_for(profile, &profiles[other]);
                longer.iter().rev().filter(|&&other| other < number).find(fits).or_else(|| longer.iter().find(fits))
            });
            let acronym = || by_initials.get(symbols.word(profile.name[0]));
            group = longer.or_else(acronym).copied().unwrap_or(number);
        }
        profiles[number].group = group;
    }
    for number in 0..profiles.len() {
        let mut top = profiles[number].group;
        for _ in 0..8 {
            top = profiles[top].group;
        }
        profiles[number].group = top;
    }
}

fn is_short_for(short: &Profile, long: &Profile) -> bool {
    let last = long.name.last() == short.name.last();
    match (short.form, long.form) {
        (Form::Name(NameKind::Per), Form::Name(NameKind::Per)) => true,
        (Form::Noun, Form::Name(NameKind::Per)) => last && short.proper,
        (Form::Name(NameKind::Org), Form::Name(NameKind::Org)) => !last && short.kind == Kind::Organisation,
        _ => false,
    }
}
