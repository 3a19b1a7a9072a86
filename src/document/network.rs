//! The annotator's network: batches of sentences in, scores out.

use super::pieces::{WordPieces, shape};
use super::session::Session;
use rten::Value;
use rten_tensor::NdTensor;

/// Weights, quantised to int8; made by `training/annotator.py`.
static WEIGHTS: &[u8] = include_bytes!("../../models/en/annotator.onnx");

/// The network, shared by any number of threads.
pub(super) struct Network {
    session: Session<4, 6>,
}

/// One sentence, or part of one, as the network reads it.
pub(super) struct Input {
    pieces: Vec<i32>,
    shapes: Vec<i32>,
    /// Where each word begins in `pieces`; the root first.
    first: Vec<i32>,
}

impl Input {
    /// Pieces of `forms`, which are the words of one sentence.
    pub fn new<'a>(forms: impl Iterator<Item = &'a str>, vocabulary: &WordPieces) -> Self {
        let mut input = Self { pieces: vec![vocabulary.cls], shapes: vec![0], first: vec![0] };
        for (n, form) in forms.enumerate() {
            input.first.push(input.pieces.len() as i32);
            vocabulary.word(form, &mut input.pieces);
            input.shapes.resize(input.pieces.len(), shape(form, n == 0));
        }
        input.pieces.push(vocabulary.sep);
        input.shapes.push(0);
        input
    }

    /// Number of pieces.
    pub fn length(&self) -> usize {
        self.pieces.len()
    }

    /// Number of words, without the root.
    pub fn words(&self) -> usize {
        self.first.len() - 1
    }
}

/// Scores of a batch. Word 0 of every sentence is the root.
pub(super) struct Scores {
    /// `[sentence, word, label]`.
    pub upos: NdTensor<f32, 3>,
    /// `[sentence, word, label]`.
    pub xpos: NdTensor<f32, 3>,
    /// `[sentence, word, label]`.
    pub feats: NdTensor<f32, 3>,
    /// `[sentence, word, label]`.
    pub names: NdTensor<f32, 3>,
    /// `[sentence, dependent, head]`.
    pub arcs: NdTensor<f32, 3>,
    /// `[sentence, dependent, relation, head]`.
    pub relations: NdTensor<f32, 4>,
}

impl Network {
    /// The compiled-in weights.
    pub fn new() -> Self {
        let outputs = ["upos", "xpos", "feats", "names", "arcs", "deprels"];
        Self { session: Session::new(WEIGHTS, ["pieces", "shapes", "valid", "first"], outputs) }
    }

    /// Scores of a batch of sentences, which is best of like lengths.
    pub fn run(&self, batch: &[&Input]) -> Scores {
        let rows = batch.len();
        let length = batch.iter().map(|input| input.length()).max().unwrap_or(0);
        let width = batch.iter().map(|input| input.first.len()).max().unwrap_or(0);
        let mut pieces = NdTensor::<i32, 2>::zeros([rows, length]);
        let mut shapes = NdTensor::<i32, 2>::zeros([rows, length]);
        let mut valid = NdTensor::<f32, 2>::zeros([rows, length]);
        let mut first = NdTensor::<i32, 2>::zeros([rows, width]);
        for (row, input) in batch.iter().enumerate() {
            for (column, (&piece, &shape)) in input.pieces.iter().zip(&input.shapes).enumerate() {
                pieces[[row, column]] = piece;
                shapes[[row, column]] = shape;
                valid[[row, column]] = 1.0;
            }
            // Indices count in the flattened pieces; padding points at the row's [CLS].
            for word in 0..width {
                first[[row, word]] = (row * length) as i32 + input.first.get(word).copied().unwrap_or(0);
            }
        }
        let values = [pieces.into(), shapes.into(), valid.into(), first.into()];
        let [upos, xpos, feats, names, arcs, relations] = self.session.run(values);
        let table = |value: Value| NdTensor::try_from(value).expect("three dimensions of floats");
        Scores {
            upos: table(upos),
            xpos: table(xpos),
            feats: table(feats),
            names: table(names),
            arcs: table(arcs),
            relations: NdTensor::try_from(relations).expect("four dimensions of floats"),
        }
    }
}
