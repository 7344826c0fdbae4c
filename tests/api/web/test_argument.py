"""What bears on a claim, as a map and as rows: who is on which side, and what it is tied to."""

import re
from dataclasses import replace
from urllib.parse import unquote_plus

from api.web.views.argument import MOST_VOICES, argument_map
from kg.ask.describe import Ref
from tests.api.web.test_pages import page
from tests.api.web.test_voices import ISRAEL, NBC, OTHER, held
from tests.api.web.test_voices import page as claim_page


def drawn(shown):
    return argument_map(shown, "")


def test_sides_stand_by_effect_and_what_no_longer_holds_is_left_out():
    over = held("x:3", Ref("s:aus", "Australia"), "supports", "2025-03-05")
    shown = drawn(
        claim_page(
            held("x:1", ISRAEL, "opposes", "2025-03-06"),
            held("x:2", NBC, "supports", "2025-03-06"),
            replace(over, dates=replace(over.dates, until="2025-03-05")),
        )
    )
    assert [(side.who.label, side.effect) for side in shown.sides] == [
        ("NBC News", "supports"),
        ("Israel", "opposes"),
    ]
    assert shown.told == "2 voices on it, 0 further claims tied to it"


def test_a_voice_on_two_sides_stands_on_each():
    both = (held("x:1", NBC, "supports", "2025-03-06"), held("x:2", NBC, "opposes", "2025-03-06"))
    assert [side.effect for side in drawn(claim_page(*both)).sides] == ["supports", "opposes"]


def test_a_claim_is_tied_by_content_by_a_reason_and_as_a_reason_in_the_words_of_each():
    because = held("x:1", NBC, "supports", "2025-03-06", arguments=(("Because", (OTHER.iri,)),))
    shown = claim_page(because)
    said = held("x:2", ISRAEL, "supports", "2025-03-06", claims=(OTHER.iri,))
    thing = replace(
        shown.thing,
        argument=(("In tension with", (OTHER,)),),
        argued=(("Given as a reason by", (said, said)),),
    )
    related = drawn(replace(shown, thing=thing)).related
    assert [each.told for each in related] == [
        "In tension with",
        f"Because ({because.holder.label})",
        f"Given as a reason by {said.holder.label}",
    ]


def test_nothing_is_drawn_over_anything_else():
    voices = [
        Ref(f"s:{n}", f"State number {n}, the name of which is a long one") for n in range(20)
    ]
    shown = drawn(claim_page(*(held(f"x:{v.iri}", v, "supports", "2025-03-06") for v in voices)))
    lines = [text.y for node in shown.nodes for text in (*node.texts, *node.told)]
    assert len(shown.nodes) == MOST_VOICES
    assert "4 more in the table alone" in shown.told
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines))
    assert 0 < min(lines) <= max(lines) < shown.height
    assert 0 < shown.box.y < shown.box.y + shown.box.height < shown.height


def test_one_voice_alone_makes_no_map():
    assert drawn(claim_page(held("x:1", NBC, "supports", "2025-03-06"))) is None


def test_map_table_and_query_of_a_page_tell_the_same(client):
    html = page(client, "/id/prop-isr-reduce")
    section = html[html.index('<h2 id="argument">') :].partition("</section>")[0]
    picture, _, rest = section.partition("</svg>")
    linked = set(re.findall(r'href="(/id/[^"]+)"', picture))
    assert {"/id/state-isr", "/id/prop-isr-usa-strong"} <= linked
    table = rest[rest.index("<tbody>") :].partition("</tbody>")[0]
    assert linked <= set(re.findall(r'href="(/id/[^"]+)"', table))
    query = unquote_plus(re.search(r'href="/sparql\?query=([^"]+)">The query', rest)[1])
    rows = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"}).text
    assert all(f"https://w3id.org/averment{address}" in rows for address in linked)
