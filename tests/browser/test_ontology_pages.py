"""The ontology's pages in a real browser: whole without script, readable at every width."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.long

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "whole": "/ns",
    "module": "/ontology/claims",
    "translation": "/ontology/labels/fr",
    "schemes": "/concept",
    "scheme": "/concept/stance",
    "shapes": "/shape",
    "example": "/ontology/examples/retraction",
}
WIDTHS = (360, 1280, 2560)
SMALLEST_TEXT = 11


def barriers(page: Page) -> list[str]:
    options = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_open_to_everybody(page: Page, axe: str, kind: str) -> None:
    page.goto(PAGES[kind])
    page.evaluate(axe)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page) == [], scheme


@pytest.mark.parametrize("width", WIDTHS)
def test_words_in_the_picture_can_be_read_and_stay_in_their_boxes(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/ns")
    texts = page.locator(".drawing text").evaluate_all(
        """texts => texts.map(text => {
          const box = text.closest("g").querySelector("rect").getBoundingClientRect();
          const scale = text.getScreenCTM().a;
          return [text.textContent, parseFloat(getComputedStyle(text).fontSize) * scale,
                  text.getBoundingClientRect().right <= box.right];
        })"""
    )
    assert len(texts) > 40
    assert [text for text, size, inside in texts if size < SMALLEST_TEXT or not inside] == []


def test_the_iri_of_a_term_leads_to_its_words(page: Page) -> None:
    page.goto("/ns#Position")
    place = page.locator("#Position")
    expect(place).to_be_in_viewport()
    expect(place).to_contain_text("A record of what an agent is said to hold towards propositions")


def test_a_class_of_the_picture_leads_to_its_words(page: Page) -> None:
    page.goto("/ns")
    page.locator(".drawing a", has_text="intelligence agency").first.click()
    expect(page.locator("#IntelligenceAgency")).to_be_in_viewport()


def test_the_navigation_knows_where_it_is(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Ontology", exact=True).click()
    here = page.get_by_role("navigation", name="Main").locator("[aria-current=page]")
    expect(here).to_have_text("Ontology")


def test_everything_is_there_without_script(browser: Browser, base_url: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=base_url) as context:
        page = context.new_page()
        page.goto("/ns#stance")
        page.locator("#stance").get_by_role("link").click()
        expect(page.locator("#stance")).to_contain_text("exactly one")
        page.goto("/ns")
        page.get_by_text("As a table").click()
        expect(page.get_by_role("table", name="Links that each member")).to_be_visible()
        page.get_by_role("link", name="stance", exact=True).last.click()
        expect(page.locator("#concept-stance-denies")).to_contain_text(
            "Says that it is not so, in so many words."
        )


@pytest.mark.parametrize(
    ("path", "words", "shown", "hidden"),
    [
        ("/ns", "re-reports", "#reReports", "#Agent"),
        ("/concept", "denies not many", "#concept-stance-denies", "#concept-stance-asserts"),
    ],
)
def test_what_is_listed_is_narrowed_while_somebody_types(
    page: Page, path: str, words: str, shown: str, hidden: str
) -> None:
    page.goto(path)
    page.get_by_label("with the words").press_sequentially(words)
    expect(page.get_by_role("status")).to_have_text(re.compile("(is|are) left"))
    expect(page.locator(shown)).to_be_visible()
    expect(page.locator(hidden)).to_be_hidden()


def test_without_script_the_words_are_searched_for(browser: Browser, base_url: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=base_url) as context:
        page = context.new_page()
        page.goto("/ns")
        page.get_by_label("with the words").fill("re-reports")
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_role("link", name="re-reports")).to_be_visible()


def test_what_the_script_adds_moves_nothing(page: Page, browser: Browser, base_url: str) -> None:
    place = "term => term.getBoundingClientRect().top + scrollY"
    page.goto("/ns")
    term = page.locator("#stance")
    expect(term.get_by_role("button", name="Copy IRI")).to_be_visible()
    with browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport=page.viewport_size
    ) as context:
        bare = context.new_page()
        bare.goto("/ns")
        assert bare.locator("#stance").evaluate(place) == term.evaluate(place)


def test_the_iri_of_a_term_is_copied_whole(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/ontology/claims")
    page.locator("#stance").get_by_role("button", name="Copy IRI").click()
    expect(page.locator("#stance").get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://w3id.org/averment/ns#stance"
