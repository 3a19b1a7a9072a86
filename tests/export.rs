//! EXPORT: every format is read back, by Rust here and by the libraries it is for in `tests/python/readers.py`.

use byline::export::{self, Format, Options};
use byline::graph::view::{NodeKind, View};
use byline::graph::{Graph, Index};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

mod fixtures;
use fixtures::{articles, graph_of};

fn exported(index: &Index, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    export::write(index, format, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn focus(name: &str, hops: usize) -> Options {
    Options { focus: Some((name.to_owned(), hops)), ..Options::default() }
}

/// The Python to test with: `BYLINE_PYTHON`, or `python3` on the path.
fn python() -> Option<PathBuf> {
    let python = std::env::var_os("BYLINE_PYTHON").map_or_else(|| PathBuf::from("python3"), PathBuf::from);
    let found = Command::new(&python).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success()).then_some(python)
}

#[test]
fn libraries_read_the_exports() {
    let Some(python) = python() else {
        eprintln!("skipped: no python3 here, and BYLINE_PYTHON does not name one");
        return;
    };
    let (folder, graph) = graph_of(&articles());
    let index = graph.index().unwrap();
    write_all(&index, folder.path());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/readers.py");
    let output = Command::new(python).arg(script).arg(folder.path()).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    eprintln!("{out}");
    assert!(output.status.success(), "{out}{err}");
}

/// Every export, and `expected.json`: what readers must find in them.
fn write_all(index: &Index, folder: &Path) {
    let options = Options::default();
    let rdf11 = Options { rdf11: true, ..Options::default() };
    for format in [Format::Json, Format::GraphMl, Format::Gexf, Format::Dot] {
        fs::write(folder.join(format!("graph.{}", format.name())), exported(index, format, &options)).unwrap();
    }
    for format in [Format::Turtle, Format::TriG, Format::NQuads] {
        fs::write(folder.join(format!("graph11.{}", format.name())), exported(index, format, &rdf11)).unwrap();
    }
    export::write_tables(index, &options, &folder.join("tables")).unwrap();
    let view = View::of(index).unwrap();
    let names: BTreeSet<&str> =
        view.graph.node_weights().filter(|n| n.kind != NodeKind::Nothing).map(|n| n.name.as_str()).collect();
    let expected = json!({
        "nodes": view.graph.node_count(),
        "edges": view.graph.edge_count(),
        "claims": articles().iter().map(|a| a.claims.len()).sum::<usize>(),
        "asserted": view.graph.edge_weights().filter(|e| e.claim.is_asserted()).count(),
        "names": names,
        "nested": ["Evening Post", "Jon Straub"],
        "parallel": ["person/odern-kask", "organization/kask-dredging"],
        "quads11": exported(index, Format::NQuads, &rdf11).lines().count(),
    });
    fs::write(folder.join("expected.json"), expected.to_string()).unwrap();
}

#[test]
fn every_claim_is_an_edge() {
    let (_folder, graph) = graph_of(&articles());
    let view = View::of(&graph.index().unwrap()).unwrap();
    assert_eq!(view.graph.edge_count(), articles().iter().map(|a| a.claims.len()).sum::<usize>());
    let ids: BTreeSet<&str> = view.graph.node_weights().map(|node| node.id.as_str()).collect();
    assert_eq!(ids.len(), view.graph.node_count());
}

#[test]
fn claims_come_back_from_rdf_as_they_went_in() {
    let (_folder, graph) = graph_of(&articles());
    let index = graph.index().unwrap();
    let mut sorted = articles();
    for article in &mut sorted {
        article.entities.sort_by_key(|e| (e.mentions.first().map_or(usize::MAX, |m| m.start), e.id.clone()));
        article.claims.sort_by_key(|c| (c.evidence.start, c.evidence.end, c.id.clone()));
        article.entities.iter_mut().for_each(|e| e.aliases.sort());
    }
    sorted.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    for (article, stored) in sorted.iter().zip(index.articles().unwrap()) {
        assert_eq!(*article, stored);
        assert_eq!(index.article(&article.article.id).unwrap().as_ref(), Some(article));
    }
}

#[test]
fn n_quads_are_sorted_and_always_the_same() {
    let (_folder, graph) = graph_of(&articles());
    let (_other, other) = graph_of(&articles().into_iter().rev().collect::<Vec<_>>());
    let text = exported(&graph.index().unwrap(), Format::NQuads, &Options::default());
    assert_eq!(text, exported(&other.index().unwrap(), Format::NQuads, &Options::default()));
    assert!(text.lines().is_sorted() && text.ends_with(" .\n"));
}

#[test]
fn rdf_formats_hold_the_same() {
    let (_folder, graph) = graph_of(&articles());
    let index = graph.index().unwrap();
    let parse = |format, text: &str| -> BTreeSet<String> {
        RdfParser::from_format(format).for_slice(text).map(|quad| quad.unwrap().to_string()).collect()
    };
    for rdf11 in [false, true] {
        let options = Options { rdf11, ..Options::default() };
        let quads = parse(RdfFormat::NQuads, &exported(&index, Format::NQuads, &options));
        assert_eq!(quads, parse(RdfFormat::TriG, &exported(&index, Format::TriG, &options)));
        let turtle = RdfParser::from_format(RdfFormat::Turtle);
        let turtle: BTreeSet<String> = turtle
            .for_slice(&exported(&index, Format::Turtle, &options))
            .map(|quad| quad.unwrap().subject.to_string())
            .collect();
        let subjects: BTreeSet<String> = quads.iter().map(|quad| quad.split(' ').next().unwrap().to_owned()).collect();
        assert_eq!(turtle, subjects);
        assert_eq!(quads.iter().any(|quad| quad.contains("<<(")), !rdf11);
    }
}

#[test]
fn rdf11_loses_nothing() {
    // Every triple term can be had from the three triples beside it.
    let (_folder, graph) = graph_of(&articles());
    let quads = graph.index().unwrap().article_quads().unwrap();
    let with: Vec<&Quad> = quads.iter().filter(|quad| quad.predicate.as_str().ends_with("#reifies")).collect();
    assert!(!with.is_empty());
    for quad in with {
        for part in ["subject", "predicate", "object"] {
            let said =
                quads.iter().any(|q| q.subject == quad.subject && q.predicate.as_str().ends_with(&format!("#{part}")));
            assert!(said, "{quad}");
        }
    }
}

#[test]
fn the_drawing_tells_voices_apart() {
    let (_folder, graph) = graph_of(&articles());
    let dot = exported(&graph.index().unwrap(), Format::Dot, &Options::default());
    let line = |from: &str, to: &str, label: &str| {
        let start = format!("  \"{from}\" -> \"{to}\" [label=<{label}");
        dot.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("no {start} in\n{dot}")).to_owned()
    };
    let stated = line("person/odern-kask", "organization/kask-dredging", "owned ×2>");
    assert!(stated.contains("style=solid"));
    let reported = line("person/jeff-sessions", "sessions-recusal/the-russian-ambassador", "spoke with");
    assert!(reported.contains("style=dashed") && reported.contains("— the Washington Post"));
    let denied = line("person/jeff-sessions", "sessions-recusal/russian-operatives", "not met");
    assert!(denied.contains("color=\"#c62828\""));
    let hedged = line("2024-03-06-harbour-ledger/the-prosecutor", "person/marta-velling", "questioned?");
    assert!(hedged.contains("style=dotted"));
    assert!(dot.contains("quoting Jon Straub"));
}

