"""The page on which a question is put together, as plain forms: each step is an address."""

import re

import httpx

DENIED = "find=Position&1=stance&1.t=is&1.v=stance-denies&2=holder&2.t=show"


def test_a_question_begins_with_its_class(client: httpx.Client) -> None:
    page = client.get("/build", headers={"Accept": "text/html"})
    assert page.status_code == 200
    begun = "find=State"
    assert f'<a href="/build?{begun}">States</a>' in page.text
    shown = "1=participant&amp;1.t=show&amp;2=inArrangement&amp;2.t=show"
    assert f'<a href="/build?find=Membership&amp;{shown}">' in page.text, "a record has no name"


def test_the_answer_stands_below_the_form_with_both_texts(client: httpx.Client) -> None:
    page = client.get(f"/build?{DENIED}").text
    assert '<option value="stance-denies" selected>denies</option>' in page
    assert '<a href="/id/state-isr" title="avd:state-isr"><bdi>Israel</bdi></a>' in page
    assert "av:stance avc:stance-denies" in page
    assert "positions(where: {stance: {eq: DENIES}}, first: 20)" in page


def test_the_same_question_has_one_address(client: httpx.Client) -> None:
    step = client.get("/build?find=State&3=named&3.v=Israel&9=&any=")
    assert (step.status_code, step.headers["Location"]) == (
        303, "/build?find=State&1=named&1.t=contains&1.v=Israel",
    )  # fmt: skip
    dropped = client.get("/build?find=State&1=named&1.v=Israel&2=positions&2.t=has&drop=2")
    assert dropped.headers["Location"] == "/build?find=State&1=named&1.t=contains&1.v=Israel"


def test_a_thing_is_shown_by_its_name_and_kept_by_its_id(client: httpx.Client) -> None:
    step = client.get("/build?find=Position&1=holder&1.v=israel")
    assert step.headers["Location"] == "/build?find=Position&1=holder&1.t=is&1.v=state-isr"
    page = client.get(step.headers["Location"]).text
    assert re.search(r'<input [^>]*name="1.v"[^>]* value="Israel"', page)


def test_what_is_found_is_counted_by_a_property(client: httpx.Client) -> None:
    page = client.get("/build?find=Position&count=stance").text
    assert '<option value="stance" selected>how many they are, by stance</option>' in page
    assert '<th scope="col">stance</th><th scope="col">count</th>' in page
    assert "groups(by: stance) { count key node { label } }" in page
    wrong = client.get("/build?find=Position&count=colour", headers={"Accept": "text/html"})
    assert wrong.status_code == 400
    assert "count is “colour”; choose one of: all, speaker, stance" in wrong.text


def test_what_is_not_understood_is_told_beside_it(client: httpx.Client) -> None:
    page = client.get("/build?find=Position&1=holder&1.t=is&1.v=Isreal")
    assert page.status_code == 200
    assert "Did you mean state-isr" in page.text
    wrong = client.get("/build?find=Nothing", headers={"Accept": "text/html"})
    assert wrong.status_code == 400
    assert "find is “Nothing”" in wrong.text


def test_a_question_of_an_older_snapshot_stays_with_it(client: httpx.Client, snapshot) -> None:
    step = client.get(f"/build?find=State&1=named&1.v=Israel&snapshot={snapshot.id}")
    assert step.status_code in (200, 303)
    if step.status_code == 303:
        assert step.headers["Location"].endswith(f"&snapshot={snapshot.id}")
