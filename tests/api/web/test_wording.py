"""What is said otherwise as it is repeated: beside what it goes back to, with the words marked."""

from dataclasses import replace

from api.web.views import proposition
from api.web.views.wording import by_record, changes, stances
from kg.ask import describe
from kg.ask.describe import Citation, Dates, Document, Ref, Value
from tests.api.web.macros import rendered
from tests.api.web.test_voices import ISRAEL, NBC, held
from tests.kg.ask.test_describe import CONTRACT, Asking, run

WIRE, PAPER, BLOG = "d:wire", "d:paper", "d:blog"
ABOVE = {PAPER: (WIRE,), BLOG: (PAPER,)}


def cited(iri: str, phrase: str = "", day: str = "2025-03-06", **more: object) -> Citation:
    on = Dates(possible_from=day, possible_until=day)
    outlet = Ref(f"o:{iri}", iri.upper())
    document = Document(iri, iri, True, "en", outlet, "", on, "2026-11-24", True, "", "")
    made = Citation(f"c:{iri}", document, None, "supports", "", "", False, "", phrase, "")
    return replace(made, **more)


def shown(pieces) -> str:
    return " ".join(f"[{each.text}]" if each.mark else each.text for each in pieces)


def told(found) -> list[tuple[str, str, str, str]]:
    return [
        (each.before.iri, shown(each.was), " ".join(d.iri for d in each.documents), shown(each.now))
        for each in found
    ]


def test_words_that_differ_are_marked_on_both_sides():
    found = changes([cited(WIRE, "four officials, say"), cited(PAPER, "Five officials say")], ABOVE)
    assert told(found) == [(WIRE, "[four] officials, say", PAPER, "[Five] officials say")]
    assert [piece.mark for piece in (found[0].was[0], found[0].now[0])] == ["del", "ins"]


def test_each_stands_beside_the_nearest_that_it_goes_back_to():
    said = [
        cited(WIRE, "four officials", "2025-03-06"),
        cited(PAPER, "officials", "2025-03-07"),
        cited(BLOG, "an official", "2025-03-08"),
    ]
    assert [(each.before.iri, each.documents[0].iri) for each in changes(said, ABOVE)] == [
        (WIRE, PAPER),
        (PAPER, BLOG),
    ]
    past_the_silent = changes([said[0], cited(PAPER), said[2]], ABOVE)
    assert [each.before.iri for each in past_the_silent] == [WIRE]


def test_where_nobody_read_the_origin_the_first_that_was_read_stands_in_for_it():
    said = [cited(BLOG, "an official", "2025-03-07"), cited(PAPER, "officials", "2025-03-06")]
    beside = {PAPER: (WIRE,), BLOG: (WIRE,)}
    assert [(each.before.iri, each.documents[0].iri) for each in changes(said, beside)] == [
        (PAPER, BLOG)
    ]
    assert changes(said, {}) == ()


def test_the_same_words_with_other_marks_are_no_change():
    assert changes([cited(WIRE, "Officials, say"), cited(PAPER, "officials say.")], ABOVE) == ()


def test_documents_in_the_same_other_words_stand_together():
    beside = {PAPER: (WIRE,), BLOG: (WIRE,)}
    said = [cited(WIRE, "four officials"), cited(PAPER, "officials"), cited(BLOG, "officials")]
    assert told(changes(said, beside))[0][2] == f"{BLOG} {PAPER}"


def test_excerpts_are_compared_in_one_language_and_our_words_with_our_words():
    said = [
        cited(WIRE, excerpt="will stop", language="en", gists=(Value("It may stop.", "en"),)),
        cited(PAPER, excerpt="arrêtera", language="fr", gists=(Value("It will stop.", "en"),)),
    ]
    assert [each.kind for each in changes(said, ABOVE)] == ["what it says, in our words"]


def test_a_stance_left_out_on_the_way_is_told():
    positions = (
        held("x:1", ISRAEL, "opposes", "2025-03-06", stance="denies", citations=("c:d:wire",)),
        held("x:2", ISRAEL, "supports", "2025-03-06", stance="asserts",
             citations=("c:d:wire", "c:d:paper")),
    )  # fmt: skip
    citations = {each.iri: each for each in (cited(WIRE), cited(PAPER))}
    assert told(stances(positions, citations, ABOVE)) == [
        (WIRE, "asserts, [denies]", PAPER, "asserts")
    ]
    assert list(by_record(positions, citations, ABOVE)) == ["x:1"]
    apart = (positions[0], replace(positions[1], holder=NBC))
    assert by_record(apart, citations, ABOVE) == {}


def test_a_citation_tells_what_its_document_goes_back_to_where_the_document_does_not():
    wire = cited(WIRE, "four officials")
    citations = {"c:d:wire": wire, "c:d:paper": cited(PAPER, "officials", origin=wire.document)}
    record = held("x:1", NBC, "supports", "2025-03-06", citations=tuple(citations))
    assert [each.before.iri for each in by_record((record,), citations, {})["x:1"]] == [WIRE]


def test_the_hedging_of_a_claim_is_shown_along_its_chain(world):
    slug = "prop-isr-reduce"
    claim = proposition.build(run(describe.thing(Asking(world), CONTRACT, slug)), describe.LATEST)
    said = {
        shown(change.now): [change.before.label, len(change.documents)]
        for _, found in claim.reworded
        for change in found
    }
    assert len(said) > 1
    assert any("[" in words for words in said)


def test_marks_are_elements_and_what_documents_say_is_text():
    found = changes([cited(WIRE, "four <b>officials</b>"), cited(PAPER, "officials")], ABOVE)
    html = rendered("_wording.html.j2", "said_otherwise", found)
    assert "<del>four &lt;b&gt;officials&lt;/b&gt;</del>" in html
    assert "<ins>officials</ins>" in html
