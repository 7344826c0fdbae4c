"""From an article to the draft of its curated file: what is known is found, nothing is decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import Contract
from kg.desk.acts import UNHEARD
from kg.desk.alike import Likeness
from kg.desk.article import Paragraph
from kg.desk.claims import UNTITLED, report_options, report_sheet
from kg.desk.documents import document_folder, document_language
from kg.desk.episodes import read_in_story
from kg.desk.held import Positions, days
from kg.desk.journal import commit
from kg.desk.kinds import speaking
from kg.desk.known import Known
from kg.desk.language import Language, language_of
from kg.desk.names import PERSON
from kg.desk.offers import Offer, offers
from kg.desk.options import Option
from kg.desk.proposed import proposals
from kg.desk.reader import Reader
from kg.desk.reading import Reading
from kg.desk.repeated import shown
from kg.desk.sheet import Sheet, concept, placed, thing, typed, words
from kg.desk.slugs import tail
from kg.desk.sources import described
from kg.desk.summary import MOST_LISTED, summary
from kg.errors import BadArgument
from kg.gate.decisions import DECIDE
from kg.terms import NO_END

STANCE: Final = "the stance: what does the text say that the speaker did?"
SILENCE: Final = "An av:ReportedSilence if the text only says that nobody was heard"
SOURCE: Final = (
    "whose the source is (av:affiliationHint, if the words say so), which report quoted it first "
    "(av:scopedTo), and whether another of this file is the same"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was written: where, what was found, how many decisions are open.

    `offered` is how many positions of its origin the report may join, `proposed` those that a
    paragraph seems to repeat, as `averment join` takes them.
    """

    path: Path
    summary: tuple[str, ...]
    open: int
    offered: int
    proposed: tuple[str, ...]


def draft_options(contract: Contract) -> tuple[Option, ...]:
    """What is asked of the report that an article becomes; the article has the headline."""
    needed = ("publisher", "date")
    return tuple(
        replace(option, required=option.name in needed) for option in report_options(contract)
    )


def draft(reader: Reader, article: Sequence[Paragraph], out: Path | None = None) -> Draft:
    """Reads an article and writes the draft of its file, given the answers to a report's form.

    Raises:
        BadArgument: an option names nothing that the graph holds, or the file exists.
    """
    if out and out.exists():
        raise BadArgument(f"{out} exists; nothing was written.")
    title = article[0].text if article[0].number == 0 else None
    reader = reader.but(title=title) if not reader.answers.one(UNTITLED) else reader
    reader, language = read_language_of(reader, article)
    readings, stories = read_in_story(reader, article, language, day_of(reader))
    positions = Positions(reader.known)
    sheet, left = report_sheet(reader)
    for question in left:
        sheet.decide(sheet.stem, question)
    if stories:
        sheet.decide(sheet.stem, f"which story: {'; '.join(map(_story, stories))}")
    _note_unknown(sheet, readings)
    offered = offers(reader, positions, readings)
    for offer in offered:
        _offer_citation(reader.known, sheet, offer)
    found = [offer for offer in offered if offer.paragraphs]
    told = {number for offer in found for number in offer.paragraphs}
    _add_statements(reader, sheet, [one for one in readings if one.paragraph.number not in told])
    texts = placed(reader.root, sheet, document_folder(sheet.stem), out)
    (path,) = commit(reader.root, texts, "draft")
    decisions = sum(triple.object.value.startswith(DECIDE) for triple in sheet.triples)
    told_of = (said_of(language), *summary(reader, positions, readings, offered, stories))
    return Draft(path, told_of, decisions, len(offered), tuple(map(_proposed, found)))


def read_language_of(reader: Reader, article: Sequence[Paragraph]) -> tuple[Reader, Language]:
    """The language in which an article is read: as given, else as its words tell."""
    told = language_of(article)
    reader = reader.but(language=told)
    given = reader.answers.one("language")
    return reader, Language(given or document_language(reader))


def said_of(language: Language) -> str:
    """The language of an article in one line, and what that means for its draft."""
    if language.is_read:
        return f"language: {language.name}"
    return (
        f"language: {language.name}, which drafts do not read: names of states and known things "
        "are found, dates in figures too; sources and what they did are not"
    )


def day_of(reader: Reader) -> date | None:
    """The day of the report, against which its dates are read; None where it has no one day."""
    edtf = reader.answers.one("date")
    first, last = days(edtf) if edtf else ("", NO_END)
    return date.fromisoformat(first) if first == last else None


def _story(story: Likeness) -> str:
    return f"avd:{story.slug} ({story.score}: {story.why})"


def _proposed(offer: Offer) -> str:
    """A position as `averment join` takes it: with its paragraph, where only one is meant."""
    only = offer.paragraphs if len(offer.paragraphs) == 1 else ()
    return "=".join([offer.position.slug, *map(str, only)])


