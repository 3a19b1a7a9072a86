//! Entities across articles: what is proposed, applied, asked, refused and taken back.

mod program;
use program::{Folder, Run};
use serde_json::{Value, json};

/// What one article says: its id, its entities (id, name, class, aliases) and claims (subject, relation, object).
fn article(
    id: &str,
    entities: &[(&str, &str, &str, &[&str])],
    claims: &[(&str, &str, Value)],
) -> byline::claim::ArticleClaims {
    let entities: Vec<Value> = entities
        .iter()
        .enumerate()
        .map(|(place, (id, name, kind, aliases))| {
            let mention = json!({"start": place, "end": place + 1, "text": name});
            json!({"id": id, "name": name, "type": kind, "aliases": aliases, "mentions": [mention]})
        })
        .collect();
    let claims: Vec<Value> = claims
        .iter()
        .enumerate()
        .map(|(place, (subject, relation, object))| {
            json!({
                "id": format!("{id}-{place}"), "subject": subject, "object": object,
                "relation": {"id": relation, "label": relation.replace('_', " "), "phrase": relation, "lemma": relation},
                "polarity": "positive", "certainty": "certain", "asserted": true, "attribution": [], "time": null,
                "place": null, "qualifiers": [], "confidence": 0.9,
                "evidence": {"start": 100 + place, "end": 101 + place, "quote": "x"},
            })
        })
        .collect();
    serde_json::from_value(json!({
        "article": {"id": id, "title": id, "published": "2024-03-01", "url": null, "publisher": null, "sha256": id},
        "entities": entities, "claims": claims,
    }))
    .unwrap()
}

/// Joanna Roe under two names, with common company; a bare "Roe" that is she; two Jan Ems of different age.
fn articles() -> Vec<byline::claim::ArticleClaims> {
    let (acme, port) = (
        ("organization/acme-dredging", "Acme Dredging", "Organization", &[][..]),
        ("place/lodde", "Lodde", "Place", &[][..]),
    );
    vec![
        article(
            "a",
            &[("person/joanna-roe", "Joanna Roe", "Person", &["Roe"]), acme, port],
            &[
                ("person/joanna-roe", "owned", json!("organization/acme-dredging")),
                ("person/joanna-roe", "lived_in", json!("place/lodde")),
            ],
        ),
        article(
            "b",
            &[("person/jo-roe", "Jo Roe", "Person", &[]), acme, port],
            &[
                ("person/jo-roe", "sold", json!("organization/acme-dredging")),
                ("place/lodde", "sued", json!("person/jo-roe")),
            ],
        ),
        article(
            "c",
            &[("c/roe", "Roe", "Person", &[]), acme, port],
            &[("c/roe", "left", json!("organization/acme-dredging")), ("c/roe", "left", json!("place/lodde"))],
        ),
        article("d", &[("person/peter-roe", "Peter Roe", "Person", &[])], &[]),
        article(
            "e",
            &[("person/jan-ems", "Jan Ems", "Person", &[])],
            &[("person/jan-ems", "was", json!({"text": "71", "datatype": "xsd:integer"}))],
        ),
        article(
            "f",
            &[("person/jan-ems", "Jan Ems", "Person", &[])],
            &[("person/jan-ems", "was", json!({"text": "24", "datatype": "xsd:integer"}))],
        ),
    ]
}

struct Session(Folder);

impl Session {
    fn new() -> Self {
        let folder = Folder::new();
        let session = Self(folder);
        articles().iter().for_each(|article| session.put(article));
        session
    }

    fn put(&self, article: &byline::claim::ArticleClaims) {
        byline::graph::Graph::open_or_create(&self.0.path().join("byline-graph")).unwrap().put(article).unwrap();
    }

    fn run(&self, words: &str) -> Run {
        self.0.byline(words)
    }

    fn out(&self, words: &str) -> String {
        let run = self.run(words);
        assert_eq!(run.status, 0, "{words}: {}", run.stderr);
        run.stdout
    }

    fn export(&self) -> String {
        self.out("export --format nq")
    }

    fn proposals(&self) -> Vec<Value> {
        self.run("resolve --json").lines()
    }

    /// The id of the proposal about these entities.
    fn proposal(&self, entities: &[&str]) -> Value {
        let found = self.proposals().into_iter().find(|proposal| proposal["entities"] == json!(entities));
        found.unwrap_or_else(|| panic!("no proposal about {entities:?}: {:?}", self.proposals()))
    }
}

const JO: [&str; 2] = ["person/jo-roe", "person/joanna-roe"];

