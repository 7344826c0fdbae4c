"""The peer that many would write: strawberry resolvers, each of which looks into the store.

    python -m bench.resolvers QUADS PORT

Serves two of our pages, `statements` of page.graphql and `agreements` of agreements.graphql, with
plain lists in the place of connections. Nothing is batched; what a resolver needs it looks up.
"""

import sys
from typing import Self

import pyoxigraph as px
import strawberry
import uvicorn
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter
from strawberry.types import Info

from kg.terms import AV, AVD, RDF_TYPE

KIND = px.NamedNode(RDF_TYPE)


class Graph:
    """Look-ups in a store, and the first things of a class, sorted once."""

    def __init__(self, store: px.Store) -> None:
        self._store = store
        self.agreements = sorted(
            self.subjects(KIND, px.NamedNode(f"{AV}Agreement")), key=lambda n: self.text(n, "label")
        )
        self.statements = sorted(
            self.subjects(KIND, px.NamedNode(f"{AV}Statement")),
            key=lambda n: (self.text(n, "from"), self.text(n, "label"), n.value),
        )

    def objects(self, node: px.NamedNode, name: str) -> list[px.NamedNode]:
        """Things to which a property of ours leads."""
        found = self._store.quads_for_pattern(node, px.NamedNode(f"{AV}{name}"), None)
        return [quad.object for quad in found if isinstance(quad.object, px.NamedNode)]

    def subjects(self, path: px.NamedNode, node: px.NamedNode) -> list[px.NamedNode]:
        """Things that a property leads from."""
        found = self._store.quads_for_pattern(None, path, node)
        return [quad.subject for quad in found if isinstance(quad.subject, px.NamedNode)]

    def text(self, node: px.NamedNode, name: str) -> str:
        """A text of a thing, "" for none."""
        found = self._store.quads_for_pattern(node, px.NamedNode(f"{AV}{name}"), None)
        texts = (quad.object.value for quad in found if isinstance(quad.object, px.Literal))
        return next(texts, "")


@strawberry.type
class Thing:
    node: strawberry.Private[px.NamedNode]

    @classmethod
    def along(cls, node: px.NamedNode, info: Info, name: str) -> list[Self]:
        return [cls(node=each) for each in info.context["graph"].objects(node, name)]

    @classmethod
    def into(cls, node: px.NamedNode, info: Info, name: str) -> list[Self]:
        path = px.NamedNode(f"{AV}{name}")
        return [cls(node=each) for each in info.context["graph"].subjects(path, node)]

    @strawberry.field
    def id(self) -> str:
        return self.node.value.removeprefix(AVD)

    @strawberry.field
    def label(self, info: Info) -> str:
        text: str = info.context["graph"].text(self.node, "label")
        return text


@strawberry.type
class Participant(Thing):
    @strawberry.field
    def bodies(self, info: Info) -> list[Thing]:
        return Thing.into(self.node, info, "ofState")


@strawberry.type
class Report(Thing):
    @strawberry.field
    def publisher(self, info: Info) -> Thing | None:
        return next(iter(Thing.along(self.node, info, "publisher")), None)


@strawberry.type
class Claim(Thing):
    @strawberry.field
    def text(self, info: Info) -> str:
        text: str = info.context["graph"].text(self.node, "text")
        return text

    @strawberry.field
    def positions(self, info: Info) -> "list[Statement]":
        return Statement.into(self.node, info, "proposition")


@strawberry.type
class Statement(Thing):
    @strawberry.field
    def stance(self, info: Info) -> str:
        found: str = info.context["graph"].objects(self.node, "stance")[0].value
        return found

    @strawberry.field
    def speaker(self, info: Info) -> Thing:
        return Thing.along(self.node, info, "speaker")[0]

    @strawberry.field
    def propositions(self, info: Info) -> list[Claim]:
        return Claim.along(self.node, info, "proposition")

    @strawberry.field
    def documents(self, info: Info) -> list[Report]:
        return Report.along(self.node, info, "documentedIn")


@strawberry.type
class Party(Thing):
    @strawberry.field
    def current_status(self, info: Info) -> str:
        found: str = info.context["graph"].objects(self.node, "currentStatus")[0].value
        return found

    @strawberry.field
    def participant(self, info: Info) -> Participant:
        return Participant.along(self.node, info, "participant")[0]


@strawberry.type
class Agreement(Thing):
    @strawberry.field
    def parties(self, info: Info) -> list[Party]:
        return Party.into(self.node, info, "inArrangement")

    @strawberry.field
    def content_about(self, info: Info) -> list[Claim]:
        return Claim.into(self.node, info, "about")


@strawberry.type
class Query:
    @strawberry.field
    def agreements(self, info: Info, first: int) -> list[Agreement]:
        return [Agreement(node=each) for each in info.context["graph"].agreements[:first]]

    @strawberry.field
    def statements(self, info: Info, first: int) -> list[Statement]:
        return [Statement(node=each) for each in info.context["graph"].statements[:first]]


def app(store: px.Store) -> FastAPI:
    """The service on a store."""
    graph = Graph(store)

    def context() -> dict[str, Graph]:
        return {"graph": graph}

    made = FastAPI()
    router: GraphQLRouter = GraphQLRouter(strawberry.Schema(Query), context_getter=context)
    made.include_router(router, prefix="/graphql")
    return made


def main(quads: str, port: str) -> None:
    store = px.Store()
    store.bulk_load(path=quads, format=px.RdfFormat.N_QUADS)
    uvicorn.run(app(store), port=int(port), log_level="error", loop="uvloop", http="httptools")


if __name__ == "__main__":
    main(*sys.argv[1:])
