//! Scores by a small network over the features: one hidden layer, whose input is a sum of rows of weights.
//!
//! The weights are those of `training/coreference.py`. What belongs to one mention alone is summed once; a pair adds
//! only the rows of its own features.

use super::edge::{EDGE, Edge};
use super::feature::{OWN, Own, PAIR, Pair, offsets};
use super::typing::{TYPE, TYPES, Values};
use crate::document::Meaning;
use std::sync::LazyLock;

/// Rounded to small whole numbers: table, feature, value and a number for each hidden unit; a scale for each table.
static WEIGHTS: &str = include_str!("../../models/en/coreference.tsv");

static RANKER: LazyLock<Ranker> = LazyLock::new(Ranker::read);

/// Hidden units.
const HIDDEN: usize = 32;

/// The activations of the hidden layer before its threshold.
pub(super) type Sum = [f32; HIDDEN];

/// Dot products of a pair's vectors.
const DOTS: usize = 8;
/// Numbers that each takes.
const DOT: usize = HIDDEN / DOTS;

/// What one of two mentions brings into a comparison.
pub(super) struct Side {
    sum: Sum,
    /// Multiplied with the other's, part by part.
    vector: Option<Sum>,
}

/// The network.
pub(super) struct Ranker {
    tables: [Table; TABLES.len()],
    /// Output weights and bias of: link, new, mention, edge.
    outputs: [(Sum, f32); OUTPUTS.len()],
    /// What each number of a vector adds.
    vectors: [Vec<Sum>; VECTORS.len()],
}

/// Rows of weights, one for each value of each feature.
struct Table {
    offsets: Vec<usize>,
    rows: Vec<Sum>,
}

impl Table {
    fn new(features: &[(&str, usize)]) -> Self {
        let (offsets, size) = offsets(features);
        Self { offsets, rows: vec![[0.0; HIDDEN]; size] }
    }

    fn add(&self, sum: &mut Sum, values: &[usize]) {
        for (value, offset) in values.iter().zip(&self.offsets) {
            sum.iter_mut().zip(&self.rows[offset + value]).for_each(|(total, weight)| *total += weight);
        }
    }
}

/// The part that a mention plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Later,
    Earlier,
    New,
    Mention,
}

const TABLES: [(&str, &[(&str, usize)]); 7] = [
    ("later", &OWN),
    ("earlier", &OWN),
    ("new", &OWN),
    ("mention", &OWN),
    ("pair", &PAIR),
    ("edge", &EDGE),
    ("type", &TYPE),
];
const PAIRS: usize = 4;
const EDGES: usize = 5;
const TYPE_TABLE: usize = 6;
const OUTPUTS: [&str; 4] = ["link output", "new output", "mention output", "edge output"];
/// Tables of vectors; the first four for the [`Part`]s, and the numbers of a [`Meaning`] that they read.
const VECTORS: [(&str, std::ops::Range<usize>); 7] = [
    ("vector later", 32..96),
    ("vector earlier", 32..96),
    ("vector new", 32..96),
    ("vector mention", 0..32),
    ("vector query", 32..96),
    ("vector key", 32..96),
    ("vector dots", 0..DOTS),
];
const QUERY: usize = 4;
const KEY: usize = 5;
const DOT_ROWS: usize = 6;