#[test]
fn proposals_have_scores_and_evidence() {
    let session = Session::new();
    let merge = session.proposal(&JO);
    let words = merge["evidence"].to_string();
    assert!(words.contains("may be one first name") && words.contains("Acme Dredging"), "{words}");
    assert!(merge["score"].as_f64().unwrap() > 0.8 && merge["applied"] == json!(false), "{merge}");
    let split = session.proposal(&["person/jan-ems"]);
    assert!(split["decision"] == "Split" && split["evidence"].to_string().contains("born about 1953"), "{split}");
    let text = session.out("resolve");
    assert!(text.contains("merge  person:jo-roe (Jo Roe)  =  person:joanna-roe (Joanna Roe)"), "{text}");
    assert!(!text.contains("peter-roe (Peter Roe)  ="), "first names differ: {text}");
    assert!(!session.0.path().join("byline-graph/curation.trig").exists(), "nothing is changed unasked");
}

#[test]
fn what_is_applied_holds_everywhere_and_is_taken_back_exactly() {
    let session = Session::new();
    let before = session.export();
    let run = session.run("resolve --apply-above 0.8");
    assert!(run.stderr.contains("applied"), "{}", run.stderr);
    let ask = |query: &str| {
        let command = session.0.command("query").arg(query).output().unwrap();
        String::from_utf8(command.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(
        ask("ASK { person:joanna-roe rel:sold organization:acme-dredging ; rel:owned organization:acme-dredging }"),
        "true"
    );
    assert_eq!(ask("ASK { ?claim rdf:subject person:jo-roe }"), "false");
    assert_eq!(ask("ASK { ?c rdf:reifies <<( person:joanna-roe rel:sold organization:acme-dredging )>> }"), "true");
    assert_eq!(ask("ASK { person:joanna-roe owl:sameAs person:jo-roe }"), "true");
    let page = session.out("show person:jo-roe");
    assert!(
        page.contains("Joanna Roe") && page.contains("Jo Roe") && page.contains("rel") | page.contains("owned"),
        "{page}"
    );
    assert!(session.out("export --format json").matches("\"person/jo-roe\"").count() == 0);
    assert_ne!(session.export(), before);
    assert!(session.proposals().iter().all(|proposal| proposal["entities"] != json!(JO)), "decided");
    for line in session.out("review --list").lines() {
        session.out(&format!("undo {}", line.split(' ').next().unwrap()));
    }
    assert_eq!(session.export(), before);
    assert!(!session.0.path().join("byline-graph/curation.trig").exists());
}

#[test]
fn one_decision_of_several_is_taken_back() {
    let session = Session::new();
    session.out("resolve --merge person:jo-roe person:joanna-roe");
    let first = session.export();
    let file = || std::fs::read(session.0.path().join("byline-graph/curation.trig")).unwrap();
    let (bytes, stderr) = (file(), session.run("resolve --merge ent:c\\/roe person:jo-roe").stderr);
    let id = stderr.split("undo ").nth(1).unwrap().split('`').next().unwrap().to_owned();
    assert!(
        session
            .export()
            .contains("<https://w3id.org/byline/entity/person/joanna-roe> <https://w3id.org/byline/relation/left>")
    );
    session.out(&format!("undo {}", &id[..6]));
    assert_eq!((session.export(), file()), (first, bytes));
}

#[test]
fn a_split_gives_an_article_its_own_entity() {
    let session = Session::new();
    let before = session.export();
    let answers =
        session.0.byline_reading("review", answers(&session, |proposal| proposal["decision"] == "Split").as_bytes());
    assert_eq!(answers.status, 0, "{}", answers.stderr);
    let after = session.export();
    let own = "<https://w3id.org/byline/entity/person/jan-ems/f> <https://w3id.org/byline/relation/was>";
    assert!(after.contains(own), "{after}");
    assert!(after.contains("owl#differentFrom"));
    let again = session.proposals();
    assert!(again.iter().all(|p| !p["entities"].to_string().contains("jan-ems")), "{again:?}");
    let id = session.out("review --list").split(' ').next().unwrap().to_owned();
    session.out(&format!("undo {id}"));
    assert_eq!(session.export(), before);
}

/// "y" for the proposals that fit, "s" for the others.
fn answers(session: &Session, fits: impl Fn(&Value) -> bool) -> String {
    session.proposals().iter().map(|proposal| if fits(proposal) { "y\n" } else { "s\n" }).collect()
}

#[test]
fn review_asks_and_keeps_the_answers() {
    let session = Session::new();
    let run = session.0.byline_reading("review --by Ada --on 2026-01-31", b"what\nn\nq\n");
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("\"what\" is no answer") && run.stderr.contains("1 refused"),
        "{} {}",
        run.stdout,
        run.stderr
    );
    let list = session.out("review --list");
    assert!(list.lines().count() == 1 && list.contains("Ada, 2026-01-31"), "{list}");
    let open = session.proposals();
    assert!(open.iter().all(|proposal| !list.contains(proposal["id"].as_str().unwrap())));
    let end = session.0.byline_reading("review", b"");
    assert_eq!(end.status, 0, "the end of input is the end of the review");
}

#[test]
fn decisions_survive_building_again() {
    let session = Session::new();
    session.out("resolve --merge person:jo-roe person:joanna-roe");
    let after = session.export();
    let graph = byline::graph::Graph::open(&session.0.path().join("byline-graph")).unwrap();
    graph.remove("b").unwrap();
    assert!(!session.export().contains("rel/sold"));
    articles().iter().for_each(|article| session.put(article));
    assert_eq!(session.export(), after);
}

#[test]
fn removing_an_article_tells_which_decisions_are_about_it() {
    let session = Session::new();
    session.out("resolve --merge ent:c\\/roe person:joanna-roe");
    let run = session.run("remove c d");
    assert!(run.status == 0 && run.stderr.matches("is about what is removed").count() == 1, "{}", run.stderr);
}

#[test]
fn what_is_kept_apart_is_never_united() {
    let session = Session::new();
    session.out("resolve --keep-apart person:jo-roe person:joanna-roe");
    let before = session.export();
    assert!(before.contains("owl#differentFrom"));
    let run = session.run("resolve --apply-above 0");
    assert_eq!(run.status, 0);
    assert!(
        !session
            .export()
            .contains("<http://www.w3.org/2002/07/owl#sameAs> <https://w3id.org/byline/entity/person/jo-roe>")
    );
}

#[test]
fn graphs_built_apart_and_united_are_the_graph_built_together() {
    let together = Session::new();
    let all = articles();
    for order in [[0, 1, 2, 3, 4, 5], [5, 3, 1, 4, 2, 0]] {
        let [one, other] = [&order[..3], &order[3..]].map(|half| {
            let folder = Folder::new();
            let graph = byline::graph::Graph::open_or_create(&folder.path().join("byline-graph")).unwrap();
            for article in half {
                graph.put(&all[*article]).unwrap();
            }
            folder
        });
        let mut pending = vec![(other.path().join("byline-graph"), one.path().join("byline-graph"))];
        while let Some((from, to)) = pending.pop() {
            std::fs::create_dir_all(&to).unwrap();
            for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
                let to = to.join(entry.file_name());
                if entry.path().is_dir() {
                    pending.push((entry.path(), to));
                } else {
                    std::fs::copy(entry.path(), to).unwrap();
                }
            }
        }
        let united = Session(one);
        assert_eq!(united.export(), together.export());
        assert_eq!(united.proposals(), together.proposals(), "and so are the proposals");
    }
}

