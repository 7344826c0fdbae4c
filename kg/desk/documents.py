"""Names and places of documents: `doc-<publisher>-<date>`, or a word where no date is known."""

from collections import Counter
from typing import Final

from kg.desk.known import Known
from kg.desk.reader import Reader
from kg.desk.slugs import document_name, tail, words_of, year_of

TITLE: Final = "title"
SHORTEST: Final = 4


def made_of(reader: Reader) -> str:
    """What follows the kind in the name of a new document: made of publisher, date and title.

    Raises:
        BadArgument: no publisher is given, or neither a date nor a title makes a name.
    """
    publisher = reader.must("publisher", "Agent")
    word = telling_word(reader.known, reader.answers.one(TITLE) or "", tail(publisher))
    return document_name(publisher, reader.answers.one("date"), word)


def document_folder(slug: str) -> str:
    """Where a document's file lies: with those of the year in its name."""
    return f"kg/data/documents/{year_of(slug)}"


def telling_word(known: Known, title: str, publisher: str) -> str | None:
    """The word of a title that the fewest titles have, the longest of several."""
    titles = (text for slug in known for text in known.values(slug, TITLE))
    usual = Counter(word for text in titles for word in set(words_of(text)))
    told = [w for w in words_of(title) if len(w) >= SHORTEST and w not in publisher.split("-")]
    return min(told, key=lambda word: (usual[word], -len(word)), default=None)
