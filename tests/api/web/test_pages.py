"""Pages over real HTTP: complete without script, under one strict policy, with nothing inline."""

import re
from urllib.parse import urlencode

import pytest

from tests.api.web.reading import HTML, page, text

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o }"
PAGES = {
    "/": 200,
    "/search?q=israel": 200,
    "/search?q=nothing-like-this": 200,
    "/search?q=%28%28": 400,
    "/?kind=State": 200,
    "/?kind=Proposition": 200,
    "/?kind=Colour": 400,
    "/?kind=Document&letter=I": 200,
    "/?kind=State&find=no+such+state": 200,
    "/?kind=State&letter=AB": 400,
    "/?year=1950&certainty=disputed": 200,
    "/?year=next": 400,
    "/?arrangement=treaty": 400,
    "/?kind=State&skip=far": 400,
    "/queries/states-in-report": 200,
    "/queries/states-in-report?report=doc-nbc-news-allies": 200,
    "/queries/states-in-report?report=not%20a%20slug": 400,
    "/queries/no-such-question": 404,
    "/queries?q=report": 200,
    "/tour": 200,
    "/compare": 200,
    "/compare?one=Canada&other=Australia": 200,
    "/compare?one=epi-nbc-2025&on=2025-03-05&then=2025-03-06": 200,
    "/compare?one=epi-nbc-2025&on=2025-03-05&part=claims": 200,
    "/compare?one=Canada&other=": 200,
    "/compare?one=mem-five-eyes-aus&other=mem-five-eyes-can": 200,
    "/compare?one=evt-oval-office-2025-02-04&other=Israel": 200,
    "/compare?one=Atlantis&other=Canada": 400,
    "/compare?one=Canada&on=soon": 400,
    "/compare?one=epi-nbc-2025&knownAt=2025-03-06": 200,
    "/sparql": 200,
    f"/sparql?{urlencode({'query': EVERYTHING})}": 200,
    f"/sparql?{urlencode({'query': 'ASK {}'})}": 200,
    f"/sparql?{urlencode({'query': 'CONSTRUCT WHERE { ?s a ?o }'})}": 200,
    f"/sparql?{urlencode({'query': 'SELECT {'})}": 400,
    f"/sparql?{urlencode({'query': 'SELECT * { SERVICE <x:y> {} }'})}": 403,
    "/graphql": 200,
    "/graphql?query=%7Bstates%7Bnodes%7Blabel%7D%7D%7D": 200,
    "/id/state-isr": 200,
    "/id/state-isr?asOf=2025-03-01": 200,
    "/id/state-isr?asOf=yesterday": 400,
    "/id/state-isr?asOf=2025-03-01&knownAt=2025-03-06": 200,
    "/id/state-isr?knownAt=never": 400,
    "/id/agreement-ukusa-1946": 200,
    "/id/partnership-five-eyes": 200,
    "/id/prop-isr-reduce": 200,
    "/id/prop-isr-reduce?asOf=2025-03-05": 200,
    "/id/prop-isr-reduce-status-2025-03-06": 200,
    "/id/prop-warming": 200,
    "/id/mem-five-eyes-aus": 200,
    "/id/doc-yeshiva-world-2025-03-06": 200,
    "/id/doc-nbc-news-allies": 200,
    "/id/epi-nbc-2025": 200,
    "/id/epi-nbc-2025?asOf=2025-03-06": 200,
    "/id/epi-nbc-2025?list=matrix": 200,
    "/id/state-aus?list=claims": 200,
    "/id/state-aus?list=neighbourhood": 200,
    "/id/nothing?list=neighbourhood": 404,
    "/id/state-isr?list=claims&skip=far": 400,
    "/id/state-isr?list=no-such-list": 400,
    "/id/doc-yeshiva-world-2025-03-06?list=says": 200,
    "/id/pos-yeshiva-world-2025-03-06-10": 200,
    "/id/cit-pos-yeshiva-world-2025-03-06-10-yeshiva-world-2025-03-06": 200,
    "/id/state-israel": 404,
}


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_under_the_strict_policy(client, address):
    answer = client.get(address, headers=HTML)
    assert answer.status_code == PAGES[address]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "accept" in answer.headers["vary"].lower()
    assert_clean(answer.text)


