"""Terms printed into queries: what comes back is what went in, and nothing else is asked."""

import re

import pyoxigraph as px
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.rdf.sparql import iri, iris, is_iri, quoted


@given(st.text() | st.text('\\uU0022"'))
@example("\\u0022 || true) } #")
@example("\U0001f600")
def test_a_quoted_text_reads_back(text):
    (row,) = px.Store().query(f"SELECT ({quoted(text)} AS ?text) {{}}")
    assert row["text"] == px.Literal(text)
    assert not re.search(r"\\u[0-9A-Fa-f]{4}", quoted(text)), "an engine may read it as an escape"


@pytest.mark.parametrize("text", ["no scheme", "http://x/> } #", "http://x y", ""])
def test_what_is_no_iri_never_stands_between_angle_brackets(text):
    assert not is_iri(text)
    assert iris([text]) == ""
    with pytest.raises(ValueError, match="IRI"):
        iri(text)


def test_iris_stand_once_and_in_their_order():
    assert iris(["http://b/", "http://a/é", "http://b/"]) == "<http://b/> <http://a/é>"
