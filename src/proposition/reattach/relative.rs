//! Relative clauses hung on what they tell of.

use super::{child, has, is_below, is_person};
use crate::document::{NameKind, Sentence, Upos};
use crate::proposition::cue;

/// "a path that she worked to make easier": the relative pronoun is the object of the infinitive.
pub(super) fn of_infinitive(sentence: &mut Sentence, pronoun: usize) {
    let words = &sentence.words;
    let relative = words[pronoun].xpos == "WDT" && words[pronoun].deprel == "obj";
    let Some(verb) = words[pronoun].head.filter(|&verb| relative && pronoun < verb) else { return };
    let infinitive = |&clause: &usize| {
        words[clause].xpos == "VB"
            && verb < clause
            && child(sentence, clause, &["mark"]).any(|mark| words[mark].xpos == "TO")
            && !has(sentence, clause, &["obj", "nsubj", "aux:pass"])
            && has(sentence, clause, &["xcomp"])
    };
    let found = child(sentence, verb, &["advcl"]).find(infinitive);
    if let Some(clause) = found {
        sentence.words[pronoun].head = Some(clause);
    }
}

/// "a star such as Roe had the disease, which spread": "which" tells of no person, "who" of nothing else. The clause goes to the
/// nearest noun before it that its pronoun can stand for.
pub(super) fn to_its_kind(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(noun) = words[clause].head.filter(|&noun| words[clause].deprel == "acl:relcl" && noun < clause) else {
        return;
    };
    let pronoun = |&word: &usize| matches!(words[word].xpos.as_str(), "WDT" | "WP") && is_below(sentence, word, clause);
    let Some(pronoun) = (noun + 1..=clause).find(pronoun) else { return };
    let personal = match words[pronoun].form.to_lowercase().as_str() {
        "which" => false,
        "who" | "whom" => true,
        _ => return,
    };
    // "between her mother, Ann Roe, and her aunt, Jo Poe, who owned it"
    let behind = pronoun.checked_sub(2).filter(|_| words[pronoun - 1].form == ",");
    let second = |other: &usize| behind.is_some_and(|nearest| is_below(sentence, nearest, *other));
    let second = child(sentence, noun, &["conj"]).find(second);
    if let Some(second) = second.filter(|_| personal) {
        sentence.words[clause].head = Some(second);
        return;
    }
    // "Roe, the child of Poe, who served": Roe did.
    let above = words[noun].head.filter(|_| words[noun].relation() == "nmod" && personal);
    let name = |word: usize| sentence.names.iter().find(|n| n.words.contains(word)).map(|n| n.kind);
    if let Some(described) = above.filter(|&above| words[above].deprel == "appos" && words[pronoun - 1].form == ",")
        && let Some(person) = words[described].head.filter(|&person| name(person) == Some(NameKind::Per))
    {
        sentence.words[clause].head = Some(person);
        return;
    }
    // "the managers of Acme, who were": they were, not Acme.
    let body = matches!(name(noun), Some(NameKind::Org | NameKind::Loc));
    if let Some(persons) = above.filter(|&above| body && is_person(sentence, above) == Some(true)) {
        sentence.words[clause].head = Some(persons);
        return;
    }
    let fits = |&word: &usize| {
        is_person(sentence, word).is_some_and(|person| person == personal) && !is_below(sentence, word, clause)
    };
    if !matches!(words[noun].upos, Upos::NOUN | Upos::PROPN) || is_person(sentence, noun) != Some(!personal) {
        return;
    }
    let heads = |word: &usize| {
        matches!(words[*word].upos, Upos::NOUN | Upos::PROPN)
            && !matches!(words[*word].relation(), "compound" | "flat" | "nmod:desc" | "nmod:poss" | "amod" | "det")
    };
    // "the work of law enforcement — who risked it": a body, where no person is there.
    let body = |&word: &usize| personal && is_person(sentence, word).is_none() && !is_below(sentence, word, clause);
    let nearest_body = || (noun + 1..pronoun).rev().filter(heads).find(body);
    // "the protesters, numbering in the millions, who came"
    let set_off = words[pronoun - 1].form == ",";
    let before = || {
        let nearest = (0..noun).rev().filter(heads).find(fits)?;
        (set_off && personal && (nearest..noun).any(|word| words[word].form == ",")).then_some(nearest)
    };
    if let Some(nearest) = (noun + 1..pronoun).rev().filter(heads).find(fits).or_else(nearest_body).or_else(before) {
        sentence.words[clause].head = Some(nearest);
    }
}

/// "coordination in disasters, which increase need": a plural verb tells of the plural noun right before it, not of a single thing.
pub(super) fn in_number(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(noun) = words[clause].head.filter(|&noun| words[clause].deprel == "acl:relcl" && noun < clause) else {
        return;
    };
    let subject = child(sentence, clause, &["nsubj"]).find(|&word| matches!(words[word].xpos.as_str(), "WDT" | "WP"));
    let finite = child(sentence, clause, &["aux", "cop"]).chain([clause]).find(|&word| {
        matches!(words[word].xpos.as_str(), "VBP" | "VBZ") || matches!(words[word].form.as_str(), "were" | "was")
    });
    let (Some(subject), Some(finite)) = (subject, finite) else { return };
    let plural = words[finite].xpos == "VBP" || words[finite].form == "were";
    let number = |word: usize| match words[word].xpos.as_str() {
        "NNS" | "NNPS" => Some(true),
        "NN" | "NNP" if !has(sentence, word, &["conj"]) => Some(false),
        _ => None,
    };
    let Some(mut nearest) = subject.checked_sub(1) else { return };
    if words[nearest].form == "," && nearest > 0 {
        nearest -= 1;
    }
    let between = noun < nearest && is_below(sentence, nearest, noun) && !is_below(sentence, nearest, clause);
    let nominal = words[nearest].relation() == "nmod" || words[nearest].relation() == "obl";
    let group = crate::proposition::role::is_group_noun(&words[noun].lemma)
        || matches!(words[noun].lemma.as_str(), "number" | "one");
    if between && nominal && !group && number(noun) == Some(!plural) && number(nearest) == Some(plural) {
        sentence.words[clause].head = Some(nearest);
    }
}