def assert_clean(html: str) -> None:
    """Nothing that the policy would block, nothing fetched from elsewhere, nothing unrendered."""
    # A data block is not run.
    html = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", html)
    assert not re.search(
        r"<script(?! type=\"module\" src=\"/static/)|<style|\son\w+=|\sstyle=", html
    )
    fetched = re.findall(r"<(?:link|img|script|iframe)[^>]*(?:href|src)=\"([^\"]*)", html)
    assert all(address.startswith("/") for address in fetched)
    # What is told of a question tells of the days in its files.
    html = re.sub(r'<div class="library">.*?</div>', " ", html, flags=re.DOTALL)
    told = re.sub(r"<(pre|textarea)[^>]*>.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    assert not re.search(
        r"{{|{%|\bNone\b(?! of)|9999-12-31|0001-01-01|31 Dec 9999|1 Jan 0001", told
    )
    identifiers = re.findall(r"\sid=\"([^\"]+)\"", html)
    assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize(
    "bad",
    ["<p style='x'>", "<b onclick='x'>", "<script>", '<img src="https://example.org/x">', "None"],
)
def test_what_is_not_clean_is_found(bad):
    with pytest.raises(AssertionError):
        assert_clean(bad)


def test_pages_say_in_a_sentence_what_they_are_about(client):
    told = {
        address: re.findall(r'<meta name="description" content="([^"]+)">', page(client, address))
        for address in ("/", "/id/state-isr", "/id/prop-isr-reduce", "/queries/states-in-report")
    }
    assert all(len(sentences) == 1 for sentences in told.values())
    assert len({sentences[0] for sentences in told.values()}) == len(told)
    assert told["/id/state-isr"][0].startswith("Israel")


def test_the_library_has_every_question_in_a_group_to_which_the_home_page_leads(client, root):
    library = page(client, "/queries")
    for file in (root / "queries").glob("*.rq"):
        assert f'href="/queries/{file.stem}"' in library
    groups = re.findall(r'href="/queries#([\w-]+)"', page(client, "/"))
    assert groups
    assert all(f'id="{group}"' in library for group in groups)


def test_the_library_is_searched_by_words_without_a_script(client):
    found = page(client, "/queries?q=report+acting")
    assert re.findall(r'href="/queries/([\w-]+)"', found) == ["states-in-report"]
    assert "No question matches these words." in page(client, "/queries?q=zeppelin")


def test_the_library_is_light_and_hands_a_question_to_the_editor(client):
    library = client.get("/queries", headers=HTML)
    assert len(library.content) <= 100_000
    address = "/queries/states-in-report/edit?report=doc-nbc-news-allies"
    led = client.get(address, headers=HTML)
    assert (led.status_code, led.headers["Location"].split("=")[0]) == (303, "/sparql?query")
    assert "doc-nbc-news-allies" in led.headers["Location"]
    assert client.get("/queries/no-such-question/edit", headers=HTML).status_code == 404


def test_a_question_is_handed_over_in_both_languages(client):
    asked = page(client, "/queries/states-in-report")
    assert 'href="/graphql?query=query%28%24here' in asked
    assert "with the values of an example" in text(asked)
    assert "The same in GraphQL" not in page(client, "/queries/changed-stance")


def test_a_list_is_narrowed_by_words_and_by_letter_without_a_script(client):
    states = page(client, "/?kind=State")
    total = int(re.search(r"<h1>States \((\d+)\)", states)[1])
    assert f"1 to {total} of {total}" in text(states)
    assert '<a href="/?kind=State&amp;letter=I" title="1">I</a>' in states
    assert '<span class="muted">X</span>' in states
    united = page(client, "/?kind=State&find=united&letter=U")
    listed = united[united.index('class="columns"') :]
    assert re.findall(r'href="/id/(state-\w+)"', listed) == ["state-gbr", "state-usa"]
    assert "Nothing of this kind is recorded with “zeppelin” in its name" in text(
        page(client, "/?kind=State&find=zeppelin")
    )


def test_every_page_leads_to_stories_people_and_documents(client):
    html = page(client, "/queries")
    for word, kind in (("Stories", "Episode"), ("People", "Person"), ("Documents", "Document")):
        assert f'<a href="/?kind={kind}">{word}</a>' in html


def test_home_shows_what_is_contested(client):
    html = page(client, "/")
    contested = text(html[html.index('id="contested"') - 60 :].join(["<main>", ""]))
    assert "“ Israel is considering reducing intelligence sharing" in contested
    assert "1 voice for, 1 against; read in 1 document" in contested


def test_the_picture_of_who_shares_with_whom_and_its_table_say_the_same(client):
    html = page(client, "/")
    picture = html[html.index('<svg class="sharing"') : html.index("</svg>", html.index("sharing"))]
    table = html[html.index("<summary>As a table") : html.index("</table>")]
    ties = picture.count('<path id="tie-')
    assert ties
    assert ties == table.count("<tr><td")
    drawn = set(re.findall(r'<a href="(/id/state-\w+)"', picture))
    assert drawn == set(re.findall(r'<a href="(/id/state-\w+)"', table))
    assert page(client, "/") == html


