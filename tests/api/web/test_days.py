"""Pages as far as the reports of a day tell: nothing on them had first been told later."""

import re

import pytest

from tests.api.web.test_pages import page, text

STORY = "/id/epi-nbc-2025"
ALL_TOLD = "2100-01-01"
BADGED = re.compile(r'href="/id/(prop-[\w-]+)[^"]*">“.*?</a> <span class="badge (\w+)">')


def statuses(html: str) -> dict[str, str]:
    """The status with which each claim stands on a page."""
    return dict(BADGED.findall(html))


def test_before_the_first_report_nobody_held_anything(client):
    shown = text(page(client, "/id/prop-isr-reduce?knownAt=2025-03-05"))
    assert "UNADDRESSED on 5 Mar 2025 : 0 voices for, 0 against; read in 0 documents" in shown
    assert "according to reports that had appeared by 5 Mar 2025. The latest" in shown
    assert "0 documents, 0 origins" in shown


def test_a_later_report_tells_of_an_earlier_day(client):
    asked = "/id/prop-isr-reduce?asOf=2025-03-06&knownAt="
    assert "UNADDRESSED on 6 Mar 2025" in text(page(client, f"{asked}2025-03-05"))
    assert "CONTESTED on 6 Mar 2025" in text(page(client, f"{asked}2025-03-07"))


@pytest.mark.parametrize(
    ("state", "heading"), [("isr", "Statements by Israel"), ("aus", "Claims about Australia")]
)
def test_lists_of_a_thing_hold_what_had_been_told(client, state, heading):
    numbers = [
        int((re.search(rf"{heading} \((\d+)\)", text(page(client, address))) or [0, 0])[1])
        for day in ("1990-01-01", ALL_TOLD)
        if (address := f"/id/state-{state}?knownAt={day}")
    ]
    assert numbers[0] == 0 < numbers[1]


def test_a_record_that_was_told_later_says_so(client):
    shown = text(page(client, "/id/pos-yeshiva-world-2025-03-06-10?knownAt=2025-03-05"))
    assert "None had reported this yet; the first did on 6 Mar 2025." in shown


def test_a_document_says_nothing_before_it_appears(client):
    shown = text(page(client, "/id/doc-yeshiva-world-2025-03-06?knownAt=2025-03-05"))
    assert "None had reported this yet" in shown
    assert "Nothing is recorded from it." in shown


def test_both_days_are_taken_along_and_left_by_one_link(client):
    html = page(client, f"{STORY}?asOf=2025-03-06&knownAt=2025-03-07")
    assert 'href="/id/prop-isr-reduce?asOf=2025-03-06&amp;knownAt=2025-03-07"' in html
    assert f'<a href="{STORY}">The latest</a>' in html


def test_when_all_is_told_a_page_says_what_it_says_without_a_day(client):
    for address in (STORY, "/id/state-aus", "/id/doc-yeshiva-world-2025-03-06"):
        told = statuses(page(client, f"{address}?knownAt={ALL_TOLD}"))
        assert told == statuses(page(client, address)) != {}
    tallies = [
        re.findall(r'class="tally">([^<]+)', page(client, address))
        for address in ("/id/state-aus", f"/id/state-aus?knownAt={ALL_TOLD}")
    ]
    assert tallies[0] == tallies[1] != []


@pytest.mark.parametrize("day", ["2025-03-05", "2025-03-06"])
def test_pages_and_graphql_tell_the_same_of_a_day(client, day):
    shown = statuses(page(client, f"/id/doc-yeshiva-world-2025-03-06?asOf={day}&knownAt={day}"))
    status = f'status(asOf: "{day}", knownAt: "{day}")'
    asked = f"{{ propositions(first: 100) {{ nodes {{ id {status} }} }} }}"
    nodes = client.post("/graphql", json={"query": asked}).json()["data"]["propositions"]["nodes"]
    told = {node["id"]: node["status"].lower() for node in nodes}
    assert shown == {claim: told[claim] for claim in shown}
    assert bool(shown) == (day == "2025-03-06")
