"""A graph of any size in the shape of ours: agreements, their parties, and what is said of them."""

from collections.abc import Iterator
from random import Random
from typing import Final

from kg.terms import AV, AVC, AVD, RDF_TYPE, XSD

# Triples that one agreement brings with it.
OF_EACH: Final = 82
STATES: Final = 190
AGENCIES: Final = 3
PERSONS: Final = 500
OUTLETS: Final = 100
PARTY: Final = ("PartyStatus", "Participation", "StructuralFact", "Record")
STATEMENT: Final = ("Statement", "Position", "Record")
STANCES: Final = ("asserts", "denies", "rejects")


def quads(triples: int) -> bytes:
    """Canonical N-Quads of about so many triples, sorted; the same ones each time."""
    chance = Random(1)  # noqa: S311
    parts = [_actors(), *(_agreement(n, chance) for n in range(max(1, triples // OF_EACH)))]
    lines = (f"{line} <{AVD}file-generated> .\n" for part in parts for line in part)
    return "".join(sorted(lines)).encode()


def _actors() -> Iterator[str]:
    for number in range(STATES):
        yield from _thing(f"state-{number}", ("State", "Agent"), f"State {number}")
        for place in range(AGENCIES):
            agency = f"agency-{number}-{place}"
            kinds = ("IntelligenceAgency", "PublicBody", "Organisation", "Agent")
            yield from _thing(agency, kinds, f"Agency {place} of State {number}")
            yield _link(agency, "ofState", f"state-{number}")
    for number in range(PERSONS):
        yield from _thing(f"person-{number}", ("Person", "Agent"), f"Person {number}")
    for number in range(OUTLETS):
        outlet = ("NewsOrganisation", "Organisation", "Agent")
        yield from _thing(f"org-{number}", outlet, f"Outlet {number}")


def _agreement(number: int, chance: Random) -> Iterator[str]:
    """One with three parties, two claims, two statements of each, and a report that tells them."""
    name = f"agreement-{number}"
    yield from _thing(name, ("Agreement",), f"Agreement number {number:07} on exchange")
    for place, state in enumerate(chance.sample(range(STATES), 3)):
        party = f"party-{number}-{place}"
        yield from _thing(party, PARTY, f"State {state} in agreement {number}")
        yield _link(party, "inArrangement", name)
        yield _link(party, "participant", f"state-{state}")
        yield f"<{AVD}{party}> <{AV}currentStatus> <{AVC}status-presumed>"
        yield _day(party, "firstConfirmed", chance)
    report = f"doc-{number}"
    yield from _thing(report, ("Report", "Document"), f"Report {number} of the day")
    yield _link(report, "publisher", f"org-{chance.randrange(OUTLETS)}")
    yield _day(report, "possibleUntil", chance)
    for claim in (f"prop-{number}-0", f"prop-{number}-1"):
        text = f"Under agreement {number} the parties exchange more than is said by {claim}."
        yield from _thing(claim, ("Proposition",), text)
        yield f'<{AVD}{claim}> <{AV}text> "{text}"@en'
        yield _link(claim, "about", name)
        for place in range(2):
            yield from _statement(f"pos-{claim}-{place}", claim, report, chance)


def _statement(name: str, claim: str, report: str, chance: Random) -> Iterator[str]:
    speaker = f"person-{chance.randrange(PERSONS)}"
    yield from _thing(name, STATEMENT, f"What {speaker} says of {claim}")
    yield f"<{AVD}{name}> <{AV}stance> <{AVC}stance-{chance.choice(STANCES)}>"
    yield _link(name, "speaker", speaker)
    yield _link(name, "holder", speaker)
    yield _link(name, "proposition", claim)
    yield _link(name, "documentedIn", report)
    yield _day(name, "from", chance)


def _thing(name: str, kinds: tuple[str, ...], label: str) -> Iterator[str]:
    for kind in kinds:
        yield f"<{AVD}{name}> <{RDF_TYPE}> <{AV}{kind}>"
    yield f'<{AVD}{name}> <{AV}label> "{label}"'


def _link(name: str, path: str, to: str) -> str:
    return f"<{AVD}{name}> <{AV}{path}> <{AVD}{to}>"


def _day(name: str, path: str, chance: Random) -> str:
    day = f"{chance.randint(1950, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return f'<{AVD}{name}> <{AV}{path}> "{day}"^^<{XSD}date>'
