"""Whole nodes over a store: one query per round, single values in columns, several in rows."""

import asyncio
import json
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.ask.reader import NodeReader, Reached, Ref, Whole, together
from kg.contract import contract_of
from kg.engine import examine
from kg.terms import AV, AVC, AVD, PREFIXES

CONTRACT = contract_of(Path(__file__).parents[3] / "ontology")
DATA = """
avd:pos-1 a av:Statement , av:Position ; av:label "pos-1" ; av:speaker avd:state-b ;
  av:holder avd:state-b ; av:stance avc:stance-denies ; av:proposition avd:prop-y , avd:prop-x ;
  av:edtf "2025" , "2025-03" .
avd:prop-x av:label "B" . avd:prop-y av:label "A" .
avd:state-b av:label "Bolivia" . avc:stance-denies av:label "denies" .
"""


class Asking:
    """A `Select` on a store, guarded as the service guards it, which keeps what it is asked."""

    def __init__(self) -> None:
        self._store, self.asked = px.Store(), []
        turtle = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
        self._store.load((turtle + DATA).encode(), format=px.RdfFormat.TURTLE)

    async def __call__(self, text: str):
        self.asked.append(examine(text).text)
        answer = self._store.query(text, use_default_graph_as_union=True)
        content = answer.serialize(format=px.QueryResultsFormat.JSON)
        return json.loads(content)["results"]["bindings"]


@pytest.fixture
def select() -> Asking:
    return Asking()


def positions() -> Whole:
    fields = CONTRACT.fields_in("Position", "Speech", "Dates")
    return Whole((Reached((f"{AVD}pos-1",), of=f"{AV}Position"),), fields)


def test_questions_of_a_round_are_one_query_and_each_gets_its_rows(select):
    questions = {
        "held": "SELECT ?s { ?s a av:Position }",
        "labels": "SELECT ?s ?o { ?s av:label ?o }",
        "nothing": "",
    }
    found = asyncio.run(together(select, questions))
    assert [row["s"]["value"] for row in found["held"]] == [f"{AVD}pos-1"]
    assert len(found["labels"]) == 5
    assert found["nothing"] == []
    assert len(select.asked) == 1


def test_what_is_not_asked_reaches_no_engine(select):
    assert asyncio.run(together(select, {"nothing": ""})) == {"nothing": []}
    assert select.asked == []


def test_a_node_has_its_values_by_property_sorted_by_label(select):
    reader = NodeReader(select)
    asyncio.run(reader.read({"positions": positions()}))
    asyncio.run(reader.name(reader.pointed()))
    node = reader[f"{AVD}pos-1"]
    assert node.ref("speaker") == Ref(f"{AVD}state-b", "Bolivia")
    assert node.refs("proposition") == (Ref(f"{AVD}prop-y", "A"), Ref(f"{AVD}prop-x", "B"))
    assert node.shown("stance") == "denies"
    assert node.text("addressee") == ""
    assert len(select.asked) == 2


def test_a_value_too_many_in_a_column_is_kept_beside_the_other(select):
    reader = NodeReader(select)
    asyncio.run(reader.read({"positions": positions()}))
    assert [value.text for value in reader[f"{AVD}pos-1"].all("edtf")] == ["2025", "2025-03"]


def test_a_node_that_was_not_read_has_no_values(select):
    node = NodeReader(select)[f"{AVD}state-z"]
    assert (node.label, node.all("label"), node.types) == ("state-z", (), ())


def test_a_position_is_called_by_its_holder_and_stance_and_sorts_by_its_name(select):
    reader = NodeReader(select)
    asyncio.run(reader.name([f"{AVD}pos-1", f"{AVC}stance-denies"]))
    label = reader[f"{AVD}pos-1"].labels[f"{AVD}pos-1"]
    assert (label.key, label.shown) == ("pos-1", "Bolivia denies")


def test_labels_of_thousands_are_cut_to_texts_that_pass_the_guard(select):
    many = [f"{AVD}doc-{'x' * 80}-{n}" for n in range(3000)]
    reader = NodeReader(select)
    found = asyncio.run(reader.name([*many, f"{AVD}state-b"], {"one": "SELECT ?s { ?s a ?t }"}))
    assert reader[AVD].ref_to(f"{AVD}state-b").label == "Bolivia"
    assert len(found["one"]) == 2
    assert len(select.asked) > 1
