"""Names, places and languages of documents: `doc-<publisher>-<date>`, or a word where no date is
known. What the gate would say of a document's date, name and address is said before it is written.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from kg.desk.known import Known
from kg.desk.reader import Reader, read_language
from kg.desk.slugs import document_name, tail, words_of, year_of
from kg.errors import BadArgument
from kg.gate.dates import bounds
from kg.gate.documents import page

TITLE: Final = "title"
ENGLISH: Final = "en"
SHORTEST: Final = 4
# Words that tell no document from another.
_VAGUE_WORDS: Final = """
    article articles document documents file html index news page post report reports story text
    undated unknown untitled
"""
_VAGUE: Final = frozenset(_VAGUE_WORDS.split())
_DAY_OR_MONTH = re.compile(r"-((?:1[0-9]|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)(?=-|$)")


def made_of(reader: Reader) -> str:
    """What follows the kind in the name of a new document: made of publisher, date and title.

    Where the title gives no word, as in other letters than Latin, the address may. A word stands
    behind a date where the name is taken without it.

    Raises:
        BadArgument: no publisher is given, or nothing else makes a name.
    """
    publisher = reader.must("publisher", "Agent")
    date, words = reader.answers.one("date"), _told(reader, tail(publisher))
    name = document_name(publisher, date, next(iter(words), None))
    if f"doc-{name}" not in reader.known.taken:
        return name
    longer = (f"{name}-{word}" for word in words if not name.endswith(f"-{word}"))
    return next((one for one in longer if f"doc-{one}" not in reader.known.taken), name)


def _told(reader: Reader, publisher: str) -> list[str]:
    words = telling_words(reader.known, reader.answers.one(TITLE) or "", publisher)
    path = PurePosixPath(unquote(urlsplit(reader.answers.one("url") or "").path))
    return words or telling_words(reader.known, str(path.parent / path.stem), publisher)


def document_folder(slug: str) -> str:
    """Where a document's file lies: with those of the year in its name."""
    return f"kg/data/documents/{year_of(slug)}"


def telling_words(known: Known, title: str, publisher: str) -> list[str]:
    """The words of a title, first those that the fewest titles have, the longest of several."""
    titles = (text for slug in known for text in known.values(slug, TITLE))
    usual = Counter(word for text in titles for word in set(words_of(text)))
    usable = [w for w in words_of(title) if len(w) >= SHORTEST and w not in publisher.split("-")]
    told = [word for word in dict.fromkeys(usable) if not word.isdigit() and word not in _VAGUE]
    return sorted(told, key=lambda word: (usual[word], -len(word)))


def document_language(reader: Reader) -> str:
    """The language of a new document: as given, else that of all that its publisher published.

    English is taken where the publisher is new or writes in several, and the title is in Latin
    letters.

    Raises:
        BadArgument: the title is in other letters, and nothing tells of which language; or what is
            given is no language tag.
    """
    given = reader.answers.one("language")
    if given:
        return read_language(given)
    language = _of_publisher(reader) or ENGLISH
    title = reader.answers.one(TITLE) or ""
    if language == ENGLISH and not is_latin(title):
        raise BadArgument(f"“{title}” is not in Latin letters; give its --language, as ar, ja, ru.")
    return language


def _of_publisher(reader: Reader) -> str | None:
    publisher = reader.slug("publisher", "Agent")
    if publisher is None:
        return None
    documents = (s for s in reader.known if publisher in reader.known.values(s, "publisher"))
    spoken = {one for slug in documents for one in reader.known.values(slug, "language")}
    return spoken.pop() if len(spoken) == 1 else None


def is_latin(text: str) -> bool:
    """Whether at least half of a text's letters are Latin; a text without letters is."""
    letters = [sign for sign in text if sign.isalpha()]
    latin = sum(unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    return 2 * latin >= len(letters)


def passed_on(reader: Reader) -> list[str]:
    """The documents from which the answers say that the report is derived."""
    fields = reader.contract.fields_in("Document", "Derivation")
    options = [field.option for field in fields if field.option]
    texts = [text for option in options for text in reader.answers.all(option)]
    return [reader.known.find(text, reader.kinds("Document")) for text in texts]


def refuse_held(reader: Reader) -> None:
    """Refuses a document that the checkout holds, and a date that says nothing or cannot be.

    Raises:
        BadArgument: a document has the address, or the publisher's title and date; or the date is
            after the day of reading, or says no more than that it was before it.
    """
    answers, known = reader.answers, reader.known
    for slug, how in _same(reader):
        raise BadArgument(
            f"{slug} exists and has this {how} ({reader.place(slug)}: {known.label(slug)}); "
            f"nothing was written. Cite it: averment new citation --document {slug} --record …"
        )
    edtf, read = answers.one("date"), answers.one("read")
    if not edtf or not read:
        return
    if edtf == f"[..{read}]":
        raise BadArgument(
            f"“{edtf}” says no more than that it was there when it was read; give --undated."
        )
    first = bounds(edtf).earliest_start
    if first and first.isoformat() > read:
        raise BadArgument(f"it is dated {edtf}, and was read on {read}; correct --date or --read.")


def _same(reader: Reader) -> Iterator[tuple[str, str]]:
    """Documents that are the one to be written, each with what it has in common."""
    answers, known = reader.answers, reader.known
    url, edtf = answers.one("url"), answers.one("date")
    title = answers.one(TITLE)
    publisher = reader.slug("publisher", "Agent")
    for slug in known:
        if url and page(url) in map(page, known.values(slug, "url")):
            yield slug, "address"
        elif (
            title in known.values(slug, TITLE)
            and edtf in known.values(slug, "edtf")
            and publisher in known.values(slug, "publisher")
        ):
            yield slug, "title, publisher and date"


def check_name(reader: Reader, slug: str) -> None:
    """Refuses a name that says what the document does not, or that tells it from no other.

    Raises:
        BadArgument: the name has a day or month that the document does not bear, or no date and
            only words that would fit any document.
    """
    edtf = reader.answers.one("date") or ""
    for dated in _DAY_OR_MONTH.findall(slug):
        if not edtf.startswith(dated):
            borne = f"it is dated {edtf}" if edtf else "it bears no date"
            raise BadArgument(
                f"{slug} has {dated} in its name, and {borne}; "
                "write a word of its title in place of the date."
            )
    usual = _VAGUE | set(tail(reader.slug("publisher", "Agent") or "").split("-"))
    if all(word in usual for word in tail(slug).split("-")):
        raise BadArgument(
            f"{slug} would fit many a document; put its date or a word of its title behind."
        )
