"""The way of a new reader: from a question to the document behind one line of its answer."""

import re

import pytest
from playwright.sync_api import Page, expect

QUESTION = "Which states does a report name as acting, and what is each one's own position?"
ANSWER = {
    "Australia": "none recorded",
    "Canada": "rejects",
    "Israel": "asserts, denies",
    "New Zealand": "not heard from",
    "Saudi Arabia": "not heard from",
    "United Kingdom": "rejects",
    "United States": "none recorded",
}


def test_from_the_question_to_the_report(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Questions", exact=True).click()
    page.get_by_label("Search the questions").press_sequentially("report acting")
    expect(page.get_by_role("status")).to_have_text("1 question")
    page.get_by_role("link", name=QUESTION, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(len(ANSWER))
    for state, position in ANSWER.items():
        row = rows.filter(has=page.get_by_role("link", name=state, exact=True))
        expect(row.locator("td[data-k=position]")).to_have_text(position)

    page.get_by_role("link", name="Israel", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Israel")
    denial = page.locator("li").filter(has_text="denies").first
    expect(denial).to_contain_text("through an Israeli official")
    expect(denial.locator(".badge")).to_have_text("contested")

    denial.get_by_role("link", name="Israel is considering reducing").click()
    expect(page.get_by_text("CONTESTED", exact=True)).to_be_visible()
    holder = page.get_by_role("row").filter(has_text="an Israeli official")
    expect(holder.locator(".stance")).to_have_text("denies")
    expect(page.get_by_role("heading", name="2 documents, 1 origin")).to_be_visible()

    holder.get_by_role("link", name="Source 2: The Yeshiva World, paragraph 5").click()
    source = page.get_by_role("dialog", name="Source 2: The Yeshiva World")
    expect(source).to_be_in_viewport()
    expect(source).to_contain_text("goes back to NBC News")
    source.get_by_role("link", name="Israel Weighs Scaling Back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Israel Weighs Scaling Back")
    expect(page.get_by_role("heading", name="What it says")).to_be_visible()
    expect(page.get_by_text("read 24 Nov 2026", exact=True)).to_be_visible()


def test_another_report_is_asked_about_with_a_link_that_can_be_shared(page: Page) -> None:
    page.goto("/queries/states-in-report")
    page.get_by_label("report").select_option("doc-nbc-news-allies")
    page.get_by_role("button", name="Ask").click()
    expect(page).to_have_url(re.compile(r"\?report=doc-nbc-news-allies$"))
    expect(
        page.get_by_text("No rows: nothing that the question looks for is recorded")
    ).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts_a_query_of_ones_own_keeps_its_text_through_an_error(
    page: Page, expected: list[str]
) -> None:
    expected.append(r"status of 400")
    page.goto("/sparql")
    box = page.get_by_label("Query")
    box.fill("SELECT ?state {\n  ?state a }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column 12")
    expect(box).to_have_value("SELECT ?state {\n  ?state a }")
    box.fill("SELECT ?state {\n  ?state a av:State }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("link", name="Israel", exact=True)).to_be_visible()
    expect(box).to_have_value("SELECT ?state {\n  ?state a av:State }")


def test_the_day_looked_from_stays_while_reading_on(page: Page) -> None:
    page.goto("/id/state-isr")
    page.get_by_label("as of").fill("2025-03-05")
    page.get_by_role("button", name="Look from there").click()
    page.get_by_role("link", name="Israel is considering reducing").first.click()
    expect(page.get_by_text("UNADDRESSED", exact=True)).to_be_visible()
    page.get_by_role("link", name="latest").click()
    expect(page.get_by_text("CONTESTED", exact=True)).to_be_visible()


def test_the_keyboard_skips_to_the_content_with_a_visible_focus(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    expect(skip).to_have_css("outline-width", "3px")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_tour_leads_from_a_claim_to_its_origin_and_the_whole_story(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="A tour in five steps").click()
    page.get_by_role("link", name="Begin with step 1").click()
    tour = page.get_by_role("complementary", name="Tour")
    titles = []
    for number in range(1, 6):
        expect(tour).to_contain_text(f"Step {number} of 5")
        titles.append(page.get_by_role("heading", level=1).inner_text())
        tour.get_by_role("link", name="Next" if number < 5 else "The end").click()
    assert (
        titles[0]
        == titles[1]
        == "“Israel is considering reducing intelligence sharing with the United States.”"
    )
    assert titles[2].startswith("Israel Weighs Scaling Back")
    assert "NBC News" in titles[3]
    expect(page.get_by_role("heading", name="Further")).to_be_in_viewport()


def test_a_page_outside_the_tour_says_nothing_of_it(page: Page) -> None:
    page.goto("/id/state-isr?tour=1")
    expect(page.get_by_role("complementary", name="Tour")).to_have_count(0)


def test_two_states_are_compared_from_the_page_of_one(page: Page) -> None:
    page.goto("/id/state-can")
    page.get_by_role("link", name="Compare it with another").click()
    expect(page.get_by_label("This")).to_have_value("state-can")
    page.get_by_label("with that").fill("Israel")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Canada and Israel")
    rows = page.get_by_role("row").filter(has_text="Five Eyes")
    expect(rows.first.get_by_role("cell").nth(0)).not_to_have_text("–")
    expect(rows.first.get_by_role("cell").nth(1)).to_have_text("–")
