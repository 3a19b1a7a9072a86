//! The annotator's scores on the development parts of the treebanks, where those are at hand.

use byline::article::Article;
use byline::document::{Annotator, Document, Sentence, conllu};
use std::collections::BTreeSet;
use std::path::Path;

/// A treebank with the least that is expected: sentences and tokens from raw text, LAS on given words (F1, per cent).
const TARGETS: [(&str, f64, f64, f64); 2] = [("ewt", 90.0, 99.0, 88.0), ("gum", 90.0, 99.0, 87.0)];

fn gold(name: &str) -> Option<conllu::Reading> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../shared/data/{name}/dev.conllu"));
    let source = std::fs::read_to_string(&path).ok()?;
    Some(conllu::read(&path.display().to_string(), &source).expect("treebanks are well-formed"))
}

/// Share of arcs that are right, with their universal relation.
fn attachment(gold: &[Sentence], found: &[Sentence]) -> f64 {
    let pairs = || gold.iter().zip(found).flat_map(|(gold, found)| gold.words.iter().zip(&found.words));
    let right = pairs().filter(|(gold, found)| gold.head == found.head && gold.relation() == found.relation()).count();
    100.0 * right as f64 / pairs().count() as f64
}

/// F1 of spans, counted in characters that are not white space.
fn f1(gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) -> f64 {
    200.0 * gold.intersection(found).count() as f64 / (gold.len() + found.len()) as f64
}

/// Spans of sentences and of tokens.
fn spans(document: &Document, text: &str) -> [BTreeSet<(usize, usize)>; 2] {
    let mut solid = vec![0];
    for byte in text.bytes() {
        solid.push(solid[solid.len() - 1] + usize::from(!byte.is_ascii_whitespace()));
    }
    let mut tokens = BTreeSet::new();
    for sentence in &document.sentences {
        let inside = |n: usize| sentence.multiword.iter().any(|(_, words)| words.contains(n));
        let plain = sentence.words.iter().enumerate().filter(|(n, _)| !inside(*n)).map(|(_, word)| word.span);
        tokens.extend(
            sentence.multiword.iter().map(|(span, _)| *span).chain(plain).map(|s| (solid[s.start], solid[s.end])),
        );
    }
    [document.sentences.iter().map(|s| (solid[s.span.start], solid[s.span.end])).collect(), tokens]
}

#[test]
fn development_scores() {
    let annotator = Annotator::new();
    for (name, least_sentences, least_tokens, least_las) in TARGETS {
        let Some(gold) = gold(name) else { return };
        let mut given = gold.document.clone();
        annotator.annotate_sentences(&mut given.sentences);
        let las = attachment(&gold.document.sentences, &given.sentences);
        let raw = annotator.annotate(&Article::new(name, gold.text.as_str()));
        let [gold_sentences, gold_tokens] = spans(&gold.document, &gold.text);
        let [sentences, tokens] = spans(&raw, &gold.text);
        let (sentences, tokens) = (f1(&gold_sentences, &sentences), f1(&gold_tokens, &tokens));
        println!("{name}: sentences {sentences:.2}, tokens {tokens:.2}, LAS {las:.2}");
        assert!(sentences >= least_sentences, "{name}: sentences {sentences:.2}");
        assert!(tokens >= least_tokens, "{name}: tokens {tokens:.2}");
        assert!(las >= least_las, "{name}: LAS {las:.2}");
    }
}

#[test]
fn treebanks_survive_reading_and_writing() {
    for name in ["ewt", "gum"] {
        let Some(gold) = gold(name) else { return };
        let mut out = Vec::new();
        conllu::write(&gold.document, &gold.text, "", &mut out).unwrap();
        let again = conllu::read(name, &String::from_utf8(out).unwrap()).unwrap();
        assert_eq!(again, gold);
    }
}
