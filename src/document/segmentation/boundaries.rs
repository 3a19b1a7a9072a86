//! What begins before each atom: nothing, a token, or a sentence.

use super::atoms::{Atom, Gap};
use super::doubt::second_opinion;
use super::features::{FEATURES, features};
use super::rules::{Rule, rules};
use crate::document::network::Opinion;
use crate::document::pieces::WordPieces;
use crate::document::session::{Runner, Session, load};
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
/// Web pages that lost their line ends have such; in edited text it is a name after a title. A second
/// opinion knows these apart.
const WITHOUT_STOP: f32 = 2.5;

/// Decides on boundaries.
pub(in crate::document) struct Segmenter {
    session: Session<1, 1>,
    opinion: Option<Opinion>,
}

/// A decision, and how much (in logits, [`WITHOUT_STOP`] aside) speaks for a sentence that begins here; `None`: that is
/// settled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub boundary: Boundary,
    pub margin: Option<f32>,
}

impl Segmenter {
    /// The compiled-in weights, with somebody to ask in doubt.
    pub fn new(opinion: Option<Opinion>) -> Self {
        Self { session: Session::new(load(WEIGHTS), ["features"], ["labels"]), opinion }
    }

    /// One decision for each atom; the first is always [`Boundary::Sentence`].
    pub(super) fn boundaries(&self, text: &str, atoms: &[Atom], vocabulary: &WordPieces) -> Vec<Boundary> {
        Runner::flat_map(&sections(atoms), |runner, section| self.section(runner, text, section, vocabulary))
    }

    fn section(&self, runner: &Runner, text: &str, atoms: &[Atom], vocabulary: &WordPieces) -> Vec<Boundary> {
        let features = NdTensor::from_data([1, atoms.len(), FEATURES], features(text, atoms, vocabulary));
        let [labels] = self.session.run(runner, [features.into()]);
        let scores: NdTensor<f32, 3> = labels.try_into().expect("three dimensions of floats");
        let rules = rules(text, atoms);
        let decide = |at: usize| {
            let [inside, token, sentence] = [0, 1, 2].map(|label| scores[[0, at, label]]);
            let penalty = match (rules[at], atoms[at].gap) {
                (Rule::NoSentence, _) => f32::INFINITY,
                (_, Gap::None | Gap::Space) if !after_stop(text, &atoms[..at]) => WITHOUT_STOP,
                _ => 0.0,
            };
            let settled = |boundary| Decision { boundary, margin: None };
            let open = |rival: f32| Decision {
                boundary: if sentence - penalty > rival { Boundary::Sentence } else { Boundary::Token },
                // The encoder reads words, and does not see where lines end.
                margin: (penalty.is_finite() && atoms[at].gap != Gap::Line).then_some(sentence - rival),
            };
            match (atoms[at].gap, rules[at]) {
                (Gap::Blank, _) => settled(Boundary::Sentence),
                (_, Rule::Inside) => settled(Boundary::Inside),
                (_, Rule::Token) => settled(Boundary::Token),
                (Gap::None, _) if inside > token && inside > sentence - penalty => settled(Boundary::Inside),
                _ => open(token),
            }
        };
        let mut decisions: Vec<Decision> = (0..atoms.len()).map(decide).collect();
        if let Some(opinion) = &self.opinion {
            second_opinion(text, atoms, &mut decisions, (opinion, runner), vocabulary);
        }
        decisions.into_iter().map(|decision| decision.boundary).collect()
    }
}

/// Whether the atoms end with what ends sentences, closing quotes and brackets aside.
pub(super) fn after_stop(text: &str, atoms: &[Atom]) -> bool {
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
