"""GraphiQL on the GraphQL page: runs, completes, explains, and is open to everybody."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_access import barriers

STATE = '{ state(iso3: "ISR") { label } }'


@pytest.fixture
def opened(page: Page) -> Page:
    """The page with a query in its editor, once it has read the schema."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.goto(f"/graphql?query={quote(STATE)}")
        page.mouse.move(200, 200)
    expect(page.locator(".graphiql-query-editor .CodeMirror")).to_contain_text("iso3")
    return page


def test_a_query_in_the_address_is_run_by_a_button(opened: Page) -> None:
    opened.get_by_role("button", name="Execute").click()
    expect(opened.locator(".result-window")).to_contain_text('"label": "Israel"')


def test_what_is_typed_is_completed_from_the_schema(opened: Page, axe: str) -> None:
    opened.locator(".graphiql-query-editor .CodeMirror").click()
    opened.keyboard.press("Control+a")
    opened.keyboard.type("{ partnersh", delay=20)
    expect(opened.get_by_role("listbox", name="Completions")).to_contain_text("partnership")
    opened.evaluate(axe)
    assert barriers(opened) == []


@pytest.mark.parametrize(
    "name",
    [
        "Show Documentation Explorer",
        "Show History",
        "Show GraphiQL Explorer",
        "Show Examples",
        "Open settings dialog",
    ],
)
def test_what_stands_beside_the_editor_is_open_to_everybody(
    opened: Page, axe: str, name: str
) -> None:
    opened.get_by_role("button", name=name).click()
    expect(opened.locator(".graphiql-plugin, [role=dialog]").last).to_be_visible()
    opened.evaluate(axe)
    assert barriers(opened) == []


def test_a_usual_question_is_opened_from_beside_the_editor(opened: Page) -> None:
    opened.get_by_role("button", name="Show Examples").click()
    with opened.expect_response(lambda response: response.request.method == "POST"):
        opened.locator(".graphiql-plugin").get_by_role(
            "link", name="Who belongs to a partnership"
        ).click()
        opened.wait_for_url(re.compile("partnership"))
        opened.mouse.move(210, 210)
    opened.get_by_role("button", name="Execute").click()
    expect(opened.locator(".result-window")).to_contain_text("lastConfirmed")


def test_what_is_wanted_is_ticked_and_the_address_keeps_it(opened: Page) -> None:
    opened.get_by_role("button", name="Show GraphiQL Explorer").click()
    explorer = opened.locator(".graphiql-plugin")
    expect(explorer).to_contain_text("isoCode3")
    explorer.get_by_text("isoCode3", exact=True).click()
    expect(opened.locator(".graphiql-query-editor .CodeMirror")).to_contain_text("isoCode3")
    expect(opened).to_have_url(re.compile("isoCode3"))
    opened.get_by_role("button", name="Execute").click()
    expect(opened.locator(".result-window")).to_contain_text('"isoCode3": "ISR"')


@pytest.mark.browser_context_args(viewport={"width": 360, "height": 800})
def test_a_narrow_screen_has_room_for_the_query_and_what_explains_it(opened: Page) -> None:
    editor = opened.locator(".graphiql-query-editor .CodeMirror")
    assert (editor.bounding_box() or {})["width"] > 250
    opened.get_by_role("button", name="Show Documentation Explorer").click()
    plugin = opened.locator(".graphiql-plugin")
    expect(plugin).to_contain_text("Root Types")
    assert (plugin.bounding_box() or {})["width"] > 250
    opened.get_by_role("button", name="Execute").click()
    expect(opened.locator(".result-window")).to_contain_text('"label": "Israel"')


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_the_usual_questions_are_asked_by_the_box(page: Page) -> None:
    page.goto("/graphql")
    page.get_by_role("link", name="Who belongs to a partnership").click()
    expect(page.get_by_label("Answer").last).to_contain_text("participant")


def test_it_comes_when_somebody_is_there_and_the_box_works_until_then(page: Page) -> None:
    page.goto(f"/graphql?query={quote(STATE)}")
    expect(page.get_by_label("Query", exact=True)).to_have_value(STATE)
    assert page.locator(".graphiql-query-editor").count() == 0
    page.keyboard.press("Tab")
    expect(page.locator(".graphiql-query-editor .CodeMirror")).to_contain_text("iso3")
