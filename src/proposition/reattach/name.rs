//! Words of names hung within the name.

use super::{child, has, is_below, relate};
use crate::document::{NameKind, Sentence, Upos};
use crate::lexicon;
use crate::proposition::role::is_role_noun;

/// "the Conference of State Legislatures", "Secretary of State Ann Roe": what "of" brings in belongs to the noun before it,
/// where a name holds both, or where they are the title of a person behind.
pub(super) fn of_phrase(sentence: &mut Sentence, word: usize) {
    let words = &sentence.words;
    // The "of" of a title may hang on the name.
    let of_name =
        |of: &usize| words[*of].form == "of" && words[*of].head == words[word].head && words[*of].deprel == "case";
    let of = child(sentence, word, &["case"])
        .find(|&case| words[case].form == "of" && case < word)
        .or_else(|| word.checked_sub(1).filter(of_name));
    let Some((of, noun)) = of.and_then(|of| Some((of, of.checked_sub(1)?))) else { return };
    let Some(above) =
        words[word].head.filter(|&above| above != noun && matches!(words[noun].upos, Upos::NOUN | Upos::PROPN))
    else {
        return;
    };
    let name = |at: usize| sentence.names.iter().find(|name| name.words.contains(at));
    let one_name = name(noun).is_some_and(|name| {
        matches!(name.kind, NameKind::Org | NameKind::Loc | NameKind::Event)
            && name.words.contains(of)
            && name.words.contains(word)
            && !name.words.contains(above)
    });
    let titled = words[noun].head == Some(above)
        && word < above
        && is_role_noun(&words[noun])
        && name(above).is_some_and(|name| name.kind == NameKind::Per && !name.words.contains(noun));
    if (one_name || titled) && !is_below(sentence, noun, word) {
        relate(sentence, word, noun, "nmod");
        relate(sentence, of, word, "case");
    }
}

/// "captain George Roe said", "leads technology firm Acme": a name that hangs on a verb as a part of a phrase is its subject or
/// its object.
pub(super) fn of_verb(sentence: &mut Sentence, word: usize) {
    let words = &sentence.words;
    let part = matches!(words[word].deprel.as_str(), "flat" | "nmod:desc" | "compound" | "dep");
    let Some(verb) = words[word].head.filter(|&verb| part && words[verb].upos == Upos::VERB) else { return };
    let Some(name) = sentence.names.iter().find(|name| name.words.contains(word) && name.kind != NameKind::Time) else {
        return;
    };
    let auxiliary = child(sentence, verb, &["aux"]).find(|&aux| aux >= name.words.end && aux < verb);
    let finite = auxiliary.is_some() || matches!(words[verb].xpos.as_str(), "VBD" | "VBZ" | "VBP");
    let subject = if has(sentence, verb, &["aux:pass"]) { "nsubj:pass" } else { "nsubj" };
    let relation = if name.words.end <= verb {
        let own = |at: usize| matches!(words[at].upos, Upos::ADV | Upos::AUX) || is_below(sentence, at, word);
        let between = (name.words.end..verb).all(own);
        (finite && between && !has(sentence, verb, &["nsubj", "nsubj:pass", "csubj", "expl"])).then_some(subject)
    } else {
        let first = (0..=word).find(|&at| is_below(sentence, at, word)).unwrap_or(word);
        let goes_on = words
            .get(name.words.end)
            .is_some_and(|next| next.upos == Upos::PROPN || matches!(next.form.as_str(), "-" | "–" | "—"));
        let bare = !goes_on && !has(sentence, word, &["case"]);
        (first == verb + 1 && bare && !has(sentence, verb, &["obj", "ccomp", "xcomp"])).then_some("obj")
    };
    if let Some(relation) = relation {
        sentence.words[word].deprel = relation.to_owned();
    }
}

/// "a girl from Lissen, Calder ran": not the country ran, but whoever is from the town in it.
pub(super) fn of_country_before_verb(sentence: &mut Sentence, place: usize) {
    let words = &sentence.words;
    let located =
        |word: usize| sentence.names.iter().any(|name| name.kind == NameKind::Loc && name.words.contains(word));
    let Some(verb) = words[place].head.filter(|&verb| words[place].deprel == "nsubj" && place < verb) else { return };
    let wide = lexicon::PLACES.get(&words[place].form).is_some_and(|kind| !kind.starts_with("city"));
    let Some(town) = place.checked_sub(2).filter(|_| wide && words[place - 1].form == ",") else { return };
    let Some(whose) = words[town].head.filter(|&noun| located(town) && words[town].relation() == "nmod" && noun < town)
    else {
        return;
    };
    let from = child(sentence, town, &["case"]).any(|case| matches!(words[case].form.as_str(), "from" | "of" | "in"));
    let loose = matches!(words[whose].relation(), "appos" | "dep" | "parataxis" | "nmod" | "dislocated");
    if from && loose && words[whose].upos == Upos::NOUN && !is_below(sentence, verb, whose) {
        relate(sentence, place, town, "nmod:unmarked");
        relate(sentence, whose, verb, "nsubj");
    }
}
