//! Form and tag → lemma.

use super::Sentence;

/// Sets the lemma of every word.
pub(super) fn lemmatise(sentence: &mut Sentence) {
    for word in &mut sentence.words {
        word.lemma = word.form.to_lowercase();
    }
}
