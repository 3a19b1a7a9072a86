//! The README tells the truth: its commands run, the output that it shows is theirs, and its queries find something.
//!
//! `UPDATE=1 cargo test --test readme` writes the output shown anew. A fifth of the lines may differ: another processor
//! adds up the annotator's numbers in another order, and may read a word otherwise.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder but for the examples, as in a clone.
fn workplace(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for entry in ["", "queries"] {
        let (from, to) = (repository().join("examples").join(entry), folder.join("examples").join(entry));
        std::fs::create_dir_all(&to).unwrap();
        for file in std::fs::read_dir(from).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file()) {
            std::fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn run(folder: &Path, arguments: &[impl AsRef<std::ffi::OsStr>]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_byline")).args(arguments).current_dir(folder).output().unwrap()
}

/// An indented command line of the README, with the fenced block that follows it, if one does.
struct Shown {
    command: String,
    /// Line numbers of the block's content, the end excluded.
    block: Option<(usize, usize)>,
}

fn shown(readme: &[&str]) -> Vec<Shown> {
    let command = |line: &str| line.strip_prefix("    ").filter(|rest| !rest.starts_with(' ')).map(str::to_owned);
    let mut found = Vec::new();
    for (number, line) in readme.iter().enumerate() {
        let Some(command) = command(line) else { continue };
        let fence = number + 2;
        let block = (readme.get(number + 1) == Some(&"") && readme.get(fence) == Some(&"```text")).then(|| {
            let length = readme[fence + 1..].iter().position(|line| *line == "```").expect("the block is closed");
            (fence + 1, fence + 1 + length)
        });
        found.push(Shown { command, block });
    }
    found
}

/// The arguments of a `byline` command line, up to a pipe, a redirection or a comment; `None` for other programs, and for
/// lines that only tell the syntax.
fn arguments(command: &str) -> Option<Vec<String>> {
    let rest = command.strip_prefix("byline ").or_else(|| command.strip_prefix("cargo run --release -- "))?;
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in rest.chars().chain([' ']) {
        match (quote, c) {
            (None, '|' | '>' | '#') => break,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ' ') => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            _ => word.push(c),
        }
    }
    let syntax = ["…", "[", "'SPARQL'", "show NAME"].iter().any(|sign| command.contains(sign));
    (!syntax && words[0] != "serve").then_some(words)
}

#[test]
fn commands_run_and_print_what_is_shown() {
    let folder = workplace("readme-commands");
    let path = repository().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = readme.lines().collect();
    let (mut fresh, mut changed, mut ran) = (String::new(), Vec::new(), 0);
    let mut written = 0;
    for Shown { command, block } in shown(&lines) {
        let Some(arguments) = arguments(&command) else { continue };
        if arguments[0] == "build" {
            let _ = std::fs::remove_dir_all(folder.join("byline-graph"));
        }
        let output = run(&folder, &arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{told}");
        ran += 1;
        let printed = String::from_utf8(if output.stdout.is_empty() { output.stderr } else { output.stdout }).unwrap();
        let Some((start, end)) = block else { continue };
        let block = expected(&lines[start..end], &printed);
        let kept = lines[start..end].iter().filter(|line| block.iter().any(|new| shape(new) == shape(line))).count();
        if kept * 5 < block.len() * 4 {
            changed.push(command);
        }
        for line in lines[written..start].iter().copied().chain(block.iter().map(String::as_str)) {
            fresh.push_str(line);
            fresh.push('\n');
        }
        written = end;
    }
    for line in &lines[written..] {
        fresh.push_str(line);
        fresh.push('\n');
    }
    assert!(ran >= 4, "only {ran} commands of the README were run");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, fresh).unwrap();
    } else {
        assert!(changed.is_empty(), "these print something else now (UPDATE=1 rewrites): {changed:#?}");
    }
}

/// The line without its numbers, which may move with every rule.
fn shape(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// What the block should hold: all that was printed, or as many lines as it has if it ends in an ellipsis. How fast it
/// went stays as it is.
fn expected(block: &[&str], printed: &str) -> Vec<String> {
    let speed = block.iter().find(|line| line.contains(" sentences/s"));
    let printed: Vec<String> = printed
        .lines()
        .map(|line| speed.filter(|_| line.contains(" sentences/s")).map_or(line, |speed| speed).trim_end().to_owned())
        .collect();
    match block {
        [.., "…"] if printed.len() >= block.len() => {
            printed[..block.len() - 1].iter().cloned().chain(["…".to_owned()]).collect()
        }
        _ => printed,
    }
}

#[test]
fn queries_find_something_and_are_listed() {
    let folder = workplace("readme-queries");
    let built = run(&folder, &["build", "examples"]);
    assert!(built.status.success(), "byline build examples: {}", String::from_utf8_lossy(&built.stderr));
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let mut queries: Vec<PathBuf> =
        std::fs::read_dir(repository().join("examples/queries")).unwrap().map(|file| file.unwrap().path()).collect();
    queries.sort();
    assert!(queries.len() >= 5, "{queries:?}");
    for query in queries {
        let name = format!("examples/queries/{}", query.file_name().unwrap().to_string_lossy());
        assert!(readme.contains(&format!("({name})")), "{name} is not in the README");
        let graph = std::fs::read_to_string(&query).unwrap().contains("CONSTRUCT {");
        let (format, least) = if graph { ("nt", 5) } else { ("csv", 2) };
        let output = run(&folder, &["query", "--file", &name, "--format", format]);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let lines = output.stdout.iter().filter(|byte| **byte == b'\n').count();
        assert!(lines >= least, "{name} finds nothing:\n{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn the_claim_shown_is_made() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let block = readme.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a claim in JSON");
    let shown: serde_json::Value = serde_json::from_str(block).unwrap();
    let output = run(repository(), &["extract", "--quiet", "examples"]);
    let articles: Vec<serde_json::Value> =
        output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let of_this_sentence: Vec<&serde_json::Value> = articles
        .iter()
        .flat_map(|article| article["claims"].as_array().unwrap())
        .filter(|claim| {
            claim["relation"] == shown["relation"] && claim["evidence"]["quote"] == shown["evidence"]["quote"]
        })
        .collect();
    let like = |claim: &&&serde_json::Value| {
        ["subject", "object", "polarity", "certainty", "attribution", "time", "evidence"]
            .iter()
            .all(|key| claim[key] == shown[key])
    };
    let found = of_this_sentence.iter().find(like);
    assert!(found.is_some(), "now {}", serde_json::to_string_pretty(&of_this_sentence).unwrap());
    let keys = |claim: &serde_json::Value| Vec::from_iter(claim.as_object().unwrap().keys().cloned());
    assert_eq!(keys(found.unwrap()), keys(&shown));
}

#[test]
fn what_the_readme_links_to_is_there() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        if !link.contains("://") {
            assert!(repository().join(link).exists(), "{link}");
        }
    }
}

#[test]
fn command_lines_are_taken_apart() {
    let words = |line: &str| arguments(line).map(|words| words.join("·"));
    assert_eq!(words("byline show \"Elena Marsh\""), Some("show·Elena Marsh".into()));
    assert_eq!(words("byline export --format dot | dot -Tsvg > a.svg").as_deref(), Some("export·--format·dot"));
    assert_eq!(words("cargo run --release -- build examples      # builds").as_deref(), Some("build·examples"));
    assert_eq!(words("byline build PATH…             read articles"), None);
    assert_eq!(words("byline serve"), None);
    assert_eq!(words("cargo test"), None);
}
