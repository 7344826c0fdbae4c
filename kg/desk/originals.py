"""Which documents an article may pass on: those that outlets it names published shortly before."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from kg.desk.documents import passed_on
from kg.desk.held import days
from kg.desk.reader import Reader
from kg.desk.reading import Reading
from kg.terms import NO_END

OUTLET: Final = "NewsOrganisation"
BEFORE: Final = timedelta(days=3)


def possible_originals(reader: Reader, readings: Sequence[Reading]) -> list[str]:
    """Documents, by slug; none where the article says what it passes on, or bears no date."""
    edtf = reader.answers.one("date")
    last = days(edtf)[1] if edtf else NO_END
    if passed_on(reader) or last == NO_END:
        return []
    known = reader.known
    named = {slug for one in readings for mention in one.mentions for slug in mention.slugs}
    outlets = {slug for slug in named if OUTLET in known.kinds(slug)}
    outlets.discard(reader.slug("publisher", "Agent") or "")
    since = (date.fromisoformat(last) - BEFORE).isoformat()
    return [
        slug
        for slug in known
        if outlets.intersection(known.values(slug, "publisher"))
        and any(begin <= last and since <= end for begin, end in _dated(reader, slug))
    ]


def _dated(reader: Reader, document: str) -> list[tuple[str, str]]:
    return [days(edtf) for edtf in reader.known.values(document, "edtf")]
