"""The one application in front: each request goes to the doors of the snapshot that it names."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

from starlette.exceptions import HTTPException

from api.representation.elsewhere import Elsewhere, Taken, offering, unless_wanted
from api.representation.refusals import refused
from api.web.pinned import PARAMETER
from kg.errors import AskError, AvermentError, BadArgument, NoSnapshot, SeveralSnapshots
from kg.publish.history import LEAST_BEGINNING, find, is_beginning
from kg.terms import brief

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from api.process.opened import OpenSnapshots

GIVEN: Final = f"{PARAMETER}=".encode()
# Where lists are walked by cursors.
WALKED: Final = "/graphql"


class Dispatcher:
    """Answers `?snapshot=<id or its beginning>` from that snapshot, all else from the current one.

    A snapshot that is not available is refused by the doors of the current one, in their form.
    """

    def __init__(self, current: ASGIApp, identity: str, others: OpenSnapshots, var: Path) -> None:
        """`identity` is the current snapshot's; `var` the folder where snapshots are published."""
        self._current = current
        self._identity = identity
        self._others = others
        self._var = var

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request.

        A walk through pages of GraphQL began in the snapshot of its cursors, and goes on there.
        """
        if not scope.get("path", "").startswith(WALKED):
            return await self._serve(scope, receive, send)
        elsewhere, taken = Elsewhere(), Taken(receive)
        await self._serve(offering(scope, elsewhere), taken, unless_wanted(elsewhere, send))
        if elsewhere.wanted:
            there, refused_by = await self._there(elsewhere.wanted)
            scope = offering(_asking(scope, there), Elsewhere(refused=refused_by))
            await self._serve(scope, taken.again(), send)

    async def _there(self, snapshot: str) -> tuple[str, str]:
        """The snapshot to ask for, "" for the current one, and what to say if it is not the one."""
        try:
            folder = await asyncio.to_thread(find, self._var, snapshot)
        except AvermentError as error:
            return "", f"It cannot be read any more; begin at the first page. {error}"
        return folder.name, "Another one is of another snapshot; give cursors of one."

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if GIVEN not in scope.get("query_string", b""):
            return await self._current(scope, receive, send)
        scope, names = _taken_out(scope)
        if not names:
            return await self._current(scope, receive, send)
        async with AsyncExitStack() as stack:
            try:
                folder = await self._folder(names)
                app = self._current
                if folder.name != self._identity:
                    app = await stack.enter_async_context(self._others.use(folder))
            except AvermentError as error:
                return await self._current(refused(scope, _refusal(error)), receive, send)
            name = max(brief(folder.name), names[0], key=len)
            return await app(_named(scope, name), receive, send)

    async def _folder(self, names: list[str]) -> Path:
        if len(names) > 1:
            raise BadArgument(f"{PARAMETER} is given {len(names)} times; give it once.")
        if not is_beginning(names[0]):
            raise BadArgument(
                f"{PARAMETER} is “{names[0][:80]}”; it must be the id of a snapshot, or at least "
                f"its first {LEAST_BEGINNING} characters."
            )
        return await asyncio.to_thread(find, self._var, names[0])


def _taken_out(scope: Scope) -> tuple[Scope, list[str]]:
    """A scope without the parameter, which no door has, and the values that it had."""
    parts = scope["query_string"].split(b"&")
    others = b"&".join(part for part in parts if not part.startswith(GIVEN))
    values = [part.removeprefix(GIVEN) for part in parts if part.startswith(GIVEN)]
    return {**scope, "query_string": others}, [unquote_plus(v.decode("latin-1")) for v in values]


def _asking(scope: Scope, snapshot: str) -> Scope:
    """A scope that asks for a snapshot, whatever it asked for before; "" for the current one."""
    scope, _ = _taken_out(scope) if GIVEN in scope.get("query_string", b"") else (scope, [])
    if not snapshot:
        return scope
    parts = [scope["query_string"], GIVEN + snapshot.encode()]
    return {**scope, "query_string": b"&".join(filter(None, parts))}


def _named(scope: Scope, name: str) -> Scope:
    return {**scope, "state": {**scope.get("state", {}), PARAMETER: name}}


def _refusal(error: AvermentError) -> Exception:
    """An AskError speaks for itself; a snapshot that is not available is 404 or 409."""
    if isinstance(error, AskError):
        return error
    is_missing = isinstance(error, NoSnapshot) and not isinstance(error, SeveralSnapshots)
    return HTTPException(404 if is_missing else 409, f"{str(error)[:1].upper()}{str(error)[1:]}")
