"""Every change of a term is in the log, with the version that made it."""

import pytest
from rdflib import Graph

from tests.ontology.changes import HEAD, PATH, Change, logged, present, state, updated
from tests.ontology.register import present as terms
from tests.ontology.register import version

IRI = "https://w3id.org/averment/ns#Post"
TERM = """<https://w3id.org/averment/ns#Post> a <http://www.w3.org/2002/07/owl#Class> ;
<http://www.w3.org/2004/02/skos/core#definition> "An office."@en ;
<http://www.w3.org/2000/01/rdf-schema#subClassOf> <https://w3id.org/averment/ns#Thing> ."""


def now(version: str, text: str = TERM) -> Change:
    return state(IRI, version, Graph().parse(data=text, format="turtle"))


def after(rows: list[Change], terms: list[Change], version: str) -> list[tuple[str, str]]:
    """What a log says once a version is logged."""
    return [(row.version, row.change) for row in logged(updated(rows, terms, version))]


def test_the_log_says_what_the_present_version_did_to_every_term():
    text = PATH.read_text("utf-8")
    told = "run: python -m tests.ontology.register"
    there = present((row.iri for row in terms()), version())
    assert updated(logged(text), there, version()) == text, told


def test_a_new_term_is_added_once():
    assert after([], [now("0.1.0")], "0.1.0") == [("0.1.0", "added")]
    assert after([now("0.1.0")], [now("0.2.0")], "0.2.0") == [("0.1.0", "added")]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("An office.", "An office that outlives its holders.", "wording"),
        ("ns#Thing", "ns#Agent", "logic"),
        ('office."@en ;', 'office"@en ; a <x:y> ;', "wording and logic"),
    ],
)
def test_a_later_version_that_changes_a_term_says_what(old, new, change):
    changed = now("0.2.0", TERM.replace(old, new))
    assert after([now("0.1.0")], [changed], "0.2.0") == [("0.1.0", "added"), ("0.2.0", change)]


def test_work_on_the_same_version_replaces_what_it_did():
    reworded = now("0.1.0", TERM.replace("office", "dignity"))
    assert logged(updated([now("0.1.0")], [reworded], "0.1.0")) == [reworded]


def test_a_term_that_is_taken_out_is_removed_or_was_never_published():
    assert after([now("0.1.0")], [], "1.0.0") == [("0.1.0", "added"), ("1.0.0", "removed")]
    assert after([now("0.1.0")], [], "0.1.0") == []


def test_what_was_removed_is_not_removed_again():
    gone = Change(IRI, "1.0.0", "removed", "", "")
    assert after([now("0.1.0"), gone], [], "1.1.0") == [("0.1.0", "added"), ("1.0.0", "removed")]


def test_other_columns_are_refused():
    assert logged("\t".join(HEAD)) == []
    with pytest.raises(ValueError, match="columns"):
        logged("term\twhat\n")
