//! The architecture's invariants that a look at the source can check: who imports whom, what the text half never
//! touches, who owns the store, and how long files are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folders and single files below `src/` in data order, each with the ones it may import. `lexicon` serves all.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("lexicon", &[]),
    ("article", &["lexicon"]),
    ("document", &["lexicon", "article"]),
    ("proposition", &["lexicon", "article", "document"]),
    ("triple", &["lexicon", "article", "document", "proposition"]),
    ("coreference", &["lexicon", "article", "document", "proposition", "triple"]),
    ("entity", &["lexicon", "article", "document", "proposition", "triple", "coreference"]),
    ("claim", &["lexicon", "article", "document", "proposition", "triple", "coreference", "entity"]),
    ("resolution", &["lexicon", "article", "document", "proposition", "triple", "coreference", "entity", "claim"]),
    (
        "graph",
        &["lexicon", "article", "document", "proposition", "triple", "coreference", "entity", "claim", "resolution"],
    ),
    (
        "export",
        &[
            "lexicon",
            "article",
            "document",
            "proposition",
            "triple",
            "coreference",
            "entity",
            "claim",
            "resolution",
            "graph",
        ],
    ),
];

/// What stands beside the line of data and may import all of it.
const BESIDE: &[&str] = &["pipeline", "server", "eval", "cli", "main", "lib"];

/// From bytes to claims: pure and total.
const TEXT_HALF: &[&str] =
    &["lexicon", "article", "document", "proposition", "triple", "coreference", "entity", "claim", "resolution"];

/// Files of the text half that touch the world, and why.
const AT_THE_RIM: &[(&str, &str)] = &[
    ("article/folder.rs", "finds the articles that a path means, before there is an `Article`"),
    ("article/input.rs", "opens files and standard input, before there is an `Article`"),
    ("document/session.rs", "keeps each batch on one thread; what comes out depends on what went in alone"),
];

/// Paths that mean I/O, a clock, the environment, chance or threads of one's own.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::time",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "rand",
    "getrandom",
    "jiff::Zoned::now",
    "jiff::Timestamp::now",
    "Zoned::now",
    "Timestamp::now",
    "SystemTime",
    "Instant::now",
];

/// Paths that only `graph/` may use.
const STORE: &[&str] = &["oxigraph::store", "oxigraph::sparql", "Store::new", "Store::open", "SparqlEvaluator"];

/// Files over 500 lines, and why.
const LONG: &[(&str, &str)] = &[];

const LONGEST: usize = 500;

struct Source {
    /// Path below `src/`, with forward slashes.
    path: String,
    /// Code without comments, literals and test modules.
    code: String,
    lines: usize,
}

impl Source {
    /// The folder, or the name of a file directly below `src/`.
    fn folder(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// How many `super`s lead to the crate's root.
    fn depth(&self) -> usize {
        self.path.split('/').count() - usize::from(self.path.ends_with("/mod.rs") || !self.path.contains('/'))
            + usize::from(!self.path.contains('/') && !matches!(self.folder(), "lib" | "main"))
    }

    /// Every path in the code, `use` groups written out: `crate::article::Span`.
    fn paths(&self) -> BTreeSet<String> {
        paths(&self.code)
    }

    /// The top-level modules that the file refers to.
    fn imports(&self) -> BTreeSet<String> {
        self.paths()
            .iter()
            .filter_map(|path| {
                let parts: Vec<&str> = path.split("::").collect();
                let supers = parts.iter().take_while(|part| **part == "super").count();
                match parts[0] {
                    "crate" => parts.get(1).copied(),
                    "super" if supers == self.depth() => parts.get(supers).copied(),
                    _ => None,
                }
            })
            .map(str::to_owned)
            .collect()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path: name, code: code(&text), lines: text.lines().count() });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 10, "no sources found below {}", root.display());
    found
}

