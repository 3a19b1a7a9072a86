//! Participles hung on the phrase that they are about.

use super::phrase::has_children;
use super::{has, is_below, marked, relate};
use crate::document::{NameKind, Sentence, Upos};
use crate::proposition::clause::name_kind;
use crate::proposition::cue;

/// "a rise in the population of plankton, also called algae": what something is called is told of the nearest.
pub(super) fn called(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    let word = &words[participle];
    let names = word.xpos == "VBN" && cue::is_cue(&word.lemma, "calls") && word.deprel == "acl";
    let Some(head) = word.head.filter(|&head| names && head < participle) else { return };
    let comma = (head..participle).rev().find(|&at| words[at].form == ",");
    let short = |comma: &usize| words[comma + 1..participle].iter().all(|between| between.upos == Upos::ADV);
    let Some(nearest) = comma.filter(short).and_then(|comma| comma.checked_sub(1)) else { return };
    let noun = matches!(words[nearest].upos, Upos::NOUN | Upos::PROPN) && words[nearest].relation() == "nmod";
    if noun && nearest != head && is_below(sentence, nearest, head) {
        sentence.words[participle].head = Some(nearest);
    }
}

/// "failed to get the majority required": it is the majority that is required.
pub(super) fn required(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    let word = &words[participle];
    let needs = word.xpos == "VBN" && cue::is_cue(&word.lemma, "stands-behind") && word.deprel == "xcomp";
    let alone = !has_children(sentence, participle);
    // "reports on the tool used vary"
    let nearest = participle.checked_sub(1).filter(|&noun| {
        let of_other = words[noun].relation() == "nmod" && words[noun].upos == Upos::NOUN;
        word.xpos == "VBN" && word.deprel == "acl" && alone && of_other && word.head != Some(noun)
    });
    if let Some(nearest) = nearest {
        sentence.words[participle].head = Some(nearest);
        return;
    }
    let Some(object) = participle.checked_sub(1).filter(|_| needs && alone) else { return };
    if words[object].upos == Upos::NOUN && words[object].deprel == "obj" && words[object].head == word.head {
        relate(sentence, participle, object, "acl");
    }
}

/// "led the mission symbolizing that the race was over": what has an effect is the thing right before, not a person.
pub(super) fn effect(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    let word = &words[participle];
    let has_effect = word.xpos == "VBG" && cue::is_cue(&word.lemma, "effect") && word.deprel == "advcl";
    let bare = !has(sentence, participle, &["mark", "case", "nsubj", "aux"]);
    // "the region, comprising two states": what it is made of.
    let parts = cue::is_cue(&word.lemma, "comprises") && word.xpos == "VBG" && word.deprel == "advcl";
    let before =
        participle.checked_sub(1).map(|at| if parts && words[at].form == "," { at.saturating_sub(1) } else { at });
    let Some(before) = before.filter(|_| (has_effect || parts) && bare) else { return };
    let mut noun = before;
    while matches!(words[noun].relation(), "flat" | "compound" | "fixed") {
        let Some(above) = words[noun].head else { return };
        noun = above;
    }
    let kind = name_kind(sentence, noun);
    let thing = matches!(words[noun].upos, Upos::NOUN | Upos::PROPN)
        && !matches!(kind, Some(NameKind::Per | NameKind::Time))
        && !is_below(sentence, noun, participle);
    if thing && words[noun].relation() != "nsubj" {
        relate(sentence, participle, noun, "acl");
    }
}

/// "captured two groups fighting", "sees people locked in": what is seen is what they do.
pub(super) fn seen(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    let word = &words[participle];
    let open = matches!(word.xpos.as_str(), "VBG" | "VBN") && matches!(word.deprel.as_str(), "advcl" | "xcomp");
    let Some(verb) = word.head.filter(|&verb| open && verb < participle) else { return };
    let pictures = cue::is_cue(&words[verb].lemma, "perceives") || cue::is_cue(&words[verb].lemma, "pictures");
    let bare = !has(sentence, participle, &["mark", "case", "nsubj", "aux", "cop"]);
    let object = super::child(sentence, verb, &["obj"]).find(|&object| {
        verb < object && (object..participle).all(|at| is_below(sentence, at, object) && words[at].form != ",")
    });
    if let Some(object) = object.filter(|&object| pictures && bare && words[object].upos == Upos::NOUN) {
        relate(sentence, participle, object, "acl");
    }
}

