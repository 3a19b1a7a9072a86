//! `byline eval` on cases that were worked out by hand.

mod program;

use byline::document::conllu;
use byline::eval::coreference::{self, Choice, CoreferenceScores};
use byline::eval::names::{self, Columns, NameScores};
use byline::eval::treebank::{AlignedScore, Corpus, Metric, Relations, TextsDiffer, evaluate};
use program::Folder;
use std::collections::BTreeMap;

/// CoNLL-U from rows with `ID FORM LEMMA UPOS FEATS HEAD DEPREL`, between spaces; a blank line ends a sentence.
fn conllu(rows: &str) -> String {
    let row = |row: &str| match row.split_whitespace().collect::<Vec<_>>()[..] {
        [id, form, lemma, upos, feats, head, deprel] => {
            [id, form, lemma, upos, upos, feats, head, deprel, "_", "_"].join("\t") + "\n"
        }
        [id, form] => [id, form, "_", "_", "_", "_", "_", "_", "_", "_"].join("\t") + "\n",
        [] => "\n".to_string(),
        _ => panic!("{row}"),
    };
    rows.trim().lines().map(str::trim).map(row).collect::<String>() + "\n"
}

fn compare(gold: &str, system: &str, relations: Relations) -> Result<BTreeMap<Metric, AlignedScore>, TextsDiffer> {
    let (gold, system) = (conllu::read("gold", gold).unwrap(), conllu::read("system", system).unwrap());
    let gold_corpus = Corpus::new(&gold.document, &gold.text);
    evaluate(&gold_corpus, &Corpus::new(&system.document, &system.text), relations)
}

fn scores(gold: &str, system: &str) -> BTreeMap<Metric, AlignedScore> {
    compare(&conllu(gold), &conllu(system), Relations::Universal).unwrap()
}

/// Gold, system, right.
fn counts(scores: &BTreeMap<Metric, AlignedScore>, metric: Metric) -> [usize; 3] {
    let score = scores[&metric].score;
    [score.gold, score.system, score.correct]
}

fn close(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value} instead of {expected}");
}

const SPLIT: &str = "
    1 Ab ab NOUN _ 2 nsubj
    2 cd cd VERB _ 0 root
    3 . . PUNCT _ 2 punct

    1 Ef ef INTJ _ 0 root";

#[test]
fn sentences_and_tokens_that_are_cut_otherwise() {
    // Characters: Ab 0-2, cd 2-4, . 4-5, Ef 5-7. The system merges "cd" and ".", and the two sentences.
    let system = "
        1 Ab ab NOUN _ 2 nsubj
        2 cd. cd. VERB _ 0 root
        3 Ef ef NOUN _ 2 parataxis";
    let scores = scores(SPLIT, system);
    // Right are Ab and Ef: 2 of 3, 2 of 4, and 2·2 / (3 + 4).
    assert_eq!(counts(&scores, Metric::Tokens), [4, 3, 2]);
    close(scores[&Metric::Tokens].precision(), 2.0 / 3.0);
    close(scores[&Metric::Tokens].recall(), 0.5);
    close(scores[&Metric::Tokens].f1(), 4.0 / 7.0);
    assert_eq!(scores[&Metric::Tokens].accuracy(), None);
    // 0-5 and 5-7 against 0-7.
    assert_eq!(counts(&scores, Metric::Sentences), [2, 1, 0]);
    assert_eq!(counts(&scores, Metric::Words), [4, 3, 2]);
    // Of Ab and Ef the tag of Ab alone: 1 of 2 aligned.
    assert_eq!(counts(&scores, Metric::Upos), [4, 3, 1]);
    assert_eq!(scores[&Metric::Upos].accuracy(), Some(0.5));
    // Ab hangs from a word that is not aligned; Ef is a root in the gold alone.
    assert_eq!(counts(&scores, Metric::Uas), [4, 3, 0]);
}

