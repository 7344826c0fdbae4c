"""The usual questions of docs/graphql.md, printed beside the schema for the page that offers them.

`python -m api.graphql.recipes` prints them anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final, NamedTuple

PRINTED: Final = Path(__file__).parent / "recipes.graphql"
GUIDE: Final = Path(__file__).parents[2] / "docs" / "graphql.md"
_TOLD: Final = re.compile(r"^\*([^*]+)\*\n\n```graphql \S+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_KEPT: Final = re.compile(r"^# (.+)\n((?:[^#\n].*\n)+)", re.MULTILINE)


class Recipe(NamedTuple):
    """A question in words, and the request that asks it."""

    title: str
    document: str


def recipes() -> tuple[Recipe, ...]:
    """All that are printed, in the guide's order."""
    return tuple(Recipe(*found) for found in _KEPT.findall(PRINTED.read_text("utf-8")))


def printed(guide: str) -> str:
    """The recipes of the guide's text, each below its question."""
    found = _TOLD.findall(guide)
    return "\n".join(f"# {' '.join(title.split())}\n{document}" for title, document in found)


if __name__ == "__main__":
    sys.stdout.write(printed(GUIDE.read_text("utf-8")))
