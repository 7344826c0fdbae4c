"""What the service says of itself as RDF: the description of `/sparql`, and `/.well-known/void`."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.representation.negotiation import GRAPH_TYPES, Choice, ending, location, negotiate
from api.representation.request import origin
from api.web.pinned import PARAMETER
from kg.ask.named import NamedQuestion
from kg.engine import service_description
from kg.publish.snapshot import Snapshot
from kg.publish.void import Addresses, void

# Stands in what is kept where the address comes at which somebody asks.
ORIGIN: Final = "http://origin.invalid"


class Description:
    """A graph about this service, made when it is first asked for and kept in each format."""

    def __init__(self, make: Callable[[str, str], bytes]) -> None:
        """`make` gives the graph's bytes, from the service's address and a format."""
        self._make = make
        self._kept: dict[str, bytes] = {}

    async def at_its_address(self, request: Request) -> Response:
        """The graph in the format that the ending names, else the one the header likes best."""
        path, named = ending(request.url.path, GRAPH_TYPES)
        choice = negotiate(request.scope, GRAPH_TYPES, named)
        response = await self.respond(request.scope, choice)
        response.headers["Content-Location"] = location(request.scope, path, choice)
        return response

    async def respond(self, scope: Scope, choice: Choice) -> Response:
        """The graph in a format, with the address at which it was asked for.

        Raises:
            BadArgument: the Host header names no address.
        """
        asked = origin(scope).encode()
        if choice.format not in self._kept:
            made = await run_in_threadpool(self._make, ORIGIN, choice.format)
            self._kept[choice.format] = made
        content = self._kept[choice.format].replace(ORIGIN.encode(), asked)
        return Response(content, headers={"Content-Type": choice.content_type})


class Descriptions:
    """The description of one snapshot: of the endpoint that answers from it, and of its data.

    Args:
        snapshot: the one that is described.
        questions: that are asked of it, by name.
        is_current: whether it is asked without its id.
    """

    def __init__(
        self, snapshot: Snapshot, questions: Mapping[str, NamedQuestion], *, is_current: bool
    ) -> None:
        self._snapshot = snapshot
        self._questions = questions
        self._pin = "" if is_current else f"?{PARAMETER}={snapshot.id}"
        self.endpoint = Description(self._of_endpoint)
        self.data = Description(self._of_data)

    def _of_endpoint(self, origin: str, format_: str) -> bytes:
        graphs = self._snapshot.statistics().graphs
        return service_description(self._at(origin, "sparql"), graphs, format_, union=True)

    def _of_data(self, origin: str, format_: str) -> bytes:
        paths = ("", "sparql", ".well-known/void", "dump.nq", "dump.nq.gz")
        places = (self._at(origin, path) for path in paths)
        questions = {
            self._at(origin, f"queries/{slug}"): each for slug, each in self._questions.items()
        }
        return void(self._snapshot, questions, Addresses(*places), format_)

    def _at(self, origin: str, path: str) -> str:
        return f"{origin}/{path}{self._pin}"
