//! Names that the network cuts short: "Islamic State of Iraq" and the Levant, the "Office" of the Vice President.

use super::clause::name_kind;
use super::cue::is_cue;
use crate::document::{Name, NameKind, Sentence, Upos, WordRange};
use crate::lexicon;

/// Makes the names of bodies whole.
pub(super) fn whole_bodies(sentence: &mut Sentence) {
    for number in 0..sentence.names.len() {
        let name = sentence.names[number];
        let end = match name.kind {
            NameKind::Org => of_phrase(sentence, name)
                .or_else(|| second_part(sentence, name))
                .or_else(|| campus(sentence, name))
                .or_else(|| for_phrase(sentence, name)),
            NameKind::Misc => of_phrase(sentence, name).or_else(|| for_phrase(sentence, name)),
            NameKind::Per => administration(sentence, name),
            NameKind::Loc => broadcaster(sentence, name),
            _ => None,
        };
        // "the Prime" Minister's Bureau
        let start = name.words.start;
        let prime = start > 0
            && sentence.words[start - 1].form == "Prime"
            && sentence.words[start].form == "Minister"
            && name.kind == NameKind::Org;
        if prime {
            sentence.names[number].words = WordRange::new(start - 1, name.words.end);
        }
        if let Some(end) = end {
            let start = if name.kind == NameKind::Per { of_two(sentence, name) } else { name.words.start };
            sentence.names[number] = Name { words: WordRange::new(start, end), kind: NameKind::Org };
        }
    }
    let names = sentence.names.clone();
    let inside = |name: &Name| {
        names.iter().any(|other| {
            other.words != name.words && other.words.start <= name.words.start && name.words.end <= other.words.end
        })
    };
    sentence.names.retain(|name| !inside(name));
}

/// Where "Roe-Poe" begins.
fn of_two(sentence: &Sentence, name: Name) -> usize {
    let words = &sentence.words;
    let mut start = name.words.start;
    while start > 1 && matches!(words[start - 1].form.as_str(), "-" | "–") && words[start - 2].upos == Upos::PROPN {
        start -= 2;
    }
    start
}

/// "the Roe Administration": who governs, not the person.
fn administration(sentence: &Sentence, name: Name) -> Option<usize> {
    let words = &sentence.words;
    let end = name.words.end;
    let follows = words.get(end).is_some_and(|word| word.form == "Administration");
    (follows && words[end].head.is_none_or(|head| !name.words.contains(head))).then_some(end + 1)
}

/// "Abu Dhabi TV": the station, not the place.
fn broadcaster(sentence: &Sentence, name: Name) -> Option<usize> {
    let next = sentence.words.get(name.words.end)?;
    let compound = next.head.is_some() || next.upos == Upos::PROPN;
    (compound && matches!(next.form.as_str(), "TV" | "Television" | "Radio")).then_some(name.words.end + 1)
}

/// Where a run of capitalised words that starts at `start`, behind "the" at most, ends.
fn capitalised(sentence: &Sentence, start: usize) -> Option<WordRange> {
    let words = &sentence.words;
    let article = words.get(start).is_some_and(|word| word.form == "the");
    let start = if article { start + 1 } else { start };
    let proper = |word: usize| {
        matches!(words[word].upos, Upos::PROPN | Upos::NOUN | Upos::ADJ)
            && words[word].form.starts_with(char::is_uppercase)
    };
    let end = (start..words.len()).take_while(|&word| proper(word)).last()? + 1;
    Some(WordRange::new(start, end))
}

/// "the Office of the Vice President": one word with a capital that says what sort of body, and of what.
fn of_phrase(sentence: &Sentence, name: Name) -> Option<usize> {
    let words = &sentence.words;
    let WordRange { start, mut end } = name.words;
    while end > start + 1 && matches!(words[end - 1].upos, Upos::ADP | Upos::DET) {
        end -= 1;
    }
    let sort = end == start + 1 && is_cue(&words[start].form.to_lowercase(), "body-sort");
    if !sort || words.get(end).is_none_or(|word| word.form != "of") {
        return None;
    }
    let run = capitalised(sentence, end + 1)?;
    let other = |word: usize| name_kind(sentence, word).is_some_and(|kind| kind != NameKind::Org);
    let own = run.iter().all(|word| !other(word)) && run.iter().any(|word| words[word].upos == Upos::PROPN);
    own.then_some(run.end)
}

/// "Cinema for Peace Foundation", "Citizens for Justice Committee": what it is for, and what sort of body.
fn for_phrase(sentence: &Sentence, name: Name) -> Option<usize> {
    let words = &sentence.words;
    let WordRange { start, end } = name.words;
    if end > start + 2 || words.get(end).is_none_or(|word| word.form != "for") {
        return None;
    }
    let run = capitalised(sentence, end + 1).filter(|run| run.start == end + 1 && run.end > run.start + 1)?;
    is_cue(&words[run.end - 1].form.to_lowercase(), "body-end").then_some(run.end)
}

/// "the Islamic State of Iraq and the Levant": what is joined to the last word of its of-phrase, and is no body itself.
fn second_part(sentence: &Sentence, name: Name) -> Option<usize> {
    let words = &sentence.words;
    let of = name.words.iter().find(|&word| words[word].form == "of" && word > name.words.start)?;
    let and = name.words.end;
    if words.get(and).is_none_or(|word| word.form != "and") {
        return None;
    }
    let run = capitalised(sentence, and + 1)?;
    let joined_behind = |least: usize| {
        run.iter().any(|word| {
            let head = words[word].head;
            words[word].relation() == "conj" && head.is_some_and(|head| least <= head && head < and)
        })
    };
    // "the" and a place cannot be told of the body's name as another body is.
    let joined = joined_behind(of);
    let place = |word: usize| match name_kind(sentence, word) {
        None => joined,
        Some(NameKind::Loc) => words[and + 1].form == "the",
        Some(_) => false,
    };
    (joined_behind(name.words.start) && run.iter().all(place)).then_some(run.end)
}

/// "University of California, San Diego": a university of a state, and which.
fn campus(sentence: &Sentence, name: Name) -> Option<usize> {
    let words = &sentence.words;
    let WordRange { start, end } = name.words;
    let text = |range: WordRange| range.iter().map(|word| words[word].form.as_str()).collect::<Vec<_>>().join(" ");
    let state = |text: &str| lexicon::PLACES.get(text).is_some_and(|kind| kind.starts_with("state"));
    let of_state = end > start + 2
        && words[start].form == "University"
        && words[start + 1].form == "of"
        && state(&text(WordRange::new(start + 2, end)));
    let place = sentence.names.iter().find(|place| place.kind == NameKind::Loc && place.words.start == end + 1)?;
    let comma = words.get(end).is_some_and(|word| word.form == ",");
    (of_state && comma && !state(&text(place.words))).then_some(place.words.end)
}
