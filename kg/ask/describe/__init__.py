"""What a page says about one thing, read from the graph with few queries, whatever is recorded.

The functions take a `Select` (SPARQL text in, solutions out) and the contract, and give frozen
values without RDF terms, so that pages need to know neither SPARQL nor the engine. Labels come with
the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ask.describe.argument import bearing
from kg.ask.describe.around import PageReader
from kg.ask.describe.claims import claims
from kg.ask.describe.comparison import Part as Compared
from kg.ask.describe.comparison import Side, comparison
from kg.ask.describe.days import LATEST, Days
from kg.ask.describe.entity import Entity, Group, entity
from kg.ask.describe.labels import Label, concepts, labels, options
from kg.ask.describe.lineage import SUCCEEDS, Lineage, Succession, Turning, lineage
from kg.ask.describe.lists import Found, contested, suggestions
from kg.ask.describe.members import Member, Members, Part, members
from kg.ask.describe.model import (
    Change,
    Citation,
    Claim,
    Dates,
    Detail,
    Document,
    End,
    Event,
    Fact,
    Listing,
    Period,
    Position,
    Property,
    Provenance,
)
from kg.ask.describe.neighbours import one_step, two_steps
from kg.ask.describe.news import Curated, Turn, newest_reports, turns
from kg.ask.describe.proposition import Proposition, Trail, proposition
from kg.ask.describe.recent import Happened, Recent, curated, recent
from kg.ask.describe.report import Passage, Report, report
from kg.ask.describe.sections import WHOLE, Slice
from kg.ask.describe.story import Story, Taken, story
from kg.ask.describe.thing import look_up
from kg.ask.describe.ties import Choice, Sharing, Tie, Ties, sharing
from kg.ask.reader import Ref, Value
from kg.terms import AVD

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ask.reader import Select
    from kg.contract import Contract

__all__ = [
    "LATEST",
    "SUCCEEDS",
    "WHOLE",
    "Change",
    "Choice",
    "Citation",
    "Claim",
    "Compared",
    "Curated",
    "Dates",
    "Days",
    "Detail",
    "Document",
    "End",
    "Entity",
    "Event",
    "Fact",
    "Found",
    "Group",
    "Happened",
    "Label",
    "Lineage",
    "Listing",
    "Member",
    "Members",
    "PageReader",
    "Part",
    "Passage",
    "Period",
    "Position",
    "Property",
    "Proposition",
    "Provenance",
    "Recent",
    "Ref",
    "Report",
    "Sharing",
    "Side",
    "Slice",
    "Story",
    "Succession",
    "Taken",
    "Tie",
    "Ties",
    "Trail",
    "Turn",
    "Turning",
    "Value",
    "bearing",
    "claims",
    "comparison",
    "concepts",
    "contested",
    "curated",
    "labels",
    "lineage",
    "members",
    "newest_reports",
    "one_step",
    "options",
    "recent",
    "sharing",
    "story",
    "suggestions",
    "thing",
    "turns",
    "two_steps",
]


async def thing(
    select: Select,
    contract: Contract,
    slug: str,
    days: Days = LATEST,
    part: Slice = WHOLE,
    *,
    reading: Callable[[Select], PageReader] = PageReader,
) -> Proposition | Report | Entity | None:
    """What is recorded under a slug, by its class: at most four queries, however much it is.

    Args:
        select: answers the queries.
        contract: says which classes and fields there are.
        slug: the local name, `state-isr`.
        days: whose status claims are shown with, and by which reports had told what is shown.
        part: one of its lists alone, in place of the beginning of each.
        reading: makes what reads its nodes.

    Raises:
        AskError: what `select` raises.
    """
    reader = reading(select)
    found = await look_up(reader, contract, AVD + slug)
    if not found:
        return None
    if found.is_a("Proposition"):
        return await proposition(reader, contract, found, days)
    if found.is_a("Document"):
        return await report(reader, contract, found, days, part)
    return await entity(reader, contract, found, days, part)
