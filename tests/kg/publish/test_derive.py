"""What the pipeline derives from the checkout's own data, and where it puts it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as px
import pytest
from rdflib.namespace import RDF
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node, URIRef, Variable

from kg.contract.graph import local
from kg.contract.ontology import Ontology, Rule, read_ontology
from kg.errors import RuleUnsettled
from kg.publish.axioms import compile_axioms
from kg.publish.derive import MOST_ROUNDS, constructs, derive, may_read
from kg.rdf.triples import plain
from kg.terms import AV, AVD, DERIVED, PROLOGUE, RDF_TYPE, RULE

Asked = Callable[[str], set[str]]


@pytest.fixture
def ask(store: px.Store) -> Asked:
    """The answers to a question with one variable, without their namespace."""

    def answers(pattern: str) -> set[str]:
        text = f"{PROLOGUE} SELECT ?x {{ {pattern} }}"
        results = store.query(text, use_default_graph_as_union=True)
        assert isinstance(results, px.QuerySolutions)
        return {row["x"].value.rpartition("/")[2].rpartition("#")[2] for row in results}

    return answers


def test_a_denied_assertion_is_contested(ask: Asked) -> None:
    assert ask("avd:prop-isr-reduce av:currentStatus ?x") == {"status-contested"}
    period = "?p av:statusOf avd:prop-isr-reduce ; av:until '9999-12-31'^^xsd:date"
    assert ask(f"{period} ; av:supportingVoices ?x") == {"1"}
    assert ask(f"{period} ; av:opposingVoices ?x") == {"1"}


def test_what_only_one_side_spoke_of_is_asserted(ask: Asked) -> None:
    assert ask("avd:prop-isr-usa-strong av:currentStatus ?x") == {"status-asserted"}


def test_a_silence_supports_and_opposes_nothing(ask: Asked) -> None:
    assert ask("avd:pos-yeshiva-world-2025-03-06-4 av:effect ?x") == {"effect-withholds"}
    assert ask("avd:prop-nzl-review av:currentStatus ?x") == {"status-asserted"}


def test_a_position_counts_for_whom_the_speaker_speaks(ask: Asked) -> None:
    assert ask("avd:pos-yeshiva-world-2025-03-06-9 av:holder ?x") == {"state-isr"}
    assert ask("avd:pos-yeshiva-world-2025-03-06-1 av:holder ?x") == {"src-nbc-familiar"}


def test_a_record_goes_back_to_where_it_was_first_said(ask: Asked) -> None:
    origin = {"doc-nbc-news-allies"}
    assert ask("avd:doc-yeshiva-world-2025-03-06 av:origin ?x") == origin
    assert ask("avd:pos-yeshiva-world-2025-03-06-7 av:origin ?x") == origin
    assert ask("avd:doc-nbc-news-allies av:origin ?x") == origin


def test_a_report_s_own_words_have_the_report_as_origin(ask: Asked) -> None:
    own = {"doc-yeshiva-world-2025-03-06"}
    assert ask("avd:pos-yeshiva-world-2025-03-06-6 av:origin ?x") == own


def test_wider_classes_are_there_to_be_asked(ask: Asked) -> None:
    assert {"State", "Agent"} <= ask("avd:state-nzl a ?x")
    assert {"Report", "Document"} <= ask("avd:doc-yeshiva-world-2025-03-06 a ?x")


def test_nothing_derived_stands_in_a_file(store: px.Store) -> None:
    derived = {(q.subject, q.predicate, q.object) for q in store if is_derived(q)}
    given = {(q.subject, q.predicate, q.object) for q in store if not is_derived(q)}
    agent = px.NamedNode(f"{AV}Agent")
    assert (px.NamedNode(f"{AVD}state-nzl"), px.NamedNode(RDF_TYPE), agent) in derived
    assert derived & given == set()


def test_every_triple_stands_once_so_that_counting_is_right(store: px.Store) -> None:
    assert len({(q.subject, q.predicate, q.object) for q in store}) == len(store)


def test_nothing_stands_outside_a_named_graph(store: px.Store) -> None:
    assert not list(store.quads_for_pattern(None, None, None, px.DefaultGraph()))


def test_every_derived_graph_names_the_rule_that_made_it(store: px.Store) -> None:
    graphs = {q.graph_name.value for q in store if is_derived(q)}
    named = {
        (q.graph_name.value, q.subject.value, q.object.value)
        for q in store.quads_for_pattern(None, px.NamedNode(f"{AV}derivedBy"), None)
    }
    steps = {graph.removeprefix(DERIVED) for graph in graphs}
    assert {"00-bounds", "rl", "02-origins", "15-current-status"} <= steps
    assert named == {(f"{DERIVED}{step}",) * 2 + (f"{RULE}{step}",) for step in steps}


def is_derived(quad: px.Quad) -> bool:
    return isinstance(quad.graph_name, px.NamedNode) and quad.graph_name.value.startswith(DERIVED)


def by(*rules: str) -> Ontology:
    """An ontology without axioms, with some rules."""
    named = tuple(Rule(f"{n:02}", "a rule", PROLOGUE + text) for n, text in enumerate(rules, 1))
    return Ontology((), named, {})


def triples(turtle: str) -> list[px.Triple]:
    parsed = px.parse(PROLOGUE + turtle, format=px.RdfFormat.TURTLE)
    return list(plain(parsed))


def test_a_rule_runs_until_it_adds_nothing_more_and_after_the_one_before() -> None:
    given = triples("avd:a av:next avd:b . avd:b av:next avd:c . avd:c av:next avd:d .")
    quads = derive(
        given,
        [],
        by(
            "INSERT { ?x av:after ?z } WHERE { ?x av:next ?z } ;"
            "INSERT { ?x av:after ?z } WHERE { ?x av:next/av:after ?z }",
            "INSERT { ?x av:last ?z } WHERE { ?x av:after ?z FILTER NOT EXISTS { ?z av:next ?n } }",
        ),
    )
    found = sorted(
        f"{q.graph_name.value.removeprefix(DERIVED)} {q.subject.value[-1]} {q.object.value[-1]}"
        for q in quads
        if q.predicate.value != f"{AV}derivedBy"
    )
    assert found == [
        "01 a b", "01 a c", "01 a d", "01 b c", "01 b d", "01 c d",
        "02 a d", "02 b d", "02 c d",
    ]  # fmt: skip


def test_each_step_is_told_of_once_bounds_among_them() -> None:
    bounds, rule = Rule("00-bounds", "bounds", ""), Rule("01", "a rule", "")
    told: list[str] = []
    derive([], [], Ontology((), (bounds, rule), {}), told.append)
    assert told == ["00-bounds", "rl", "01"]


def test_what_a_file_holds_is_not_derived_again() -> None:
    given = triples("avd:a av:next avd:b ; av:after avd:b .")
    assert derive(given, [], by("INSERT { ?x av:after ?z } WHERE { ?x av:next ?z }")) == []


def test_a_rule_without_an_end_is_an_error_with_its_name() -> None:
    growing = "INSERT { ?x av:n ?m } WHERE { ?x av:n ?n BIND(?n + 1 AS ?m) }"
    with pytest.raises(RuleUnsettled, match=f"rule 01 still adds triples after {MOST_ROUNDS}"):
        derive(triples("avd:a av:n 1 ."), [], by(growing))


def test_what_a_query_reads_can_be_told_from_its_words(root: Path) -> None:
    ontology = read_ontology(root / "ontology")
    updates = [*compile_axioms(ontology.triples), *(rule.text for rule in ontology.rules)]
    patterns = [each for update in updates for each in patterns_of(update)]
    assert len(patterns) > 300
    for query, predicate, value in patterns:
        read = properties(predicate)
        assert read or f"VALUES ({predicate.n3()}" in query, f"it may read anything: {query}"
        for iri in {*read} - {RDF.type}:
            assert may_read(query, {local(iri)})
        if RDF.type in read:
            assert may_read(query, {"Any" if isinstance(value, Variable) else local(value)})


def patterns_of(update: str) -> Iterator[tuple[str, Node, Node]]:
    """Predicate and object of each triple pattern below WHERE, with its query."""
    for query in constructs(update):
        for part in traversed(translateQuery(parseQuery(query)).algebra.p):
            if part.name in ("BGP", "TriplesBlock"):
                for flat in part.triples:
                    for place in range(0, len(flat), 3):
                        yield query, flat[place + 1], flat[place + 2]


def traversed(part: object) -> Iterator[CompValue]:
    """An algebra expression and all within it."""
    if isinstance(part, CompValue):
        yield part
        for inner in part.values():
            yield from traversed(inner)
    elif isinstance(part, list | tuple | set):
        for inner in part:
            yield from traversed(inner)


def properties(predicate: Node) -> set[URIRef]:
    """The properties that a predicate or path reads; none where that is open."""
    if isinstance(predicate, URIRef):
        return {predicate}
    if isinstance(predicate, MulPath | InvPath):
        inner = predicate.path if isinstance(predicate, MulPath) else predicate.arg
        return properties(inner)
    if isinstance(predicate, SequencePath | AlternativePath):
        return {iri for step in predicate.args for iri in properties(step)}
    return set()
