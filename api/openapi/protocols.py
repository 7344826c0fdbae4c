"""The doors of the two query protocols, which are not routes of FastAPI, as path items."""

from typing import Any

from api.graphql.app import OFFERS as GRAPHQL_TYPES
from api.graphql.request import JSON
from api.openapi.schemas import (
    RESPONSES,
    UNCHANGED,
    Responses,
    by_status,
    offered,
    referred,
    refused,
)
from api.representation.negotiation import GRAPH_TYPES, HTML, RESULT_TYPES
from api.sparql import FORM, QUERY
from kg.ask.named import EXAMPLE


def protocols() -> dict[str, Any]:
    """Path items of `/sparql` (SPARQL 1.1 Protocol) and `/graphql` (GraphQL over HTTP)."""
    return {"/sparql": _sparql(), "/graphql": _graphql(), "/graphql.csv": _graphql_table()}


def _sparql() -> dict[str, Any]:
    text = {"type": "string", "examples": [EXAMPLE]}
    graphs = {"type": "array", "items": {"type": "string", "format": "iri"}}
    formats = {"enum": [*RESULT_TYPES, *GRAPH_TYPES, *HTML]}
    fields = {
        "query": text,
        "default-graph-uri": graphs,
        "named-graph-uri": graphs,
        "format": formats,
        "timeout": {
            "type": "number",
            "minimum": 1,
            "description": "Seconds for the question, fewer than the service would give it.",
        },
        "digest": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "Of the answer that was cited; another one is refused.",
        },
    }
    form = {"type": "object", "properties": fields, "required": ["query"]}
    answers = _sparql_answers()
    return {
        "get": {
            "operationId": "sparql",
            "summary": "Ask in SPARQL 1.1",
            "description": "Without a graph the default graph is the union of all. The prefixes "
            "of this service need no declaration. An address without a query is answered by the "
            "description of the service (SPARQL 1.1 Service Description), in a browser by a page.",
            "tags": ["queries"],
            "parameters": _in_address(fields),
            "responses": by_status({**answers, **UNCHANGED}),
        },
        "post": {
            "operationId": "sparqlPost",
            "summary": "Ask in SPARQL 1.1, at any length",
            "tags": ["queries"],
            "requestBody": _body({QUERY: text, FORM: form}),
            "responses": by_status({**answers, **refused({415: "No query, and no form."})}),
        },
    }


def _sparql_answers() -> Responses:
    described = "Rows or a boolean, or a graph, by the form of the query."
    answers = [offered(described, offers)[200] for offers in (RESULT_TYPES, GRAPH_TYPES, HTML)]
    content = {media_type: body for each in answers for media_type, body in each["content"].items()}
    reasons = {
        400: "The query or a parameter cannot be read; `line` and `column` say where.",
        403: "SERVICE, an update, or a graph that is not here.",
        409: "The answer is not the one of `digest`, or the snapshot is not available.",
        406: "None of the accepted formats is available; the answer names those that are.",
        413: "The query is too long.",
        422: "The query nests too deep, or took more memory than it may.",
        503: "No worker is free; Retry-After says when to come back.",
        504: "The query took longer than it may.",
    }
    return {200: answers[0] | {"content": content}, **refused(reasons)}


def _graphql_fields() -> dict[str, Any]:
    text = {"type": "string", "examples": ["{ states { nodes { label } } }"]}
    return {"query": text, "operationName": {"type": "string"}, "variables": {"type": "string"}}


def _graphql() -> dict[str, Any]:
    answers = _graphql_answers()
    return {
        "get": {
            "operationId": "graphql",
            "summary": "Ask in GraphQL",
            "description": "The schema is served at `/graphql/schema.graphql`. `variables` is a "
            "JSON object.",
            "tags": ["queries"],
            "parameters": _in_address(_graphql_fields()),
            "responses": by_status({**answers, **UNCHANGED}),
        },
        "post": {
            "operationId": "graphqlPost",
            "summary": "Ask in GraphQL, at any length",
            "tags": ["queries"],
            "requestBody": _body({JSON: referred("GraphqlRequest")}),
            "responses": by_status({**answers, **refused({415: "The body is no JSON."})}),
        },
    }


def _graphql_table() -> dict[str, Any]:
    table = {"text/csv": {"schema": {"type": "string"}}}
    answers = _graphql_answers()
    answers[200] = answers[200] | {"description": "A row for each member.", "content": table}
    return {
        "get": {
            "operationId": "graphqlTable",
            "summary": "Ask in GraphQL for a table",
            "description": "CSV, a row for each member of the one list that is asked for; a "
            "request for several lists is refused, and errors are reported as JSON.",
            "tags": ["queries"],
            "parameters": _in_address(_graphql_fields()),
            "responses": by_status({**answers, **UNCHANGED}),
        }
    }


def _graphql_answers() -> Responses:
    """An answer that is not 200 may be a response map with errors, or problem details."""
    described = "A response map; under application/json also one that holds only errors."
    answers = offered(described, {**GRAPHQL_TYPES, **HTML}, "GraphqlResponse")
    reasons = {
        400: "The request is malformed, or, sent under the GraphQL media type, invalid.",
        405: "A mutation by GET.",
        406: "None of the accepted formats is available; the answer names those that are.",
        413: "The body is too long.",
        422: "The answer took more memory than it may.",
        500: "The engine gave no answer.",
        503: "No worker is free; Retry-After says when to come back.",
        504: "The answer took longer than it may.",
    }
    content = answers[200]["content"] | RESPONSES["Problem"]["content"]
    unanswered: Responses = {
        status: {"description": why, "content": content} for status, why in reasons.items()
    }
    return {**answers, **unanswered}


def _in_address(fields: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": schema} for name, schema in fields.items()]


def _body(schemas: dict[str, Any]) -> dict[str, Any]:
    content = {media_type: {"schema": schema} for media_type, schema in schemas.items()}
    return {"required": True, "content": content}
