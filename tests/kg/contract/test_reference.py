"""The ontology as it is served: every format says what the files say."""

from pathlib import Path

import pyoxigraph as px
import pytest
from rdflib import OWL, RDF, SKOS, Graph, URIRef
from rdflib.compare import isomorphic

from kg.contract.ontology import read_ontology
from kg.contract.parts import Kind, Part
from kg.contract.reference.publication import Publication, publications
from kg.errors import BadFile
from kg.rdf.triples import plain

# rdflib's own JSON-LD parser makes a graph of a class that rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

ROOT = Path(__file__).parents[3]
WHOLE = read_ontology(ROOT / "ontology")
PARTS = WHOLE.parts
SERVED = publications(WHOLE)
BY_RDFLIB = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
BY_OXIGRAPH = {
    "ttl": px.RdfFormat.TURTLE,
    "rdf": px.RdfFormat.RDF_XML,
    "jsonld": px.RdfFormat.JSON_LD,
    "nt": px.RdfFormat.N_TRIPLES,
}
HEADER = URIRef("https://w3id.org/averment/ontology")
ALONE = {id(one): address for address, one in SERVED.items() if "/concept/" not in address}


def source(*kinds: Kind, name: str | None = None) -> Graph:
    """What the files of some kinds hold, read by rdflib from the checkout."""
    graph = Graph()
    for part in PARTS:
        if part.kind in kinds and name in (None, part.name):
            graph.parse(data=part.text, format="turtle")
    return graph


def canonical(content: bytes, form: px.RdfFormat) -> px.Dataset:
    """The graph with blank nodes named by what is said of them (RDFC-1.0)."""
    triples = plain(px.parse(content, format=form))
    dataset = px.Dataset(triple.in_graph() for triple in triples)
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def by_rdflib(content: bytes, name: str) -> px.Dataset:
    """What rdflib reads, in the same form: its own comparison takes minutes on nested nodes."""
    read = Graph().parse(data=content, format=BY_RDFLIB[name])
    return canonical(read.serialize(format="nt", encoding="utf-8"), px.RdfFormat.N_TRIPLES)


def unlike(publication: Publication) -> list[str]:
    """Formats that say something else than N-Triples, to rdflib or to Oxigraph."""
    same = canonical(publication.content["nt"], px.RdfFormat.N_TRIPLES)
    return [
        name
        for name, content in publication.content.items()
        if by_rdflib(content, name) != same or canonical(content, BY_OXIGRAPH[name]) != same
    ]


@pytest.mark.parametrize("address", sorted(ALONE.values()))
def test_every_format_of_an_address_is_one_graph(address: str) -> None:
    assert not unlike(SERVED[address])


def test_every_format_of_a_concept_is_one_graph() -> None:
    assert not [a for a, one in SERVED.items() if a.startswith("/concept/") and unlike(one)]


def test_a_format_that_says_less_is_found() -> None:
    content = dict(SERVED["/ontology/core"].content)
    content["ttl"] = content["ttl"].replace(b"owl:Class", b"owl:Thing", 1)
    assert unlike(Publication("core", content)) == ["ttl"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: f"{part.kind.value}-{part.name}")
def test_a_part_is_served_as_it_stands_in_its_file(part: Part) -> None:
    if part.kind is Kind.HEADER:
        assert part.iri == str(HEADER)
        return
    address = part.iri.removeprefix("https://w3id.org/averment")
    graph = Graph().parse(data=SERVED[address].content["nt"], format="nt")
    assert isomorphic(graph, source(part.kind, name=part.name))


def test_the_merged_file_is_all_modules_axioms_and_schemes_under_one_header() -> None:
    merged = Graph().parse(data=SERVED["/ontology"].content["rdf"], format="xml")
    assert list(merged.subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert not list(merged.objects(HEADER, OWL.imports))
    expected = source(Kind.HEADER, Kind.MODULE, Kind.AXIOMS, Kind.SCHEME)
    for header in list(expected.subjects(RDF.type, OWL.Ontology)):
        if (header, RDF.type, SKOS.ConceptScheme) in expected:
            expected.remove((header, RDF.type, OWL.Ontology))
            expected.remove((header, OWL.versionIRI, None))
            expected.remove((header, OWL.imports, None))
        else:
            expected.remove((header, OWL.imports if header == HEADER else None, None))
    assert isomorphic(merged, expected)


def test_all_schemes_together_are_no_ontologies_side_by_side() -> None:
    together = Graph().parse(data=SERVED["/concept"].content["nt"], format="nt")
    assert not list(together.subjects(RDF.type, OWL.Ontology))
    assert len(list(together.subjects(RDF.type, SKOS.ConceptScheme))) > 1


def test_the_merged_file_has_the_same_bytes_each_time_it_is_built() -> None:
    again = publications(read_ontology(ROOT / "ontology"))
    assert [a for a, one in again.items() if one.content != SERVED[a].content] == []


def test_a_version_has_an_address_and_no_other_version_has() -> None:
    assert SERVED["/ontology/0.2.0"] is SERVED["/ontology"]
    assert SERVED["/ontology/claims/0.2.0"] is SERVED["/ontology/claims"]
    assert "/ontology/claims/0.0.9" not in SERVED


def test_a_module_is_served_in_the_very_bytes_of_its_file() -> None:
    assert (
        SERVED["/ontology/claims"].content["ttl"]
        == (ROOT / "ontology/modules/claims.ttl").read_bytes()
    )


def test_terms_stand_in_the_order_of_their_files() -> None:
    turtle = SERVED["/ns"].content["ttl"].decode()
    wanted = ["# Module core", "\nav:Agent a", "# Module claims", "\nav:Position a", "# Axioms"]
    places = [turtle.index(text) for text in wanted]
    assert places == sorted(places)


def test_a_file_that_declares_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ontology/modules").mkdir(parents=True)
    (tmp_path / "ontology/modules/new.ttl").write_text("<https://x/a> <https://x/b> 1 .")
    with pytest.raises(BadFile, match="declares 0 ontologies"):
        publications(read_ontology(tmp_path / "ontology"))
