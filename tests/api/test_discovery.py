"""What search engines and browsers look for, over real HTTP."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import httpx

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def tree(client: httpx.Client, address: str) -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return ET.fromstring(answer.content)  # noqa: S314 (our own)


def places(element: ET.Element, item: str) -> list[str]:
    return [each.text or "" for each in element.findall(f"{SITEMAP}{item}/{SITEMAP}loc")]


def test_the_sitemap_leads_to_pages_of_every_kind(client: httpx.Client) -> None:
    kinds = places(tree(client, "/sitemap.xml"), "sitemap")
    pages = {kind: places(tree(client, kind), "url") for kind in kinds}
    assert f"{client.base_url}/id/state-isr" in {page for held in pages.values() for page in held}
    for first in (held[0] for held in pages.values() if held):
        assert client.get(first, headers={"Accept": "text/html"}).status_code == 200


def test_the_sitemap_says_when_a_page_was_curated(client: httpx.Client) -> None:
    states = tree(client, "/sitemap.xml?kind=State")
    days = [each.text or "" for each in states.findall(f"{SITEMAP}url/{SITEMAP}lastmod")]
    assert len(days) == len(places(states, "url"))
    assert all(len(day) == len("2025-03-06") for day in days)


def test_a_kind_that_is_not_listed_is_refused(client: httpx.Client) -> None:
    answer = client.get("/sitemap.xml?kind=Citation")
    assert answer.status_code == 400
    assert "choose one of: State" in answer.json()["detail"]


def test_robots_read_pages_and_leave_queries(client: httpx.Client) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    here = f"{client.base_url}/"
    assert robots.can_fetch("any", f"{here}id/state-isr")
    assert robots.can_fetch("any", f"{here}sparql")
    assert not robots.can_fetch("any", f"{here}sparql?query=ASK")
    assert robots.site_maps() == [f"{here}sitemap.xml"]


def test_a_browser_can_search_here(client: httpx.Client) -> None:
    described = tree(client, "/opensearch.xml")
    for url in described.findall(f"{OPENSEARCH}Url"):
        address = url.attrib["template"].replace("{searchTerms}", "israel")
        answer = client.get(address, headers={"Accept": url.attrib["type"]})
        assert answer.headers["content-type"].startswith(url.attrib["type"])
        assert "Israel" in answer.text
    assert 'href="/opensearch.xml"' in client.get("/", headers={"Accept": "text/html"}).text


def test_the_icon_stands_where_browsers_ask_for_it(client: httpx.Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content == client.get("/static/icon.svg").content
