//! Form and tag → lemma: exceptions first, then detachment of endings checked against the lexicon, in the manner of
//! WordNet's Morphy, with the conventions of UD English (pronouns in the nominative, n't → not, numbers without commas).

use super::pieces::straight_quote;
use super::{NameKind, Sentence, Upos, Word};
use crate::lexicon::{DEMONYMS, EXCEPTIONS, LEMMAS, NOUNS, VERBS};

/// Sets the lemma of every word.
pub(super) fn lemmatise(sentence: &mut Sentence) {
    for n in 0..sentence.words.len() {
        let lemma = clitic(sentence, n).unwrap_or_else(|| lemma(&sentence.words[n]));
        // A lone "s" tagged as a plural has no stem; a lemma is never empty.
        let word = &mut sentence.words[n];
        word.lemma = if lemma.is_empty() { word.form.clone() } else { lemma };
    }
    // "Sessions" is no plural.
    for name in sentence.names.iter().filter(|name| name.kind == NameKind::Per) {
        for word in &mut sentence.words[name.words.iter()] {
            if word.xpos == "NNPS" {
                word.lemma.clone_from(&word.form);
            }
        }
    }
}

/// "'s" and "'d" are several verbs; the tree tells which.
fn clitic(sentence: &Sentence, n: usize) -> Option<String> {
    let word = &sentence.words[n];
    let form = fold(&word.form);
    let perfect = || {
        let head = word.head.map(|head| sentence.words[head].xpos.as_str());
        word.deprel == "aux" && matches!(head, Some("VBN" | "VBD"))
    };
    let lemma = match (form.as_str(), word.upos, word.xpos.as_str()) {
        ("'s" | "s", Upos::AUX | Upos::VERB, _) => {
            if perfect() {
                "have"
            } else {
                "be"
            }
        }
        ("'d", _, "MD") => "would",
        ("'d", Upos::AUX | Upos::VERB, _) => "have",
        _ => return None,
    };
    Some(lemma.into())
}

/// Straight quotes, lower case.
fn fold(form: &str) -> String {
    form.chars().map(straight_quote).collect::<String>().to_lowercase()
}

fn lemma(word: &Word) -> String {
    let form = fold(&word.form);
    if let Some(lemma) = LEMMAS.get(&key(word, &form)) {
        return lemma.into();
    }
    by_rule(word, form)
}

/// How `models/en/lexicon/lemmas.tsv` names a word: tag and folded form.
fn key(word: &Word, form: &str) -> String {
    format!("{} {form}", if word.upos == Upos::PROPN { "NNP" } else { &word.xpos })
}

fn by_rule(word: &Word, form: String) -> String {
    match (word.upos, word.xpos.as_str()) {
        (Upos::PROPN, "NNPS") => with_case_of(&word.form, noun(&form)),
        (Upos::PROPN | Upos::X, _) => word.form.clone(),
        (Upos::PUNCT | Upos::SYM, _) => symbol(&word.form),
        (Upos::NUM, _) => number(&word.form, form),
        (_, "NNP") if word.upos == Upos::VERB => with_case_of(&word.form, verb(&form)),
        (_, "NNP") => word.form.clone(),
        (_, "NNS" | "NNPS") => match word.form.strip_suffix('s') {
            Some(stem) if is_acronym(stem, &form) => stem.into(),
            _ => noun(&form),
        },
        (_, "NN") if is_acronym(&word.form, &form) => word.form.clone(),
        (_, "JJ") if keeps_capital(&word.form) => word.form.clone(),
        // "policies that lower bills", whatever the second tag says
        (Upos::VERB, "JJR" | "RBR") => form,
        (_, "JJR" | "RBR") => base(&form, "er", &word.xpos),
        (_, "JJS" | "RBS") => base(&form, "est", &word.xpos),
        (Upos::AUX | Upos::VERB, "VBZ" | "VBD" | "VBN" | "VBG") => verb(&form),
        _ => form,
    }
}

fn symbol(form: &str) -> String {
    match form {
        "“" | "”" | "„" => "\"",
        "‘" | "’" => "'",
        "–" | "—" => "-",
        other => other,
    }
    .into()
}

fn number(form: &str, folded: String) -> String {
    let roman = form.chars().all(|c| "IVXLCDM".contains(c));
    if roman {
        form.into()
    } else if form.contains(|c: char| c.is_ascii_digit()) {
        form.replace(',', "")
    } else {
        folded
    }
}

/// "GDP", "L2": capitals that are no word's emphasis.
fn is_acronym(form: &str, folded: &str) -> bool {
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    capitals > 0 && capitals == letters && (letters <= 1 || !(NOUNS.contains(folded) && letters > 3))
}

/// "Russian", "anti-American", but not "Last".
fn keeps_capital(form: &str) -> bool {
    let last = form.rsplit('-').next().unwrap_or(form);
    DEMONYMS.contains(last) || (last.len() < form.len() && last.starts_with(char::is_uppercase))
}

/// `lemma` with the capitals that `form` begins with.
fn with_case_of(form: &str, lemma: String) -> String {
    let upper = form.chars().next().is_some_and(char::is_uppercase);
    let mut characters = lemma.chars();
    match characters.next() {
        Some(first) if upper => first.to_uppercase().chain(characters).collect(),
        _ => lemma,
    }
}

