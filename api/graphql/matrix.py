"""The matrix of stances: who held what towards which propositions, a row for each holder.

It asks nothing of its own kind: it is read along the links from a node to propositions, from these
to positions and on to their holders, and put together from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from api.graphql.plan import Linked, Matrix, MatrixPart, Selection
from kg.ask.reader import ALWAYS, STANDARD, AllOf, Compared, Operator
from kg.contract import Field, Form, Kind, Value
from kg.terms import AV

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import FieldNode

    from api.graphql.compiling import Compiling
    from api.graphql.fetch import Facts
    from kg.ask.reader import Condition
    from kg.contract import Class, Contract

MATRIX: Final = Field(
    "stanceMatrix",
    f"{AV}stance",
    False,
    Value(Kind.CLASS, "StanceMatrix"),
    Form.ONE,
    True,
    "Who held what towards the propositions, a row for each holder. (av:holder, av:stance)",
)
PARTS: Final = {"rows": "StanceRow", "cells": "StanceCell"}
THINGS: Final = {
    "propositions": Value(Kind.CLASS, "Proposition"),
    "proposition": Value(Kind.CLASS, "Proposition"),
    "positions": Value(Kind.CLASS, "Position"),
    "holder": Value(Kind.CLASS, "Agent"),
}


class Ways(NamedTuple):
    """The fields from a node to propositions, None where it is one, to positions, to holders."""

    propositions: Field | None
    positions: Field
    holder: Field


def ways_of(contract: Contract, of: Class) -> Ways | None:
    """How the matrix of a class is read; None where members have no propositions to speak of."""
    positions = _positions(of)
    contents = (each for each in of.fields if each.inverse and each.path == f"{AV}inEpisode")
    claims = (each for each in contents if each.only == f"{AV}Proposition")
    propositions = None if positions else next(claims, None)
    if propositions:
        positions = _positions(contract.classes[propositions.value.name])
    if not positions:
        return None
    fields = contract.classes[positions.value.name].fields
    holder = next((each for each in fields if each.path == f"{AV}holder"), None)
    return Ways(propositions, positions, holder) if holder else None


def held_on(where: Condition, as_of: str | None, known_at: str | None) -> Condition:
    """Positions that are like this and stood on one day, as reported until another."""
    parts = [where]
    if as_of:
        parts += (_day("from", Operator.LTE, as_of), _day("until", Operator.GTE, as_of))
    if known_at:
        parts.append(_day("firstReported", Operator.LTE, known_at))
    return AllOf(tuple(parts)) if as_of or known_at else where


def _day(name: str, operator: Operator, day: str) -> Condition:
    return Compared((f"{AV}{name}",), "Date", operator, (day,))


def _positions(of: Class) -> Field | None:
    found = (each for each in of.fields if each.inverse and each.path == f"{AV}proposition")
    return next(found, None)


class Matrices:
    """Compiles matrices that are read in these ways, of positions of which a condition holds."""

    def __init__(self, compiling: Compiling, ways: Ways, held: Condition) -> None:
        self._compiling = compiling
        self._ways = ways
        self._positions = compiling.links(ways.positions, held, STANDARD)

    def matrix(self, key: str, nodes: Sequence[FieldNode]) -> Matrix:
        """The matrix that these nodes of a document ask for."""
        parts = self._parts(nodes, "StanceMatrix")
        claims = [*_asked(parts, "propositions"), *_asked(parts, "proposition")]
        reads, held, holder = self._of_claims(parts), self._positions, self._ways.holder
        field = self._ways.propositions
        if field is None:
            return Matrix(key, None, held, holder, reads, tuple(claims), parts)
        every = self._compiling.links(field, ALWAYS, STANDARD)
        claims.append(self._compiling.walk(field.value, *reads))
        reads = tuple(Linked(field.name, field, every, each) for each in claims)
        return Matrix(key, every, held, holder, reads, (), parts)

    def _parts(self, nodes: Sequence[FieldNode], type_name: str) -> tuple[MatrixPart, ...]:
        grouped = self._compiling.grouped(nodes, type_name)
        return tuple(self._part(key, inner) for key, inner in grouped.items())

    def _part(self, key: str, nodes: list[FieldNode]) -> MatrixPart:
        name = nodes[0].name.value
        to = self._compiling.selection(nodes, THINGS[name]) if name in THINGS else None
        below = self._parts(nodes, PARTS[name]) if name in PARTS else ()
        return MatrixPart(key, name, to, below)

    def _of_claims(self, parts: tuple[MatrixPart, ...]) -> tuple[Linked, ...]:
        """What is read of each proposition: its positions, and of them their holders."""
        field, holder = self._ways.positions, self._ways.holder
        asked = (*_asked(parts, "holder"), Selection())
        who = (Linked(holder.name, holder, holder, each) for each in asked)
        nodes = (*_asked(parts, "positions"), self._compiling.walk(field.value, *who))
        return tuple(Linked(field.name, field, self._positions, each) for each in nodes)


def _asked(parts: tuple[MatrixPart, ...], name: str) -> list[Selection]:
    """What is asked of the things under a name, at whatever depth."""
    own = [part.to for part in parts if part.to and part.name == name]
    return own + [each for part in parts for each in _asked(part.parts, name)]


class Cell(NamedTuple):
    """What one held towards a proposition, by IRI, in the order of the positions."""

    proposition: str
    positions: tuple[str, ...]


class Row(NamedTuple):
    """What one held, in the order of the propositions."""

    holder: str
    cells: tuple[Cell, ...]


def claims_of(matrix: Matrix, facts: Facts, iri: str) -> tuple[str, ...]:
    """The propositions of the matrix of a node."""
    if matrix.propositions is None:
        return (iri,)
    return tuple(link.iri for link in facts.values(matrix.propositions, iri))


def rows_of(matrix: Matrix, facts: Facts, iri: str) -> list[Row]:
    """The rows of the matrix of a node, in the order in which their holders are first heard of."""
    first: dict[str, tuple[tuple[str, ...], str]] = {}
    held: dict[str, dict[str, list[str]]] = {}
    for claim in claims_of(matrix, facts, iri):
        for position in facts.values(matrix.positions, claim):
            for holder in facts.values(matrix.holder, position.iri):
                place = (position.keys, holder.iri)
                first[holder.iri] = min(first.get(holder.iri, place), place)
                held.setdefault(holder.iri, {}).setdefault(claim, []).append(position.iri)
    return [
        Row(who, tuple(Cell(claim, tuple(found)) for claim, found in held[who].items()))
        for who in sorted(first, key=lambda each: first[each])
    ]
