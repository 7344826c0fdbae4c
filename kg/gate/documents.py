"""Documents from after the day of their reading, and documents that have one address."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.terms import short


def document_findings(gathered: Gathered) -> Iterator[Finding]:
    """What is wrong with documents in the light of days and of one another."""
    yield from _later_than_read(gathered)
    yield from _same_address(gathered)


def _later_than_read(gathered: Gathered) -> Iterator[Finding]:
    """Documents dated after the day on which they were consulted, or their file was curated."""
    index = gathered.index
    for iri in index.members(gathered.contract.below("Document")):
        file = gathered.places[iri]
        curated = index.value(file.graph.value, "curatedOn")
        consulted = index.value(iri, "consultedOn")
        dated = index.value(iri, "earliestStart")
        days = {"consulted": consulted, "curated": curated}
        passed = [f"{what} on {day}" for what, day in days.items() if dated and day and day < dated]
        if passed:
            yield gathered.finding(
                iri,
                "future-document",
                f"{short(iri)} is dated {dated} or later, and was {' and '.join(passed)}",
                "Correct av:edtf, or the day of reading or curation.",
                Severity.VIOLATION,
            )


def _same_address(gathered: Gathered) -> Iterator[Finding]:
    by_page: dict[str, list[str]] = defaultdict(list)
    for iri, (address, *_) in sorted(gathered.index.of("url").items()):
        by_page[page(address)].append(iri)
    for address, (first, *others) in by_page.items():
        for iri in others:
            yield gathered.finding(
                iri,
                "same-address",
                f"{short(iri)} has the address of {short(first)}, {address}",
                "Keep one of the two, and let moved.tsv lead from the other; or correct av:url.",
                Severity.VIOLATION,
            )


def page(address: str) -> str:
    """The page that an address leads to.

    Without scheme, `www.`, trailing slashes and anchor; an anchor that begins with `!` or `/` names
    a page of its own, as programs in a browser use it.
    """
    parts = urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    anchor = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}{anchor}"