#[test]
fn a_sentence_too_many() {
    let gold = "
        1 Ab ab NOUN _ 2 nsubj
        2 cd cd VERB _ 0 root";
    let system = "
        1 Ab ab NOUN _ 0 root

        1 cd cd VERB _ 0 root";
    let scores = scores(gold, system);
    assert_eq!(counts(&scores, Metric::Sentences), [1, 2, 0]);
    assert_eq!(counts(&scores, Metric::Tokens), [2, 2, 2]);
    assert_eq!(counts(&scores, Metric::Las), [2, 2, 1], "cd is a root in both");
}

const CLITIC: &str = "
    1-2 Don't
    1 Do do AUX _ 3 aux
    2 n't not PART _ 3 advmod
    3 go go VERB _ 0 root";

#[test]
fn words_of_multiword_tokens_are_aligned_by_their_forms() {
    // Without the multiword token, and in small letters: the same words, but "Don't" is not among the tokens.
    let apart = "
        1 Do do AUX _ 3 aux
        2 n't not PART _ 3 advmod
        3 go go VERB _ 0 root";
    let found = scores(CLITIC, apart);
    assert_eq!(counts(&found, Metric::Tokens), [2, 3, 1]);
    assert_eq!(counts(&found, Metric::Words), [3, 3, 3]);
    assert_eq!(counts(&found, Metric::Las), [3, 3, 3]);
    // As one word it is neither "Do" nor "n't"; "go" is aligned.
    let one = "
        1 Don't do VERB _ 0 root
        2 go go VERB _ 1 xcomp";
    let found = scores(CLITIC, one);
    assert_eq!(counts(&found, Metric::Tokens), [2, 2, 2]);
    assert_eq!(counts(&found, Metric::Words), [3, 2, 1]);
    close(found[&Metric::Words].f1(), 0.4);
    assert_eq!(counts(&found, Metric::Uas), [3, 2, 0]);
    // Words that don't spell the token: "do" is aligned whatever its case, "not" is not.
    let spelled = "
        1-2 Don't
        1 do do AUX _ 3 aux
        2 not not PART _ 3 advmod
        3 go go VERB _ 0 root";
    let found = scores(CLITIC, spelled);
    assert_eq!(counts(&found, Metric::Words), [3, 3, 2]);
    assert_eq!(counts(&found, Metric::Lemmas), [3, 3, 2]);
    assert_eq!(counts(&found, Metric::Las), [3, 3, 2]);
}

#[test]
fn a_multiword_token_across_others() {
    // Gold tokens: ab (a + b), c, d; the system's: a, bc (b + c), d. One stretch from a to c, in which a, b and c are
    // found again; of the tokens d alone is the same.
    let gold = "
        1-2 ab
        1 a a X _ 0 root
        2 b b X _ 1 dep
        3 c c X _ 1 dep
        4 d d X _ 1 dep";
    let system = "
        1 a a X _ 0 root
        2-3 bc
        2 b b X _ 1 dep
        3 c c X _ 1 dep
        4 d d X _ 1 dep";
    let scores = scores(gold, system);
    assert_eq!(counts(&scores, Metric::Tokens), [3, 3, 1]);
    assert_eq!(counts(&scores, Metric::Words), [4, 4, 4]);
}

#[test]
fn heads_and_relations() {
    let gold = "
        1 She she PRON _ 2 nsubj
        2 saw see VERB _ 0 root
        3 the the DET _ 4 det
        4 dogs dog NOUN _ 2 obj";
    let system = "
        1 She she PRON _ 2 nsubj
        2 saw see VERB _ 0 root
        3 the the DET _ 2 amod
        4 dogs dog NOUN _ 2 obl";
    let scores = scores(gold, system);
    // The head of "the" is wrong; the relation of "dogs" too.
    assert_eq!(counts(&scores, Metric::Uas), [4, 4, 3]);
    assert_eq!(counts(&scores, Metric::Las), [4, 4, 2]);
    // Content words: She, saw, dogs in the gold; all four in the system, which took the determiner for a modifier.
    assert_eq!(counts(&scores, Metric::Clas), [3, 4, 2]);
    close(scores[&Metric::Clas].precision(), 0.5);
    close(scores[&Metric::Clas].recall(), 2.0 / 3.0);
    close(scores[&Metric::Clas].f1(), 4.0 / 7.0);
    close(scores[&Metric::Clas].accuracy().unwrap(), 2.0 / 3.0);
}

