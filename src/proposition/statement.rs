//! Texts that are one person's words as a whole: "Statement by Ann Roe on …", told in the first person.

use super::marks::Span;
use super::{Argument, Tree, Voice};
use crate::document::{Document, NameKind, Upos};
use std::collections::{BTreeMap, BTreeSet};

/// Adds a quotation for every paragraph without marks of such a text, and tells whose it is, by paragraph.
pub(super) fn paragraphs(document: &Document, trees: &[Tree], spans: &mut Vec<Span>) -> BTreeMap<usize, Voice> {
    let Some(voice) = speaker(document, trees) else { return BTreeMap::new() };
    let title = document.sentences[0].paragraph;
    // A nickname or a title in marks leaves the paragraph the author's.
    let long = |span: &&Span| span.words.len() > 5;
    let marked: BTreeSet<usize> = spans.iter().filter(long).map(|span| span.paragraph).collect();
    let mut found: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        if sentence.paragraph != title && !marked.contains(&sentence.paragraph) {
            let words = (0..sentence.words.len()).map(|word| (number, word));
            found.entry(sentence.paragraph).or_default().extend(words);
        }
    }
    let mine = |&(sentence, word): &(usize, usize)| {
        let word = &document.sentences[sentence].words[word];
        word.upos == Upos::PRON && matches!(word.lemma.as_str(), "I" | "i" | "we" | "my" | "our")
    };
    // "Statement by X" is X's to the last word; of other titles only those that lead to somebody's I.
    let opens = document.sentences[0].words.first().is_some_and(|word| word.lemma.eq_ignore_ascii_case("statement"));
    if !opens && !found.values().flatten().any(mine) {
        return BTreeMap::new();
    }
    spans.retain(|span| !found.contains_key(&span.paragraph));
    spans.extend(found.iter().map(|(&paragraph, words)| Span { words: words.clone(), paragraph, continues: false }));
    spans.sort_by_key(|span| span.words[0]);
    found.into_keys().map(|paragraph| (paragraph, voice.clone())).collect()
}

/// Whose statement the title announces: "Statement by X", "X's statement", "Director X statement".
fn speaker(document: &Document, trees: &[Tree]) -> Option<Voice> {
    let (sentence, tree) = (document.sentences.first()?, trees.first()?);
    let kind = |word: usize| matches!(tree.lower(word).as_str(), "statement" | "remarks" | "letter" | "message");
    let cue = (0..tree.words.len()).find(|&word| kind(word) && matches!(tree.upos(word), Upos::NOUN | Upos::PROPN))?;
    let persons = || sentence.names.iter().filter(|name| name.kind == NameKind::Per);
    let by = |start: usize| {
        let between = cue + 1..start;
        let preposition =
            between.clone().next().is_some_and(|at| matches!(tree.lower(at).as_str(), "by" | "from" | "of"));
        // Only a title may stand between: "by Vice President Harris".
        preposition
            && between.skip(1).all(|at| tree.words[at].form.starts_with(char::is_uppercase) || tree.lower(at) == "of")
    };
    let behind = persons().find(|name| cue == 0 && by(name.words.start));
    let before = || {
        persons().find(|name| name.words.end == cue || name.words.end + 1 == cue && tree.words[cue - 1].xpos == "POS")
    };
    let name = behind.or_else(before)?;
    let inside = |word: &usize| tree.words[*word].head.is_none_or(|head| !name.words.contains(head));
    let head = name.words.iter().find(inside)?;
    let source = Argument { sentence: 0, head, words: name.words.iter().collect(), clausal: false };
    Some(Voice { source: Some(source), cue: tree.lower(cue) })
}
