"""The number of a verb: what several people do is said otherwise than what one does."""

from __future__ import annotations

import re
from typing import Final

# The third person singular of English verbs: `denies`, `expresses`, `asserts`.
_SINGULAR: Final = (
    (re.compile(r"(\w)ies\b"), r"\1y"),
    (re.compile(r"(ss|x|ch|sh)es\b"), r"\1"),
    (re.compile(r"([^s\W])s\b"), r"\1"),
)


def agreeing(verb: str, persons: int) -> str:
    """What one does, in the words for so many: `denies`, of several `deny`."""
    if persons > 1:
        for ending, plural in _SINGULAR:
            verb = ending.sub(plural, verb)
    return verb
