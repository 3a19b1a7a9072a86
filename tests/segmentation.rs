//! Sentences and words: the cases of `tests/cases/segmentation.txt`, and what holds for any text.

mod soundness;

use byline::article::Article;
use byline::document::{Annotator, Document};
use proptest::prelude::*;
use soundness::check_document as check;
use std::sync::LazyLock;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/segmentation.txt");

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(Annotator::new);

fn annotate(text: &str) -> Document {
    ANNOTATOR.annotate(&Article::new("text", text))
}

fn show(text: &str) -> String {
    let mut lines = String::new();
    let mut paragraph = 0;
    for sentence in &annotate(text).sentences {
        if sentence.paragraph != paragraph {
            lines.push('\n');
            paragraph = sentence.paragraph;
        }
        let joined = |n: usize| sentence.multiword.iter().any(|(_, words)| words.contains(n) && n > words.start);
        for (n, word) in sentence.words.iter().enumerate() {
            let before = if n == 0 {
                ""
            } else if joined(n) {
                "+"
            } else {
                " "
            };
            lines.push_str(before);
            lines.push_str(&word.form);
        }
        lines.push('\n');
    }
    lines
}

/// Name, text and expectation of every case, and what stands before the first.
fn cases(file: &str) -> (String, Vec<(String, String, String)>) {
    let mut parts = file.split("\n--- ");
    let preface = parts.next().unwrap_or_default().to_string();
    let case = |part: &str| {
        let (name, body) = part.split_once(" ---\n").expect("a case has a name between dashes");
        let text = |line: &&str| line.starts_with('>');
        let lines: Vec<&str> = body.lines().collect();
        let input: Vec<&str> =
            lines.iter().take_while(|line| text(line)).map(|line| line[1..].strip_prefix(' ').unwrap_or("")).collect();
        let expected = lines[input.len()..].join("\n");
        (name.to_string(), input.join("\n"), format!("{}\n", expected.trim_end()))
    };
    (preface, parts.map(case).collect())
}

#[test]
fn the_cases() {
    let file = std::fs::read_to_string(CASES).unwrap();
    let (preface, cases) = cases(&file);
    let mut rewritten = preface;
    let mut wrong = Vec::new();
    for (name, text, expected) in cases {
        let found = show(&text);
        let quoted: String = text.lines().map(|line| format!("> {line}").trim_end().to_string() + "\n").collect();
        rewritten.push_str(&format!("\n--- {name} ---\n{quoted}{found}"));
        if found != expected {
            wrong.push(format!("--- {name} ---\nexpected:\n{expected}found:\n{found}"));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(CASES, rewritten).unwrap();
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn texts_that_are_hardly_texts() {
    let endless = "word ".repeat(700);
    let commas = "one, two, ".repeat(200);
    let solid = "x".repeat(100_000);
    let stops = ".".repeat(3_000);
    let odd = "a\u{301}\u{200B}\u{202E}\u{FEFF}\u{AD}🇫🇷👩‍👩‍👧\u{E000}\0\u{1}";
    let numbers = "3.1415926535 1,000,000.50 12:30:45 2019-05-12 ".repeat(60);
    let addresses = "a@b.org<".repeat(2_000);
    let quotes = "\"".repeat(2_000);
    let clitics = format!("a{}", "'s".repeat(2_000));
    let address = format!("https://example.org/{}", "a/".repeat(3_000));
    for text in [
        "", " \n\n\t", ".", "\u{301}", odd, &endless, &commas, &solid, &stops, &numbers, &address, &addresses, &quotes,
        &clitics,
    ] {
        check(text, &annotate(text));
    }
}

#[test]
fn the_same_for_any_number_of_threads() {
    let text = std::fs::read_to_string(CASES).unwrap();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| annotate(&text))
    };
    let one = with(1);
    check(&text, &one);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text(text in "\\PC{0,120}") {
        check(&text, &annotate(&text));
    }

    #[test]
    fn any_lines(text in "([A-Za-z.,'’“”\"() 0-9@:/-]{0,30}[\n\r ]{0,3}){0,12}") {
        check(&text, &annotate(&text));
    }
}
