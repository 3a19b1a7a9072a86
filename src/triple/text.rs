//! Slots of a triple as sequences of the sentence's words and a few supplied ones.

use crate::document::Word;

/// One word of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// A word of the sentence.
    Word(usize),
    /// A word that the sentence does not have.
    Supplied(&'static str),
}

/// A slot.
pub(super) type Text = Vec<Piece>;

/// Words of the sentence as a slot.
pub(super) fn text(words: impl IntoIterator<Item = usize>) -> Text {
    words.into_iter().map(Piece::Word).collect()
}

/// The slot as a string: blanks as in the sentence, and one wherever words are left out.
pub(super) fn render(words: &[Word], text: &[Piece]) -> String {
    let mut out = String::new();
    let mut last: Option<Piece> = None;
    for &piece in text {
        let joined = match (last, piece) {
            (None, _) => true,
            (Some(Piece::Word(before)), Piece::Word(word)) => before + 1 == word && !words[before].space_after,
            _ => false,
        };
        if !joined {
            out.push(' ');
        }
        match piece {
            Piece::Word(word) => out.push_str(&words[word].form),
            Piece::Supplied(word) => out.push_str(word),
        }
        last = Some(piece);
    }
    out
}
