"""What is recorded of a proposition: its content, who holds what, and through which documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from kg.ask.describe import terms
from kg.ask.describe.claims import claim_questions, claims_of
from kg.ask.describe.days import LATEST, told
from kg.ask.describe.model import (
    Citation,
    Claim,
    Document,
    Listing,
    Period,
    Position,
    Provenance,
    Records,
    alphabetical,
)
from kg.ask.describe.records import (
    CITES,
    DERIVES,
    DOCUMENT,
    NAMES,
    READ_THROUGH,
    by_class,
    carriers,
    citations,
    citations_of,
    claims_said,
    document,
    position,
)
from kg.ask.describe.sections import WHEN_TAKEN, newest, newest_of
from kg.ask.describe.standing import beside, history, periods, standing_of
from kg.ask.reader import Reached, Ref, Value, Whole, local
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.describe.thing import Thing
    from kg.ask.reader import Node, NodeReader, Rows
    from kg.contract import Contract

# Groups of fields that make up the content. Fields without a group have None.
CONTENT: Final = ("Action", "Content", "Mode", "Dates", "Story", None)
SIGN: Final = "affirmative"

T = TypeVar("T")

Related: TypeAlias = tuple[tuple[str, str], ...]
Roles: TypeAlias = tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True)
class Trail:
    """That a citation reads one document and that its content begins in another."""

    citation: str
    document: str
    origin: str


@dataclass(frozen=True)
class Proposition:
    """All that the page about a proposition shows.

    `implied_for` and `implied_against` are positions towards other propositions that count for or
    against this one too. `argument` pairs what is said of a relation with the claims it leads to,
    `argued` the same with positions that give the proposition as an argument. `roles` are the
    parts of the content with their values. `parents` gives for each document those it goes back
    to, `claims` the further propositions that positions name.
    """

    iri: str
    text: str
    language: str
    claim: Claim
    periods: tuple[Period, ...]
    roles: Roles
    affirmative: bool
    positions: Listing[Position]
    implied_for: Listing[Position]
    implied_against: Listing[Position]
    unrecorded: tuple[Ref, ...]
    documents: dict[str, Document]
    parents: dict[str, tuple[str, ...]]
    trails: tuple[Trail, ...]
    argument: tuple[tuple[str, tuple[Claim, ...]], ...]
    argued: tuple[tuple[str, tuple[Position, ...]], ...]
    claims: dict[str, Claim]
    describes: tuple[Ref, ...]
    citations: dict[str, Citation]
    provenance: Provenance | None
    remarks: tuple[Value, ...]


async def proposition(
    reader: NodeReader, contract: Contract, thing: Thing, days: Days = LATEST
) -> Proposition:
    """What is recorded of a proposition, as it is seen from a day: three queries, however much."""
    here, patterns = thing.node, _patterns(thing.iri, days)
    # Stored periods follow from all reports, whenever they appeared.
    stored = {} if days.known_at else history(contract, (thing.iri,))
    around = await reader.read(stored, _around(contract, thing.iri, patterns, days))
    held, *implied = (newest_of(pattern, around[name]) for name, pattern in patterns.items())
    argued = _argued(contract, around["argued"])
    others = [*(iri for many in implied for iri in many.items), *(iri for _, iri in argued)]
    found = await _read(reader, contract, held.items, others)
    related = _related(contract, here, around["argument"])
    named = _named(reader, thing, around, found)
    said = claims_said(reader, contract, [*held.items, *others])
    asked = claim_questions([thing.iri, *said, *(other for _, other in related)], days)
    known = claims_of(contract, await reader.name(named, asked), days)
    cited = citations(reader, contract, citations_of(reader, held.items), days)
    parents = _parents(found["parents"], cited.values())
    made = _made(reader, contract, [*held.items, *others], found)
    return Proposition(
        iri=thing.iri,
        text=here.text("text") or here.label,
        language=here.language("text"),
        claim=known[thing.iri],
        periods=periods(reader, contract).get(thing.iri, ()),
        roles=_roles(contract, here),
        affirmative=here.text(SIGN) not in ("false", "0"),
        positions=held.of(made.get),
        implied_for=implied[0].of(made.get),
        implied_against=implied[1].of(made.get),
        unrecorded=alphabetical(here.ref_to(row["who"]["value"]) for row in around["unrecorded"]),
        documents=_documents(reader, cited.values(), parents),
        parents=parents,
        trails=tuple(trail for each in cited.values() for trail in _trails(each, reader)),
        argument=_grouped(related, known),
        argued=_grouped(argued, made),
        claims=known,
        describes=_described(contract, here),
        citations=cited,
        provenance=thing.provenance,
        remarks=thing.remarks(contract),
    )


async def _read(
    reader: NodeReader, contract: Contract, held: tuple[str, ...], others: list[str]
) -> dict[str, Rows]:
    """Reads the positions, those of the proposition itself with their citations."""
    every = Records(positions=(*held, *others))
    wholes = _evidence(contract, held, others) | by_class(contract, every.positions, "Position")
    return await reader.read(wholes | beside(contract, every), _succession(contract, held))


def _named(
    reader: NodeReader, thing: Thing, around: Mapping[str, Rows], found: Mapping[str, Rows]
) -> list[str]:
    """All things that the page names, for which labels are wanted."""
    silent = (row["who"]["value"] for row in around["unrecorded"])
    new = (row["new"]["value"] for row in found["replaced"])
    return [*reader.pointed(READ_THROUGH), *thing.named_in_files, *silent, *new]


def _made(
    reader: NodeReader, contract: Contract, positions: list[str], found: Mapping[str, Rows]
) -> dict[str, Position]:
    """The positions by IRI, with what replaced them."""
    standing = standing_of(reader, contract, Records(positions=tuple(positions)))
    replaced = _pairs(found["replaced"], "old", "new")
    nodes = [reader[iri] for iri in positions]
    return {
        node.iri: position(
            node, contract, standing, tuple(node.ref_to(new) for new in replaced.get(node.iri, ()))
        )
        for node in nodes
    }


def _patterns(iri: str, days: Days) -> dict[str, str]:
    """The positions towards a proposition; those towards others that count for, and against it."""
    here = term(iri)
    elsewhere = f"FILTER NOT EXISTS {{ ?s av:proposition {here} }} {told(days)}"
    return {
        "held": f"?s a av:Position ; av:proposition {here} . {told(days)}",
        "implied for": f"?s av:countsFor {here} . {elsewhere}",
        "implied against": f"?s av:countsAgainst {here} . {elsewhere}",
    }


def _around(
    contract: Contract, iri: str, patterns: Mapping[str, str], days: Days
) -> dict[str, str]:
    related, argued = (
        iris(f.path for f in contract.fields_in(name, "Argument") if f.inverse_phrase)
        for name in ("Proposition", "Position")
    )
    return {
        **{name: newest(pattern, WHEN_TAKEN) for name, pattern in patterns.items()},
        "argument": f"SELECT ?s ?p {{ VALUES ?p {{ {related} }} ?s ?p {term(iri)} }}",
        "argued": f"SELECT ?s ?p {{ VALUES ?p {{ {argued} }} ?s ?p {term(iri)} {told(days)} }}",
        "unrecorded": f"""SELECT DISTINCT ?who {{ {term(iri)} av:about ?who . ?who a av:Agent
  FILTER NOT EXISTS {{ ?x av:proposition {term(iri)} ; av:holder|av:voice ?who
    {told(days, "?x")} }} }}""",
    }


def _roles(contract: Contract, here: Node) -> Roles:
    """The parts of the content, each under the phrase for it; its sign stands apart."""
    fields = terms.fields(contract, "Proposition", *CONTENT)
    named = ((field.phrase, local(field.path)) for field in fields)
    found = ((phrase, here.all(name)) for phrase, name in named if name != SIGN)
    return tuple((phrase, values) for phrase, values in found if values)


def _described(contract: Contract, here: Node) -> tuple[Ref, ...]:
    """The events and facts that it is about."""
    fields = contract.fields_in("Proposition", "Subject")
    return tuple(ref for field in fields for ref in here.refs(local(field.path)))


def _evidence(contract: Contract, held: tuple[str, ...], others: Sequence[str]) -> dict[str, Whole]:
    """The citations of positions, those of the proposition itself with all that they go back to."""
    wholes = carriers(contract, (*held, *others))
    if not wholes:
        return {}
    fields = terms.fields(contract, "Document", *DOCUMENT, "Index")
    carried = wholes["Document"].nodes
    back = Reached(held, (CITES, NAMES, DERIVES))
    return {**wholes, "Document": Whole((*carried, back), fields)}


def _succession(contract: Contract, positions: Iterable[str]) -> dict[str, str]:
    """What replaced a position, and what goes back to what among the documents that carry it."""
    listed = iris(positions)
    if not listed:
        return {"replaced": "", "parents": ""}
    derivations = iris(f.path for f in contract.fields_in("Document", "Derivation"))
    carried = f"""VALUES ?r {{ {listed} }}
  ?r av:hasCitation/(av:citedDocument|av:originDocument)/av:derivedFrom? ?d"""
    return {
        "replaced": f"SELECT ?old ?new {{ VALUES ?old {{ {listed} }} ?new av:supersedes ?old }}",
        "parents": f"""SELECT DISTINCT ?d ?parent {{ {{ SELECT DISTINCT ?d {{ {carried} }} }}
  ?d ?how ?parent VALUES ?how {{ {derivations} }} }}""",
    }


def _pairs(rows: Rows, key: str, value: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one, other in sorted((row[key]["value"], row[value]["value"]) for row in rows):
        found[one] = (*found.get(one, ()), other)
    return found


def _trails(citation: Citation, reader: NodeReader) -> tuple[Trail, ...]:
    """A stated origin that is the document read is its own reporting; else the chain's ends."""
    read, first = citation.document.iri, citation.origin.iri if citation.origin else ""
    ends = reader[first or read].iris("origin")
    origins = [read] if first == read else ends or [first or read]
    return tuple(Trail(citation.iri, read, origin) for origin in origins)


