//! Pronouns that their clause tells: "In his speech, Jo Roe …", "Jo Roe said he …".

use super::coreferent::is_of_other_gender;
use super::{Clusters, EntityType, Form};
use crate::document::{NameKind, Upos};
use crate::proposition::{Quotes, Tree, is_saying};

/// Unites possessives in a phrase that opens a clause with the clause's subject, where that has a name that may be meant.
pub fn unite(trees: &[Tree], clusters: &mut Clusters) {
    for number in 0..clusters.mentions.len() {
        let mention = &clusters.mentions[number];
        if mention.form != Form::Pronoun {
            continue;
        }
        let (tree, word) = (&trees[mention.sentence], mention.head);
        if tree.words[word].xpos != "PRP$" {
            continue;
        }
        let subject = opened(tree, word).and_then(|subject| clusters.at(mention.sentence, subject));
        if let Some(subject) = subject.filter(|&subject| may_be(clusters, &tree.lower(word), subject)) {
            clusters.unite(subject, number);
        }
    }
}

/// Unites "he" in "Jo Roe said he left" with who says so (9 of 9 in GUM's train and dev parts).
pub fn unite_reported(trees: &[Tree], quotes: &Quotes, clusters: &mut Clusters) {
    for number in 0..clusters.mentions.len() {
        let mention = &clusters.mentions[number];
        let (tree, word) = (&trees[mention.sentence], mention.head);
        let pronoun = tree.lower(word);
        let owner = match pronoun.as_str() {
            "he" => "his",
            "she" => "her",
            _ => continue,
        };
        let outside = mention.form == Form::Pronoun && quotes.at(mention.sentence, word).is_none();
        let reporter = reporter(tree, word).filter(|_| outside).and_then(|s| clusters.at(mention.sentence, s));
        if let Some(reporter) = reporter.filter(|&reporter| may_be(clusters, owner, reporter)) {
            clusters.unite(reporter, number);
        }
    }
}

/// The subject of the verb of saying right above the clause that the pronoun is the subject of.
fn reporter(tree: &Tree, pronoun: usize) -> Option<usize> {
    let clause = tree.words[pronoun].head.filter(|_| tree.is(pronoun, &["nsubj", "nsubj:pass"]))?;
    let verb = tree.words[clause].head.filter(|&verb| tree.is(clause, &["ccomp"]) && verb < pronoun)?;
    let says = tree.upos(verb) == Upos::VERB && is_saying(tree.lemma(verb));
    // "Roe told Poe he had won"
    let hearer = tree.has(verb, &["obj", "iobj"]);
    tree.first(verb, &["nsubj"]).filter(|&subject| says && !hearer && subject < verb && !tree.has(subject, &["conj"]))
}

/// The subject of the clause that the phrase with this possessive opens.
fn opened(tree: &Tree, possessive: usize) -> Option<usize> {
    let above = |word: usize| tree.words[word].head;
    let noun = above(possessive).filter(|_| tree.is(possessive, &["nmod:poss"]))?;
    // "In the text of his speech": at most one noun further up.
    let top = if tree.is(noun, &["nmod"]) { above(noun)? } else { noun };
    let verb = above(top).filter(|_| tree.is(top, &["obl"]) && tree.has(top, &["case"]))?;
    let subject = tree.first(verb, &["nsubj", "nsubj:pass"]).filter(|&subject| top < subject)?;
    let set_off = (top..subject).any(|between| tree.words[between].form == ",");
    let alone = tree.words[..possessive].iter().all(|word| word.head.is_some_and(|head| head <= verb));
    (set_off && alone && !tree.has(subject, &["conj"])).then_some(subject)
}

fn may_be(clusters: &Clusters, pronoun: &str, subject: usize) -> bool {
    let Form::Name(kind) = clusters.mentions[subject].form else { return false };
    let person = kind == NameKind::Per && clusters.kind(subject) == EntityType::Person;
    match pronoun {
        "his" | "her" => person && !is_of_other_gender(clusters, pronoun, subject),
        "its" => matches!(kind, NameKind::Org | NameKind::Loc),
        _ => false,
    }
}
