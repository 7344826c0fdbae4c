"""Named questions as requests: the usual ones, printed from docs/graphql.md, and all others that
can be asked in one.

`python -m api.graphql.recipes` prints them anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final, NamedTuple

PRINTED: Final = Path(__file__).parent / "recipes.graphql"
GUIDE: Final = Path(__file__).parents[2] / "docs" / "graphql.md"
OTHERS: Final = Path(__file__).parent / "questions"
_TOLD: Final = re.compile(r"^\*([^*]+)\*\n\n```graphql (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEPT: Final = re.compile(r"^# ([\w-]+): (.+)\n((?:[^#\n].*\n)+)", re.MULTILINE)


class Recipe(NamedTuple):
    """A named question, in words, and as the request that asks it with values of its own."""

    name: str
    title: str
    document: str


def recipes() -> tuple[Recipe, ...]:
    """All that are printed, in the guide's order."""
    return tuple(Recipe(*found) for found in _KEPT.findall(PRINTED.read_text("utf-8")))


def counterparts() -> dict[str, str]:
    """By the name of a question the request that asks the same; not where several are needed."""
    others = {path.stem: path.read_text("utf-8") for path in OTHERS.glob("*.graphql")}
    bare = {name: re.sub(r"^#.*\n", "", text, flags=re.MULTILINE) for name, text in others.items()}
    return bare | {each.name: each.document for each in recipes()}


def printed(guide: str) -> str:
    """The recipes of the guide's text, each below its name and its question."""
    found = _TOLD.findall(guide)
    return "\n".join(
        f"# {name}: {' '.join(title.split())}\n{document}" for title, name, document in found
    )


if __name__ == "__main__":
    sys.stdout.write(printed(GUIDE.read_text("utf-8")))
