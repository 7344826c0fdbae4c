"""From an article to the draft of its curated file: what is known is found, nothing is decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import Contract
from kg.desk.alike import Likeness, Propositions
from kg.desk.article import Paragraph
from kg.desk.claims import report_sheet
from kg.desk.documents import document_folder
from kg.desk.kinds import speaking
from kg.desk.known import Known
from kg.desk.names import Mention, Names, unknown_names
from kg.desk.options import Option
from kg.desk.phrases import Source, attribution, dates, sources
from kg.desk.reader import Reader
from kg.desk.records import options_of
from kg.desk.sheet import Sheet, thing, typed, words, write
from kg.desk.slugs import tail
from kg.errors import BadArgument
from kg.gate.decisions import DECIDE

MOST_LISTED: Final = 40
STANCE: Final = (
    "the stance: what does the text say that the speaker did? An av:ReportedSilence if the text "
    "only says that nobody was heard"
)
SOURCE: Final = (
    "whose the source is (av:affiliationHint, if the words say so), which report quoted it first "
    "(av:scopedTo), and whether another of this file is the same"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was written: where, what was found, how many decisions are open."""

    path: Path
    summary: tuple[str, ...]
    open: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one paragraph."""

    paragraph: Paragraph
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    attribution: str | None
    alike: tuple[Likeness, ...]

    @property
    def claims(self) -> bool:
        """Whether the paragraph seems to say who said something."""
        return bool(self.paragraph.number and (self.attribution or self.sources or self.alike))


def draft_options(contract: Contract) -> tuple[Option, ...]:
    """What is asked of the report that an article becomes; the article has the headline."""
    needed = ("publisher", "date")
    return tuple(
        replace(option, required=option.name in needed, unless=None)
        for option in options_of(contract, "Report")
    )


def draft(reader: Reader, article: Sequence[Paragraph], out: Path | None = None) -> Draft:
    """Reads an article and writes the draft of its file, given the answers to a report's form.

    Raises:
        BadArgument: an option names nothing that the graph holds, or the file exists.
    """
    if out and out.exists():
        raise BadArgument(f"{out} exists; nothing was written.")
    readings = read(reader.known, article)
    title = article[0].text if article[0].number == 0 else None
    sheet, left = report_sheet(reader, title)
    for question in left:
        sheet.decide(sheet.stem, question)
    _note_unknown(sheet, readings)
    language = reader.answers.one("language") or "en"
    stem = f"{reader.prefix('UnnamedSource')}-{tail(sheet.stem)}"
    slugs = _add_sources(sheet, stem, readings, language)
    stem = f"{reader.prefix('Statement')}-{tail(sheet.stem)}"
    for number, reading in enumerate((one for one in readings if one.claims), 1):
        _add_statement(sheet, f"{stem}-{number}", reading, slugs, language)
        for question in _questions(reader.known, reading, _speakers(reading, slugs)):
            sheet.decide(f"{stem}-{number}", question)
    path = write(reader.root, sheet, document_folder(sheet.stem), out)
    decisions = sum(triple.object.value.startswith(DECIDE) for triple in sheet.triples)
    return Draft(path, tuple(_summary(reader.known, readings)), decisions)


def read(known: Known, article: Sequence[Paragraph]) -> list[Reading]:
    """What the graph's own names, and a few phrases, find in each paragraph."""
    names, propositions = Names(known), Propositions(known)
    return [_read(one, names, propositions) for one in article]


def _read(paragraph: Paragraph, names: Names, propositions: Propositions) -> Reading:
    mentions = names.mentions(paragraph)
    named = {slug for mention in mentions for slug in mention.slugs}
    return Reading(
        paragraph,
        tuple(mentions),
        tuple(unknown_names(paragraph, mentions)),
        tuple(dates(paragraph)),
        tuple(sources(paragraph)),
        attribution(paragraph),
        tuple(propositions.alike(paragraph.tokens, named)),
    )


def _note_unknown(sheet: Sheet, readings: Sequence[Reading]) -> None:
    unknown = list(dict.fromkeys(name for one in readings for name in one.unknown))
    if unknown:
        listed = ", ".join(unknown[:MOST_LISTED])
        more = f" and {len(unknown) - MOST_LISTED} more" if len(unknown) > MOST_LISTED else ""
        sheet.decide(
            sheet.stem, f"names that the graph does not hold, add or leave: {listed}{more}"
        )


