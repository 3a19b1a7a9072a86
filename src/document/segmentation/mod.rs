//! Text → sentences of words with their spans.
//!
//! `“No,” Sen. Franken's aide said.No one` → `“ No , ” Sen. Franken 's aide said .` | `No one`: three steps. [`atoms`] cuts
//! as finely as any token can be; [`boundaries`] decides before each atom whether it continues the token, begins a token
//! or begins a sentence (a small convolutional network, held to rules); [`clitics`] cuts tokens into words.
//!
//! A blank line always ends a sentence and a paragraph. Scores (EWT dev, GUM dev, from raw text) are in
//! `models/en/CARD.md`.

mod abbreviations;
mod atoms;
mod boundaries;
mod clitics;
mod dateline;
mod doubt;
mod features;
mod list;
mod rules;

use super::pieces::WordPieces;
use super::{Sentence, Upos, Word, WordRange};
use crate::article::Span;
use atoms::{Atom, Gap};
use boundaries::Boundary;
pub(super) use boundaries::Segmenter;
use rayon::prelude::*;
use std::ops::Range;

impl Segmenter {
    /// Sentences of `text`, their words still without tags and tree.
    pub fn sentences(&self, text: &str, vocabulary: &WordPieces) -> Vec<Sentence> {
        let atoms = atoms::atoms(text);
        let mut boundaries = self.boundaries(text, &atoms, vocabulary);
        for start in dateline::sentence_starts(text, &atoms).into_iter().chain(list::sentence_starts(text, &atoms)) {
            boundaries[start] = Boundary::Sentence;
        }
        sentences(text, &atoms, &boundaries)
    }
}

fn sentences(text: &str, atoms: &[Atom], boundaries: &[Boundary]) -> Vec<Sentence> {
    let mut starts: Vec<usize> = (0..atoms.len()).filter(|&at| boundaries[at] == Boundary::Sentence).collect();
    starts.push(atoms.len());
    let mut paragraph = 0;
    let ranges: Vec<(usize, usize, usize)> = starts
        .windows(2)
        .map(|ends| {
            paragraph += usize::from(atoms[ends[0]].gap == Gap::Blank && ends[0] > 0);
            (ends[0], ends[1], paragraph)
        })
        .collect();
    ranges
        .into_par_iter()
        .map(|(start, end, paragraph)| sentence(text, atoms, boundaries, start..end, paragraph))
        .collect()
}

fn sentence(text: &str, atoms: &[Atom], boundaries: &[Boundary], range: Range<usize>, paragraph: usize) -> Sentence {
    let Range { mut start, end } = range;
    let mut sentence = empty(Span::new(atoms[start].span.start, atoms[end - 1].span.end), paragraph);
    while start < end {
        let next = (start + 1..end).find(|&at| boundaries[at] != Boundary::Inside).unwrap_or(end);
        let span = Span::new(atoms[start].span.start, atoms[next - 1].span.end);
        let space_after = atoms.get(next).is_none_or(|atom| atom.gap != Gap::None);
        push_token(&mut sentence, text, span, space_after);
        start = next;
    }
    sentence
}

fn empty(span: Span, paragraph: usize) -> Sentence {
    Sentence {
        words: Vec::new(),
        multiword: Vec::new(),
        names: Vec::new(),
        span,
        paragraph,
        meaning: Vec::new(),
        comments: Vec::new(),
    }
}

/// Appends a token's words.
fn push_token(sentence: &mut Sentence, text: &str, span: Span, space_after: bool) {
    let first = sentence.words.len();
    let mut start = span.start;
    for end in clitics::word_ends(span.of(text)) {
        let part = Span::new(start, span.start + end);
        sentence.words.push(word(text, part, space_after && part.end == span.end));
        start = part.end;
    }
    if sentence.words.len() > first + 1 {
        sentence.multiword.push((span, WordRange::new(first, sentence.words.len())));
    }
}

fn word(text: &str, span: Span, space_after: bool) -> Word {
    Word {
        form: span.of(text).to_string(),
        lemma: String::new(),
        upos: Upos::X,
        xpos: String::new(),
        feats: "_".into(),
        head: None,
        deprel: "dep".into(),
        attachment: None,
        span,
        space_after,
    }
}
