"""Text as it is compared: without case, marks and hyphens; a sign of Han or kana is a word."""

import re
import unicodedata
from typing import Final

# What decomposition leaves as it is: letters with a stroke, ligatures, signs of transliteration.
_LETTERS: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("\u0640ʹʺʻʼʽʾʿ")
)
_SIGN: Final = re.compile(r"([぀-ヿ㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff])")
_WORD: Final = re.compile(r"[^\W_]+")
# Sorts behind all words.
LAST: Final = "\U0010ffff"


def words(text: str) -> list[str]:
    """The words of a text, folded: `Służba Kontr-wywiadu` gives `sluzba`, `kontr`, `wywiadu`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    bare = "".join(sign for sign in decomposed if not unicodedata.category(sign).startswith("M"))
    return _WORD.findall(_SIGN.sub(r" \1 ", bare))


def folded(text: str) -> str:
    """A text as it is stored and compared: its words with one space between."""
    return " ".join(words(text))
