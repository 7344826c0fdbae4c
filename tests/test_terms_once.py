"""A term of the ontology is written once: code holds no lists of them beside the shapes.

Found are literal lists, tuples, sets, mappings and texts of words that name three or more terms of
ours. What code itself implements may name its terms; each such place stands below with its reason.
"""

import ast
from collections.abc import Iterator

import pytest

from kg.contract.ontology import read_ontology
from kg.contract.parts import Kind
from kg.terms import AV, RDF_TYPE
from tests.test_house import ROOT, assigned, modules

MOST = 2
TERMS = frozenset(
    triple.subject.value.removeprefix(AV)
    for part in read_ontology(ROOT / "ontology").of(Kind.MODULE)
    for triple in part.triples
    if triple.predicate.value == RDF_TYPE and triple.subject.value.startswith(AV)
)
REASONS = {
    ("kg/gate/compute.py", "BOUNDS"): "computed there: the four bounds that dates in EDTF give",
}


def terms_in(node: ast.expr) -> list[str]:
    """The terms that a collection names as members, as keys or in a text of words."""
    match node:
        case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
            return [term for member in members for term in named(member)]
        case ast.Dict(keys=keys, values=values):
            in_keys = [term for key in keys if key for term in named(key)]
            return in_keys or [term for value in values for term in named(value)]
        case ast.Constant(value=str(text)) if len(words := text.split()) > MOST:
            return words if all(word.removeprefix("av:") in TERMS for word in words) else []
    return []


def named(member: ast.expr) -> list[str]:
    """A term written as `Agent`, `av:Agent`, `#Agent`, f"{AV}Agent" or AV + "Agent", or several
    in a tuple.
    """
    match member:
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=str(text))]):
            names = [text]
        case ast.BinOp(right=ast.Constant(value=str(text))):
            names = [text]
        case ast.Constant(value=str(text)):
            names = [text.removeprefix("av:").removeprefix("#")]
        case ast.Tuple(elts=members):
            return [term for inner in members for term in named(inner)]
        case _:
            names = []
    return [name for name in names if name in TERMS]


def hand_lists(source: str) -> Iterator[tuple[str, list[str]]]:
    """Collections of three or more terms: the name under which each stands, and the terms."""
    tree = ast.parse(source)
    names = {id(node): name for name, value in assigned(tree) if value for node in ast.walk(value)}
    for node in ast.walk(tree):
        found = sorted(set(terms_in(node))) if isinstance(node, ast.expr) else []
        name = names.get(id(node), "")
        if len(found) > MOST and name != "__all__":
            yield name, found


def places() -> Iterator[tuple[str, str, list[str]]]:
    for path in (*modules("kg"), *modules("api")):
        for name, terms in hand_lists(path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix(), name, terms


def test_no_code_lists_terms_of_the_ontology():
    unexplained = [place for place in places() if place[:2] not in REASONS]
    assert unexplained == []


def test_no_reason_is_left_without_its_list():
    assert {(path, name) for path, name, _ in places()} == set(REASONS)


@pytest.mark.parametrize(
    "source",
    [
        'ACTORS = frozenset({"State", "Person", "Group"})',
        'ENDS = ("participant", "superior", "post")',
        'ORDER = """\n  title name\n  text\n""".split()',
        'DATED = [f"{AV}edtf", f"{AV}dateGiven", f"{AV}ongoingAsOf"]',
        'DATED = (AV + "edtf", AV + "dateGiven", AV + "ongoingAsOf")',
        'SPEAKERS = ("#State", "#Person", "#Group")',
        'hidden = ", ".join(["av:label", "av:about", "av:origin"])',
        'WORDS = {"actor": "who", "affected": "upon whom", "topic": "what of"}',
        'RELATIONS = {("Membership", "participant"): "member of", ("Tenure", "post"): "held by"}',
        'def told(kind):\n    return kind in {"Report", "Document", "OfficialDocument"}',
    ],
)
def test_a_list_of_terms_is_found(source):
    assert list(hand_lists(source))


@pytest.mark.parametrize(
    "source",
    [
        'PAIR = ("citedDocument", "originDocument")',
        'TEXT = "the actor and the topic are named in the text"',
        'QUERY = {"a": "SELECT ?s { ?s av:actor ?a ; av:topic ?b ; av:phase ?c }"}',
        'FIELDS = ("alpha", "beta", "gamma")',
        '__all__ = ["Citation", "Document", "Event"]',
    ],
)
def test_what_is_no_list_of_terms_is_spared(source):
    assert not list(hand_lists(source))
