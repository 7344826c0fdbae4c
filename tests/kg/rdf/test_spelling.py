"""Terms as text: any term that is printed is read back as the same term, by two readers."""

import pyoxigraph as px
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kg.rdf.spelling import spelled, spelled_in_query
from kg.terms import AV, AVD, NAMESPACES, XSD

SUBJECT = "https://example.org/s"
KIND = px.NamedNode("https://example.org/kind")
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in NAMESPACES.items())

texts = st.text() | st.text('\\uU0041 F"\n\t\r\x1e\u202e')
local_names = st.text("aB9-_.~é:/😀", max_size=6)
iris = st.builds(
    lambda base, name: px.NamedNode(base + name),
    st.sampled_from([*NAMESPACES.values(), f"{AVD}cit-", "https://example.org/", "urn:x:"]),
    local_names,
)
literals = st.one_of(
    st.builds(px.Literal, texts | st.booleans() | st.integers(-(10**9), 10**9) | st.just(1.5)),
    st.builds(px.Literal, texts, language=st.sampled_from(["en", "fr", "pt-br"])),
    st.builds(px.Literal, texts, datatype=st.sampled_from([px.NamedNode(f"{XSD}anyURI"), KIND])),
)
terms = iris | literals


def same(term: px.NamedNode | px.Literal) -> rdflib.URIRef | rdflib.Literal:
    """The term as rdflib holds it."""
    if isinstance(term, px.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language or term.datatype.value == f"{XSD}string":
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


@given(terms)
@example(px.Literal("\\u0041 \\U0001F600"))
@example(px.Literal("\u202e0041"))
def test_a_term_in_turtle_is_read_back_as_the_same_term(term):
    turtle = f"{PREFIXES}<{SUBJECT}> <{SUBJECT}> {spelled(term)} ."
    (quad,) = px.parse(turtle, format=px.RdfFormat.TURTLE)
    assert quad.object == term
    (triple,) = rdflib.Graph().parse(data=turtle, format="turtle")
    assert triple[2] == same(term)


@given(
    st.builds(
        lambda text, kind: px.Literal(text, datatype=px.NamedNode(XSD + kind)),
        texts
        | st.sampled_from(["1", "-07", "+1.50", "1.", ".5", "true", "0", "1e3", "2025-03-06"]),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date"]),
    )
)
def test_a_number_in_turtle_is_read_back_as_it_was_written(number):
    """By one reader alone: rdflib turns every bare number into its shortest form."""
    turtle = f"{PREFIXES}<{SUBJECT}> <{SUBJECT}> {spelled(number)} ."
    (quad,) = px.parse(turtle, format=px.RdfFormat.TURTLE)
    assert quad.object == number


@given(terms)
@example(px.Literal("\\u0022 || true) } #"))
@example(px.Literal("\\U0001F600"))
@example(px.Literal("\U0001f600"))
def test_a_term_in_a_query_is_read_back_as_the_same_term(term):
    query = f"SELECT ?term {{ VALUES ?term {{ {spelled_in_query(term)} }} }}"
    (row,) = px.Store().query(query)
    assert row["term"] == term
    (found,) = rdflib.Graph().query(query)
    assert found.term == same(term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (px.NamedNode(f"{AV}State"), "av:State"),
        (px.NamedNode("https://schema.org/name"), "schema:name"),
        (px.NamedNode(f"{AV}a/b"), f"<{AV}a/b>"),
        (px.NamedNode(f"{AV}a."), f"<{AV}a.>"),
        (px.Literal(True), "true"),
        (px.Literal("-07", datatype=px.NamedNode(f"{XSD}integer")), "-07"),
        (px.Literal("1.", datatype=px.NamedNode(f"{XSD}decimal")), '"1."^^xsd:decimal'),
        (px.Literal("2025", datatype=px.NamedNode(f"{XSD}gYear")), '"2025"^^xsd:gYear'),
        (px.Literal('a "b"\n\u202e', language="en"), r'"a \"b\"\n\u202E"@en'),
    ],
)  # fmt: skip
def test_a_term_in_turtle_is_short(term, text):
    assert spelled(term) == text


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (px.NamedNode(f"{AV}State"), f"<{AV}State>"),
        (px.Literal(5), f'"5"^^<{XSD}integer>'),
        (px.Literal("été", language="fr"), '"été"@fr'),
        (px.Literal("C:\\users"), r'"C:\\\U00000075sers"'),
    ],
)
def test_a_term_in_a_query_needs_no_prologue(term, text):
    assert spelled_in_query(term) == text
