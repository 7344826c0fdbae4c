"""Pages about things in a real browser: pictures that are chosen, sources that open in place."""

import re
import struct

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import TAKEN
from tests.browser.test_access import barriers


def test_the_year_is_moved_and_the_picture_follows(page: Page) -> None:
    page.goto("/?year=2015")
    picture = page.get_by_role("group", name=re.compile(r"states?, .* in \d+"))
    expect(picture.get_by_role("link", name=re.compile("^United Kingdom"))).to_be_visible()
    slider = page.get_by_role("slider", name="Year")
    slider.press("Home")
    expect(page.get_by_role("status")).to_contain_text("No two states are recorded")
    expect(page).to_have_url(re.compile(r"year=19\d\d"))
    expect(picture).to_have_count(0)
    slider.fill("2015")
    expect(picture).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download SVG").click()
    assert saved.value.suggested_filename == "sharing.svg"
    assert is_painted(page, "sharing.png")
    expect(page.get_by_label("In the year")).to_have_value("2015")


def is_painted(page: Page, name: str) -> bool:
    """Whether the picture comes as a PNG of a size, in more colours than its ground."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download PNG").click()
    assert saved.value.suggested_filename == name
    content = saved.value.path().read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    return content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) > width * height / 200


def test_what_is_two_steps_away_is_taken_along_as_a_picture(page: Page, axe: str) -> None:
    page.goto("/id/partnership-five-eyes")
    page.get_by_role("link", name="Two steps").click()
    picture = page.get_by_role("group", name=re.compile(r"things near Five Eyes"))
    expect(picture.get_by_role("link", name="Australia", exact=True)).to_be_visible()
    page.evaluate(axe)
    assert barriers(page) == []
    assert is_painted(page, "neighbourhood.png")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download SVG").click()
    drawn = saved.value.path().read_text("utf-8")
    assert "Australia" in drawn
    assert 'stroke="rgb' in drawn


def test_a_source_opens_in_place_and_gives_the_focus_back(page: Page, axe: str) -> None:
    page.goto("/id/doc-yeshiva-world-2025-03-06")
    mark = page.locator("a.cite").first
    mark.focus()
    page.keyboard.press("Enter")
    source = page.get_by_role("dialog", name=re.compile("^Source 1: The Yeshiva World"))
    expect(source).to_be_visible()
    expect(source).to_contain_text("read in Israel Weighs Scaling Back")
    expect(source).to_contain_text("goes back to NBC News")
    expect(source.get_by_role("link", name="original")).to_be_visible()
    page.evaluate(axe)
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    expect(mark).to_be_focused()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_a_marker_leads_to_the_list_of_sources(page: Page) -> None:
    page.goto("/id/doc-yeshiva-world-2025-03-06")
    page.locator("a.cite").first.click()
    expect(page.locator("#c1")).to_be_in_viewport()


def test_a_term_of_the_ontology_is_suggested_beneath_things_and_opened(page: Page) -> None:
    page.goto("/queries")
    field = page.get_by_label("Search states, agencies, claims")
    field.press_sequentially("re-reports")
    option = page.locator("datalist option[value='re-reports']")
    expect(option).to_have_text("ontology: property")
    field.evaluate(TAKEN, "re-reports")
    expect(page).to_have_url(re.compile("/ns#reReports$"))


def test_suggestions_stand_kind_by_kind_and_a_taken_one_is_opened(page: Page) -> None:
    page.goto("/")
    field = page.locator("#q")
    field.press_sequentially("israel")
    options = page.locator("#q-choices option")
    expect(options.first).to_have_attribute("value", "Israel")
    kinds = [option.text_content() or "" for option in options.all()]
    assert kinds[0] == "state"
    assert kinds == sorted(kinds, key=kinds.index), "each kind stands together"
    assert {"proposition", "state"} <= set(kinds)
    field.evaluate(
        """field => { field.value = "Israel";
          field.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText" })); }"""
    )
    expect(page.get_by_role("heading", level=1)).to_have_text("Israel")
