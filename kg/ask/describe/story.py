"""A story: what happened in it and who took which position, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.describe import terms
from kg.ask.describe.claims import claim_questions, claims_of
from kg.ask.describe.days import LATEST, raised, told
from kg.ask.describe.model import Claim
from kg.ask.describe.recent import Happened
from kg.ask.describe.sections import readable
from kg.ask.reader import Ref, agreeing, together
from kg.rdf.sparql import iri as term
from kg.terms import NO_END

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.reader import Rows, Select
    from kg.contract import Contract

MOST: Final = 500


class Taken(NamedTuple):
    """A position as a story tells it.

    `day` is empty where no more than a day of reading is known; a `former` one was taken back or
    replaced. `stance` is said of the holder (``denies``, of several ``deny``), `effect` a notation
    (``opposes``).
    """

    iri: str
    claim: str
    holder: Ref
    stance: str
    effect: str
    day: str
    former: bool


@dataclass(frozen=True)
class Story:
    """Events and positions in order of their days, those without a day last.

    Held are at most `MOST` positions; `claims` are by IRI; the query gives what belongs to it.
    """

    iri: str

    events: tuple[Happened, ...]
    positions: tuple[Taken, ...]
    claims: dict[str, Claim]
    query: str


async def story(select: Select, contract: Contract, episode: str, days: Days = LATEST) -> Story:
    """What an episode holds up to the day that is looked from: two queries.

    Args:
        select: answers them.
        contract: names stances.
        episode: the IRI of the episode.
        days: that day, and the one by which reports had told it.

    Raises:
        AskError: what `select` raises.
    """
    here, as_of = term(episode), days.seen
    found = await together(
        select,
        {
            "events": f"""SELECT DISTINCT ?s ?label ?on {{ ?s av:inEpisode {here} ; a av:Event ;
  av:label ?label ; av:possibleUntil ?on {told(days)} }}""",
            "positions": f"""
SELECT ?s ?claim ?holder ?label ?persons ?stance ?effect ?day ?until ?read {{
  ?claim av:inEpisode {here} . ?s av:proposition ?claim ; av:holder ?holder ; av:stance ?stance ;
    av:effect ?effect ; av:from ?day . ?holder av:label ?label
  OPTIONAL {{ ?holder av:minPersons ?persons }}
  OPTIONAL {{ ?s av:until ?until }} OPTIONAL {{ ?s av:firstReported ?reported }}
  BIND(!BOUND(?reported) AS ?read) {told(days)} }} ORDER BY ?day ?s LIMIT {MOST}""",
            "claims": f"SELECT ?s {{ ?s av:inEpisode {here} ; a av:Proposition {raised(days)} }}",
        },
    )
    wanted = [row["s"]["value"] for row in found["claims"]]
    standing = await together(select, claim_questions(wanted, days))
    events, positions = _events(found["events"]), _positions(contract, found["positions"], as_of)
    return Story(
        iri=episode,
        events=tuple(each for each in events if not as_of or each.day <= as_of),
        positions=tuple(each for each in positions if not as_of or each.day <= as_of),
        claims=claims_of(contract, standing, days),
        query=readable(f"?s av:inEpisode {here} ."),
    )


def _events(rows: Rows) -> list[Happened]:
    events = [
        Happened(Ref(row["s"]["value"], row["label"]["value"]), row["on"]["value"]) for row in rows
    ]
    return sorted(events, key=lambda each: (each.day, each.event.label))


def _positions(contract: Contract, rows: Rows, as_of: str) -> list[Taken]:
    taken = [_taken(contract, row, as_of) for row in rows]
    return sorted(taken, key=lambda each: (each.day or NO_END, each.claim, each.holder.label))


def _taken(contract: Contract, row: dict[str, dict[str, str]], as_of: str) -> Taken:
    until = row["until"]["value"] if "until" in row else NO_END
    is_read = row["read"]["value"] in ("true", "1")
    stance = terms.notation(contract, row["stance"]["value"]).replace("-", " ")
    persons = int(row["persons"]["value"]) if "persons" in row else 1
    return Taken(
        iri=row["s"]["value"],
        claim=row["claim"]["value"],
        holder=Ref(row["holder"]["value"], row["label"]["value"]),
        stance=agreeing(stance, persons),
        effect=terms.notation(contract, row["effect"]["value"]),
        day="" if is_read and not as_of else row["day"]["value"],
        former=until < (as_of or NO_END),
    )
