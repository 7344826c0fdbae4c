"""Text search: what is found by which words, in which order, and why."""

import re
import sqlite3
from contextlib import closing

import pytest

from kg.ask.search import MOST_WORDS, Reason, TextIndex, Thing, Told, text_index
from kg.ask.search.folding import folded
from kg.errors import BadArgument, Refused

THINGS = (
    Thing("id:uk", "State", "United Kingdom", False, (
        Told(Reason.NAME, "United Kingdom"), Told(Reason.OTHER_NAME, "GBR"),
        Told(Reason.FOREIGN_NAME, "Großbritannien"))),
    Thing("id:grossmann", "Person", "Wilhelm Grossmann", False, (
        Told(Reason.NAME, "Wilhelm Grossmann"), Told(Reason.OTHER_NAME, "Grossmann"))),
    Thing("id:mi6", "Agency", "Secret Intelligence Service", False, (
        Told(Reason.NAME, "Secret Intelligence Service"), Told(Reason.OTHER_NAME, "MI6"))),
    Thing("id:skw", "Agency", "Counter-intelligence", False, (
        Told(Reason.NAME, "Służba Kontrwywiadu"),)),
    Thing("id:isa", "Agency", "Israel Security Agency", False, (
        Told(Reason.OTHER_NAME, "Shin Bet"),)),
    Thing("id:jp", "Agency", "Defense Intelligence Headquarters", False, (
        Told(Reason.NAME, "情報本部"),)),
    Thing("id:isa-2", "Agency", "Agency of Nowhere", False, (Told(Reason.OTHER_NAME, "ISA"),)),
    Thing("id:isa-3", "Agency", "Security Agency of Elsewhere", False, (
        Told(Reason.OTHER_NAME, "ISA"),), 7),
    Thing("id:doc", "Report", "MI6 and its files", False, (
        Told(Reason.TITLE, "MI6 and its files"),)),
    Thing("id:said", "Statement", "said", True, (
        Told(Reason.TEXT, "The minister says nothing. " * 9 + "MI6 was told in time. " * 9),)),
    Thing("id:nam", "Naming", "MI6", True, (Told(Reason.NAME, "MI6"),)),
    Thing("id:pause", "Event", "Pause of sharing", False, (
        Told(Reason.NAME, "Pause of sharing"),
        Told(Reason.TEXT, "The state pauses what it shared."))),
    Thing("id:paused", "Statement", "paused", True, (
        Told(Reason.TEXT, "Sharing was paused, as was told."),)),
    Thing("id:pausing", "Statement", "pausing", True, (
        Told(Reason.TEXT, "It is said again and again. " * 9 + "They are pausing it."),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "texts.sqlite"
    path.write_bytes(text_index(THINGS))
    return TextIndex(path)


def found(index, text, **more):
    return [hit.iri.removeprefix("id:") for hit in index.find(text, **more).hits]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Służba", "sluzba"),
        ("Straße", "STRASSE"),
        ("Überwachung", "uberwachung"),
        ("Shin-Bet", "shin bet"),
        ("مُخابَرات", "مخابرات"),
        ("ﬁle", "file"),
    ],
)
def test_case_marks_and_hyphens_make_no_difference(text, same):
    assert folded(text) == folded(same)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("sluzba kontrwywiadu", "skw"),
        ("SHIN-BET", "isa"),
        ("united-king", "uk"),
        ("情報", "jp"),
        ("united king", "uk"),
        ("service secret", "mi6"),
        ("gbr", "uk"),
    ],
)
def test_a_thing_is_found_by_the_words_of_one_of_its_names(index, text, iri):
    assert found(index, text) == [iri]


def test_entities_come_before_records_and_first_what_has_that_very_name(index):
    assert found(index, "mi6") == ["mi6", "doc", "nam", "said"]


def test_of_things_of_one_name_comes_first_what_is_linked_to_most(index):
    assert found(index, "isa") == ["isa-3", "isa-2"]


@pytest.mark.parametrize("text", ["MI-6", "M.I.6"])
def test_what_is_written_with_signs_between_may_be_one_word(index, text):
    assert found(index, text)[:2] == ["mi6", "doc"]


def test_a_word_is_found_in_its_other_forms_behind_those_that_have_it_as_it_was_given(index):
    assert found(index, "paused") == ["pause", "paused", "pausing"]
    assert found(index, "paused share") == ["pause", "paused"]
    assert found(index, "state paused of") == [], "one text holds all of them"
    assert found(index, "paused", classes={"Event"}) == ["pause"]
    assert index.find("paused", classes={"Event"}).by_class == {"Event": 1, "Statement": 2}


