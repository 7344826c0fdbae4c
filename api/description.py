"""What the service says of itself as RDF: the description of `/sparql`, and `/.well-known/void`."""

from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Scope

from api.representation.negotiation import Choice
from api.representation.request import origin

# Stands in what is kept where the address comes at which somebody asks.
ORIGIN: Final = "http://origin.invalid"


class Description:
    """A graph about this service, made when it is first asked for and kept in each format."""

    def __init__(self, make: Callable[[str, str], bytes]) -> None:
        """`make` gives the graph's bytes, from the service's address and a format."""
        self._make = make
        self._kept: dict[str, bytes] = {}

    async def respond(self, scope: Scope, choice: Choice, location: str = "") -> Response:
        """The graph, with the address at which it was asked for.

        Args:
            scope: of the request.
            choice: the format.
            location: the address that always has this format, if there is one.

        Raises:
            BadArgument: the Host header names no address.
        """
        asked = origin(scope).encode()
        if choice.format not in self._kept:
            made = await run_in_threadpool(self._make, ORIGIN, choice.format)
            self._kept[choice.format] = made
        content = self._kept[choice.format].replace(ORIGIN.encode(), asked)
        headers = {"Content-Type": choice.content_type}
        if location:
            headers["Content-Location"] = location
        return Response(content, headers=headers)
