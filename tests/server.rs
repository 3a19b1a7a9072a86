//! SERVE: the SPARQL Protocol as clients speak it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

mod fixtures;
use fixtures::{articles, graph_of};

/// A running `byline serve`, stopped when it is dropped.
struct Server {
    child: Child,
    address: String,
    graph: byline::graph::Graph,
    _folder: tempfile::TempDir,
}

/// An answer of the server.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start() -> Self {
        let (folder, graph) = graph_of(&articles());
        let mut child = Command::new(env!("CARGO_BIN_EXE_byline"))
            .args(["serve", "--port", "0", "--graph"])
            .arg(graph.root())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { child, address: address.trim().to_owned(), graph, _folder: folder }
    }

    fn socket(&self) -> SocketAddr {
        self.address.trim_start_matches("http://").trim_end_matches("/query").parse().unwrap()
    }

    /// Sends a request whose head is `head` without line ends, and `body`.
    fn send(&self, head: &[&str], body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.socket()).unwrap();
        let host = if head.iter().any(|line| line.starts_with("Host:")) { "" } else { "Host: localhost\r\n" };
        let (first, rest) = head.split_first().unwrap();
        let rest: String = rest.iter().map(|line| format!("{line}\r\n")).collect();
        let length = body.len();
        write!(stream, "{first} HTTP/1.1\r\n{host}{rest}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
            .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    fn ask(&self, query: &str, accept: &str) -> Answer {
        let accept = format!("Accept: {accept}");
        self.send(&["POST /query", "Content-Type: application/sparql-query", &accept], query)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const OWNERS: &str = "SELECT ?who WHERE { ?who rel:owned ?what }";
const KASK: &str = "https://w3id.org/byline/entity/person/odern-kask";

#[test]
fn a_query_can_be_sent_in_three_ways() {
    let server = Server::start();
    let encoded: String = form_urlencoded::byte_serialize(OWNERS.as_bytes()).collect();
    let form = "Content-Type: application/x-www-form-urlencoded; charset=utf-8";
    for answer in [
        server.send(&[&format!("GET /query?query={encoded}&format=json")], ""),
        server.send(&[&format!("GET /sparql?query={encoded}")], ""),
        server.send(&["POST /query", form], &format!("query={encoded}")),
        server.send(&["POST /sparql", "Content-Type: application/sparql-query"], OWNERS),
    ] {
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.head.contains("content-type: application/sparql-results+json"), "{answer:?}");
        assert!(answer.body.contains(KASK), "{answer:?}");
    }
}

#[test]
fn the_client_chooses_the_format() {
    let server = Server::start();
    for (accept, content_type) in [
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.3", "text/tab-separated-values"),
    ] {
        let answer = server.ask(OWNERS, accept);
        assert!(answer.status == 200 && answer.head.contains(content_type) && answer.body.contains(KASK), "{answer:?}");
    }
    let construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(?p = rel:owned) }";
    for (accept, content_type) in [("*/*", "text/turtle"), ("application/n-triples", "application/n-triples")] {
        let answer = server.ask(construct, accept);
        assert!(answer.status == 200 && answer.head.contains(content_type), "{answer:?}");
        assert!(answer.body.contains("odern-kask") && answer.head.contains("vary: accept"), "{answer:?}");
    }
    assert_eq!(server.ask("ASK { ?c a byline:Claim }", "text/csv").body.trim(), "true");
}

#[test]
fn the_client_chooses_the_graphs() {
    let server = Server::start();
    let encoded: String = form_urlencoded::byte_serialize(OWNERS.as_bytes()).collect();
    let with =
        |graphs: &str| server.send(&[&format!("GET /query?query={encoded}&{graphs}"), "Accept: text/csv"], "").body;
    let article = "https%3A%2F%2Fw3id.org%2Fbyline%2Farticle%2F";
    assert!(!with(&format!("default-graph-uri={article}sessions-recusal")).contains(KASK));
    assert!(with(&format!("default-graph-uri={article}2024-03-06-harbour-ledger")).contains(KASK));
    assert!(!with(&format!("named-graph-uri={article}2024-03-06-harbour-ledger")).contains(KASK), "no default graph");
}

