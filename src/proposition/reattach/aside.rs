//! Words set between a subject and its verb that belong to the verb.

use super::{has, is_below, relate};
use crate::document::{Sentence, Upos};
use crate::proposition::cue::{self, Embedding};

/// "These birds, Roe suggested, hunt": who reports between a subject and its verb reports the clause.
pub(super) fn report(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let Some(subject) = words[verb].head.filter(|&subject| words[verb].deprel == "parataxis" && subject < verb) else {
        return;
    };
    let reports = words[verb].upos == Upos::VERB && cue::finite(&words[verb].lemma).is_some_and(Embedding::has_voice);
    let Some(clause) = words[subject].head.filter(|&clause| clause > verb) else { return };
    let set_off = words.get(verb + 1).is_some_and(|next| next.form == ",");
    if reports && set_off && words[subject].relation() == "nsubj" && has(sentence, verb, &["nsubj"]) {
        sentence.words[verb].head = Some(clause);
    }
}

/// "police in response fired": a bare "in" phrase before the verb goes with it.
pub(super) fn connective(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let Some(subject) = words[noun].head.filter(|&subject| words[noun].deprel == "nmod" && subject < noun) else {
        return;
    };
    let Some(verb) = words[subject].head.filter(|&verb| words[subject].relation() == "nsubj" && verb > noun) else {
        return;
    };
    let below: Vec<usize> = (0..words.len()).filter(|&word| words[word].head == Some(noun)).collect();
    let bare = below.len() == 1 && words[below[0]].form.eq_ignore_ascii_case("in");
    let behind = (noun + 1..verb).all(|between| words[between].head == Some(verb));
    if bare && behind && cue::is_cue(&words[noun].lemma, "in-connective") && !is_below(sentence, verb, noun) {
        relate(sentence, noun, verb, "obl");
    }
}
