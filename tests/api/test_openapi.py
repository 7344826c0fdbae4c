"""The service is what its OpenAPI document says: the document is tried against it."""

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

ROOT = Path(__file__).parents[2]
WRITTEN = ROOT / "api/openapi/openapi.json"
DOCUMENT = json.loads(WRITTEN.read_text("utf-8"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Named questions are answered alike: one with a day, one with a thing, stand for them.
QUESTIONS = r"^/queries/(?!\{name\}|contested-on-day$|silence-of-state$)"
service = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex=QUESTIONS)


def answer(media_type: str, schema: dict[str, str]) -> dict[str, object]:
    return {"description": "an answer", "content": {media_type: {"schema": schema}}}


bounded = settings(
    max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_the_document_written_down_is_the_one_that_is_served(client: httpx.Client) -> None:
    told = "Run `python -m api.openapi > api/openapi/openapi.json` and review the diff."
    assert client.get("/openapi.json").text == WRITTEN.read_text("utf-8"), told


def test_each_named_question_is_described_with_its_parameters(root: Path) -> None:
    described = {path for path in DOCUMENT["paths"] if path.startswith("/queries/")}
    assert described == {
        "/queries/{name}",
        *(f"/queries/{path.stem}" for path in (root / "queries").glob("*.rq")),
    }
    (day,) = DOCUMENT["paths"]["/queries/contested-on-day"]["get"]["parameters"]
    assert day["schema"] == {"type": "string", "format": "date"}
    assert (day["name"], day["example"]) == ("day", "2025-03-06")


def test_the_command_prints_it() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "api.openapi"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert printed.stdout == WRITTEN.read_text("utf-8")


@schemathesis.serializer("application/sparql-query")
def text(_: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode()


@service.parametrize()
@bounded
def test_the_service_answers_as_described(case: schemathesis.Case, server_url: str) -> None:
    case.query.pop("snapshot", None)  # hardly any text names one, and the door is what is tried
    case.call_and_validate(base_url=server_url, checks=CHECKS)


@pytest.mark.parametrize("name", ["0000", "x", ""])
def test_a_snapshot_that_is_not_there_is_described_too(server_url: str, name: str) -> None:
    case = service["/queries"]["get"].Case(query={"snapshot": name})
    case.call_and_validate(base_url=server_url, checks=CHECKS)


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"responses": {"404": {"description": "never"}}}, "Undocumented status code"),
        ({"responses": {"200": answer("text/html", {})}}, "Undocumented Content-Type"),
        ({"responses": {"200": answer("application/json", {"type": "array"})}}, "not of type"),
    ],
)
def test_a_document_that_is_wrong_is_found(
    server_url: str, change: dict[str, object], failure: str
) -> None:
    health = DOCUMENT["paths"]["/health"]["get"] | change
    wrong = schemathesis.openapi.from_dict(DOCUMENT | {"paths": {"/health": {"get": health}}})
    case = wrong["/health"]["get"].Case()
    with pytest.raises(FailureGroup, match=failure):
        case.call_and_validate(base_url=server_url, checks=CHECKS)