/// The first candidate that is in the lexicon.
fn known(candidates: &[String], lexicon: &crate::lexicon::Table) -> Option<String> {
    candidates.iter().find(|candidate| lexicon.contains(candidate)).cloned()
}

/// Singular of a plural.
fn noun(form: &str) -> String {
    if let Some(lemma) = EXCEPTIONS.get(&format!("noun {form}")) {
        return lemma.into();
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return form.into();
    }
    let Some(stem) = form.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s')) else {
        return form.strip_suffix("men").map_or_else(|| form.into(), |stem| format!("{stem}man"));
    };
    let stem = stem.trim_end_matches('\'');
    let mut candidates = vec![stem.to_string()];
    if let Some(short) = stem.strip_suffix('e') {
        candidates.push(short.into());
        if let Some(y) = short.strip_suffix('i') {
            candidates.insert(0, format!("{y}y"));
        }
    }
    // "cross-border deals", "e-mails": the last part decides.
    if let Some((before, last)) = form.rsplit_once('-').filter(|(_, last)| last.len() > 2) {
        return format!("{before}-{}", noun(last));
    }
    if let Some(lemma) = known(&candidates, &NOUNS) {
        return lemma;
    }
    if NOUNS.contains(form) {
        return form.into();
    }
    let hissing = ["sse", "xe", "che", "she", "zze"].iter().any(|ending| stem.ends_with(ending));
    candidates.swap_remove(usize::from(hissing))
}

/// Infinitive of a finite form or participle.
fn verb(form: &str) -> String {
    if let Some(lemma) = EXCEPTIONS.get(&format!("verb {form}")) {
        return lemma.into();
    }
    if let Some((before, last)) = form.rsplit_once('-').filter(|(_, last)| last.len() > 3) {
        return format!("{before}-{}", verb(last));
    }
    let candidates = if let Some(stem) = form.strip_suffix("ing").filter(|stem| has_vowel(stem)) {
        endings(stem)
    } else if let Some(stem) = form.strip_suffix("ied") {
        vec![format!("{stem}y"), format!("{stem}ie")]
    } else if let Some(stem) = form.strip_suffix("ed").filter(|stem| has_vowel(stem)) {
        endings(stem)
    } else if let Some(stem) = form.strip_suffix("ies") {
        vec![format!("{stem}y"), format!("{stem}ie")]
    } else if let Some(stem) = form.strip_suffix("s").filter(|stem| stem.len() > 1 && !stem.ends_with('s')) {
        match stem.strip_suffix('e') {
            Some(short) if ["ss", "x", "ch", "sh", "zz", "o"].iter().any(|ending| short.ends_with(ending)) => {
                vec![short.into(), stem.into()]
            }
            _ => vec![stem.into()],
        }
    } else {
        return form.into();
    };
    known(&candidates, &VERBS).unwrap_or_else(|| candidates.into_iter().next().unwrap_or_default())
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// What may stand before "-ing" and "-ed": hop(e), hop(p), visit. The likeliest of unknown ones first.
fn endings(stem: &str) -> Vec<String> {
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && bytes.is_ascii();
    let with_e = format!("{stem}e");
    if doubled {
        let single = stem[..stem.len() - 1].to_string();
        let kept = matches!(bytes[bytes.len() - 1], b's' | b'l' | b'z' | b'f' | b'e' | b'o');
        return if kept { vec![stem.into(), with_e, single] } else { vec![single, stem.into(), with_e] };
    }
    let mute = ["at", "iz", "is", "v", "c", "u", "dg", "rg", "bl", "pl", "tl", "dl", "gl", "kl"];
    if VERBS.contains(&with_e) || (mute.iter().any(|ending| stem.ends_with(ending)) && !VERBS.contains(stem)) {
        vec![with_e, stem.into()]
    } else {
        vec![stem.into(), with_e]
    }
}

/// Stems that end in a mute e in the positive, besides those that spelling gives away.
const MUTE: &str = "lat wid clos saf nic simpl wis fin rar brav strang pal pur rud cut whit rip loos dens tens spars sur mor \
    tru blu idl abl nobl humbl gentl ampl larg hug tam lam san sever sincer secur remot extrem fierc scarc";

/// Positive of a comparative or superlative.
fn base(form: &str, ending: &str, xpos: &str) -> String {
    let part = if xpos.starts_with('R') { "adv" } else { "adj" };
    if let Some(lemma) = EXCEPTIONS.get(&format!("{part} {form}")).or_else(|| EXCEPTIONS.get(&format!("adj {form}"))) {
        return lemma.into();
    }
    let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else { return form.into() };
    if let Some(y) = stem.strip_suffix('i') {
        return format!("{y}y");
    }
    if MUTE.split_whitespace().any(|entry| entry == stem) {
        return format!("{stem}e");
    }
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && stem.is_ascii();
    if doubled && !matches!(bytes[bytes.len() - 1], b'l' | b's' | b'e') {
        return stem[..stem.len() - 1].into();
    }
    stem.into()
}

#[cfg(test)]
mod tests {
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
                    gold.words
                        .iter()
                        .zip(&found.words)
                        .filter(|(gold, _)| !gold.lemma.is_empty())
                        .map(|(_, found)| found)
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
}
