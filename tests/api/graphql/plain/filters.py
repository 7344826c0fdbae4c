"""Filters, walked for each node."""

from typing import Any

from kg.ask.reader import addresses
from kg.contract import LABEL, Field, Form, Kind, Value
from kg.terms import AVC, AVD, SKOS
from tests.api.graphql.plain.graph import UNKNOWN, Graph, Term, days, name_of

KEPT = {"DAY": 10, "MONTH": 7, "YEAR": 4}
COMPARED = {
    "lt": lambda own, other: own < other,
    "lte": lambda own, other: own <= other,
    "gt": lambda own, other: own > other,
    "gte": lambda own, other: own >= other,
    "contains": lambda own, other: other.lower() in own.lower(),
}


class Filters(Graph):
    """Whether nodes are as a `where` says."""

    def fits(self, iri: str, value: Value, where: Any, on: Any = (None, None)) -> bool:
        parts = ((name, given) for name, given in where.items() if given is not None)
        return all(self.part(iri, value, name, given, on) for name, given in parts)

    def part(self, iri: str, value: Value, name: str, given: Any, on: Any) -> bool:
        match name:
            case "and":
                return all(self.fits(iri, value, each, on) for each in given)
            case "or":
                return any(self.fits(iri, value, each, on) for each in given)
            case "not":
                return not self.fits(iri, value, given, on)
            case "is" | "id" | "label" | "named":
                return self.of_any(iri, value, name, given)
        return self.own(iri, value, name, given, on)

    def of_any(self, iri: str, value: Value, name: str, given: Any) -> bool:
        if name == "is":
            return any(self.is_a(iri, self.contract.classes[name_of(each)].iri) for each in given)
        if name == "id":
            spaces = (AVC,) if value.name == "Concept" else (AVD,)
            wanted = [[ids] if n == "eq" else ids for n, ids in given.items() if ids is not None]
            return all(any(iri in addresses(e, spaces) for e in each) for each in wanted)
        paths = self.contract.all_names if name == "named" else (LABEL.path,)
        return holds([each for path in paths for each in self.out[iri][path]], "String", given)

    def own(self, iri: str, value: Value, name: str, given: Any, on: Any) -> bool:
        of = self.contract.classes.get(value.name)
        along = next((each for each in of.fields if each.name == name), None) if of else None
        if along:
            return self.of_filter(iri, along, given)
        if name == "narrower":
            return bool(self.above(iri) & {a for each in given for a in addresses(each, (AVC,))})
        if name == "status":
            return self.stands(iri, of.name == "Proposition", given, on)
        narrow = self.contract.classes[name.removeprefix("as")]
        return self.is_a(iri, narrow.iri) and self.fits(
            iri, Value(Kind.CLASS, narrow.name), given, on
        )

    def of_filter(self, iri: str, along: Field, given: Any) -> bool:
        terms = self.values(iri, along)
        if along.value.kind is Kind.ENUM:
            told = [Term(self.notation(each.text) or "", None) for each in terms]
            return holds(told, "Enum", given)
        if not along.value.is_link:
            return holds(terms, along.value.name, given)
        ends = {each.text for each in terms}
        if along.form is Form.ONE:
            return any(self.fits(each, along.value, given) for each in ends)
        return self.quantified(ends, along.value, given)

    def quantified(self, ends: set[str], value: Value, given: Any) -> bool:
        def fitting(where: Any) -> int:
            return sum(self.fits(each, value, where) for each in ends)

        some, every, none = (given.get(name) for name in ("some", "every", "none"))
        number = fitting(some or {})
        count = {n: each for n, each in (given.get("count") or {}).items() if each is not None}
        return (
            (some is None or number > 0)
            and (every is None or fitting(every) == len(ends))
            and (none is None or fitting(none) == 0)
            and holds([Term(str(number), "")], "Int", count)
        )

    def above(self, concept: str) -> set[str]:
        """A concept and all that is broader."""
        found, waiting = set(), [concept]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += (term.text for term in self.out[each][f"{SKOS}broader"])
        return found

    def stands(self, iri: str, is_claim: bool, given: Any, on: Any) -> bool:
        own = days(given)
        day, known = own[0] or on[0], own[1] or on[1]
        wanted = [name_of(each) for each in given.get("in") or ()]
        wanted += [name_of(given["eq"])] if given.get("eq") is not None else []
        if is_claim and known and not wanted:
            at = (day or known, known)
            return any(self.counted(iri, way, *at) for way in ("countsFor", "countsAgainst"))
        status = self.notation(self.status(iri, is_claim, day, known))
        if wanted:
            return status in wanted
        return status is not None and (is_claim or status != "ENDED")

    def tells_status(self, where: Any) -> bool:
        same = [each for name, each in where.items() if each is not None and is_same(name)]
        same += [each for name in ("and", "or") for each in where.get(name) or ()]
        return where.get("status") is not None or any(map(self.tells_status, same))


def is_same(name: str) -> bool:
    return name == "not" or (name[:2] == "as" and name[2:3].isupper())


def comparable(name: str, value: Any) -> Any:
    """A value of the graph or of a filter as it is compared."""
    if name in ("Int", "Float"):
        return float(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else name_of(value)


def holds(terms: list[Term], name: str, given: Any) -> bool:
    """Whether for each operator some value stands so to what is given."""
    own = [comparable(name, each.text) for each in terms]
    for operator, wanted in given.items():
        if wanted is None:
            continue
        if operator == "isNull":
            known = any(not (name == "Date" and each in UNKNOWN) for each in own)
            fits = known is not wanted
        elif operator in ("eq", "in"):
            fits = bool(
                {comparable(name, e) for e in (wanted if operator == "in" else [wanted])} & {*own}
            )
        else:
            other = comparable(name, wanted)
            fits = any(COMPARED[operator](each, other) for each in own)
        if not fits:
            return False
    return True
