//! What belongs to a relation beside its verb: object nouns ("had meetings with"), idioms ("took place"), predicates
//! ("was subject to"); and what does not: circumstances.

use super::clause::{Oblique, is_time, name_kind};
use super::cue::is_cue;
use super::relation::{VerbGroup, is_passive};
use super::role::{is_group_noun, is_role};
use super::{Relation, Tree, past};
use crate::document::{Sentence, Upos};

/// Prepositions of circumstances, which rather qualify a relation than make one.
pub(super) fn is_peripheral(preposition: &str) -> bool {
    is_cue(&preposition.replace(' ', "_"), "circumstance")
}

/// Nouns that say how much of something there is, or what sort of it: "the highest number of deaths" is no relation to deaths.
pub(super) fn is_quantity(lemma: &str) -> bool {
    is_cue(lemma, "quantity")
}

/// Whether a noun counts the things that it is said of: "dozens of meetings".
pub(super) fn counts(tree: &Tree, noun: usize) -> bool {
    is_quantity(tree.lemma(noun)) && tree.has(noun, &["nmod"])
}

/// Verbs that mean little without their object noun.
pub(super) fn is_light(lemma: &str) -> bool {
    is_cue(lemma, "light-verb")
}

/// "accepted responsibility for": a singular noun without determiner.
pub(super) fn is_bare(tree: &Tree, noun: usize) -> bool {
    tree.words[noun].xpos == "NN" && !tree.has(noun, &["det", "nmod:poss", "nummod", "compound", "acl"])
}

/// "took place", "took part in", "played host to": verb and noun are one word.
pub(super) fn is_idiom(tree: &Tree, verb: usize, noun: usize) -> bool {
    let idiom = match tree.lemma(verb) {
        "take" => is_cue(tree.lemma(noun), "taken"),
        "play" => matches!(tree.lemma(noun), "host" | "catch-up"),
        "join" => tree.lower(noun) == "forces",
        _ => false,
    };
    idiom && !tree.has(noun, &["det", "amod", "nmod:poss"])
}

/// The prepositional phrases of a noun as obliques of its verb.
pub(super) fn nominal_obliques(tree: &Tree, sentence: &Sentence, noun: usize) -> Vec<Oblique> {
    tree.with(noun, &["nmod"])
        .filter(|&n| !tree.preposition(n).is_empty() && !is_time(sentence, tree, n))
        .map(|n| Oblique { preposition: tree.preposition(n), case: tree.case(n), head: n })
        .collect()
}

/// Whether an object noun can stand in the name of a relation: no name, no pronoun, no person.
pub(super) fn is_nameable(sentence: &Sentence, tree: &Tree, noun: usize) -> bool {
    tree.upos(noun) == Upos::NOUN
        && name_kind(sentence, noun).is_none()
        && (!is_role(tree, noun) || is_group_noun(tree.lemma(noun)))
}

/// "set X on fire", "brought X under control": a bare phrase that makes one word with its verb.
pub(super) fn is_fixed(tree: &Tree, oblique: &Oblique) -> bool {
    tree.children(oblique.head).len() == oblique.case.len()
        && is_cue(&format!("{}_{}", oblique.preposition, tree.lower(oblique.head)), "fixed-phrase")
}

/// "was found [guilty] on all counts": the adjective that the verb needs.
pub(super) fn predicate_tail(tree: &Tree, group: &VerbGroup) -> String {
    // "pleaded not guilty to it"
    let not =
        tree.words.get(group.head + 1).is_some_and(|next| next.form == "not") && tree.lemma(group.head) == "plead";
    let place = group.head + if not { 2 } else { 1 };
    let adjective = |&x: &usize| tree.upos(x) == Upos::ADJ && tree.preposition(x).is_empty() && x == place;
    let relations: &[&str] = if not { &["xcomp", "advmod", "amod", "obj"] } else { &["xcomp"] };
    let word = tree.with(group.head, relations).find(adjective).map(|x| tree.lower(x));
    word.map(|word| if not { format!("not {word}") } else { word }).unwrap_or_default()
}

/// "plans they worked hard on": the preposition that a gap leaves behind.
pub(super) fn stranded_preposition(tree: &Tree, verb: usize) -> Option<usize> {
    let last = *tree.children(verb).iter().rfind(|&&child| !tree.is(child, &["punct"]))?;
    let adposition = matches!(tree.words[last].xpos.as_str(), "IN" | "RP") && tree.is(last, &["obl", "advmod", "nmod"]);
    (last > verb && adposition && tree.children(last).is_empty()).then_some(last)
}

/// "a house he had access to": the preposition that a gap leaves behind an object.
pub(super) fn stranded_behind(tree: &Tree, object: usize) -> Option<usize> {
    let last = *tree.children(object).last()?;
    let bare =
        tree.children(last).is_empty() && tree.is(last, &["nmod", "case", "obl"]) && tree.words[last].xpos != "POS";
    (last > object && tree.upos(last) == Upos::ADP && bare).then_some(last)
}

