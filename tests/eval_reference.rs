//! `byline eval` beside the scorers in ../shared/tools, where those and Python are at hand: the same figures for copies of
//! development files with mistakes of all kinds.

mod program;

use byline::document::{Sentence, Upos, Word, WordRange, conllu};
use program::Folder;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared")
}

/// What a scorer prints as JSON; `None` where it, its data or Python is missing.
fn scorer(name: &str, arguments: &[&str], files: [&Path; 2]) -> Option<Value> {
    let script = shared().join("tools").join(name);
    if !script.is_file() || !files[0].is_file() {
        return None;
    }
    let output = Command::new("python3").arg(script).arg("--json").args(arguments).args(files).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The figures of Universal Dependencies' own script, the CoNLL 2018 evaluation; `None` where it is not installed.
fn udtools(gold: &Path, system: &Path) -> Option<Value> {
    const PROGRAM: &str = "
import json, sys
from udtools.udeval import evaluate, load_conllu_file
treebank = dict(no_gapping=0, no_shared_parents_in_coordination=0, no_shared_dependents_in_coordination=0, no_control=0,
    no_external_arguments_of_relative_clauses=0, no_case_info=0, no_empty_nodes=False, multiple_roots_okay=False)
scores = evaluate(*(load_conllu_file(path, treebank) for path in sys.argv[1:]))
metrics = 'Tokens Sentences Words UPOS XPOS UFeats AllTags Lemmas UAS LAS CLAS MLAS BLEX'.split()
for metric in metrics:
    score = scores[metric]
    row = dict(precision=score.precision, recall=score.recall, f1=score.f1, accuracy=score.aligned_accuracy)
    # Words have no accuracy of their own there.
    scores[metric] = {name: value for name, value in row.items() if value is not None}
print(json.dumps({metric: scores[metric] for metric in metrics}))";
    let python = std::env::var("BYLINE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_it = Command::new(&python).args(["-c", "import udtools.udeval"]).output().ok()?.status.success();
    if !has_it {
        eprintln!("skipped: {python} has no udtools");
        return None;
    }
    let output = Command::new(python).args(["-c", PROGRAM]).args([gold, system]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The same of `byline eval`.
fn own(folder: &Folder, arguments: &[&str]) -> Value {
    let run = folder.byline(&[&["eval"], arguments].concat().join(" "));
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.lines().remove(0)
}

/// Every figure of `theirs` is in `ours`, to the last digits but few.
fn same(ours: &Value, theirs: &Value, place: &str) {
    match (ours, theirs) {
        (_, Value::Object(theirs)) => theirs.iter().for_each(|(key, value)| same(&ours[key], value, key)),
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() < 1e-9, "{place}: {a} instead of {b}");
        }
        _ => assert_eq!(ours, theirs, "{place}"),
    }
}

/// Makes mistakes of all kinds in a treebank's sentence.
fn damage(sentence: &mut Sentence, text: &str, number: usize) {
    let root = sentence.words.iter().position(|word| word.head.is_none()).unwrap();
    for (n, word) in sentence.words.iter_mut().enumerate() {
        match (n * 31 + number * 17) % 23 {
            0 => word.upos = Upos::X,
            1 => word.lemma.push('s'),
            2 => word.xpos = "FW".into(),
            3 | 4 if n != root => word.head = Some(root),
            5 if n != root => word.deprel = "nmod:poss".into(),
            _ => {}
        }
    }
    let spelled = |words: &[Word], range: &WordRange, surface: &str| {
        words[range.start..range.end].iter().map(|word| word.form.as_str()).collect::<String>() == surface
    };
    let Sentence { words, multiword, .. } = &mut *sentence;
    if number.is_multiple_of(3) {
        multiword.retain(|(span, range)| !spelled(words, range, span.of(text)));
    }
    if number.is_multiple_of(4) {
        // A token and the mark behind it become one token of two words.
        let inside = |n: usize| multiword.iter().any(|(_, range)| range.contains(n));
        let joined = (1..words.len()).find(|&n| !words[n - 1].space_after && !inside(n - 1) && !inside(n));
        if let Some(n) = joined {
            let span = byline::article::Span::new(words[n - 1].span.start, words[n].span.end);
            multiword.push((span, WordRange::new(n - 1, n + 1)));
            multiword.sort_by_key(|(span, _)| span.start);
        }
    }
    if number.is_multiple_of(5) {
        split_word(sentence);
    }
}

/// Cuts the last letter off the first word that has three and is a token; it hangs from the rest.
fn split_word(sentence: &mut Sentence) {
    let inside = |n: usize| sentence.multiword.iter().any(|(_, range)| range.contains(n));
    let plain = |n: usize, word: &Word| word.form.len() > 2 && word.form.is_ascii() && !inside(n);
    let Some(n) = sentence.words.iter().enumerate().position(|(n, word)| plain(n, word)) else { return };
    for word in &mut sentence.words {
        word.head = word.head.map(|head| head + usize::from(head > n));
    }
    for (_, range) in sentence.multiword.iter_mut().filter(|(_, range)| range.start > n) {
        *range = WordRange::new(range.start + 1, range.end + 1);
    }
    let mut rest = sentence.words[n].clone();
    let cut = rest.span.end - 1;
    (rest.form, rest.span.start, rest.head, rest.deprel) =
        (rest.form.split_off(rest.form.len() - 1), cut, Some(n), "goeswith".into());
    let word = &mut sentence.words[n];
    word.form.pop();
    (word.span.end, word.space_after) = (cut, false);
    sentence.words.insert(n + 1, rest);
}

/// Hangs the second sentence of every pair behind the first.
fn join_sentences(sentences: Vec<Sentence>) -> Vec<Sentence> {
    let mut joined: Vec<Sentence> = Vec::new();
    for (number, sentence) in sentences.into_iter().enumerate() {
        let Some(last) = joined.last_mut().filter(|last| number % 7 == 1 && last.paragraph == sentence.paragraph)
        else {
            joined.push(sentence);
            continue;
        };
        let (offset, root) = (last.words.len(), last.words.iter().position(|word| word.head.is_none()));
        for mut word in sentence.words {
            word.deprel = if word.head.is_none() { "parataxis".into() } else { word.deprel };
            word.head = word.head.map(|head| head + offset).or(root);
            last.words.push(word);
        }
        let moved = |range: WordRange| WordRange::new(range.start + offset, range.end + offset);
        last.multiword.extend(sentence.multiword.into_iter().map(|(span, range)| (span, moved(range))));
        last.span.end = sentence.span.end;
    }
    joined
}

#[test]
fn treebanks_are_scored_as_by_the_reference() {
    for treebank in ["ewt", "gum"] {
        let gold = shared().join("data").join(treebank).join("dev.conllu");
        let Ok(source) = std::fs::read_to_string(&gold) else { return };
        let mut reading = conllu::read(treebank, &source).unwrap();
        for (number, sentence) in reading.document.sentences.iter_mut().enumerate() {
            damage(sentence, &reading.text, number);
        }
        reading.document.sentences = join_sentences(reading.document.sentences);
        reading.document.sentences.iter_mut().for_each(|sentence| sentence.names.clear());
        let mut damaged = Vec::new();
        conllu::write(&reading.document, &reading.text, "", &mut damaged).unwrap();
        let folder = Folder::new();
        let system = folder.write("damaged.conllu", damaged);
        for options in [&[][..], &["--subtypes"]] {
            let Some(theirs) = scorer("ud_eval.py", options, [&gold, &system]) else { return };
            assert!(
                ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "Lemmas", "UAS", "LAS", "CLAS"]
                    .iter()
                    .all(|metric| (0.3..0.99).contains(&theirs[metric]["f1"].as_f64().unwrap())),
                "{theirs}"
            );
            let gold = gold.to_str().unwrap();
            let arguments = [&["parse", "--json", gold, "--system", "damaged.conllu"], options].concat();
            same(&own(&folder, &arguments), &theirs, treebank);
        }
        if let Some(theirs) = udtools(&gold, &system) {
            let arguments = ["parse", "--json", gold.to_str().unwrap(), "--system", "damaged.conllu"];
            same(&own(&folder, &arguments), &theirs, treebank);
        }
    }
}

#[test]
fn names_are_scored_as_by_the_reference() {
    let gold = shared().join("data/ner/gum.dev.iob2");
    let Ok(source) = std::fs::read_to_string(&gold) else { return };
    let damaged: String = source
        .lines()
        .enumerate()
        .map(|(n, line)| match n % 11 {
            0 => line.replace("\tB-PER\t", "\tB-ORG\t") + "\n",
            1 => line.replace("\tI-", "\tB-") + "\n",
            2 => line.replace("\tO\t", "\tI-LOC\t") + "\n",
            _ => line.to_string() + "\n",
        })
        .collect();
    let folder = Folder::new();
    let system = folder.write("damaged.iob2", damaged);
    let Some(theirs) = scorer("ner_eval.py", &["--types", "PER,ORG,LOC"], [&gold, &system]) else { return };
    let ours = own(&folder, &["ner", "--json", gold.to_str().unwrap(), "--system", "damaged.iob2"]);
    same(&ours, &theirs, "names");
    let theirs = scorer("ner_eval.py", &[], [&gold, &system]).unwrap();
    let all = ["ner", "--json", gold.to_str().unwrap(), "--system", "damaged.iob2", "--types", "all"];
    same(&own(&folder, &all), &theirs, "all names");
}

#[test]
fn coreference_is_scored_as_by_the_reference() {
    let gold = shared().join("data/coref/gum.dev.jsonl");
    let Ok(source) = std::fs::read_to_string(&gold) else { return };
    let damage = |line: &str| {
        let mut document: Value = serde_json::from_str(line).unwrap();
        let clusters: Vec<Vec<u64>> = serde_json::from_value(document["clusters"].take()).unwrap();
        let mut damaged: Vec<Vec<u64>> = Vec::new();
        for (n, mut cluster) in clusters.into_iter().enumerate() {
            let rest = cluster.split_off(cluster.len() - usize::from(n % 3 == 0) * (cluster.len() / 2));
            match damaged.last_mut() {
                Some(last) if n % 5 == 0 => last.append(&mut cluster),
                _ => damaged.push(cluster),
            }
            damaged.push(rest);
        }
        for (n, mention) in document["mentions"].as_array_mut().unwrap().iter_mut().enumerate() {
            if n % 9 == 0 {
                mention["end"] = (mention["start"].as_u64().unwrap() + 1).into();
            }
            if n % 4 == 0 {
                mention.as_object_mut().unwrap().remove("type");
            }
        }
        document["clusters"] = serde_json::to_value(damaged).unwrap();
        document.to_string() + "\n"
    };
    let folder = Folder::new();
    let system = folder.write("damaged.jsonl", source.lines().map(damage).collect::<String>());
    for options in [&[][..], &["--no-singletons"], &["--named"], &["--named", "--no-singletons"]] {
        let Some(theirs) = scorer("coref_eval.py", options, [&gold, &system]) else { return };
        let arguments = [&["coref", "--json", gold.to_str().unwrap(), "damaged.jsonl"], options].concat();
        same(&own(&folder, &arguments), &theirs, "coreference");
    }
}
