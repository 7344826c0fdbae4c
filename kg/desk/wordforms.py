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
MOST_JOINED: Final = 2
_KEY: Final = 3
# Arabic: and, so, in, to, as. Hebrew: and, the, in, to, from, that, as.
_JOINED: Final = frozenset("وفبلك" + "והבלמשכ")
_AND: Final = "و"
_ARTICLE: Final = "ال"
_TO_THE: Final = "لل"
_LEAST: Final = 3


def key(word: str) -> str:
    """What all forms of a word have in common; other words may have it too."""
    return word[:_KEY]


def inflects(word: str) -> bool:
    """Whether a word is in letters in which names have other endings in other places."""
    return bool(_INFLECTED.fullmatch(word))


def is_form(word: str, of: str, least: int = SAME) -> bool:
    """Whether a word is another, or has its `least` first letters and another ending."""
    if word == of:
        return True
    if not (inflects(word) and inflects(of)):
        return False
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(word, of, strict=False))))
    return same >= least and max(len(word), len(of)) - same <= LONGEST_ENDING


def openings(word: str) -> Iterator[str]:
    """A word, and what is left of it without small words and an article joined to its front."""
    yield word
    left = word
    for _ in range(MOST_JOINED):
        if len(left) <= _LEAST - (left[0] == _AND) or left[0] not in _JOINED:
            break
        left = left[1:]
        yield left
        if word.startswith(_TO_THE):
            yield _ARTICLE + word[len(_TO_THE) :]
    for form in (word, word[1:] if word[:1] in _JOINED else word):
        if form.startswith(_ARTICLE) and len(form) > _LEAST + len(_ARTICLE):
            yield form.removeprefix(_ARTICLE)
    if word.startswith(_TO_THE) and len(word) > _LEAST + len(_TO_THE):
        yield word.removeprefix(_TO_THE)
