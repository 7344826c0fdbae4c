"""The gate: what it says of broken copies of the curated files, and that the checkout passes.

A test breaks a copy in one way and looks at what the gate says that it did not say before. The
broken subject always has a like one beside it in the file, which must be spared.
"""

from pathlib import Path

import pyshacl
import pytest
import shacl
from rdflib import SH, Graph

from kg.gate.dates import KNOWN_FORMS
from kg.gate.findings import Finding, Severity, violations
from kg.gate.gather import gather
from kg.rdf.triples import n_triples
from kg.terms import short
from tests.kg.gate.broken import (
    FIVE_EYES,
    ORGANISATION,
    PROPOSITION,
    REPORT,
    ZEALAND,
    edit,
    line_of,
    new_findings,
)


def test_the_checkout_passes(before: list[Finding]) -> None:
    assert violations(before) == []
    assert before == sorted(set(before))


def test_remarks_do_not_stop_publication(before: list[Finding]) -> None:
    assert {found.severity for found in before} <= {Severity.WARNING, Severity.INFO}


# the five broken copies


def test_syntax_is_told_with_the_place_of_the_parser(checkout: Path, before: list[Finding]) -> None:
    first = "avd:cit-pos-yeshiva-world-2025-03-06-1-yeshiva-world-2025-03-06 a"
    edit(checkout, REPORT, 'av:locator "paragraph 1" ;', 'av:locator "paragraph 1', after=first)
    found = [f for f in new_findings(checkout, before) if f.path == REPORT]
    line = line_of(checkout, REPORT, first) + 4
    assert found == [
        Finding(
            REPORT,
            line,
            "syntax",
            "column 28: Line jumps are not allowed in string literals, use \\n, "
            'at: av:locator "paragraph 1',
            "Mend the Turtle at this place; often a ';' or '.' is missing on the line before.",
        )
    ]


def test_a_dangling_reference_is_told_with_the_nearest_name(
    checkout: Path, before: list[Finding]
) -> None:
    was, becomes = "avd:prop-gbr-review,", "avd:prop-gbr-revue,"
    edit(checkout, REPORT, was, becomes, after="avd:pos-yeshiva-world-2025-03-06-2 a")
    line = line_of(checkout, REPORT, "avd:pos-yeshiva-world-2025-03-06-2 a")
    assert ("dangling-reference", line) in {
        (found.rule, found.line) for found in new_findings(checkout, before)
    }
    (found,) = [f for f in new_findings(checkout, before) if f.rule == "dangling-reference"]
    assert str(found) == (
        f"{REPORT}:{line}: violation [dangling-reference]\n"
        "    avd:prop-gbr-revue is described nowhere in this checkout\n"
        "    Mend: Did you mean avd:prop-gbr-review?"
    )


def test_a_missing_citation_is_told_of_the_record_that_lacks_it(
    checkout: Path, before: list[Finding]
) -> None:
    """`-1` beside `-10`, whose name begins alike and whose block stands first."""
    silence = "avd:pos-yeshiva-world-2025-03-06-1"
    tenth = (
        f"{silence}0 a av:Statement ;\n    av:speaker avd:org-yeshiva-world ;\n"
        "    av:stance avc:stance-speculates ;\n    av:proposition avd:prop-hamper ;\n"
        '    av:edtf "2025-03" ;\n'
        "    av:hasCitation avd:cit-pos-yeshiva-world-2025-03-06-6-yeshiva-world-2025-03-06 .\n\n"
    )
    edit(checkout, REPORT, f"{silence} a", f"{tenth}{silence} a")
    citation = (
        " ;\n    av:hasCitation avd:cit-pos-yeshiva-world-2025-03-06-1-yeshiva-world-2025-03-06 ."
    )
    edit(checkout, REPORT, citation, " .")
    found = [f for f in new_findings(checkout, before) if f.rule == "RecordShape"]
    assert found == [
        Finding(
            REPORT,
            line_of(checkout, REPORT, f"{silence} a"),
            "RecordShape",
            f'{silence}: av:hasCitation A record needs at least one "has citation", '
            "and each must be a citation.",
            "Give av:hasCitation at least once, each time a citation.",
        )
    ]


