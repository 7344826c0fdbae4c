"""What is recorded of a proposition: its content, who holds what, and through which documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.ask.describe import terms
from kg.ask.describe.claims import claim_questions, claims_of, periods, periods_of
from kg.ask.describe.model import (
    Citation,
    Claim,
    Document,
    Listing,
    Period,
    Position,
    Provenance,
    alphabetical,
)
from kg.ask.describe.records import (
    DOCUMENT,
    READ_THROUGH,
    citations,
    citations_of,
    document,
    evidence,
    position,
)
from kg.ask.describe.sections import newest, newest_of
from kg.ask.reader import Ref, Value, Whole, local
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris

if TYPE_CHECKING:
    from kg.ask.describe.thing import Thing
    from kg.ask.reader import Node, NodeReader, Rows
    from kg.contract import Contract

# Groups of fields that make up the content. Fields without a group have None.
CONTENT: Final = ("Action", "Content", "Mode", "Dates", "Story", None)
SIGN: Final = "affirmative"

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

    `argument` pairs what is said of a relation with the claims it leads to (“Because” from here,
    “Given as a reason for” towards here), `roles` the parts of the content with their values.
    `parents` gives for each document those it goes back to.
    """

    iri: str
    text: str
    language: str
    claim: Claim
    periods: tuple[Period, ...]
    roles: Roles
    affirmative: bool
    positions: Listing[Position]
    unrecorded: tuple[Ref, ...]
    documents: dict[str, Document]
    parents: dict[str, tuple[str, ...]]
    trails: tuple[Trail, ...]
    argument: tuple[tuple[str, tuple[Claim, ...]], ...]
    describes: tuple[Ref, ...]
    citations: dict[str, Citation]
    provenance: Provenance | None


async def proposition(
    reader: NodeReader, contract: Contract, thing: Thing, as_of: str = ""
) -> Proposition:
    """What is recorded of a proposition: three queries, however much it is.

    `as_of` is a day or ``""`` for the latest.
    """
    here = thing.node
    pattern = f"?s a av:Position ; av:proposition {term(thing.iri)} ."
    around = await reader.ask(_around(contract, thing.iri, pattern))
    held = newest_of(pattern, around["held"])
    found = await reader.read(_evidence(contract, held.items), _succession(contract, held.items))
    replaced = _pairs(found["replaced"], "old", "new")
    related = _related(contract, here, around["argument"])
    silent = [row["who"]["value"] for row in around["unrecorded"]]
    named = [*reader.pointed(READ_THROUGH), *thing.named_in_files, *silent]
    named += [iri for iris in replaced.values() for iri in iris]
    asked = claim_questions([thing.iri, *(other for _, other in related)], as_of)
    known = claims_of(contract, await reader.name(named, asked), as_of)
    cited = citations(reader, citations_of(reader, held.items))
    parents = _parents(found["parents"], cited.values())
    return Proposition(
        iri=thing.iri,
        text=here.text("text") or here.label,
        language=here.language("text"),
        claim=known[thing.iri],
        periods=periods(contract, around["periods"]),
        roles=_roles(contract, here),
        affirmative=here.text(SIGN) not in ("false", "0"),
        positions=held.of(
            lambda iri: position(
                reader[iri], contract, tuple(here.ref_to(new) for new in replaced.get(iri, ()))
            )
        ),
        unrecorded=alphabetical(here.ref_to(iri) for iri in silent),
        documents=_documents(reader, cited.values(), parents),
        parents=parents,
        trails=tuple(trail for each in cited.values() for trail in _trails(each, reader)),
        argument=_grouped(related, known),
        describes=tuple(
            ref
            for field in contract.fields_in("Proposition", "Subject")
            for ref in here.refs(local(field.path))
        ),
        citations=cited,
        provenance=thing.provenance,
    )


def _around(contract: Contract, iri: str, positions: str) -> dict[str, str]:
    arguments = contract.fields_in("Proposition", "Argument")
    argued = iris(field.path for field in arguments if field.inverse_phrase)
    return {
        "held": newest(positions),
        "periods": periods_of(iri),
        "argument": f"""SELECT ?s ?p {{ VALUES ?p {{ {argued} }} ?s ?p {term(iri)} }}""",
        "unrecorded": f"""SELECT DISTINCT ?who {{ {term(iri)} av:about ?who . ?who a av:Agent
  FILTER NOT EXISTS {{ ?x av:proposition {term(iri)} ; av:holder ?who }} }}""",
    }


def _roles(contract: Contract, here: Node) -> Roles:
    """The parts of the content, each under the phrase for it; its sign stands apart."""
    fields = terms.fields(contract, "Proposition", *CONTENT)
    named = ((field.phrase, local(field.path)) for field in fields)
    found = ((phrase, here.all(name)) for phrase, name in named if name != SIGN)
    return tuple((phrase, values) for phrase, values in found if values)


def _evidence(contract: Contract, positions: Iterable[str]) -> dict[str, Whole]:
    """Positions and their citations, with all documents that those go back to."""
    wholes = evidence(contract, positions)
    fields = terms.fields(contract, "Document", *DOCUMENT, "Index")
    carried = wholes["Document"].pattern
    back = f"{{ SELECT DISTINCT (?s AS ?c) {{ {carried} }} }} ?c av:derivedFrom ?s"
    return {**wholes, "Document": Whole(f"{{ {carried} }} UNION {{ {back} }}", fields)}


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


def _grouped(
    related: Related, known: Mapping[str, Claim]
) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    names = dict.fromkeys(name for name, _ in related)
    return tuple(
        (name, tuple(known[iri] for other, iri in related if other == name and iri in known))
        for name in names
    )
