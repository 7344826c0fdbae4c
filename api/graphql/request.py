"""From an HTTP request to a GraphQL request (GraphQL over HTTP, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import orjson

from api.graphql.service import Request
from api.representation.body import read_body
from api.representation.problems import Problem
from kg.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope

JSON: Final = "application/json"
CHARSETS: Final = frozenset({"", "utf-8", "utf8"})


async def asked(scope: Scope, receive: Receive) -> Request | Problem:
    """The request of a GET or POST; a problem for another media type.

    Raises:
        BadArgument: a parameter or the body is malformed.
        TooLarge: the body is too long.
    """
    if scope["method"] != "POST":
        return _request(_parameters(scope["query_string"]))
    kind, charset = media_type(header(scope, b"content-type"))
    if kind != JSON or charset not in CHARSETS:
        return Problem(415, "Unsupported media type", f"Send {JSON} in UTF-8.")
    return _request(_body(await read_body(receive)))


def header(scope: Scope, name: bytes) -> str:
    """A header's value; repeated headers are one list (RFC 9110, section 5.3)."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def media_type(value: str) -> tuple[str, str]:
    """Type and charset of a Content-Type, in lower case."""
    kind, _, rest = value.lower().partition(";")
    parameters = dict(part.strip().partition("=")[::2] for part in rest.split(";"))
    return kind.strip(), parameters.get("charset", "").strip('" ')


def _parameters(encoded: bytes) -> Mapping[str, Any]:
    """The parameters of a GET (section 5.3); `variables` and `extensions` are JSON texts."""
    try:
        pairs = parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadArgument(f"The parameters cannot be decoded as UTF-8: {error}.") from error
    found: dict[str, Any] = dict(pairs)
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


def _request(parameters: Mapping[str, Any]) -> Request:
    """Checks the types that section 5.1 gives the parameters; unknown ones are left alone."""
    query = parameters.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadArgument("No document was sent. Send one as `query`.")
    operation = parameters.get("operationName")
    if not isinstance(operation, str | None):
        raise BadArgument("`operationName` must be a text.")
    variables = parameters.get("variables")
    if not isinstance(variables, dict | None):
        raise BadArgument("`variables` must be a JSON object.")
    if not isinstance(parameters.get("extensions"), dict | None):
        raise BadArgument("`extensions` must be a JSON object.")
    return Request(query, operation or None, variables or {})
