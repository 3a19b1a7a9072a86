//! Words set between a subject and its verb that belong to the verb.

use super::{child, has, is_below, relate};
use crate::document::{NameKind, Sentence, Upos};
use crate::proposition::cue::{self, Embedding};

/// "These birds, Roe suggested, hunt": who reports between a subject and its verb reports the clause. The tree may have the
/// reporter for an apposition of the subject and the report for a relative clause.
pub(super) fn report(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let beside = matches!(words[verb].deprel.as_str(), "parataxis" | "acl:relcl");
    let Some(subject) = words[verb].head.filter(|&subject| beside && subject < verb) else { return };
    let reports = words[verb].upos == Upos::VERB && cue::finite(&words[verb].lemma).is_some_and(Embedding::has_voice);
    let Some(clause) = words[subject].head.filter(|&clause| clause > verb) else { return };
    let set_off = words.get(verb + 1).is_some_and(|next| next.form == ",");
    if !reports || !set_off || words[subject].relation() != "nsubj" || has(sentence, verb, &["obj", "ccomp"]) {
        return;
    }
    let reporter = child(sentence, subject, &["appos"]).find(|&name| {
        let comma = (0..name).rev().find(|&word| !is_below(sentence, word, name));
        (name..verb).all(|word| is_below(sentence, word, name)) && comma.is_some_and(|at| words[at].form == ",")
    });
    match reporter {
        Some(reporter) if !has(sentence, verb, &["nsubj"]) => relate(sentence, reporter, verb, "nsubj"),
        _ if has(sentence, verb, &["nsubj"]) => {}
        _ => return,
    }
    relate(sentence, verb, clause, "parataxis");
}

/// "Those figures, Roe notes, show it": a verb of saying behind a name that the tagger takes for a noun.
pub(super) fn report_noun(sentence: &mut Sentence, noun: usize) {
    let words = &sentence.words;
    let word = &words[noun];
    let says = word.xpos == "NNS" && word.deprel == "appos" && cue::says(word.lemma.as_str());
    let Some(subject) = word.head.filter(|&subject| says && subject < noun && words[subject].relation() == "nsubj")
    else {
        return;
    };
    let Some(clause) = words[subject].head.filter(|&clause| clause > noun) else { return };
    let name = sentence.names.iter().find(|name| name.kind == NameKind::Per && name.words.end == noun);
    let Some(range) = name.map(|name| name.words) else { return };
    let comma = |word: Option<usize>| word.and_then(|word| words.get(word)).is_some_and(|word| word.form == ",");
    let outside = |word: &usize| words[*word].head.is_none_or(|head| !range.contains(head));
    let Some(head) = range.iter().find(outside).filter(|&head| words[head].head == Some(noun)) else { return };
    if comma(range.start.checked_sub(1)) && comma(Some(noun + 1)) {
        sentence.words[noun].upos = Upos::VERB;
        sentence.words[noun].xpos = "VBZ".to_owned();
        sentence.words[head].deprel = "nsubj".to_owned();
        relate(sentence, noun, clause, "parataxis");
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

/// "… and covered 3,700 km before falling into the sea, according to the army": a source that ends the sentence, set off by a
/// comma, tells all of it.
pub(super) fn final_source(sentence: &mut Sentence, source: usize) {
    let words = &sentence.words;
    let according = |case: usize| words[case].form.eq_ignore_ascii_case("according");
    if !child(sentence, source, &["case"]).any(according) {
        return;
    }
    let Some(first) = (0..=source).find(|&word| is_below(sentence, word, source)) else { return };
    // The tree may hang the comma on the source or above it.
    let first = if words[first].form == "," { first + 1 } else { first };
    let comma = first.checked_sub(1).is_some_and(|before| words[before].form == ",");
    let last = (first..words.len()).all(|word| is_below(sentence, word, source) || words[word].upos == Upos::PUNCT);
    let Some(root) = words.iter().position(|word| word.head.is_none()) else { return };
    let reports = cue::finite(&words[root].lemma).is_some_and(Embedding::has_voice) && has(sentence, root, &["ccomp"]);
    let quoted = words[..first].iter().any(|word| matches!(word.form.as_str(), "\"" | "“" | "”"));
    let verb = words[root].upos == Upos::VERB || has(sentence, root, &["cop"]);
    if comma && last && verb && !reports && !quoted && root < first && words[source].head != Some(root) {
        relate(sentence, source, root, "obl");
    }
}
