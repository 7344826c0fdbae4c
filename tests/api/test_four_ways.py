"""One question, asked by page, by SPARQL, by GraphQL and on the command line: one answer."""

import csv
import io
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import httpx
import pytest

SLUG = "states-in-report"
REPORT = "doc-yeshiva-world-2025-03-06"
EXPECTED = {
    "Australia": {"none recorded"},
    "Canada": {"rejects"},
    "Israel": {"asserts", "denies"},
    "New Zealand": {"not heard from"},
    "Saudi Arabia": {"not heard from"},
    "United Kingdom": {"rejects"},
    "United States": {"none recorded"},
}
GRAPHQL = """query ($report: ID!) { report(id: $report) { records { nodes { ... on Position {
  stance holder { id } propositions { nodes { actors { nodes { __typename id label } } } }
} } } } }"""


@pytest.fixture(scope="module")
def labels(client: httpx.Client) -> dict[str, str]:
    query = "SELECT ?state ?label { ?state a av:State ; av:label ?label }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return {row["state"]["value"]: row["label"]["value"] for row in rows}


def from_csv(text: str, labels: dict[str, str]) -> dict[str, set[str]]:
    rows = csv.DictReader(io.StringIO(text))
    return {labels[row["state"]]: set(row["position"].split(", ")) for row in rows}


def test_by_sparql(client: httpx.Client, root: Path, labels: dict[str, str]) -> None:
    query = (root / "queries" / f"{SLUG}.rq").read_text("utf-8")
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert from_csv(answer.text, labels) == EXPECTED


def test_by_the_command(var: Path, labels: dict[str, str]) -> None:
    command = [sys.executable, "-m", "kg.cli", "ask", SLUG, f"report={REPORT}", "--var", str(var)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert from_csv(answer.stdout, labels) == EXPECTED


def test_by_the_page(client: httpx.Client) -> None:
    page = client.get(f"/queries/{SLUG}", headers={"Accept": "text/html"}).text
    body = page[page.index("<tbody") : page.index("</tbody>")]
    rows = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "|", row)) for row in body.split("</tr>")]
    shown = {}
    for row in rows:
        cells = [cell.strip() for cell in row.split("|") if cell.strip()]
        if cells:
            shown[cells[0]] = set(cells[1].split(", "))
    assert shown == EXPECTED


def test_by_graphql(client: httpx.Client) -> None:
    request = {"query": GRAPHQL, "variables": {"report": REPORT}}
    report = client.post("/graphql", json=request).json()["data"]["report"]
    states, own = {}, defaultdict(set)
    for position in report["records"]["nodes"]:
        if not position:
            continue
        own[position["holder"]["id"]].add(position["stance"].lower().replace("_", " "))
        for proposition in position["propositions"]["nodes"]:
            for actor in proposition["actors"]["nodes"]:
                if actor["__typename"] == "State":
                    states[actor["id"]] = actor["label"]
    assert {label: own.get(id_, {"none recorded"}) for id_, label in states.items()} == EXPECTED