/// "I mean", "you know": words that fill a pause.
pub(super) fn is_filler(tree: &Tree, verb: usize) -> bool {
    // "as they did"
    if tree.lemma(verb) == "do" {
        return true;
    }
    // "options include:", "as the others have had"
    if is_cue(tree.lemma(verb), "needs-object") && !is_passive(tree, verb) {
        return true;
    }
    matches!(tree.lemma(verb), "mean" | "know" | "guess" | "see" | "think")
        && tree.with(verb, &["nsubj"]).any(|subject| matches!(tree.lower(subject).as_str(), "i" | "you"))
}

/// Whether an object noun is part of the relation: bare or indefinite and no name.
pub(super) fn belongs_to_relation(sentence: &Sentence, tree: &Tree, verb: usize, noun: usize) -> bool {
    tree.upos(noun) == Upos::NOUN
        && name_kind(sentence, noun).is_none()
        && (tree.lemma(verb) == "spend" || !tree.has(noun, &["nmod:poss", "nummod"]))
        && tree.with(noun, &["det"]).all(|det| {
            tree.lemma(verb) == "spend"
                || matches!(tree.lower(det).as_str(), "a" | "an" | "any" | "no" | "some")
                || is_light(tree.lemma(verb))
        })
}

/// "had meetings with", "came a long way in".
///
/// The name says what sort of noun, where it says so; the phrase of a minimal triple has the bare noun.
pub(super) fn with_noun(tree: &Tree, group: &VerbGroup, noun: usize, preposition: &str) -> Relation {
    let mut relation = group.name(tree, "", &[]);
    let mut bare = tree.lower(noun);
    let mut whole = qualified(tree, noun, &bare);
    // "ended the state of emergency over": the noun with what it is of, where that is a word.
    let of = tree.with(noun, &["nmod"]).find(|&of| of == noun + 2 && tree.preposition(of) == "of");
    if let Some(of) = of.filter(|&of| preposition != "of" && tree.upos(of) == Upos::NOUN) {
        for text in [&mut bare, &mut whole] {
            text.push_str(" of ");
            text.push_str(&tree.lower(of));
        }
    }
    for (text, noun) in [(&mut relation.label, &whole), (&mut relation.lemma, &whole), (&mut relation.phrase, &bare)] {
        for part in [noun, preposition] {
            text.push(' ');
            text.push_str(part);
        }
    }
    relation
}

/// A noun, written as `name`, with what stands before it and says which sort or how many: "private meetings", "28 percent".
pub(super) fn qualified(tree: &Tree, noun: usize, name: &str) -> String {
    let sorts = |word: usize| {
        let below: &[&str] =
            // "United States troops"
            if word == noun || tree.upos(word) == Upos::PROPN { &["amod", "compound", "nummod"] } else { &["compound", "nummod", "advmod"] };
        let hedge = |below: usize| tree.is(below, &["advmod"]) && is_cue(&tree.lower(below), "probable");
        tree.with(word, below).filter(move |&below| below < noun && !hedge(below))
    };
    let mut words: Vec<usize> = sorts(noun).collect();
    let mut next = 0;
    while next < words.len() {
        words.extend(sorts(words[next]));
        next += 1;
    }
    words.sort_unstable();
    // "American" stays large; a capital at the head of a sentence says nothing.
    let text = |&word: &usize| if word > 0 { tree.words[word].form.clone() } else { tree.lower(word) };
    words.iter().map(text).chain([name.to_owned()]).collect::<Vec<_>>().join(" ")
}

/// "was", "was in", "was columnist for", "decided to be".
pub(super) fn copular_name(
    tree: &Tree,
    head: usize,
    chain: &[usize],
    predicate: &[String],
    preposition: &str,
) -> Relation {
    let mut label: Vec<String> = vec!["was".to_owned()];
    let mut lemma: Vec<String> = vec!["be".to_owned()];
    if let Some(&first) = chain.first() {
        // "turned out to be"
        let out = tree.first(first, &["compound:prt"]).map(|particle| format!(" {}", tree.lower(particle)));
        let out = out.unwrap_or_default();
        label = vec![past(tree.lemma(first)) + &out, "to be".to_owned()];
        lemma = vec![tree.lemma(first).to_owned() + &out, "to be".to_owned()];
    }
    let mut words: Vec<usize> = tree.with(head, &["aux", "cop"]).collect();
    words.extend(chain);
    words.sort_unstable();
    let mut phrase: Vec<String> = words.iter().map(|&word| tree.lower(word)).collect();
    for part in predicate.iter().map(String::as_str).chain([preposition]).filter(|part| !part.is_empty()) {
        label.push(part.to_owned());
        lemma.push(part.to_owned());
        phrase.push(part.to_owned());
    }
    if phrase.is_empty() {
        phrase.clone_from(&label);
    }
    Relation { label: label.join(" "), lemma: lemma.join(" "), phrase: phrase.join(" ") }
}
