"""The languages in which articles are read, each by a table of phrases; which one a text has."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from babel import Locale, UnknownLocaleError

from kg.desk.article import Paragraph, folded
from kg.desk.lexicon import Phrases, listed, meant

FOLDER: Final = Path(__file__).parent / "languages"
READ: Final = ("en", "fr", "de", "es", "ru", "uk", "ar", "he", "el", "ja", "ko")
LATIN: Final = ("en", "fr", "de", "es")
CITING: Final = "citing"
# Prepositions, and postpositions, whose object is who says something: according to; and the same
# with a pronoun: according to her.
ACCORDING: Final = ("according", "according_behind", "according_pronoun")
# Languages whose particles follow a word without a blank.
_SIGNS: Final = ("ja", "ko")
# So much of a text in Latin letters are the smallest words of its language.
LEAST_SHARE: Final = 0.08
MOST_LETTERS: Final = 20_000
_OTHERS: Final = "others"
# Letters that one language of a script has, and others have not.
_LETTERS: Final = (
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[ыэёЫЭЁ]")),
)
_OTHER_CYRILLIC = re.compile("[ўЎђЂћЋџЏљЉњЊјЈѓЃќЌѕЅәғқңөұүһ]")
_OTHER_ARABIC = re.compile("[پچژگٹڈڑںےۆێەڕ]")
_SCRIPTS: Final = {"GREEK": "el", "HEBREW": "he", "HANGUL": "ko"}


class Language:
    """One language: its phrases, by what they mean; the names that CLDR has in it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.table: Mapping[str, Any] = _table(code) if code in READ else {}

    @property
    def is_read(self) -> bool:
        """Whether more is known of it than the names of states."""
        return bool(self.table)

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters, as the names of the graph, as far as is known."""
        return self.code in LATIN or not self.is_read

    @property
    def capital_nouns(self) -> bool:
        """Whether every noun has a capital."""
        return bool(self.table.get("capital_nouns"))

    @cached_property
    def joined_to_verbs(self) -> frozenset[str] | None:
        """The small words that a verb may have joined to its front, nothing among them; None where
        no words are joined.
        """
        joined = self.table.get("joined_to_verbs")
        return None if joined is None else frozenset(["", *listed(joined)])

    @property
    def is_without_blanks(self) -> bool:
        """Whether its words are not parted, or particles follow them without a blank."""
        return self.code in _SIGNS

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of the language; of English, where it knows nothing."""
        try:
            return Locale.parse(self.code, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @property
    def name(self) -> str:
        """Its name in English."""
        return str(Locale("en").languages.get(self.code.partition("-")[0], self.code))

    def section(self, name: str) -> Mapping[str, str]:
        """The lines of a section of its table, by what they mean."""
        found: Mapping[str, str] = self.table.get(name, {})
        return found

    def line(self, section: str, *names: str) -> list[str]:
        """The phrases of some lines."""
        return [phrase for name in names for phrase in listed(self.section(section).get(name, ""))]

    def phrases(self, section: str, *names: str, begins: bool = True) -> Phrases[str]:
        """The phrases of some lines, each with its line's name."""
        lines = {name: self.section(section).get(name, "") for name in names}
        return Phrases(meant(lines), begins)

    @cached_property
    def acts(self) -> Phrases[str]:
        """Verbs by the stance of which they tell, and phrases that name where it was read."""
        citing = {name: self.section(CITING).get(name, "") for name in ACCORDING}
        lines = {**self.section("acts"), CITING: self.section(CITING).get("phrases", ""), **citing}
        return Phrases(meant(lines), begins=self.code not in _SIGNS)

    @cached_property
    def negations(self) -> tuple[Phrases[str], ...]:
        """Words that say of a verb behind them, or right before them, that it was not done; those
        that say so of a verb before them in their clause.
        """
        begins = self.code not in _SIGNS
        names = ("before", "behind", "later")
        return tuple(self.phrases("negation", name, begins=begins) for name in names)

    @cached_property
    def unreal(self) -> Phrases[str]:
        """Words that say of a verb right behind them only what may be: to, να."""
        return self.phrases("negation", "unreal")

    @cached_property
    def subjects(self) -> tuple[Phrases[str], ...]:
        """Prepositions behind which a name is no subject; particles that follow one which is what
        the sentence is about, one which is a subject, and one which is none.
        """
        begins = self.code not in _SIGNS
        names = ("never_behind", "topic", "marker", "other_marker")
        return tuple(self.phrases("subject", name, begins=begins) for name in names)

    @cached_property
    def titles(self) -> Phrases[str]:
        """Words for an office beside the name of who holds it."""
        titles = listed(self.table.get("titles", ""))
        return Phrases(((title, title) for title in titles), begins=False)

    @cached_property
    def pronouns(self) -> Phrases[str]:
        """Words for somebody who was named before."""
        return self.phrases("subject", "pronoun")

    @cached_property
    def impersonal(self) -> Phrases[str]:
        """Verbs that tell what is said, and not by whom: it is said."""
        return self.phrases("subject", "impersonal", begins=self.code not in _SIGNS)

    @cached_property
    def relative(self) -> Phrases[str]:
        """Words that refer to what stands right before them: which."""
        return self.phrases("subject", "relative")

    @cached_property
    def that(self) -> Phrases[str]:
        """Words that begin what is said: that, whether."""
        return self.phrases("subject", "that")

    @cached_property
    def joined_prepositions(self) -> frozenset[str]:
        """Prepositions that are joined to the front of a name."""
        return frozenset(map(folded, self.line("subject", "joined_preposition")))

    @cached_property
    def ands(self) -> frozenset[str]:
        """The words, or small words joined to the front of another, that join two verbs."""
        return frozenset(map(folded, self.line("subject", "and")))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Its smallest words: articles, prepositions, auxiliary verbs."""
        return frozenset(map(folded, self.table.get("function_words", "").split()))

    @cached_property
    def inverts(self) -> bool:
        """Whether a verb behind what somebody said stands before who it was."""
        return bool(self.table.get("inverts"))

    @property
    def verb_first(self) -> bool:
        """Whether a verb mostly stands before who acts."""
        return bool(self.table.get("verb_first"))

    @cached_property
    def words(self) -> Phrases[tuple[str, ...]]:
        """Words of this language by the English words that they often stand for."""
        english: dict[str, tuple[str, ...]] = {}
        for phrase, word in meant(self.section("words")):
            english[phrase] = (*english.get(phrase, ()), word)
        return Phrases(english.items(), begins=self.code not in _SIGNS)


def _table(code: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text("utf-8"))


def language_of(article: Sequence[Paragraph]) -> str | None:
    """The code of the language in which an article seems to be; None where nothing tells."""
    text = "\n".join(one.text for one in article)[:MOST_LETTERS]
    scripts = Counter(
        unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha()
    )
    if not scripts:
        return None
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(text) / 10:
        return "ja"
    script = scripts.most_common(1)[0][0]
    if script == "CYRILLIC":
        return _cyrillic(text)
    if script == "ARABIC":
        return "fa" if len(_OTHER_ARABIC.findall(text)) > len(text) / 100 else "ar"
    if script == "CJK":
        return "zh"
    return _latin(text) if script == "LATIN" else _SCRIPTS.get(script)


def _cyrillic(text: str) -> str | None:
    if len(_OTHER_CYRILLIC.findall(text)) > len(text) / 100:
        return None
    counted = {code: len(letters.findall(text)) for code, letters in _LETTERS}
    best = max(counted, key=lambda code: counted[code])
    return best if counted[best] else "bg"


def _latin(text: str) -> str | None:
    """The language whose smallest words make the greatest part of a text; a word that several
    languages have counts less.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    small = {code: set(_table(code)["function_words"].split()) for code in LATIN}
    small |= {code: set(line.split()) for code, line in _table(_OTHERS)["function_words"].items()}
    shared = Counter(word for own in small.values() for word in own)
    shares = {
        code: sum(1 / shared[word] for word in words if word in own) / len(words)
        for code, own in small.items()
    }
    best = max(shares, key=lambda code: shares[code])
    told = sum(word in small[best] for word in words) / len(words)
    return best if told >= LEAST_SHARE else None
