"""What a report that passes on another says of positions held: which, and in which paragraph."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.desk.alike import roles
from kg.desk.article import tokens
from kg.desk.documents import passed_on
from kg.desk.held import Position, Positions, chain, origins
from kg.desk.reader import Reader
from kg.desk.reading import Reading

# So many words describe a source well enough to find it by them.
TELLING: Final = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A position of the report's origin, that origin, and the paragraphs that speak of it."""

    position: Position
    origin: str
    paragraphs: tuple[int, ...] = ()


def offers(reader: Reader, positions: Positions, readings: Sequence[Reading]) -> list[Offer]:
    """The positions that go back to what the report passes on, those that it speaks of first."""
    ends = {end for document in passed_on(reader) for end in origins(reader.known, document, None)}
    ends |= {one for document in passed_on(reader) for one in chain(reader.known, document)}
    bare = (Offer(each, min(each.origins & ends)) for each in positions.first_said_in(ends))
    found = [replace(o, paragraphs=tuple(_paragraphs(reader, o, readings))) for o in bare]
    return sorted(
        found, key=lambda offer: (offer.paragraphs or (len(readings),), offer.position.slug)
    )


def _paragraphs(reader: Reader, offer: Offer, readings: Iterable[Reading]) -> Iterator[int]:
    """The paragraphs that are like what a position is held towards, and point at who holds it.

    That one of whom a proposition speaks is named says not that it speaks; the outlet that first
    told it needs no naming. An unnamed source is pointed at by the outlet that it told, or by one
    of the paragraph that is of the same agent; by words of its own that are telling enough alone.
    """
    known, position = reader.known, offer.position
    subjects = {one for slug in position.propositions for one in roles(known, slug)}
    outlets = set(known.values(offer.origin, "publisher"))
    tells = position.speaker in outlets
    whose = set(known.values(position.speaker, "affiliationHint"))
    texts = known.values(position.speaker, "descriptor")
    words = {token.folded for text in texts for token in tokens(text)}
    for reading in readings:
        alike = position.propositions & {one.slug for one in reading.alike}
        those = {slug for mention in reading.mentions for slug in mention.slugs}
        named = position.speaker in those
        told = position.scope is not None and not whose and bool(outlets & those)
        same = any(whose.intersection(source.affiliations) for source in reading.sources)
        here = words <= {token.folded for token in reading.paragraph.tokens}
        described = bool(words) and here and (bool(alike) or len(words) >= TELLING)
        points = tells or told or (named and position.speaker not in subjects)
        if reading.paragraph.number and (described or same or (alike and points)):
            yield reading.paragraph.number
