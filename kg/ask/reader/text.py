"""The SPARQL that a reader sends: one text for a level of nodes, one for the pages of the roots."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.contract import LABEL, TYPE, Form
from kg.rdf.sparql import iris, quoted
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader.protocol import Cursor, Slice, Want
    from kg.contract import Field


def level(wants: Sequence[Want], names: Sequence[str]) -> str:
    """One SELECT of ?f (index of the want), ?s, ?o and, for links, the sort key in ?day ?name.

    `names` are IRIs of the properties from which the derived label is taken: they have it in other
    languages.
    """
    spoken = "|".join(f"<{path}>" for path in names)
    by_nodes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for index, want in enumerate(wants):
        by_nodes[want.iris].append(_branch(index, want.field, spoken))
    groups = (_group(nodes, branches) for nodes, branches in by_nodes.items())
    body = "\n} UNION {\n".join(groups)
    return f"{PROLOGUE}SELECT ?f ?s ?o ?day ?name WHERE {{ {{\n{body}\n}} }}"


def _group(nodes: tuple[str, ...], branches: list[str]) -> str:
    inner = " } UNION\n  { ".join(branches)
    return f"  VALUES ?s {{ {iris(nodes)} }}\n  {{ {inner} }}"


def _branch(index: int, field: Field, spoken: str) -> str:
    if field is TYPE:
        return f"?s a ?o BIND({index} AS ?f)"
    if field is LABEL:
        shown = "?s av:label ?o BIND('' AS ?name)"
        return f"{{ ?s {spoken} ?o }} UNION {{ {shown} }} BIND({index} AS ?f)"
    ends = ("?o", "?s") if field.inverse else ("?s", "?o")
    walk = f"{ends[0]} <{field.path}> {ends[1]}"
    narrow = f" . ?o a <{field.only}> " if field.only else " "
    keys = _keys("?o") if field.value.is_link and field.form is not Form.ONE else ""
    return f"{walk}{narrow}{keys}BIND({index} AS ?f)"


def _keys(node: str) -> str:
    """The day by which it was said, first confirmed, or had appeared or happened; and its name."""
    return (
        f"OPTIONAL {{ {node} av:from|av:firstConfirmed ?known }} "
        f"OPTIONAL {{ {node} av:possibleUntil ?by }} OPTIONAL {{ {node} av:label ?name }} "
        "BIND(COALESCE(?known, ?by) AS ?day) "
    )


def pages(slices: Sequence[Slice]) -> str:
    """One SELECT of ?f (index of the slice) with rows of ?s ?key, of ?total or of ?before."""
    branches = [text for index, each in enumerate(slices) for text in _page(index, each)]
    body = "\n} UNION {\n".join(branches)
    return f"{PROLOGUE}SELECT ?f ?s ?key ?total ?before WHERE {{ {{\n{body}\n}} }}"


def _page(index: int, part: Slice) -> list[str]:
    members = _members(part)
    behind = f"FILTER({_behind(part.after)})" if part.after else ""
    rows = (
        f"SELECT ({index} AS ?f) ?s ?key WHERE {{ {members} {behind} }} "
        f"ORDER BY ?key STR(?s) LIMIT {part.first + 1}"
    )
    found = [rows]
    if part.counted:
        every = f"?s a <{part.of.iri}>"
        found.append(f"SELECT ({index} AS ?f) (COUNT(DISTINCT ?s) AS ?total) WHERE {{ {every} }}")
    if part.after:
        before = f"FILTER(!({_behind(part.after)}))"
        found.append(
            f"SELECT ({index} AS ?f) (?s AS ?before) WHERE {{ {members} {before} }} LIMIT 1"
        )
    return found


def _members(part: Slice) -> str:
    """Members with their sort key, the day and the name in one text."""
    return (
        f"{{ SELECT DISTINCT ?s WHERE {{ ?s a <{part.of.iri}> }} }} {_keys('?s')}"
        "BIND(CONCAT(COALESCE(STR(?day), ''), ' ', COALESCE(STR(?name), '')) AS ?key)"
    )


def _behind(cursor: Cursor) -> str:
    key, iri = quoted(cursor.key), quoted(cursor.iri)
    return f"?key > {key} || (?key = {key} && STR(?s) > {iri})"
