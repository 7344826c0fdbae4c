"""The pages on which SPARQL and GraphQL are asked, without script."""

import re
from urllib.parse import urlencode

from tests.api.web.reading import HTML, page, text

EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"


def test_the_shown_rows_of_a_long_answer_are_counted_and_the_whole_is_one_link_away(client):
    html = page(client, f"/sparql?{urlencode({'query': EVERYTHING})}")
    assert "The first 200 rows; there are more." in text(html)
    assert html.count("<tr>") == 201
    whole = re.search(r'href="(/sparql\?[^"]+format=csv)"', html)
    assert whole
    answer = client.get(whole[1].replace("&amp;", "&"), headers=HTML)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("\n") > 1000


def test_a_syntax_error_has_its_place_above_the_text_that_was_sent(client):
    html = page(client, f"/sparql?{urlencode({'query': chr(10).join(['SELECT * {', '?s ?p }'])})}")
    shown = text(html)
    assert re.search(r"Line 2, column \d+", shown)
    assert html.index('role="alert"') < html.index("<textarea")
    assert "SELECT * {\n?s ?p }</textarea>" in html


def test_things_without_an_answer_say_that_nothing_is_recorded(client):
    asked = urlencode({"query": "SELECT * { ?s <x:nothing> ?o }"})
    assert "Nothing is recorded that answers this." in text(page(client, f"/sparql?{asked}"))


def test_the_graphql_page_shows_examples_that_run_and_the_schema(client):
    html = page(client, "/graphql")
    assert client.get("/graphql/schema.graphql").text.startswith(("type", "interface", '"""', "#"))
    addresses = re.findall(r'href="(/graphql\?query=[^"]+)"', html)
    assert addresses
    for address in addresses:
        answer = client.get(address.replace("&amp;", "&"), headers={"Accept": "application/json"})
        assert "errors" not in answer.json()
        assert "&#34;data&#34;" in page(client, address)
