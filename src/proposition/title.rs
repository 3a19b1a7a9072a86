//! Titles of two words that the network takes apart, or takes for a part of the name.

use super::cue::is_cue;
use super::role::is_role_noun;
use crate::document::{NameKind, Sentence, Upos, WordRange};

/// "Bishop Emeritus Ann Roe": what stands behind a title belongs to it, not to the name.
pub(super) fn behind(sentence: &mut Sentence) {
    let words = &sentence.words;
    for name in &mut sentence.names {
        let WordRange { start, end } = name.words;
        // "General" stands before names too.
        let first = words[start].form.to_lowercase();
        let behind = is_cue(&first, "behind-title") && first != "general" && first != words[start].form;
        let proper = |word: &usize| words[*word].upos == Upos::PROPN;
        let end = if end > start + 1 {
            end
        } else {
            (end..words.len()).take_while(proper).last().map_or(end, |last| last + 1)
        };
        if name.kind == NameKind::Per && behind && start > 0 && end > start + 1 {
            name.words = WordRange::new(start + 1, end);
        }
    }
}

/// "Deputy Secretary Roe", "the President and Vice President": one title, where the tree has two.
pub(super) fn whole(sentence: &mut Sentence) {
    for word in 0..sentence.words.len().saturating_sub(1) {
        // "Vice-President" in three words
        let hyphen = sentence.words[word + 1].form == "-" && word + 2 < sentence.words.len();
        let title = if hyphen { word + 2 } else { word + 1 };
        let (first, next) = (&sentence.words[word], &sentence.words[title]);
        let part = matches!(first.form.as_str(), "Deputy" | "Vice" | "Assistant" | "Acting" | "Associate" | "Under");
        let beside = first.head == next.head && first.deprel == next.deprel && first.head.is_some();
        if part && beside && is_role_noun(next) && matches!(next.upos, Upos::NOUN | Upos::PROPN) {
            for other in &mut sentence.words {
                if other.head == Some(word) {
                    other.head = Some(title);
                }
            }
            sentence.words[word].head = Some(title);
            sentence.words[word].deprel = "compound".to_owned();
        }
    }
}