def test_a_bad_date_is_told_with_the_forms_that_are_known(
    checkout: Path, before: list[Finding]
) -> None:
    was, becomes = 'av:edtf "[..2025-03-06]"', 'av:edtf "before March 6"'
    edit(checkout, REPORT, was, becomes, after="avd:pos-yeshiva-world-2025-03-06-8 a")
    assert new_findings(checkout, before) == [
        Finding(
            REPORT,
            line_of(checkout, REPORT, "avd:pos-yeshiva-world-2025-03-06-8 a"),
            "date",
            "“before March 6” cannot be read as a date: “before March 6” is not a date",
            f"Write one of these forms: {KNOWN_FORMS}.",
        )
    ]


def test_two_stances_are_told_of_the_position_that_has_them(
    checkout: Path, before: list[Finding]
) -> None:
    was, becomes = "avc:stance-rejects", "avc:stance-denies, avc:stance-rejects"
    edit(checkout, REPORT, was, becomes, after="avd:pos-yeshiva-world-2025-03-06-8 a")
    assert new_findings(checkout, before) == [
        Finding(
            REPORT,
            line_of(checkout, REPORT, "avd:pos-yeshiva-world-2025-03-06-8 a"),
            "PositionShape",
            'avd:pos-yeshiva-world-2025-03-06-8: av:stance A position needs exactly one "stance", '
            "and it must be a concept of the scheme avc:stance.",
            "Give av:stance once: a concept of the scheme avc:stance.",
        )
    ]


# one break, one finding

