"""Atom feeds over real HTTP, read as RFC 4287 wants them."""

import re
from xml.etree import ElementTree as ET

import httpx
import pytest

from kg.terms import AVD

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feeds/reports.atom", "/feeds/status.atom")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def read(client: httpx.Client, path: str) -> ET.Element:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml"
    return ET.fromstring(answer.content)  # noqa: S314 (our own)


def entries(client: httpx.Client, path: str) -> dict[str, ET.Element]:
    found = read(client, path).findall(f"{ATOM}entry")
    return {each.findtext(f"{ATOM}id", ""): each for each in found}


def links(element: ET.Element, relation: str) -> list[str]:
    return [
        each.attrib["href"]
        for each in element.findall(f"{ATOM}link")
        if each.attrib["rel"] == relation
    ]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_what_the_specification_demands(client: httpx.Client, path: str) -> None:
    feed = read(client, path)
    held = feed.findall(f"{ATOM}entry")
    assert held
    for element in (feed, *held):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.findtext(ATOM + name)
        assert MOMENT.fullmatch(element.findtext(f"{ATOM}updated", ""))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert links(feed, "self") == [str(client.base_url).rstrip("/") + path]
    ids = [each.findtext(f"{ATOM}id") for each in held]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", FEEDS)
def test_the_newest_stand_first_and_date_the_feed(client: httpx.Client, path: str) -> None:
    feed = read(client, path)
    days = [each.findtext(f"{ATOM}updated", "") for each in feed.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]


@pytest.mark.parametrize("path", FEEDS)
def test_every_entry_leads_to_a_page(client: httpx.Client, path: str) -> None:
    for entry in entries(client, path).values():
        (address,) = links(entry, "alternate")
        assert client.get(address, headers={"Accept": "text/html"}).status_code == 200


def test_reports_are_told_with_publisher_and_day(client: httpx.Client) -> None:
    report = entries(client, FEEDS[0])[f"{AVD}doc-yeshiva-world-2025-03-06"]
    assert report.findtext(f"{ATOM}summary") == "The Yeshiva World, 2025-03-06"
    assert report.findtext(f"{ATOM}published") == "2025-03-06T00:00:00Z"


def test_a_change_of_status_is_told_with_its_voices(client: httpx.Client) -> None:
    turned = entries(client, FEEDS[1])[f"{AVD}prop-isr-reduce-status-2025-03-06"]
    assert turned.findtext(f"{ATOM}title", "").startswith("Contested: ")
    told = turned.findtext(f"{ATOM}summary")
    assert told == "contested since 2025-03-06; 1 voice for, 1 against"


def test_pages_lead_to_the_feeds(client: httpx.Client) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    for path in FEEDS:
        assert 'type="application/atom+xml" title="' in page
        assert f'href="{path}"' in page
