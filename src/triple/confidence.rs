//! How likely a triple is right: a logistic regression over what is known of how it was found.
//!
//! The weights are those of `training/confidence.py`, one set for each form, since the forms are right by different
//! measures.

use super::Form;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Form, feature and weight, a line each.
static TABLE: &str = include_str!("confidence.tsv");

static FULL: LazyLock<Weights> = LazyLock::new(|| Weights::read("full"));
static COMPACT: LazyLock<Weights> = LazyLock::new(|| Weights::read("compact"));

/// The weights of one form.
pub(super) struct Weights {
    bias: f64,
    /// Triples below it are left out.
    pub threshold: f64,
    features: HashMap<&'static str, f64>,
}

impl Weights {
    /// The weights of that form.
    pub fn of(form: Form) -> &'static Self {
        match form {
            Form::Full => &FULL,
            Form::Compact => &COMPACT,
        }
    }

    fn read(form: &str) -> Self {
        let mut features = HashMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            if columns.next() == Some(form) {
                let name = columns.next().expect("a feature");
                features.insert(name, columns.next().and_then(|w| w.parse().ok()).expect("a weight"));
            }
        }
        let mut single = |name| features.remove(name).unwrap_or(0.0);
        Self { bias: single("bias"), threshold: single("threshold"), features }
    }

    /// The confidence of a triple with these features, to four digits.
    pub fn confidence(&self, features: &[String]) -> f64 {
        let score: f64 = features.iter().filter_map(|name| self.features.get(name.as_str())).sum();
        let confidence = 1.0 / (1.0 + (-(score + self.bias)).exp());
        (confidence * 1e4).round() / 1e4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        for form in [Form::Full, Form::Compact] {
            let weights = Weights::of(form);
            assert!(weights.features.len() > 10);
            assert!(weights.threshold > 0.0 && weights.threshold < 1.0);
            let confidence = weights.confidence(&["no such feature".to_owned()]);
            assert!(confidence > 0.0 && confidence < 1.0);
        }
    }
}
