"""The SPARQL page with its editor: completes, marks mistakes, runs, shows answers as they fit."""

import json
import re
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import opened, text_in
from tests.browser.test_access import barriers
from tests.test_house import ROOT

CONFIRMED = "SELECT ?state ?day { ?f av:participant ?state ; av:lastConfirmed ?day } ORDER BY ?day"
MEMBERS = """PREFIX av: <https://w3id.org/averment/ns#>
CONSTRUCT { ?state av:takesPartIn ?what } { ?state a av:State ; av:takesPartIn ?what }"""
MANY = "SELECT ?s ?label { ?s av:label ?label } ORDER BY ?label ?s"
# What a browser does when something is taken from the list of a field, which is its own.
TAKEN = """(field, text) => {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText" }));
}"""
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def asked(page: Page, query: str) -> None:
    page.goto(f"/sparql?query={quote(query)}")


def test_a_mistake_is_marked_where_the_service_met_it(
    page: Page, editor: Locator, expected: list[str]
) -> None:
    expected.append(r"status of 400")
    editor.press_sequentially("SELECT ?state {\n?state a }")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column")
    expect(page.locator(".cm-lintRange-error")).to_be_visible()
    expect(editor).to_be_focused()
    editor.press("Control+a")
    editor.press_sequentially("ASK {}")
    editor.press("Control+Enter")
    expect(page.get_by_text("Yes.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_was_begun_before_the_editor_came_goes_on_in_it(page: Page) -> None:
    page.route("**/chunks/editor-*", lambda route: (page.wait_for_timeout(300), route.continue_()))
    page.goto("/sparql")
    page.locator("textarea").fill("ASK {")
    opened(page)
    page.keyboard.type("}")
    assert text_in(page) == "ASK {}"


def test_a_name_is_explained_under_the_pointer(page: Page) -> None:
    asked(page, "SELECT * { ?p av:holder avd:state-isr }")
    page.locator(".cm-line", has_text="av:holder").get_by_text("av:holder").hover()
    expect(page.locator(".cm-tooltip-hover")).to_contain_text("holder")
    page.locator(".cm-line").get_by_text("avd:state-isr").hover()
    expect(page.locator(".cm-tooltip-hover")).to_contain_text("Israel")


def test_tab_leaves_the_editor(page: Page, editor: Locator) -> None:
    editor.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()


def test_rows_are_sorted_filtered_and_paged(page: Page) -> None:
    asked(page, MANY)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(50)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text(re.compile(r"^51–100 of "))).to_be_visible()
    page.get_by_label("Filter these rows").fill("saudi")
    expect(page.get_by_text(re.compile(r"of the \d+ rows here"))).to_be_visible()
    expect(rows.first).to_contain_text("Saudi", ignore_case=True)
    page.get_by_label("Filter these rows").fill("")
    page.get_by_role("button", name="label", exact=True).click()
    page.get_by_role("button", name="label", exact=True).click()
    expect(page.get_by_role("columnheader", name="label")).to_have_attribute(
        "aria-sort", "descending"
    )


def test_iris_stand_beside_labels_on_demand(page: Page) -> None:
    asked(page, "SELECT ?state { ?state a av:State } ORDER BY ?state")
    page.get_by_role("button", name="IRIs", exact=True).click()
    shown = page.get_by_role("link", name="Australia").evaluate(
        "cell => getComputedStyle(cell, '::after').content"
    )
    assert shown == '"avd:state-aus"'


def test_a_thing_is_told_of_without_leaving_the_answer(page: Page) -> None:
    asked(page, "SELECT ?state { ?state a av:State } ORDER BY ?state")
    opener = page.get_by_role("button", name="About Israel")
    opener.click()
    told = page.get_by_role("dialog", name="Israel")
    expect(told.get_by_role("link", name="The whole page")).to_have_attribute(
        "href", re.compile("/id/state-isr$")
    )
    expect(told).to_contain_text("state")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()
    expect(opener).to_be_focused()


def test_numbers_are_drawn_as_bars_and_days_on_a_line(page: Page, axe: str) -> None:
    asked(page, CONFIRMED)
    page.get_by_role("button", name="Timeline").click()
    expect(page.get_by_role("img", name=re.compile("day"))).to_be_visible()
    page.evaluate(axe)
    assert barriers(page) == []
    asked(page, "SELECT ?s (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?s LIMIT 20")
    page.get_by_role("button", name="Chart").click()
    expect(page.get_by_role("img", name=re.compile("n by s, 20 rows"))).to_be_visible()
    page.evaluate(axe)
    assert barriers(page) == []


def test_a_graph_is_drawn_with_links_to_its_things(page: Page, axe: str) -> None:
    asked(page, MEMBERS)
    page.get_by_role("button", name="Graph").click()
    node = page.get_by_role("link", name=re.compile(r"^Five Eyes, \d+ links"))
    expect(node).to_have_attribute("href", "/id/partnership-five-eyes")
    page.evaluate(axe)
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download SVG").click()
    drawn = Path(download.value.path()).read_text("utf-8")
    assert re.search(r'<line [^>]*stroke="rgb', drawn), "a file has its look without our styles"
    page.get_by_role("button", name="Text").click()
    expect(page.get_by_label("Result")).to_be_visible()


def test_a_file_has_labels_beside_its_iris(page: Page) -> None:
    asked(page, "SELECT ?state ?code { ?state av:isoCode3 ?code } ORDER BY ?code LIMIT 1")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV with labels").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets take it for UTF-8"
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0] == "state,state label,code"
    assert lines[1].endswith("state-aus,Australia,AUS")


