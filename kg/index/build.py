"""Makes the record index of a snapshot from its quads; equal quads give equal bytes.

Nodes are numbered by class, those of wider classes side by side, and within a class in the standard
order of lists; so what a class has in common fills a range of numbers. Lists of links run in the
standard order, whatever their classes. Texts are numbered by their order.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import orjson

from kg.ask.reader import label
from kg.ask.reader.scalars import Spoken, best_first
from kg.contract import LABEL, Kind
from kg.index.column import arrays_of
from kg.index.layout import written
from kg.index.terms import Literal, read_terms
from kg.terms import AV, RDF_TYPE, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.contract import Contract
    from kg.index.layout import Array
    from kg.index.lists import Numbers
    from kg.index.terms import Terms

STARTS: Final = (f"{AV}from", f"{AV}firstConfirmed")
SAID_BY: Final = f"{AV}possibleUntil"
ENGLISH: Final = "en"
# No text of a graph: Unicode has no such character.
UNCALLED: Final = "\ud800"
# No byte of UTF-8: what is sought never reaches from one text into the next.
BETWEEN: Final = b"\xff"


def record_index(quads: bytes, contract: Contract) -> bytes:
    """The file of the index of canonical N-Quads, as a snapshot holds them."""
    terms = read_terms(quads, _texts(contract))
    texts = _Texts.of(terms.literals)
    nodes = _numbered(terms, contract)
    arrays: dict[str, Array] = {}
    arrays.update(_of_nodes(nodes))
    arrays.update(_of_texts(texts))
    arrays.update(_columns(terms, nodes, texts))
    arrays.update(_called(terms, nodes, texts, contract))
    arrays.update(_like(terms, nodes))
    return written(arrays)


def _texts(contract: Contract) -> set[str]:
    """Properties whose values the API gives as texts."""
    fields = (field for each in contract.classes.values() for field in each.fields)
    return {field.path for field in fields if field.value.kind is Kind.SCALAR}


class _Nodes(NamedTuple):
    """The IRIs and sort keys of nodes by number; `numbers` leads there from their place in Terms.

    `by_iri` and `by_key` are numbers in these orders.
    """

    iris: list[str]
    keys: list[str]
    numbers: Numbers
    by_iri: Numbers
    by_key: Numbers


class _Texts(NamedTuple):
    """Texts and literals, sorted; `numbers` leads to literals from their place in Terms."""

    texts: list[str]
    literals: list[Literal]
    numbers: Numbers

    @classmethod
    def of(cls, literals: Sequence[Literal]) -> _Texts:
        order = sorted(range(len(literals)), key=literals.__getitem__)
        ordered = [literals[place] for place in order]
        return cls(sorted({each.text for each in ordered}), ordered, _inverse(order))


def _numbered(terms: Terms, contract: Contract) -> _Nodes:
    groups, keys = _groups(terms, contract), _keys(terms)
    places = range(len(terms.iris))
    order = sorted(places, key=lambda at: (groups[at], keys[at], terms.iris[at]))
    iris, sorted_keys = [terms.iris[at] for at in order], [keys[at] for at in order]
    by_iri = sorted(places, key=iris.__getitem__)
    by_key = sorted(places, key=lambda at: (sorted_keys[at], iris[at]))
    return _Nodes(iris, sorted_keys, _inverse(order), np.array(by_iri), np.array(by_key))


def _inverse(order: Sequence[int]) -> Numbers:
    inverse = np.empty(len(order), np.int64)
    inverse[np.array(order, np.int64)] = np.arange(len(order))
    return inverse


def _groups(terms: Terms, contract: Contract) -> list[int]:
    """By place in Terms, the place of a node's class in a walk of the tree of classes."""
    walked: dict[str, int] = {}

    def walk(name: str) -> None:
        if name not in walked:
            walked[name] = len(walked)
            for below in contract.classes[name].descendants:
                if name in contract.classes[below].parents:
                    walk(below)

    for each in contract.classes.values():
        if not each.ancestors:
            walk(each.name)
    known: dict[tuple[int, ...], int] = {}
    groups = [len(walked)] * len(terms.iris)
    for node, held in _classes(terms).items():
        if held not in known:
            narrowest = contract.narrowest(terms.iris[each] for each in held)
            known[held] = walked[narrowest.name] if narrowest else len(walked)
        groups[node] = known[held]
    return groups


def _classes(terms: Terms) -> dict[int, tuple[int, ...]]:
    """The classes of nodes, all by place in Terms."""
    types: dict[int, set[int]] = defaultdict(set)
    for node, of in zip(*terms.links.get(RDF_TYPE, ([], [])), strict=True):
        types[node].add(of)
    return {node: tuple(sorted(of)) for node, of in types.items()}


def _keys(terms: Terms) -> list[str]:
    """By place in Terms, the day by which it was said or had happened, and its name."""
    days: dict[int, str] = {}
    for path in (SAID_BY, *STARTS):
        found = _least(terms, path)
        days = {**days, **found}
    names = _least(terms, LABEL.path)
    return [f"{days.get(node, '')} {names.get(node, '')}" for node in range(len(terms.iris))]


