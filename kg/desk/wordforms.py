"""When a word of a text is a form of a word of a name, in scripts whose languages inflect names or
join small words to them. Words are folded.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Final

# Greek and Cyrillic: Служби безпеки is Служба безпеки.
_INFLECTED = re.compile("[\u0370-\u052f]+")
SAME: Final = 4
# In a name of several words a shorter one will do, as that of Нова Зеландія.
SAME_OF_SEVERAL: Final = 3
LONGEST_ENDING: Final = 3
_KEY: Final = 3
# Arabic: and, so, in, to, as. Hebrew: and, the, in, to, from, that, as.
_JOINED: Final = frozenset("وفبلك" + "והבלמשכ")
_ARTICLE: Final = "ال"
_TO_THE: Final = "لل"
_LEAST: Final = 3


def key(word: str) -> str:
    """What all forms of a word have in common; other words may have it too."""
    return word[:_KEY] if _INFLECTED.fullmatch(word) else word


def is_form(word: str, of: str, least: int = SAME) -> bool:
    """Whether a word is another, or has its `least` first letters and another ending."""
    if word == of:
        return True
    if not (_INFLECTED.fullmatch(word) and _INFLECTED.fullmatch(of)):
        return False
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(word, of, strict=False))))
    return same >= least and max(len(word), len(of)) - same <= LONGEST_ENDING


def openings(word: str) -> Iterator[str]:
    """A word, and what is left of it without a small word that is joined to its front."""
    yield word
    if len(word) > _LEAST and word[0] in _JOINED:
        yield word[1:]
        if word.startswith(_TO_THE):
            yield _ARTICLE + word[len(_TO_THE) :]
