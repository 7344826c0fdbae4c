"""The SPARQL that a reader sends: one text for a level of nodes, one for the pages of the roots."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.ask.reader.condition import ALWAYS, AllOf, IsA
from kg.ask.reader.keys import beyond, bound, columns, sorting
from kg.ask.reader.protocol import Links, StatusOn, Tallies, Texts
from kg.ask.reader.standing import status_of
from kg.ask.reader.where import SENTINELS, Wording, walk
from kg.contract import LABEL, TYPE, Kind, Value
from kg.rdf.sparql import iris
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader.protocol import Slice, Want


DATE: Final = Value(Kind.SCALAR, "Date")


def level(wants: Sequence[Want], names: Sequence[str]) -> str:
    """One SELECT of ?f (index of the want), ?s, ?o and, for links, their sort keys ?k0, ?k1 …

    `names` are IRIs of the properties from which the derived label is taken: they have it in other
    languages. ?shown is bound where ?o is that label, ?n where ?o is a value that so many have.
    """
    spoken = "|".join(f"<{path}>" for path in names)
    wording = Wording()
    by_nodes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for index, want in enumerate(wants):
        branch = _branch(want, spoken, wording)
        by_nodes[want.iris].append(f"{branch} BIND({index} AS ?f)")
    groups = (_group(nodes, branches) for nodes, branches in by_nodes.items())
    body = "\n} UNION {\n".join(groups)
    keys = columns(each.sought.order for each in wants if isinstance(each.sought, Links))
    return f"{PROLOGUE}SELECT ?f ?s ?o ?shown ?n {keys} WHERE {{ {{\n{body}\n}} }}"


def _group(nodes: tuple[str, ...], branches: list[str]) -> str:
    inner = " } UNION\n  { ".join(branches)
    return f"  VALUES ?s {{ {iris(nodes)} }}\n  {{ {inner} }}"


def _branch(want: Want, spoken: str, wording: Wording) -> str:
    sought = want.sought
    if sought is TYPE:
        return "?s a ?o"
    if sought is LABEL:
        return f"{{ ?s {spoken} ?o }} UNION {{ ?s av:label ?o BIND(true AS ?shown) }}"
    match sought:
        case StatusOn(claim, as_of, known_at):
            # What has a status has one at present: this binds ?s where the rest looks for it.
            return f"?s av:currentStatus ?now . {status_of(claim, '?s', as_of, known_at)}"
        case Links():
            return f"{_fitting(sought, wording)} {bound(sought.order, '?o')}"
        case Tallies():
            return _tallies(sought, want.iris, wording)
        case Texts(field=field) | field:
            return walk(field, "?s", "?o")


def _fitting(links: Links, wording: Wording, node: str = "?o") -> str:
    walked = walk(links.field, "?s", node)
    if links.where == ALWAYS:
        return walked
    return f"{walked} FILTER({wording.expression(links.where, node)})"


def _tallies(sought: Tallies, nodes: tuple[str, ...], wording: Wording) -> str:
    fitting = _fitting(sought.links, wording, "?each")
    value = "?value"
    if sought.by.value == DATE:
        value = f"IF(?value IN ({SENTINELS}), ?none, SUBSTR(STR(?value), 1, {sought.every.value}))"
    return (
        f"{{ SELECT ?s ?o (COUNT(DISTINCT ?each) AS ?n) WHERE {{ VALUES ?s {{ {iris(nodes)} }} "
        f"{fitting} OPTIONAL {{ {walk(sought.by, '?each', '?value')} }} BIND({value} AS ?o) }} "
        "GROUP BY ?s ?o }"
    )


def pages(slices: Sequence[Slice]) -> str:
    """One SELECT of ?f (index of the slice) with rows of ?s ?k0 ?k1 …, of ?total or of ?outside.

    ?outside is a node that the cursors leave out: before `after`, or behind `before`.
    """
    branches = [text for index, each in enumerate(slices) for text in _page(index, each)]
    body = "\n} UNION {\n".join(branches)
    keys = columns(each.order for each in slices)
    return f"{PROLOGUE}SELECT ?f ?s {keys} ?total ?outside WHERE {{ {{\n{body}\n}} }}"


def _page(index: int, part: Slice) -> list[str]:
    window, order = part.window, part.order
    fitting = Wording().pattern(AllOf((IsA((part.of.iri,)), part.where)), "?s")
    members = f"{{ SELECT DISTINCT ?s WHERE {{ {fitting} }} }} {bound(order, '?s')}"
    behind = window.after and beyond(order, window.after, "?s", backward=False)
    ahead = window.before and beyond(order, window.before, "?s", backward=True)
    inside = " ".join(f"FILTER({test})" for test in (behind, ahead) if test)
    rows = (
        f"SELECT ({index} AS ?f) ?s {columns([order])} WHERE {{ {members} {inside} }} "
        f"ORDER BY {sorting(order, '?s', backward=window.backward)} LIMIT {window.most + 1}"
    )
    found = [rows]
    if part.counted:
        found.append(f"SELECT ({index} AS ?f) (COUNT(DISTINCT ?s) AS ?total) WHERE {{ {fitting} }}")
    for side, test in (("before", behind), ("behind", ahead)):
        if test:
            told = f"SELECT ({index} AS ?f) ('{side}' AS ?outside)"
            found.append(f"{told} WHERE {{ {members} FILTER(!({test})) }} LIMIT 1")
    return found
