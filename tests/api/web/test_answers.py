"""The beginning of an answer is enough: rows are counted as they come, and the rest is left."""

import asyncio
import json

import pytest

from api.web.answers import MOST_ROWS, Graph, Table, Verdict, answer
from kg.errors import Refused


class Pieces:
    """An engine's answer in pieces of a given size, which notes how far it was read."""

    def __init__(self, content: bytes, size: int) -> None:
        self.left = [content[at : at + size] for at in range(0, len(content), size)]
        self.closed = False

    def __aiter__(self) -> "Pieces":
        return self

    async def __anext__(self) -> bytes:
        if not self.left:
            raise StopAsyncIteration
        return self.left.pop(0)

    async def aclose(self) -> None:
        self.closed = True


class Fixed:
    """An engine with one answer."""

    def __init__(self, content: str, size: int = 997) -> None:
        self.pieces = Pieces(content.encode(), size)

    async def ask(self, question):
        self.question = question
        return self.pieces

    async def select(self, text):
        raise AssertionError(text)


def table(count: int) -> str:
    rows = [{"a": {"type": "literal", "value": f"é{{}} {n}"}} for n in range(count)]
    return json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": rows}})


def asked(engine: Fixed, text: str = "SELECT ?a ?b { ?a ?b ?c }"):
    return asyncio.run(answer(engine, text))


@pytest.mark.parametrize("size", [1, 7, 997, 10**6])
def test_a_short_table_is_whole_however_it_comes(size):
    engine = Fixed(table(3), size)
    found = asked(engine)
    assert found == Table(("a", "b"), json.loads(table(3))["results"]["bindings"], cut=False)
    assert engine.pieces.closed


def test_an_empty_table_keeps_its_columns():
    assert asked(Fixed(table(0))) == Table(("a", "b"), [], cut=False)


def test_exactly_the_most_rows_are_not_cut():
    found = asked(Fixed(table(MOST_ROWS)))
    assert isinstance(found, Table)
    assert (len(found.rows), found.cut) == (MOST_ROWS, False)


def test_a_long_table_is_cut_and_its_end_never_asked_for():
    engine = Fixed(table(100 * MOST_ROWS))
    found = asked(engine)
    assert isinstance(found, Table)
    assert (len(found.rows), found.cut) == (MOST_ROWS, True)
    assert found.rows[-1]["a"]["value"] == f"é{{}} {MOST_ROWS - 1}"
    assert engine.pieces.closed
    assert len(engine.pieces.left) > 100


def test_a_verdict():
    assert asked(Fixed('{"head":{},"boolean":true}'), "ASK {}") == Verdict(truth=True)


def test_a_graph_comes_as_turtle():
    engine = Fixed("<a:a> <a:b> <a:c> .\n")
    assert asked(engine, "CONSTRUCT WHERE { ?s ?p ?o }") == Graph("<a:a> <a:b> <a:c> .\n", False)
    assert engine.question.format == "ttl"


def test_a_long_graph_is_cut_at_the_end_of_a_line():
    found = asked(Fixed("<a:a> <a:b> <a:c> .\n" * 20_000), "CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, Graph)
    assert found.cut
    assert found.text.endswith(" .")


def test_what_the_guard_refuses_is_never_asked():
    engine = Fixed(table(1))
    with pytest.raises(Refused):
        asked(engine, "SELECT * { SERVICE <x:y> { ?s ?p ?o } }")
    assert engine.pieces.left