#[test]
fn content_words_with_what_hangs_from_them() {
    let gold = "
        1 She she PRON Case=Nom 2 nsubj
        2 saw see VERB Tense=Past 0 root
        3 the the DET PronType=Art 4 det
        4 dogs dog NOUN Number=Plur 2 obj";
    // MLAS: of three content words "dogs" is wrong for its determiner's feature. BLEX does not look there, but at "saw".
    let system = gold.replace("PronType=Art", "PronType=Dem").replace("saw see", "saw saw");
    let found = scores(gold, &system);
    assert_eq!(counts(&found, Metric::Clas), [3, 3, 3]);
    assert_eq!(counts(&found, Metric::Mlas), [3, 3, 2]);
    assert_eq!(counts(&found, Metric::Blex), [3, 3, 2]);
    assert_eq!(counts(&found, Metric::AllTags), [4, 4, 3]);
    // A determiner that hangs elsewhere: "dogs" lacks it, and "saw" has one too many.
    let found = scores(gold, &gold.replace("4 det", "2 det"));
    assert_eq!(counts(&found, Metric::Mlas), [3, 3, 1]);
    // A wrong tag of its own.
    assert_eq!(counts(&scores(gold, &gold.replace("NOUN", "VERB")), Metric::Mlas), [3, 3, 2]);
}

#[test]
fn subtypes_count_when_asked_for() {
    let gold = "
        1 It it PRON _ 2 nsubj:pass
        2 fell fall VERB _ 0 root";
    let system = gold.replace(":pass", "");
    assert_eq!(counts(&scores(gold, &system), Metric::Las), [2, 2, 2]);
    let whole = compare(&conllu(gold), &conllu(&system), Relations::Subtypes).unwrap();
    assert_eq!(counts(&whole, Metric::Las), [2, 2, 1]);
    assert_eq!(counts(&whole, Metric::Uas), [2, 2, 2]);
}

#[test]
fn lemmas_features_and_what_the_gold_leaves_open() {
    let gold = "
        1 Ab _ NOUN Number=Sing|Typo=Yes 0 root
        2 cd cd NOUN Case=Nom|Number=Sing 1 dep
        3 ef ef NOUN Number=Sing 1 dep";
    let system = "
        1 Ab anything NOUN Number=Sing 0 root
        2 cd CD NOUN Number=Sing|Case=Nom 1 dep
        3 ef ef NOUN Number=Plur 1 dep";
    let scores = scores(gold, system);
    // "_" accepts anything; case counts.
    assert_eq!(counts(&scores, Metric::Lemmas), [3, 3, 2]);
    // Typo is no universal feature; order does not count.
    assert_eq!(counts(&scores, Metric::Feats), [3, 3, 2]);
}

#[test]
fn other_texts_are_refused() {
    let system = conllu(&SPLIT.replace("Ef", "Eg"));
    let error = compare(&conllu(SPLIT), &system, Relations::Universal).unwrap_err();
    assert_eq!((error.gold.as_str(), error.system.as_str(), error.gold_token), ("f", "g", 3));
    let folder = Folder::new();
    folder.write("gold.conllu", format!("# text = Ab cd. Ef\n{}", conllu(SPLIT)));
    folder.write("system.conllu", &system);
    folder.write("short.conllu", conllu("1 Ab ab X _ 0 root"));
    let run = folder.byline("eval parse gold.conllu --system system.conllu");
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert_eq!(run.stderr, "byline: the texts differ:\n  gold.conllu:6: \"f\"\n  system.conllu:5: \"g\"\n");
    let run = folder.byline("eval parse gold.conllu --system short.conllu");
    assert_eq!(run.stderr, "byline: the texts differ:\n  gold.conllu:3: \"cd.Ef\"\n  short.conllu:1: \"\"\n");
}