/// The text without comments, string and character literals, and without its test module, which ends a file by custom.
fn code(text: &str) -> String {
    let text = text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at]);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest)
        } else if first == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped > 0 {
            out.push(' ');
            rest = &rest[skipped..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// Length of a raw string literal that `rest` begins with.
fn raw_string(rest: &str) -> Option<usize> {
    let hashes = rest.strip_prefix('r')?.bytes().take_while(|&byte| byte == b'#').count();
    if rest.as_bytes().get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = 2 + hashes;
    Some(rest[body..].find(&close).map_or(rest.len(), |end| body + end + close.len()))
}

/// Length of the string literal that `rest` begins with.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of the character literal that `rest` begins with; 1 for a lifetime's apostrophe.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(1, |end| end + 4),
        Some(_) => chars.next().filter(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

/// Every path in `code`, groups written out.
fn paths(code: &str) -> BTreeSet<String> {
    let tokens = tokens(code);
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = is_name(tokens[at]) && (at == 0 || tokens[at - 1] != "::");
        at = if starts { expand(&tokens, at, "", &mut found) } else { at + 1 };
    }
    found
}

/// Reads the path at `at`, adds it (and, for a group, its members) below `prefix`, and returns where it ends.
fn expand(tokens: &[&str], mut at: usize, prefix: &str, found: &mut BTreeSet<String>) -> usize {
    let mut path = prefix.to_owned();
    loop {
        match tokens.get(at) {
            Some(&"{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    let ended = expand(tokens, at, &path, found);
                    at = ended.max(at + usize::from(ended == at));
                    if tokens.get(at) == Some(&",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            Some(name) if is_name(name) => {
                if !path.is_empty() {
                    path.push_str("::");
                }
                path.push_str(name);
                at += 1;
            }
            _ => break,
        }
        if tokens.get(at) == Some(&"::") {
            at += 1;
        } else {
            break;
        }
    }
    if path.contains("::") {
        found.insert(path);
    }
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if is_name(rest) || first.is_numeric() {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            found.push(&rest[..length]);
        }
        rest = &rest[length..];
    }
    found
}

/// Whether a path is `forbidden` or lies below it.
fn below(path: &str, forbidden: &str) -> bool {
    path == forbidden
        || path.starts_with(&format!("{forbidden}::"))
        || path.ends_with(&format!("::{forbidden}"))
        || path.contains(&format!("::{forbidden}::"))
}

fn offences(sources: &[Source], forbidden: &[&str], applies: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| applies(source)) {
        for path in source.paths() {
            if let Some(rule) = forbidden.iter().find(|rule| below(&path, rule)) {
                found.push(format!("src/{} uses {path} ({rule})", source.path));
            }
        }
    }
    found
}

#[test]
fn data_flows_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let folder = source.folder();
        if BESIDE.contains(&folder) {
            continue;
        }
        let Some(may) = allowed.get(folder) else {
            wrong.push(format!("src/{} is in no folder of the table", source.path));
            continue;
        };
        for import in source.imports() {
            let known = allowed.contains_key(import.as_str()) || BESIDE.contains(&import.as_str());
            if known && import != folder && !may.contains(&import.as_str()) {
                wrong.push(format!("src/{} imports {import}; it may import {may:?}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_is_in_data_order() {
    let mut above = BTreeSet::new();
    for (folder, may) in MAY_IMPORT {
        assert_eq!(above, may.iter().copied().collect(), "{folder} may import what stands above it, no more, no less");
        above.insert(*folder);
    }
}

#[test]
fn the_text_half_is_pure() {
    let rim: Vec<&str> = AT_THE_RIM.iter().map(|(path, _)| *path).collect();
    let wrong = offences(&sources(), IMPURE, |source| {
        TEXT_HALF.contains(&source.folder()) && !rim.contains(&source.path.as_str())
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_graph_owns_the_store() {
    let wrong = offences(&sources(), STORE, |source| source.folder() != "graph");
    assert!(wrong.is_empty(), "go through crate::graph:\n{}", wrong.join("\n"));
}

#[test]
fn files_are_small_or_say_why_not() {
    let sources = sources();
    let excused: BTreeMap<&str, &str> = LONG.iter().copied().collect();
    let wrong: Vec<String> = sources
        .iter()
        .filter(|source| source.lines > LONGEST && !excused.contains_key(source.path.as_str()))
        .map(|source| format!("src/{}: {} lines; split it, or give the reason in LONG", source.path, source.lines))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn excuses_are_not_kept_when_no_longer_needed() {
    let sources = sources();
    for (path, reason) in LONG.iter().chain(AT_THE_RIM) {
        assert!(!reason.is_empty(), "src/{path}: no reason given");
        assert!(sources.iter().any(|source| source.path == *path), "src/{path} is gone; take it off the list");
    }
    for (path, _) in LONG {
        let source = sources.iter().find(|source| source.path == *path).unwrap();
        assert!(source.lines > LONGEST, "src/{path} has {} lines; take it off the list", source.lines);
    }
}

#[test]
fn modules_are_named_after_values() {
    for source in sources() {
        for part in source.path.trim_end_matches(".rs").split('/') {
            assert!(
                !["util", "utils", "common", "core", "types", "manager", "helper", "helpers", "misc"].contains(&part),
                "src/{}: name it after what it yields",
                source.path
            );
        }
    }
}

#[test]
fn the_scanner_sees_what_it_should() {
    let text = r##"
        // use crate::server::a;
        /* crate::export::b */
        use crate::{article::{Span, reader as read}, document::Word};
        use super::super::claim::Claim;
        const A: &str = "crate::cli::x \" crate::cli::y"; const B: &str = r#"std::fs"#; const C: char = '"';
        fn f<'a>(x: &'a str) -> std::time::Instant { let _ = std :: fs::read(x); Store::new() }
        #[cfg(test)]
        mod tests { use crate::graph::Graph; }
    "##
    .replace("        ", "");
    let file = Source { path: "entity/name.rs".into(), code: code(&text), lines: 0 };
    assert_eq!(file.depth(), 2);
    assert_eq!(Vec::from_iter(file.imports()), ["article", "claim", "document"]);
    let paths = file.paths();
    for path in
        ["crate::article::Span", "crate::article::reader", "crate::document::Word", "std::fs::read", "Store::new"]
    {
        assert!(paths.contains(path), "{path} not among {paths:?}");
    }
    let wrong = offences(&[file], &["std::fs", "std::time", "Store::new", "oxigraph::store"], |_| true);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    for (path, depth) in
        [("lib.rs", 0), ("pipeline.rs", 1), ("entity/mod.rs", 1), ("graph/view/mod.rs", 2), ("a/b/c.rs", 3)]
    {
        assert_eq!(Source { path: path.into(), code: String::new(), lines: 0 }.depth(), depth, "{path}");
    }
}
