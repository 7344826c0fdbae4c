"""The shapes of what is answered, as JSON Schema, and the responses that are made of them."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final, TypeAlias

from api.representation.negotiation import HTML, Offers
from api.representation.problems import MEDIA_TYPE as PROBLEM
from kg.ask.search import Reason

HEADERS: Final[dict[str, Any]] = {
    "Averment-Snapshot": {
        "description": "the id of the snapshot that answers",
        "required": True,
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "changes with the answer; missing where it is another each time",
        "schema": {"type": "string"},
    },
}

# As FastAPI takes them: by status.
Responses: TypeAlias = dict[int | str, dict[str, Any]]

_HEADERS: Final = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
UNCHANGED: Final[Responses] = {304: {"description": "If-None-Match names the tag of the answer."}}
TEXT: Final = {"type": "string"}
_STRINGS: Final = {"type": "array", "items": TEXT}
SCHEMAS: Final[dict[str, Any]] = {
    "Problem": {
        "description": "Why there is no answer, and what would mend it (RFC 9457).",
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": TEXT,
            "line": {"type": "integer", "description": "where a query cannot be read"},
            "column": {"type": "integer"},
        },
    },
    "Health": {
        "description": "What is served. `degraded`: the current snapshot is damaged, an older one "
        "answers, and `refused` says why.",
        "type": "object",
        "required": ["status", "snapshot"],
        "properties": {
            "status": {"enum": ["ok", "degraded"]},
            "snapshot": TEXT,
            "refused": {
                "type": "object",
                "required": ["id", "cause"],
                "properties": {"id": TEXT, "cause": TEXT},
            },
        },
    },
    "Questions": {
        "type": "object",
        "required": ["questions"],
        "properties": {
            "questions": {"type": "array", "items": {"$ref": "#/components/schemas/Question"}}
        },
    },
    "Question": {
        "description": "A question that is asked again and again, with what can be chosen in it.",
        "type": "object",
        "required": [*("name", "title", "description", "nothing", "tags", "parameters", "address")],
        "properties": {
            "name": TEXT,
            "title": TEXT,
            "description": TEXT,
            "nothing": {"type": "string", "description": "what an answer without rows means"},
            "tags": _STRINGS,
            "parameters": {"type": "array", "items": {"$ref": "#/components/schemas/Parameter"}},
            "address": {"type": "string", "format": "uri-reference"},
        },
    },
    "Parameter": {
        "type": "object",
        "required": ["name", "expects", "default"],
        "properties": {
            "name": TEXT,
            "expects": {
                "type": "string",
                "description": "a datatype, skos:Concept, or classes, as av:Report",
            },
            "default": TEXT,
        },
    },
    "Hits": {
        "description": "Some of what was found, the best first; `next` leads to more, and where "
        "nothing was found, `suggestion` has like words that find something.",
        "type": "object",
        "required": ["query", "total", "hits", "terms", "suggestion", "next"],
        "properties": {
            "query": TEXT,
            "total": {"type": "integer", "minimum": 0},
            "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
            "terms": {"type": "array", "items": {"$ref": "#/components/schemas/FoundTerm"}},
            "suggestion": {"type": ["string", "null"]},
            "next": {"type": ["string", "null"], "format": "uri-reference"},
        },
    },
    "Hit": {
        "description": "A thing, and by what it was found; the snippet is from that.",
        "type": "object",
        "required": ["id", "iri", "class", "label", "reason", "snippet"],
        "properties": {
            **dict.fromkeys(("id", "iri", "class", "label", "snippet"), TEXT),
            "reason": {"enum": [reason.words for reason in Reason]},
        },
    },
    "FoundTerm": {
        "description": "A term of the ontology, found beside the first things of all kinds.",
        "type": "object",
        "required": ["iri", "label", "kind", "definition", "page"],
        "properties": {
            **dict.fromkeys(("iri", "label", "kind", "definition"), TEXT),
            "page": {"type": "string", "format": "uri-reference"},
        },
    },
    "QueryResults": {
        "description": "SPARQL 1.1 Query Results JSON Format: rows, or the answer to an ASK.",
        "type": "object",
        "required": ["head"],
        "properties": {
            "head": {"type": "object"},
            "results": {
                "type": "object",
                "required": ["bindings"],
                "properties": {"bindings": {"type": "array", "items": {"type": "object"}}},
            },
            "boolean": {"type": "boolean"},
        },
        "oneOf": [{"required": ["results"]}, {"required": ["boolean"]}],
    },
    "Citation": {
        "description": "An answer as it is cited: the link answers 409 where it no longer holds.",
        "type": "object",
        "required": ["link", "query", "snapshot", "digest", "size"],
        "properties": {
            "link": {"type": "string", "format": "uri"},
            "query": TEXT,
            "snapshot": TEXT,
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "size": {"type": "integer", "description": "rows or triples"},
        },
    },
    "GraphqlRequest": {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": TEXT,
            "operationName": {"type": ["string", "null"]},
            "variables": {"type": ["object", "null"]},
            "extensions": {"type": ["object", "null"]},
        },
    },
    "GraphqlResponse": {
        "type": "object",
        "properties": {
            "data": {"type": ["object", "null"]},
            "errors": {"type": "array", "items": {"type": "object", "required": ["message"]}},
        },
        "anyOf": [{"required": ["data"]}, {"required": ["errors"]}],
    },
}
# Types that mean the same wherever they are offered.
_BY_TYPE: Final = {"application/sparql-results+json": "QueryResults", PROBLEM: "Problem"}


def referred(name: str) -> dict[str, str]:
    """A reference to one of SCHEMAS."""
    return {"$ref": f"#/components/schemas/{name}"}


def offered(description: str, offers: Offers, json: str = "") -> Responses:
    """The response of an answer that is offered in several formats.

    `json` is the schema of `application/json` where that is on offer, "" for any JSON.
    """
    # A page is a page under either name of HTML.
    types = [types[:1] if name == "html" else types for name, types in offers.items()]
    content = {media_type: _body(media_type, json) for media_type in chain(*types)}
    return {200: {"description": description, "headers": _HEADERS, "content": content}}


def refused(reasons: Mapping[int, str]) -> Responses:
    """The responses that say why there is no answer, by status."""
    problem = {"$ref": "#/components/responses/Problem"}
    return {code: problem | {"description": why} for code, why in reasons.items()}


def moved(reasons: Mapping[int, str]) -> Responses:
    """The responses that lead elsewhere, by status."""
    place = {"Location": {"schema": TEXT}}
    return {code: {"description": why, "headers": place} for code, why in reasons.items()}


def by_status(responses: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    """Responses as the document has them."""
    keyed = {str(status): response for status, response in responses.items()}
    return dict(sorted(keyed.items()))


def _body(media_type: str, json: str = "") -> dict[str, Any]:
    if media_type in _BY_TYPE:
        return {"schema": referred(_BY_TYPE[media_type])}
    if media_type.endswith("json"):
        return {"schema": referred(json) if json else {}}
    return {"schema": TEXT}


RESPONSES: Final[dict[str, Any]] = {
    "Problem": {
        "description": SCHEMAS["Problem"]["description"],
        "content": {media_type: _body(media_type) for media_type in (PROBLEM, HTML["html"][0])},
    }
}
SNAPSHOT: Final[dict[str, Any]] = {
    "name": "snapshot",
    "in": "query",
    "description": "Another snapshot than the current one, by its id or at least four characters "
    "of its beginning.",
    "schema": {"type": "string", "pattern": "^[0-9a-f]{4,64}$"},
}
