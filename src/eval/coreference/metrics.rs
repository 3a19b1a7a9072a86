//! The three metrics.

use super::{CoreferenceScores, Figures};
use crate::eval::coreference::read::{Clusters, Extent};
use pathfinding::prelude::{Matrix, kuhn_munkres};
use petgraph::unionfind::UnionFind;
use std::collections::{BTreeMap, BTreeSet};

/// A share, summed over documents.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    part: f64,
    whole: usize,
}

impl Share {
    fn add(&mut self, part: f64, whole: usize) {
        self.part += part;
        self.whole += whole;
    }

    fn value(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part / self.whole as f64 }
    }
}

/// Precision and recall.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    precision: Share,
    recall: Share,
}

impl Pair {
    fn figures(self) -> Figures {
        Figures { precision: self.precision.value(), recall: self.recall.value() }
    }
}

#[derive(Debug, Default)]
pub(super) struct Sums {
    mentions: Pair,
    muc: Pair,
    b_cubed: Pair,
    ceaf_e: Pair,
}

impl Sums {
    /// Adds a document.
    pub fn add(&mut self, gold: &Clusters, system: &Clusters) {
        let (ours, theirs) = (Places::new(gold), Places::new(system));
        let both = ours.0.keys().filter(|mention| theirs.0.contains_key(*mention)).count() as f64;
        self.mentions.precision.add(both, theirs.0.len());
        self.mentions.recall.add(both, ours.0.len());
        self.muc.precision.add(links_kept(system, &ours), links(system));
        self.muc.recall.add(links_kept(gold, &theirs), links(gold));
        self.b_cubed.precision.add(shared_mentions(system, &ours), theirs.0.len());
        self.b_cubed.recall.add(shared_mentions(gold, &theirs), ours.0.len());
        let similarity = similarity(gold, system, &theirs);
        self.ceaf_e.precision.add(similarity, system.len());
        self.ceaf_e.recall.add(similarity, gold.len());
    }

    pub fn scores(&self) -> CoreferenceScores {
        CoreferenceScores {
            mentions: self.mentions.figures(),
            muc: self.muc.figures(),
            b_cubed: self.b_cubed.figures(),
            ceaf_e: self.ceaf_e.figures(),
            ..CoreferenceScores::default()
        }
    }
}

/// The number of the cluster that each mention is in.
struct Places(BTreeMap<Extent, usize>);

impl Places {
    fn new(clusters: &Clusters) -> Self {
        let each =
            clusters.iter().enumerate().flat_map(|(n, cluster)| cluster.iter().map(move |mention| (*mention, n)));
        Self(each.collect())
    }

    /// How many mentions of `cluster` each of these clusters has.
    fn overlaps(&self, cluster: &BTreeSet<Extent>) -> BTreeMap<usize, usize> {
        let mut counts = BTreeMap::new();
        for place in cluster.iter().filter_map(|mention| self.0.get(mention)) {
            *counts.entry(*place).or_default() += 1;
        }
        counts
    }
}

fn links(clusters: &Clusters) -> usize {
    clusters.iter().map(|cluster| cluster.len() - 1).sum()
}

/// MUC: of each cluster's links those that the other side's partition keeps.
fn links_kept(clusters: &Clusters, others: &Places) -> f64 {
    let kept = clusters.iter().map(|cluster| {
        let overlaps = others.overlaps(cluster);
        let alone = cluster.len() - overlaps.values().sum::<usize>();
        cluster.len() - overlaps.len() - alone
    });
    kept.sum::<usize>() as f64
}

/// B³: for each mention the share of its cluster that is in the other side's cluster too.
fn shared_mentions(clusters: &Clusters, others: &Places) -> f64 {
    let squares = |cluster: &BTreeSet<Extent>| others.overlaps(cluster).values().map(|n| n * n).sum::<usize>();
    clusters.iter().map(|cluster| squares(cluster) as f64 / cluster.len() as f64).sum()
}

/// CEAF-e: the sum of `2 |G ∩ S| / (|G| + |S|)` over the best one-to-one map of clusters.
fn similarity(gold: &Clusters, system: &Clusters, places: &Places) -> f64 {
    let mut weights = BTreeMap::new();
    // Clusters that share mentions, directly or through others; each such group is mapped by itself.
    let mut groups = UnionFind::new(gold.len() + system.len());
    for (i, cluster) in gold.iter().enumerate() {
        for (j, shared) in places.overlaps(cluster) {
            weights.insert((i, j), 2.0 * shared as f64 / (cluster.len() + system[j].len()) as f64);
            groups.union(i, gold.len() + j);
        }
    }
    let mut by_group: BTreeMap<usize, Vec<(usize, usize, f64)>> = BTreeMap::new();
    for (&(i, j), &weight) in &weights {
        by_group.entry(groups.find(i)).or_default().push((i, j, weight));
    }
    by_group.values().map(|arcs| best_assignment(arcs)).sum()
}

/// The greatest sum of weights that uses no row and no column twice.
fn best_assignment(arcs: &[(usize, usize, f64)]) -> f64 {
    // The search wants whole numbers; the sum is made of the weights themselves.
    const SCALE: f64 = (1_u64 << 40) as f64;
    let numbers = |index: fn(&(usize, usize, f64)) -> usize| {
        let distinct: BTreeSet<usize> = arcs.iter().map(index).collect();
        distinct.into_iter().zip(0..).collect::<BTreeMap<usize, usize>>()
    };
    let (mut rows, mut columns) = (numbers(|arc| arc.0), numbers(|arc| arc.1));
    let turned = rows.len() > columns.len();
    if turned {
        std::mem::swap(&mut rows, &mut columns);
    }
    let mut exact = vec![vec![0.0; columns.len()]; rows.len()];
    for &(i, j, weight) in arcs {
        let (row, column) = if turned { (j, i) } else { (i, j) };
        exact[rows[&row]][columns[&column]] = weight;
    }
    let scaled = |row: &Vec<f64>| row.iter().map(|weight| (weight * SCALE).round() as i64).collect::<Vec<_>>();
    let matrix = Matrix::from_rows(exact.iter().map(scaled)).expect("rows of one length");
    let (_, chosen) = kuhn_munkres(&matrix);
    chosen.iter().zip(&exact).map(|(column, row)| row[*column]).sum()
}
