"""Pages about things in a real browser: pictures that are chosen, sources that open in place."""

import re

from playwright.sync_api import Page, expect


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
    assert saved.value.suggested_filename == "picture.svg"
    expect(page.get_by_label("In the year")).to_have_value("2015")
