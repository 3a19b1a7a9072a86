//! Word → word pieces and letter-case shape: what the annotator's network reads.
//!
//! Uncased WordPiece (Devlin et al. 2019), word by word. Must agree with `WordPieces` and `shape` of
//! `training/encoder.py`; `tests/data/pieces.jsonl` holds what that file gives.

use std::collections::HashMap;
use unicode_general_category::get_general_category;
use unicode_normalization::UnicodeNormalization;

/// A word gives no more pieces than this.
pub(super) const MAX_PIECES_PER_WORD: usize = 8;

/// The vocabulary, one piece a line; the line number is the piece's id.
static VOCABULARY: &str = include_str!("../../models/en/vocab.txt");

/// The word pieces of the encoder.
pub(super) struct WordPieces {
    starts: HashMap<&'static str, i32>,
    continuations: HashMap<&'static str, i32>,
    /// Characters of the longest piece: no prefix longer than that needs looking up.
    longest: usize,
    /// `[CLS]`, before the first word; stands for the artificial root.
    pub cls: i32,
    /// `[SEP]`, after the last word.
    pub sep: i32,
    unknown: i32,
}

impl WordPieces {
    /// The compiled-in vocabulary.
    pub fn new() -> Self {
        let mut pieces = Self {
            starts: HashMap::with_capacity(32_000),
            continuations: HashMap::with_capacity(8_000),
            longest: 1,
            cls: 0,
            sep: 0,
            unknown: 0,
        };
        for (id, piece) in (0..).zip(VOCABULARY.lines()) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => pieces.continuations.insert(rest, id),
                _ => pieces.starts.insert(piece, id),
            };
            pieces.longest = pieces.longest.max(piece.chars().count());
        }
        let special = |name: &str| pieces.starts.get(name).copied().unwrap_or(0);
        (pieces.cls, pieces.sep, pieces.unknown) = (special("[CLS]"), special("[SEP]"), special("[UNK]"));
        pieces
    }

    /// Appends the ids of one word's pieces, at least one and at most [`MAX_PIECES_PER_WORD`].
    pub fn word(&self, form: &str, ids: &mut Vec<i32>) {
        let start = ids.len();
        if form.bytes().all(|b| b.is_ascii_lowercase()) {
            self.chunk(form, ids);
        } else {
            let folded: String = form.chars().map(straight_quote).collect::<String>().to_lowercase();
            let plain: String = folded.nfd().filter(|&c| !in_category(c, "Mn")).collect();
            for chunk in split_punctuation(&plain) {
                self.chunk(&chunk, ids);
            }
        }
        ids.truncate(start + MAX_PIECES_PER_WORD);
        if ids.len() == start {
            ids.push(self.unknown);
        }
    }

    /// The id of a symbol as it stands.
    pub fn symbol(&self, symbol: &str) -> i32 {
        self.starts.get(symbol).copied().unwrap_or(self.unknown)
    }

    /// Longest match first; a chunk that the vocabulary does not cover is one unknown piece.
    fn chunk(&self, chunk: &str, ids: &mut Vec<i32>) {
        let (first, mut rest) = (ids.len(), chunk);
        while !rest.is_empty() {
            let table = if rest.len() == chunk.len() { &self.starts } else { &self.continuations };
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest);
            let found = ends.filter_map(|end| Some((end, *table.get(&rest[..end])?))).last();
            let Some((end, id)) = found else {
                ids.truncate(first);
                ids.push(self.unknown);
                return;
            };
            ids.push(id);
            rest = &rest[end..];
        }
    }
}

/// Typographic quotes as ASCII: the treebanks hardly have the others, news text does.
pub(super) fn straight_quote(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '`' => '\'',
        '“' | '”' | '„' => '"',
        other => other,
    }
}

fn in_category(c: char, prefix: &str) -> bool {
    get_general_category(c).abbreviation().starts_with(prefix)
}

/// BERT's notion: ASCII symbols and the Unicode P categories.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { in_category(c, "P") }
}

/// Runs of other characters, and every punctuation character alone; white space and controls are dropped.
fn split_punctuation(text: &str) -> Vec<String> {
    let (mut chunks, mut run) = (Vec::new(), String::new());
    for c in text.chars() {
        if c.is_whitespace() || in_category(c, "Cc") || in_category(c, "Cf") {
            continue;
        }
        if is_punctuation(c) {
            if !run.is_empty() {
                chunks.push(std::mem::take(&mut run));
            }
            chunks.push(c.to_string());
        } else {
            run.push(c);
        }
    }
    if !run.is_empty() {
        chunks.push(run);
    }
    chunks
}

/// Class of a word's letter cases, which the uncased vocabulary cannot see.
///
/// 0 none (special pieces), 1 lower, 2 Title, 3 UPPER, 4 mixed, 5 digits, 6 punctuation, 7 sentence-initial Title,
/// 8 single capital letter.
pub(super) fn shape(form: &str, first: bool) -> i32 {
    let letter = |c: &char| if c.is_ascii() { c.is_ascii_alphabetic() } else { in_category(*c, "L") };
    let mut letters = form.chars().filter(letter);
    let Some(initial) = letters.next() else {
        let digit = |c: char| if c.is_ascii() { c.is_ascii_digit() } else { in_category(c, "Nd") };
        return if form.chars().any(digit) { 5 } else { 6 };
    };
    let (mut upper, mut total) = (0, 0);
    for c in letters {
        total += 1;
        upper += usize::from(c.is_uppercase());
    }
    match (initial.is_uppercase(), upper) {
        (false, 0) => 1,
        (true, n) if n == total => {
            if total == 0 {
                8
            } else {
                3
            }
        }
        (true, 0) => {
            if first {
                7
            } else {
                2
            }
        }
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn as_in_training() {
        let vocabulary = WordPieces::new();
        for line in include_str!("../../tests/data/pieces.jsonl").lines() {
            let expected: Value = serde_json::from_str(line).unwrap();
            let word = expected["word"].as_str().unwrap();
            let mut pieces = Vec::new();
            vocabulary.word(word, &mut pieces);
            assert_eq!(serde_json::json!(pieces), expected["pieces"], "pieces of {word:?}");
            let shapes = [shape(word, true), shape(word, false)];
            assert_eq!(serde_json::json!(shapes), expected["shapes"], "shape of {word:?}");
        }
    }
}