const AUTHORITY: &str = "\
id\tlabel\taliases\ttype\tdescription
Q1\tJoanna Roe\tJo Roe|J. Roe\thuman\towner of Acme Dredging in Lodde
Q2\tJoanna Roe\t\thuman\tAustralian swimmer
Q3\tAcme Dredging Ltd.\t\tcompany\t
Q4\tLodde\t\tperson\tfootballer
https://example.org/nobody\tZoe Zimmer\t\thuman\t
";

/// The same in Turtle.
const AUTHORITY_TTL: &str = r#"
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix wd: <http://www.wikidata.org/entity/> .
wd:Q1 a schema:Person ; rdfs:label "Joanna Roe"@en , "Joana Roe"@pt ; skos:altLabel "Jo Roe"@en , "J. Roe"@en ;
    schema:description "owner of Acme Dredging in Lodde"@en .
wd:Q2 a schema:Person ; rdfs:label "Joanna Roe"@en ; schema:description "Australian swimmer"@en .
wd:Q3 a schema:Corporation ; rdfs:label "Acme Dredging Ltd."@en .
wd:Q4 a schema:Person ; rdfs:label "Lodde"@en ; schema:description "footballer"@en .
<https://example.org/nobody> a schema:Person ; rdfs:label "Zoe Zimmer" .
"#;

#[test]
fn entities_are_linked_by_name_class_and_context() {
    let session = Session::new();
    let before = session.export();
    session.0.write("authority.tsv", AUTHORITY);
    session.0.write("authority.ttl", AUTHORITY_TTL);
    let dry = session.out("link --aliases authority.tsv --dry-run");
    assert_eq!(session.export(), before);
    let printed = session.out("link --aliases authority.tsv");
    assert_eq!(dry, printed);
    assert_eq!(session.out("link --aliases authority.ttl --dry-run"), printed, "the format does not matter");
    assert!(printed.contains("its description, too, tells of Acme Dredging, Lodde"), "{printed}");
    let after = session.export();
    let same = |entity: &str, entry: &str| {
        after.contains(&format!(
            "<https://w3id.org/byline/entity/{entity}> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/{entry}>"
        ))
    };
    assert!(same("person/joanna-roe", "Q1") && !same("person/joanna-roe", "Q2"), "{printed}");
    assert!(same("organization/acme-dredging", "Q3") && !same("place/lodde", "Q4"), "{printed}");
    assert!(session.out("show person:joanna-roe").contains("sameAs: <http://www.wikidata.org/entity/Q1>"));
    for line in session.out("review --list").lines() {
        session.out(&format!("undo {}", line.split(' ').next().unwrap()));
    }
    assert_eq!(session.export(), before);
}