/// "a shooting in Lissen that left two dead": no place does harm.
pub(super) fn of_harm(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let located = |word: usize| sentence.names.iter().any(|n| n.kind == NameKind::Loc && n.words.contains(word));
    let Some(place) = words[clause].head.filter(|&noun| words[clause].deprel == "acl:relcl" && located(noun)) else {
        return;
    };
    let does = child(sentence, clause, &["nsubj"]).any(|word| matches!(words[word].xpos.as_str(), "WDT" | "WP"));
    if !does || !cue::is_cue(&words[clause].lemma, "harms") || !has(sentence, clause, &["obj"]) {
        return;
    }
    let event = |&word: &usize| {
        words[word].upos == Upos::NOUN
            && !located(word)
            && crate::lexicon::NOUNS
                .get(&words[word].lemma.to_lowercase())
                .is_some_and(|senses| ["act", "event", "phenomenon"].iter().any(|sense| senses.starts_with(sense)))
    };
    let above: Vec<usize> = std::iter::successors(Some(place), |&at| words[at].head).skip(1).take(4).collect();
    let beside = std::iter::once(&place)
        .chain(&above)
        .flat_map(|&above| child(sentence, above, &["nsubj", "nsubj:pass", "obj"]).collect::<Vec<_>>());
    let event = above.iter().copied().chain(beside).find(|word| *word < place && event(word));
    if let Some(event) = event {
        sentence.words[clause].head = Some(event);
    }
}

/// "the leader of the council who visited": a "who" is the person, not the body.
pub(super) fn who_is_person(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let relative = words[clause].deprel == "acl:relcl";
    let Some(noun) = words[clause].head.filter(|&noun| relative && noun < clause) else { return };
    let who = |word: usize| words[word].form.eq_ignore_ascii_case("who");
    if !child(sentence, clause, &["nsubj", "nsubj:pass"]).any(who) || words[noun].relation() != "nmod" {
        return;
    }
    let Some(person) = words[noun].head.filter(|&person| person < noun) else { return };
    let kind = sentence.names.iter().find(|name| name.words.contains(noun)).map(|name| name.kind);
    let role = |word: usize| {
        crate::proposition::role::is_role_noun(&words[word])
            && !crate::proposition::role::is_group_noun(&words[word].lemma.to_lowercase())
    };
    let singular = matches!(words[noun].xpos.as_str(), "NN" | "NNP");
    let body = match kind {
        Some(NameKind::Org | NameKind::Loc) => true,
        Some(_) => false,
        None => singular && crate::proposition::role::is_group_noun(&words[noun].lemma) && !role(noun),
    };
    if body && role(person) && words[person].upos == Upos::NOUN {
        sentence.words[clause].head = Some(person);
    }
}

/// "the row that hurt Team Acme which is now called Globex": of two relative clauses the second is about the name right before it.
pub(super) fn which_is_name(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let relative = |word: usize| words[word].deprel == "acl:relcl";
    let Some(noun) = words[clause].head.filter(|&noun| relative(clause) && noun < clause) else { return };
    let which = child(sentence, clause, &["nsubj", "nsubj:pass"]).find(|&word| words[word].form == "which");
    let Some(last) = which.and_then(|which| which.checked_sub(1)) else { return };
    let Some(name) = sentence.names.iter().find(|name| name.words.end == last + 1) else { return };
    let outside = |word: &usize| words[*word].head.is_none_or(|head| !name.words.contains(head));
    let Some(head) = name.words.iter().find(outside) else { return };
    let first = child(sentence, noun, &["acl"]).find(|&other| relative(other) && other < clause);
    if first.is_some_and(|first| is_below(sentence, head, first)) && !name.words.contains(noun) {
        sentence.words[clause].head = Some(head);
    }
}

/// "a costume based on the character Ann Roe, which lacks eyes": no person is a "which".
pub(super) fn which_is_thing(sentence: &mut Sentence, clause: usize) {
    let words = &sentence.words;
    let Some(noun) = words[clause].head.filter(|&noun| words[clause].deprel == "acl:relcl" && noun < clause) else {
        return;
    };
    let which = child(sentence, clause, &["nsubj", "nsubj:pass"]).any(|word| words[word].form == "which");
    let person = |word: usize| {
        sentence.names.iter().any(|name| name.kind == NameKind::Per && name.words.contains(word))
            || is_person(sentence, word) == Some(true)
    };
    if !which || !person(noun) {
        return;
    }
    let above = std::iter::successors(words[noun].head, |&at| words[at].head).take(5);
    let thing = above.into_iter().find(|&at| words[at].upos == Upos::NOUN && !person(at));
    if let Some(thing) = thing.filter(|&thing| thing < noun && !is_below(sentence, thing, clause)) {
        sentence.words[clause].head = Some(thing);
    }
}