#[test]
fn tables_of_the_program() {
    let folder = Folder::new();
    folder.write("gold.conllu", conllu(CLITIC));
    folder.write("system.conllu", conllu(&CLITIC.replace("3 advmod", "1 advmod")));
    let run = folder.byline("eval parse gold.conllu --system system.conllu");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 14);
    // Two of three heads; of the two content words "go" alone.
    assert!(run.stdout.starts_with("           precision    recall        F1   aligned\nTokens        100.00"));
    assert!(run.stdout.contains("\nUAS            66.67     66.67     66.67     66.67\n"), "{}", run.stdout);
    assert!(run.stdout.contains("\nCLAS           50.00     50.00     50.00     50.00\n"), "{}", run.stdout);
    let rows = |words: &str| {
        let run = folder.byline(words);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout.lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rows("eval tag gold.conllu --system system.conllu"), " Words UPOS XPOS UFeats AllTags");
    assert_eq!(rows("eval lemma gold.conllu --system system.conllu"), " Words Lemmas");
    assert_eq!(rows("eval segment gold.conllu --system system.conllu"), " Tokens Sentences Words");
    let json = &folder.byline("eval parse gold.conllu --system system.conllu --json").lines()[0];
    assert_eq!(json["UAS"]["correct"], 2);
    assert_eq!(json["LAS"]["paired"], 3);
}

#[test]
fn the_annotator_is_scored_from_text_and_from_words() {
    let folder = Folder::new();
    folder.write("gold.conllu", conllu("1 The the DET _ 2 det\n2 dog dog NOUN _ 3 nsubj\n3 barked bark VERB _ 0 root"));
    let run = folder.byline("eval parse gold.conllu");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let headings: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("from")).collect();
    assert_eq!(headings, ["from raw text", "from gold words"]);
    for row in ["Tokens", "Words ", "LAS   "] {
        assert_eq!(run.stdout.lines().filter(|line| line.starts_with(row)).count(), 2, "{}", run.stdout);
    }
    assert_eq!(run.stdout.matches("Words         100.00    100.00    100.00\n").count(), 2, "{}", run.stdout);
    let json = &folder.byline("eval parse --json gold.conllu --from words").lines()[0];
    assert_eq!(json["words"]["Words"]["f1"], 1.0);
    assert!(json.get("text").is_none());
    let run = folder.byline("eval segment gold.conllu --from text");
    assert_eq!(run.stdout.lines().count(), 5, "{}", run.stdout);
    // Tokens are kept as words, also one with a space in it.
    folder.write("iob.iob2", "1\tNew York\tB-LOC\n2\tis\tO\n");
    let run = folder.byline("eval ner iob.iob2");
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn mistakes_are_named() {
    let folder = Folder::new();
    folder.write("bad.conllu", "1\tone\n");
    folder.write("empty.conllu", "\n");
    folder.write("short.iob2", "1\tone\n");
    folder.write("tag.iob2", "1\tone\tO\n2\ttwo\tB-\n");
    folder.write("treebank.iob2", conllu(SPLIT));
    folder.write("id.iob2", "1\tone\tO\n# sent_id = a\n");
    folder.write("good.iob2", "1\tone\tO\n");
    folder.write("two.iob2", "1\tone\tO\n\n1\ttwo\tO\n");
    let cases = [
        ("eval parse bad.conllu", "bad.conllu:1: 2 columns"),
        ("eval tag empty.conllu", "empty.conllu: no words in it"),
        ("eval segment none.conllu", "none.conllu: "),
        ("eval ner short.iob2", "short.iob2:1: no column 3 in \"1\\tone\""),
        ("eval ner tag.iob2", "tag.iob2:2: \"B-\" is not O, B-TYPE or I-TYPE"),
        ("eval ner treebank.iob2", "treebank.iob2:1: \"ab\" is not O"),
        ("eval ner id.iob2", "id.iob2:2: a sent_id inside a sentence"),
        ("eval ner empty.conllu", "empty.conllu: no sentences"),
        ("eval ner good.iob2 --system two.iob2", "good.iob2 has 1 sentences, two.iob2 2;"),
        ("eval coref good.iob2 good.iob2", "good.iob2:1: no document with \"doc\" and \"mentions\""),
    ];
    for (words, message) in cases {
        let run = folder.byline(words);
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{words}");
        assert!(run.stderr.starts_with(&format!("byline: {message}")), "{words}: {}", run.stderr);
    }
    for words in ["eval", "eval parse", "eval coref good.iob2", "eval ner good.iob2 --column 0", "eval all good.iob2"] {
        assert_eq!(folder.byline(words).status, 2, "{words}");
    }
}

