"""The beginning of an answer is enough: rows are counted as they come, and the rest is left."""

import asyncio
import json

import pytest

from api.web.answers import MOST_ROWS, Graph, Table, Verdict, graph, table


class Pieces:
    """An answer in pieces of a given size, which shows how much of it was left."""

    def __init__(self, content: str, size: int = 997) -> None:
        encoded = content.encode()
        self.left = [encoded[at : at + size] for at in range(0, len(encoded), size)]

    def __aiter__(self) -> "Pieces":
        return self

    async def __anext__(self) -> bytes:
        if not self.left:
            raise StopAsyncIteration
        return self.left.pop(0)


def rows(count: int) -> str:
    bindings = [{"a": {"type": "literal", "value": f"é{{}} {n}"}} for n in range(count)]
    return json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}})


def read(pieces: Pieces) -> Table | Verdict:
    return asyncio.run(table(pieces))


@pytest.mark.parametrize("size", [1, 7, 997, 10**6])
def test_a_short_table_is_whole_however_it_comes(size):
    bindings = json.loads(rows(3))["results"]["bindings"]
    assert read(Pieces(rows(3), size)) == Table(("a", "b"), bindings, cut=False)


def test_an_empty_table_keeps_its_columns():
    assert read(Pieces(rows(0))) == Table(("a", "b"), [], cut=False)


def test_exactly_the_most_rows_are_not_cut():
    found = read(Pieces(rows(MOST_ROWS)))
    assert isinstance(found, Table)
    assert (len(found.rows), found.cut) == (MOST_ROWS, False)


def test_a_long_table_is_cut_and_its_end_never_asked_for():
    pieces = Pieces(rows(100 * MOST_ROWS))
    found = read(pieces)
    assert isinstance(found, Table)
    assert (len(found.rows), found.cut) == (MOST_ROWS, True)
    assert found.rows[-1]["a"]["value"] == f"é{{}} {MOST_ROWS - 1}"
    assert len(pieces.left) > 100


def test_an_answer_that_breaks_off_is_no_table():
    with pytest.raises(json.JSONDecodeError):
        read(Pieces(rows(3)[:-20]))


def test_a_verdict():
    assert read(Pieces('{"head":{},"boolean":true}')) == Verdict(truth=True)
    assert read(Pieces('{"head":{},"boolean":false}')) == Verdict(truth=False)


def test_a_short_graph_is_whole():
    turtle = "<a:a> <a:b> <a:ç> .\n"
    assert asyncio.run(graph(Pieces(turtle, 1))) == Graph(turtle, cut=False)


def test_a_long_graph_is_cut_at_the_end_of_a_line():
    found = asyncio.run(graph(Pieces("<a:a> <a:b> <a:c> .\n" * 20_000)))
    assert found.cut
    assert found.text.endswith(" .")
