//! Case files that a linguist can read: a name, a text, perhaps a tree, and what is expected of it, line by line.

use std::fmt::Write as _;
use std::path::PathBuf;

/// One case.
pub struct Case {
    /// Its name.
    pub name: String,
    /// The lines behind "> ", joined.
    pub text: String,
    tree: Vec<String>,
    expected: Vec<String>,
}

impl Case {
    /// Its trees as CoNLL-U; a sentence begins with word 1 or with a comment ("# newpar").
    #[allow(dead_code)]
    pub fn tree(&self) -> String {
        let mut text = String::new();
        let mut fresh = true;
        for line in &self.tree {
            // "1-2" stands before "1".
            let first = line.starts_with('#') || line.starts_with("1\t") || line.starts_with("1-");
            if first && !fresh {
                text.push('\n');
            }
            fresh = line.starts_with('#') || line.starts_with("1-");
            let _ = writeln!(text, "{line}");
        }
        text + "\n"
    }
}

/// Compares what `run` gives with what the file expects; `UPDATE=1` rewrites the file instead.
pub fn check(file: &str, run: impl Fn(&Case) -> Vec<String>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(file);
    let content = std::fs::read_to_string(&path).expect("the case file is there");
    let (head, cases) = parse(&content);
    assert!(!cases.is_empty(), "{file} has no cases");
    let mut wrong = String::new();
    let mut rewritten = head;
    for case in &cases {
        let got = run(case);
        let _ = writeln!(rewritten, "--- {} ---", case.name);
        for line in case.text.split('\n') {
            let _ = writeln!(rewritten, "{}", format!("> {line}").trim_end());
        }
        for line in case.tree.iter().chain(&got) {
            let _ = writeln!(rewritten, "{line}");
        }
        rewritten.push('\n');
        if got != case.expected {
            let _ = writeln!(
                wrong,
                "--- {} ---\nexpected\n  {}\ngot\n  {}",
                case.name,
                case.expected.join("\n  "),
                got.join("\n  ")
            );
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{}\n", rewritten.trim_end())).expect("the case file is writable");
    } else {
        assert!(wrong.is_empty(), "{file}:\n{wrong}\nUPDATE=1 rewrites what was expected; read the diff");
    }
}

fn parse(content: &str) -> (String, Vec<Case>) {
    let mut head = String::new();
    let mut cases: Vec<Case> = Vec::new();
    for line in content.lines() {
        if let Some(name) = line.strip_prefix("--- ").and_then(|rest| rest.strip_suffix(" ---")) {
            cases.push(Case { name: name.to_owned(), text: String::new(), tree: Vec::new(), expected: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else {
            let _ = writeln!(head, "{line}");
            continue;
        };
        if let Some(text) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(text.trim_start());
        } else if line.contains('\t') || line.starts_with("# newpar") {
            case.tree.push(line.to_owned());
        } else if !line.trim().is_empty() {
            case.expected.push(line.to_owned());
        }
    }
    (head, cases)
}
