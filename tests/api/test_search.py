"""Text search over HTTP, for programs and for people."""

import re

import httpx
import pytest

HTML = {"Accept": "text/html"}


def search(client: httpx.Client, **asked: str) -> dict[str, object]:
    return client.get("/search", params=asked).json()


def test_a_thing_is_found_by_its_name_with_the_reason(client):
    found = search(client, q="CAN")
    assert found["hits"][0] == {
        "id": "state-can",
        "iri": "https://w3id.org/averment/id/state-can",
        "class": "State",
        "kind": "state",
        "label": "Canada",
        "reason": "other name",
        "snippet": "CAN",
    }


def test_only_members_of_a_class_are_found_if_one_is_named(client):
    both = {hit["class"] for hit in search(client, q="israel")["hits"]}
    assert {"State", "Report"} <= both
    narrowed = {
        hit["class"] for hit in search(client, **{"q": "israel", "class": "Document"})["hits"]
    }
    assert narrowed <= {"Report", "OfficialDocument", "ReferenceEntry"}


def test_the_next_hits_are_one_address_away_until_there_are_none(client):
    place, ids = "/search?q=israel&first=2", []
    while place:
        part = client.get(place).json()
        ids += [hit["id"] for hit in part["hits"]]
        place = part["next"]
    assert len(ids) == len(set(ids)) == part["total"] > 2


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "give a word"),
        ("q=%E2%80%93", "give a word"),
        ("q=" + "+".join(["word"] * 17), "at most 16"),
        ("q=israel&first=0", "first is “0”; it must be a number from 1 to 100."),
        ("q=israel&skip=-1", "a number from 0 to"),
        ("q=israel&class=Stat", "did you mean State?"),
        ("q=israel&class=zzzz", "known: Agent, "),
    ],
)
def test_what_cannot_be_searched_is_refused_with_what_is_wanted(client, asked, words):
    answer = client.get(f"/search?{asked}", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


def test_the_page_shows_claims_with_their_status_and_why_all_else_was_found(client):
    html = client.get("/search?q=israel", headers=HTML).text
    assert re.search(
        r'<a href="/id/state-isr"><bdi>Israel</bdi></a> <span class="muted">state', html
    )
    assert re.search(r'/id/prop-isr-reduce".*?<span class="badge contested">', html, re.DOTALL)
    shorter = client.get("/search?q=israel&first=2", headers=HTML).text
    assert re.search(r"1 to 2 of \d", shorter)
    assert 'href="/search?q=israel&amp;first=2&amp;skip=2" rel="next"' in shorter


def test_the_page_tells_how_many_of_each_kind_were_found_and_lists_one_kind_alone(client):
    html = client.get("/search?q=israel", headers=HTML).text
    kinds = html[html.index('aria-label="By kind"') :].partition("</nav>")[0]
    link = re.search(r'href="(/search\?q=israel&amp;class=Proposition)">Claims (\d+)</a>', kinds)
    assert link
    total = int(re.search(r">All (\d+)<", kinds)[1])
    numbers = re.findall(r"(?:Claims|States|Agencies|Reports|Documents|\w+) (\d+)<", kinds)
    assert sum(map(int, numbers)) == 2 * total
    narrowed = client.get(link[1].replace("&amp;", "&"), headers=HTML).text
    assert f"1 to {link[2]} of {link[2]}" in narrowed


def test_where_searches_had_their_address_first_leads_to_where_they_have_it(client):
    answer = client.get("/?q=israel", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (308, "/search?q=israel")
    assert client.get("/search?q=", headers=HTML).headers["location"] == "/"


def test_people_find_terms_of_the_ontology_after_things_the_very_name_first(client):
    both = client.get("/search?q=official", headers=HTML).text
    assert both.index('role="status"') < both.index('<h2 id="terms">')
    assert '<a href="#terms">Terms of the ontology' in both
    html = client.get("/search?q=report", headers=HTML).text
    terms = html[html.index('<h2 id="terms">') :]
    first = re.search(r'<li><a href="([^"]+)">([^<]+)</a> <span class="muted">([^<]+)', terms)
    assert first.groups() == ("/ns#Report", "report", "class")


def test_a_term_alone_is_an_answer(client):
    html = client.get("/search?q=skos:closely+uncorroborateable", headers=HTML).text
    assert "Nothing is recorded" in html
    found = client.get("/search?q=av:inArrangement", headers=HTML).text
    assert "Nothing is recorded" not in found
    assert 'href="/ns#inArrangement"' in found


def test_programs_find_terms_too_each_with_its_page(client):
    terms = search(client, q="report")["terms"]
    assert (terms[0]["iri"], terms[0]["kind"]) == ("https://w3id.org/averment/ns#Report", "class")
    assert terms[0]["page"] == "/ns#Report"
    assert search(client, q="report", skip="1")["terms"] == []


def test_terms_stand_on_the_first_page_of_all_kinds_alone(client):
    for narrowed in ("class=Document", "skip=1"):
        assert 'id="terms"' not in client.get(f"/search?q=report&{narrowed}", headers=HTML).text


def test_where_nothing_is_found_like_words_are_told_that_find_something(client):
    found = search(client, q="isreal")
    assert (found["total"], found["suggestion"]) == (0, "israel")
    html = client.get("/search?q=isreal", headers=HTML).text
    assert 'Did you mean <a href="/search?q=israel">israel</a>?' in html
    assert search(client, q="israel")["suggestion"] is None
    assert search(client, q="zzzz")["suggestion"] is None
