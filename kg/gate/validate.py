"""SHACL over a whole graph: core constraints by a Rust validator, SPARQL constraints by the engine.

The validator evaluates a SPARQL-based constraint (SHACL, section 5) again for every focus node,
which takes minutes on a hundred thousand triples where a constraint has a path. Each such
constraint is therefore asked once, of all focus nodes together, of the store that answers
everybody's questions. Both leave Python while they are at it, and so work side by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, cast

import pyoxigraph as px
import shacl

from kg.errors import BadContract
from kg.gate.findings import Severity
from kg.gate.prebound import of_all
from kg.rdf.triples import Triple, n_triples
from kg.terms import PREFIXES, RDFS, SH, short

MENDS: Final = {
    "MinCountConstraintComponent": "Add the missing value.",
    "MaxCountConstraintComponent": "Keep one value; a second one is a record of its own.",
    "DatatypeConstraintComponent": "Write the value with the datatype that the shape names.",
    "ClassConstraintComponent": "Refer to a thing of the class that the shape names.",
    "NodeConstraintComponent": "Use a concept of the scheme that the shape names.",
    "PatternConstraintComponent": "Write the value in the form that the shape names.",
}
NO_MEND: Final = "See the shape in ontology/shapes."
DEFAULT: Final = Severity.VIOLATION
_SPARQL_CONSTRAINTS: Final = f"""PREFIX sh: <{SH}> PREFIX rdfs: <{RDFS}>
SELECT ?shape ?text ?message ?mend ?severity {{
  ?shape sh:sparql ?constraint . ?constraint sh:select ?text .
  OPTIONAL {{ ?constraint sh:message ?message }} OPTIONAL {{ ?constraint rdfs:comment ?mend }}
  OPTIONAL {{ ?shape sh:severity ?severity }} }}"""
# How each kind of target finds its nodes (SHACL, section 2.1.3); {of} is what the shape names.
_TARGETS: Final = {
    f"{SH}targetClass": "VALUES ?class {{ {of} }} ?this a ?class",
    f"{SH}targetNode": "VALUES ?this {{ {of} }}",
    f"{SH}targetSubjectsOf": "?this {of} ?any",
    f"{SH}targetObjectsOf": "?any {of} ?this",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL, section 3.6).

    `message` names the cause and `mend` what to do, in words; `path` and `value` are as they are
    shown to people, "" where there is none.
    """

    focus: str
    shape: str
    path: str
    message: str
    value: str
    mend: str
    severity: Severity

    @property
    def cause(self) -> str:
        """What is wrong, in one sentence."""
        found = self.value and f"(found: {self.value})"
        return " ".join(part for part in (self.path, self.message, found) if part)


def validate(shapes: str, triples: Sequence[Triple], only: Severity | None = None) -> list[Result]:
    """What the shapes, a Turtle text, say of a graph.

    Args:
        shapes: the shapes graph.
        triples: the data graph.
        only: the one severity that is wanted, None for all.

    Raises:
        BadContract: a SPARQL constraint is no SPARQL, or stands where it has no target.
    """
    with ThreadPoolExecutor(1) as beside:
        by_core = beside.submit(lambda: list(_core_results(_contract(shapes), triples)))
        by_engine = list(_sparql_results(_contract(shapes), triples, only))
        return [*(each for each in by_core.result() if only in (None, each.severity)), *by_engine]


def _contract(shapes: str) -> px.Store:
    contract = px.Store()
    contract.load(shapes.encode(), format=px.RdfFormat.TURTLE)
    return contract