def test_the_snippet_shows_the_form_that_stands_there(index):
    told = {hit.iri: (hit.reason.words, hit.snippet) for hit in index.find("paused").hits}
    assert told["id:pause"] == ("name", "Pause of sharing")
    assert told["id:pausing"][0] == "text"
    assert told["id:pausing"][1].endswith("They are pausing it.")


def test_an_index_from_before_there_were_stems_finds_words_as_they_stand(tmp_path):
    path = tmp_path / "texts.sqlite"
    path.write_bytes(text_index(THINGS))
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TABLE stems")
    assert found(TextIndex(path), "paused") == ["paused"]


def test_a_name_in_another_language_is_one_but_what_begins_so_comes_behind(index):
    assert found(index, "grossbritannien") == ["uk"]
    assert index.find("Großbritannien").hits[0].reason.words == "foreign name"
    assert [hit.iri for hit in index.called("Großbritannien", {"State"})] == ["id:uk"]
    assert found(index, "gross") == ["grossmann", "uk"]


@pytest.mark.parametrize(
    ("text", "likest"),
    [
        ("Untied Kigndom", "united kingdom"),
        ("shin bett", "shin bet"),
        ("sluzba kontrwywaidu", "sluzba kontrwywiadu"),
        ("zzzz", ""),
        ("mi6 zzzz", ""),
        ("shin kingdon", ""),
        ("–", ""),
    ],
)
def test_in_place_of_words_that_find_nothing_the_likest_are_told_that_find_something(
    index, text, likest
):
    assert index.respelled(text) == likest


def test_words_that_stand_together_are_found_together_alone(index):
    assert found(index, "bet shin") == ["isa"]
    assert found(index, "bet-shin") == []


def test_only_the_last_word_may_be_a_beginning_and_one_letter_is_none(index):
    assert found(index, "king united") == []
    assert found(index, "u") == []


def test_a_hit_says_by_what_it_was_found(index):
    told = {hit.iri: (hit.reason.words, hit.snippet) for hit in index.find("mi6").hits}
    assert told["id:mi6"] == ("other name", "MI6")
    assert told["id:doc"] == ("title", "MI6 and its files")
    reason, snippet = told["id:said"]
    assert reason == "text"
    assert re.fullmatch(
        r"…nothing\. The minister says nothing\. MI6 was told .{,120} MI6 was told…", snippet
    )


def test_a_page_of_hits_says_how_many_there_are_in_all(index):
    hits, total, by_class = index.find("mi6", first=2, skip=1)
    assert ([hit.iri for hit in hits], total) == (["id:doc", "id:nam"], 4)
    assert by_class == {"Agency": 1, "Report": 1, "Naming": 1, "Statement": 1}
    assert index.find("mi6", skip=9)[:2] == ((), 4)
    assert found(index, "mi6", classes={"Report", "Naming"}) == ["doc", "nam"]


def test_names_alone_are_found_for_who_wants_to_name_a_thing(index):
    assert [hit.iri for hit in index.named("MI6", {"Agency", "Report"})] == ["id:mi6"]
    assert index.named("–") == ()


@pytest.mark.parametrize("text", ["", " – … ", "(((", "一" * (MOST_WORDS + 1)])
def test_what_holds_no_word_or_too_many_is_refused_with_what_is_wanted(index, text):
    with pytest.raises(BadArgument, match="give a"):
        index.find(text)


@pytest.mark.parametrize("text", ['mi6" OR "uk', "mi6*", "name:mi6", "mi6 NOT", "NEAR(mi6)"])
def test_the_language_of_the_index_means_nothing_in_a_search(index, text):
    assert "uk" not in found(index, text)


def test_the_same_things_in_any_order_give_the_same_bytes():
    assert text_index(reversed(THINGS)) == text_index(THINGS)


def test_a_snapshot_without_an_index_says_so(tmp_path):
    with pytest.raises(Refused, match="averment build"):
        TextIndex(tmp_path / "texts.sqlite").find("mi6")


@pytest.mark.parametrize(
    ("text", "slug", "reason"),
    [
        ("canada", "state-can", "name"),
        ("CAN", "state-can", "other name"),
        ("israel weighs scal", "doc-yeshiva-world-2025-03-06", "title"),
        ("canada is reassessing", "prop-can-review", "text"),
        ("intelligence agency canada", "agency-can-cse", "text"),
    ],
)
def test_a_snapshot_finds_names_titles_and_texts(snapshot, text, slug, reason):
    first = TextIndex(snapshot.texts).find(text).hits[0]
    assert (first.iri.rpartition("/")[2], first.reason.words) == (slug, reason)


def test_neither_citations_nor_curated_files_are_found(snapshot, store):
    kinds = {hit.class_name for hit in TextIndex(snapshot.texts).find("th", first=10_000).hits}
    assert "Statement" in kinds
    assert kinds.isdisjoint({"Citation", "CuratedFile"})
