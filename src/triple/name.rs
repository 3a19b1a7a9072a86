//! Trees in which names are one piece: what is coordinated or hung up inside a name is never taken apart.

use crate::document::Sentence;

/// The sentence with the inner relations of its names made flat: "the Association of Educators and Skeptics".
pub(super) fn whole_names(sentence: &Sentence) -> Sentence {
    let mut sentence = sentence.clone();
    for number in 0..sentence.names.len() {
        let name = sentence.names[number];
        for word in name.words.iter() {
            let inside = sentence.words[word].head.is_some_and(|head| name.words.contains(head));
            if inside && matches!(sentence.words[word].relation(), "conj" | "cc" | "appos" | "list" | "parataxis") {
                sentence.words[word].deprel = "flat".to_owned();
            }
            if inside && sentence.words[word].deprel == "case" && splits_name(&sentence, name.words.start, word) {
                sentence.words[word].deprel = "flat".to_owned();
            }
        }
    }
    sentence
}

/// A preposition in the middle of its noun's words: "University of Connecticut School" under "School".
fn splits_name(sentence: &Sentence, start: usize, case: usize) -> bool {
    let head = sentence.words[case].head;
    (start..case).any(|word| sentence.words[word].head == head)
}
