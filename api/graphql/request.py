"""From an HTTP request to a GraphQL request (GraphQL over HTTP, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.exceptions import HTTPException

from api.graphql.service import Request
from api.representation.request import media_type, parameters, read_body
from kg.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope

JSON: Final = "application/json"


async def read_request(scope: Scope, receive: Receive) -> Request:
    """The request of a GET or POST.

    Raises:
        BadArgument: a parameter or the body is malformed.
        TooLarge: the body is too long.
        HTTPException: 415, the body has another media type, charset or coding.
    """
    if scope["method"] != "POST":
        return _request(_in_address(scope["query_string"]))
    kind, _ = media_type(scope)
    if kind != JSON:
        raise HTTPException(415, f"Send {JSON}.")
    return _request(_body(await read_body(scope, receive)))


def _in_address(query_string: bytes) -> Mapping[str, Any]:
    """The parameters of a GET (section 5.3); `variables` and `extensions` are JSON texts."""
    found: dict[str, Any] = dict(parameters(query_string))
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = _json(found[name].encode(), name)
    return found


def _body(body: bytes) -> Mapping[str, Any]:
    found = _json(body, "body")
    if isinstance(found, list):
        raise BadArgument("Several requests in one body are not answered; send one at a time.")
    if not isinstance(found, dict):
        raise BadArgument("The body must be a JSON object with a member `query`.")
    return found


def _json(text: bytes, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadArgument(f"The {what} cannot be read as JSON: {error}.") from error


def _request(given: Mapping[str, Any]) -> Request:
    """Checks the types that section 5.1 gives the parameters; unknown ones are left alone."""
    query = given.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadArgument("No document was sent. Send one as `query`.")
    operation = given.get("operationName")
    if not isinstance(operation, str | None):
        raise BadArgument("`operationName` must be a text.")
    variables = given.get("variables")
    if not isinstance(variables, dict | None):
        raise BadArgument("`variables` must be a JSON object.")
    extensions = given.get("extensions")
    if not isinstance(extensions, dict | None):
        raise BadArgument("`extensions` must be a JSON object.")
    shows_sparql = (extensions or {}).get("sparql", False)
    if not isinstance(shows_sparql, bool):
        raise BadArgument("`extensions.sparql` must be true or false.")
    return Request(query, operation or None, variables or {}, shows_sparql)
