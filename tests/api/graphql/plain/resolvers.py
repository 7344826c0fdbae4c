"""GraphQL by plain resolvers, field by field, as strawberry itself would run them: an oracle.

Nothing is compiled, batched or asked in SPARQL.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as px
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLUnionType

from api.graphql.schema import build_schema
from api.graphql.types import keys_of
from kg.ask.reader import Link, addresses, slug
from kg.contract import OTHER_NAMES, Contract, Field, Form, Kind, Value, singular
from kg.terms import AV, AVC, AVD, RDF_TYPE
from tests.api.graphql.plain.graph import days, in_language, scalar, spoken_order
from tests.api.graphql.plain.lists import Lists, Node


class Plain(Lists):
    """Answers documents of the schema of a contract from a graph."""

    def __init__(self, contract: Contract, store: px.Store) -> None:
        super().__init__(contract, store)
        self.schema = build_schema(contract)
        self._resolve()

    def answer(self, document: str) -> Any:
        """The data of a document, by strawberry's own execution."""
        return self.schema.execute_sync(document).data

    def _resolve(self) -> None:
        """Puts a resolver on every field, whatever its type."""
        for of in self.schema._schema.type_map.values():
            if isinstance(of, GraphQLInterfaceType | GraphQLUnionType):
                of.resolve_type = lambda value, *_: self.type_of(value.iri)
            if isinstance(of, GraphQLObjectType) and not of.name.startswith("__"):
                of.is_type_of = None
                for name, each in of.fields.items():
                    each.resolve = self._resolver(of.name, name)

    def _resolver(self, of: str, name: str) -> Any:
        if of == "Query":
            return lambda _, info, **given: self.root(name, given)
        if of in self.contract.objects:
            return lambda node, info, **given: self.of_node(node.iri, of, name, given)
        if of.endswith("Connection"):
            return lambda listed, info, **given: self.of_list(listed, name, given)
        if of.endswith("Edge"):
            return lambda edge, info, **given: self.of_edge(edge, name, given)
        return lambda told, info, **given: told[name]

    def root(self, name: str, given: dict[str, Any]) -> Any:
        for of in self.contract.classes.values():
            if name == of.plural:
                value = Value(Kind.CLASS, of.name)
                return self.listed(self.into[of.iri][RDF_TYPE], value, given, "", None)
        if name == "nodes":
            return [self.look_up("node", {"id": each}) for each in given["ids"]]
        return self.look_up(name, given)

    def look_up(self, name: str, given: dict[str, Any]) -> Node | None:
        ((by, wanted),) = ((key, each) for key, each in given.items() if each is not None)
        classes = {singular(each.name): each for each in self.contract.classes.values()}
        of = classes.get(name)
        if by == "id":
            spaces = (AVC, AVD) if of is None else (AVC,) if of.name == "Concept" else (AVD,)
            found = [each for each in addresses(str(wanted), spaces) if self.type_of(each)]
            held = [each for each in found if of is None or self.is_a(each, of.iri)]
            return Node(held[0]) if held else None
        key = keys_of(of)[by]
        paths = self.contract.all_names if by == "name" else (key.path,)
        is_url = by != "name" and key.value.name == "URL"
        found = [
            each for each in self.into[of.iri][RDF_TYPE] if self.bears(each, paths, wanted, is_url)
        ]
        return Node(found[0]) if len(found) == 1 else None

    def bears(self, iri: str, paths: Iterable[str], wanted: str, is_url: bool) -> bool:
        own = [each.text.lower() for path in paths for each in self.out[iri][path]]
        last = f"/{wanted}".lower()
        return any(t == wanted.lower() or (is_url and t.endswith(last)) for t in own)

    def of_node(self, iri: str, of: str, name: str, given: dict[str, Any]) -> Any:
        fields = {each.name: each for each in self.contract.objects[of].of.fields}
        if name in ("id", "iri"):
            return slug(iri) if name == "id" else iri
        if name == "label":
            return self.called(iri, given.get("lang") or ["en"])
        if name == "otherNames":
            return self.scalar(iri, OTHER_NAMES, given)
        if name in fields:
            return self.of_field(iri, fields[name], given)
        if name == "status":
            is_claim = of == "Proposition"
            return self.notation(self.status(iri, is_claim, *days(given)))
        return self.matrix(iri, of, given)

    def of_field(self, iri: str, along: Field, given: dict[str, Any]) -> Any:
        if not along.value.is_link:
            return self.scalar(iri, along, given)
        ends = sorted({each.text for each in self.values(iri, along)})
        if along.form is Form.ONE:
            return Node(ends[0]) if ends else None
        page = self.listed(ends, along.value, given, iri, along)
        return page if along.form is Form.PAGES else [Node(each.iri) for each in page.whole]

    def scalar(self, iri: str, along: Field, given: dict[str, Any]) -> Any:
        terms = self.values(iri, along)
        if along.value.kind is Kind.ENUM:
            found = sorted({name for each in terms if (name := self.notation(each.text))})
        else:
            ordered = sorted(set(terms), key=spoken_order)
            spoken = in_language(ordered, given.get("lang") or []) or ordered
            told = (scalar(along.value.name, each.text) for each in spoken)
            found = [each for each in told if each is not None]
        return found if along.form is Form.LIST else next(iter(found), None)

    def matrix(self, iri: str, of: str, given: dict[str, Any]) -> dict[str, Any]:
        value = Value(Kind.CLASS, "Proposition")
        inside = [iri] if of == "Proposition" else [
            each for each in self.into[iri][f"{AV}inEpisode"] if self.is_a(each, f"{AV}Proposition")
        ]  # fmt: skip
        claims = [each.iri for each in self.ordered(inside, value, [{}])]
        rows: dict[str, dict[str, list[Link]]] = defaultdict(dict)
        for claim in claims:
            for link in self.held(claim, given):
                for holder in self.out[link.iri][f"{AV}holder"]:
                    rows[holder.text].setdefault(claim, []).append(link)
        first = {who: min(link.keys for each in found.values() for link in each)
                 for who, found in rows.items()}  # fmt: skip
        ranked = sorted(rows, key=lambda who: (first[who], who))
        return {
            "propositions": [Node(each) for each in claims],
            "rows": [{"holder": Node(who), "cells": cells(rows[who])} for who in ranked],
        }

    def held(self, claim: str, given: dict[str, Any]) -> list[Link]:
        value, (day, known) = Value(Kind.CLASS, "Position"), days(given)
        found = [
            each
            for each in self.into[claim][f"{AV}proposition"]
            if self.fits(each, value, given.get("where") or {})
            and (not day or self.text(each, f"{AV}from") <= day <= self.text(each, f"{AV}until"))
            and (not known or self.reported(each, known))
        ]
        return self.ordered(found, value, [{}])


def cells(found: dict[str, list[Link]]) -> list[dict[str, Any]]:
    return [
        {"proposition": Node(claim), "positions": [Node(each.iri) for each in links]}
        for claim, links in found.items()
    ]
