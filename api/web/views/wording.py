"""How something is said otherwise as it is repeated: side by side, what differs is marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.describe import Position

if TYPE_CHECKING:
    from kg.ask.describe import Citation, Document, Event, Fact

Above = Mapping[str, Sequence[str]]

STANCE: Final = "stance"
_PUNCTUATION: Final = re.compile(r"\W+")


class Piece(NamedTuple):
    """Some words that stand together; `mark` is ``del``, ``ins`` or empty where both have them."""

    text: str
    mark: str


@dataclass(frozen=True)
class Change:
    """What one document says, and what others say in its place; `kind` says of what."""

    kind: str
    before: Document
    was: tuple[Piece, ...]
    documents: tuple[Document, ...]
    now: tuple[Piece, ...]

    def concerns(self, iri: str) -> bool:
        """Whether a document is one of those."""
        return iri in {document.iri for document in (self.before, *self.documents)}


def by_record(
    records: Sequence[Position | Fact | Event],
    citations: Mapping[str, Citation],
    parents: Above,
) -> dict[str, tuple[Change, ...]]:
    """What is said otherwise of each record that is, by its IRI.

    Args:
        records: what documents tell; several positions of one holder on the same are seen together.
        citations: theirs, by IRI.
        parents: what documents go back to by their own account, by IRI.
    """
    above = _above(citations.values(), parents)
    found = {
        each.iri: changes((citations[c] for c in each.citations if c in citations), above)
        for each in records
    }
    held: dict[tuple[object, ...], list[Position]] = {}
    for each in records:
        if isinstance(each, Position):
            held.setdefault((each.holder.iri, each.claims), []).append(each)
    for together in held.values():
        found[together[0].iri] += stances(together, citations, above)
    return {iri: made for iri, made in found.items() if made}


def changes(citations: Iterable[Citation], above: Above) -> tuple[Change, ...]:
    """Where the citations of one record are worded otherwise than in what they go back to.

    A document stands beside the nearest above it whose words are known; where none is, beside the
    first of those that go back to the same.
    """
    listed = sorted(citations, key=_appeared)
    documents = {each.document.iri: each.document for each in listed}
    found: list[Change] = []
    for kind, said in _wordings(listed).items():
        found += _changed(kind, said, documents, partial(_base, said, above))
    return tuple(found)


def stances(
    held: Iterable[Position], citations: Mapping[str, Citation], above: Above
) -> tuple[Change, ...]:
    """Where documents give one holder other stances than what they go back to does."""
    said: dict[str, dict[str, None]] = {}
    documents: dict[str, Document] = {}
    cited = [(each.stance, citations[c]) for each in held for c in each.citations if c in citations]
    for stance, citation in sorted(cited, key=lambda pair: _appeared(pair[1])):
        documents[citation.document.iri] = citation.document
        said.setdefault(citation.document.iri, {})[stance] = None
    told = {iri: ", ".join(sorted(found)) for iri, found in said.items()}
    return tuple(_changed(STANCE, told, documents, partial(_nearest, told, above)))


def _above(citations: Iterable[Citation], parents: Above) -> dict[str, tuple[str, ...]]:
    """What each document goes back to: by its own account, else by that of its citations."""
    above = {iri: tuple(found) for iri, found in parents.items()}
    told: dict[str, tuple[str, ...]] = {}
    for each in citations:
        origin = each.origin
        if origin and origin.iri != each.document.iri and each.document.iri not in above:
            told[each.document.iri] = (*told.get(each.document.iri, ()), origin.iri)
    return above | told


def _wordings(citations: Iterable[Citation]) -> dict[str, dict[str, str]]:
    """What each document says, by its IRI: what it gives as its source, its words, and ours."""
    found: dict[str, dict[str, str]] = {}
    for each in citations:
        texts = {
            "where it is from": each.phrase,
            f"its words ({each.language})" if each.language else "its words": each.excerpt,
            "what it says, in our words": " ".join(gist.text for gist in each.gists),
        }
        for kind, text in texts.items():
            if text:
                found.setdefault(kind, {}).setdefault(each.document.iri, text)
    return found


def _changed(
    kind: str,
    said: Mapping[str, str],
    documents: Mapping[str, Document],
    base: Callable[[str], str],
) -> Iterator[Change]:
    """Each other wording with all documents that have it in place of the same one."""
    found: dict[tuple[str, str], list[Document]] = {}
    for iri, text in said.items():
        before = base(iri)
        if before and _plain(said[before]) != _plain(text):
            found.setdefault((before, text), []).append(documents[iri])
    for (before, text), others in found.items():
        was, now = _marked(said[before], text)
        yield Change(kind, documents[before], was, tuple(others), now)


def _nearest(said: Mapping[str, str], above: Above, iri: str) -> str:
    """The nearest of all above it of which words are known, "" for none."""
    return next((found for found in _up(iri, above) if found in said), "")


def _base(said: Mapping[str, str], above: Above, iri: str) -> str:
    """What a document stands beside, "" where it is the first itself."""
    if nearest := _nearest(said, above, iri):
        return nearest
    ends = _ends(iri, above) - {iri}
    first = next((other for other in said if ends & _ends(other, above)), iri)
    return "" if first == iri else first


def _up(iri: str, above: Above) -> list[str]:
    """All that a document goes back to, the nearest first; a circle is entered once."""
    found = [iri]
    for each in found:
        found += [parent for parent in above.get(each, ()) if parent not in found]
    return found[1:]


def _ends(iri: str, above: Above) -> set[str]:
    return {each for each in (iri, *_up(iri, above)) if not above.get(each)}


def _appeared(citation: Citation) -> tuple[bool, str, str]:
    document = citation.document
    return document.undated, document.dates.possible_until, document.iri


def _plain(text: str) -> list[str]:
    """Words as they are compared: without marks around them, in small letters."""
    return [_PUNCTUATION.sub("", word).casefold() for word in text.split()]


def _marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    was, now = before.split(), after.split()
    steps = SequenceMatcher(None, _plain(before), _plain(after), autojunk=False).get_opcodes()
    return (
        tuple(_piece(was[a:b], step, "del") for step, a, b, _, _ in steps if a < b),
        tuple(_piece(now[a:b], step, "ins") for step, _, _, a, b in steps if a < b),
    )


def _piece(words: Sequence[str], step: str, mark: str) -> Piece:
    return Piece(" ".join(words), "" if step == "equal" else mark)