#[test]
fn one_entry_for_two_is_evidence_that_they_are_one() {
    let session = Session::new();
    let before = session.proposal(&JO)["score"].as_f64().unwrap();
    session.0.write("authority.tsv", AUTHORITY);
    session.out("link --aliases authority.tsv");
    let merge = session.proposal(&JO);
    assert!(merge["score"].as_f64().unwrap() > before && merge["evidence"].to_string().contains("Q1"), "{merge}");
}

#[test]
fn candidates_are_asked_about() {
    let session = Session::new();
    session.0.write("two.tsv", "id\tlabel\ttype\nQ8\tPeter Roe\thuman\nQ9\tPeter Roe\thuman\n");
    let printed = session.out("link --aliases two.tsv");
    assert!(printed.matches('≈').count() == 2, "{printed}");
    assert!(session.export().contains("skos/core#closeMatch> <http://www.wikidata.org/entity/Q8>"));
    let answers: String = "s\n".repeat(session.proposals().len()) + "y\nn\n";
    session.0.byline_reading("review", answers.as_bytes());
    let after = session.export();
    assert!(after.contains("owl#sameAs> <http://www.wikidata.org/entity/Q"), "{after}");
    assert!(!after.contains("skos/core#closeMatch>"), "{after}");
}

#[test]
fn bad_authorities_are_named() {
    let session = Session::new();
    session.0.write("bad.tsv", "id\tlabel\nQ1\tA\nnot an iri\tB\n");
    session.0.write("bad.ttl", "<http://x.org/a> <http://x.org/b>\n .");
    session.0.write("empty.ttl", "<http://x.org/a> a <http://x.org/b> .");
    for (words, status, told) in [
        ("link", 2, "--aliases"),
        ("link --aliases none.tsv", 1, "none.tsv"),
        ("link --aliases bad.csv", 1, ".tsv table or a .ttl"),
        ("link --aliases bad.tsv", 1, "bad.tsv\", line 3: \"not an iri\""),
        ("link --aliases bad.ttl", 1, "bad.ttl"),
        ("link --aliases empty.ttl", 1, "rdfs:label"),
        ("link --aliases bad.tsv --sure-above 2", 2, "between 0 and 1"),
    ] {
        let run = session.run(words);
        assert!(run.status == status && run.stdout.is_empty() && run.stderr.contains(told), "{words}: {}", run.stderr);
    }
}

#[test]
fn bad_input_is_named() {
    let session = Session::new();
    for (words, status, told) in [
        ("resolve --graph none", 1, "byline build"),
        ("resolve --apply-above 7", 2, "between 0 and 1"),
        ("resolve --merge person:jo-roe nobody-at-all", 1, "nobody-at-all"),
        ("resolve --merge person:jo-roe person:jo-roe", 1, "one entity already"),
        ("resolve --merge person:jo-roe", 2, "2 values"),
        ("review --on yesterday", 2, "2026-01-31"),
        ("undo", 2, "ID"),
        ("undo 0123456789", 1, "0123456789"),
    ] {
        let run = session.run(words);
        assert!(run.status == status && run.stdout.is_empty() && run.stderr.contains(told), "{words}: {}", run.stderr);
    }
    let bad = |text: &str, told: &str| {
        session.0.write("byline-graph/curation.trig", text);
        for words in ["review --list", "query ASK{}"] {
            let run = session.run(words);
            assert!(
                run.status == 1 && run.stderr.contains("curation.trig") && run.stderr.contains(told),
                "{words}: {}",
                run.stderr
            );
        }
    };
    bad("{ <a> }", "at line 1");
    let decision = "<https://w3id.org/byline/decision/ab> a <https://w3id.org/byline/ontology#";
    bad(&format!("{decision}Merge> ."), "decision ab is about 0 entities, not two");
    bad(&format!("{decision}Wish> ."), "is a Wish");
}

#[test]
fn what_others_wrote_into_the_file_stays() {
    let session = Session::new();
    let note = "<https://example.org/x> <https://example.org/says> \"hello\"";
    session.0.write("byline-graph/curation.trig", format!("{note} ."));
    session.out("resolve --merge person:jo-roe person:joanna-roe");
    assert!(session.export().contains("\"hello\""));
}
