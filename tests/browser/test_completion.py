"""What the editor completes: terms of the subject's class, things by name, whole patterns."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import choose, text_in


def test_completion_writes_a_query_with_its_prefixes(page: Page, editor: Locator) -> None:
    editor.press_sequentially("SELECT ?who {\n?p a Positio")
    choose(page, "av:Position")
    editor.press_sequentially(" ; hol")
    choose(page, "av:holder always")
    editor.press_sequentially(" ?who ; stan")
    choose(page, "av:stance always")
    editor.press_sequentially(" deni")
    choose(page, "denies")
    editor.press("Control+Enter")
    expect(page.get_by_role("link", name="Israel", exact=True)).to_be_visible()
    assert text_in(page).startswith("PREFIX av: <https://w3id.org/averment/ns#>\nPREFIX avc: ")
    expect(page).to_have_url(re.compile(r"/sparql\?query=PREFIX"))


def test_completion_is_narrowed_to_the_class_of_the_subject(page: Page, editor: Locator) -> None:
    editor.press_sequentially("SELECT * {\n?p a av:State . ?p av:iso")
    expect(page.get_by_role("option")).to_have_text([re.compile("av:isoCode3")])
    expect(page.locator(".cm-completionInfo")).to_contain_text("in the data")


def test_things_are_completed_by_their_names(page: Page, editor: Locator) -> None:
    editor.press_sequentially("SELECT * {\n?p av:holder isra")
    choose(page, "Israel State")
    assert "av:holder avd:state-isr" in text_in(page)
    assert "PREFIX avd: <https://w3id.org/averment/id/>" in text_in(page)


def test_a_name_of_several_words_is_completed_where_a_value_is_wanted(
    page: Page, editor: Locator
) -> None:
    editor.press_sequentially("SELECT * {\n?p av:holder saudi ar")
    choose(page, "Saudi Arabia")
    assert "?p av:holder avd:state-sau" in text_in(page)


def test_a_pattern_is_put_in_whole_and_filled_from_place_to_place(
    page: Page, editor: Locator
) -> None:
    editor.press_sequentially("sel")
    choose(page, "SELECT DISTINCT …")
    editor.press("Tab")
    editor.press_sequentially("PartyS")
    choose(page, "av:PartyStatus … on a day")
    editor.press_sequentially("Israel")
    choose(page, "Israel state")
    editor.press("Tab")
    editor.press("Tab")
    editor.press_sequentially("2025-03-06")
    editor.press("Tab")
    assert re.sub(r"^PREFIX.*\n", "", text_in(page), flags=re.MULTILINE) == FILLED
    editor.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


FILLED = """SELECT DISTINCT * {
  ?partyStatus a av:PartyStatus ;
    av:participant avd:state-isr ;
    av:inArrangement ?inArrangement .
  VALUES ?day { "2025-03-06"^^xsd:date }
  ?period av:statusOf ?partyStatus ;
    av:status ?status ;
    av:from ?from ;
    av:until ?until .
  FILTER(?from <= ?day && ?day <= ?until)
  FILTER(?status != avc:status-ended)
}"""


def test_behind_a_class_come_its_properties_and_behind_them_their_values(
    page: Page, editor: Locator
) -> None:
    editor.press_sequentially("SELECT * {\n?p a av:Position ; ")
    expect(page.get_by_role("option").first).to_have_text("av:speakeralways")
    choose(page, "av:speaker")
    choose(page, "?speaker")
    editor.press_sequentially(" ; stan")
    choose(page, "av:stance")
    expect(page.get_by_role("option").first).to_have_text("?stance")
    choose(page, "avc:stance-denies")
    assert "?p a av:Position ; av:speaker ?speaker ; av:stance avc:stance-denies" in text_in(page)
