"""What the desk knows of its checkout, and of an article beside its draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from api.desk.saved import Saved
from kg.desk.alike import Likeness
from kg.desk.content import Content
from kg.desk.draft import day_of, read_language_of, said_of
from kg.desk.episodes import read_in_story
from kg.desk.held import Position, Positions
from kg.desk.known import Known, read_known
from kg.desk.language import Language
from kg.desk.names import Mention
from kg.desk.offers import offers
from kg.desk.proposed import Proposal, proposals, proposed_proposition, proposed_statement
from kg.desk.reader import Reader
from kg.desk.reading import Reading
from kg.desk.repeated import command, shown


@dataclass(frozen=True, slots=True)
class Held:
    """A position as the page shows it; `joined` once the report is cited there."""

    slug: str
    says: str
    place: str
    joined: bool
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that looks like a paragraph, and who holds it."""

    slug: str
    text: str
    why: str
    score: float
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """One paragraph, and what the draft found in it; what it claims, each with the command by which
    a new proposition is written.
    """

    number: int
    marked: tuple[tuple[str, str], ...]
    reading: Reading
    proposals: tuple[Proposal, ...]
    contents: tuple[tuple[Content, str], ...]
    claims: tuple[Claim, ...]
    offers: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An article beside its draft."""

    document: str
    language: str
    paragraphs: tuple[Beside, ...]
    others: tuple[Held, ...]
    stories: tuple[tuple[str, str], ...]


class Desk:
    """A checkout and what it holds, read anew when a curated file has changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = Lock()
        self._read: tuple[float, int, Known] | None = None

    def known(self) -> Known:
        """What the checkout holds now."""
        with self._lock:
            paths = list((self.root / "kg/data").rglob("*.ttl"))
            newest = max((path.stat().st_mtime for path in paths), default=0.0)
            if self._read is None or self._read[:2] != (newest, len(paths)):
                self._read = (newest, len(paths), read_known(self.root))
            return self._read[2]


def work(known: Known, saved: Saved, document: str) -> Work:
    """Reads an article and sets beside each paragraph what is found and what may be joined."""
    reader, language, readings, likely = _read(known, saved)
    positions = Positions(known)
    offered = offers(reader, positions, readings)
    told = {number for offer in offered for number in offer.paragraphs}

    def held(position: Position, proposed: bool) -> Held:
        joined = document in position.documents
        return Held(
            position.slug, _says(known, position), reader.place(position.slug), joined, proposed
        )

    def beside(reading: Reading) -> Beside:
        number = reading.paragraph.number
        here = [held(o.position, True) for o in offered if number in o.paragraphs]
        claims = tuple(_claims(reader, positions, reading))
        told = tuple(proposals(known, reading))
        contents = tuple(
            (content, command("proposition", proposed_proposition(content)))
            for content in reading.contents
        )
        return Beside(number, _marked(reading), reading, told, contents, claims, tuple(here))

    others = [held(offer.position, False) for offer in offered if not told & set(offer.paragraphs)]
    stories = [(f"{s.slug} {s.score}", f"{known.label(s.slug)}; {s.why}") for s in likely]
    return Work(
        document, said_of(language), tuple(map(beside, readings)), tuple(others), tuple(stories)
    )


def proposed(
    known: Known, saved: Saved, paragraph: str, number: str
) -> Mapping[str, list[str]] | None:
    """What a paragraph proposes for a new statement, the proposal of a `number` in it, or nothing
    but its place; None where the article has no such paragraph.
    """
    _, _, readings, _ = _read(known, saved)
    found = (one for one in readings if str(one.paragraph.number) == paragraph)
    if (reading := next(found, None)) is None:
        return None
    numbered = {str(n): one for n, one in enumerate(proposals(known, reading), 1)}
    return proposed_statement(f"doc-{saved.name}", reading, numbered.get(number))


def _read(
    known: Known, saved: Saved
) -> tuple[Reader, Language, Sequence[Reading], Sequence[Likeness]]:
    """An article with what was said of it, its language, what is found in each paragraph, and the
    stories that it may belong to.
    """
    article = saved.article()
    reader, language = read_language_of(saved.reader(known), article)
    return reader, language, *read_in_story(reader, article, language, day_of(reader))


def _says(known: Known, position: Position) -> str:
    what = "; ".join(known.label(one) for one in sorted(position.propositions))
    return f"{shown(known, position)}: {what}"


def _claims(reader: Reader, positions: Positions, reading: Reading) -> Iterable[Claim]:
    known = reader.known
    for near in reading.alike:
        held = tuple(shown(known, each) for each in positions.towards(near.slug))
        yield Claim(near.slug, known.label(near.slug), near.why, near.score, held)


def _marked(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The paragraph in pieces: a name with whose it is, or plain text with nothing."""
    text, pieces, place = reading.paragraph.text, [], 0
    for mention in _apart(reading.mentions):
        pieces.append((text[place : mention.start], ""))
        pieces.append((text[mention.start : mention.end], " or ".join(mention.slugs)))
        place = mention.end
    return (*pieces, (text[place:], ""))


def _apart(mentions: Sequence[Mention]) -> Iterable[Mention]:
    end = 0
    for mention in mentions:
        if mention.start >= end:
            end = mention.end
            yield mention
