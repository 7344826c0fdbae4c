"""The pages that are measured are one page: ours, that of resolvers, and that written by hand."""

import argparse

import pyoxigraph as px
import pytest

from bench.generated import quads
from bench.pages import OURS, RESOLVERS, Built, built, claims, ours, page, rates, sizes, table
from bench.servers import module

pytestmark = pytest.mark.long

SMALL = 2_000


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Built:
    return built(tmp_path_factory.mktemp("pages"), SMALL)


def test_a_generated_graph_is_the_same_each_time_and_canonical():
    content = quads(SMALL)
    assert content == quads(SMALL)
    parsed = px.serialize(
        px.parse(content, format=px.RdfFormat.N_QUADS), format=px.RdfFormat.N_QUADS
    )
    assert b"".join(sorted(parsed.splitlines(keepends=True))) == content
    assert SMALL < content.count(b"\n") < 5 * SMALL  # states and agencies are there at any size


def test_all_servers_give_the_same_page_and_are_measured(made):
    store = px.Store()
    store.bulk_load(path=str(made.quads), format=px.RdfFormat.N_QUADS)
    asked = page(20)
    rows = store.query(asked.by_hand, use_default_graph_as_union=True)
    by_hand = {
        (row["statement"].value.rpartition("/")[2], row["text"].value, row["publisherLabel"].value)
        for row in rows
        if row["statement"]
    }
    assert len(by_hand) == 80
    plan = argparse.Namespace(rounds=1, seconds=0.2, connections=2)
    with ours(made) as one, module("bench.resolvers", made.quads) as other:
        ports = {OURS: one, RESOLVERS: other}
        assert {name: claims(port, name, asked) for name, port in ports.items()} == {
            OURS: by_hand,
            RESOLVERS: by_hand,
        }
        found = rates(ports, asked, plan)
    assert found[OURS].answers > found[RESOLVERS].answers > 0
    assert 0 < found[OURS].spent < found[RESOLVERS].spent
    ours_line, _ = table(asked.name, found)
    assert ours_line.split()[-1] == "1.0"
    assert sizes({SMALL: made}, {SMALL: found[OURS].answers}).splitlines()[1].split()[0] == str(
        SMALL
    )