fn names_of(rows: &str, columns: &Columns) -> names::NamedText {
    let source: String = rows.trim().lines().map(|row| row.trim().replace(' ', "\t") + "\n").collect();
    names::read("names", &source, columns).unwrap()
}

fn name_scores(gold: &str, system: &str, types: Option<&[&str]>) -> NameScores {
    let types = types.map(|types| types.iter().map(|kind| kind.to_string()).collect());
    let columns = Columns { tags: 3, types };
    names::evaluate(&names_of(gold, &columns), &names_of(system, &columns)).unwrap()
}

#[test]
fn names_count_with_exact_span_and_type() {
    let gold = "
        1 Ann B-PER
        2 Lee I-PER
        3 saw O
        4 New B-LOC
        5 York I-LOC
        6 Monday B-TIME";
    let system = "
        1 Ann B-PER
        2 Lee B-PER
        3 saw O
        4 New I-LOC
        5 York I-LOC
        6 Monday B-MISC";
    // PER: one in the gold, two found, none right. LOC: an I- that continues nothing begins a name; right.
    let scores = name_scores(gold, system, Some(&["PER", "ORG", "LOC"]));
    let of = |kind: &str| [scores.types[kind].gold, scores.types[kind].system, scores.types[kind].correct];
    assert_eq!((of("PER"), of("LOC")), ([1, 2, 0], [1, 1, 1]));
    // Over both: 1 of 3, 1 of 2, 2·1 / (2 + 3).
    close(scores.all.precision(), 1.0 / 3.0);
    close(scores.all.recall(), 0.5);
    close(scores.all.f1(), 0.4);
    // With every type: one more in the gold, one more found, none more right.
    let all = name_scores(gold, system, None).all;
    assert_eq!([all.gold, all.system, all.correct], [3, 4, 1]);
}

#[test]
fn names_in_tokens_cut_otherwise_and_in_other_texts() {
    let scores = name_scores("1 New-York B-LOC", "1 New B-LOC\n2 - I-LOC\n3 York I-LOC", None);
    assert_eq!((scores.all.correct, scores.remarks.len()), (1, 0));
    let scores = name_scores("1 Rome B-LOC", "1 Roma B-LOC", None);
    assert_eq!([scores.all.gold, scores.all.system, scores.all.correct], [1, 1, 0]);
    assert_eq!(scores.remarks, ["names:1 and names:1 differ in their text; all names there count as wrong"]);
}

