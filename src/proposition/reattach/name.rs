//! Words of names hung within the name.

use super::{child, is_below, relate};
use crate::document::{NameKind, Sentence, Upos};
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
