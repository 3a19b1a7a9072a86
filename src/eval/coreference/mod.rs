//! Coreference against a gold standard: MUC (Vilain et al. 1995), B³ (Bagga & Baldwin 1998), CEAF-e (Luo 2005), and
//! their mean, the CoNLL score.
//!
//! Each side is CoNLL-U with `Entity=` in MISC (CorefUD, GUM), or JSON Lines, one document a line:
//!
//! ```json
//! {"doc": "a", "sentences": [{"tokens": ["Ann", "says", "she", "left"]}],
//!  "mentions": [{"sent": 0, "start": 0, "end": 1, "type": "person"}, {"sent": 0, "start": 2, "end": 3}], "clusters": [[0, 1]]}
//! ```
//!
//! `sent`, `start` and `end` count sentences and words from 0, the end exclusive; clusters list mentions by number. A system
//! may leave "sentences" out: its numbers then mean the gold's words. Mentions are compared by the characters that they
//! cover. Sums run over all documents.

mod corefud;
mod metrics;
mod read;

pub use read::{CoreferenceError, Corpus, read};

use metrics::Sums;
use read::{Clusters, Types};

/// Which clusters count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Leave out clusters of one mention.
    pub no_singletons: bool,
    /// Only clusters with a named mention: a person, organisation, place or event with a capitalised word that is not
    /// the first of its sentence.
    pub named: bool,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Share of the system's that is right.
    pub precision: f64,
    /// Share of the gold that was found.
    pub recall: f64,
}

impl Figures {
    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// How many pronouns have the right antecedent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accuracy {
    /// Those whose nearest earlier mention in the system's cluster is in their gold cluster.
    pub right: usize,
    /// Those that are not the first mention of their gold cluster.
    pub of: usize,
}

impl Accuracy {
    /// The share that is right.
    pub fn share(&self) -> f64 {
        if self.of == 0 { 0.0 } else { self.right as f64 / self.of as f64 }
    }

    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }
}

/// Scores of coreference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoreferenceScores {
    /// Spans, whatever their cluster.
    pub mentions: Figures,
    /// Links kept.
    pub muc: Figures,
    /// Mention by mention.
    pub b_cubed: Figures,
    /// Clusters under the best one-to-one map.
    pub ceaf_e: Figures,
    /// Pronouns, of all that have an antecedent in the gold.
    pub pronouns: Accuracy,
    /// The same of he, she, it and they.
    pub third_person: Accuracy,
    /// How many clusters the gold and the system have.
    pub clusters: (usize, usize),
    /// Documents that could not be compared.
    pub remarks: Vec<String>,
}

impl CoreferenceScores {
    /// Mean F1 of MUC, B³ and CEAF-e.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

/// Compares the clusters of two files.
pub fn evaluate(gold: &Corpus, system: &Corpus, choice: Choice) -> Result<CoreferenceScores, CoreferenceError> {
    let remarks = gold.remarks_on(system)?;
    let mut sums = Sums::default();
    let mut clusters = (0, 0);
    let (mut pronouns, mut third_person) = (Accuracy::default(), Accuracy::default());
    for (id, document) in &gold.documents {
        let (ours, types) = document.clusters(document, choice, &Types::new())?;
        let theirs = match system.documents.get(id) {
            None => Clusters::new(),
            Some(other) => {
                document.same_text(other)?;
                other.clusters(document, choice, &types)?.0
            }
        };
        clusters = (clusters.0 + ours.len(), clusters.1 + theirs.len());
        sums.add(&ours, &theirs);
        for (pronoun, third) in document.pronouns()? {
            let Some(before) = antecedent(&ours, pronoun) else { continue };
            let cluster = ours.iter().find(|cluster| cluster.contains(&before));
            let found = antecedent(&theirs, pronoun).filter(|found| cluster.is_some_and(|c| c.contains(found)));
            pronouns.count(found.is_some());
            if third {
                third_person.count(found.is_some());
            }
        }
    }
    Ok(CoreferenceScores { clusters, remarks, pronouns, third_person, ..sums.scores() })
}

/// The nearest mention before a mention in its cluster.
fn antecedent(clusters: &Clusters, mention: (usize, usize)) -> Option<(usize, usize)> {
    let cluster = clusters.iter().find(|cluster| cluster.contains(&mention))?;
    cluster.range(..mention).next_back().copied()
}
