"""A question without a query language: built by choices alone, with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_console import TAKEN

PARTIES = "/build?find=Agreement&1=parties&1.t=has"


def test_a_question_is_built_by_choices_and_goes_on_in_the_editor(page: Page) -> None:
    page.goto("/queries")
    page.get_by_role("link", name="build it step by step").click()
    page.get_by_text("further kinds").click()
    page.get_by_role("link", name="Positions", exact=True).click()
    page.get_by_label("How stance is compared").select_option("is")
    page.get_by_role("combobox", name="stance", exact=True).select_option("denies")
    expect(page).to_have_url(re.compile(r"2\.v=stance-denies"))
    page.get_by_label("and its").select_option("holder")
    holder = page.get_by_role("combobox", name="holder", exact=True)
    expect(holder).to_be_focused()
    holder.press_sequentially("Isra")
    expect(page.locator("datalist option[value=Israel]")).to_be_attached()
    holder.evaluate(TAKEN, "Israel")
    expect(page).to_have_url(re.compile(r"4\.v=state-isr$"))
    expect(page.get_by_role("combobox", name="holder", exact=True)).to_have_value("Israel")
    expect(page.locator("#outcome tbody tr")).to_have_count(1)
    expect(page.get_by_role("button", name="CSV with labels")).to_be_visible()

    page.get_by_role("link", name="Continue in the editor").click()
    expect(page.locator("#query")).to_be_hidden()
    expect(page.locator("#query")).to_have_value(re.compile("av:stance avc:stance-denies"))
    expect(page.locator("#outcome tbody tr")).to_have_count(1)


def test_it_goes_on_in_graphiql_as_well(page: Page) -> None:
    page.goto("/build?find=State&1=named&1.t=is&1.v=Israel")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("link", name="Continue in GraphiQL").click()
        page.wait_for_url("**/graphql?**")
        page.mouse.move(200, 200)
    expect(page.locator(".graphiql-query-editor .CodeMirror")).to_contain_text('"Israel"')
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".result-window")).to_contain_text("state-isr")


def test_what_a_property_leads_to_has_demands_of_its_own(page: Page) -> None:
    page.goto(PARTIES)
    parties = page.get_by_role("group", name="participation", exact=True)
    parties.get_by_label("whose").select_option("participant")
    page.get_by_role("combobox", name="participant", exact=True).fill("GBR")
    page.get_by_role("button", name="Show the answer").click()
    expect(page).to_have_url(re.compile(r"1\.1\.v=state-gbr"))
    expect(page.get_by_role("link", name="UKUSA Agreement")).to_be_visible()
    page.get_by_role("button", name="Remove parties").click()
    expect(page).to_have_url(re.compile(r"/build\?find=Agreement$"))
    page.go_back()
    expect(page.get_by_role("link", name="UKUSA Agreement")).to_be_visible()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_each_step_is_a_form(page: Page) -> None:
    page.goto("/build?find=Position")
    page.get_by_label("whose").select_option("stance")
    page.get_by_role("button", name="Add this property of the position").click()
    page.get_by_role("combobox", name="stance", exact=True).select_option("denies")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator("#outcome tbody tr").first).to_be_visible()
    page.get_by_label("and its").select_option("holder")
    page.get_by_role("button", name="Add this property of the position").click()
    page.get_by_role("textbox", name="holder", exact=True).fill("Nobody at all")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("it must be the id, code or name")
    page.get_by_role("button", name="Remove holder").click()
    expect(page).to_have_url(re.compile(r"\?find=Position&1=stance&1\.t=is&1\.v=stance-denies$"))