def _offer_citation(known: Known, sheet: Sheet, offer: Offer) -> None:
    """Adds a citation of the report for a position held, which waits for `averment join`."""
    slug = f"cit-{offer.position.slug}-{tail(sheet.stem)}"
    sheet.add(
        slug,
        "Citation",
        citedDocument=thing(sheet.stem),
        originDocument=thing(offer.origin),
        bearing=concept("bearing-supports"),
        verbatim=typed(False, "boolean"),
    )
    sheet.decide(
        slug,
        f"whether the report carries avd:{offer.position.slug} ({shown(known, offer.position)}); "
        "`averment join` adds it, or takes it out",
    )


def _add_statements(reader: Reader, sheet: Sheet, readings: Sequence[Reading]) -> None:
    """Adds a skeleton for each paragraph that claims something, and the sources it speaks of."""
    language = document_language(reader)
    stem = f"{reader.prefix('UnnamedSource')}-{tail(sheet.stem)}"
    slugs = _add_sources(reader.known, sheet, stem, readings, language)
    stem = f"{reader.prefix('Statement')}-{tail(sheet.stem)}"
    for number, reading in enumerate((one for one in readings if one.claims), 1):
        _add_statement(sheet, f"{stem}-{number}", reading, slugs, language)
        for question in _questions(reader.known, reading, _speakers(reading, slugs)):
            sheet.decide(f"{stem}-{number}", question)


def _note_unknown(sheet: Sheet, readings: Sequence[Reading]) -> None:
    unknown = list(dict.fromkeys(name for one in readings for name in one.unknown))
    if unknown:
        listed = ", ".join(unknown[:MOST_LISTED])
        more = f" and {len(unknown) - MOST_LISTED} more" if len(unknown) > MOST_LISTED else ""
        sheet.decide(
            sheet.stem, f"names that the graph does not hold, add or leave: {listed}{more}"
        )


def _add_sources(
    known: Known, sheet: Sheet, stem: str, readings: Sequence[Reading], language: str
) -> dict[str, str]:
    """Describes each unnamed source once; gives the slugs by folded descriptor."""
    agents = speaking(known.contract) - {PERSON}
    slugs: dict[str, str] = {}
    for source in described(source for reading in readings for source in reading.sources):
        key = source.descriptor.casefold()
        slugs[key] = f"{stem}-{len(slugs) + 1}"
        tied = [slug for slug in source.affiliations if known.kinds(slug) & agents]
        sheet.add(
            slugs[key],
            "UnnamedSource",
            descriptor=words(source.descriptor, language),
            minPersons=typed(source.least, "integer"),
            maxPersons=None if source.most is None else typed(source.most, "integer"),
            affiliationHint=thing(tied[0]) if len(tied) == 1 else None,
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


def told_acts(known: Known, reading: Reading) -> str:
    """Which words of a paragraph are of which stance, of whom they seem to speak, and towards
    what.
    """
    told = []
    for one in proposals(known, reading):
        whose = one.source.affiliations[:1] if one.source else (one.speaker,)
        who = [
            *(f"avd:{slug}" for slug in whose if slug),
            *([] if one.speaker else [f"“{one.who}”"]),
        ]
        of = f", of {', '.join(who)}" if one.who else ""
        towards = f", towards avd:{one.proposition.slug}" if one.proposition else ""
        kind = "av:ReportedSilence" if one.stance == UNHEARD else f"avc:stance-{one.stance}"
        told.append(f"“{one.words}” is {kind}{of}{towards}")
    return "; ".join(told) or SILENCE


def _questions(known: Known, reading: Reading, speakers: Sequence[str]) -> Iterator[str]:
    yield f"{STANCE} {told_acts(known, reading)}"
    alike = "; ".join(f"avd:{one.slug} ({one.score}: {one.why})" for one in reading.alike)
    yield f"the propositions: {alike or 'none that is known looks alike, so a new one'}"
    if len(speakers) == 1:
        yield f"the speaker: is it avd:{speakers[0]}, as proposed? And for whom (av:onBehalfOf)?"
    else:
        may_speak = speaking(known.contract)
        near = [slug for act in reading.acts for slug in act.near]
        named = (slug for mention in reading.mentions for slug in mention.slugs)
        actors = (slug for slug in (*near, *named) if known.kinds(slug) & may_speak)
        possible = ", ".join(f"avd:{one}" for one in dict.fromkeys((*speakers, *actors)))
        yield f"the speaker: {possible or 'the outlet itself?'}"
    yield "the origin: the report itself, or the document that it has this from"
    if reading.dates:
        given = ", ".join(f"{edtf} (“{wording}”)" for edtf, wording in reading.dates)
        yield f"the date: the paragraph gives {given}; of what?"
