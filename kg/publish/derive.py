"""What follows from the curated facts: the closure of the axioms, then the rules.

Everything runs in a scratch store whose default graph holds all files, as the rules read them: one
graph that holds everything. Only triples that no file holds come out, each in the graph of the step
that made it, so that the union of all graphs counts no triple twice.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final, cast

import pyoxigraph as px

from kg.contract.graph import local
from kg.contract.ontology import Ontology
from kg.errors import RuleUnsettled
from kg.gate.compute import RULE as RULE_OF_BOUNDS
from kg.publish.axioms import compile_axioms
from kg.rdf.triples import Triple
from kg.terms import AV, DERIVED, RDF_TYPE, RULE

MOST_ROUNDS: Final = 50
INSERT: Final = re.compile(r"\bINSERT(?=\s*\{)")
WHERE: Final = re.compile(r"\bWHERE\b")
ANY_CLASS: Final = re.compile(r"\ba\s*\?")
Progress = Callable[[str], None]


def derive(
    curated: Iterable[Triple],
    computed: Iterable[Triple],
    ontology: Ontology,
    progress: Progress = lambda step: None,
) -> list[px.Quad]:
    """All derived quads, computed values among them, sorted.

    Raises:
        RuleUnsettled: a rule still adds triples after its last round.
    """
    made = dict(derived_by_step(curated, computed, ontology, progress))
    return [quad for name in sorted(made) if made[name] for quad in _graph(name, made[name])]


def derived_by_step(
    curated: Iterable[Triple],
    computed: Iterable[Triple],
    ontology: Ontology,
    progress: Progress = lambda step: None,
) -> Iterator[tuple[str, list[px.Quad]]]:
    """What each step adds, in no graph yet, as soon as it is done.

    Raises:
        RuleUnsettled: a rule still adds triples after its last round.
    """
    scratch = px.Store()
    scratch.extend(triple.in_graph() for triple in (*curated, *ontology.triples))
    progress(RULE_OF_BOUNDS)
    yield RULE_OF_BOUNDS, _add(scratch, (triple.in_graph() for triple in computed))
    for name, updates in _steps(ontology):
        progress(name)
        yield name, _settle(scratch, name, updates)


def last_rule_for(ontology: Ontology, properties: Iterable[str]) -> str:
    """The name of the last rule that makes triples of one of some properties, given by IRI."""
    words = list(map(local, properties))
    made = (
        rule.name
        for rule in reversed(ontology.rules)
        for query in constructs(rule.text)
        if any(word in _template(query) for word in words)
    )
    return next(made, "")


def _template(query: str) -> str:
    return WHERE.split(query.partition("CONSTRUCT")[2])[0]


def _steps(ontology: Ontology) -> Iterator[tuple[str, list[str]]]:
    """The name of each step and the updates that it runs together."""
    yield "rl", compile_axioms(ontology.triples)
    for rule in ontology.rules:
        if rule.name != RULE_OF_BOUNDS:  # the gate has done it
            yield rule.name, [rule.text]


def _settle(store: px.Store, name: str, updates: list[str]) -> list[px.Quad]:
    """Runs updates in their order until they add nothing more; returns all that they added.

    What an `INSERT { … } WHERE { … }` adds is what the `CONSTRUCT` of the same patterns finds
    (SPARQL 1.1 Update, section 3.1.3): asked that way, the store need not be searched for it.
    """
    queries = [query for update in updates for query in constructs(update)]
    added: list[px.Quad] = []
    due = queries
    for _ in range(MOST_ROUNDS):
        new = [quad for query in due for quad in _add(store, _found(store, query))]
        added += new
        words = frozenset(map(_word, new))
        due = [query for query in queries if may_read(query, words)]
        if not due:
            return added
    raise RuleUnsettled(f"rule {name} still adds triples after {MOST_ROUNDS} rounds")


def _word(quad: px.Quad) -> str:
    """What a pattern has to name to match a triple: its property, of a type the class."""
    predicate, value = quad.predicate, quad.object
    if predicate.value == RDF_TYPE and isinstance(value, px.NamedNode):
        return local(value.value)
    return local(predicate.value)


def may_read(query: str, words: Collection[str]) -> bool:
    """Whether a query may find more once triples with these properties and classes are there.

    It must name every property that it reads; no pattern has a variable there.
    """
    where = WHERE.split(query, maxsplit=1)[1]
    return any(word in where for word in words) or bool(words and ANY_CLASS.search(where))


def constructs(update: str) -> Iterator[str]:
    """One query for each insertion of an update, under the prefixes of the whole."""
    prologue, *insertions = INSERT.split(update)
    for insertion in insertions:
        yield f"{prologue}CONSTRUCT{insertion.rstrip().removesuffix(';')}"


def _found(store: px.Store, query: str) -> Iterator[px.Quad]:
    found = cast(px.QueryTriples, store.query(query))
    return (px.Quad(triple.subject, triple.predicate, triple.object) for triple in found)


def _add(store: px.Store, quads: Iterable[px.Quad]) -> list[px.Quad]:
    """Adds quads; returns those that were not there."""
    new = [quad for quad in dict.fromkeys(quads) if quad not in store]
    store.extend(new)
    return new


def _graph(name: str, quads: list[px.Quad]) -> Iterator[px.Quad]:
    """The graph of one step: what it made, sorted, and by which rule."""
    graph = px.NamedNode(f"{DERIVED}{name}")
    yield px.Quad(graph, px.NamedNode(f"{AV}derivedBy"), px.NamedNode(f"{RULE}{name}"), graph)
    for quad in sorted(quads, key=str):
        yield px.Quad(quad.subject, quad.predicate, quad.object, graph)
