use super::*;
use crate::document::conllu;
use std::collections::BTreeMap;
use std::path::Path;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/en/lexicon/lemmas.tsv");

/// Sentences of a treebank with gold tags and trees; `None` where the treebanks are not to be had.
fn treebank(name: &str) -> Option<Vec<Sentence>> {
    let path = Path::new(DATA).join(name);
    let source = std::fs::read_to_string(&path).ok()?;
    Some(conllu::read(name, &source).expect("treebanks are well-formed").document.sentences)
}

/// Scored words: tagged, and with a lemma.
fn words(sentences: &[Sentence]) -> impl Iterator<Item = &Word> {
    sentences.iter().flat_map(|sentence| &sentence.words).filter(|word| !word.lemma.is_empty())
}

#[test]
fn development_treebanks() {
    for (name, least) in [("ewt/dev.conllu", 97.0), ("gum/dev.conllu", 97.0)] {
        let Some(gold) = treebank(name) else { return };
        let mut found = gold.clone();
        found.iter_mut().for_each(lemmatise);
        let pairs = || {
            words(&gold).zip(gold.iter().zip(&found).flat_map(|(gold, found)| {
                gold.words.iter().zip(&found.words).filter(|(gold, _)| !gold.lemma.is_empty()).map(|(_, found)| found)
            }))
        };
        let total = pairs().count();
        let right = pairs().filter(|(gold, found)| gold.lemma == found.lemma).count();
        let score = 100.0 * right as f64 / total as f64;
        for (gold, found) in pairs().filter(|(gold, found)| gold.lemma != found.lemma) {
            println!("{name} {} {} {}: {} not {}", gold.form, gold.upos.name(), gold.xpos, gold.lemma, found.lemma);
        }
        println!("{name}: {score:.2} % of {total}");
        assert!(score >= least, "{name}: {score:.2} % of {total}");
    }
}

/// `UPDATE=1 cargo test lemma` makes the table anew from the training parts of the treebanks: what the rules get wrong
/// at least twice, and mostly, there.
#[test]
fn table() {
    let (Some(ewt), Some(gum)) = (treebank("ewt/train.conllu"), treebank("gum/train.conllu")) else { return };
    if std::env::var_os("UPDATE").is_none() {
        return;
    }
    let mut seen: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut rule: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let sentences: Vec<Sentence> = ewt.into_iter().chain(gum).collect();
    for sentence in &sentences {
        for (n, word) in sentence.words.iter().enumerate().filter(|(_, word)| !word.lemma.is_empty()) {
            if clitic(sentence, n).is_some() {
                continue;
            }
            let form = fold(&word.form);
            let key = key(word, &form);
            *seen.entry(key.clone()).or_default().entry(word.lemma.clone()).or_default() += 1;
            *rule.entry(key).or_default().entry(by_rule(word, form)).or_default() += 1;
        }
    }
    let mut table = String::new();
    for (key, lemmas) in &seen {
        let (lemma, count) = lemmas.iter().max_by_key(|&(_, count)| *count).expect("seen at least once");
        let total: usize = lemmas.values().sum();
        let by_rule = rule[key].get(lemma).copied().unwrap_or(0);
        if *count >= 2 && 10 * count > 6 * total && count > &(by_rule + total / 10) && !key.contains('\t') {
            table.push_str(&format!("{key}\t{lemma}\n"));
        }
    }
    std::fs::write(TABLE, table).expect("the repository is writable");
}
