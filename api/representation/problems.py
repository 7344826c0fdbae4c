"""Every refusal in one outward shape: problem details (RFC 9457)."""

from collections.abc import Mapping
from typing import Final

import orjson
from starlette.responses import Response

from kg.errors import (
    AskError,
    BadArgument,
    BadQuery,
    DeadlinePassed,
    OutOfResources,
    Refused,
    TooDeep,
    TooLarge,
    Unavailable,
)

STATUS: Final[Mapping[type[AskError], tuple[int, str]]] = {
    BadArgument: (400, "A parameter is wrong"),
    BadQuery: (400, "The query cannot be read"),
    Refused: (403, "This is not done here"),
    TooLarge: (413, "The query is too large"),
    TooDeep: (422, "The query nests too deep"),
    OutOfResources: (422, "The question took too much"),
    Unavailable: (503, "No worker is free"),
    DeadlinePassed: (504, "The answer took too long"),
}
MEDIA_TYPE: Final = "application/problem+json"


class Problem(Response):
    """A refusal: status, short title, sentence that says what to do, and further members."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        self.title, self.detail, self.members = title, detail, members
        content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        super().__init__(orjson.dumps(content | members), status, headers, MEDIA_TYPE)


def problem(error: AskError) -> Problem:
    """The problem details of an error; a syntax error has `line` and `column`."""
    status, title = STATUS[type(error)]
    members = {}
    if isinstance(error, BadQuery) and error.line:
        members = {"line": error.line, "column": error.column}
    headers = {"Retry-After": "1"} if isinstance(error, Unavailable) else None
    return Problem(status, title, str(error), headers, **members)