def _parents(rows: Rows, cited: Iterable[Citation]) -> dict[str, tuple[str, ...]]:
    """What each document goes back to, by its own account and by that of a citation."""
    parents = _pairs(rows, "d", "parent")
    for citation in cited:
        child, origin = citation.document.iri, citation.origin
        if origin and origin.iri != child and origin.iri not in _ancestors(child, parents):
            parents[child] = (*parents.get(child, ()), origin.iri)
    return parents


def _documents(
    reader: NodeReader, cited: Iterable[Citation], parents: Mapping[str, tuple[str, ...]]
) -> dict[str, Document]:
    """Documents that carry the positions or that those go back to, by IRI."""
    carried = {each.document.iri for each in cited}
    carried |= {each.origin.iri for each in cited if each.origin}
    everything = carried | set(parents) | {iri for above in parents.values() for iri in above}
    return {iri: document(reader[iri]) for iri in sorted(everything)}


def _ancestors(start: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _related(contract: Contract, here: Node, rows: Rows) -> Related:
    """Pairs of what is said of a relation and a proposition, in both directions."""
    fields = contract.fields_in("Proposition", "Argument")
    onward = [(field.phrase, other) for field in fields for other in here.iris(local(field.path))]
    back = _pairs(rows, "p", "s")
    turned = (f for f in sorted(fields, key=lambda f: f.path) if f.inverse_phrase)
    return (*onward, *((f.inverse_phrase, other) for f in turned for other in back.get(f.path, ())))


def _argued(contract: Contract, rows: Rows) -> Related:
    """Pairs of what is said of a relation and a position that gives the proposition by it."""
    found = _pairs(rows, "p", "s")
    fields = contract.fields_in("Position", "Argument")
    return tuple((f.inverse_phrase, iri) for f in fields for iri in found.get(f.path, ()))


def _grouped(related: Related, known: Mapping[str, T]) -> tuple[tuple[str, tuple[T, ...]], ...]:
    names = dict.fromkeys(name for name, _ in related)
    return tuple(
        (name, tuple(known[iri] for other, iri in related if other == name and iri in known))
        for name in names
    )
