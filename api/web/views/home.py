"""The home page: who shares with whom, what is contested, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.web.views import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.web.views.sharing import SharingShown
    from kg.ask.describe import Claim, Happened, Listing, Recent
    from kg.contract import Class


@dataclass(frozen=True)
class Counted:
    """How many of a kind: in words, and where all of that kind are listed."""

    words: str
    address: str


@dataclass(frozen=True)
class HomePage:
    """Values for `home.html.j2`."""

    sharing: SharingShown
    contested: Listing[Claim]
    day: str
    counted: tuple[Counted, ...]
    events: tuple[Happened, ...]


def build(
    sharing: SharingShown,
    contested: Listing[Claim],
    recent: Recent,
    kinds: Sequence[Class],
    day: str,
) -> HomePage:
    """The home page of a snapshot that was last curated on `day`."""
    return HomePage(
        sharing=sharing,
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