BREAKS = {
    "an unknown concept": (
        (PROPOSITION, "avc:phase-considered", "avc:phase-consider"),
        "avd:prop-isr-reduce a",
        "unknown-concept",
        "avc:phase-consider is described nowhere in this checkout",
        "Did you mean avc:phase-considered?",
    ),
    "an unknown property": (
        (PROPOSITION, "av:counterparty avd", "av:counterpart avd"),
        "avd:prop-isr-reduce a",
        "unknown-term",
        "av:counterpart is described nowhere in this checkout",
        "Did you mean av:counterparty?",
    ),
    "an unknown class": (
        (ZEALAND, "a av:State ", "a av:Sate "),
        "avd:state-nzl a",
        "unknown-term",
        "av:Sate is described nowhere in this checkout",
        "Did you mean av:State?",
    ),
    "a reference to nothing alike": (
        (PROPOSITION, "avd:epi-nbc-2025", "avd:qqq"),
        "avd:prop-isr-reduce a",
        "dangling-reference",
        "avd:qqq is described nowhere in this checkout",
        "Describe it, or mend the name.",
    ),
    "a term of another house": (
        (ZEALAND, "av:isoCode3", "<http://x.example/code>"),
        "avd:state-nzl a",
        "foreign-term",
        "<http://x.example/code> is described nowhere in this checkout",
        "Describe it, or mend the name.",
    ),
    "a subject of another house": (
        (ZEALAND, "avd:state-nzl a", "<http://x.example/nzl> a"),
        "<http://x.example/nzl> a",
        "subject",
        "<http://x.example/nzl> is not an IRI of this graph",
        "Use avd:.",
    ),
    "a subject without a class": (
        (
            ZEALAND,
            "avd:state-nzl a av:State",
            'avd:state-nzx av:isoCode3 "X" .\navd:state-nzl a av:State',
        ),
        "avd:state-nzx",
        "untyped",
        "avd:state-nzx has no class",
        "Give it a class, or mend the name if it is meant to be something else.",
    ),
    "a value that is computed": (
        (PROPOSITION, "av:affirmative true", 'av:affirmative true ;\n    av:coreKey "x"'),
        "avd:prop-isr-reduce a",
        "computed",
        "av:coreKey is computed, never curated",
        "Remove it; dates are given by av:edtf alone.",
    ),
    "a value that a rule derives": (
        (PROPOSITION, "av:affirmative true", "av:affirmative true ;\n    av:disputed false"),
        "avd:prop-isr-reduce a",
        "computed",
        "av:disputed is computed, never curated",
        "Remove it; dates are given by av:edtf alone.",
    ),
    "a class that axioms give": (
        (
            FIVE_EYES,
            "avd:mem-five-eyes-aus a av:Membership",
            "avd:mem-five-eyes-aus a av:DisputedRecord, av:Membership",
        ),
        "avd:mem-five-eyes-aus a",
        "inferred",
        "av:DisputedRecord is inferred, never curated",
        "Remove it; it follows from what the record says.",
    ),
    "a class that a rule gives": (
        (ZEALAND, "a av:State ", "a av:State, av:StatusPeriod "),
        "avd:state-nzl a",
        "inferred",
        "av:StatusPeriod is inferred, never curated",
        "Remove it; it follows from what the record says.",
    ),
    "a comment": (
        (ZEALAND, "avd:state-nzl a", "# two islands\navd:state-nzl a"),
        "# two islands",
        "form",
        "text:12:1: comments are not kept; write the remark as skos:editorialNote",
        "Remarks belong in skos:editorialNote.",
    ),
    "another form": (
        (ZEALAND, '    av:isoCode3 "NZL"', '  av:isoCode3 "NZL"'),
        '  av:isoCode3 "NZL"',
        "form",
        "the file is not in canonical form",
        "Run `averment format`, and look at the change.",
    ),
    "a node without a name": (
        (
            ZEALAND,
            '    av:isoCode3 "NZL"',
            '    av:reason [ av:isoCode3 "X" ] ;\n    av:isoCode3 "NZL"',
        ),
        "avd:state-nzl a",
        "blank-node",
        "a node has no name",
        "Give it a slug.",
    ),
    "the header of another file": (
        (ZEALAND, "avd:file-state-nzl a", "avd:file-state-nze a"),
        "avd:file-state-nze a",
        "curated-file",
        "the file describes itself as avd:file-state-nze",
        "Begin it with avd:file-state-nzl a av:CuratedFile, with curator and day.",
    ),
    "no header": (
        (ZEALAND, "avd:file-state-nzl a av:CuratedFile", "avd:file-state-nzl a av:Document"),
        "@prefix av:",
        "curated-file",
        "the file describes itself as nothing",
        "Begin it with avd:file-state-nzl a av:CuratedFile, with curator and day.",
    ),
    "a triple term of RDF 1.2": (
        (ZEALAND, 'av:isoCode3 "NZL"', "av:reason\n<<( avd:a av:b avd:c )>>"),
        "<<( avd:a",
        "syntax",
        "column 1: triple terms of RDF 1.2 are not supported",
        "Mend the Turtle at this place; often a ';' or '.' is missing on the line before.",
    ),
    "a text with a direction": (
        (ZEALAND, '"New Zealand"@en', '\n"New Zealand"@en--ltr'),
        '"New Zealand"@en--ltr',
        "syntax",
        "column 1: texts with a base direction (RDF 1.2) are not supported",
        "Mend the Turtle at this place; often a ';' or '.' is missing on the line before.",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_told_with_file_line_cause_and_mend(
    checkout: Path, before: list[Finding], name: str
) -> None:
    (path, was, becomes), at, rule, cause, mend = BREAKS[name]
    edit(checkout, path, was, becomes)
    wanted = Finding(path, line_of(checkout, path, at), rule, cause, mend)
    assert wanted in new_findings(checkout, before)


def test_a_file_that_is_no_utf_8_is_told_with_its_line(
    checkout: Path, before: list[Finding]
) -> None:
    file = checkout / ZEALAND
    file.write_bytes(file.read_bytes().replace("é".encode(), "é".encode("latin-1")))
    found = next(f for f in new_findings(checkout, before) if f.path == ZEALAND)
    assert (found.line, found.rule) == (13, "syntax")
    assert found.cause == "column 1: not valid UTF-8: invalid continuation byte"


def test_a_triple_in_two_files_is_told_of_the_second(checkout: Path, before: list[Finding]) -> None:
    file = checkout / ORGANISATION
    file.write_text(file.read_text("utf-8") + '\navd:state-nzl av:isoCode3 "NZL" .\n', "utf-8")
    found = [f for f in new_findings(checkout, before) if f.rule == "repeated"]
    assert found == [
        Finding(
            ZEALAND,
            line_of(checkout, ZEALAND, "avd:state-nzl a"),
            "repeated",
            f"avd:state-nzl av:isoCode3 “NZL” stands in {ORGANISATION} too, "
            "so it would count twice",
            "Keep it in one of the two files.",
        )
    ]


def test_two_files_of_one_name_would_be_one_graph(checkout: Path, before: list[Finding]) -> None:
    other = checkout / "kg/data/people/state-nzl.ttl"
    other.write_text(
        (checkout / ZEALAND).read_text("utf-8").replace("avd:state-nzl", "avd:state-nz")
    )
    found = [f for f in new_findings(checkout, before) if f.rule == "file-name"]
    assert [(f.path, f.line) for f in found] == [
        ("kg/data/people/state-nzl.ttl", 1),
        (ZEALAND, 1),
    ]
    assert found[0].cause == "2 files are named state-nzl, so their graphs would be one"


def test_a_bad_date_of_a_node_without_a_name_is_told_too(
    checkout: Path, before: list[Finding]
) -> None:
    file = checkout / ZEALAND
    file.write_text(file.read_text("utf-8") + '\n[] a av:Event ; av:edtf "soon" .\n', "utf-8")
    found = {(f.path, f.rule) for f in new_findings(checkout, before)}
    assert found == {
        *((ZEALAND, rule) for rule in ("date", "blank-node", "form")),
        *(("ontology", shape) for shape in ("EventShape", "RecordShape")),
    }


def test_what_an_editor_leaves_in_the_folder_is_no_curated_file(
    checkout: Path, before: list[Finding]
) -> None:
    (checkout / "kg/data/states/.#state-nzl.ttl").symlink_to("someone@a-machine.1")
    assert new_findings(checkout, before) == []


def test_all_findings_come_at_once_in_the_order_of_files_and_lines(
    checkout: Path, before: list[Finding]
) -> None:
    edit(checkout, ZEALAND, " ;", "")
    edit(checkout, ORGANISATION, "av:curator", "av:curater")
    edit(checkout, FIVE_EYES, 'av:edtf "', 'av:edtf "about ')
    edit(checkout, REPORT, "avc:stance-rejects", "avc:stance-denies, avc:stance-rejects")
    edit(checkout, PROPOSITION, "avc:phase-considered", "avc:phase-consider")
    found = new_findings(checkout, before)
    assert {(f.path, f.rule) for f in found} >= {
        (ZEALAND, "syntax"),
        (ORGANISATION, "unknown-term"),
        (FIVE_EYES, "date"),
        (REPORT, "PositionShape"),
        (PROPOSITION, "unknown-concept"),
    }
    assert found == sorted(found)


# the validator and its oracle

BROKEN = (
    (
        REPORT,
        " ;\n    av:hasCitation avd:cit-pos-yeshiva-world-2025-03-06-1-yeshiva-world-2025-03-06 .",
        " .",
    ),
    (REPORT, "avc:stance-rejects", "avc:stance-denies, avc:stance-rejects"),
    (REPORT, "av:speaker avd:state-can", "av:speaker avd:doc-nbc-news-allies"),
    (PROPOSITION, "avc:phase-considered", "avc:bearing-disputes"),
    (ZEALAND, 'av:isoCode3 "NZL"', 'av:isoCode3 "New Zealand"'),
)


@pytest.mark.parametrize("edits", [(), BROKEN], ids=["as it is", "broken"])
def test_the_validator_finds_the_nodes_that_its_oracle_finds(
    checkout: Path, edits: tuple[tuple[str, str, str], ...]
) -> None:
    """With the constraints of SHACL Core; those in SPARQL are compared shape by shape, beside
    the ontology, since the oracle parses a query again for each node."""
    for path, was, becomes in edits:
        edit(checkout, path, was, becomes)
    gathered = gather(checkout)
    data = n_triples([*gathered.curated, *gathered.computed, *gathered.ontology.triples])
    shapes = Graph().parse(data=gathered.ontology.shapes, format="turtle")
    shapes.remove((None, SH.sparql, None))
    report = shacl.Shapes.from_turtle(shapes.serialize(format="turtle")).validate_text(
        data, format="ntriples"
    )
    found = {
        short(result.focus_node.strip("<>"))
        for result in report.results
        if result.severity == "Violation"
    }
    assert found == by_oracle(shapes, data)
    assert len(found) == len(edits)


def by_oracle(shapes: Graph, data: str) -> set[str]:
    """The nodes that pySHACL finds in violation."""
    graph = Graph().parse(data=data, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return {
        short(str(report.value(result, SH.focusNode)))
        for result in report.objects(None, SH.result)
        if report.value(result, SH.resultSeverity) == SH.Violation
    }