def _add_sources(
    sheet: Sheet, stem: str, readings: Sequence[Reading], language: str
) -> dict[str, str]:
    """Describes each unnamed source once; gives the slugs by folded descriptor."""
    slugs: dict[str, str] = {}
    for source in (source for reading in readings for source in reading.sources):
        key = source.descriptor.casefold()
        if key in slugs:
            continue
        slugs[key] = f"{stem}-{len(slugs) + 1}"
        sheet.add(
            slugs[key],
            "UnnamedSource",
            descriptor=words(source.descriptor, language),
            minPersons=typed(source.least, "integer"),
            maxPersons=None if source.most is None else typed(source.most, "integer"),
            scopedTo=thing(sheet.stem),
        )
        sheet.decide(slugs[key], SOURCE)
    return slugs


def _add_statement(
    sheet: Sheet, slug: str, reading: Reading, sources_: dict[str, str], language: str
) -> None:
    speakers = _speakers(reading, sources_)
    phrase = None if reading.attribution is None else words(reading.attribution, language)
    sheet.add(slug, "Statement", speaker=thing(speakers[0]) if len(speakers) == 1 else None)
    sheet.cite(
        slug,
        sheet.stem,
        locator=px.Literal(reading.paragraph.locator),
        verbatim=typed(False, "boolean"),
        attributionPhrase=phrase,
    )


def _speakers(reading: Reading, sources_: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(sources_[one.descriptor.casefold()] for one in reading.sources))


def _questions(known: Known, reading: Reading, speakers: Sequence[str]) -> Iterator[str]:
    yield STANCE
    near = "; ".join(f"avd:{one.slug} ({one.score}: {one.why})" for one in reading.alike)
    yield f"the propositions: {near or 'none that is known looks alike, so a new one'}"
    if len(speakers) == 1:
        yield f"the speaker: is it avd:{speakers[0]}, as proposed? And for whom (av:onBehalfOf)?"
    else:
        may_speak = speaking(known.contract)
        actors = (s for m in reading.mentions for s in m.slugs if known.kinds(s) & may_speak)
        possible = ", ".join(f"avd:{one}" for one in dict.fromkeys((*speakers, *actors)))
        yield f"the speaker: {possible or 'the outlet itself?'}"
    yield "the origin: the report itself, or the document that it has this from"
    if reading.dates:
        given = ", ".join(f"{edtf} (“{wording}”)" for edtf, wording in reading.dates)
        yield f"the date: the paragraph gives {given}; of what?"


def _summary(known: Known, readings: Sequence[Reading]) -> Iterator[str]:
    """What was found, for the terminal."""
    found: dict[tuple[str, ...], list[int]] = {}
    for mention in (mention for one in readings for mention in one.mentions):
        found.setdefault(mention.slugs, []).append(mention.paragraph)
    yield f"known: {len(found)}"
    for slugs, places in sorted(found.items()):
        shown = " or ".join(f"{slug} ({known.label(slug)})" for slug in slugs)
        yield f"  {shown}: {_places(places)}"
    yield "unknown:"
    unknown: dict[str, list[int]] = {}
    for one in readings:
        for name in one.unknown:
            unknown.setdefault(name, []).append(one.paragraph.number)
    yield from (f"  {name}: {_places(places)}" for name, places in sorted(unknown.items()))
    yield "dates:"
    for one in readings:
        for edtf, wording in one.dates:
            yield f"  {edtf} (“{wording}”): {one.paragraph.locator}"
    yield "unnamed sources:"
    for one in readings:
        yield from (f"  “{s.descriptor}”: {one.paragraph.locator}" for s in one.sources)
    yield "propositions that look alike:"
    for one in readings:
        for near in one.alike:
            yield f"  {one.paragraph.locator}: {near.slug} {near.score} ({near.why})"
            yield f"      {known.label(near.slug)}"


def _places(numbers: Sequence[int]) -> str:
    kept = list(dict.fromkeys(numbers))
    shown = ", ".join(str(number) if number else "headline" for number in kept[:MOST_LISTED])
    return f"paragraph {shown}" + (" …" if len(kept) > MOST_LISTED else "")