#[test]
fn mistakes_are_told() {
    let server = Server::start();
    let sparql = "Content-Type: application/sparql-query";
    for (status, head, body, words) in [
        (400, vec!["POST /query", sparql], "SELECT nonsense", "line 1"),
        (400, vec!["GET /query?x=1"], "", "no query"),
        (400, vec!["POST /query?query=ASK%7B%7D", sparql], "ASK {}", "more than one"),
        (400, vec!["GET /query?query=ASK%7B%7D&default-graph-uri=no%20iri"], "", "no iri"),
        (400, vec!["POST /query", "Content-Type: application/x-www-form-urlencoded"], "update=DROP+ALL", "updates"),
        (405, vec!["DELETE /query"], "", ""),
        (404, vec!["GET /elsewhere"], "", ""),
        (406, vec!["POST /query", sparql, "Accept: image/png"], "ASK {}", "JSON"),
        (406, vec!["POST /query", sparql, "Accept: text/turtle"], "ASK {}", "JSON"),
        (415, vec!["POST /query", "Content-Type: text/plain"], "ASK {}", "text/plain"),
        (415, vec!["POST /query"], "ASK {}", "application/sparql-query"),
        (421, vec!["GET /query", "Host: evil.example"], "", "localhost"),
        (500, vec!["POST /query", sparql], "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "service"),
    ] {
        let answer = server.send(&head, body);
        assert_eq!(answer.status, status, "{head:?} {answer:?}");
        assert!(answer.body.contains(words), "{head:?} {answer:?}");
    }
}

#[test]
fn there_is_a_page_and_a_description() {
    let server = Server::start();
    let page = server.send(&["GET /"], "");
    assert!(page.status == 200 && page.head.contains("text/html") && page.body.contains("SPARQL"), "{page:?}");
    let description = server.send(&["GET /query"], "");
    assert!(description.head.contains("text/turtle") && description.body.contains("sd:Service"), "{description:?}");
    let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle).with_base_iri(&server.address);
    assert!(parser.unwrap().for_slice(&description.body).all(|quad| quad.is_ok()));
}

#[test]
fn what_is_built_meanwhile_is_seen() {
    let server = Server::start();
    let mut article = articles().swap_remove(0);
    article.article.id = "later".to_owned();
    server.graph.put(&article).unwrap();
    let query = "ASK { art:later a schema:NewsArticle }";
    let seen = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        server.ask(query, "text/csv").body.trim() == "true"
    });
    assert!(seen);
}

#[cfg(unix)]
#[test]
fn it_stops_when_asked_even_while_a_query_runs() {
    let mut server = Server::start();
    let mut stream = TcpStream::connect(server.socket()).unwrap();
    let endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let length = endless.len();
    let head = "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query";
    write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{endless}").unwrap();
    assert_eq!(server.ask("ASK {}", "*/*").status, 200, "others are answered meanwhile");
    let status = Command::new("kill").arg("-INT").arg(server.child.id().to_string()).status().unwrap();
    assert!(status.success() && server.child.wait().unwrap().success());
}

#[test]
fn curl_and_python_libraries_are_answered() {
    let server = Server::start();
    match Command::new("curl").args(["-sS", "-d", &format!("query={OWNERS}"), &server.address]).output() {
        Err(_) => eprintln!("skipped: no curl here"),
        Ok(output) => assert!(String::from_utf8_lossy(&output.stdout).contains(KASK), "{output:?}"),
    }
    let python = std::env::var("BYLINE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/sparql.py");
    match Command::new(python).arg(script).arg(&server.address).output() {
        Err(_) => eprintln!("skipped: no python3 here, and BYLINE_PYTHON does not name one"),
        Ok(output) => {
            let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            eprintln!("{out}");
            assert!(output.status.success(), "{out}{err}");
        }
    }
}
