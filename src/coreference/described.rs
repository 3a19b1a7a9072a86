//! What nouns fit a name: "the company" for Acme Foods, "the newspaper" for the Lissen Courier, "the city" for Paris.

use super::mention::{Form, Mention};
use super::profile::Profile;
use super::synonym;
use crate::document::NameKind;
use crate::lexicon;
use crate::proposition::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How a noun fits a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Not a noun and a name.
    None,
    /// The article calls the name's bearer so: "Ann Lee, the senator".
    Introduced,
    /// The name has the noun, or one that means the same: "Mahan Air", "the airline".
    Contained,
    /// The sort of organisation or place that the name shows.
    Sort,
    /// Another sort.
    OtherSort,
    /// A noun for persons and a person; for organisations and one; and so on.
    Kind,
    /// The wrong kind.
    OtherKind,
}

impl Fit {
    pub const COUNT: usize = 7;
}

/// Sort, nouns that mean it, and what names of that sort end in.
static SORTS: LazyLock<Vec<[BTreeSet<&str>; 2]>> = LazyLock::new(|| {
    include_str!("name_sorts.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (nouns, names) = line.split_once('\t')?;
            Some([nouns.split(' ').collect(), names.split(' ').collect()])
        })
        .collect()
});

/// Which nouns the article itself applies to each group of names.
#[derive(Default)]
pub(super) struct Introductions(BTreeMap<usize, BTreeSet<String>>);

impl Introductions {
    /// Titles before names, appositions and predicates.
    pub fn find(trees: &[Tree], mentions: &[Mention], profiles: &[Profile]) -> Self {
        let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (mention, profile) in mentions.iter().zip(profiles).filter(|(_, profile)| !profile.name.is_empty()) {
            let tree = &trees[mention.sentence];
            let head = mention.head;
            let below = tree.with(head, &["appos", "nmod:desc", "compound"]);
            let above = tree.words[head].head.filter(|_| tree.is(head, &["appos", "nmod:desc", "nsubj"]));
            let predicate = |&word: &usize| !tree.is(head, &["nsubj"]) || tree.has(word, &["cop"]);
            for word in below.chain(above.filter(predicate)) {
                if !tree.words[word].form.starts_with(char::is_uppercase) || tree.is(word, &["nmod:desc", "compound"]) {
                    found.entry(profile.group).or_default().insert(tree.lemma(word).to_lowercase());
                }
            }
        }
        Self(found)
    }

    /// How a noun fits a name, whichever of the two is which.
    pub fn fit(&self, a: &Profile, b: &Profile) -> Fit {
        let (noun, name) = match (a.name.is_empty(), b.name.is_empty()) {
            (true, false) if a.form == Form::Noun => (a, b),
            (false, true) if b.form == Form::Noun => (b, a),
            _ => return Fit::None,
        };
        let nouns = self.0.get(&name.group);
        if nouns.is_some_and(|nouns| nouns.iter().any(|known| synonym::same(known, &noun.lemma))) {
            return Fit::Introduced;
        }
        let core = &name.words[..name.core];
        // The Hurricane Center is a center.
        let head = if name.form == Form::Name(NameKind::Org) { core.len().saturating_sub(1) } else { 0 };
        if core[head..].iter().any(|word| synonym::same(word, &noun.lemma)) {
            return Fit::Contained;
        }
        if noun.sorts & name.sorts != 0 {
            return Fit::Sort;
        }
        let sorted = noun.sorts | name.sorts != 0;
        match name.form {
            Form::Name(NameKind::Org | NameKind::Loc) if sorted => Fit::OtherSort,
            _ if noun.kind == name.kind => Fit::Kind,
            _ => Fit::OtherKind,
        }
    }
}

/// The sorts that a noun means, a bit for each.
pub(super) fn sorts_of_noun(lemma: &str) -> u64 {
    bits(|[nouns, _]| nouns.contains(lemma))
}

/// The sorts that a name shows by a word before its "of", or as a country, state or city by the list of places.
pub(super) fn sorts_of_name(core: &[String], written: &str, form: Form) -> u64 {
    let place = (form == Form::Name(NameKind::Loc)).then(|| lexicon::PLACES.get(written)).flatten();
    let place = place.and_then(|place| place.split(' ').next());
    bits(|[_, names]| {
        core.iter().any(|word| names.contains(word.as_str())) || place.is_some_and(|sort| names.contains(sort))
    })
}

fn bits(holds: impl Fn(&[BTreeSet<&str>; 2]) -> bool) -> u64 {
    SORTS.iter().enumerate().filter(|(_, sort)| holds(sort)).map(|(n, _)| 1 << n).sum()
}

/// The nouns for the sort of thing that a name shows: "newspaper" for the Lissen Courier.
pub fn nouns_for(name: &str) -> impl Iterator<Item = &'static str> {
    // The Department of State is no state.
    let words: Vec<String> =
        name.split(" of ").next().unwrap_or(name).split_whitespace().map(str::to_lowercase).collect();
    let shows = move |[_, names]: &&[BTreeSet<&str>; 2]| words.iter().any(|word| names.contains(word.as_str()));
    SORTS.iter().filter(shows).flat_map(|[nouns, _]| nouns.iter().copied())
}