def test_the_picture_is_of_the_year_and_the_arrangements_chosen_without_a_script(client):
    late = page(client, "/?year=2015")
    assert "/id/state-gbr" in late[late.index('id="shared"') : late.index('id="questions"')]
    assert 'name="year" min="' in late
    assert 'value="2015"' in late
    early = text(page(client, "/?year=1930"))
    assert (
        "No two states are recorded with two or more such arrangements in common in 1930" in early
    )
    alone = page(client, "/?year=2015&arrangement=organisation")
    assert 'value="organisation" checked' in alone
    assert 'value="agreement" checked' not in alone


def test_home_tells_what_was_curated_last(client):
    html = page(client, "/")
    new = text("<main>" + html[html.index('id="new"') :])
    assert re.search(r"Curated on \d+ \w+ \d{4} : \d+ states?", new)
    assert '<a href="/?kind=State">' in html[html.index('id="new"') :]


def test_a_denied_claim_is_never_printed_without_its_status(client):
    for address in ("/", "/id/state-isr", "/id/doc-yeshiva-world-2025-03-06", "/?kind=Proposition"):
        html = page(client, address)
        mentions = re.findall(r'href="/id/prop-[^"]+">“.*?</a>(.{30})', html)
        assert mentions
        assert all('<span class="badge' in after for after in mentions), address


def test_israel_asserts_and_denies_through_an_unnamed_official(client):
    said = text(page(client, "/id/state-isr"))
    assert "Israel (through an Israeli official ) denies “ Israel is considering" in said
    assert "Israel (through an Israeli official ) asserts “ Intelligence co-operation" in said


def test_a_story_is_told_day_by_day_and_as_a_matrix(client):
    html = page(client, "/id/epi-nbc-2025")
    days = text("<main>" + html[html.index('id="days"') : html.index('id="matrix"')])
    assert "Day by day 6 Mar 2025 “ Australia is reassessing" in days
    matrix = html[html.index('id="matrix"') : html.index("</table>", html.index('id="matrix"'))]
    row = next(r for r in matrix.split("<tr>") if "/id/prop-isr-reduce" in r)
    assert "opposes" in row
    assert "not recorded" in row


def test_a_long_list_is_cut_and_the_whole_is_one_link_away_without_a_script(client):
    html = page(client, "/id/epi-nbc-2025")
    held = html[html.index('id="list-inEpisode"') :].partition("</section>")[0]
    link = re.search(r'<a href="(/id/epi-nbc-2025\?list=inEpisode)">All (\d+)</a>', held)
    assert link
    assert held.count("<li>") == 8
    whole = page(client, link[1])
    assert f"1 to {link[2]} of {link[2]}" in text(whole)
    listed = whole[whole.index('id="list-inEpisode"') :].partition("</section>")[0]
    assert listed.count("<li>") == int(link[2])
    assert '<a href="/id/epi-nbc-2025">Everything about' in whole
    assert 'id="matrix"' not in whole


def test_silence_is_drawn(client):
    australia = text(page(client, "/id/state-aus"))
    assert "No statement by Australia is recorded" in australia
    assert "not recorded" in australia
    article = text(page(client, "/id/doc-yeshiva-world-2025-03-06"))
    assert "Named in it, with no position recorded Australia not recorded" in article
    assert "New Zealand not heard from" in article
    claim = text(page(client, "/id/prop-isr-reduce"))
    assert "United States not recorded named in this claim; no position is recorded" in claim


@pytest.mark.parametrize(
    ("slug", "remark"),
    [
        ("pty-ukusa-1946-deu", "As West Germany."),
        ("org-datasets", "The account of this name on GitHub."),
        ("doc-documentcloud-2012-08-22", "A directive of the National Security Agency, released"),
    ],
)
def test_remarks_stand_last_on_the_page_of_a_thing_a_record_and_a_document(client, slug, remark):
    html = page(client, f"/id/{slug}")
    last = html.rindex("<h2")
    assert html[last:].startswith('<h2 id="remarks">Remarks</h2>')
    assert remark in text(html[last:].join(["<main>", ""]))


def test_a_page_of_what_bears_no_remark_has_no_heading_for_them(client):
    assert 'id="remarks"' not in page(client, "/id/state-isr")


def test_an_event_is_called_by_its_name_wherever_it_stands(client):
    name = "Donald Trump meets Benjamin Netanyahu in the Oval Office"
    encoded = "Benjamin Netanyahu and Donald Trump: meet"
    event = page(client, "/id/evt-oval-office-2025-02-04")
    assert re.search(r"<h1[^>]*><bdi[^>]*>([^<]+)", event)[1] == name
    assert "What is recorded Benjamin Netanyahu , Donald Trump : meet, 4 Feb 2025" in text(event)
    recorded = event[event.index('id="record"') : event.index("</section>")]
    assert re.findall(r'href="/id/(person-[^"]+)"', recorded) == [
        "person-netanyahu",
        "person-trump",
    ]
    for address in ("/id/person-netanyahu", "/id/doc-yeshiva-world-2025-03-06"):
        listed = page(client, address)
        assert f'href="/id/evt-oval-office-2025-02-04"><bdi>{name}</bdi></a>' in listed
        assert encoded in text(listed)


