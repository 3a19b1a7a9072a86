//! Arc scores → heads: the best tree with one root.
//!
//! Greedy heads are taken where they form such a tree (most sentences); otherwise the maximum spanning arborescence of
//! Chu & Liu (1965) and Edmonds (1967). One root: every root arc is lowered by more than all other scores can weigh up,
//! so the best tree has as few of them as possible, which is one.

/// Scores of the arcs of one sentence; position 0 is the artificial root, word n stands at n + 1.
pub(super) struct Arcs<'a> {
    /// Scores, row by row: `scores[dependent * stride + head]`.
    pub scores: &'a [f32],
    /// Length of a row.
    pub stride: usize,
    /// Words of the sentence.
    pub words: usize,
}

impl Arcs<'_> {
    fn score(&self, dependent: usize, head: usize) -> f64 {
        let score = self.scores[dependent * self.stride + head];
        // A broken network must not break the tree.
        if score.is_finite() { f64::from(score) } else { -1e9 }
    }

    /// The head of every word, as a position (0: root); the list starts with word 0, that is position 1.
    pub fn best_tree(&self) -> Vec<usize> {
        let greedy = self.greedy();
        if is_tree(&greedy) { greedy } else { self.spanning_tree() }
    }

    /// How likely `head` is, as the scores have it: their softmax over all that `dependent` could hang from.
    pub fn probability(&self, dependent: usize, head: usize) -> f32 {
        let row = &self.scores[dependent * self.stride..][..=self.words];
        probability(row[head], row.iter().enumerate().filter(|&(other, _)| other != dependent).map(|(_, &score)| score))
    }

    fn greedy(&self) -> Vec<usize> {
        (1..=self.words)
            .map(|dependent| {
                let heads = (0..=self.words).filter(|&head| head != dependent);
                heads.fold(
                    0,
                    |best, head| {
                        if self.score(dependent, head) > self.score(dependent, best) { head } else { best }
                    },
                )
            })
            .collect()
    }

    fn spanning_tree(&self) -> Vec<usize> {
        let size = self.words + 1;
        let mut weights = vec![vec![f64::NEG_INFINITY; size]; size];
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for (dependent, row) in weights.iter_mut().enumerate().skip(1) {
            for head in (0..size).filter(|&head| head != dependent) {
                let score = self.score(dependent, head);
                row[head] = score;
                (least, most) = (least.min(score), most.max(score));
            }
        }
        let penalty = (most - least + 1.0) * size as f64;
        for row in &mut weights[1..] {
            row[0] -= penalty;
        }
        let mut heads = vec![0; size];
        arborescence(&weights, &mut heads);
        heads.split_off(1)
    }
}

/// The share of a score among all: softmax.
pub(super) fn probability(of: f32, all: impl Iterator<Item = f32>) -> f32 {
    let others: f32 = all.map(|score| (score - of).exp()).sum();
    if others.is_finite() && others > 0.0 { (1.0 / others).min(1.0) } else { 0.0 }
}

/// Whether heads (positions; 0: root) form a tree with one root.
pub(super) fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&head| head == 0).count() != 1 {
        return false;
    }
    // 0: not seen, n: reached first from word n - 1.
    let mut seen = vec![0; heads.len() + 1];
    (1..=heads.len()).all(|start| {
        let mut word = start;
        while word != 0 && seen[word] == 0 {
            seen[word] = start;
            word = heads[word - 1];
        }
        word == 0 || seen[word] != start
    })
}

/// Chu-Liu/Edmonds: the heavier arc into every node; a cycle is contracted to one node and broken where it costs least.
/// `weights[dependent][head]`; node 0 is the root.
fn arborescence(weights: &[Vec<f64>], heads: &mut [usize]) {
    let size = weights.len();
    for dependent in 1..size {
        heads[dependent] = best(&weights[dependent], dependent);
    }
    let Some(cycle) = find_cycle(heads) else { return };
    let in_cycle: Vec<bool> = (0..size).map(|node| cycle.contains(&node)).collect();
    // Nodes of the smaller graph: those outside the cycle, then the cycle as one.
    let outside: Vec<usize> = (0..size).filter(|&node| !in_cycle[node]).collect();
    let contracted = outside.len();
    let mut smaller = vec![vec![f64::NEG_INFINITY; contracted + 1]; contracted + 1];
    let mut enters = vec![0; contracted];
    let mut leaves = vec![0; contracted];
    for (n, &node) in outside.iter().enumerate() {
        for (m, &other) in outside.iter().enumerate() {
            smaller[n][m] = weights[node][other];
        }
        let gain = |inner: usize| weights[inner][node] - weights[inner][heads[inner]];
        enters[n] = heaviest(&cycle, gain);
        smaller[contracted][n] = gain(enters[n]);
        leaves[n] = heaviest(&cycle, |inner| weights[node][inner]);
        smaller[n][contracted] = weights[node][leaves[n]];
    }
    let mut inner_heads = vec![0; contracted + 1];
    arborescence(&smaller, &mut inner_heads);
    for (n, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if inner_heads[n] == contracted { leaves[n] } else { outside[inner_heads[n]] };
    }
    let entered = enters[inner_heads[contracted]];
    heads[entered] = outside[inner_heads[contracted]];
}

fn best(row: &[f64], dependent: usize) -> usize {
    let heads = (0..row.len()).filter(|&head| head != dependent);
    heads.reduce(|best, head| if row[head] > row[best] { head } else { best }).unwrap_or(0)
}

fn heaviest(nodes: &[usize], weight: impl Fn(usize) -> f64) -> usize {
    let first = nodes[0];
    nodes.iter().fold(first, |best, &node| if weight(node) > weight(best) { node } else { best })
}

/// A cycle among `heads` (node 0 has none), if there is one.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn total(arcs: &Arcs, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(n, &head)| arcs.score(n + 1, head)).sum()
    }

    /// The best tree by trying all head assignments.
    fn brute_force(arcs: &Arcs) -> f64 {
        let (words, size) = (arcs.words, arcs.words + 1);
        let mut best = f64::NEG_INFINITY;
        for code in 0..size.pow(words as u32) {
            let heads: Vec<usize> = (0..words).map(|n| code / size.pow(n as u32) % size).collect();
            if heads.iter().enumerate().all(|(n, &head)| head != n + 1) && is_tree(&heads) {
                best = best.max(total(arcs, &heads));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn finds_the_heaviest_tree(words in 1usize..=5, scores in prop::collection::vec(-9i8..9, 36)) {
            let scores: Vec<f32> = scores.into_iter().map(f32::from).collect();
            let arcs = Arcs { scores: &scores, stride: words + 1, words };
            let tree = arcs.best_tree();
            prop_assert!(is_tree(&tree));
            prop_assert_eq!(total(&arcs, &tree), brute_force(&arcs));
        }

        #[test]
        fn any_scores_give_a_tree(words in 1usize..40, seed in prop::collection::vec(any::<f32>(), 41 * 41)) {
            let arcs = Arcs { scores: &seed, stride: 41, words };
            prop_assert!(is_tree(&arcs.best_tree()));
        }
    }

    #[test]
    fn trees_and_others() {
        assert!(is_tree(&[0]));
        assert!(is_tree(&[2, 0, 2]));
        assert!(!is_tree(&[0, 0]), "two roots");
        assert!(!is_tree(&[2, 1, 0]), "a cycle");
        assert!(!is_tree(&[]), "no root");
    }
}