/// "inform efforts to develop it": the infinitive is what the effort is for, and nothing that the efforts do.
pub(super) fn infinitive_of_object(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let Some(to) = marked(sentence, verb, &["mark"], "to") else { return };
    // As an adverbial it may be what all is done for, unless it stands right behind.
    let behind = |noun: usize| words[verb].deprel == "advcl" && to == noun + 1;
    let open = words[verb].deprel == "xcomp" || to > 0 && behind(to - 1);
    let Some(above) = words[verb].head.filter(|&above| open && above < verb && words[above].upos == Upos::VERB) else {
        return;
    };
    let object = (above..verb).find(|&at| words[at].head == Some(above) && words[at].deprel == "obj");
    let Some(object) = object.filter(|&object| cue::is_cue(&words[object].lemma, "takes-infinitive")) else { return };
    if words[object].upos == Upos::NOUN && (words[verb].deprel == "xcomp" || behind(object)) {
        relate(sentence, verb, object, "acl");
    }
}

/// "returning to service was expected to take longer": a gerund right before a finite verb without a subject is its subject.
pub(super) fn gerund_subject(sentence: &mut Sentence, gerund: usize) {
    let words = &sentence.words;
    let word = &words[gerund];
    let plain = word.xpos == "VBG"
        && word.deprel == "advcl"
        && !has(sentence, gerund, &["mark", "case", "nsubj", "aux", "advmod"]);
    let Some(verb) = word.head.filter(|&verb| plain && gerund < verb) else { return };
    let Some(auxiliary) = super::child(sentence, verb, &["aux", "cop"]).next().filter(|&aux| aux > gerund) else {
        return;
    };
    let finite = matches!(words[auxiliary].xpos.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let own_subject = has(sentence, verb, &["nsubj", "csubj", "expl"]);
    let below = (gerund..auxiliary).all(|at| at == gerund || words[at].form != "," && is_below(sentence, at, gerund));
    if finite && !own_subject && below {
        sentence.words[gerund].deprel = "csubj".to_owned();
    }
}

/// "the mother of a woman who took pills bought online": the participle tells of the noun right before it, inside the relative
/// clause, not of the noun that the clause is about.
pub(super) fn within_relative(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    let word = &words[participle];
    let reduced = word.deprel == "acl" && matches!(word.xpos.as_str(), "VBN" | "VBG");
    let Some(noun) = word.head.filter(|&noun| reduced && noun < participle) else { return };
    let Some(before) = participle.checked_sub(1).filter(|&before| words[before].upos == Upos::NOUN) else { return };
    let relative = super::child(sentence, noun, &["acl"]).find(|&clause| {
        words[clause].deprel == "acl:relcl" && clause < participle && is_below(sentence, before, clause)
    });
    if relative.is_some() && before != noun && matches!(words[before].relation(), "obj" | "obl" | "nmod") {
        sentence.words[participle].head = Some(before);
    }
}

/// "Asked if he knew, Roe laughed": a past participle that opens the sentence, whatever the tagger says.
pub(super) fn fronted(sentence: &mut Sentence, verb: usize) {
    let words = &sentence.words;
    let word = &words[verb];
    let opens = words[..verb].iter().all(|word| word.upos == Upos::PUNCT);
    let before = word.head.is_some_and(|main| main > verb && has(sentence, main, &["nsubj", "nsubj:pass"]));
    if opens
        && before
        && word.xpos == "VBD"
        && word.deprel == "advcl"
        && !has(sentence, verb, &["nsubj", "aux", "mark"])
    {
        sentence.words[verb].xpos = "VBN".to_owned();
    }
}

/// "was taken in by the police, accused of theft": the police are not.
pub(super) fn accused_by_agent(sentence: &mut Sentence, participle: usize) {
    let words = &sentence.words;
    let word = &words[participle];
    let accuses = word.xpos == "VBN" && word.deprel == "acl" && cue::is_cue(&word.lemma, "suspects");
    let Some(mut noun) = word.head.filter(|&noun| accuses && noun < participle) else { return };
    let comma = (noun..participle).any(|at| words[at].form == ",");
    for _ in 0..3 {
        if words[noun].relation() != "nmod" {
            break;
        }
        let Some(above) = words[noun].head else { return };
        noun = above;
    }
    let Some(verb) = words[noun].head.filter(|_| comma && words[noun].deprel == "obl:agent") else { return };
    if verb < participle && !is_below(sentence, verb, participle) {
        relate(sentence, participle, verb, "advcl");
    }
}
