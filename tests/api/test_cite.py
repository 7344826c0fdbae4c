"""Citing an answer over real HTTP: the link gives the same answer again, or says that it cannot."""

from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from kg.publish.snapshot import Snapshot

STATES = "SELECT ?state ?label { ?state a av:State ; av:label ?label }"
GRAPH = "CONSTRUCT { ?state av:label ?label } WHERE { ?state a av:State ; av:label ?label }"
ASK = "ASK { avd:state-isr a av:State }"


def cite(client: httpx.Client, query: str, **parameters: str) -> dict[str, object]:
    answer = client.get("/cite", params={"query": query, **parameters})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def in_format(client: httpx.Client, query: str, accept: str) -> list[bytes]:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    return answer.content.removesuffix(b"\n").split(b"\n")


def test_the_link_holds_query_snapshot_and_digest(client: httpx.Client, snapshot: Snapshot) -> None:
    found = cite(client, STATES)
    link = urlsplit(str(found["link"]))
    assert link.path == "/sparql"
    assert parse_qs(link.query) == {
        "query": [STATES],
        "snapshot": [snapshot.id],
        "digest": [found["digest"]],
    }


@pytest.mark.parametrize("query", [STATES, GRAPH, ASK, "SELECT ?x { ?x av:label 'nobody' }"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_the_link_gives_the_answer_again(client: httpx.Client, query: str, accept: str) -> None:
    answer = client.get(str(cite(client, query)["link"]), headers={"Accept": accept})
    assert answer.status_code == 200
    assert ("this is the answer that was cited" in answer.text) is (accept == "text/html")


def test_the_digest_of_a_table_is_that_of_its_sorted_lines(client: httpx.Client) -> None:
    found = cite(client, STATES)
    head, *rows = in_format(client, STATES, "text/tab-separated-values")
    content = b"".join(line + b"\n" for line in [head, *sorted(rows)])
    assert (found["digest"], found["size"]) == (sha256(content).hexdigest(), len(rows))


def test_the_digest_of_a_graph_is_that_of_its_sorted_triples(client: httpx.Client) -> None:
    found = cite(client, GRAPH)
    rows = in_format(client, GRAPH, "application/n-triples")
    content = b"".join(line + b"\n" for line in sorted(rows))
    assert (found["digest"], found["size"]) == (sha256(content).hexdigest(), len(rows))


def test_the_digest_of_a_boolean_is_that_of_its_word(client: httpx.Client) -> None:
    assert cite(client, ASK)["digest"] == sha256(b"true\n").hexdigest()


def test_the_order_of_rows_is_no_part_of_it(client: httpx.Client) -> None:
    orders = (f"{STATES} ORDER BY ?state", f"{STATES} ORDER BY DESC(?label)", STATES)
    assert len({cite(client, query)["digest"] for query in orders}) == 1


def test_the_dataset_is_part_of_the_link(client: httpx.Client) -> None:
    graph = "https://w3id.org/averment/id/file-state-isr"
    found = cite(client, STATES, **{"default-graph-uri": graph})
    assert parse_qs(urlsplit(str(found["link"])).query)["default-graph-uri"] == [graph]
    assert client.get(str(found["link"])).status_code == 200


def test_an_answer_that_is_another_is_refused(client: httpx.Client) -> None:
    asked = {"query": ASK, "digest": sha256(b"false\n").hexdigest()}
    answer = client.get("/sparql", params=asked)
    assert (answer.status_code, "not the answer that was cited" in answer.text) == (409, True)
    page = client.get("/sparql", params=asked, headers={"Accept": "text/html"})
    assert (page.status_code, "not the answer that was cited" in page.text) == (409, True)


def test_a_browser_is_led_to_the_answer(client: httpx.Client) -> None:
    answer = client.get("/cite", params={"query": STATES}, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, cite(client, STATES)["link"])


def test_the_page_of_an_answer_leads_to_its_citation(client: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    page = client.get("/sparql", params={"query": ASK}, headers=html)
    assert "Freeze this answer" in page.text
    assert "was cited" not in page.text


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("", 400, "Send a query"),
        ("SELECT (NOW() AS ?now) {}", 400, "has no lasting answer"),
        ("SELECT ?o { ?s owl:members ?o } LIMIT 1", 400, "blank nodes"),
        ("CONSTRUCT WHERE { ?s owl:members ?o }", 400, "blank nodes"),
        ("SELECT {", 400, "line 1"),
        ("CLEAR ALL", 403, "read-only"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 413, "the most that can be cited"),
    ],
)
def test_what_cannot_be_cited_says_why(
    client: httpx.Client, query: str, status: int, told: str
) -> None:
    answer = client.get("/cite", params={"query": query})
    assert (answer.status_code, told in answer.json()["detail"]) == (status, True)


@pytest.mark.parametrize("digest", ["", "x", "0" * 63, "A" * 64])
def test_a_digest_that_is_none_is_refused(client: httpx.Client, digest: str) -> None:
    answer = client.get("/sparql", params={"query": ASK, "digest": digest})
    assert (answer.status_code, "64 hexadecimal digits" in answer.text) == (400, True)


NAMED = {"question": "positions-on-proposition", "proposition": "prop-gbr-review"}


def test_a_named_question_is_cited_by_its_name(client: httpx.Client, snapshot: Snapshot) -> None:
    found = client.get("/cite", params=NAMED).json()
    link = urlsplit(found["link"])
    assert link.path == "/queries/positions-on-proposition"
    assert parse_qs(link.query) == {
        "proposition": ["prop-gbr-review"],
        "snapshot": [snapshot.id],
        "digest": [found["digest"]],
    }
    assert found["size"] > 0
    assert cite(client, found["query"])["digest"] == found["digest"]


@pytest.mark.parametrize("accept", ["text/csv", "application/json", "text/html"])
def test_its_link_gives_the_answer_again_or_says_that_it_is_another(
    client: httpx.Client, accept: str
) -> None:
    link, headers = client.get("/cite", params=NAMED).json()["link"], {"Accept": accept}
    plain = client.get("/queries/positions-on-proposition?proposition=prop-gbr-review",
                       headers=headers)  # fmt: skip
    again = client.get(link, headers=headers)
    assert again.status_code == 200
    if accept == "text/csv":
        assert again.content == plain.content
    other = link.replace("prop-gbr-review", "prop-aus-review")
    refused = client.get(other, headers=headers)
    assert (refused.status_code, "not the answer that was cited" in refused.text) == (409, True)


def test_a_named_question_that_is_none_is_not_cited(client: httpx.Client) -> None:
    answer = client.get("/cite", params={"question": "positions-on-propositions"})
    assert (answer.status_code, "positions-on-proposition" in answer.json()["detail"]) == (
        400,
        True,
    )
