"""The SPARQL of a condition, in two forms.

`pattern` joins: the engine may begin with whatever is rarest. `expression` walks from nodes that
are known, one EXISTS a step, so that no engine is tempted to begin at the far end for each of them.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from kg.ask.reader.condition import (
    Addressed,
    AllOf,
    Among,
    AnyOf,
    Compared,
    Counted,
    IsA,
    Known,
    Linked,
    NarrowerThan,
    Not,
    Operator,
    Stands,
)
from kg.ask.reader.standing import claim_stands, fact_stands
from kg.contract import Form
from kg.rdf.sparql import iri, iris, quoted
from kg.terms import NO_END, NO_START, SKOS, XSD

if TYPE_CHECKING:
    from kg.ask.reader.condition import Condition
    from kg.contract import Field

SENTINELS: Final = f"{quoted(NO_START, f'{XSD}date')}, {quoted(NO_END, f'{XSD}date')}"
DATATYPES: Final = {"Date": f"{XSD}date", "DateTime": f"{XSD}dateTime"}
BARE: Final = frozenset({"Int", "Float", "Boolean"})


class Wording:
    """Words conditions for one query text, in which no two variables share a name."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def pattern(self, condition: Condition, node: str) -> str:
        """A group graph pattern that binds the node, whose variable is given, to what fits."""
        match condition:
            case AllOf(of):
                return " ".join(self.pattern(each, node) for each in of)
            case IsA((only,)):
                return f"{node} a {iri(only)} ."
            case Among(wanted):
                return f"VALUES {node} {{ {iris(wanted)} }}"
            case Compared():
                return self._compared(condition, node)
            case Linked(field, to):
                return self._linked(field, to, node)
            case _:
                return f"FILTER({self.expression(condition, node)})"

    def expression(self, condition: Condition, node: str) -> str:
        """An expression that is true where the node, bound outside of it, fits."""
        match condition:
            case AllOf() | AnyOf():
                return self._joined(condition, node)
            case Not(of):
                return f"!{self.expression(of, node)}"
            case Among(wanted):
                return f"({node} IN ({', '.join(map(iri, wanted))}))" if wanted else "false"
            case Addressed(texts):
                return f"({_contains(node, texts)})"
            case Stands(claim):
                return claim_stands(condition, node) if claim else fact_stands(condition, node)
            case _:
                return f"EXISTS {{ {self._exists(condition, node)} }}"

    def _exists(self, condition: Condition, node: str) -> str:
        match condition:
            case IsA(classes):
                kind = self._fresh()
                return f"{node} a {kind} FILTER({kind} IN ({', '.join(map(iri, classes))}))"
            case NarrowerThan(wanted):
                wide = self._fresh()
                broader = f"{node} <{SKOS}broader>* {wide}"
                return f"{broader} FILTER({wide} IN ({', '.join(map(iri, wanted))}))"
            case Known(path, scalar):
                value = self._fresh()
                told = f"FILTER({value} NOT IN ({SENTINELS}))" if scalar == "Date" else ""
                return f"{node} <{path}> {value} {told}"
            case Linked(field, to):
                value = self._fresh()
                return f"{walk(field, node, value)} FILTER({self.expression(to, value)})"
            case Counted():
                return self._counted(condition, node)
            case Compared():
                return self._compared(condition, node)
            case _:
                raise TypeError(f"{condition} is worded elsewhere")

    def _joined(self, condition: AllOf | AnyOf, node: str) -> str:
        sign, of_none = ("&&", "true") if isinstance(condition, AllOf) else ("||", "false")
        parts = [self.expression(each, node) for each in condition.of]
        return f"({f' {sign} '.join(parts)})" if parts else of_none

    def _linked(self, field: Field, to: Condition, node: str) -> str:
        """Several values of several fields would multiply: each such field is asked for itself."""
        value = self._fresh()
        walked = f"{walk(field, node, value)} . {self.pattern(to, value)}"
        if field.form is Form.ONE:
            return walked
        return f"{{ SELECT DISTINCT {node} WHERE {{ {walked} }} }}"

    def _counted(self, condition: Counted, node: str) -> str:
        value, number = self._fresh(), self._fresh()
        fitting = f"{walk(condition.field, node, value)} . {self.pattern(condition.to, value)}"
        each = f"SELECT {node} (COUNT(DISTINCT {value}) AS {number}) WHERE {{ {fitting} }}"
        of = f"OPTIONAL {{ {{ {each} GROUP BY {node} }} }}"
        return f"{of} FILTER({_held(f'COALESCE({number}, 0)', condition.operator, condition)})"

    def _compared(self, condition: Compared, node: str) -> str:
        value = self._fresh()
        ways = "|".join(f"<{path}>" for path in condition.paths)
        return f"{node} {ways} {value} FILTER({_test(condition, value)})"

    def _fresh(self) -> str:
        return f"?w{next(self._numbers)}"


def walk(field: Field, node: str, value: str) -> str:
    """The triples from a node along a field to its value, both given as variables."""
    ends = (value, node) if field.inverse else (node, value)
    only = f" . {value} a <{field.only}>" if field.only else ""
    return f"{ends[0]} <{field.path}> {ends[1]}{only}"


def _test(condition: Compared, value: str) -> str:
    operator, scalar = condition.operator, condition.scalar
    if operator is Operator.CONTAINS:
        return _contains(value, condition.values)
    if operator is Operator.MATCHES:
        return _matches(value, condition)
    if scalar == "IRI":
        return f"{value} IN ({', '.join(map(iri, condition.values))})"
    if scalar in BARE or scalar in DATATYPES:
        terms = [t if scalar in BARE else quoted(t, DATATYPES[scalar]) for t in condition.values]
        return _against(value, operator, terms)
    return _against(f"STR({value})", operator, [quoted(text) for text in condition.values])


def _contains(value: str, texts: tuple[str, ...]) -> str:
    parts = (f"CONTAINS(LCASE(STR({value})), LCASE({quoted(text)}))" for text in texts)
    return " || ".join(parts)


def _matches(value: str, condition: Compared) -> str:
    own = f"LCASE(STR({value}))"
    tests = [f"{own} = LCASE({quoted(text)})" for text in condition.values]
    if condition.scalar == "URL":
        tests += (f"STRENDS({own}, LCASE({quoted(f'/{text}')}))" for text in condition.values)
    return " || ".join(tests)


def _held(value: str, operator: Operator, condition: Counted) -> str:
    return _against(value, operator, [str(number) for number in condition.numbers])


def _against(value: str, operator: Operator, terms: list[str]) -> str:
    if operator is Operator.IN:
        return f"{value} IN ({', '.join(terms)})"
    return f"{value} {operator.value} {terms[0]}"
