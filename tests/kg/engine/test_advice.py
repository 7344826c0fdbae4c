"""What is said on a query, by examples: the query, the vocabulary of a snapshot, the advice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.named import Catalogue
from kg.engine import Advisor, Vocabulary, examine
from kg.engine.advice import MOST_CHARACTERS, MOST_TOLD, advice
from kg.engine.patterns import patterns_of
from kg.terms import AV, AVC, AVD, RDF_TYPE
from tests.conftest import ROOT

LABEL, HOLDER, STANCE = f"{AV}label", f"{AV}holder", f"{AV}stance"
KNOWN = Vocabulary(
    classes={
        f"{AV}State": frozenset({RDF_TYPE, LABEL}),
        f"{AV}Position": frozenset({RDF_TYPE, HOLDER, STANCE}),
    },
    properties=frozenset({RDF_TYPE, LABEL, HOLDER, STANCE}),
    terms=frozenset({f"{AV}State", f"{AV}Position", f"{AV}Planet", LABEL, HOLDER, f"{AV}orbits"}),
    concepts=frozenset(
        f"{AVC}{name}" for name in ("stance-denies", "stance-warns", "action-warns")
    ),
    written={HOLDER: "avd:...", STANCE: "avc:..."},
)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT * { ?s av:labl ?x }",
            "Nothing here has a property av:labl; did you mean av:label?",
        ),
        ("SELECT * { ?s av:xyz/av:label ?x }", "Nothing here has a property av:xyz."),
        (
            "SELECT * { ?s ^av:orbits ?x }",
            "Nothing here has the property av:orbits, though the ontology has it.",
        ),
        (
            "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT * { ?s foaf:name ?x }",
            "Nothing here has a property foaf:name.",
        ),
        ("ASK { ?s a av:Stat }", "Nothing here is of a class av:Stat; did you mean av:State?"),
        (
            "ASK { ?s a av:Planet }",
            "Nothing here is of the class av:Planet, though the ontology has it.",
        ),
        (
            "ASK { ?s a av:State ; av:holder ?x }",
            "No av:State here has av:holder; it is a property of av:Position.",
        ),
        (
            "ASK { ?s a av:State OPTIONAL { ?s av:stance ?x } }",
            "No av:State here has av:stance; it is a property of av:Position.",
        ),
        ('ASK { ?s av:holder "x" }', "av:holder has no plain text as its value; write avd:..."),
        (
            "ASK { ?s av:stance avc:denies }",
            "Nothing here is called avc:denies; did you mean avc:stance-denies?",
        ),
        (
            "ASK { ?s av:stance av:denies }",
            "Nothing here is called av:denies; did you mean avc:stance-denies?",
        ),
        (
            "ASK { ?s av:stance avc:stance-denis }",
            "Nothing here is called avc:stance-denis; did you mean avc:stance-denies?",
        ),
        (
            "ASK { ?s av:stance avc:warns }",
            "Nothing here is called avc:warns; did you mean avc:action-warns or avc:stance-warns?",
        ),
        ("ASK { ?s av:stance avc:sings }", "Nothing here is called avc:sings."),
        (
            "SELECT (GROUP_CONCAT(DISTINCT ?l; separator=', ') AS ?all) "
            "{ ?s a av:State OPTIONAL { ?s av:label ?l } }",
            "GROUP_CONCAT over ?l has no value for a group in which ?l is once unbound, and "
            'OPTIONAL may leave it so; write COALESCE(?l, "").',
        ),
        (
            "SELECT * { ?s a av:State { SELECT ?s (MAX(?l) AS ?last) "
            "{ ?s a av:State OPTIONAL { ?s av:label ?l } } GROUP BY ?s } }",
            "MAX over ?l has no value for a group in which ?l is once unbound, and "
            'OPTIONAL may leave it so; write COALESCE(?l, "").',
        ),
        (
            "PREFIX av: <https://w3id.org/averment/ns/> ASK { ?s ?p ?o }",
            "av: is declared as <https://w3id.org/averment/ns/>; here its terms begin with "
            "<https://w3id.org/averment/ns#>.",
        ),
    ],
)
def test_advice_says_what_is_missing_and_what_comes_near(query: str, told: str) -> None:
    assert advice(query, KNOWN) == (told,)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s a av:State ; av:label ?l }",
        'ASK { ?s av:label "x"@en , "y"^^<x:y> ; av:stance avc:stance-denies ; av:label "z" }',
        "SELECT * { ?s ?p ?o ; a ?class }",
        # Each branch of a UNION is about things of its own.
        "SELECT * { { ?s a av:State } UNION { ?s a av:Position ; av:holder ?x } }",
        "SELECT (GROUP_CONCAT(COALESCE(?l, '')) AS ?all) "
        "{ ?s a av:State OPTIONAL { ?s av:label ?l } }",
        "SELECT (COUNT(?l) AS ?n) { ?s a av:State OPTIONAL { ?s av:label ?l } }",
        "SELECT (SUM(?l) AS ?n) { ?s av:label ?l OPTIONAL { ?s av:label ?l } }",
        # What is optional is the whole SELECT, in which a group has its values.
        "SELECT * { ?s a av:State OPTIONAL { { SELECT ?s (MAX(?l) AS ?last) "
        "{ ?s av:label ?l } GROUP BY ?s } } }",
        # The same name outside of a SELECT is another variable.
        "SELECT * { ?s a av:State OPTIONAL { ?s av:label ?l } { SELECT (MAX(?l) AS ?last) "
        "{ ?x av:label ?l } } }",
        # What a query makes, compares or lists is not a property that it asks for.
        "CONSTRUCT { ?s av:made ?x } WHERE { ?s av:label ?x }",
        "SELECT * { VALUES ?x { av:one av:two } ?s av:label ?x FILTER(?x = av:three) }",
        "SELECT * { [ a av:State ; av:label 'x'@en, \"y\"^^av:z, (1 av:two) ] av:label -3.5 }",
        "SELECT * { GRAPH av:somewhere { ?s !(av:label|^av:holder)* ?x } }",
        "SELECT * { ?s av:label ?x { SELECT ?s { ?s a av:State } GROUP BY ?s LIMIT 3 } }",
        "SELECT * { ?s av:label 'av:nothing' } # av:nothing",
        "not a query",
    ],
)
def test_nothing_is_said_where_nothing_is_missing(query: str) -> None:
    assert advice(query, KNOWN) == ()


def test_the_patterns_of_a_filter_are_asked_for_too() -> None:
    query = "SELECT * { ?s av:label ?l FILTER(?l > 3 && NOT EXISTS { ?s av:holder ?h }) }"
    assert list(patterns_of(query).properties) == [LABEL, HOLDER]


def test_the_same_is_said_once_and_not_without_end() -> None:
    query = " ".join(f"?s av:unknown{number} ?o ; av:unknown{number} ?o ." for number in range(50))
    told = advice(f"SELECT * {{ {query} }}", KNOWN)
    assert len(told) == len(set(told)) == MOST_TOLD


def test_a_program_s_long_text_is_not_looked_through() -> None:
    advise = Advisor(KNOWN)
    assert advise(examine("SELECT * { ?s av:labl ?x }"))
    assert not advise(examine("SELECT * { ?s av:labl ?x }" + " " * MOST_CHARACTERS))


def test_what_is_said_names_the_thing_that_was_asked_for() -> None:
    advise = Advisor(KNOWN)
    for thing in ("state-usa", "state-isr"):
        assert advise(examine(f"SELECT * {{ avd:{thing} av:label ?l }}\n# for {thing}")) == ()
        told = (f"Nothing here has a property avd:{thing}.",)
        assert advise(examine(f"SELECT * {{ ?s avd:{thing} ?o }}")) == told
        assert advise(examine(f"SELECT * {{ ?s <{AVD}{thing}> ?o }}")) == told


def test_of_a_snapshot_that_was_not_counted_nothing_is_said() -> None:
    advise = Advisor(Vocabulary({}, frozenset(), frozenset()))
    assert advise(examine("SELECT * { ?s av:labl ?x }")) == ()


PARTS = st.sampled_from(
    [
        *("{", "}", "(", ")", "[", "]", ".", ";", ",", "^", "^^", "/", "|", "*", "?x", "av:p", "a"),
        *("SELECT", "OPTIONAL", "FILTER", "EXISTS", "VALUES", "GRAPH", "CONSTRUCT", "PREFIX"),
        *("GROUP_CONCAT", "BIND", "GROUP", "'x'", "@en", "<x:y>", "3", "UNION"),
    ]
)


THINGS = st.sampled_from(
    [
        *(
            "avd:a-b",
            "avd:c-d",
            "avd:e",
            f"<{AVD}a-b>",
            f"<{AV}label>",
            "a",
            "av:State",
            "av:holder",
        ),
        *(
            "?x",
            "av:label",
            ".",
            ";",
            "{",
            "}",
            "OPTIONAL",
            "'",
            '"',
            '"""',
            "\\",
            "\r",
            "\n",
            "\n #",
        ),
        *(f"\nPREFIX avd: <{AV}>\n", "PREFIX x-avd: <x:>", "x-avd:a-b", "MAX(?x)", "SELECT"),
    ]
)


@given(st.lists(THINGS, max_size=30))
def test_what_is_kept_is_what_would_be_said(parts: list[str]) -> None:
    text = " ".join(parts)
    other = text.replace("a-b", "f-g").replace("\n #", "\n # other")
    advise = Advisor(KNOWN)
    assert advise(examine(other)) == advice(other, KNOWN)
    assert advise(examine(text)) == advice(text, KNOWN)


@given(st.lists(PARTS, max_size=40))
def test_any_text_is_read_to_its_end(parts: list[str]) -> None:
    assert len(advice(" ".join(parts), KNOWN)) <= MOST_TOLD


def test_named_questions_ask_for_what_the_ontology_has() -> None:
    properties = frozenset(
        iri
        for question in Catalogue(ROOT / "queries").values()
        for iri in patterns_of(question.text).properties
    )
    assert f"{AV}documentedIn" in properties
    assert "" not in properties
