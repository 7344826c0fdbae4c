"""Values printed into queries: what comes back is what went in, and nothing else is asked."""

import pyoxigraph as px
import pytest

from kg.rdf.sparql import iri, iris, is_iri, quoted
from kg.terms import XSD


@pytest.mark.parametrize("text", ["no scheme", "http://x/> } #", "http://x y", ""])
def test_what_is_no_iri_never_stands_between_angle_brackets(text):
    assert not is_iri(text)
    assert iris([text]) == ""
    with pytest.raises(ValueError, match="IRI"):
        iri(text)


def test_iris_stand_once_and_in_their_order():
    assert iris(["http://b/", "http://a/é", "http://b/"]) == "<http://b/> <http://a/é>"


def test_a_text_is_quoted_with_its_datatype_where_it_has_one():
    assert quoted('a "b"') == r'"a \"b\""'
    assert quoted("2025-03-06", f"{XSD}date") == f'"2025-03-06"^^<{XSD}date>'


def test_a_quoted_text_ends_no_expression():
    hostile = '") || true) } #\\u0022 || true) } #'
    (row,) = px.Store().query(f"SELECT ({quoted(hostile)} AS ?text) {{}}")
    assert row["text"] == px.Literal(hostile)
