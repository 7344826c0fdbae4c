"""What follows from the curated facts: the closure of the axioms, then the rules.

Everything runs in a scratch store whose default graph holds all files, because an update knows
no union of graphs. Only triples that no file holds come out, each in the graph of the step that
made it, so that the union of all graphs counts no triple twice.
"""

from collections.abc import Callable, Iterable
from typing import Final

import pyoxigraph as px

from kg.contract.ontology import Ontology
from kg.errors import RuleUnsettled
from kg.publish.axioms import compile_axioms
from kg.rdf.triples import Triple, plain
from kg.terms import AV, DERIVED, RULE

MOST_ROUNDS: Final = 50
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
    scratch = px.Store()
    scratch.extend(triple.in_graph() for triple in (*curated, *ontology.triples))
    known = _lines(scratch)
    scratch.extend(triple.in_graph() for triple in computed)
    made_by = dict.fromkeys(_lines(scratch) - known, "computed")
    steps = [("rl", "\n;\n".join(compile_axioms(ontology.triples)))]
    steps += [(rule.name, rule.text) for rule in ontology.rules]
    for name, update in steps:
        progress(name)
        _settle(scratch, name, update)
        for line in _lines(scratch) - known - made_by.keys():
            made_by[line] = name
    remaining = _lines(scratch)
    return _quads({line: name for line, name in made_by.items() if line in remaining})


def _lines(store: px.Store) -> set[bytes]:
    dump = store.dump(format=px.RdfFormat.N_TRIPLES, from_graph=px.DefaultGraph())
    return set((dump or b"").splitlines())


def _settle(store: px.Store, name: str, update: str) -> None:
    for _ in range(MOST_ROUNDS):
        before = len(store)
        store.update(update)
        if len(store) == before:
            return
    raise RuleUnsettled(f"rule {name} still adds triples after {MOST_ROUNDS} rounds")


def _quads(made_by: dict[bytes, str]) -> list[px.Quad]:
    by_step: dict[str, list[bytes]] = {}
    for line, name in made_by.items():
        by_step.setdefault(name, []).append(line)
    quads = []
    for name, lines in sorted(by_step.items()):
        graph = px.NamedNode(f"{DERIVED}{name}")
        quads.append(
            px.Quad(graph, px.NamedNode(f"{AV}derivedBy"), px.NamedNode(f"{RULE}{name}"), graph)
        )
        parsed = px.parse(b"\n".join(sorted(lines)), format=px.RdfFormat.N_TRIPLES)
        quads.extend(triple.in_graph(graph) for triple in plain(parsed))
    return quads
