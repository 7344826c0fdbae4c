"""What of a long list stands on a page, and where the rest is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from api.web.views import links
from api.web.views.links import local
from kg.ask.describe import Slice
from kg.errors import BadArgument

if TYPE_CHECKING:
    from kg.ask.describe import Days, Listing

MOST_NAME: Final = 40
MOST_SKIPPED: Final = 100_000


@dataclass(frozen=True)
class Shown:
    """Which items of a list these are; an address is "" where it would lead to nothing.

    `told` says it in words on a page that the list has to itself; `whole` leads there from the page
    of the thing.
    """

    told: str
    total: int
    whole: str
    earlier: str
    later: str
    query: str


@dataclass(frozen=True)
class Place:
    """The page on which lists stand: of which thing, from which days, which part of it."""

    iri: str
    days: Days
    part: Slice

    def shown(self, name: str, listing: Listing[Any]) -> Shown:
        """What is shown beneath a list of that name."""
        here, most = self.part.skip, self.part.most
        until = here + len(listing.items)
        has_page = bool(self.part.name)
        return Shown(
            told=f"{here + 1:,} to {until:,} of {listing.total:,}" if has_page else "",
            total=listing.total,
            whole="" if has_page or until >= listing.total else self.of(name),
            earlier=self.of(name, max(0, here - most)) if here else "",
            later=self.of(name, until) if has_page and until < listing.total else "",
            query=listing.query,
        )

    def of(self, name: str, skip: int = 0) -> str:
        """The page that a list has to itself."""
        asked = {"list": name, **({"skip": skip} if skip else {}), **links.asked(self.days)}
        return f"{local(self.iri)}?{urlencode(asked)}"


def asked(given: Mapping[str, str]) -> Slice:
    """The part of a page that the parameters `list` and `skip` ask for.

    Raises:
        BadArgument: they cannot be read.
    """
    name, skip = given.get("list", ""), given.get("skip", "") or "0"
    if not (skip.isascii() and skip.isdigit() and int(skip[:9]) <= MOST_SKIPPED):
        raise BadArgument(f"skip is “{skip[:20]}”; it must be a number up to {MOST_SKIPPED}.")
    return Slice(name, int(skip[:9])) if name else Slice()


def found(part: Slice, *lists: Sequence[object]) -> None:
    """Refuses a list that a page does not have, or that ends before.

    Raises:
        BadArgument: one list is wanted, and all of them are empty.
    """
    if part.name and not any(lists):
        start = f" from {part.skip + 1} on" if part.skip else ""
        raise BadArgument(f"This page has nothing in a list “{part.name[:MOST_NAME]}”{start}.")
