"""The ontology by real HTTP: one address, negotiated; a page for people with an anchor a term."""

import gzip
import re
from pathlib import Path

import httpx
import pyoxigraph as px
import pytest

from kg.contract.ontology import read_ontology
from kg.publish.snapshot import Snapshot

FORMATS = {
    "text/turtle": px.RdfFormat.TURTLE,
    "application/rdf+xml": px.RdfFormat.RDF_XML,
    "application/ld+json": px.RdfFormat.JSON_LD,
    "application/n-triples": px.RdfFormat.N_TRIPLES,
}
ENDINGS = dict(zip(("ttl", "rdf", "jsonld", "nt"), FORMATS, strict=True))
ADDRESSES = (
    *("/ns", "/ontology", "/ontology/0.2.0", "/ontology/core", "/ontology/axioms"),
    *("/ontology/axioms/claims", "/ontology/axioms/claims/0.2.0", "/concept/stance/0.2.0"),
    *("/ontology/claims/0.2.0", "/concept", "/concept/stance", "/concept/stance-denies"),
    *("/shape", "/shape/claims", "/ontology/labels/fr", "/ontology/align/prov"),
    *("/ontology/examples/retraction", "/ontology/examples/retraction/0.2.0"),
)
FILES = {
    "/ontology/align/averment.sssom.tsv": "text/tab-separated-values; charset=utf-8",
    "/ontology/align/codes.tsv": "text/tab-separated-values; charset=utf-8",
    "/ontology/align/states.tsv": "text/tab-separated-values; charset=utf-8",
    "/ontology/align/org.rq": "application/sparql-query",
    "/ontology/align/dcterms.rq": "application/sparql-query",
    "/ontology/align/schema.rq": "application/sparql-query",
    "/ontology/terms.tsv": "text/tab-separated-values; charset=utf-8",
    "/ontology/catalog-v001.xml": "application/xml",
    "/ontology/changes.tsv": "text/tab-separated-values; charset=utf-8",
    "/ontology/logo.svg": "image/svg+xml",
    "/ontology/modules/core.ttl": "text/turtle; charset=utf-8",
    "/ontology/averment.ttl": "text/turtle; charset=utf-8",
    "/ontology/examples/retraction.ttl": "text/turtle; charset=utf-8",
    "/ontology/examples/lift/lift.rq": "application/sparql-query",
    "/ontology/examples/lift/rows.py": "text/x-python; charset=utf-8",
    "/ontology/examples/lift/memberships.csv": "text/csv; charset=utf-8",
}
# At most this many bytes are sent for a page, and this many where they are packed.
WHOLE, PACKED = 100_000, 60_000


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_comes_as_it_is_asked_for(
    client: httpx.Client, address: str, media_type: str
) -> None:
    answer = client.get(address, headers={"Accept": media_type})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["vary"].split(", "))
    assert list(px.parse(answer.content, format=FORMATS[media_type]))


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending_names_the_format_whatever_is_accepted(client: httpx.Client, ending: str) -> None:
    answer = client.get(f"/ontology/core/0.2.0.{ending}", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].partition(";")[0] == ENDINGS[ending]


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a != "/concept/stance-denies"])
def test_people_get_a_page(client: httpx.Client, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_concept_has_its_words_on_the_page_of_its_scheme(client: httpx.Client) -> None:
    answer = client.get("/concept/stance-denies", headers={"Accept": "text/html"})
    assert answer.status_code == 303
    path, _, anchor = answer.headers["location"].partition("#")
    assert f'id="{anchor}"' in client.get(path, headers={"Accept": "text/html"}).text


def test_each_form_has_a_tag_of_its_own(client: httpx.Client) -> None:
    asked = [
        {"Accept": "text/turtle", "Accept-Encoding": "identity"},
        {"Accept": "text/turtle", "Accept-Encoding": "gzip"},
        {"Accept": "application/n-triples", "Accept-Encoding": "identity"},
        {"Accept": "text/html", "Accept-Encoding": "gzip"},
    ]
    assert len({client.get("/ns", headers=one).headers["etag"] for one in asked}) == len(asked)


def test_another_form_of_a_known_copy_is_sent(client: httpx.Client) -> None:
    tag = client.get("/ns", headers={"Accept": "text/turtle"}).headers["etag"]
    answer = client.get("/ns", headers={"Accept": "application/rdf+xml", "If-None-Match": tag})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("/ontology/0.0.9", "/ontology/core/9.0.0.ttl", "/ontology/nothing", "/nsx.ttl"),
        *("/concept/stance-shrugs", "/concept/stance-shrugs.ttl", "/shape/nothing.nt"),
        *("/context.ttl", "/ontology/%2e%2e/quads.nq", "/ontology/core.tsv", "/rule/99-none"),
        *("/ontology/terms.ttl", "/ontology/rules/02-origins.rq", "/rule/02-origins.ttl"),
    ],
)
def test_what_is_not_there_is_not_found(client: httpx.Client, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/turtle"})
    assert answer.status_code == 404


def test_people_get_a_page_where_nothing_is_found(client: httpx.Client) -> None:
    answer = client.get("/ontology/0.0.9", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_no_other_format_is_offered(client: httpx.Client) -> None:
    answer = client.get("/ontology", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "application/rdf+xml" in answer.json()["detail"]


def test_the_context_is_served_as_it_is_committed(client: httpx.Client, root: Path) -> None:
    answer = client.get("/context.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.text == (root / "ontology/context.jsonld").read_text("utf-8")


@pytest.mark.parametrize("address", FILES)
def test_a_file_comes_as_it_stands(client: httpx.Client, root: Path, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"] == FILES[address]
    assert answer.headers["content-location"] == address
    assert answer.content == (root / address.removeprefix("/")).read_bytes()


@pytest.mark.parametrize("address", ["/rule/02-origins", "/rule/02-origins.ru"])
def test_a_rule_comes_as_an_update(client: httpx.Client, root: Path, address: str) -> None:
    answer = client.get(address, headers={"Accept": "application/sparql-update"})
    assert answer.headers["content-type"] == "application/sparql-update"
    assert answer.headers["content-location"] == "/rule/02-origins.ru"
    assert answer.content == (root / "ontology/rules/02-origins.rq").read_bytes()


@pytest.mark.parametrize("address", ["/rule", "/rule/02-origins"])
def test_people_are_led_to_a_rule_in_words(client: httpx.Client, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 303
    path, _, anchor = answer.headers["location"].partition("#")
    assert f'id="{anchor}"' in client.get(path, headers={"Accept": "text/html"}).text


def test_a_page_leads_to_every_file_that_is_no_graph(client: httpx.Client) -> None:
    page = client.get("/ontology", headers={"Accept": "text/html"}).text
    linked = set(re.findall(r'href="(/(?:ontology|rule)/[^"]+)"', page))
    assert {address for address in FILES if not address.endswith((".ttl", ".svg"))} <= linked
    assert {client.get(address).status_code for address in linked} == {200}


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    return client.get("/ns", headers={"Accept": "text/html"}).text


def anchors(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


def dead_links(html: str) -> set[str]:
    return set(re.findall(r'href="#([^"]+)"', html)) - set(anchors(html))


@pytest.fixture(scope="module")
def concepts_page(client: httpx.Client) -> str:
    return client.get("/concept", headers={"Accept": "text/html"}).text


def test_every_term_and_concept_has_one_anchor(
    page: str, concepts_page: str, snapshot: Snapshot
) -> None:
    ids, members = anchors(page), anchors(concepts_page)
    assert len(ids) == len(set(ids))
    assert len(members) == len(set(members))
    defined = {
        triple.subject.value
        for part in read_ontology(snapshot.folder / "ontology").parts
        for triple in part.triples
        if triple.predicate.value.endswith("#definition")
    }
    terms = {iri.partition("/ns#")[2] for iri in defined if "/ns#" in iri}
    concepts = {f"concept-{iri.partition('/concept/')[2]}" for iri in defined if "/concept/" in iri}
    assert len(terms) > 150
    assert terms <= set(ids)
    assert concepts <= set(members)


def test_no_link_within_a_page_leads_nowhere(page: str, concepts_page: str) -> None:
    assert not dead_links(page)
    assert not dead_links(concepts_page)


def test_a_dead_link_is_found() -> None:
    assert dead_links('<p id="a"><a href="#a">x</a><a href="#b">y</a></p>') == {"b"}


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/ns", "Which attitude a position takes towards its propositions"),
        ("/ontology", "https://w3id.org/averment/ontology/0.2.0"),
        ("/ns", 'href="/ontology#rules"'),
        ("/concept", "Says that it is not so, in so many words."),
        ("/ontology/claims", "Which attitude a position takes towards its propositions"),
        ("/ontology/claims", "exactly one"),
        ("/ontology/claims", "Position.stance"),
        ("/ontology/claims", "an office, which is a post."),
        ("/ontology/claims", '<span lang="fr">posture</span>'),
        ("/ontology/claims", "<dt>disjoint with</dt>"),
        ("/ontology/claims", "https://w3id.org/averment/ns#stance"),
    ],
)
def test_a_page_tells(client: httpx.Client, address: str, shown: str) -> None:
    assert shown in client.get(address, headers={"Accept": "text/html"}).text


def test_each_term_leads_to_all_that_is_said_of_it(page: str, client: httpx.Client) -> None:
    places = set(re.findall(r'<h3><a class="self" href="(/[^"#]+#[^"]+)"', page))
    modules = {place.partition("#")[0] for place in places}
    assert len(modules) > 5
    for module in modules:
        told = client.get(module, headers={"Accept": "text/html"}).text
        wanted = {place.partition("#")[2] for place in places if place.startswith(f"{module}#")}
        assert wanted <= set(anchors(told))
        assert not dead_links(told)


@pytest.mark.parametrize("address", ["/ns", "/ontology", "/ontology/core", "/concept", "/shape"])
def test_a_page_is_light(client: httpx.Client, address: str) -> None:
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    with client.stream("GET", address, headers=headers) as answer:
        packed = b"".join(answer.iter_raw())
    assert len(packed) <= PACKED
    assert len(gzip.decompress(packed)) <= WHOLE


def test_a_concept_is_told_on_the_page_of_its_scheme(client: httpx.Client, page: str) -> None:
    assert 'href="/concept/stance"' in page
    scheme = client.get("/concept/stance", headers={"Accept": "text/html"}).text
    assert '<li id="concept-stance-denies">' in scheme
    assert "effect: opposes" in scheme
