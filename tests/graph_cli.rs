//! `byline query`, `show` and `export` as their users meet them.

use std::process::{Command, Output, Stdio};

mod fixtures;
use fixtures::{articles, graph_of};

struct Session {
    folder: tempfile::TempDir,
}

impl Session {
    fn new() -> Self {
        let (folder, _) = graph_of(&articles());
        Self { folder }
    }

    /// Runs the program beside the graph.
    fn run(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_byline"));
        command.args(words).current_dir(self.folder.path()).stdin(Stdio::null()).output().unwrap()
    }

    /// What it prints, where it ends well.
    fn out(&self, words: &[&str]) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words:?} {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Its exit status and what it complains of; it must print nothing then.
    fn failure(&self, words: &[&str]) -> (i32, String) {
        let output = self.run(words);
        assert!(output.stdout.is_empty(), "{words:?} {output:?}");
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

const OWNED: &str = "SELECT ?who ?what WHERE { ?who rel:owned ?what }";

#[test]
fn query_prints_a_table() {
    let session = Session::new();
    let table = session.out(&["query", OWNED]);
    assert!(table.contains("│ person:odern-kask ┆ organization:kask-dredging │"), "{table}");
    assert_eq!(session.out(&["query", "ASK { ?who rel:owned ?what }"]), "true\n");
    assert!(
        session.out(&["query", "CONSTRUCT WHERE { ?who rel:owned ?what }"]).contains("person:odern-kask rel:owned")
    );
}

#[test]
fn names_in_the_table_can_be_pasted_into_a_query() {
    let session = Session::new();
    let table = session.out(&["query", "SELECT DISTINCT ?e { ?e skos:prefLabel ?name }"]);
    let names: Vec<&str> = table.split(['│', '┆']).map(str::trim).filter(|cell| cell.contains(':')).collect();
    assert!(names.len() > 20);
    for name in names {
        assert_eq!(session.out(&["query", &format!("ASK {{ {name} skos:prefLabel ?name }}")]), "true\n", "{name}");
    }
}

#[test]
fn query_writes_every_format() {
    let session = Session::new();
    for (format, start) in
        [("json", "{\"head\":"), ("xml", "<?xml"), ("csv", "who,what\r\n"), ("tsv", "?who\t?what\n"), ("table", "┌")]
    {
        assert!(session.out(&["query", "--format", format, OWNED]).starts_with(start), "{format}");
    }
    for format in ["ttl", "nt", "nq", "trig", "n3", "rdf", "jsonld"] {
        let graph = session.out(&["query", "--format", format, "CONSTRUCT WHERE { ?who rel:owned ?what }"]);
        assert!(graph.contains("odern-kask"), "{format}: {graph}");
    }
}

#[test]
fn queries_come_from_files_too() {
    let session = Session::new();
    std::fs::write(session.folder.path().join("owners.rq"), format!("# who owns what\n{OWNED}\n")).unwrap();
    assert_eq!(session.out(&["query", "--file", "owners.rq"]), session.out(&["query", OWNED]));
    assert!(session.failure(&["query", "--file", "none.rq"]).1.contains("none.rq"));
    assert_eq!(session.failure(&["query"]).0, 2);
}

#[test]
fn query_tells_what_is_wrong() {
    let session = Session::new();
    let (status, message) = session.failure(&["query", "SELECT * WHERE { ?who foo:owned ?what }"]);
    assert!(status == 1 && message.contains("line 1") && message.contains("not declared"), "{message}");
    assert!(session.failure(&["query", "--format", "ttl", OWNED]).1.contains("use table, json"));
    assert!(session.failure(&["query", "--format", "csv", "CONSTRUCT WHERE { ?s ?p ?o }"]).1.contains("use ttl, nt"));
    assert_eq!(session.failure(&["query", "--format", "odt", OWNED]).0, 2);
    assert!(session.failure(&["query", "--graph", "none", OWNED]).1.contains("byline build"));
}

#[test]
fn a_closed_pipe_is_success() {
    let session = Session::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_byline"))
        .args(["export", "--format", "nq"])
        .current_dir(session.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn show_tells_who_says_what() {
    let session = Session::new();
    let page = session.out(&["show", "marta velling"]);
    assert!(!page.contains('\u{1b}'), "colours are for terminals");
    for part in [
        "Marta Velling  Person  person:marta-velling",
        "Claims about Marta Velling (8)",
        "stated    Marta Velling held position Port director",
        "reported  Marta Velling met Odern Kask before the harbour contract was signed",
        "— a ledger seen by the Lodde Courier (“according to”)",
        "Marta Velling ran Port of Lodde [since 2019]",
        "Claims by Marta Velling (3)",
        "denied    Marta Velling took money from anyone",
        "— Odern Kask (“said”), quoting Marta Velling (“told”)",
        "“I never took money from anyone,” she said on Tuesday\n",
        "Lodde Courier, 2024-03-06",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert_eq!(page, session.out(&["show", "person:marta-velling"]));
}

#[test]
fn show_finds_by_part_of_a_name_and_lists_what_fits() {
    let session = Session::new();
    assert_eq!(session.out(&["show", "franken"]), session.out(&["show", "Al Franken"]));
    let (status, message) = session.failure(&["show", "the"]);
    assert!(status == 1 && message.contains("sessions-recusal/the-inquiry  (the inquiry"), "{message}");
    assert!(session.failure(&["show", "Nobody At All"]).1.contains("Nobody At All"));
}

#[test]
fn show_explains_a_relation() {
    let session = Session::new();
    let page = session.out(&["show", "--relation", "spoke with"]);
    for part in
        ["communicated with  byline:communicatedWith  symmetric", "rel:spoke_with is one of its wordings", "talked to"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for name in ["speak with", "rel:spoke_with", "<https://w3id.org/byline/relation/spoke_with>"] {
        assert_eq!(session.out(&["show", "--relation", name]), page, "{name}");
    }
    let json = session.out(&["show", "--relation", "communicatedWith", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["symmetric"] == true && json["wordings"].as_array().unwrap().len() > 20, "{json}");
    assert!(session.out(&["show", "--relation", "combat"]).contains("of one verb class with “fight”"));
    let (status, message) = session.failure(&["show", "--relation", "frobnicated"]);
    assert!(status == 1 && message.contains("frobnicated"), "{message}");
    assert_eq!(session.failure(&["show"]).0, 2);
    assert_eq!(session.failure(&["show", "--relation", "met", "Velling"]).0, 2);
}

#[test]
fn show_writes_json() {
    let session = Session::new();
    let page: serde_json::Value = serde_json::from_str(&session.out(&["show", "Velling", "--format", "json"])).unwrap();
    assert_eq!(page["entity"]["id"], "person/marta-velling");
    assert_eq!((page["about"].as_array().unwrap().len(), page["by"].as_array().unwrap().len()), (8, 3));
    let denied = page["by"].as_array().unwrap().iter().find(|claim| claim["relation"]["id"] == "discussed").unwrap();
    assert_eq!(denied["polarity"], "negative");
    assert_eq!(denied["object"]["name"], "the harbour contract");
    assert_eq!(denied["article"]["published"], "2024-03-06");
}

#[test]
fn export_writes_files() {
    let session = Session::new();
    let folder = session.folder.path();
    assert_eq!(session.out(&["export", "--format", "graphml", "-o", "graph.graphml"]), "");
    assert!(std::fs::read_to_string(folder.join("graph.graphml")).unwrap().contains("</graphml>"));
    session.out(&["export", "--format", "csv", "-o", "tables"]);
    for table in ["nodes.csv", "edges.csv", "claims.csv"] {
        assert!(folder.join("tables").join(table).is_file());
    }
    let (status, message) = session.failure(&["export", "--format", "csv"]);
    assert!(status == 2 && message.contains("-o"), "{message}");
    assert!(session.out(&["export", "--format", "dot", "--focus", "Franken"]).starts_with("digraph"));
    assert!(session.failure(&["export", "--format", "dot", "--focus", "the"]).1.contains("say which"));
    assert_eq!(session.failure(&["export", "--format", "dot", "--hops", "2"]).0, 2, "hops from where?");
}

/// The names of the files below `folder` that contain `words`.
fn files_with(folder: &std::path::Path, words: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| match path.is_dir() {
        true => files_with(&path, words),
        false => {
            let bytes = std::fs::read(&path).unwrap();
            let holds = bytes.windows(words.len()).any(|part| part == words.as_bytes());
            holds.then_some(path).into_iter().collect()
        }
    });
    found.collect()
}

#[test]
fn a_removed_article_is_in_no_file() {
    let session = Session::new();
    let before = session.out(&["export", "--format", "nq"]);
    let graph = session.folder.path().join("byline-graph");
    assert!(before.contains("sessions-recusal") && !files_with(&graph, "sessions-recusal").is_empty());
    session.out(&["remove", "sessions-recusal"]);
    assert_eq!(files_with(&graph, "sessions-recusal"), Vec::<std::path::PathBuf>::new());
    let after = session.out(&["export", "--format", "nq"]);
    let others: Vec<&str> = before.lines().filter(|quad| !quad.ends_with("/sessions-recusal> .")).collect();
    assert_eq!(after.lines().collect::<Vec<_>>(), others);
    assert_eq!(files_with(&graph, "sessions-recusal"), Vec::<std::path::PathBuf>::new());
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_second_process_answers_from_memory_and_says_so() {
    let session = Session::new();
    let alone = session.out(&["query", OWNED]);
    let graph = byline::graph::Graph::open(&session.folder.path().join("byline-graph")).unwrap();
    let index = graph.index().unwrap();
    let output = session.run(&["query", OWNED]);
    drop(index);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), alone);
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(talk.contains("another process has the index in") && talk.contains("in memory"), "{talk}");
    assert_eq!(session.run(&["query", OWNED]).stderr, b"", "nobody has it open now");
}
