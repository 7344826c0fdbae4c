"""The gate: what it says of broken copies of the curated files, and that the checkout passes.

A test breaks a copy in one way and looks at what the gate says that it did not say before. The
broken subject always has a like one beside it in the file, which must be spared.
"""

from pathlib import Path

import pyshacl
import pytest
import shacl
from rdflib import SH, Graph

from kg.check import check
from kg.dates import KNOWN_FORMS
from kg.findings import Finding, Severity, violations
from kg.gather import gather
from kg.terms import short
from kg.triples import n_triples

REPORT = "kg/data/reports/2025/rep-yeshivaworld-2025-03-06.ttl"
FIVE_EYES = "kg/data/agreements/partnership-five-eyes.ttl"
ZEALAND = "kg/data/states/state-nzl.ttl"
PROPOSITION = "kg/data/propositions/nbc-2025/prop-isr-reduce.ttl"
UKUSA = "kg/data/agreements/agreement-ukusa-1946.ttl"
ORGANISATION = "kg/data/organisations/org-cips.ttl"


def edit(checkout: Path, path: str, was: str, becomes: str, *, after: str = "") -> None:
    """Replaces the first `was` that stands after `after`."""
    file = checkout / path
    before, mark, text = file.read_text("utf-8").partition(after) if after else ("", "", "")
    text = text or file.read_text("utf-8")
    assert was in text
    file.write_text(before + mark + text.replace(was, becomes, 1), "utf-8")