impl Ranker {
    /// The compiled-in weights.
    pub fn get() -> &'static Self {
        &RANKER
    }

    fn read() -> Self {
        let mut ranker = Self {
            tables: TABLES.map(|(_, features)| Table::new(features)),
            outputs: [([0.0; HIDDEN], 0.0); 4],
            vectors: VECTORS.map(|(_, numbers)| vec![[0.0; HIDDEN]; numbers.len()]),
        };
        let mut scale = 1.0;
        for line in WEIGHTS.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let mut next = || columns.next().expect("four columns");
            let (table, feature, value, numbers) = (next(), next(), next(), next());
            if feature == "scale" {
                scale = value.parse().expect("a number");
                continue;
            }
            let value: usize = value.parse().expect("a whole number");
            let numbers = numbers.split(' ').map(|n| scale * n.parse::<f32>().expect("a number"));
            if let Some(output) = OUTPUTS.iter().position(|name| *name == table) {
                let (weights, bias) = &mut ranker.outputs[output];
                weights.iter_mut().chain([bias]).zip(numbers).for_each(|(weight, number)| *weight = number);
                continue;
            }
            if let Some(table) = VECTORS.iter().position(|(name, _)| *name == table) {
                ranker.vectors[table][value].iter_mut().zip(numbers).for_each(|(weight, number)| *weight = number);
                continue;
            }
            let number = TABLES.iter().position(|(name, _)| *name == table).expect("a table");
            let at = TABLES[number].1.iter().position(|(name, _)| *name == feature).expect("a feature of the table");
            let table = &mut ranker.tables[number];
            table.rows[table.offsets[at] + value].iter_mut().zip(numbers).for_each(|(weight, number)| *weight = number);
        }
        ranker
    }

    /// The sum of a mention's rows.
    fn sum(&self, part: Part, own: &Own, meaning: Option<&Meaning>) -> Sum {
        let mut sum = self.sum_of(part as usize, own);
        if let Some(meaning) = meaning {
            self.add_vector(&mut sum, part as usize, &meaning[VECTORS[part as usize].1.clone()]);
        }
        sum
    }

    fn sum_of(&self, table: usize, values: &[usize]) -> Sum {
        let mut sum = [0.0; HIDDEN];
        self.tables[table].add(&mut sum, values);
        sum
    }

    fn add_vector(&self, sum: &mut Sum, table: usize, numbers: &[f32]) {
        for (number, row) in numbers.iter().zip(&self.vectors[table]).filter(|(number, _)| **number != 0.0) {
            sum.iter_mut().zip(row).for_each(|(total, weight)| *total += number * weight);
        }
    }

    /// What a mention brings into comparisons as the later or the earlier one.
    pub fn side(&self, part: Part, own: &Own, meaning: Option<&Meaning>) -> Side {
        let table = if part == Part::Later { QUERY } else { KEY };
        let vector = meaning.map(|meaning| {
            let mut vector = [0.0; HIDDEN];
            self.add_vector(&mut vector, table, &meaning[VECTORS[table].1.clone()]);
            vector
        });
        Side { sum: self.sum(part, own, meaning), vector }
    }

    /// How much speaks for the later mention being the earlier one's thing.
    pub fn link(&self, later: &Side, earlier: &Side, pair: &Pair) -> f32 {
        let mut sum = later.sum;
        sum.iter_mut().zip(&earlier.sum).for_each(|(total, value)| *total += value);
        self.tables[PAIRS].add(&mut sum, pair);
        if let (Some(query), Some(key)) = (&later.vector, &earlier.vector) {
            let dot = |at: usize| query[at..at + DOT].iter().zip(&key[at..at + DOT]).map(|(x, y)| x * y).sum();
            let dots: [f32; DOTS] = std::array::from_fn(|n| dot(n * DOT));
            self.add_vector(&mut sum, DOT_ROWS, &dots);
        }
        self.output(0, &sum)
    }

    /// How much speaks for a mention being the first of its thing.
    pub fn new_thing(&self, own: &Own, meaning: Option<&Meaning>) -> f32 {
        self.output(1, &self.sum(Part::New, own, meaning))
    }

    /// The logit of a phrase being a mention at all.
    pub fn mention(&self, own: &Own, meaning: Option<&Meaning>) -> f32 {
        self.output(2, &self.sum(Part::Mention, own, meaning))
    }

    /// The logit of a dependent being in its head's mention.
    pub fn edge(&self, edge: &Edge) -> f32 {
        self.output(3, &self.sum_of(EDGES, edge))
    }

    /// The logits of a mention's types.
    pub fn types(&self, values: &Values) -> [f32; TYPES.len()] {
        let sum = self.sum_of(TYPE_TABLE, values);
        std::array::from_fn(|number| sum[number])
    }

    fn output(&self, output: usize, sum: &Sum) -> f32 {
        let (weights, bias) = &self.outputs[output];
        let total: f32 = sum.iter().zip(weights).map(|(value, weight)| value.max(0.0) * weight).sum();
        total + bias
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_read() {
        let ranker = Ranker::get();
        assert!(ranker.outputs.iter().all(|(weights, _)| weights.iter().any(|&weight| weight != 0.0)));
        let side = |part: Part| ranker.side(part, &[0; OWN.len()], Some(&[1.0; crate::document::MEANING]));
        assert!(ranker.link(&side(Part::Later), &side(Part::Earlier), &[0; PAIR.len()]).is_finite());
    }
}
