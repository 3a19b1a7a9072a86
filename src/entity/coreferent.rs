//! Pronouns and descriptions join what the coreference step says they mean.

use super::{Clusters, EntityType, Form, is_listed};
use crate::coreference::{Coreference, Mention};
use crate::document::{NameKind, Upos};
use crate::lexicon;
use crate::proposition::{Tree, is_body_sort, is_saying};

/// Least share of a link that claims are built on, for pronouns: below it, two in five are right (GUM dev).
const LEAST: f32 = 0.7;

/// The same for "this" and "that", which mostly mean what was said, not a thing.
const LEAST_DEMONSTRATIVE: f32 = 0.9;

/// The same for descriptions, which are right by themselves where they mean nothing known: below it, two in five are.
const LEAST_DESCRIPTION: f32 = 0.65;

/// Unites pronouns and descriptions with their antecedents.
pub fn unite(trees: &[Tree], coreference: &Coreference, clusters: &mut Clusters) {
    let mentions = &coreference.mentions;
    for (later, mention) in mentions.iter().enumerate().filter(|(_, mention)| !mention.coordination) {
        let Some(number) = clusters.at(mention.sentence, mention.head) else { continue };
        if matches!(clusters.mentions[number].form, Form::Name(_)) {
            continue;
        }
        // Titles and appositions come first: "the minister" after "Minister Elena Marsh".
        // So do quotations and "In his speech, Ann Roe …" for pronouns.
        let named = clusters.mentions[number].form == Form::Description || clusters.named(number).is_some();
        let settled = named && clusters.members(clusters.root(number)).count() > 1;
        if settled {
            continue;
        }
        let Some(antecedent) = antecedent(trees, coreference, clusters, later) else { continue };
        let form = trees[mention.sentence].lower(mention.head);
        // A "we" that may be anybody's is its own.
        if matches!(form.as_str(), "we" | "us" | "our" | "ours") && coreference.shares[later] < LEAST {
            continue;
        }
        let vague = matches!(
            form.as_str(),
            "it" | "its" | "they" | "them" | "their" | "this" | "that" | "these" | "those" | "you" | "your"
        );
        let demonstrative = matches!(form.as_str(), "this" | "that" | "these" | "those");
        let least = if demonstrative { LEAST_DEMONSTRATIVE } else { LEAST };
        clusters.mentions[number].doubtful = vague && coreference.shares[later] < least;
        // A description that more likely means something else stays by itself, and is right so.
        if clusters.mentions[number].form == Form::Description && coreference.shares[later] < LEAST_DESCRIPTION {
            continue;
        }
        if agrees(trees, clusters, number, antecedent) {
            clusters.unite(antecedent, number);
            clusters.mentions[number].link = Some(coreference.shares[later]);
        }
    }
}

/// The mention of an entity that the links from a mention lead to. What stands in a predicate, an apposition or a title
/// says something of its bearer; it is not another mention of it, but whatever refers back to it means the bearer.
fn antecedent(trees: &[Tree], coreference: &Coreference, clusters: &Clusters, later: usize) -> Option<usize> {
    let mut at = coreference.antecedents[later]?;
    let itself = &coreference.mentions[later];
    let tree = &trees[itself.sentence];
    // "were among eleven migrants": a predicate that is nobody's.
    let beside = tree.has(itself.head, &["cop"]) && !tree.preposition(itself.head).is_empty();
    if beside || bearer(trees, clusters, itself).is_some() {
        return None;
    }
    for _ in 0..coreference.mentions.len() {
        let mention = &coreference.mentions[at];
        if let Some(bearer) = bearer(trees, clusters, mention) {
            return Some(bearer);
        }
        match clusters.at(mention.sentence, mention.head).filter(|_| !mention.coordination) {
            Some(known) => return Some(known),
            None => at = coreference.antecedents[at]?,
        }
    }
    None
}

/// Whom a mention is said of: "Ann is *the head*", "Ann, *a lawyer*", "*the lawyer* Ann".
fn bearer(trees: &[Tree], clusters: &Clusters, mention: &Mention) -> Option<usize> {
    let tree = &trees[mention.sentence];
    let head = mention.head;
    let at = |word: usize| clusters.at(mention.sentence, word);
    let name = |word: usize| at(word).filter(|&m| matches!(clusters.mentions[m].form, Form::Name(_)));
    if tree.upos(head) == Upos::PROPN || name(head).is_some() {
        return None;
    }
    if tree.has(head, &["cop"]) {
        // "The penalties are removal and a ban": neither is the penalties.
        // "She was on hand": nor is she the hand.
        if tree.with(head, &["conj"]).any(|item| tree.is_nominal(item)) || !tree.preposition(head).is_empty() {
            return None;
        }
        return tree.first(head, &["nsubj"]).and_then(at);
    }
    if tree.is(head, &["appos", "nmod:desc", "compound"]) {
        return tree.words[head].head.and_then(name);
    }
    tree.first(head, &["appos", "nmod:desc"]).and_then(name)
}

