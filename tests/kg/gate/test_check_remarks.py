"""The gate: misuse of the vocabulary, and what it remarks on without stopping publication."""

from pathlib import Path

import pytest

from kg.gate.check import check
from kg.gate.findings import Finding, Severity
from tests.kg.gate.broken import (
    REPORT,
    UKUSA,
    edit,
    line_of,
    new_findings,
)

# what stands where the shapes do not allow it

BY_AXIOMS = "disjoint-classes"
AXIOMS_SHOW = ("a statement derived from a document",)
MISUSES = {
    "a statement derived from a document": (
        ("    av:edtf", "    av:derivedFrom avd:doc-nbc-news-allies ;\n    av:edtf"),
        "avd:pos-yeshiva-world-2025-03-06-8",
        "DocumentShape",
        "av:derivedFrom Something other than a document names a document with av:derivedFrom. "
        "(found: avd:doc-nbc-news-allies)",
        "Use av:derivedFrom on a document only.",
    ),
    "a wrong datatype": (
        ("av:verbatim false", 'av:verbatim "false"'),
        "avd:cit-pos-yeshiva-world-2025-03-06-8-yeshiva-world-2025-03-06",
        "CitationShape",
        'av:verbatim A citation needs exactly one "verbatim", and it must be true or false. '
        '(found: "false")',
        "Give av:verbatim once: true or false.",
    ),
    "a quotation that is too long": (
        ("    av:verbatim false", f'    av:excerpt "{"so " * 14}on"@en ;\n    av:verbatim true'),
        "avd:cit-pos-yeshiva-world-2025-03-06-8-yeshiva-world-2025-03-06",
        "CitationShape",
        'av:excerpt A citation may have one "excerpt", and it must be a text with a language tag, '
        f'of at most 14 words. (found: "{"so " * 14}on"@en)',
        "Quote at most 14 words, once and with a language tag; "
        "put the rest in your own words into the record.",
    ),
}


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse_is_told_of_the_node_that_is_to_be_mended(
    checkout: Path, before: list[Finding], name: str
) -> None:
    (was, becomes), subject, rule, cause, mend = MISUSES[name]
    edit(checkout, REPORT, was, becomes, after=f"{subject} a")
    line = line_of(checkout, REPORT, f"{subject} a")
    every = [f for f in new_findings(checkout, before) if f.rule != "form"]
    found = [f for f in every if f.rule != BY_AXIOMS]
    assert (found != every) == (name in AXIOMS_SHOW)
    assert found == [Finding(REPORT, line, rule, f"{subject}: {cause}", mend)]


def test_a_misuse_that_an_axiom_shows_too_is_told_of_the_same_node(
    checkout: Path, before: list[Finding]
) -> None:
    (was, becomes), subject, *_ = MISUSES[AXIOMS_SHOW[0]]
    edit(checkout, REPORT, was, becomes, after=f"{subject} a")
    (found,) = (f for f in new_findings(checkout, before) if f.rule == BY_AXIOMS)
    assert (found.path, found.line) == (REPORT, line_of(checkout, REPORT, f"{subject} a"))
    assert "av:Document by avd:pos-yeshiva-world-2025-03-06-8 av:derivedFrom" in found.cause


def test_a_quotation_of_fourteen_words_is_allowed(checkout: Path, before: list[Finding]) -> None:
    after = "avd:cit-pos-yeshiva-world-2025-03-06-8-yeshiva-world-2025-03-06 a"
    excerpt = f'    av:excerpt "{"so " * 13}on"@en ;\n    av:locator'
    edit(checkout, REPORT, "    av:locator", excerpt, after=after)
    edit(checkout, REPORT, "av:verbatim false", "av:verbatim true", after=after)
    assert {f.rule for f in new_findings(checkout, before)} == {"form"}


# remarks


def new_remarks(checkout: Path, before: list[Finding], rule: str) -> list[Finding]:
    """What one rule says of a changed copy and does not say of the checkout."""
    return [found for found in check(checkout)[1] if found.rule == rule and found not in before]


def test_a_fact_on_one_document_is_remarked(checkout: Path, before: list[Finding]) -> None:
    citation = "avd:cit-pty-ukusa-1946-nzl-documentcloud-2012-08-22 a"
    for_, against = "avc:bearing-supports", "avc:bearing-disputes"
    edit(checkout, UKUSA, for_, against, after=citation)
    (found,) = new_remarks(checkout, before, "OneSourceShape")
    assert (found.path, found.severity) == (UKUSA, Severity.INFO)
    assert found.line == line_of(checkout, UKUSA, "avd:pty-ukusa-1946-nzl a")
    assert found.cause == (
        "avd:pty-ukusa-1946-nzl: The fact rests on one document alone. "
        "(found: avd:doc-statewatch-2010-06)"
    )
    assert (
        found.mend == "Look for a second document that says the same of its own, and cite it too."
    )


def test_what_nothing_refers_to_is_told(checkout: Path, before: list[Finding]) -> None:
    path, orphan = (
        "kg/data/documents/undated/doc-yale-mfia-five-eyes.ttl",
        "kg/data/documents/undated/doc-orphan.ttl",
    )
    text = (checkout / path).read_text("utf-8")
    (checkout / orphan).write_text(text.replace("doc-yale-mfia-five-eyes", "doc-orphan"), "utf-8")
    (found,) = new_remarks(checkout, before, "DeadReferenceShape")
    assert (found.path, found.severity) == (orphan, Severity.WARNING)
    assert found.line == line_of(checkout, orphan, "avd:doc-orphan a")
    assert found.cause == (
        "avd:doc-orphan: Nothing refers to this document, proposition or unnamed source."
    )
    assert found.mend == (
        "Cite the document, give the proposition a position, let the source speak; "
        "or remove the file."
    )


def test_an_origin_that_nobody_read_is_told(before: list[Finding]) -> None:
    (found,) = [f for f in before if f.rule == "UnreadOriginShape"]
    assert found.path == "kg/data/documents/undated/doc-nbc-news-allies.ttl"
    assert found.severity is Severity.WARNING


STALE = "avd:pty-ukusa-1946-nzl a"


@pytest.mark.parametrize(
    ("day", "stale"),
    [("2016-11-24", False), ("2016-11-23", True), ("1990-01-01", True)],
)
def test_a_lasting_fact_is_stale_ten_years_before_the_newest_file(
    checkout: Path, before: list[Finding], day: str, stale: bool
) -> None:
    was, becomes = '"2012-08-22"^^xsd:date', f'"{day}"^^xsd:date'
    edit(checkout, UKUSA, was, becomes, after=STALE)
    found = [f for f in check(checkout)[1] if (f.path, f.rule) == (UKUSA, "stale")]
    about = [f for f in found if f.line == line_of(checkout, UKUSA, STALE)]
    assert [f.cause for f in about] == [
        f"avd:pty-ukusa-1946-nzl: the fact has no end, and no document vouches for it after {day}"
    ] * stale
    assert {f.severity for f in found} == {Severity.INFO}


def test_a_fact_that_ended_is_not_stale(checkout: Path) -> None:
    line = line_of(checkout, UKUSA, STALE)
    assert line in {f.line for f in check(checkout)[1] if f.rule == "stale"}
    edit(checkout, UKUSA, '    av:ongoingAsOf "2012-08-22"^^xsd:date ;\n', "", after=STALE)
    edit(checkout, UKUSA, 'av:edtf "1956/.."', 'av:edtf "1956/1990"', after=STALE)
    assert line not in {f.line for f in check(checkout)[1] if f.rule == "stale"}
