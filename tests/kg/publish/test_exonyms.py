"""Names of states in the languages of the documents that are held."""

import pyoxigraph as px

from kg.gate.index import Index
from kg.publish.exonyms import exonyms
from kg.rdf.triples import Triple
from kg.terms import AV


def said(subject: str, name: str, value: str) -> Triple:
    return Triple(px.NamedNode(f"id:{subject}"), px.NamedNode(f"{AV}{name}"), px.Literal(value))


STATES = [
    said("lva", "identifier", "cow:367"),
    said("lva", "identifier", "iso2:LV"),
    said("jpn", "identifier", "iso2:JP"),
    said("ddr", "identifier", "cow:265"),
]


def test_a_state_has_its_names_in_each_language_that_a_document_is_in():
    languages = [said("one", "language", "de"), said("two", "language", "ja")]
    assert set(exonyms(Index([*STATES, *languages]))) == {
        ("id:lva", "Lettland"), ("id:jpn", "Japan"), ("id:lva", "ラトビア"), ("id:jpn", "日本")
    }  # fmt: skip


def test_a_language_that_nobody_knows_gives_no_name():
    languages = [said("one", "language", "tlh"), said("two", "language", "zh-Hant-TW")]
    assert set(exonyms(Index([*STATES, *languages]))) == {
        ("id:lva", "拉脫維亞"),
        ("id:jpn", "日本"),
    }