/// Whether an entity can be what a pronoun or description means.
fn agrees(trees: &[Tree], clusters: &Clusters, number: usize, antecedent: usize) -> bool {
    let mention = &clusters.mentions[number];
    let kind = clusters.kind(antecedent);
    match trees[mention.sentence].lower(mention.head).as_str() {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
            matches!(kind, EntityType::Person | EntityType::Thing | EntityType::Role)
                && !is_of_other_gender(clusters, &trees[mention.sentence].lower(mention.head), antecedent)
        }
        // No event says anything, nor does a thing that is not called a report.
        "it" | "they" if kind == EntityType::Event && is_who_says(trees, mention) => false,
        "they" if kind == EntityType::Thing && clusters.named(antecedent).is_none() && is_who_says(trees, mention) => {
            // A word that WordNet lacks may be a people.
            clusters.mentions[antecedent].plural && !lexicon::NOUNS.contains(&clusters.mentions[antecedent].lemma)
        }
        "they" if kind == EntityType::Work && is_who_says(trees, mention) => {
            is_listed(&clusters.mentions[antecedent].lemma, "speaking-work")
        }
        "it" | "its" | "itself" => kind != EntityType::Person || is_called_a_thing(clusters, antecedent),
        "they" | "them" | "their" | "themselves" => {
            !(kind == EntityType::Person && clusters.named(antecedent).is_some())
                || clusters.mentions[antecedent].plural
        }
        _ => {
            let named = |m: usize| clusters.named(m).is_some();
            let two_sorts = are_two_sorts(trees, &clusters.mentions[number], &clusters.mentions[antecedent])
                || are_of_two(trees, clusters, number, antecedent);
            let two_names = two_sorts || named(number) && named(antecedent) || is_indefinite(trees, clusters, number);
            // "The president" is no Roe Administration.
            let person = kind == EntityType::Organization
                && clusters.named(antecedent).is_some()
                && lexicon::NOUNS.get(&mention.lemma).is_some_and(|senses| senses == "person");
            let topic = person || is_topic_of(trees, clusters, mention, antecedent);
            !(two_names
                || topic
                || is_other_body(trees, clusters, mention, antecedent)
                || contrasts(trees, clusters, number, antecedent))
        }
    }
}

/// "He" is no Ann Roe: no name in full of the antecedent's has a given name for the pronoun, and one has another.
pub fn is_of_other_gender(clusters: &Clusters, pronoun: &str, antecedent: usize) -> bool {
    let own = if pronoun.starts_with('h') && !pronoun.starts_with("her") { "m" } else { "f" };
    let genders: Vec<&str> = clusters
        .members(clusters.root(antecedent))
        .map(|member| &clusters.mentions[member])
        .filter(|m| m.form == Form::Name(NameKind::Per))
        // "Kelly" may be a surname.
        .filter(|m| m.words.len() > 1 || !lexicon::SURNAMES.contains(&m.text.to_lowercase()))
        .filter_map(|m| lexicon::GIVEN_NAMES.get(&m.text.split(' ').next()?.to_lowercase()))
        .filter(|&gender| gender == "m" || gender == "f")
        .collect();
    !genders.is_empty() && genders.iter().all(|&gender| gender != own)
}

/// Whether it is the subject of a verb of saying.
fn is_who_says(trees: &[Tree], mention: &super::Mention) -> bool {
    let tree = &trees[mention.sentence];
    let verb = tree.words[mention.head].head.filter(|_| tree.words[mention.head].deprel == "nsubj");
    verb.is_some_and(|verb| tree.upos(verb) == Upos::VERB && is_saying(tree.lemma(verb)))
}

/// "Assault" is no Commission on Assault, and "the states" are no United States.
fn is_topic_of(trees: &[Tree], clusters: &Clusters, mention: &super::Mention, name: usize) -> bool {
    let long = |member: &usize| {
        matches!(clusters.mentions[*member].form, Form::Name(_)) && clusters.mentions[*member].words.len() > 1
    };
    clusters.members(clusters.root(name)).filter(long).any(|member| {
        let named = &clusters.mentions[member];
        let tree = &trees[named.sentence];
        let is = |&word: &usize| tree.lower(word) == mention.lemma;
        let of = named.words.iter().position(|&word| tree.upos(word) == Upos::ADP);
        // "Space" is no Kennedy Space Center.
        let last = of.unwrap_or(named.words.len()).max(1) - 1;
        let body = matches!(named.form, Form::Name(NameKind::Org | NameKind::Loc));
        let within = named.words[..last.max(1)].iter().skip(1).any(is) && !is(&named.words[last]);
        if body && within {
            return true;
        }
        let behind = of.is_some_and(|of| named.words[of..].iter().any(is) && !named.words[..of].iter().any(is));
        behind || mention.plural && mention.lemma == "state" && named.form == Form::Name(NameKind::Loc)
    })
}

