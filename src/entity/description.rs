//! Descriptions: "the ambassador" for "the Russian ambassador", "the senator" for Al Franken.

use super::coreferent::{is_bodily, sets_apart};
use super::name::is_country;
use super::{Clusters, Form, Mention, is_listed};
use crate::coreference::{nouns_for, synonyms};
use crate::document::{NameKind, Upos};
use crate::lexicon;
use crate::proposition::{Construction, Proposition, Tree, is_body_sort, is_role};
use std::collections::{BTreeMap, BTreeSet};

/// "a Republican", "a Frenchman".
fn is_of_people(tree: &Tree, word: usize) -> bool {
    tree.names.iter().any(|name| name.kind == NameKind::Norp && name.words.contains(word))
}

/// What an earlier mention offers to a later description.
struct Offer {
    mention: usize,
    noun: String,
    modifiers: BTreeSet<String>,
    owner: Option<usize>,
    plural: bool,
}

/// Unites descriptions with what they describe; `of_names`: only where that has a name.
pub fn unite(trees: &[Tree], propositions: &[Proposition], of_names: bool, clusters: &mut Clusters) {
    let mut described: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for p in propositions {
        let describes = matches!(p.construction, Construction::Title | Construction::Apposition)
            || (p.construction == Construction::Copula && p.relation.label == "was" && p.voices.is_empty());
        let Some(object) = p.object.as_ref().filter(|o| describes && o.sentence == p.sentence) else { continue };
        let tree = &trees[object.sentence];
        if !matches!(tree.upos(object.head), Upos::NOUN | Upos::PROPN) {
            continue;
        }
        described.entry((p.subject.sentence, p.subject.head)).or_default().push((object.sentence, object.head));
        if p.construction == Construction::Apposition
            && let (Some(a), Some(b)) =
                (clusters.at(p.subject.sentence, p.subject.head), clusters.at(object.sentence, object.head))
            && (is_role(tree, object.head) || is_of_people(tree, object.head))
            && matches!(p.relation.label.as_str(), "held position" | "was")
        {
            clusters.unite(a, b);
        }
    }
    // "Roe and Poe were the winners": neither of them is "the winners".
    let mut bearers: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &description in described.values().flatten() {
        *bearers.entry(description).or_default() += 1;
    }
    for descriptions in described.values_mut() {
        descriptions.retain(|description| bearers[description] == 1);
    }
    let mut offers: Vec<Offer> = Vec::new();
    for number in 0..clusters.mentions.len() {
        let mention = clusters.mentions[number].clone();
        let tree = &trees[mention.sentence];
        if mention.form == Form::Description {
            let offer = offer(tree, clusters, number, mention.head);
            if let Some(place) = place_itself(tree, clusters, number) {
                clusters.unite(place, number);
            }
            let alone = clusters.members(clusters.root(number)).count() == 1;
            let found = || {
                antecedent(tree, &mention, &offer, &offers, clusters)
                    .filter(|&antecedent| !of_names || clusters.named(antecedent).is_some())
                    .or_else(|| only_company(tree, clusters, number))
            };
            if let Some(antecedent) = if alone { found() } else { None } {
                clusters.unite(antecedent, number);
            }
            offers.push(offer);
        }
        // "Cyclone Phailin" is a cyclone.
        if matches!(mention.form, Form::Name(_)) && mention.words.len() > 1 {
            // A Commission on Assault is a commission, and no assault.
            let before = mention.words.iter().position(|&word| tree.upos(word) == Upos::ADP);
            let last = before.unwrap_or(mention.words.len()).max(1) - 1;
            // The National Hurricane Center is no hurricane.
            let body = mention.form == Form::Name(NameKind::Org);
            let first = if body { mention.words[last] } else { mention.words[0] };
            for word in [first, mention.words[last]] {
                let noun = tree.lower(word);
                if lexicon::NOUNS.contains(&noun) && !lexicon::GIVEN_NAMES.contains(&noun) {
                    offers.push(Offer {
                        mention: number,
                        noun,
                        modifiers: BTreeSet::new(),
                        owner: None,
                        plural: false,
                    });
                }
            }
        }
        // "The newspaper" is the Lissen Courier.
        if mention.form == Form::Name(NameKind::Org) {
            let noun = |noun: &str| Offer {
                mention: number,
                noun: noun.to_owned(),
                modifiers: BTreeSet::new(),
                owner: None,
                plural: false,
            };
            offers.extend(nouns_for(&mention.text).map(noun));
        }
        for &(sentence, head) in described.get(&(mention.sentence, mention.head)).into_iter().flatten() {
            offers.push(Offer { mention: number, ..offer(&trees[sentence], clusters, number, head) });
        }
    }
}

/// "The state of Victoria" is Victoria.
fn place_itself(tree: &Tree, clusters: &Clusters, number: usize) -> Option<usize> {
    let mention = &clusters.mentions[number];
    let the = tree.with(mention.head, &["det"]).any(|det| tree.lower(det) == "the");
    if !the || mention.plural || !is_listed(&mention.lemma, "territory") {
        return None;
    }
    let of = tree.with(mention.head, &["nmod"]).find(|&of| tree.preposition(of) == "of")?;
    // "The capital city of Chad" is not Chad.
    let country = |place: usize| is_country(&clusters.mentions[place].text);
    let town = matches!(mention.lemma.as_str(), "city" | "town" | "village");
    clusters
        .at(mention.sentence, of)
        .filter(|&place| clusters.named(place) == Some(NameKind::Loc) && !(town && country(place)))
}