def test_a_proposition_shows_status_positions_and_one_origin(client):
    shown = text(page(client, "/id/prop-isr-reduce"))
    assert "CONTESTED since 6 Mar 2025 : 1 voice for, 1 against; read in 1 document" in shown
    assert "NBC News for sources familiar with the matter" in shown
    assert "Israel against Israel" in shown
    assert "6 Mar 2025 – no end recorded contested 1 voice for, 1 against" in shown
    assert "2 documents, 1 origin" in shown
    assert "origin · not read by us: known only through others" in shown
    assert "In tension with (1)" in shown


def test_a_reason_is_given_from_both_sides(client):
    said = text(page(client, "/id/pos-yeshiva-world-2025-03-06-1"))
    assert "because “ Relations between the US and Russian presidents" in said
    assert "counted as the voice of NBC News" in said
    reason = text(page(client, "/id/prop-warming"))
    assert "Given as a reason by by 6 Mar 2025 sources familiar with the matter assert" in reason


def test_a_fact_shows_its_periods_for_eyes_and_ears(client):
    html = page(client, "/id/mem-five-eyes-aus")
    bar = re.search(r'<svg class="bar" [^>]*role="img" aria-label="([^"]+)"', html)
    assert bar
    assert bar[1].startswith("possible until 12 Dec 2013; attested 13 Dec 2013 to ")
    assert 'class="attested"' in html
    assert 'class="presumed"' in html
    assert html.count('<ul class="legend">') == 1
    assert re.search(r"Standing over time until 12 Dec 2013 : possible 13 Dec 2013 to ", text(html))


def test_status_is_that_of_the_day_looked_from(client):
    before = text(page(client, "/id/prop-isr-reduce?asOf=2025-03-05"))
    assert "UNADDRESSED on 5 Mar 2025 : 0 voices for, 0 against" in before
    assert "perhaps already assert " in before
    on = text(page(client, "/id/prop-isr-reduce?asOf=2025-03-06"))
    assert "CONTESTED on 6 Mar 2025" in on


def test_every_line_ends_at_a_source_that_is_listed(client):
    html = page(client, "/id/doc-yeshiva-world-2025-03-06")
    wanted = set(re.findall(r'class="cite" href="#(c\d+)"', html))
    listed = set(re.findall(r'<li id="(c\d+)"', html))
    assert wanted
    assert wanted == listed
    sources = text("<main>" + html[html.index('id="sources"') :])
    assert "read in Israel Weighs Scaling Back" in sources
    assert "→ goes back to NBC News, by 6 Mar 2025" in sources
    assert (
        "“ The relationship between our intelligence agencies is solid and unwavering ”" in sources
    )
    assert "(verbatim)" in sources
    assert "(our words, not a quotation)" in sources


def test_a_report_is_told_in_the_order_of_its_paragraphs(client):
    html = page(client, "/id/doc-yeshiva-world-2025-03-06")
    told = html[html.index('id="says"') : html.index('id="sources"')]
    places = [int(n) for n in re.findall(r'class="where">paragraphs? (\d+)', told)]
    assert places == sorted(places)
    assert len(places) == 10


def test_facts_are_plain_and_dated_without_sentinels(client):
    shown = text(page(client, "/id/agreement-ukusa-1946"))
    assert "founding party: United Kingdom" in shown
    assert "no end recorded attested until 22 Aug 2012 , presumed since" in shown
    held = text(page(client, "/id/agreement-ukusa-1946?asOf=1950-01-01"))
    assert "attested on 1 Jan 1950" in held
    assert "not begun on 1 Jan 1950" in held


def test_an_unknown_thing_suggests_what_is_recorded(client):
    html = page(client, "/id/state-israel")
    assert 'href="/id/state-isr"' in html


def test_styles_keep_for_ever_under_their_version_and_fonts_carry_their_licence(client):
    html = page(client, "/")
    for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"', html):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    unversioned = client.get("/static/tokens.css").headers["cache-control"]
    assert unversioned == "public, max-age=0, must-revalidate"
    assert client.get("/static/missing.css").status_code == 404
    licence = client.get("/static/fonts/LICENSE.txt").text
    assert "SIL Open Font License" in licence


def test_pages_stay_small(client):
    for address in ("/", "/id/state-isr", "/id/prop-isr-reduce"):
        answer = client.get(address, headers=HTML)
        assert len(answer.content) < 200_000
    linked = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page(client, "/"))
    sheets = sum(len(client.get(address).content) for address in linked)
    assert sheets < 40_000
