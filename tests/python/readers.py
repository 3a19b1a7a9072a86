"""Reads what `byline export` wrote, with the libraries it was written for.

Called by tests/export.rs with the folder of the exports; prints one line for each reader: `ok NAME`, or
`skipped NAME` where its library is not installed. Anything else is a failure.
"""

import importlib
import json
import sys
from pathlib import Path

folder = Path(sys.argv[1])
expected = json.loads((folder / "expected.json").read_text())


def reader(*libraries):
    def run(function):
        try:
            for library in libraries:
                importlib.import_module(library)
        except ImportError as error:
            print(f"skipped {function.__name__} ({error})")
            return
        function()
        print(f"ok {function.__name__}")

    return run


def same_graph(graph, label="label"):
    assert graph.is_directed() and graph.is_multigraph()
    assert graph.number_of_nodes() == expected["nodes"], graph.number_of_nodes()
    assert graph.number_of_edges() == expected["edges"], graph.number_of_edges()
    assert {data[label] for _, data in graph.nodes(data=True) if data.get(label)} == set(expected["names"])
    keys = {key for _, _, key in graph.edges(keys=True)}
    assert len(keys) == expected["edges"], "parallel edges have keys of their own"
    asserted = [data for _, _, data in graph.edges(data=True) if data["asserted"] is True]
    assert len(asserted) == expected["asserted"]
    (owner, owned) = expected["parallel"]
    assert len(graph[owner][owned]) == 2


@reader("networkx")
def networkx_node_link():
    import networkx as nx

    data = json.loads((folder / "graph.json").read_text())
    major, minor = (int(part) for part in nx.__version__.split(".")[:2])
    graph = nx.node_link_graph(data) if (major, minor) >= (3, 6) else nx.node_link_graph(data, edges="edges")
    same_graph(graph)
    speakers = [data["speakers"] for _, _, data in graph.edges(data=True)]
    assert expected["nested"] in speakers


@reader("networkx")
def networkx_graphml():
    import networkx as nx

    graph = nx.read_graphml(folder / "graph.graphml")
    same_graph(graph)
    confidences = [data["confidence"] for _, _, data in graph.edges(data=True)]
    assert all(isinstance(confidence, float) for confidence in confidences)


@reader("networkx")
def networkx_gexf():
    import networkx as nx

    same_graph(nx.read_gexf(folder / "graph.gexf", version="1.3"))


@reader("igraph")
def igraph_graphml():
    import igraph

    graph = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
    assert graph.is_directed() and graph.vcount() == expected["nodes"] and graph.ecount() == expected["edges"]
    assert set(expected["names"]) <= set(graph.vs["label"])
    assert sum(graph.es["asserted"]) == expected["asserted"]


@reader("pandas")
def pandas_tables():
    import pandas

    nodes = pandas.read_csv(folder / "tables" / "nodes.csv", keep_default_na=False)
    edges = pandas.read_csv(folder / "tables" / "edges.csv")
    claims = pandas.read_csv(folder / "tables" / "claims.csv")
    assert (len(nodes), len(edges), len(claims)) == (expected["nodes"], expected["edges"], expected["edges"])
    assert set(expected["names"]) <= set(nodes["label"])
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes["id"])
    assert edges["asserted"].dtype == bool and edges["asserted"].sum() == expected["asserted"]
    assert claims["quote_start"].dtype.kind == "i" and claims["confidence"].dtype.kind == "f"
    assert (claims["quote_end"] - claims["quote_start"] == claims["quote"].str.len()).all()


@reader("rdflib")
def rdflib_rdf11():
    import rdflib

    graph = rdflib.Graph().parse(folder / "graph11.ttl", format="turtle")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(folder / "graph11.trig", format="trig")
    quads = rdflib.Dataset(default_union=True)
    quads.parse(folder / "graph11.nq", format="nquads")
    query = """PREFIX byline: <https://w3id.org/byline/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT DISTINCT ?claim WHERE { ?claim a byline:Claim ; rdf:predicate ?relation ; byline:polarity ?polarity }"""
    for answerer in (graph, dataset, quads):
        assert len(list(answerer.query(query))) == expected["claims"]
    assert len(list(quads.quads())) == expected["quads11"]


@reader("xml.etree.ElementTree")
def xml_is_well_formed():
    import xml.etree.ElementTree as tree

    root = tree.parse(folder / "graph.gexf").getroot()
    edges = root.findall(".//{http://gexf.net/1.3}edge")
    ids = [element.get("id") for element in root.iter() if element.tag.endswith(("}edge", "}node"))]
    assert len(ids) == len(set(ids)), "ids are unique in the whole file"
    assert len(edges) == expected["edges"] and all(edge.get("kind") for edge in edges)
