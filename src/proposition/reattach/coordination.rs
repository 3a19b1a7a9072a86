//! Coordinations hung together as they are meant.

use super::{child, has, is_below, is_person, relate};
use crate::document::{NameKind, Sentence, Upos};
use crate::proposition::cue::{self, Embedding};

/// "magnesium and calcium perchlorates": bare nouns before "and" and a plural with a noun of its own share that plural.
pub(super) fn shared_head(sentence: &mut Sentence, first: usize) {
    let words = &sentence.words;
    let Some([and, second, last]) = words.get(first + 1..first + 4).map(|_| [first + 1, first + 2, first + 3]) else {
        return;
    };
    let bare = |word: usize| words[word].xpos == "NN";
    let joined = matches!(words[and].form.as_str(), "and" | "or") && words[and].upos == Upos::CCONJ;
    if !(bare(first) && joined && bare(second) && words[last].xpos == "NNS") {
        return;
    }
    let under =
        |word: usize, head: usize, relation: &str| words[word].head == Some(head) && words[word].deprel == relation;
    let conjoined = under(last, first, "conj") && (under(second, last, "compound") || under(second, first, "conj"));
    let modified = has(sentence, first, &["det", "amod", "nmod:poss", "nummod", "compound"])
        || has(sentence, second, &["det", "amod", "nmod:poss", "nummod", "compound", "nmod"]);
    let named = sentence.names.iter().any(|name| [first, second, last].iter().any(|&word| name.words.contains(word)));
    if !conjoined || modified || named {
        return;
    }
    let (head, deprel) = (words[first].head, words[first].deprel.clone());
    for word in 0..sentence.words.len() {
        if sentence.words[word].head == Some(first) && ![and, second, last].contains(&word) {
            sentence.words[word].head = Some(last);
        }
    }
    sentence.words[last].head = head;
    sentence.words[last].deprel = deprel;
    relate(sentence, first, last, "compound");
    relate(sentence, second, first, "conj");
    relate(sentence, and, second, "cc");
}

/// "the President and Members of Congress": what stands behind a bare plural is not the one's with an article before it.
pub(super) fn of_last(sentence: &mut Sentence, word: usize) {
    let words = &sentence.words;
    let Some(first) = words[word].head.filter(|&first| words[word].deprel == "nmod" && first < word) else { return };
    let Some(of) = child(sentence, word, &["case"]).find(|&case| words[case].form == "of") else { return };
    let Some(last) = of.checked_sub(1).filter(|&last| words[last].head == Some(first)) else { return };
    let joined = words[last].deprel == "conj" && !has(sentence, last, &["det", "nmod:poss"]);
    let singular = matches!(words[first].xpos.as_str(), "NN" | "NNP") && has(sentence, first, &["det"]);
    // Titles in the plural are tagged as names: "Members".
    let form = &words[last].form;
    let plural = words[last].xpos.starts_with("NN") && form.ends_with('s') && !form.ends_with("ss");
    if joined && singular && plural {
        sentence.words[word].head = Some(last);
    }
}

/// "two presidents in the history of Lissen, Ann Roe and Jo Poe": persons are no second item of a place; they are the persons
/// spoken of before.
pub(super) fn persons_beside_place(sentence: &mut Sentence, person: usize) {
    let words = &sentence.words;
    let kind = |word: usize| sentence.names.iter().find(|n| n.words.contains(word)).map(|n| n.kind);
    let Some(place) = words[person].head.filter(|&place| place < person) else { return };
    let beside = matches!(words[person].deprel.as_str(), "conj" | "appos") && words[person - 1].form == ",";
    if !beside || kind(person) != Some(NameKind::Per) || kind(place) != Some(NameKind::Loc) {
        return;
    }
    let several = |&word: &usize| words[word].xpos == "NNS" && is_person(sentence, word) == Some(true);
    let Some(persons) = (0..place).rev().find(several).filter(|&word| !is_below(sentence, word, person)) else {
        return;
    };
    let others: Vec<usize> =
        child(sentence, place, &["conj"]).filter(|&word| word > person && kind(word) == Some(NameKind::Per)).collect();
    relate(sentence, person, persons, "appos");
    for other in others {
        relate(sentence, other, person, "conj");
    }
}

/// "insists that it be paid, but Congress has not passed it": what stands against the report, in another tense than what is
/// reported, is told by who tells of the report.
pub(super) fn against_report(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(content) = words[clause].head.filter(|&at| words[clause].deprel == "conj" && at < clause) else { return };
    let Some(verb) = words[content].head.filter(|&at| words[content].deprel == "ccomp" && at < content) else { return };
    let but =
        child(sentence, clause, &["cc"]).find(|&cc| words[cc].form == "but" && cc > 0 && words[cc - 1].form == ",");
    let own = has(sentence, clause, &["nsubj", "nsubj:pass"]) && !has(sentence, clause, &["mark"]);
    let present = |word: usize| {
        let finite = |at: usize| matches!(words[at].xpos.as_str(), "VBZ" | "VBP");
        finite(word) || child(sentence, word, &["aux", "cop"]).any(finite)
    };
    let quoted = (verb..clause).any(|word| matches!(words[word].form.as_str(), "\"" | "“" | "”"));
    let reports = cue::finite(&words[verb].lemma).is_some_and(Embedding::has_voice);
    if but.is_some() && own && reports && !quoted && present(clause) && !present(content) {
        sentence.words[clause].head = Some(verb);
    }
}
