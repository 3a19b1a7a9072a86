"""Asks a running `byline serve`, whose address is the argument, with SPARQLWrapper and rdflib. Called by tests/server.rs."""

import sys

try:
    from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
except ImportError as error:
    print(f"skipped ({error})")
    sys.exit()

address = sys.argv[1]
OWNERS = "SELECT ?who WHERE { ?who rel:owned ?what }"
KASK = "https://w3id.org/byline/entity/person/odern-kask"


def ask(query, form, method=None, requests=None, **graphs):
    wrapper = SPARQLWrapper(address)
    if method:
        wrapper.setMethod(method)
    if requests:
        wrapper.setRequestMethod(requests)
    for graph in graphs.get("default", []):
        wrapper.addDefaultGraph(graph)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(form)
    return wrapper.query().convert()


for method, requests in [(None, None), (POST, None), (POST, POSTDIRECTLY)]:
    # SPARQLWrapper sends only queries whose prefixes it knows, or that declare them.
    rows = ask("PREFIX rel: <https://w3id.org/byline/relation/> " + OWNERS, JSON, method, requests)["results"]["bindings"]
    assert [row["who"]["value"] for row in rows] == [KASK], rows
    document = ask(OWNERS, XML, method, requests)
    assert KASK in document.toxml()

assert KASK.encode() in ask(OWNERS, CSV)
assert ask("ASK { ?claim a byline:Claim }", JSON)["boolean"] is True
nowhere = ask(OWNERS, JSON, default=["https://w3id.org/byline/article/sessions-recusal"])
assert nowhere["results"]["bindings"] == []

construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(?p = rel:owned) }"
for form in (TURTLE, N3):
    assert KASK.encode() in ask(construct, form) or b"person:odern-kask" in ask(construct, form)
assert len(ask(construct, RDFXML)) == 1

try:
    ask("SELECT nonsense", JSON)
    raise AssertionError("nonsense was answered")
except QueryBadFormed:
    pass

try:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
except ImportError:
    pass
else:
    rows = list(Graph(SPARQLStore(address)).query(OWNERS))
    assert [str(row.who) for row in rows] == [KASK], rows
print("ok")