/// "The department" is no National Audit Office: the name says that it is another sort of body.
fn is_other_body(trees: &[Tree], clusters: &Clusters, mention: &super::Mention, antecedent: usize) -> bool {
    if !is_body_sort(&mention.lemma) || clusters.named(antecedent) != Some(NameKind::Org) {
        return false;
    }
    let mut other = false;
    for member in clusters.members(clusters.root(antecedent)) {
        let named = &clusters.mentions[member];
        let tree = &trees[named.sentence];
        let sorts = || named.words.iter().map(|&word| tree.lower(word)).filter(|word| is_body_sort(word));
        if named.lemma == mention.lemma || sorts().any(|sort| sort == mention.lemma) {
            return false;
        }
        other |= matches!(named.form, Form::Name(_)) && sorts().next().is_some();
    }
    other
}

/// Whether an article that names somebody calls him an airline: then the name is none of a person.
fn is_called_a_thing(clusters: &Clusters, mention: usize) -> bool {
    clusters.members(clusters.root(mention)).any(|member| {
        let mention = &clusters.mentions[member];
        let senses = lexicon::NOUNS.get(&mention.lemma).unwrap_or_default();
        let thing = ["group", "artifact", "location"].iter().any(|sense| senses.contains(sense));
        mention.form == Form::Description && thing && !senses.contains("person")
    })
}

/// "A storm" is a new one.
fn is_indefinite(trees: &[Tree], clusters: &Clusters, mention: usize) -> bool {
    let mention = &clusters.mentions[mention];
    let tree = &trees[mention.sentence];
    tree.with(mention.head, &["det", "nummod"])
        .any(|word| matches!(tree.lower(word).as_str(), "a" | "an" | "another" | "no" | "any" | "one"))
}

/// "The fungal component" is not "the algal component".
fn are_two_sorts(trees: &[Tree], a: &super::Mention, b: &super::Mention) -> bool {
    let modifiers = |mention: &super::Mention| -> Vec<String> {
        let tree = &trees[mention.sentence];
        // "two-year terms" are no "six-year terms".
        let number = |word: usize| tree.with(word, &["nummod"]).map(|word| tree.lower(word) + "-").collect::<String>();
        tree.with(mention.head, &["amod", "compound"]).map(|word| number(word) + &tree.lower(word)).collect()
    };
    let (x, y) = (modifiers(a), modifiers(b));
    let tree = &trees[a.sentence];
    let definite = tree.has(a.head, &["det", "nmod:poss"]);
    // "Northern people" are not "500,000 people" for having the same noun.
    let other = !definite && a.plural && !x.is_empty() && !x.iter().any(|word| y.contains(word));
    if a.form == Form::Description && b.form == Form::Description && a.lemma == b.lemma && other {
        return true;
    }
    let described = a.form == Form::Description && b.form == Form::Description && a.lemma == b.lemma;
    // "A chance to change" is not "a chance to tackle it".
    let clauses = |mention: &super::Mention| -> Vec<String> {
        let tree = &trees[mention.sentence];
        tree.with(mention.head, &["acl"]).map(|clause| tree.lemma(clause).to_owned()).collect()
    };
    let (of_one, of_other) = (clauses(a), clauses(b));
    if described && !of_one.is_empty() && !of_other.is_empty() && of_one != of_other {
        return true;
    }
    // "The brain" is anybody's, no "hyperconnected brain".
    if described && is_bodily(&a.lemma) && x != y {
        return true;
    }
    described && !x.is_empty() && !y.is_empty() && !x.iter().any(|word| y.contains(word))
}

/// "The opening of the Olympic Games" is not "the opening of the Paralympic Games".
fn are_of_two(trees: &[Tree], clusters: &Clusters, number: usize, antecedent: usize) -> bool {
    let of = |mention: usize| {
        let mention = &clusters.mentions[mention];
        let tree = &trees[mention.sentence];
        let of = tree.with(mention.head, &["nmod"]).find(|&noun| tree.preposition(noun) == "of")?;
        let whole = clusters.at(mention.sentence, of).filter(|&whole| clusters.named(whole).is_some())?;
        Some(clusters.root(whole))
    };
    clusters.mentions[number].lemma == clusters.mentions[antecedent].lemma
        && matches!((of(number), of(antecedent)), (Some(a), Some(b)) if a != b)
}

/// "This storm" is not "a previous storm".
fn contrasts(trees: &[Tree], clusters: &Clusters, number: usize, antecedent: usize) -> bool {
    let contrast = |mention: usize| -> Vec<String> {
        let mention = &clusters.mentions[mention];
        let tree = &trees[mention.sentence];
        tree.with(mention.head, &["amod", "det"]).map(|word| tree.lower(word)).filter(|word| sets_apart(word)).collect()
    };
    contrast(number) != contrast(antecedent)
}

/// Whether a noun names a part of the body, which everybody has.
pub fn is_bodily(noun: &str) -> bool {
    lexicon::NOUNS.get(noun).is_some_and(|senses| senses.contains("body"))
}

/// Words that tell a thing from another of its kind.
pub fn sets_apart(word: &str) -> bool {
    is_listed(word, "sets-apart")
}
