"""Articles that are being worked on: their text, what was said of them, the draft of their file."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.desk.article import Paragraph, paragraphs, read_article
from kg.desk.documents import made_of
from kg.desk.draft import draft, read_language_of
from kg.desk.known import Known
from kg.desk.options import Answers
from kg.desk.reader import Reader
from kg.errors import BadArgument

FOLDER: Final = "var/desk"
_NAME = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Saved:
    """An article at the desk; its three files lie side by side in the checkout's `var/desk`."""

    root: Path
    name: str

    @property
    def text(self) -> Path:
        """The article's text."""
        return self._file("txt")

    @property
    def answers_file(self) -> Path:
        """What was said of the article."""
        return self._file("json")

    @property
    def draft(self) -> Path:
        """The draft of its curated file."""
        return self._file("ttl")

    def _file(self, ending: str) -> Path:
        return self.root / FOLDER / f"{self.name}.{ending}"

    def article(self) -> tuple[Paragraph, ...]:
        """The article's paragraphs."""
        return read_article(self.text)

    def reader(self, known: Known) -> Reader:
        """Reads what was said of the article."""
        given: dict[str, list[str]] = json.loads(self.answers_file.read_text("utf-8"))
        return Reader(self.root, known, Answers(given))

    def told(self, known: Known) -> Reader:
        """The same, with what the text itself tells: its headline, its language."""
        article = self.article()
        return read_language_of(_with_headline(self.reader(known), article), article)[0]


def _with_headline(reader: Reader, article: Sequence[Paragraph]) -> Reader:
    """A reader that takes the headline of an article for its title, unless it is given one."""
    return reader.but(title=next((one.text for one in article if one.number == 0), None))


def listed(root: Path) -> list[str]:
    """The names of the articles at the desk, the last one first."""
    drafts = sorted((root / FOLDER).glob("*.ttl"), key=lambda path: -path.stat().st_mtime)
    return [path.stem for path in drafts]


def opened(root: Path, name: str) -> Saved | None:
    """An article at the desk, or nothing."""
    saved = Saved(root, name)
    return saved if _NAME.fullmatch(name) and saved.draft.exists() else None


def begin(known: Known, root: Path, text: str, given: Mapping[str, Sequence[str]]) -> Saved:
    """Drafts an article and keeps it at the desk, under the name that is given, or one made of its
    publisher, date and title.

    Raises:
        AvermentError: what is said of it names nothing, or the text is no article.
    """
    name = next(iter(given.get("slug", [])), "").removeprefix("doc-")
    name = name or made_of(_with_headline(Reader(root, known, Answers(given)), paragraphs(text)))
    if not _NAME.fullmatch(name):
        raise BadArgument("give a name of a-z, 0-9 and hyphens, such as doc-nbc-news-2025-03-06.")
    saved = Saved(root, name)
    if saved.draft.exists():
        raise BadArgument(f"{saved.draft} exists; nothing was written. Give another name.")
    saved.text.parent.mkdir(parents=True, exist_ok=True)
    saved.text.write_text(text, "utf-8")
    try:
        draft(Reader(root, known, Answers(given)), saved.article(), saved.draft)
    except BaseException:
        saved.text.unlink()
        raise
    saved.answers_file.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    return saved