/// Sentences back in which "the company" looks for its name.
const NEAR: usize = 2;

/// "The company" is the one that the text has just named, where it has named one alone.
fn only_company(tree: &Tree, clusters: &Clusters, number: usize) -> Option<usize> {
    let mention = &clusters.mentions[number];
    let bare = tree
        .children(mention.head)
        .iter()
        .all(|&child| tree.is(child, &["case", "punct"]) || tree.is(child, &["det"]) && tree.lower(child) == "the");
    if !bare || !tree.has(mention.head, &["det"]) || !is_listed(&mention.lemma, "company") || mention.plural {
        return None;
    }
    let near = |&other: &usize| clusters.mentions[other].sentence + NEAR >= mention.sentence;
    let company =
        |&other: &usize| clusters.named(other) == Some(NameKind::Org) && may_be_company(&clusters.mentions[other].text);
    let mut bodies: Vec<usize> = (0..number).filter(near).filter(company).map(|other| clusters.root(other)).collect();
    bodies.sort_unstable();
    bodies.dedup();
    <[usize; 1]>::try_from(bodies).ok().map(|[body]| body)
}

/// Whether a body's name has no word that makes it a public one.
fn may_be_company(name: &str) -> bool {
    if nouns_for(name).next().is_some() {
        return false;
    }
    !name.to_lowercase().split(' ').any(|word| is_listed(word, "public-body"))
}

fn offer(tree: &Tree, clusters: &Clusters, mention: usize, head: usize) -> Offer {
    let sentence = clusters.mentions[mention].sentence;
    let mut modifiers: BTreeSet<String> = tree
        .with(head, &["amod", "compound", "nummod", "nmod"])
        .filter(|&m| !matches!(tree.lower(m).as_str(), "former" | "same" | "latter" | "then" | "current" | "late"))
        .map(|m| modifier(tree, m))
        .collect();
    // "Democratic Senator Al Franken": the adjective may hang on the name.
    if tree.is(head, &["nmod:desc", "compound"])
        && let Some(name) = tree.words[head].head
    {
        modifiers.extend(tree.with(name, &["amod"]).filter(|&m| m < head).map(|m| modifier(tree, m)));
    }
    let owner = tree
        .first(head, &["nmod:poss"])
        .and_then(|owner| clusters.at(sentence, owner))
        .map(|owner| clusters.root(owner));
    Offer { mention, noun: tree.lemma(head).to_lowercase(), modifiers, owner, plural: tree.words[head].xpos == "NNS" }
}

/// "Russian" and "of Russia" are the same modifier; "of the Olympic Games" and "of the Paralympic Games" are not.
fn modifier(tree: &Tree, word: usize) -> String {
    let form = &tree.words[word].form;
    let own = lexicon::DEMONYMS.get(form).map_or_else(|| tree.lemma(word).to_lowercase(), str::to_lowercase);
    let before = tree.with(word, &["compound"]).filter(|&part| part < word && tree.is(word, &["nmod"]));
    before.map(|part| tree.lower(part)).chain([own]).collect::<Vec<_>>().join(" ")
}

/// The nearest earlier offer with the same noun and no contradicting modifier.
fn antecedent(tree: &Tree, mention: &Mention, new: &Offer, offers: &[Offer], clusters: &Clusters) -> Option<usize> {
    let determiners: Vec<String> = tree.with(mention.head, &["det"]).map(|d| tree.lower(d)).collect();
    let definite = determiners.iter().any(|d| matches!(d.as_str(), "the" | "this" | "that" | "these" | "those"));
    let owned = tree.has(mention.head, &["nmod:poss"]);
    let indefinite = determiners
        .iter()
        .any(|d| matches!(d.as_str(), "a" | "an" | "another" | "some" | "any" | "no" | "each" | "every"));
    if indefinite
        || tree.has(mention.head, &["nummod"])
        || !(definite || owned || new.modifiers.iter().any(|m| !m.is_empty()))
    {
        return None;
    }
    let fitting: Vec<&Offer> = offers
        .iter()
        .rev()
        .filter(|old| old.plural == new.plural)
        .filter(|old| {
            // A department is no office, where both are names of bodies.
            let sort = is_body_sort(&old.noun) && is_body_sort(&new.noun);
            old.noun == new.noun || !sort && synonyms(&old.noun, &new.noun)
        })
        // "The brain" is anybody's, no "hyperconnected brain".
        .filter(|old| !is_bodily(&old.noun) || old.modifiers == new.modifiers)
        .filter(|old| if definite { new.modifiers.is_subset(&old.modifiers) } else { new.modifiers == old.modifiers })
        .filter(|old| {
            let contrast = |offer: &Offer| offer.modifiers.iter().any(|word| sets_apart(word));
            contrast(old) == contrast(new)
        })
        .filter(|old| match (old.owner, new.owner) {
            (Some(a), Some(b)) => clusters.root(a) == clusters.root(b),
            (None, Some(_)) => false,
            (Some(_), None) => definite,
            (None, None) => true,
        })
        .collect();
    // "The president" is rather who was called so than the leader nearby.
    let same = fitting.iter().find(|old| old.noun == new.noun);
    same.or(fitting.first()).map(|old| old.mention)
}
