//! STORE: what goes into a graph comes out, and nothing else.

use byline::claim::{ArticleClaims, Claim, Value};
use byline::graph::{Change, Graph, vocabulary};
use oxigraph::model::Quad;
use oxigraph::sparql::QueryResults;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

mod fixtures;
use fixtures::{articles, graph_of};

/// Every file of the graph itself, without the cache.
fn files(graph: &Graph) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else {
                files.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(&graph.root().join("articles"), &mut files);
    files.into_iter().map(|(path, bytes)| (path.strip_prefix(graph.root()).unwrap().to_owned(), bytes)).collect()
}

fn count(graph: &Graph, query: &str) -> usize {
    let index = graph.index().unwrap();
    match index.query(query).unwrap() {
        QueryResults::Solutions(solutions) => solutions.map(Result::unwrap).count(),
        QueryResults::Boolean(value) => usize::from(value),
        QueryResults::Graph(triples) => triples.map(Result::unwrap).count(),
    }
}

#[test]
fn putting_twice_changes_nothing() {
    let (_folder, graph) = graph_of(&articles());
    let before = files(&graph);
    for article in articles() {
        assert_eq!(graph.put(&article).unwrap(), Change::Unchanged);
    }
    assert_eq!(files(&graph), before);
    assert_eq!(graph.articles().unwrap().len(), before.len());
}

#[test]
fn the_order_of_articles_entities_and_claims_does_not_show() {
    let (_folder, graph) = graph_of(&articles());
    let mut shuffled = articles();
    shuffled.reverse();
    for article in &mut shuffled {
        article.entities.reverse();
        article.claims.reverse();
    }
    let (_other_folder, other) = graph_of(&shuffled);
    assert_eq!(files(&graph), files(&other));
}

#[test]
fn the_union_of_graphs_built_apart_is_the_graph_built_together() {
    let (_folder, together) = graph_of(&articles());
    let mut apart: Vec<Quad> = Vec::new();
    for article in articles() {
        let (_folder, graph) = graph_of(&[article]);
        apart.extend(graph.index().unwrap().article_quads().unwrap());
    }
    apart.sort_by_cached_key(Quad::to_string);
    assert_eq!(together.index().unwrap().article_quads().unwrap(), apart);
}

#[test]
fn removing_an_article_leaves_no_trace() {
    let articles = articles();
    let (_folder, graph) = graph_of(&articles[1..]);
    let before = (files(&graph), graph.index().unwrap().article_quads().unwrap());
    assert_eq!(graph.put(&articles[0]).unwrap(), Change::Added);
    assert_ne!(graph.index().unwrap().article_quads().unwrap(), before.1);
    assert!(graph.remove(&articles[0].article.id).unwrap());
    assert!(!graph.root().join("index").join("sorted").exists(), "the cache still holds the article");
    assert_eq!((files(&graph), graph.index().unwrap().article_quads().unwrap()), before);
    assert!(!graph.remove(&articles[0].article.id).unwrap());
}

#[test]
fn replacing_an_article_touches_only_its_own_file() {
    let mut articles = articles();
    let (_folder, graph) = graph_of(&articles);
    let before = files(&graph);
    articles[0].claims.pop();
    assert_eq!(graph.put(&articles[0]).unwrap(), Change::Replaced);
    let changed = files(&graph).iter().filter(|(path, bytes)| before[*path] != **bytes).count();
    assert_eq!((changed, files(&graph).len()), (1, before.len()));
}

#[test]
fn the_index_follows_the_files() {
    let (_folder, graph) = graph_of(&articles());
    let all = graph.index().unwrap().len().unwrap();
    assert_eq!(graph.index().unwrap().len().unwrap(), all, "read from the cache");
    fs::write(graph.root().join("index").join("sorted"), b"damaged").unwrap();
    assert_eq!(graph.index().unwrap().len().unwrap(), all, "made again");
    let file = graph.root().join(files(&graph).keys().next().unwrap());
    let mut edited = fs::read_to_string(&file).unwrap();
    edited.push_str("<http://example.org/by-hand> <http://example.org/p> 1 .\n");
    fs::write(&file, edited).unwrap();
    assert_eq!(count(&graph, "SELECT * { GRAPH ?article { <http://example.org/by-hand> ?p 1 } }"), 1);
}

