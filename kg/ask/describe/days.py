"""The days that a page is seen from, and what of the graph had been told by one of them."""

from __future__ import annotations

from typing import Final, NamedTuple

from kg.ask.reader.standing import reported
from kg.rdf.sparql import quoted
from kg.terms import XSD


class Days(NamedTuple):
    """ISO days: on which something was so, and by which reports had told it; "" for none.

    They are the valid time and the transaction time of bitemporal databases (`asOf` and `knownAt`
    in GraphQL).
    """

    as_of: str = ""
    known_at: str = ""

    def __bool__(self) -> bool:
        """Whether another day than the latest is looked from."""
        return bool(self.seen)

    @property
    def seen(self) -> str:
        """The day on which things are seen: `as_of`, else `known_at`."""
        return self.as_of or self.known_at


LATEST: Final = Days()


def told(days: Days, record: str = "?s") -> str:
    """A filter on records that a dated document had reported; "" where no day is asked."""
    return f"FILTER({reported(record, days.known_at)})" if days.known_at else ""


def raised(days: Days, claim: str = "?s") -> str:
    """A filter on claims that somebody had been reported to take a position on."""
    return f"FILTER({_raised(days, claim)})" if days.known_at else ""


def published(days: Days, document: str = "?s") -> str:
    """A filter on documents that had appeared."""
    return f"FILTER({_published(days, document)})" if days.known_at else ""


def present(days: Days, thing: str = "?s") -> str:
    """A filter on things of any class: of records, claims and documents those of the above."""
    if not days.known_at:
        return ""
    later = f"EXISTS {{ {thing} av:firstReported ?told FILTER({_date(days)} < ?told) }}"
    return (
        f"FILTER(!{later} "
        f"&& (!EXISTS {{ {thing} a av:Document }} || {_published(days, thing)}) "
        f"&& (!EXISTS {{ {thing} a av:Proposition }} || {_raised(days, thing)}))"
    )


def _raised(days: Days, claim: str) -> str:
    # One EXISTS within the other, so that the claim is where the search begins.
    by_then = reported("?taken", days.known_at)
    return f"EXISTS {{ ?taken av:proposition {claim} FILTER({by_then}) }}"


def _published(days: Days, document: str) -> str:
    return f"EXISTS {{ {document} av:possibleUntil ?out FILTER(?out <= {_date(days)}) }}"


def _date(days: Days) -> str:
    return quoted(days.known_at, f"{XSD}date")
