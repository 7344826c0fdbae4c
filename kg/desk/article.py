"""An article's text as it is read: checked, freed of invisible signs, cut into paragraphs."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import BadArgument

MOST_BYTES: Final = 4_000_000
LONGEST_HEADLINE: Final = 30
_OPENING: Final = " \"'“”„«»‘’([¿¡—–-"
# So many signs at most stand between the end of a sentence and the next word.
MOST_OPENING: Final = 12
_ENDS: Final = ".!?…。"
_SENTENCE_END = re.compile(r"[.!?…:;。]['’”\"»]?$")
# A full stop ends no sentence behind a single letter, as in U.S. and M. Macron.
SENTENCE_END: Final = re.compile(r"""(?<!\b[A-ZΑ-ΩА-Я])[.!?;…](?=["'”»’)]*(?:\s|$))|[。！？]""")
# Marks that only steer the direction of writing, or join and part letters without being seen.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
# A run of single letters with dots (U.S.), one sign of a script without blanks, or a word.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")
_WITHOUT_BLANKS = re.compile("([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written (`U.S.` as `US`), folded for comparison, and where it stands."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `number` counts from 1, captions included; the headline has 0."""

    number: int
    text: str
    tokens: tuple[Token, ...]

    @property
    def locator(self) -> str:
        """The place as a citation gives it."""
        return f"paragraph {self.number}" if self.number else "headline"


def read_article(path: Path) -> tuple[Paragraph, ...]:
    """The paragraphs of a text file: parted by empty lines, or one a line where there are none.

    Raises:
        BadArgument: the file is no text in UTF-8, has no words, or is far longer than an article.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadArgument(f"{path} has more than {MOST_BYTES:,} bytes; that is no article.")
        content = path.read_bytes()
    except OSError as error:
        raise BadArgument(f"{path} cannot be read: {error.strerror}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadArgument(f"{path} is no text in UTF-8; save the article as plain text.") from error
    if _CONTROL.search(text):
        raise BadArgument(f"{path} holds control signs; save the article as plain text.")
    found = paragraphs(text)
    if not found:
        raise BadArgument(f"{path} has no words in it.")
    return found


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text that hold a word, freed of invisible signs."""
    clean = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\r\n", "\n")
    parts = re.split(r"\n[ \t]*\n", clean)
    if len(parts) == 1:
        parts = clean.split("\n")
    joined = (" ".join(part.split()) for part in parts)
    worded = [part for part in joined if _TOKEN.search(part)]
    first = 0 if len(worded) > 1 and _is_headline(worded[0]) else 1
    return tuple(
        Paragraph(number, part, tuple(tokens(part))) for number, part in enumerate(worded, first)
    )


def _is_headline(text: str) -> bool:
    return len(text.split()) <= LONGEST_HEADLINE and not _SENTENCE_END.search(text)


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    return [
        Token(plain := part.replace(".", ""), folded(plain), start, start + len(part))
        for match in _TOKEN.finditer(text)
        for part, start in _parts(match[0], match.start())
    ]


def _parts(word: str, start: int) -> Iterator[tuple[str, int]]:
    """Signs of a script without blanks one by one, other letters together; each with its place."""
    for part in _WITHOUT_BLANKS.split(word):
        if part:
            yield part, start
        start += len(part)


def folded(word: str) -> str:
    """A word without case and marks, in compatible signs: `Côte` is `cote`."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def sentence_ends(text: str) -> list[int]:
    """Where each sentence of a text ends, 0 before all."""
    return [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]


def sentence(ends: Sequence[int], place: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which a place of a text is, given all ends."""
    behind = bisect_right(ends, place)
    return ends[behind - 1], ends[min(behind, len(ends) - 1)]


def begins_sentence(token: Token, text: str) -> bool:
    """Whether a word begins a sentence, where it has a capital whatever it is; no acronym does."""
    before = text[max(token.start - MOST_OPENING, 0) : token.start].rstrip(_OPENING)
    return not token.text.isupper() and (not before or before[-1] in _ENDS)
