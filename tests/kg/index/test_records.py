"""The file of the index: the same bytes for the same quads, a clear word where it cannot be read.

What it answers is held by test_same_answers.py.
"""

import pytest

from kg.errors import Refused
from kg.index import open_records, record_index
from kg.index.layout import VERSION
from kg.terms import AV, AVD

ISRAEL = f"{AVD}state-isr"


def test_the_same_quads_give_the_same_bytes(wide_snapshot, contract):
    assert record_index(wide_snapshot.quads.read_bytes(), contract) == (
        wide_snapshot.records.read_bytes()
    )


def test_a_node_is_found_by_its_iri_and_has_its_values(records):
    israel = records.number(ISRAEL)
    assert records.iri(israel) == ISRAEL
    (code,) = records.literals(f"{AV}isoCode3").of(israel)
    assert records.text(records.text_of(code)) == "ISR"
    assert records.number(f"{AVD}state-atlantis") == -1


def test_links_are_walked_both_ways(records):
    holders = records.links(f"{AV}holder")
    nodes, values = holders.pairs()
    backward = records.links(f"{AV}holder", inverse=True)
    for node, value in zip(nodes.tolist(), values.tolist(), strict=True):
        assert value in holders.of(node)
        assert node in backward.of(value)


def test_a_property_that_nothing_has_leads_nowhere(records):
    nothing = records.links(f"{AV}noSuchThing")
    assert (len(nothing.of(0)), nothing.first(0), len(nothing.pairs()[0])) == (0, -1, 0)


def test_texts_are_numbered_in_their_order(records):
    texts = [records.text(number) for number in range(records.texts())]
    assert texts == sorted(texts)
    assert [records.least(text) for text in texts[::50]] == list(range(len(texts)))[::50]


def test_a_snapshot_without_an_index_says_what_to_do(tmp_path):
    with pytest.raises(Refused, match=r"has no record index.*averment build"):
        open_records(tmp_path / "records.bin")


def test_an_index_of_another_version_says_so(tmp_path, wide_snapshot):
    content = wide_snapshot.records.read_bytes()
    other = tmp_path / "records.bin"
    other.write_bytes(content.replace(b"averment records", b"averment Records", 1))
    with pytest.raises(Refused, match=f"of another version than {VERSION}"):
        open_records(other)


def test_what_is_cut_is_refused(tmp_path, wide_snapshot):
    other = tmp_path / "records.bin"
    other.write_bytes(wide_snapshot.records.read_bytes()[:10])
    with pytest.raises(Refused):
        open_records(other)
