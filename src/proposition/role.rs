//! Nouns for what somebody is, and what belongs to them.

use super::{Argument, Tree, cue};
use crate::document::{Sentence, Upos, Word};
use crate::lexicon;

/// Nouns for what somebody is: persons by role, work or kinship; and organisations by kind.
pub fn is_role(tree: &Tree, word: usize) -> bool {
    is_role_noun(&tree.words[word])
}

/// The same of a word alone.
pub fn is_role_noun(word: &Word) -> bool {
    let lemma = word.lemma.to_lowercase();
    let person = lexicon::NOUNS.get(&lemma).is_some_and(|senses| {
        senses.starts_with("person") || (senses.starts_with("act") && senses.split('+').nth(1) == Some("person"))
    });
    let compound =
        ["person", "woman", "man", "member"].iter().any(|end| lemma.ends_with(end) && lemma.len() > end.len() + 3);
    // "Justice Roe", but "for justice".
    let proper = word.upos == Upos::PROPN && cue::is_cue(&lemma, "proper-title");
    matches!(word.upos, Upos::NOUN | Upos::PROPN)
        && (proper || person || compound || is_group_noun(&lemma) || cue::is_cue(&lemma, "title"))
}

/// Family is no position.
pub(super) fn is_kin(tree: &Tree, word: usize) -> bool {
    cue::is_cue(&tree.lemma(word).to_lowercase(), "kin")
}

/// A position, not what somebody is to somebody or by chance: "minister", but neither "brother" nor "colleague".
pub(super) fn holds_office(tree: &Tree, word: usize) -> bool {
    may_be_office(&tree.words[word])
}

fn may_be_office(word: &Word) -> bool {
    let lemma = word.lemma.to_lowercase();
    !cue::is_cue(&lemma, "kin") && !cue::is_cue(&lemma, "no-office")
}

/// What somebody does for a living or is known for, which nobody appoints them to: "mathematician".
pub fn is_occupation(lemma: &str) -> bool {
    cue::is_cue(lemma, "occupation")
}

/// Whether a predicate is a position, not what somebody is by birth, by chance or in somebody's eyes: "a senator", but not "a
/// fan" and not "an excellent senator".
pub fn is_office(sentence: &Sentence, predicate: &Argument) -> bool {
    let own = |&&word: &&usize| sentence.words[word].head == Some(predicate.head);
    let modified = |value: &str| {
        let listed = |&word: &usize| cue::is_cue(&sentence.words[word].form.to_lowercase(), value);
        predicate.words.iter().filter(own).any(listed)
    };
    // "was the first president to refuse"
    let told = sentence.words.iter().any(|word| word.head == Some(predicate.head) && word.relation() == "acl");
    may_be_office(&sentence.words[predicate.head]) && !(told && modified("rank")) && !modified("evaluates")
}

/// Nouns for organisations, which titles of organisations use: "airline Mahan Air".
pub fn is_group_noun(lemma: &str) -> bool {
    lexicon::NOUNS.get(lemma).is_some_and(|senses| senses.starts_with("group"))
}

/// "chief executive", "vice president": the noun with the modifiers that belong to the role.
pub(super) fn role_name(tree: &Tree, role: usize) -> String {
    let mut words: Vec<usize> = tree
        .with(role, &["compound", "amod"])
        .filter(|&m| {
            // "foreign affairs minister"
            let plain = |&word: &usize| matches!(tree.upos(word), Upos::PUNCT | Upos::ADJ | Upos::NOUN);
            // "Deputy Executive Director", with capitals
            let titled = tree.children(m).is_empty() && cue::is_cue(&tree.lower(m), "of-title");
            tree.children(m).iter().all(plain) && tree.upos(m) != Upos::PROPN
                || titled
                || tree.upos(role) == Upos::PROPN && tree.children(m).is_empty()
        })
        .filter(|&m| !lexicon::DEMONYMS.contains(&tree.words[m].form) && !lexicon::PLACES.contains(&tree.words[m].form))
        .filter(|&m| {
            let capital = tree.is(m, &["amod"]) && tree.words[m].form.starts_with(char::is_uppercase) && m > 0;
            // "First Lady"
            let ranked = matches!(tree.lower(m).as_str(), "first" | "second")
                && matches!(
                    tree.lemma(role).to_lowercase().as_str(),
                    "lady" | "gentleman" | "minister" | "secretary" | "lieutenant" | "sergeant"
                );
            !capital || ranked || cue::is_cue(&tree.lower(m), "of-title")
        })
        .filter(|&m| !cue::is_cue(&tree.lower(m), "beside-role"))
        .collect();
    let below = |&m: &usize| tree.with(m, &["amod", "compound"]).filter(|&word| word < role).collect::<Vec<_>>();
    words.extend(words.clone().iter().flat_map(below));
    words.push(role);
    // "Director General", with either of them as the head
    let general = |word: usize| cue::is_cue(&tree.lower(word), "behind-title");
    words.extend((role + 1 < tree.words.len() && general(role + 1)).then_some(role + 1));
    words.extend(role.checked_sub(1).filter(|&before| general(role) && tree.is_nominal(before)));
    words.sort_unstable();
    words.dedup();
    let last = words.len() - 1;
    words
        .iter()
        .enumerate()
        .map(|(n, &w)| if n == last { tree.lemma(w).to_lowercase() } else { tree.lower(w) })
        .collect::<Vec<_>>()
        .join(" ")
}
