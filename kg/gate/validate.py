"""SHACL over a whole graph: core constraints by a Rust validator, SPARQL constraints by the engine.

The validator evaluates a SPARQL-based constraint (SHACL, section 5) anew for every focus node,
which takes minutes on a hundred thousand triples where a constraint has a path. Each such
constraint is therefore asked once, of all focus nodes together, of the store that answers
everybody's questions: the shape's target takes the place of the pre-bound `$this`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pyoxigraph as px
import shacl

from kg.errors import BadContract
from kg.gate.findings import Severity
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
DEFAULT: Final = Severity.VIOLATION
_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
_SPARQL_CONSTRAINTS: Final = f"""PREFIX sh: <{SH}> PREFIX rdfs: <{RDFS}>
SELECT ?shape ?constraint ?text ?message ?mend ?severity {{
  ?shape sh:sparql ?constraint . ?constraint sh:select ?text ; sh:message ?message .
  OPTIONAL {{ ?constraint rdfs:comment ?mend }} OPTIONAL {{ ?shape sh:severity ?severity }} }}"""


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result (SHACL, section 3.6): the node, the shape, cause and mend in words."""

    focus: str
    shape: str
    cause: str
    mend: str
    severity: Severity


def validate(shapes: str, triples: Sequence[Triple]) -> list[Result]:
    """What the shapes, a Turtle text, say of a graph.

    Raises:
        BadContract: a SPARQL constraint stands where it has no target.
    """
    contract = px.Store()
    contract.load(shapes.encode(), format=px.RdfFormat.TURTLE)
    by_engine = list(_sparql_results(contract, triples))
    contract.update(f"DELETE WHERE {{ ?shape <{SH}sparql> ?constraint }}")
    return [*_core_results(contract, triples), *by_engine]


def _core_results(contract: px.Store, triples: Iterable[Triple]) -> Iterator[Result]:
    """What SHACL Core finds; of an inverse path's wrong value it is told where that value is."""
    rest = contract.dump(format=px.RdfFormat.N_TRIPLES, from_graph=px.DefaultGraph()) or b""
    shapes = shacl.Shapes.from_text(rest.decode(), format="ntriples")
    mends = _mends(contract)
    for found in shapes.validate_text(n_triples(triples), format="ntriples").results:
        path, focus, value = found.path or "", found.focus_node, found.value or ""
        if path.startswith("^") and value.startswith("<"):
            path, focus, value = path[1:], value, focus
        shown = (
            _shown(path),
            found.message or found.component,
            value and f"(found: {_shown(value)})",
        )
        advice = mends.get(found.message or "") or MENDS.get(found.component)
        yield Result(
            focus=focus.strip("<>"),
            shape=_local(found.root_shape or found.component),
            cause=" ".join(part for part in shown if part),
            mend=advice or "See the shape in ontology/shapes.",
            severity=Severity[found.severity.upper()],
        )


def _mends(contract: px.Store) -> dict[str, str]:
    """What each shape advises, by the message that it gives: `rdfs:comment` beside `sh:message`."""
    text = f"SELECT ?message ?mend {{ ?shape <{SH}message> ?message ; <{RDFS}comment> ?mend }}"
    return {row["message"].value: row["mend"].value for row in _select(contract, text)}


def _sparql_results(contract: px.Store, triples: Iterable[Triple]) -> Iterator[Result]:
    data = px.Store()
    data.extend(triple.in_graph() for triple in triples)
    for row in _select(contract, _SPARQL_CONSTRAINTS):
        severity = row["severity"]
        found = _select(data, _of_all(contract, data, row["shape"], row["text"].value))
        has_value = px.Variable("value") in found.variables
        for solution in found:
            value = f" (found: {_shown(str(solution['value']))})" if has_value else ""
            yield Result(
                focus=solution["this"].value,
                shape=_local(row["shape"].value),
                cause=row["message"].value + value,
                mend=row["mend"].value if row["mend"] else "See the shape in ontology/shapes.",
                severity=Severity[_local(severity.value).upper()] if severity else DEFAULT,
            )


def _of_all(contract: px.Store, data: px.Store, shape: px.NamedNode, text: str) -> str:
    """A constraint's query, asked of all nodes that its shape targets."""
    body, found = _WHERE.subn(
        lambda _: f"WHERE {{ {_target(contract, data, shape)} ", text.replace("$this", "?this"), 1
    )
    if not found:
        raise BadContract(f"{shape}: the query of a SPARQL constraint has no WHERE")
    return body.replace("SELECT", "SELECT DISTINCT", 1)


def _target(contract: px.Store, data: px.Store, shape: px.NamedNode) -> str:
    """The pattern that binds `?this` to a shape's focus nodes (SHACL, section 2.1.3)."""
    targets = _select(
        contract,
        f"SELECT ?kind ?of {{ {shape} ?kind ?of FILTER(?kind IN "
        f"(<{SH}targetClass>, <{SH}targetSubjectsOf>)) }}",
    )
    branches = []
    for target in targets:
        if target["kind"].value == f"{SH}targetSubjectsOf":
            branches.append(f"{{ ?this {target['of']} ?any }}")
        else:
            below = _select(
                data, f"SELECT ?c {{ ?c <{RDFS}subClassOf>* {target['of']} FILTER(isIRI(?c)) }}"
            )
            classes = " ".join(sorted(str(row["c"]) for row in below))
            branches.append(f"{{ VALUES ?class {{ {classes} }} ?this a ?class }}")
    if not branches:
        raise BadContract(f"{shape} has a SPARQL constraint and no target that is read here")
    return " UNION ".join(sorted(branches))


def _select(store: px.Store, text: str) -> px.QuerySolutions:
    return cast(px.QuerySolutions, store.query(text, prefixes=dict(PREFIXES)))


def _local(iri: str) -> str:
    return iri.strip("<>").rpartition("#")[2]


def _shown(term: str) -> str:
    return short(term[1:-1]) if term.startswith("<") else term