#[test]
fn the_files_hold_what_the_index_holds() {
    use oxigraph::io::{RdfFormat, RdfParser};
    let (_folder, graph) = graph_of(&articles());
    let mut parsed: Vec<Quad> = files(&graph)
        .values()
        .flat_map(|bytes| RdfParser::from_format(RdfFormat::TriG).for_slice(bytes).map(Result::unwrap))
        .collect();
    parsed.sort_by_cached_key(Quad::to_string);
    assert!(parsed.len() > 300);
    assert_eq!(graph.index().unwrap().article_quads().unwrap(), parsed);
}

#[test]
fn only_asserted_claims_are_bare_triples() {
    let (_folder, graph) = graph_of(&articles());
    let bare = "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o }
        FILTER(STRSTARTS(STR(?p), STR(rel:)) && STRSTARTS(STR(?g), STR(art:))) }";
    let articles = articles();
    let expected = articles
        .iter()
        .flat_map(|a| &a.claims)
        .filter(|claim| claim.is_asserted())
        .filter_map(|claim| {
            Some((&claim.subject, &claim.relation.id, serde_json::to_string(claim.object.as_ref()?).ok()?))
        })
        .collect::<std::collections::BTreeSet<_>>();
    assert_eq!(count(&graph, bare), expected.len());
    // Whatever the bare triple, some claim asserts it; no claim that is denied, hedged or attributed has its own.
    let unbacked = "SELECT * { GRAPH ?g { ?s ?p ?o }
        FILTER(STRSTARTS(STR(?p), STR(rel:)) && STRSTARTS(STR(?g), STR(art:)))
        FILTER NOT EXISTS { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; byline:factuality byline:CTplus .
                            FILTER NOT EXISTS { ?c byline:attributedTo ?who } } }";
    assert_eq!(count(&graph, unbacked), 0);
    let denied = "ASK { ?s rel:met ent:sessions-recusal/russian-operatives }";
    assert_eq!(count(&graph, &denied.replace("ent:sessions-recusal/", "ent:sessions-recusal\\/")), 0);
}

#[test]
fn what_follows_follows_from_an_assertion() {
    let (_folder, graph) = graph_of(&articles());
    let inferred = "GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/byline/inferred/'))";
    assert!(count(&graph, &format!("SELECT * {{ {inferred} }}")) > 0);
    // The two stand in an asserted relation, in this direction or the other.
    let unbacked = format!(
        "SELECT * {{ {inferred} FILTER NOT EXISTS {{
            {{ ?c rdf:subject ?s ; rdf:object ?o }} UNION {{ ?c rdf:subject ?o ; rdf:object ?s }}
            ?c byline:factuality byline:CTplus . FILTER NOT EXISTS {{ ?c byline:attributedTo ?who }} }} }}"
    );
    assert_eq!(count(&graph, &unbacked), 0);
}

#[test]
fn relations_are_found_by_their_inverse_and_both_ways() {
    let mut articles = articles();
    let entity = |claim: &Claim| match &claim.object {
        Some(Value::Entity(id)) => Some(id.clone()),
        _ => None,
    };
    let claim = articles[0].claims.iter().find(|c| c.is_asserted() && entity(c).is_some());
    let claim = claim.expect("an asserted claim between entities").clone();
    let named = |relation: &str| {
        let relation = byline::claim::Relation { id: relation.to_owned(), ..claim.relation.clone() };
        Claim { id: format!("{}-{}", claim.id, relation.id), relation, ..claim.clone() }
    };
    articles[0].claims.extend([named("worked_at"), named("was_brother_of")]);
    let (_folder, graph) = graph_of(&articles);
    let (subject, object) = (vocabulary::entity(&claim.subject), vocabulary::entity(&entity(&claim).unwrap()));
    for (first, relation, second, holds) in [
        (&object, "employed", &subject, true),
        (&subject, "worked_for", &object, true),
        (&subject, "employed", &object, false),
        (&object, "sibling_of", &subject, true),
        (&object, "was_brother_of", &subject, false),
    ] {
        assert_eq!(
            count(&graph, &format!("ASK {{ {first} rel:{relation} {second} }}")),
            usize::from(holds),
            "{relation}"
        );
    }
}

#[test]
fn both_encodings_of_a_triple_say_the_same() {
    let (_folder, graph) = graph_of(&articles());
    let with_object = articles().iter().flat_map(|a| &a.claims).filter(|c| c.object.is_some()).count();
    assert_eq!(
        count(
            &graph,
            "SELECT ?c { ?c rdf:reifies <<( ?s ?p ?o )>> ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
        ),
        with_object
    );
    assert_eq!(count(&graph, "SELECT ?c { ?c rdf:object ?o }"), with_object);
}

