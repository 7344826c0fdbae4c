"""Things as linked data: one address, negotiated, and one ending a format."""

import httpx
import pyoxigraph as px
import pytest

ISRAEL = px.NamedNode("https://w3id.org/averment/id/state-isr")


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
    ],
)
def test_a_thing_comes_as_it_is_asked_for(
    client: httpx.Client, accept: str, media_type: str
) -> None:
    answer = client.get("/id/state-isr", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type


def test_turtle_tells_of_the_thing_its_citations_and_what_points_to_it(
    client: httpx.Client,
) -> None:
    turtle = client.get("/id/pos-yeshiva-world-2025-03-06-1.ttl").content
    subjects = {quad.subject.value for quad in px.parse(turtle, format=px.RdfFormat.TURTLE)}
    assert {iri.rpartition("/")[2] for iri in subjects} >= {
        "pos-yeshiva-world-2025-03-06-1",
        "cit-pos-yeshiva-world-2025-03-06-1-yeshiva-world-2025-03-06",
        "pos-yeshiva-world-2025-03-06-9",  # the denial that responds to it
    }


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/id/", 404, "Nothing is served at /id/."),
        ("/id/state-xyz", 404, "Nothing here is called state-xyz."),
        ("/id/state-xyz.ttl", 404, "Nothing here is called state-xyz."),
        ("/id/state%22isr.ttl", 400, '“state"isr” cannot be part of an IRI.'),
    ],
)
def test_what_is_not_there_is_not_found(
    client: httpx.Client, path: str, status: int, detail: str
) -> None:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.json()["detail"]) == (status, detail)


@pytest.mark.parametrize("ending", ["", ".ttl"])
def test_what_was_merged_leads_to_the_record_that_holds_it(
    client: httpx.Client, ending: str
) -> None:
    answer = client.get(f"/id/prop-aus-reconsiders{ending}")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/id/prop-aus-review{ending}"
    assert client.get(answer.headers["location"]).status_code == 200


def test_a_day_is_kept_on_the_way_to_the_record_that_holds_it(client: httpx.Client) -> None:
    answer = client.get("/id/prop-aus-reconsiders?asOf=2025-03-06")
    assert answer.headers["location"] == "/id/prop-aus-review?asOf=2025-03-06"
