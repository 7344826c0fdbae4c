"""The redirects that are handed in to w3id.org lead every IRI of ours to a door that answers."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.contract.ontology import read_ontology
from kg.contract.parts import Kind
from kg.contract.reference import publications

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/averment"
HOST = "https://averment.example"
HTACCESS = (ROOT / "ontology/w3id/.htaccess").read_text("utf-8")
RULE = re.compile(r"RewriteRule (?P<pattern>\S+) (?P<target>\S+) \[R=303,L\]")
RULES = [(re.compile(each["pattern"]), each["target"]) for each in RULE.finditer(HTACCESS)]
ONTOLOGY = read_ontology(ROOT / "ontology")
VERSION = str(ONTOLOGY.of(Kind.HEADER)[0].version_iri).removeprefix(BASE)
NEGOTIATED = ["text/html", "text/turtle", "application/rdf+xml", "application/ld+json"]
FOLLOWED = [
    *("/ns.ttl", "/ontology.rdf", "/concept.nt", "/shape/core.jsonld", "/context.jsonld"),
    *(f"/{path}" for path in ONTOLOGY.files if "/rules/" not in path),
    *(f"/rule/{rule.name}" for rule in ONTOLOGY.rules),
    *("/rule/02-origins.ru", "/id/state-isr", "/id/state-isr.ttl"),
]


def target(address: str) -> str | None:
    """Where Apache sends an address below the folder: by the first rule that fits it."""
    for pattern, place in RULES:
        if found := pattern.search(address.removeprefix("/")):
            return found.expand(place.replace("$1", r"\1"))
    return None


def place(address: str) -> str:
    """The path at the service to which an address leads."""
    led = target(address)
    assert led is not None, f"no rule of .htaccess fits {address}"
    assert led.startswith(f"{HOST}/")
    return led.removeprefix(HOST)


def unanswered(client: httpx.Client, addresses: list[str]) -> Iterator[str]:
    for address in addresses:
        answer = client.get(place(address), headers={"Accept": "*/*"}, follow_redirects=True)
        if answer.status_code != 200:
            yield f"{address}: {answer.status_code}"


def test_every_line_that_redirects_is_read() -> None:
    assert len(RULES) == HTACCESS.count("\nRewriteRule ") > 0


def test_every_address_of_the_ontology_is_answered(client: httpx.Client) -> None:
    assert list(unanswered(client, ["", *publications(ONTOLOGY)])) == []


def test_every_file_rule_and_thing_is_answered(client: httpx.Client) -> None:
    assert list(unanswered(client, FOLLOWED)) == []


@pytest.mark.parametrize("address", ["/ontologyx", "/sparql", "/id", "/id/", "/context.jsonldx"])
def test_nothing_else_is_redirected(address: str) -> None:
    assert target(address) is None


def test_what_no_door_answers_is_found(client: httpx.Client) -> None:
    assert list(unanswered(client, ["/ontology/nothing"])) == ["/ontology/nothing: 404"]


def test_each_address_in_the_catalogue_is_one_that_is_redirected(client: httpx.Client) -> None:
    catalogue = (ROOT / "ontology/catalog-v001.xml").read_text("utf-8")
    named = re.findall(r'name="([^"]+)" uri="([^"]+)"', catalogue)
    assert named
    addresses = [iri.removeprefix(BASE) for iri, _ in named]
    files = [f"/ontology/{path}" for _, path in named]
    assert list(unanswered(client, addresses + files)) == []


@pytest.mark.parametrize("address", ["/ontology", VERSION])
@pytest.mark.parametrize("media_type", NEGOTIATED)
def test_ontology_and_version_come_as_page_and_as_rdf(
    client: httpx.Client, address: str, media_type: str
) -> None:
    """What FOOPS! asks of the network: CN1, DOC1, RDF1, URI1, URI2, VER2."""
    answer = client.get(place(address), headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert f"{BASE}/ontology" in answer.text
