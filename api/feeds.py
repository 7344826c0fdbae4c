"""Atom feeds (RFC 4287) of what is new: `/feeds/reports.atom` and `/feeds/status.atom`."""

from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from api.representation.request import origin
from api.web.views import links, words
from kg.ask import describe
from kg.ask.reader import Select
from kg.contract import Contract
from kg.terms import BASE

ATOM: Final = "http://www.w3.org/2005/Atom"
MEDIA_TYPE: Final = "application/atom+xml"


class Entry(NamedTuple):
    """What an entry tells: its own IRI, the page it leads to, days in ISO form ("" is unknown)."""

    iri: str
    page: str
    title: str
    summary: str
    updated: str
    published: str = ""


class Feed(NamedTuple):
    """A feed; `read` gives its entries, the newest first.

    One without entries dates from `day`, on which the snapshot was last curated.
    """

    name: str
    title: str
    read: Callable[[], Awaitable[list[Entry]]]
    day: str

    @property
    def path(self) -> str:
        """Its address on this site."""
        return f"/feeds/{self.name}.atom"

    async def respond(self, request: Request) -> Response:
        """The feed, its links leading to where it was asked for.

        Raises:
            BadArgument: the Host header names no address.
            AskError: the engine has no answer.
        """
        content = _document(self, await self.read(), origin(request.scope))
        return Response(content, media_type=MEDIA_TYPE)


def feeds(select: Select, contract: Contract, day: str) -> tuple[Feed, ...]:
    """The feeds of a snapshot that was last curated on an ISO day."""

    async def reports() -> list[Entry]:
        return [_report(each) for each in await describe.newest_reports(select)]

    async def turns() -> list[Entry]:
        return [_turn(each) for each in await describe.turns(select, contract)]

    return (
        Feed("reports", "Averment: reports that came in last", reports, day),
        Feed("status", "Averment: claims whose status changed", turns, day),
    )


def _report(one: describe.Curated) -> Entry:
    return Entry(
        iri=one.report.iri,
        page=links.local(one.report.iri),
        title=one.report.label,
        summary=", ".join(each for each in (one.publisher, one.published) if each) or "undated",
        updated=one.curated,
        published=one.published,
    )


def _turn(one: describe.Turn) -> Entry:
    after = one.period
    before = f", {one.before} until then" if one.before else ""
    return Entry(
        iri=one.iri,
        page=links.local(one.claim.iri),
        title=f"{after.status.capitalize()}: {one.claim.label}",
        summary=f"{after.status} since {after.since}{before}; "
        f"{words.plural(after.supporting, 'voice')} for, {after.opposing} against",
        updated=after.since,
    )


def _document(feed: Feed, entries: list[Entry], origin: str) -> bytes:
    """The feed as RFC 4287 has it, section 4.1.1."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"{BASE}feeds/{feed.name}")
    _add(root, "title", feed.title)
    _add(root, "updated", _midnight(max((each.updated for each in entries), default=feed.day)))
    _add(ET.SubElement(root, "author"), "name", "Averment")
    _add(root, "icon", f"{origin}/favicon.ico")
    _link(root, "self", f"{origin}{feed.path}", MEDIA_TYPE)
    _link(root, "alternate", f"{origin}/", "text/html")
    for each in entries:
        _append(root, each, origin)
    content: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return content


def _append(root: ET.Element, one: Entry, origin: str) -> None:
    """An entry (section 4.1.2)."""
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", one.iri)
    _add(entry, "title", one.title)
    _add(entry, "updated", _midnight(one.updated))
    if one.published:
        _add(entry, "published", _midnight(one.published))
    _link(entry, "alternate", f"{origin}{one.page}", "text/html")
    _add(entry, "summary", one.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, type_: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": type_})


def _midnight(day: str) -> str:
    """The beginning of a day as RFC 3339 writes it: no more than the day is known."""
    return f"{day}T00:00:00Z"
