"""Every kind of page, light and dark, wide and narrow: no barrier, no sideways scrolling."""

from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.long

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = {
    "home": "/",
    "search": "/search?q=israel",
    "list": "/?kind=Proposition",
    "library": "/queries",
    "question": "/queries/states-in-report",
    "kinds": "/build",
    "built": "/build?find=Agreement&1=parties&1.1=participant&1.1.v=GBR&2=named&2.v=a",
    "console": "/sparql",
    "rows": f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o }'})}",
    "mistake": f"/sparql?{urlencode({'query': 'SELECT {'})}",
    "graphql": "/graphql",
    "state": "/id/state-isr",
    "agreement": "/id/agreement-ukusa-1946",
    "partnership": "/id/partnership-five-eyes?asOf=2000-01-01",
    "proposition": "/id/prop-isr-reduce",
    "earlier": "/id/prop-isr-reduce?asOf=2025-03-05",
    "report": "/id/doc-yeshiva-world-2025-03-06",
    "unread": "/id/doc-nbc-news-allies",
    "position": "/id/pos-yeshiva-world-2025-03-06-10",
    "story": "/id/epi-nbc-2025",
    "citation": "/id/cit-pos-yeshiva-world-2025-03-06-10-yeshiva-world-2025-03-06",
    "event": "/id/evt-oval-office-2025-02-04",
    "fact": "/id/mem-five-eyes-aus",
    "reason": "/id/prop-warming",
    "period": "/id/prop-isr-reduce-status-2025-03-06",
    "source": "/id/src-nbc-israeli",
    "unknown": "/id/state-israel",
}


def barriers(page: Page) -> list[str]:
    """What axe-core finds, one line a place."""
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    assert len(found["passes"]) > 10
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_open_to_everybody(page: Page, axe: str, expected: list[str], kind: str) -> None:
    expected.append(r"status of 40[04]")
    page.goto(KINDS[kind])
    if page.locator("#query[data-language]").count():
        expect(page.locator("#query")).to_be_hidden()
    if page.locator("#graphiql").count():
        page.mouse.move(200, 200)
        expect(page.locator(".graphiql-query-editor .CodeMirror")).to_be_visible()
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert barriers(page) == [], (scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_checker_finds_a_barrier(page: Page, axe: str) -> None:
    page.goto("/?kind=State")
    page.evaluate(axe)
    page.evaluate("document.querySelector('label[for=find]').remove()")
    assert [line.partition(":")[0] for line in barriers(page)] == ["label"]


def test_a_wide_screen_leaves_lines_readable(page: Page) -> None:
    page.set_viewport_size({"width": 2560, "height": 1200})
    page.goto("/id/doc-yeshiva-world-2025-03-06")
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 1600


def test_print_leaves_out_what_paper_cannot_use(page: Page) -> None:
    page.goto("/id/prop-isr-reduce")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("nav").is_visible()
    assert not any(form.is_visible() for form in page.locator("form").all())
    assert page.locator(".sources li").first.is_visible()
    assert page.locator(".foot .printed").is_visible()
    ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--text')")
    assert ink == "#1E1C18", "paper is light"
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme == "light"
