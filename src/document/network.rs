//! The annotator's network: batches of sentences in, scores out.

use super::pieces::{WordPieces, shape};
use super::session::Session;
use rten::Value;
use rten_tensor::NdTensor;

/// Weights, quantised to int8; made by `training/annotator.py`.
static WEIGHTS: &[u8] = include_bytes!("../../models/en/annotator.onnx");

/// One of the two networks that share an embedding and a file; used by any number of threads.
pub(super) enum Network {
    /// A deep encoder over word pieces.
    Full(Session<4, 6>),
    /// Two small layers over words.
    Fast(Session<5, 6>),
}

/// Names of the outputs, in the order of [`Scores`]; the fast network's begin with `fast_`.
const OUTPUTS: [&str; 6] = ["upos", "xpos", "feats", "names", "arcs", "deprels"];
const FAST_OUTPUTS: [&str; 6] = ["fast_upos", "fast_xpos", "fast_feats", "fast_names", "fast_arcs", "fast_deprels"];

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
    pub relations: Relations,
}

/// Scores of relations.
pub(super) enum Relations {
    /// To every head: `[sentence, dependent, relation, head]`.
    Any(NdTensor<f32, 4>),
    /// To the head with the best score: `[sentence, dependent, relation]`.
    Best(NdTensor<f32, 3>),
}

impl Relations {
    /// The score of a relation of one arc.
    pub fn score(&self, row: usize, dependent: usize, relation: usize, head: usize) -> f32 {
        match self {
            Self::Any(scores) => scores[[row, dependent, relation, head]],
            Self::Best(scores) => scores[[row, dependent, relation]],
        }
    }
}

impl Network {
    /// The compiled-in weights of the annotator proper.
    pub fn full() -> Self {
        Self::Full(Session::new(WEIGHTS, ["pieces", "shapes", "valid", "first"], OUTPUTS))
    }

    /// The compiled-in weights of the small network.
    pub fn fast() -> Self {
        Self::Fast(Session::new(WEIGHTS, ["pieces", "shapes", "words", "first", "last"], FAST_OUTPUTS))
    }

    /// Scores of a batch of sentences, which is best of like lengths.
    pub fn run(&self, batch: &[&Input]) -> Scores {
        let tensors = Tensors::new(batch);
        let ([upos, xpos, feats, names, arcs, relations], any) = match self {
            Self::Full(session) => {
                let Tensors { pieces, shapes, valid, first, .. } = tensors;
                (session.run([pieces.into(), shapes.into(), valid.into(), first.into()]), true)
            }
            Self::Fast(session) => {
                let Tensors { pieces, shapes, words, first, last, .. } = tensors;
                (session.run([pieces.into(), shapes.into(), words.into(), first.into(), last.into()]), false)
            }
        };
        let table = |value: Value| NdTensor::try_from(value).expect("three dimensions of floats");
        let relations = if any {
            Relations::Any(NdTensor::try_from(relations).expect("four dimensions of floats"))
        } else {
            Relations::Best(table(relations))
        };
        Scores {
            upos: table(upos),
            xpos: table(xpos),
            feats: table(feats),
            names: table(names),
            arcs: table(arcs),
            relations,
        }
    }
}

/// A batch, padded to its longest sentence.
struct Tensors {
    /// `[sentence, piece]`.
    pieces: NdTensor<i32, 2>,
    /// `[sentence, piece]`.
    shapes: NdTensor<i32, 2>,
    /// 1 for a piece, 0 for padding.
    valid: NdTensor<f32, 2>,
    /// First piece of every word, the root's before them, counted in the flattened pieces; padding points at `[CLS]`.
    first: NdTensor<i32, 2>,
    /// Last piece of every word, likewise.
    last: NdTensor<i32, 2>,
    /// 1 for a word, 0 for padding.
    words: NdTensor<f32, 2>,
}

impl Tensors {
    fn new(batch: &[&Input]) -> Self {
        let rows = batch.len();
        let length = batch.iter().map(|input| input.length()).max().unwrap_or(0);
        let width = batch.iter().map(|input| input.first.len()).max().unwrap_or(0);
        let mut tensors = Self {
            pieces: NdTensor::zeros([rows, length]),
            shapes: NdTensor::zeros([rows, length]),
            valid: NdTensor::zeros([rows, length]),
            first: NdTensor::from_fn([rows, width], |[row, _]| (row * length) as i32),
            last: NdTensor::from_fn([rows, width], |[row, _]| (row * length) as i32),
            words: NdTensor::zeros([rows, width]),
        };
        for (row, input) in batch.iter().enumerate() {
            for (column, (&piece, &shape)) in input.pieces.iter().zip(&input.shapes).enumerate() {
                tensors.pieces[[row, column]] = piece;
                tensors.shapes[[row, column]] = shape;
                tensors.valid[[row, column]] = 1.0;
            }
            for (word, &first) in input.first.iter().enumerate() {
                let next = input.first.get(word + 1).copied().unwrap_or(input.length() as i32 - 1);
                tensors.first[[row, word]] += first;
                tensors.last[[row, word]] += next - 1;
                tensors.words[[row, word]] = 1.0;
            }
        }
        tensors
    }
}