def _core_results(contract: px.Store, triples: Iterable[Triple]) -> Iterator[Result]:
    """What SHACL Core finds; a wrong value of an inverse path is reported where that value is."""
    contract.update(f"DELETE WHERE {{ ?shape <{SH}sparql> ?constraint }}")
    rest = contract.dump(format=px.RdfFormat.N_TRIPLES, from_graph=px.DefaultGraph()) or b""
    shapes = shacl.Shapes.from_text(rest.decode(), format="ntriples")
    mends = _mends(contract)
    for found in shapes.validate_text(n_triples(triples), format="ntriples").results:
        path, focus, value = found.path or "", found.focus_node, found.value or ""
        if path.startswith("^") and value.startswith("<"):
            path, focus, value = path[1:], value, focus
        if value == focus:  # what a constraint of the node itself reports: no value beside it
            value = ""
        advice = mends.get(found.message or "") or MENDS.get(found.component)
        yield Result(
            focus=focus.strip("<>"),
            shape=_local(found.root_shape or found.component),
            path=_shown(path),
            message=found.message or found.component,
            value=_shown(value),
            mend=advice or NO_MEND,
            severity=Severity[found.severity.upper()],
        )


def _mends(contract: px.Store) -> dict[str, str]:
    """What each shape advises, by the message that it gives: `rdfs:comment` beside `sh:message`."""
    text = f"SELECT ?message ?mend {{ ?shape <{SH}message> ?message ; <{RDFS}comment> ?mend }}"
    return {row["message"].value: row["mend"].value for row in _select(contract, text)}


def _sparql_results(
    contract: px.Store, triples: Iterable[Triple], only: Severity | None
) -> Iterator[Result]:
    data = px.Store()
    data.extend(triple.in_graph() for triple in triples)
    for row in _select(contract, _SPARQL_CONSTRAINTS):
        shape = row["shape"]
        severity = _severity(row["severity"])
        if only not in (None, severity):
            continue
        query = of_all(row["text"].value, _target(contract, data, shape))
        for focus, value in _found(data, query, shape):
            yield Result(
                focus=focus,
                shape=_local(shape.value),
                path="",
                message=row["message"].value if row["message"] else "SPARQLConstraintComponent",
                value=value,
                mend=row["mend"].value if row["mend"] else NO_MEND,
                severity=severity,
            )


def _severity(named: px.NamedNode | None) -> Severity:
    return Severity[_local(named.value).upper()] if named else DEFAULT


def _found(data: px.Store, query: str, shape: px.NamedNode) -> Iterable[tuple[str, str]]:
    """Focus nodes with the value that is wrong, "" where the constraint names none; each once."""
    try:
        solutions = _select(data, query)
    except SyntaxError as error:
        raise BadContract(f"{shape}: a SPARQL constraint cannot be read: {error}") from error
    has_value = px.Variable("value") in solutions.variables
    return dict.fromkeys(
        (row["this"].value, _shown(str(row["value"])) if has_value else "") for row in solutions
    )


def _target(contract: px.Store, data: px.Store, shape: px.NamedNode) -> str:
    """The group that binds `?this` to each focus node of a shape once."""
    branches = []
    for target in _select(contract, f"SELECT ?kind ?of {{ {shape} ?kind ?of }}"):
        kind, of = target["kind"].value, str(target["of"])
        if kind == f"{SH}targetClass":
            of = " ".join(_class_and_below(data, of))
        if kind in _TARGETS:
            branches.append(f"{{ {_TARGETS[kind].format(of=of)} }}")
    if not branches:
        raise BadContract(f"{shape} has a SPARQL constraint and no target")
    return f"{{ SELECT DISTINCT ?this WHERE {{ {' UNION '.join(sorted(branches))} }} }}"


def _class_and_below(data: px.Store, name: str) -> list[str]:
    text = f"SELECT ?class {{ ?class <{RDFS}subClassOf>* {name} FILTER(isIRI(?class)) }}"
    return sorted(str(row["class"]) for row in _select(data, text))


def _select(store: px.Store, text: str) -> px.QuerySolutions:
    return cast(px.QuerySolutions, store.query(text, prefixes=dict(PREFIXES)))


def _local(iri: str) -> str:
    return iri.strip("<>").rpartition("#")[2]


def _shown(term: str) -> str:
    return short(term[1:-1]) if term.startswith("<") else term
