//! What begins before each atom: nothing, a token, or a sentence.

use super::atoms::{Atom, Gap};
use super::features::{FEATURES, features};
use super::rules::{Rule, rules};
use crate::document::pieces::WordPieces;
use crate::document::session::Session;
use rayon::prelude::*;
use rten_tensor::NdTensor;

/// What begins with an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    /// The atom continues the token before it.
    Inside,
    Token,
    Sentence,
}

/// Weights; made by `training/segmenter.py`.
static WEIGHTS: &[u8] = include_bytes!("../../../models/en/segmenter.onnx");

/// The network reads a text in sections of at least so many atoms that end with a paragraph, and at most …
const SECTION: usize = 1_000;
/// … so many, wherever that is.
const LONGEST_SECTION: usize = 8_000;

/// How much surer (in logits) the network must be of a sentence that begins in the middle of a line after no stop.
/// Web pages that lost their line ends have such; in edited text it is a name after a title.
const WITHOUT_STOP: f32 = 2.5;

/// Decides on boundaries.
pub(in crate::document) struct Segmenter {
    session: Session<1, 1>,
}

impl Segmenter {
    /// The compiled-in weights.
    pub fn new() -> Self {
        Self { session: Session::new(WEIGHTS, ["features"], ["labels"]) }
    }

    /// One decision for each atom; the first is always [`Boundary::Sentence`].
    pub(super) fn boundaries(&self, text: &str, atoms: &[Atom], vocabulary: &WordPieces) -> Vec<Boundary> {
        sections(atoms).par_iter().flat_map_iter(|section| self.section(text, section, vocabulary)).collect()
    }

    fn section(&self, text: &str, atoms: &[Atom], vocabulary: &WordPieces) -> Vec<Boundary> {
        let features = NdTensor::from_data([1, atoms.len(), FEATURES], features(text, atoms, vocabulary));
        let [labels] = self.session.run([features.into()]);
        let scores: NdTensor<f32, 3> = labels.try_into().expect("three dimensions of floats");
        let rules = rules(text, atoms);
        (0..atoms.len())
            .map(|at| {
                let [inside, token, sentence] = [0, 1, 2].map(|label| scores[[0, at, label]]);
                let sentence = match (rules[at], atoms[at].gap) {
                    (Rule::NoSentence, _) => f32::NEG_INFINITY,
                    (_, Gap::None | Gap::Space) if !after_stop(text, &atoms[..at]) => sentence - WITHOUT_STOP,
                    _ => sentence,
                };
                match (atoms[at].gap, rules[at]) {
                    (Gap::Blank, _) => Boundary::Sentence,
                    (_, Rule::Inside) => Boundary::Inside,
                    (_, Rule::Token) => Boundary::Token,
                    (Gap::None, _) if inside > token && inside > sentence => Boundary::Inside,
                    _ if sentence > token => Boundary::Sentence,
                    _ => Boundary::Token,
                }
            })
            .collect()
    }
}

/// Whether the atoms end with what ends sentences, closing quotes and brackets aside.
fn after_stop(text: &str, atoms: &[Atom]) -> bool {
    let mut marks = atoms.iter().rev().take(8).map(|atom| atom.span.of(text));
    let last = marks.find(|mark| !matches!(*mark, "\"" | "”" | "’" | "'" | ")" | "]" | "*"));
    matches!(last, None | Some("." | "!" | "?" | ":" | ";" | "…"))
}

/// Neighbouring atoms that go through the network together; which depends on the text alone.
fn sections(atoms: &[Atom]) -> Vec<&[Atom]> {
    let (mut sections, mut start) = (Vec::new(), 0);
    for (n, atom) in atoms.iter().enumerate() {
        let length = n - start;
        if (length >= SECTION && atom.gap == Gap::Blank) || length >= LONGEST_SECTION {
            sections.push(&atoms[start..n]);
            start = n;
        }
    }
    if start < atoms.len() {
        sections.push(&atoms[start..]);
    }
    sections
}
