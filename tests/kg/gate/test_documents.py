"""The gate: documents later than their reading, documents that share an address, and origins that
lie outside the chain of derivation."""

from pathlib import Path

import pytest

from kg.gate.derivation import derivation_findings
from kg.gate.documents import document_findings, page
from kg.gate.findings import Finding, Severity
from tests.kg.gate.broken import SAMPLE, Sampled, line_of, told

FILE = 'avd:file-sample a av:CuratedFile ; av:curatedOn "2026-11-24"^^xsd:date .\n'


def document(date: str, consulted: str) -> str:
    return (
        f'{FILE}avd:doc-a a av:Report ; av:edtf "{date}" ; av:consultedOn "{consulted}"^^xsd:date .'
    )


def test_a_document_of_a_later_day_than_its_reading_is_told(tmp_path: Path) -> None:
    turtle = document("2026-11-25", "2026-11-23")
    assert told(tmp_path, turtle, "future-document") == [
        Finding(
            SAMPLE,
            line_of(tmp_path, SAMPLE, "avd:doc-a a"),
            "future-document",
            "avd:doc-a is dated 2026-11-25 or later, and was consulted on 2026-11-23 "
            "and curated on 2026-11-24",
            "Correct av:edtf, or the day of reading or curation.",
            Severity.VIOLATION,
        )
    ]


@pytest.mark.parametrize(
    ("date", "consulted", "was"),
    [
        ("2026-11-24", "2026-11-23", "consulted on 2026-11-23"),
        ("2026-12", "2026-12-24", "curated on 2026-11-24"),
        ("[2026-11-25,2026-11-26]", "2026-11-25", "curated on 2026-11-24"),
    ],
)
def test_each_of_the_two_days_is_looked_at(
    sampled: Sampled, date: str, consulted: str, was: str
) -> None:
    (found,) = document_findings(sampled(document(date, consulted)))
    assert found.cause.endswith(f"and was {was}")


@pytest.mark.parametrize("date", ["2026-11-24", "2026-11", "2026", "[..2027]", "2025-03-06"])
def test_a_document_that_may_be_of_the_day_of_its_reading_is_spared(
    sampled: Sampled, date: str
) -> None:
    assert list(document_findings(sampled(document(date, "2026-11-24")))) == []


def test_two_documents_with_one_address_are_told_of_the_second(tmp_path: Path) -> None:
    turtle = """
avd:doc-b a av:Report ; av:url "https://www.example.org/news/#comments"^^xsd:anyURI .
avd:doc-a a av:Report ; av:url "http://example.org/news"^^xsd:anyURI .
avd:doc-c a av:Report ; av:url "http://example.org/new"^^xsd:anyURI .
"""
    assert told(tmp_path, turtle, "same-address") == [
        Finding(
            SAMPLE,
            line_of(tmp_path, SAMPLE, "avd:doc-b a"),
            "same-address",
            "avd:doc-b has the address of avd:doc-a, example.org/news",
            "Keep one of the two, and let moved.tsv lead from the other; or correct av:url.",
            Severity.VIOLATION,
        )
    ]


@pytest.mark.parametrize(
    "other",
    [
        "https://www.example.org/a_(b)/?id=1",
        "http://example.org/a_(b)?id=1",
        "http://EXAMPLE.org/a_%28b%29/?id=1#part-2",
    ],
)
def test_addresses_of_one_page_are_one(other: str) -> None:
    assert page(other) == "example.org/a_(b)?id=1"


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/a",
        "https://example.org/a_(b)?id=2",
        "https://news.example.org/a_(b)?id=1",
        "https://example.org/A_(B)?id=1",
        "https://example.org/a_(b)?id=1#!/page/2",
        "https://example.org/a_(b)?id=1#/page/2",
    ],
)
def test_addresses_of_two_pages_are_two(other: str) -> None:
    assert page(other) != "example.org/a_(b)?id=1"


CHAIN = """
avd:doc-origin a av:Report .
avd:doc-middle a av:Report ; av:translates avd:doc-origin .
avd:doc-read a av:Report ; av:copyOf avd:doc-middle .
avd:doc-other a av:Report .
"""


def cited(origin: str, name: str = "cit-a") -> str:
    read = f"avd:{name} a av:Citation ; av:citedDocument avd:doc-read"
    return f"{read} ; av:originDocument avd:{origin} .\n"


@pytest.mark.parametrize("origin", ["doc-read", "doc-middle", "doc-origin"])
def test_an_origin_within_the_chain_is_spared(sampled: Sampled, origin: str) -> None:
    assert list(derivation_findings(sampled(CHAIN + cited(origin)))) == []


def test_an_origin_outside_the_chain_is_told_once_of_all_that_name_it(tmp_path: Path) -> None:
    turtle = CHAIN + cited("doc-other") + cited("doc-other", "cit-b") + cited("doc-read", "cit-c")
    assert told(tmp_path, turtle, "origin-outside-chain") == [
        Finding(
            SAMPLE,
            line_of(tmp_path, SAMPLE, "avd:cit-a a"),
            "origin-outside-chain",
            "avd:cit-a names avd:doc-other as origin, as in 1 more, "
            "and avd:doc-read, which it cites, does not go back to that",
            "Say of avd:doc-read how it is derived (as by av:reReports or av:copyOf), "
            "or correct av:originDocument.",
            Severity.WARNING,
        )
    ]


def test_a_document_that_goes_back_to_the_one_read_is_no_origin_of_it(sampled: Sampled) -> None:
    later = "avd:doc-later a av:Report ; av:quotesFrom avd:doc-read .\n"
    assert len(list(derivation_findings(sampled(CHAIN + later + cited("doc-later"))))) == 1


def test_a_chain_that_runs_in_a_circle_ends(sampled: Sampled) -> None:
    circle = "avd:doc-origin av:updates avd:doc-read .\n"
    assert list(derivation_findings(sampled(CHAIN + circle + cited("doc-origin")))) == []
    assert len(list(derivation_findings(sampled(CHAIN + circle + cited("doc-other"))))) == 1
