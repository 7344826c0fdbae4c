"""The reader's parts that need no store: ids and addresses, labels, scalars and batches.

Answers over a store are held by tests/api/graphql.
"""

from collections import Counter

import pyoxigraph as px
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.ask.reader import Want, addresses, label, slug
from kg.ask.reader.batches import batches
from kg.ask.reader.scalars import Spoken, best_first, json_value
from kg.contract import LABEL, TYPE

AVD = "https://w3id.org/averment/id/"
AVC = "https://w3id.org/averment/concept/"


def test_an_id_may_mean_a_thing_or_a_concept():
    assert addresses("state-isr") == (f"{AVD}state-isr", f"{AVC}state-isr")
    assert addresses("http://www.wikidata.org/entity/Q801") == (
        "http://www.wikidata.org/entity/Q801",
    )
    assert slug(f"{AVC}topic-trade") == "topic-trade"
    assert slug("http://www.wikidata.org/entity/Q801") == "http://www.wikidata.org/entity/Q801"


@given(st.text() | st.text("http:/[]%#?@>} \x7f\ue000é"))
@example("http://[")
@example("x> } DROP ALL {")
def test_what_an_id_means_is_an_iri_that_the_engine_takes_or_nothing(node_id):
    for iri in addresses(node_id):
        query = f"SELECT ?s {{ VALUES ?s {{ <{iri}> }} }}"
        assert [row["s"].value for row in px.Store().query(query)] == [iri]


NODES = st.lists(st.text("abc", min_size=1, max_size=9), unique=True, max_size=30).map(tuple)


@given(st.lists(st.builds(Want, st.sampled_from([TYPE, LABEL]), NODES)), st.integers(9, 40))
def test_a_wide_level_is_cut_to_batches_that_hold_it_all(wants, most):
    cut = list(batches(wants, most))
    for batch in cut:
        assert sum(len(iri) for nodes in {each.iris for each in batch} for iri in nodes) <= most
    asked = Counter((each.sought, iri) for each in wants for iri in each.iris)
    assert Counter((e.sought, iri) for batch in cut for e in batch for iri in e.iris) == asked


def test_a_level_of_a_thousand_nodes_is_one_batch():
    nodes = tuple(
        f"https://w3id.org/averment/id/pos-yeshivaworld-2025-03-06-{n}" for n in range(1000)
    )
    assert len(list(batches([Want(TYPE, nodes), Want(LABEL, nodes)]))) == 1


TEXTS = best_first(
    [
        Spoken("", "Israel", is_label=True),
        Spoken("pt-BR", "Israel (BR)", is_label=False),
        Spoken("en", "State of Israel", is_label=False),
        Spoken("fr", "Israël", is_label=False),
    ]
)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (["fr"], "Israël"),
        (["FR"], "Israël"),
        (["fr-CA"], "Israël"),
        (["pt"], "Israel (BR)"),
        (["de", "fr", "en"], "Israël"),
        (["en"], "State of Israel"),
        (["de"], "Israel"),
        ([], "Israel"),
    ],
)
def test_the_label_is_in_the_first_language_there_is(wanted, text):
    assert label(TEXTS, wanted, "state-isr") == text


def test_without_any_text_the_slug_stands():
    assert label((), ["en"], "state-isr") == "state-isr"


@pytest.mark.parametrize(
    ("scalar", "text", "value"),
    [
        ("Int", "12", 12),
        ("Float", "0.5", 0.5),
        ("Boolean", "true", True),
        ("Boolean", "0", False),
        ("Date", "2025-03-06", "2025-03-06"),
        ("Date", "0001-01-01", None),
        ("Date", "9999-12-31", None),
        ("String", "9999-12-31", "9999-12-31"),
        ("URL", "http://example.org/", "http://example.org/"),
    ],
)
def test_literals_become_json_values(scalar, text, value):
    assert json_value(scalar, text) == value
