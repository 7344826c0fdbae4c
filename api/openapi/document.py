"""The document put together: declared routes, the query protocols, schemas."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any, Final

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.openapi.named import ANY, named, shared
from api.openapi.protocols import protocols
from api.openapi.schemas import HEADERS, RESPONSES, SCHEMAS, SNAPSHOT, by_status, refused
from kg.ask.named import NamedQuestion

TITLE: Final = "Averment"
SUMMARY: Final = "Who is said to have said what about how states share intelligence"
DESCRIPTION: Final = """\
Every answer comes from one immutable snapshot, whose id stands in `Averment-Snapshot`; its `ETag` \
saves sending it again. What is offered in several formats is chosen by `Accept`, or by an ending \
of the path. A refusal is problem details (RFC 9457), for browsers a page."""

# What any address answers if the snapshot in the request is not available.
UNKNOWN: Final = {
    400: "A parameter cannot be read.",
    404: "There is no such snapshot; those that there are are named.",
    409: "Several snapshots begin so, or the one that is meant is damaged.",
}


def printed(app: FastAPI, questions: Iterable[NamedQuestion]) -> bytes:
    """The document as it is committed and served; it is made once an application."""
    app.openapi_schema = app.openapi_schema or document(app, questions)
    return orjson.dumps(app.openapi_schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def document(app: FastAPI, questions: Iterable[NamedQuestion]) -> dict[str, Any]:
    """The OpenAPI document of an application with declared routes, and of its named questions."""
    made = get_openapi(
        title=TITLE,
        version=version("averment"),
        summary=SUMMARY,
        description=DESCRIPTION,
        license_info={"name": "Apache-2.0, data CC BY 4.0", "identifier": "Apache-2.0"},
        routes=app.routes,
    )
    made["paths"] |= protocols()
    for item in made["paths"].values():
        for operation in item.values():
            told = {k: v for k, v in operation["responses"].items() if not _is_foreign(v)}
            operation["responses"] = by_status({**refused(UNKNOWN), **told})
    answers = made["paths"][ANY]["get"]["responses"]
    made["paths"] |= named(questions, answers)
    for item in made["paths"].values():
        item["parameters"] = [{"$ref": "#/components/parameters/Snapshot"}]
    made["components"] = {
        "headers": HEADERS,
        "parameters": {"Snapshot": SNAPSHOT},
        "responses": RESPONSES | shared(answers),
        "schemas": SCHEMAS,
    }
    return made


def _is_foreign(response: dict[str, Any]) -> bool:
    """Whether a response is FastAPI's own refusal of a parameter, which no text can meet."""
    return bool(response["description"] == "Validation Error")
