//! The annotator's network: batches of sentences in, scores out.

use super::pieces::{WordPieces, shape};
use super::session::{Runner, Session, load};
use rten::{Model, Value};
use rten_tensor::NdTensor;
use std::sync::Arc;

/// Weights, quantised to int8; made by `training/fast.py`.
static WEIGHTS: &[u8] = include_bytes!("../../models/en/annotator.onnx");

/// One of the two networks that share an embedding and a file; used by any number of threads.
pub(super) enum Network {
    /// A deep encoder over word pieces.
    Full(Session<5, 7>),
    /// Two small layers over words.
    Fast(Session<5, 6>),
}

/// Names of the outputs, in the order of [`Scores`]; the fast network's begin with `fast_`.
const OUTPUTS: [&str; 7] = ["upos", "xpos", "feats", "names", "arcs", "deprels", "meaning"];
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
    /// To the head with the best score: `[sentence, dependent, relation]`.
    pub relations: NdTensor<f32, 3>,
    /// `[sentence, word, number]`; the small network has none.
    pub meaning: Option<NdTensor<f32, 3>>,
}

impl Network {
    /// The file that holds both.
    pub fn file() -> Arc<Model> {
        load(WEIGHTS)
    }

    /// The annotator proper, and its opinion on where sentences begin.
    pub fn full(model: Arc<Model>) -> (Self, Opinion) {
        let inputs = ["pieces", "shapes", "valid", "first", "words"];
        let opinion = Session::new(model.clone(), inputs, ["starts"]);
        (Self::Full(Session::new(model, inputs, OUTPUTS)), Opinion { session: opinion })
    }

    /// The small network.
    pub fn fast(model: Arc<Model>) -> Self {
        Self::Fast(Session::new(model, ["pieces", "shapes", "words", "first", "last"], FAST_OUTPUTS))
    }

    /// Scores of a batch of sentences, which is best of like lengths.
    pub fn run(&self, runner: &Runner, batch: &[&Input]) -> Scores {
        let Tensors { pieces, shapes, valid, first, last, words } = Tensors::new(batch);
        let table = |value: Value| NdTensor::try_from(value).expect("three dimensions of floats");
        let ([upos, xpos, feats, names, arcs, relations], meaning) = match self {
            Self::Full(session) => {
                let inputs = [pieces.into(), shapes.into(), valid.into(), first.into(), words.into()];
                let [upos, xpos, feats, names, arcs, relations, meaning] = session.run(runner, inputs);
                ([upos, xpos, feats, names, arcs, relations], Some(table(meaning)))
            }
            Self::Fast(session) => {
                let inputs = [pieces.into(), shapes.into(), words.into(), first.into(), last.into()];
                (session.run(runner, inputs), None)
            }
        };
        Scores {
            upos: table(upos),
            xpos: table(xpos),
            feats: table(feats),
            names: table(names),
            arcs: table(arcs),
            relations: table(relations),
            meaning,
        }
    }
}

/// The encoder's opinion on where sentences begin in running text; made by `training/boundary.py`.
pub(super) struct Opinion {
    session: Session<5, 1>,
}

impl Opinion {
    /// For every word of every window: how much (in logits) speaks for a sentence that begins with it.
    pub fn starts(&self, runner: &Runner, windows: &[&Input]) -> Vec<Vec<f32>> {
        let Tensors { pieces, shapes, valid, first, words, .. } = Tensors::new(windows);
        let [starts] =
            self.session.run(runner, [pieces.into(), shapes.into(), valid.into(), first.into(), words.into()]);
        let starts: NdTensor<f32, 2> = starts.try_into().expect("two dimensions of floats");
        let row = |(row, window): (usize, &&Input)| (0..window.words()).map(|word| starts[[row, word]]).collect();
        windows.iter().enumerate().map(row).collect()
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