def line_of(checkout: Path, path: str, beginning: str) -> int:
    """The number of the one line that begins so."""
    lines = (checkout / path).read_text("utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if line.startswith(beginning)]
    return number


@pytest.fixture(scope="module")
def before(root: Path) -> list[Finding]:
    """What the gate says of the checkout as it is."""
    return check(root)[1]


def new_findings(checkout: Path, before: list[Finding]) -> list[Finding]:
    """What stops publication of a broken copy and does not stop the checkout."""
    return [found for found in violations(check(checkout)[1]) if found not in before]


def test_the_checkout_passes(before: list[Finding]) -> None:
    assert violations(before) == []
    assert before == sorted(set(before))


def test_remarks_do_not_stop_publication(before: list[Finding]) -> None:
    assert {found.severity for found in before} <= {Severity.WARNING, Severity.INFO}


# the five broken copies


def test_syntax_is_told_with_the_place_of_the_parser(checkout: Path, before: list[Finding]) -> None:
    first = "avd:cit-pos-yeshivaworld-2025-03-06-1-1 a"
    edit(checkout, REPORT, 'av:locator "paragraph 1" ;', 'av:locator "paragraph 1', after=first)
    found = [f for f in new_findings(checkout, before) if f.path == REPORT]
    line = line_of(checkout, REPORT, first) + 4
    assert [(f.line, f.rule, f.severity) for f in found] == [(line, "syntax", "violation")]
    assert found[0].cause.startswith("column ")
    assert found[0].cause.endswith('at: av:locator "paragraph 1')
    assert found[0].mend.startswith("Mend the Turtle at this place")


def test_a_dangling_reference_is_told_with_the_nearest_name(
    checkout: Path, before: list[Finding]
) -> None:
    was, becomes = "avd:prop-gbr-review,", "avd:prop-gbr-revue,"
    edit(checkout, REPORT, was, becomes, after="avd:pos-yeshivaworld-2025-03-06-2 a")
    line = line_of(checkout, REPORT, "avd:pos-yeshivaworld-2025-03-06-2 a")
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
    silence = "avd:pos-yeshivaworld-2025-03-06-1"
    tenth = (
        f"{silence}0 a av:Statement ;\n    av:speaker avd:org-yeshiva-world ;\n"
        "    av:stance avc:stance-speculates ;\n    av:proposition avd:prop-hamper ;\n"
        '    av:edtf "2025-03" ;\n    av:hasCitation avd:cit-pos-yeshivaworld-2025-03-06-6-1 .\n\n'
    )
    edit(checkout, REPORT, f"{silence} a", f"{tenth}{silence} a")
    citation = " ;\n    av:hasCitation avd:cit-pos-yeshivaworld-2025-03-06-1-1 ."
    edit(checkout, REPORT, citation, " .")
    found = [f for f in new_findings(checkout, before) if f.rule == "RecordShape"]
    assert [(f.path, f.line) for f in found] == [
        (REPORT, line_of(checkout, REPORT, f"{silence} a"))
    ]
    assert found[0].cause.startswith(f"{silence}: av:hasCitation A record needs at least one")
    assert found[0].mend == "Give av:hasCitation at least once, each time a citation."


def test_a_bad_date_is_told_with_the_forms_that_are_known(
    checkout: Path, before: list[Finding]
) -> None:
    was, becomes = 'av:edtf "[..2025-03-06]"', 'av:edtf "before March 6"'
    edit(checkout, REPORT, was, becomes, after="avd:pos-st-nbc-gb-denies a")
    assert new_findings(checkout, before) == [
        Finding(
            REPORT,
            line_of(checkout, REPORT, "avd:pos-st-nbc-gb-denies a"),
            "date",
            "“before March 6” cannot be read as a date: “before March 6” is no date",
            f"Write one of these forms: {KNOWN_FORMS}.",
        )
    ]


def test_two_stances_are_told_of_the_position_that_has_them(
    checkout: Path, before: list[Finding]
) -> None:
    was, becomes = "avc:stance-rejects", "avc:stance-denies, avc:stance-rejects"
    edit(checkout, REPORT, was, becomes, after="avd:pos-st-nbc-gb-denies a")
    (found,) = new_findings(checkout, before)
    assert (found.path, found.rule) == (REPORT, "PositionShape")
    assert found.line == line_of(checkout, REPORT, "avd:pos-st-nbc-gb-denies a")
    assert found.cause.startswith(
        "avd:pos-st-nbc-gb-denies: av:stance A position needs exactly one"
    )
    assert found.mend.startswith("Give av:stance once")
    assert found.severity is Severity.VIOLATION


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
        "<http://x.example/nzl> is no IRI of ours",
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
        "avd:state-nzx is of no class",
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
        (PROPOSITION, "a av:Proposition ", "a av:Proposition, av:EverContestedProposition "),
        "avd:prop-isr-reduce a",
        "inferred",
        "av:EverContestedProposition is inferred, never curated",
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
        "column 1: triple terms of RDF 1.2 are not read here",
        "Mend the Turtle at this place; often a ';' or '.' is missing on the line before.",
    ),
    "a text with a direction": (
        (ZEALAND, '"New Zealand"@en', '\n"New Zealand"@en--ltr'),
        '"New Zealand"@en--ltr',
        "syntax",
        "column 1: texts with a direction, of RDF 1.2, are not read here",
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
    assert found.cause == "column 1: no UTF-8: invalid continuation byte"


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


def test_propositions_of_equal_content_are_told(checkout: Path, before: list[Finding]) -> None:
    twin = PROPOSITION.replace("prop-isr-reduce", "prop-isr-twin")
    text = (checkout / PROPOSITION).read_text("utf-8")
    (checkout / twin).write_text(text.replace("prop-isr-reduce", "prop-isr-twin"), "utf-8")
    assert new_findings(checkout, before) == [
        Finding(
            path,
            line_of(checkout, path, f"avd:{name} a"),
            "PropositionShape",
            f"avd:{name}: Another proposition says the same. (found: "
            '"reduce-sharing|actor=state-isr|counterparty=state-usa|topic=intelligence|'
            'modality=actual|phase=considered|affirmative=true")',
            "Keep one of the two, and let the positions point to it; "
            "or code what makes them differ.",
        )
        for path, name in ((PROPOSITION, "prop-isr-reduce"), (twin, "prop-isr-twin"))
    ]


# what stands where the shapes do not allow it

MISUSES = {
    "a statement derived from a document": (
        ("    av:edtf", "    av:derivedFrom avd:rep-nbc-2025-03-06-allies ;\n    av:edtf"),
        "avd:pos-st-nbc-gb-denies",
        "DocumentShape",
        "av:derivedFrom Something other than a document names a document with av:derivedFrom. "
        "(found: avd:rep-nbc-2025-03-06-allies)",
        "Use av:derivedFrom on a document only.",
    ),
    "a wrong datatype": (
        ("av:verbatim false", 'av:verbatim "false"'),
        "avd:cit-pos-st-nbc-gb-denies-1",
        "CitationShape",
        'av:verbatim A citation needs exactly one "verbatim", and it must be true or false. '
        '(found: "false")',
        "Give av:verbatim once: true or false.",
    ),
    "a quotation that is too long": (
        ("    av:verbatim false", f'    av:excerpt "{"so " * 14}on"@en ;\n    av:verbatim true'),
        "avd:cit-pos-st-nbc-gb-denies-1",
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
    found = [f for f in new_findings(checkout, before) if f.rule != "form"]
    assert found == [Finding(REPORT, line, rule, f"{subject}: {cause}", mend)]


def test_a_quotation_of_fourteen_words_is_allowed(checkout: Path, before: list[Finding]) -> None:
    after = "avd:cit-pos-st-nbc-gb-denies-1 a"
    excerpt = f'    av:excerpt "{"so " * 13}on"@en ;\n    av:locator'
    edit(checkout, REPORT, "    av:locator", excerpt, after=after)
    edit(checkout, REPORT, "av:verbatim false", "av:verbatim true", after=after)
    assert {f.rule for f in new_findings(checkout, before)} <= {"form"}


# remarks


def new_remarks(checkout: Path, before: list[Finding], rule: str) -> list[Finding]:
    """What one rule says of a changed copy and does not say of the checkout."""
    return [found for found in check(checkout)[1] if found.rule == rule and found not in before]


def test_a_fact_on_one_document_is_remarked(checkout: Path, before: list[Finding]) -> None:
    citation = "avd:cit-pty-ukusa-1946-nzl-2 a"
    for_, against = "avc:bearing-supports", "avc:bearing-disputes"
    edit(checkout, UKUSA, for_, against, after=citation)
    (found,) = new_remarks(checkout, before, "OneSourceShape")
    assert (found.path, found.severity) == (UKUSA, Severity.INFO)
    assert found.line == line_of(checkout, UKUSA, "avd:pty-ukusa-1946-nzl a")
    assert found.cause.startswith("avd:pty-ukusa-1946-nzl: The fact rests on one document alone.")
    assert found.mend.startswith("Look for a second document")


def test_what_nothing_refers_to_is_told(checkout: Path, before: list[Finding]) -> None:
    path, orphan = "kg/data/documents/doc-yale-5eyes.ttl", "kg/data/documents/doc-orphan.ttl"
    text = (checkout / path).read_text("utf-8")
    (checkout / orphan).write_text(text.replace("doc-yale-5eyes", "doc-orphan"), "utf-8")
    (found,) = new_remarks(checkout, before, "DeadReferenceShape")
    assert (found.path, found.severity) == (orphan, Severity.WARNING)
    assert found.line == line_of(checkout, orphan, "avd:doc-orphan a")
    assert found.cause.startswith("avd:doc-orphan: Nothing refers to this document")
    assert found.mend.endswith("or remove the file.")


def test_an_origin_that_nobody_read_is_told(before: list[Finding]) -> None:
    (found,) = [f for f in before if f.rule == "UnreadOriginShape"]
    assert found.path == "kg/data/reports/2025/rep-nbc-2025-03-06-allies.ttl"
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


def test_a_bad_date_of_a_node_without_a_name_is_told_too(
    checkout: Path, before: list[Finding]
) -> None:
    file = checkout / ZEALAND
    file.write_text(file.read_text("utf-8") + '\n[] a av:Event ; av:edtf "soon" .\n', "utf-8")
    found = {(f.path, f.rule) for f in new_findings(checkout, before)}
    assert {(ZEALAND, "date"), (ZEALAND, "blank-node"), (ZEALAND, "form")} <= found


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
    (REPORT, " ;\n    av:hasCitation avd:cit-pos-yeshivaworld-2025-03-06-1-1 .", " ."),
    (REPORT, "avc:stance-rejects", "avc:stance-denies, avc:stance-rejects"),
    (REPORT, "av:speaker avd:state-can", "av:speaker avd:rep-nbc-2025-03-06-allies"),
    (PROPOSITION, "avc:phase-considered", "avc:bearing-disputes"),
    (ZEALAND, 'av:isoCode3 "NZL"', 'av:isoCode3 "New Zealand"'),
)


@pytest.mark.parametrize("edits", [(), BROKEN], ids=["as it is", "broken"])
def test_the_validator_finds_the_nodes_that_its_oracle_finds(
    checkout: Path, edits: tuple[tuple[str, str, str], ...]
) -> None:
    """With the constraints of SHACL Core; those in SPARQL are compared shape by shape, beside
    the ontology, since the oracle parses a query anew for each node."""
    for path, was, becomes in edits:
        edit(checkout, path, was, becomes)
    gathered = gather(checkout)
    data = n_triples([*gathered.curated, *gathered.computed, *gathered.vocabulary.triples])
    shapes = Graph().parse(data=gathered.vocabulary.shapes, format="turtle")
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
