"""What a draft found in an article, for the terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from kg.desk.alike import Likeness
from kg.desk.held import Position, Positions
from kg.desk.known import Known
from kg.desk.offers import Offer
from kg.desk.originals import possible_originals
from kg.desk.proposed import Proposal, is_told_by, proposals, proposed_proposition
from kg.desk.reader import Reader
from kg.desk.reading import Reading
from kg.desk.repeated import command, shown
from kg.desk.sources import Source

MOST_LISTED: Final = 40
MOST_HELD: Final = 6


def summary(
    reader: Reader,
    positions: Positions,
    readings: Sequence[Reading],
    offered: Sequence[Offer],
    stories: Sequence[Likeness] = (),
) -> Iterator[str]:
    """What was found: things, names, dates, sources, and what is held already."""
    yield from _names(reader.known, readings)
    yield "dates:"
    for one in readings:
        for edtf, wording in one.dates:
            yield f"  {edtf} (“{wording}”): {one.paragraph.locator}"
    yield "unnamed sources:"
    for one in readings:
        yield from (f"  {_source(reader.known, s)}: {one.paragraph.locator}" for s in one.sources)
    yield "what it claims, by action and parties, and what is like it:"
    for one in readings:
        yield from (f"  {each}" for each in _claimed(reader.known, one))
    yield "what was said and done:"
    for one in readings:
        told = proposals(reader.known, one)
        yield from (f"  {_proposal(each)}: {one.paragraph.locator}" for each in told)
    if stories:
        yield "stories that it may belong to:"
        for near in stories:
            yield f"  {near.slug} {near.score} ({near.why}): {reader.known.label(near.slug)}"
    yield "propositions that look alike, and who holds them:"
    for one in readings:
        yield from _alike(reader, positions, one)
    if originals := possible_originals(reader, readings):
        yield "documents of outlets that it names, of these days; --re-reports what it passes on:"
        yield from (f"  {slug} ({reader.place(slug)})" for slug in originals)
    if offered:
        yield "positions of the origin, each with the paragraph that seems to repeat it:"
        yield from (_offer(reader, each) for each in offered)


def _claimed(known: Known, reading: Reading) -> Iterator[str]:
    """What a paragraph claims, each with the propositions of that action and those parties, or the
    command that writes a new one.
    """
    for content in reading.contents:
        yield f"{content.told}: {reading.paragraph.locator}"
        yield f"    “{content.words}”"
        days = [edtf for edtf, wording in reading.dates if wording in content.words]
        yield from [f"    days that it names: {', '.join(days)}"] if days else []
        like = [one for one in reading.alike if is_told_by(known, one.slug, content)]
        yield from (f"    like {near.slug} {near.score}: {known.label(near.slug)}" for near in like)
        yield f"    new: {command('proposition', proposed_proposition(content))} --text …"


def _source(known: Known, source: Source) -> str:
    """A source's words, how many persons they prove, and whose it is."""
    most = source.most
    least = source.least
    persons = f"{least} or more" if most is None else f"{least}"
    whose = ", ".join(known.label(slug) for slug in source.affiliations)
    return f"“{source.descriptor}” ({persons}{f'; {whose}' if whose else ''})"


def _proposal(one: Proposal) -> str:
    who = f", {one.who}" if one.who else ""
    new = f", {one.content.told}" if one.content else ""
    towards = f", {one.proposition.slug}" if one.proposition else new
    return f"“{one.words}” ({one.stance}{who}{towards})"


def _names(known: Known, readings: Sequence[Reading]) -> Iterator[str]:
    found: dict[tuple[str, ...], list[int]] = {}
    for mention in (mention for one in readings for mention in one.mentions):
        found.setdefault(mention.slugs, []).append(mention.paragraph)
    yield f"known: {len(found)}"
    for slugs, places in sorted(found.items()):
        told = " or ".join(f"{slug} ({known.label(slug)})" for slug in slugs)
        yield f"  {told}: {_places(places)}"
    yield "unknown:"
    unknown: dict[str, list[int]] = {}
    for one in readings:
        for name in one.unknown:
            unknown.setdefault(name, []).append(one.paragraph.number)
    yield from (f"  {name}: {_places(places)}" for name, places in sorted(unknown.items()))


def _alike(reader: Reader, positions: Positions, reading: Reading) -> Iterator[str]:
    """The propositions like a paragraph, each with the positions that are held towards it."""
    for near in reading.alike:
        yield f"  {reading.paragraph.locator}: {near.slug} {near.score} ({near.why})"
        yield f"      {reader.place(near.slug)}: {reader.known.label(near.slug)}"
        held = positions.towards(near.slug)
        yield from (f"      {_held(reader, each)}" for each in held[:MOST_HELD])
        if len(held) > MOST_HELD:
            yield f"      and {len(held) - MOST_HELD} more positions"


def _held(reader: Reader, position: Position) -> str:
    place = reader.place(position.slug)
    return f"{position.slug}: {shown(reader.known, position)} it ({place})"


def _offer(reader: Reader, offer: Offer) -> str:
    position = offer.position
    where = _places(offer.paragraphs) if offer.paragraphs else "no paragraph found"
    what = "; ".join(reader.known.label(one) for one in sorted(position.propositions))
    who = shown(reader.known, position)
    return f"  {position.slug} ({where})\n      {who}: {what} ({reader.place(position.slug)})"


def _places(numbers: Sequence[int]) -> str:
    kept = list(dict.fromkeys(numbers))
    shown = ", ".join(str(number) if number else "headline" for number in kept[:MOST_LISTED])
    return f"paragraph {shown}" + (" …" if len(kept) > MOST_LISTED else "")