/// A document with one word for each of its mentions; clusters are given as letters.
fn clusters(clusters: &str) -> coreference::Corpus {
    let letters = "abcdefghijklmnopqrstuvwxyz";
    let tokens: Vec<String> = letters.chars().map(|letter| format!("{letter:?}").replace('\'', "\"")).collect();
    let offsets: Vec<String> = (0..26).map(|n| format!("[{n},{}]", n + 1)).collect();
    let (mut mentions, mut numbers) = (Vec::new(), Vec::new());
    for cluster in clusters.split_whitespace() {
        let members: Vec<String> = cluster
            .chars()
            .map(|letter| {
                let place = letters.find(letter).unwrap();
                mentions.push(format!(r#"{{"sent":0,"start":{place},"end":{}}}"#, place + 1));
                (mentions.len() - 1).to_string()
            })
            .collect();
        numbers.push(format!("[{}]", members.join(",")));
    }
    let source = format!(
        r#"{{"doc":"d","sentences":[{{"tokens":[{}],"offsets":[{}]}}],"mentions":[{}],"clusters":[{}]}}"#,
        tokens.join(","),
        offsets.join(","),
        mentions.join(","),
        numbers.join(",")
    );
    coreference::read("clusters", &source).unwrap()
}

fn coreference_scores(gold: &str, system: &str) -> CoreferenceScores {
    coreference::evaluate(&clusters(gold), &clusters(system), Choice::default()).unwrap()
}

#[test]
fn one_entity_cut_in_two() {
    let scores = coreference_scores("abcd", "ab cd");
    // MUC: of three links two are kept; the system's two are right.
    close(scores.muc.recall, 2.0 / 3.0);
    close(scores.muc.precision, 1.0);
    close(scores.muc.f1(), 0.8);
    // B³: every mention finds two of its four companions, and no stranger.
    close(scores.b_cubed.recall, 0.5);
    close(scores.b_cubed.precision, 1.0);
    // CEAF-e: one of the two is mapped, with 2·2 / (4 + 2); that by two clusters, and by one.
    close(scores.ceaf_e.precision, 1.0 / 3.0);
    close(scores.ceaf_e.recall, 2.0 / 3.0);
    // (4/5 + 2/3 + 4/9) / 3
    close(scores.conll(), 86.0 / 135.0);
    close(scores.mentions.f1(), 1.0);
}

#[test]
fn the_example_of_the_b_cubed_paper() {
    // Twelve mentions in entities of five, two and five.
    let gold = "abcde fg hijkl";
    // The two smaller errors join the pair with five: nine of ten links are right, all nine of the gold are kept.
    let scores = coreference_scores(gold, "abcde fghijkl");
    close(scores.muc.precision, 0.9);
    close(scores.muc.recall, 1.0);
    // (5·1 + 2·2/7 + 5·5/7) / 12
    close(scores.b_cubed.precision, 16.0 / 21.0);
    close(scores.b_cubed.recall, 1.0);
    // 1 for the first entity; of 4/9 and 10/12 for the second cluster the better: 11/6.
    close(scores.ceaf_e.precision, 11.0 / 12.0);
    close(scores.ceaf_e.recall, 11.0 / 18.0);
    // Joining the two large ones costs MUC no more, B³ it does: (2·1 + 10·1/2) / 12.
    let scores = coreference_scores(gold, "abcdehijkl fg");
    close(scores.muc.precision, 0.9);
    close(scores.b_cubed.precision, 7.0 / 12.0);
}

#[test]
fn the_best_map_is_not_the_greedy_one() {
    // abd–abe share 4/6, abd–d and c–abe… each 1/2: the largest first gives 2/3, the best map 1/2 + 1/2.
    let scores = coreference_scores("abd e", "abe d");
    close(scores.ceaf_e.precision, 0.5);
    close(scores.ceaf_e.recall, 0.5);
}

#[test]
fn mentions_that_one_side_lacks() {
    let scores = coreference_scores("ab c", "abd");
    // Mentions: two right of three found, of three there.
    close(scores.mentions.precision, 2.0 / 3.0);
    close(scores.mentions.recall, 2.0 / 3.0);
    // One of two links is right.
    close(scores.muc.precision, 0.5);
    close(scores.muc.recall, 1.0);
    // a and b find each other: 2/3 each of the system's, all of theirs in the gold; c nothing.
    close(scores.b_cubed.precision, 4.0 / 9.0);
    close(scores.b_cubed.recall, 2.0 / 3.0);
    // 2·2 / (2 + 3), by one cluster and by two.
    close(scores.ceaf_e.precision, 0.8);
    close(scores.ceaf_e.recall, 0.4);
    let choice = Choice { no_singletons: true, ..Choice::default() };
    let scores = coreference::evaluate(&clusters("ab c"), &clusters("abd"), choice).unwrap();
    assert_eq!(scores.clusters, (1, 1));
    close(scores.ceaf_e.recall, 0.8);
    close(scores.b_cubed.recall, 1.0);
}

#[test]
fn coreference_in_conllu() {
    let file = |entities: [&str; 6]| {
        let words = ["Ann", "Lee", "said", "she", "saw", "him"];
        let rows: String = (1..)
            .zip(words.iter().zip(entities))
            .map(|(n, (word, entity))| format!("{n}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{entity}\n"))
            .collect();
        format!("# newdoc id = d\n# global.Entity = eid-etype-head\n{rows}\n")
    };
    let read = |entities| coreference::read("conllu", &file(entities));
    let gold = read([
        "Entity=(e1-person-1(e3-person-1)",
        "Entity=e1)",
        "_",
        "Entity=(e1-person-1)",
        "_",
        "Entity=(e2-person-1)",
    ]);
    let system = read(["Entity=(e1-person-1", "Entity=e1)", "_", "Entity=(e2-person-1)", "_", "Entity=(e2-person-1)"]);
    let (gold, system) = (gold.unwrap(), system.unwrap());
    let same = coreference::evaluate(&gold, &gold, Choice::default()).unwrap();
    close(same.conll(), 2.0 / 3.0 + same.muc.f1() / 3.0);
    assert_eq!(same.clusters, (3, 3));
    // "she" is Ann Lee: one antecedent in the gold, of the third person; the system has it begin a cluster.
    assert_eq!([same.pronouns.right, same.pronouns.of, same.third_person.of], [1, 1, 1]);
    let scores = coreference::evaluate(&gold, &system, Choice::default()).unwrap();
    assert_eq!([scores.pronouns.right, scores.pronouns.of], [0, 1]);
    close(scores.mentions.recall, 0.75);
    close(scores.mentions.precision, 1.0);
    // JSON Lines against CoNLL-U: the words count, not the spaces between them.
    let json =
        r#"{"doc":"d","text":"Ann  Lee said she saw him","sentences":[{"tokens":["Ann Lee","said","she","saw","him"]}],
        "mentions":[{"sent":0,"start":0,"end":1},{"sent":0,"start":2,"end":3},{"sent":0,"start":4,"end":5}],
        "clusters":[[0,1],[2]]}"#
            .replace('\n', "");
    let scores = coreference::evaluate(&gold, &coreference::read("json", &json).unwrap(), Choice::default()).unwrap();
    close(scores.muc.f1(), 1.0);
    close(scores.mentions.recall, 0.75);
    let error = read(["Entity=(e1-person-1", "_", "_", "_", "_", "_"]).unwrap_err().to_string();
    assert_eq!(error, "conllu:3: Entity=(e1: a bracket without its other half in this sentence");
    let error = read(["Entity=e1)", "_", "_", "_", "_", "_"]).unwrap_err().to_string();
    assert_eq!(error, "conllu:3: Entity=e1): a bracket without its other half in this sentence");
}

#[test]
fn only_named_clusters_when_asked_for() {
    let source = r#"{"doc":"d","sentences":[{"tokens":["She","met","Ann","Lee","and","I","slept"],
        "offsets":[[0,3],[4,7],[8,11],[12,15],[16,19],[20,21],[22,27]]}],
        "mentions":[{"sent":0,"start":0,"end":1,"type":"person"},{"sent":0,"start":2,"end":4,"type":"person"},
        {"sent":0,"start":5,"end":6,"type":"person"},{"sent":0,"start":3,"end":4,"type":"time"}]}"#
        .replace('\n', "");
    let corpus = coreference::read("named", &source).unwrap();
    // "She" stands first, "I" is no name, and a time is none that counts: "Ann Lee" is left.
    let choice = Choice { named: true, ..Choice::default() };
    assert_eq!(coreference::evaluate(&corpus, &corpus, choice).unwrap().clusters, (1, 1));
    let wrong = source.replace("\"end\":6", "\"end\":9");
    let error = coreference::evaluate(&coreference::read("named", &wrong).unwrap(), &corpus, choice).unwrap_err();
    assert_eq!(error.to_string(), "named:1: document d, mention 2: no such words: sentence 0, words 5 to 9");
}
