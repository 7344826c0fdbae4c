"""The named questions in the document: an address each, with the parameters that it has."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from kg.ask.named import NamedQuestion, Parameter

# What stands for all of them, and what each answers as.
ANY: Final = "/queries/{name}"
TYPES: Final[Mapping[str, dict[str, Any]]] = {
    "xsd:date": {"type": "string", "format": "date"},
    "xsd:integer": {"type": "integer"},
    "xsd:boolean": {"type": "boolean"},
}
WANTED: Final[Mapping[str, str]] = {
    "xsd:date": "a day",
    "xsd:integer": "a whole number",
    "xsd:boolean": "true or false",
    "xsd:string": "a text",
    "skos:Concept": "a concept, by its name",
    "owl:Class": "a class, by its name",
}


def named(questions: Iterable[NamedQuestion], statuses: Iterable[str]) -> dict[str, Any]:
    """Paths by address; `statuses` are those of the responses that they share (see `shared`)."""
    responses = {status: {"$ref": f"#/components/responses/{_name(status)}"} for status in statuses}
    return {
        ANY.format(name=question.slug): {
            "get": {
                "operationId": question.slug,
                "summary": question.title,
                "description": question.description,
                "tags": ["questions"],
                "parameters": [_parameter(each) for each in question.parameters],
                "responses": responses,
            }
        }
        for question in questions
    }


def shared(responses: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Responses by the names under which the paths of `named` refer to them."""
    return {_name(status): response for status, response in responses.items()}


def _name(status: str) -> str:
    return f"Answer{status}"


def _parameter(parameter: Parameter) -> dict[str, Any]:
    default = f"Without it: {parameter.shown}."
    wanted = WANTED.get(parameter.expects) or f"{parameter.expects}, by id, code or name"
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{wanted[0].upper()}{wanted[1:]}. {default}",
        "schema": TYPES.get(parameter.expects, {"type": "string"}),
        "example": parameter.shown,
    }