#[test]
fn graphviz_draws_it() {
    let (folder, graph) = graph_of(&articles());
    let file = folder.path().join("graph.dot");
    fs::write(&file, exported(&graph.index().unwrap(), Format::Dot, &Options::default())).unwrap();
    match Command::new("dot").arg("-Tsvg").arg(&file).output() {
        Err(_) => eprintln!("skipped: Graphviz is not installed"),
        Ok(output) => {
            let err = String::from_utf8_lossy(&output.stderr);
            // Missing fonts are the machine's matter.
            assert!(
                output.status.success() && !err.contains("syntax error") && !err.contains("not well-formed"),
                "{err}"
            );
            let svg = String::from_utf8_lossy(&output.stdout);
            assert!(svg.contains("Marta Velling") && svg.contains("&lt;tag&gt;"), "{svg}");
        }
    }
}

#[test]
fn a_big_drawing_is_cut_and_says_so() {
    let (_folder, graph) = graph_of(&articles());
    let index = graph.index().unwrap();
    let options = Options { most_nodes: Some(5), ..Options::default() };
    let mut out = Vec::new();
    let note = export::write(&index, Format::Dot, &options, &mut out).unwrap();
    assert!(note.unwrap().contains(" best connected of "));
    let dot = String::from_utf8(out).unwrap();
    assert!(dot.contains("Marta Velling") && !dot.contains("Washington Post"));
}

#[test]
fn focus_keeps_what_is_near() {
    let (_folder, graph) = graph_of(&articles());
    let index = graph.index().unwrap();
    let names = |options| -> BTreeSet<String> {
        let json: Value = serde_json::from_str(&exported(&index, Format::Json, &options)).unwrap();
        json["nodes"].as_array().unwrap().iter().map(|node| node["label"].as_str().unwrap().to_owned()).collect()
    };
    let one = names(focus("al franken", 1));
    assert!(one.contains("Jeff Sessions") && !one.contains("Russian operatives"), "{one:?}");
    let two = names(focus("person/al-franken", 2));
    assert!(two.contains("Russian operatives") && !two.contains("Marta Velling"), "{two:?}");
    assert_eq!(names(focus("Franken", 0)), BTreeSet::from(["Al Franken".to_owned()]));
    let turtle = exported(&index, Format::Turtle, &focus("Al Franken", 1));
    assert!(turtle.contains("rel:questioned") && !turtle.contains("rel:owned"));
    let error = export::write(&index, Format::Dot, &focus("nobody", 1), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("nobody"));
}

#[test]
fn an_empty_graph_exports_to_empty_files() {
    let folder = tempfile::tempdir().unwrap();
    let index = Graph::open_or_create(&folder.path().join("g")).unwrap().index().unwrap();
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Csv) {
        exported(&index, format, &Options::default());
    }
    export::write_tables(&index, &Options::default(), &folder.path().join("tables")).unwrap();
}
