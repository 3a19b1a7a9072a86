//! Scores by a small network over the features: one hidden layer, whose input is a sum of rows of weights.
//!
//! The weights are those of `training/coreference.py`. What belongs to one mention alone is summed once; a pair adds
//! only the rows of its own features.

use super::feature::{OWN, Own, PAIR, Pair, offsets};
use std::sync::LazyLock;

/// Rounded to small whole numbers: table, feature, value and a number for each hidden unit; a scale for each table.
static WEIGHTS: &str = include_str!("../../models/en/coreference.tsv");

static RANKER: LazyLock<Ranker> = LazyLock::new(Ranker::read);

/// Hidden units.
const HIDDEN: usize = 32;

/// The activations of the hidden layer before its threshold.
pub(super) type Sum = [f32; HIDDEN];

/// The network.
pub(super) struct Ranker {
    own: [Vec<Sum>; 4],
    pair: Vec<Sum>,
    /// Output weights and bias of: link, new, mention.
    outputs: [(Sum, f32); 3],
    own_offsets: [usize; OWN.len()],
    pair_offsets: [usize; PAIR.len()],
}

/// The part that a mention plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Later,
    Earlier,
    New,
    Mention,
}

const PARTS: [&str; 4] = ["later", "earlier", "new", "mention"];
const OUTPUTS: [&str; 3] = ["link output", "new output", "mention output"];

impl Ranker {
    /// The compiled-in weights.
    pub fn get() -> &'static Self {
        &RANKER
    }

    fn read() -> Self {
        let (own_offsets, own) = offsets(&OWN);
        let (pair_offsets, pair) = offsets(&PAIR);
        let mut ranker = Self {
            own: [(); 4].map(|()| vec![[0.0; HIDDEN]; own]),
            pair: vec![[0.0; HIDDEN]; pair],
            outputs: [([0.0; HIDDEN], 0.0); 3],
            own_offsets,
            pair_offsets,
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
            let row = if table == "pair" {
                let at = PAIR.iter().position(|(name, _)| *name == feature).expect("a feature of pairs");
                &mut ranker.pair[pair_offsets[at] + value]
            } else {
                let part = PARTS.iter().position(|name| *name == table).expect("a table");
                let at = OWN.iter().position(|(name, _)| *name == feature).expect("a feature of mentions");
                &mut ranker.own[part][own_offsets[at] + value]
            };
            row.iter_mut().zip(numbers).for_each(|(weight, number)| *weight = number);
        }
        ranker
    }

    /// The sum of a mention's rows.
    pub fn sum(&self, part: Part, own: &Own) -> Sum {
        let table = &self.own[part as usize];
        let mut sum = [0.0; HIDDEN];
        for (value, offset) in own.iter().zip(&self.own_offsets) {
            add(&mut sum, &table[offset + value]);
        }
        sum
    }

    /// How much speaks for the later mention being the earlier one's thing.
    pub fn link(&self, later: &Sum, earlier: &Sum, pair: &Pair) -> f32 {
        let mut sum = *later;
        add(&mut sum, earlier);
        for (value, offset) in pair.iter().zip(&self.pair_offsets) {
            add(&mut sum, &self.pair[offset + value]);
        }
        self.output(0, &sum)
    }

    /// How much speaks for a mention being the first of its thing.
    pub fn new_thing(&self, own: &Own) -> f32 {
        self.output(1, &self.sum(Part::New, own))
    }

    /// The logit of a phrase being a mention at all.
    pub fn mention(&self, own: &Own) -> f32 {
        self.output(2, &self.sum(Part::Mention, own))
    }

    fn output(&self, output: usize, sum: &Sum) -> f32 {
        let (weights, bias) = &self.outputs[output];
        let total: f32 = sum.iter().zip(weights).map(|(value, weight)| value.max(0.0) * weight).sum();
        total + bias
    }
}

fn add(sum: &mut Sum, row: &Sum) {
    sum.iter_mut().zip(row).for_each(|(total, value)| *total += value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_read() {
        let ranker = Ranker::get();
        assert!(ranker.outputs.iter().all(|(weights, _)| weights.iter().any(|&weight| weight != 0.0)));
        assert!(ranker.link(&[0.0; HIDDEN], &[0.0; HIDDEN], &[0; PAIR.len()]).is_finite());
    }
}
