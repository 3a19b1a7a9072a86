//! MEASURE: gold + predicted → scores.
//!
//! | what | figures | as in |
//! | --- | --- | --- |
//! | [`treebank`] | tokens, sentences, words, tags, features, lemmas, UAS, LAS, CLAS, MLAS, BLEX | CoNLL 2018 shared task (Zeman et al. 2018) |
//! | [`names`] | exact span and type, per type and over all | CoNLL 2003 (Tjong Kim Sang & De Meulder 2003) |
//! | [`coreference`] | mentions, MUC, B³, CEAF-e and their mean | CoNLL 2012 (Pradhan et al. 2014) |
//!
//! Nothing here does I/O: the texts of the files come in, with their names for messages.
//!
//! ```
//! use byline::document::conllu;
//! use byline::eval::treebank::{Corpus, Metric, Relations, evaluate};
//! let gold = "1\tDogs\tdog\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tbark\tbark\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n\n";
//! let (gold, system) = (conllu::read("gold", gold)?, conllu::read("system", &gold.replace("nsubj", "obj"))?);
//! let (gold, system) = (Corpus::new(&gold.document, &gold.text), Corpus::new(&system.document, &system.text));
//! let scores = evaluate(&gold, &system, Relations::Universal)?;
//! assert_eq!(scores[&Metric::Uas].f1(), 1.0);
//! assert_eq!(scores[&Metric::Las].f1(), 0.5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod coreference;
pub mod names;
pub mod treebank;

/// How many there are, how many were found, and how many of those are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// In the gold.
    pub gold: usize,
    /// In the system's output.
    pub system: usize,
    /// In both, and right.
    pub correct: usize,
}

impl Score {
    /// Share of the system's that is right; 0 where it has none.
    pub fn precision(&self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// Share of the gold that was found; 0 where there is none.
    pub fn recall(&self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.system += other.system;
        self.correct += other.correct;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