def test_what_runs_shows_the_time_left_and_can_be_stopped(page: Page, editor: Locator) -> None:
    editor.press_sequentially(ENDLESS)
    editor.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"\d s left of 5"))).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped.")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()


def test_what_was_asked_is_kept_by_the_browser_and_can_be_taken_along(
    page: Page, editor: Locator
) -> None:
    editor.press_sequentially("ASK {}")
    editor.press("Control+Enter")
    expect(page.get_by_text("Yes.")).to_be_visible()
    page.goto("/sparql")
    page.get_by_text("Your earlier queries").click()
    page.get_by_role("button", name="ASK {}").click()
    expect(page.locator(".cm-content")).to_have_text("ASK {}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert "ASK {}" in Path(download.value.path()).read_text("utf-8")
    page.get_by_role("button", name="Forget all").click()
    assert json.loads(page.evaluate("localStorage.getItem('averment.queries')")) == []


def test_a_long_query_has_an_address_that_brings_it_back(page: Page, editor: Locator) -> None:
    long = "ASK {} # " + "long " * 400
    page.keyboard.insert_text(long)
    page.get_by_role("button", name="Run").click()
    expect(page).to_have_url(re.compile(r"/sparql#z=[\w-]+$"))
    place = page.url
    page.goto("/")
    page.goto(place)
    expect(page.get_by_text("Yes.")).to_be_visible()
    assert text_in(page) == long


def test_keys_are_listed_and_lead_on(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_the_search_field_suggests_names(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("isra")
    expect(page.locator("#q-choices option").first).to_have_attribute("value", "Israel")
    page.locator("#q").press_sequentially("el")
    expect(page.locator("#q")).to_have_value("israel")
    page.locator("#q").evaluate(TAKEN, "Israel")
    expect(page).to_have_url(re.compile(r"/id/state-isr$"))


CROWDED = (
    "prefix av: <https://w3id.org/averment/ns#> select ?s (count(?o) as ?n) # how many\n"
    "where {?s a av:State;av:isoCode3 ?code.optional{?s av:website ?o} "
    "filter(?code!='ISR'&&?n<5) {?s ?p ?o} union {?o ^av:topic/av:x* ?s;av:y [av:z 1.5]} "
    "values ?code {'GBR' 'USA'}} group by ?s limit 10"
)
LAID_OUT = """PREFIX av: <https://w3id.org/averment/ns#>
SELECT ?s (count(?o) AS ?n) # how many
WHERE {
  ?s a av:State ;
    av:isoCode3 ?code .
  OPTIONAL { ?s av:website ?o }
  FILTER(?code!='ISR'&&?n<5)
  { ?s ?p ?o } UNION {
    ?o ^av:topic/av:x* ?s ;
      av:y [ av:z 1.5 ]
  }
  VALUES ?code { 'GBR' 'USA' }
}
GROUP BY ?s
LIMIT 10
"""


def test_a_crowded_query_is_laid_out_and_can_be_put_back(page: Page, editor: Locator) -> None:
    page.keyboard.insert_text(CROWDED)
    page.get_by_role("button", name="Format").click()
    expect(page.locator("#query")).to_have_value(LAID_OUT)
    editor.press("Control+Shift+f")
    assert text_in(page) == LAID_OUT, "laid out already"
    editor.press("Control+z")
    assert text_in(page) == CROWDED


def test_layout_changes_no_word_of_any_named_question(page: Page, editor: Locator) -> None:
    for path in sorted((ROOT / "queries").glob("*.rq")):
        text = path.read_text("utf-8")
        editor.press("Control+a")
        page.keyboard.insert_text(text)
        editor.press("Control+Shift+f")
        laid = text_in(page)
        assert "".join(laid.split()).lower() == "".join(text.split()).lower(), path.name


STANCES = """SELECT ?holder ?stance ?claim {
  ?position av:holder ?holder ; av:stance ?stance ; av:proposition ?claim
} ORDER BY ?claim ?holder"""
RECORDS = "SELECT ?s ?fact { { ?s a av:Position } UNION { ?fact a av:Membership } } ORDER BY ?s"


def test_stances_are_drawn_as_a_matrix_that_the_address_keeps(page: Page, axe: str) -> None:
    asked(page, STANCES)
    views = page.get_by_role("group", name="Show as").get_by_role("button")
    expect(views).to_have_text(["Matrix", "Table"])
    views.first.click()
    drawn = page.get_by_role("group", name=re.compile(r"^Stances of \d+ towards \d+ claims"))
    expect(drawn.locator("a[href='/id/state-isr'] text")).to_contain_text("Israel")
    told = drawn.locator("g title").all_text_contents()
    assert any(re.match(r"Israel: Israel is considering .* – denies$", each) for each in told)
    assert any(each.endswith("– not recorded") for each in told)
    page.evaluate(axe)
    assert barriers(page) == []
    shared = page.get_by_role("link", name="Link to this answer").evaluate("link => link.href")
    assert shared.endswith("#view=Matrix")
    page.goto("/")
    page.goto(shared)
    expect(drawn).to_be_visible()


def test_a_picture_is_taken_along_as_pixels_in_its_own_colours(page: Page) -> None:
    page.goto(f"/sparql?query={quote(STANCES)}#view=Matrix")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PNG").click()
    picture = Path(download.value.path()).read_bytes()
    assert picture.startswith(b"\x89PNG")
    colours = page.evaluate(COLOURS, list(picture))
    assert {"29,95,191", "176,58,6"} <= set(colours), "those who assert and those who reject"


COLOURS = """async (bytes) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
  const brush = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  brush.drawImage(picture, 0, 0);
  const { data } = brush.getImageData(0, 0, picture.width, picture.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 3).join());
  return [...found];
}"""


def test_records_are_marked_as_what_they_are(page: Page) -> None:
    asked(page, RECORDS)
    row = page.locator("tbody tr").filter(
        has=page.locator("a[href='/id/pos-yeshiva-world-2025-03-06-10']")
    )
    expect(row.locator(".badge.record")).to_have_text("position")
    fact = page.locator("td[data-k=fact] .badge.record").first
    expect(fact).to_have_text("fact")


def test_a_frozen_link_gives_the_same_answer_and_says_so(page: Page) -> None:
    asked(page, "SELECT ?state { ?state a av:State } ORDER BY ?state")
    page.get_by_role("link", name="Freeze this answer").click()
    link = page.get_by_label("Frozen link").input_value()
    assert re.search(r"&snapshot=[0-9a-f]{64}&digest=[0-9a-f]{64}$", link)
    page.goto(link)
    expect(page.get_by_text("Verified: this is the answer")).to_be_visible()
    expect(page.get_by_role("link", name="Israel", exact=True)).to_be_visible()


def test_a_query_that_takes_too_long_says_how_to_ask_for_less(
    page: Page, editor: Locator, expected: list[str]
) -> None:
    expected.append(r"status of 504")
    editor.press_sequentially(ENDLESS)
    editor.press("Control+Enter")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Ended after 5 s")
    expect(problem).to_contain_text("No part of the answer was sent")
    expect(problem.get_by_role("listitem")).to_have_text(
        [
            re.compile("Join its 4 parts"),
            re.compile("Name a class"),
            re.compile("Name one of the things"),
        ]
    )
    editor.press("Control+a")
    editor.press_sequentially("SELECT (COUNT(*) AS ?n) { ?a av:holder ?c }")
    editor.press("Control+Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(problem).to_have_count(0)


def test_the_model_beside_the_editor_puts_its_patterns_into_the_query(
    page: Page, editor: Locator, axe: str
) -> None:
    page.get_by_role("button", name="Model").click()
    model = page.get_by_role("region", name="Model", exact=True)
    model.locator("a[href='/ns#Position']").first.click()
    expect(page.locator("#query")).to_have_value(
        re.compile(r"PREFIX av: .*SELECT \* \{\n  \?position a av:Position ;\n    av:speaker", re.S)
    )
    model.locator("a[href='/ns#State']").first.click()
    expect(page.locator("#query")).to_have_value(re.compile(r"\?state a av:State \.\n\}\n$"))
    page.get_by_role("button", name="Run").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    page.evaluate(axe)
    assert barriers(page) == []