#[test]
fn voices_keep_their_order() {
    let (_folder, graph) = graph_of(&articles());
    let query =
        "SELECT * { ?c rdf:predicate rel:approved ; byline:attribution ?outer , ?inner ; byline:attributedTo ?a , ?b .
        ?outer byline:level 1 ; byline:source ?a ; byline:cue 'said' . ?a skos:prefLabel 'Odern Kask' .
        ?inner byline:level 2 ; byline:source ?b ; byline:cue 'told' . ?b skos:prefLabel 'Marta Velling' . }";
    assert_eq!(count(&graph, query), 1);
}

#[test]
fn times_and_numbers_are_typed() {
    let (_folder, graph) = graph_of(&articles());
    for (expected, query) in [
        (1, "SELECT * { ?c byline:eventTime ?t . FILTER(DATATYPE(?t) = xsd:gYear && STR(?t) = '2016') }"),
        (1, "SELECT * { ?c byline:eventTime '2023-05'^^xsd:gYearMonth }"),
        (1, "SELECT * { ?c byline:eventTime ?t . FILTER(?t >= '2024-01-01'^^xsd:date) }"),
        (1, "SELECT * { ?c byline:eventStart '2019'^^xsd:gYear ; byline:eventEnd '2024'^^xsd:gYear }"),
        (2, "SELECT * { ?c byline:eventStart '2019'^^xsd:gYear }"),
        (1, "SELECT * { ?c rdf:object ?n ; byline:objectText '12.5 million crowns' . FILTER(?n > 12000000) }"),
        (1, "SELECT * { ?a schema:datePublished '2017-03-02'^^xsd:date }"),
    ] {
        assert_eq!(count(&graph, query), expected, "{query}");
    }
}

#[test]
fn evidence_points_into_the_article() {
    let (_folder, graph) = graph_of(&articles());
    let query = "SELECT DISTINCT ?c { ?c a byline:Claim ; oa:hasTarget ?t ; prov:wasDerivedFrom ?a .
        ?t oa:hasSource ?a ; oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end ; oa:exact ?quote .
        FILTER(STRLEN(?quote) = ?end - ?start && ?s = IRI(CONCAT(STR(?a), '#char=', STR(?start), ',', STR(?end)))) }";
    assert_eq!(count(&graph, query), articles().iter().map(|a| a.claims.len()).sum::<usize>());
}

#[test]
fn the_default_graph_is_the_union_without_repeats() {
    let (_folder, graph) = graph_of(&articles());
    // Two articles say that Kask owns Kask Dredging.
    let owns = "?who rel:owned ?what";
    assert_eq!(count(&graph, &format!("SELECT * {{ {owns} }}")), 1);
    assert_eq!(count(&graph, &format!("SELECT * {{ GRAPH ?article {{ {owns} }} }}")), 2);
    assert_eq!(count(&graph, &format!("SELECT * FROM art:sessions-recusal {{ {owns} }}")), 0);
    assert_eq!(count(&graph, "SELECT DISTINCT ?g { GRAPH ?g { ?c a byline:Claim } }"), articles().len());
}

#[test]
fn the_ontology_is_in_sight_of_queries() {
    let (_folder, graph) = graph_of(&articles());
    assert_eq!(count(&graph, "ASK { byline:Company rdfs:subClassOf* byline:Entity }"), 1);
    let undescribed = "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } UNION { ?s byline:polarity|byline:certainty|byline:factuality ?term }
        FILTER(STRSTARTS(STR(?term), STR(byline:))) FILTER NOT EXISTS { ?term rdfs:label ?label ; rdfs:comment ?comment } }";
    assert_eq!(count(&graph, undescribed), 0, "every term that a graph uses is described in ontology/byline.ttl");
}

#[test]
fn a_folder_that_is_no_graph_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Graph::open(&folder.path().join("nothing")).unwrap_err().to_string().contains("byline build"));
    fs::write(folder.path().join("thesis.txt"), "mine").unwrap();
    assert!(Graph::open_or_create(folder.path()).unwrap_err().to_string().contains("something else"));
}

#[test]
fn damaged_files_are_named() {
    let (_folder, graph) = graph_of(&articles());
    let file = graph.root().join(files(&graph).keys().next().unwrap());
    fs::write(&file, "<http://example.org/g> {\n <a> }").unwrap();
    let error = graph.index().err().unwrap().to_string();
    assert!(error.contains(file.file_name().unwrap().to_str().unwrap()) && error.contains("line 2"), "{error}");
}

#[test]
fn claims_survive_json() {
    for article in articles() {
        let json = serde_json::to_string(&article).unwrap();
        assert_eq!(serde_json::from_str::<ArticleClaims>(&json).unwrap(), article);
    }
}