def _least(terms: Terms, path: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for node, value in zip(*terms.values.get(path, ([], [])), strict=True):
        text = terms.literals[value].text
        found[node] = min(found.get(node, text), text)
    return found


def _of_nodes(nodes: _Nodes) -> Iterator[tuple[str, Array]]:
    """IRIs in their order, with the numbers to and from it; dense ranks of the sort keys."""
    encoded = [nodes.iris[number].encode() for number in nodes.by_iri]
    yield from _strings("iri", encoded)
    yield "numbers by iri", nodes.by_iri.astype(np.uint32)
    yield "iri ranks", _inverse(nodes.by_iri.tolist()).astype(np.uint32)
    keys = [nodes.keys[number] for number in nodes.by_key]
    steps = np.array([one != other for one, other in pairwise(keys)], bool)
    dense = np.concatenate([[0], np.cumsum(steps)])[: len(keys)]
    ranks = np.empty(len(keys), np.uint32)
    ranks[nodes.by_key] = dense
    yield "key ranks", ranks
    days = [key[: key.index(" ")] for key in nodes.keys]
    table = sorted(set(days))
    yield from _strings("day", [day.encode() for day in table])
    places = {day: place for place, day in enumerate(table)}
    yield (
        "days",
        np.array([places[day] for day in days], np.uint16 if len(table) < 2**16 else np.uint32),
    )


def _of_texts(texts: _Texts) -> Iterator[tuple[str, Array]]:
    yield from _strings("text", [orjson.dumps(text) for text in texts.texts])
    yield from _strings("small", [text.lower().encode() + BETWEEN for text in texts.texts])
    places = {text: place for place, text in enumerate(texts.texts)}
    yield "literal texts", np.array([places[each.text] for each in texts.literals], np.uint32)
    for name, told in (
        ("language", [each.language for each in texts.literals]),
        ("datatype", [each.datatype for each in texts.literals]),
    ):
        table = sorted(set(told))
        numbers = {each: number for number, each in enumerate(table)}
        yield from _strings(name, [each.encode() for each in table])
        yield f"literal {name}s", np.array([numbers[each] for each in told], np.uint16)


def _strings(name: str, encoded: Sequence[bytes]) -> Iterator[tuple[str, Array]]:
    """Byte strings, one behind the other, and where each begins."""
    yield f"{name} bytes", np.frombuffer(b"".join(encoded), np.uint8)
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    ends = np.concatenate([[0], np.cumsum(lengths)])
    yield f"{name} offsets", ends.astype(np.uint32 if ends[-1] < 2**32 else np.uint64)


def _columns(terms: Terms, nodes: _Nodes, texts: _Texts) -> Iterator[tuple[str, Array]]:
    """Links of each property both ways, in the standard order; its literals, English ones first."""
    ranks = _inverse(nodes.by_key.tolist())
    for path in sorted(terms.links):
        source, target = (nodes.numbers[np.asarray(each)] for each in terms.links[path])
        yield from arrays_of(f"> {path}", *_sorted(source, target, ranks))
        yield from arrays_of(f"< {path}", *_sorted(target, source, ranks))
    preferred = _preferred(texts.literals)
    for path in sorted(terms.values):
        owner, value = map(np.asarray, terms.values[path])
        pair = nodes.numbers[owner], texts.numbers[value]
        yield from arrays_of(f"= {path}", *_sorted(*pair, preferred))


def _preferred(literals: Sequence[Literal]) -> Numbers:
    """Ranks of literals: without a language or English before others, then by language and text."""
    keys = [(each.language not in ("", ENGLISH), each.language, each.text) for each in literals]
    return _inverse(sorted(range(len(keys)), key=keys.__getitem__))


def _sorted(nodes: Numbers, values: Numbers, ranks: Numbers) -> tuple[Numbers, Numbers]:
    """Pairs by node, then by the rank of the value; each once."""
    order = np.lexsort((ranks[values], nodes))
    nodes, values = nodes[order], values[order]
    again = (nodes[1:] == nodes[:-1]) & (values[1:] == values[:-1])
    kept = np.concatenate([[True], ~again])
    return nodes[kept], values[kept]


def _called(
    terms: Terms, nodes: _Nodes, texts: _Texts, contract: Contract
) -> Iterator[tuple[str, Array]]:
    """How each node is called in English: a text, for those that have any name."""
    spoken: dict[int, list[Spoken]] = defaultdict(list)
    for path in label_paths(contract):
        for node, value in zip(*terms.values.get(path, ([], [])), strict=True):
            text, language, _ = terms.literals[value]
            spoken[node].append(Spoken(language, text, path == LABEL.path))
    places = {text: place for place, text in enumerate(texts.texts)}
    found: dict[int, int] = {}
    for node, each in spoken.items():
        called = label(best_first(each), (ENGLISH,), UNCALLED)
        if called != UNCALLED:
            found[int(nodes.numbers[node])] = places[called]
    owners = np.array(sorted(found), np.int64)
    values = np.array([found[owner] for owner in sorted(found)], np.int64)
    yield from arrays_of("called", owners, values)


def _like(terms: Terms, nodes: _Nodes) -> Iterator[tuple[str, Array]]:
    """For each node that has a class the first node of the very same classes."""
    classes = _classes(terms)
    first: dict[tuple[int, ...], int] = {}
    numbered = sorted((int(nodes.numbers[node]), held) for node, held in classes.items())
    likes = [first.setdefault(held, number) for number, held in numbered]
    owners = np.array([number for number, _ in numbered], np.int64)
    yield from arrays_of("like", owners, np.array(likes, np.int64))


def label_paths(contract: Contract) -> tuple[str, ...]:
    """The properties that give a node its names, the derived label among them; no other names."""
    return (*(path for path in contract.names if path != f"{SKOS}altLabel"), LABEL.path)
