"""The home page: who shares with whom, what is contested, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.web.views import words
from api.web.views.circle import Circle, circle
from api.web.views.links import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.describe import Claim, Happened, Listing, Recent, Tie, Ties
    from kg.contract import Class


@dataclass(frozen=True)
class Row:
    """A tie as the table beneath the picture tells it; `address` leads to the arrangements."""

    tie: Tie
    address: str


@dataclass(frozen=True)
class Counted:
    """How many of a kind: in words, and where all of that kind are listed."""

    words: str
    address: str


@dataclass(frozen=True)
class HomePage:
    """Values for `home.html.j2`; `rows` and `circle` tell the same, `told` sums it up."""

    circle: Circle
    told: str
    rows: tuple[Row, ...]
    query: str
    contested: Listing[Claim]
    day: str
    counted: tuple[Counted, ...]
    events: tuple[Happened, ...]


def build(
    ties: Ties, contested: Listing[Claim], recent: Recent, kinds: Sequence[Class], day: str
) -> HomePage:
    """The home page of a snapshot that was last curated on `day`."""
    drawn = circle(ties.items)
    states, pairs = (
        words.plural(len(drawn.nodes), "state"),
        words.plural(len(ties.items), "pair"),
    )
    return HomePage(
        circle=drawn,
        told=f"{states}, {pairs}",
        rows=tuple(Row(tie, _arrangements(tie)) for tie in ties.items),
        query=ties.query,
        contested=contested,
        day=day,
        counted=tuple(
            Counted(
                words.plural(recent.numbers[kind.iri], kind.label, kind.title.lower()),
                f"/?kind={kind.name}",
            )
            for kind in kinds
            if kind.iri in recent.numbers
        ),
        events=recent.events,
    )


def _arrangements(tie: Tie) -> str:
    one, other = slug(tie.one.iri), slug(tie.other.iri)
    return f"/queries/agreements-between?one={one}&other={other}"
