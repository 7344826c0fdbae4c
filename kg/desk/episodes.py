"""Which story an article may belong to: a plain count, explained in words.

The score is the sum of three shares: 0.5 for how alike the article's paragraphs are to the story's
propositions, on the average of the paragraphs that are like any; 0.3 for those who act in them or
are acted upon, of all such that the article names, those of many stories counting less; 0.2 if a
report of the story is at most a month older or newer, less the farther they are.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from kg.desk.alike import Likeness, roles
from kg.desk.article import Paragraph
from kg.desk.held import days
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.reader import Reader
from kg.desk.reading import Reading, read
from kg.desk.stories import STORY, days_apart
from kg.terms import NO_END

OF_PARAGRAPHS: Final = 0.5
OF_NAMES: Final = 0.3
OF_TIME: Final = 0.2
MONTH: Final = 30
LEAST: Final = 0.2
MOST: Final = 3
EPISODE: Final = "Episode"


def read_in_story(
    reader: Reader, article: Sequence[Paragraph], language: Language, day: date | None
) -> tuple[list[Reading], list[Likeness]]:
    """What is found in an article, read as one of the stories that its options name; and, where
    they name none, the likely ones.
    """
    named = [reader.known.find(one, {EPISODE}) for one in reader.answers.all("episode")]
    readings = read(reader.known, article, language, day, named)
    return readings, likely_episodes(reader, readings)


def likely_episodes(reader: Reader, readings: Sequence[Reading]) -> list[Likeness]:
    """The stories most like an article, best first; none where its options name one."""
    if reader.answers.one("episode"):
        return []
    known = reader.known
    told = _told(known, readings)
    alike = sum(bool(one.alike) for one in readings) or 1
    named = {slug for one in readings for mention in one.mentions for slug in mention.slugs}
    names = _names(known)
    stories = Counter(slug for of in names.values() for slug in of)
    weights = {slug: 1 / stories[slug] for slug in named if slug in stories}
    edtf = reader.answers.one("date")
    day = days(edtf)[1] if edtf else NO_END
    apart = {} if day == NO_END else days_apart(known, date.fromisoformat(day))
    found = []
    for story, of in names.items():
        here = sum(weight for slug, weight in weights.items() if slug in of)
        share = here / sum(weights.values()) if weights else 0.0
        paragraphs = sum(told[story].values()) / alike
        near = MONTH / max(MONTH, apart[story]) if story in apart else 0.0
        score = round(OF_PARAGRAPHS * paragraphs + OF_NAMES * share + OF_TIME * near, 2)
        rare = sorted(of & named, key=lambda slug: (stories[slug], slug))[:MOST]
        who = ", ".join(known.label(slug) for slug in rare) or "nobody"
        why = f"{len(told[story])} of {alike} paragraphs are like what it claims; names {who}"
        why += f"; {apart[story]} days from a report of it" if story in apart else ""
        found.append(Likeness(story, score, why))
    kept = [one for one in found if one.score >= LEAST]
    return sorted(kept, key=lambda one: (-one.score, one.slug))[:MOST]


def _told(known: Known, readings: Sequence[Reading]) -> dict[str, dict[int, float]]:
    """For each story, how alike each paragraph is to the proposition of it that is most alike."""
    told: dict[str, dict[int, float]] = defaultdict(dict)
    for one in readings:
        for near in one.alike:
            for story in known.values(near.slug, STORY):
                here = told[story]
                number = one.paragraph.number
                here[number] = max(here.get(number, 0.0), near.score)
    return told


def _names(known: Known) -> dict[str, set[str]]:
    """Those who act, or are acted upon, in each story."""
    names: dict[str, set[str]] = {slug: set() for slug in known.members(EPISODE)}
    for proposition in known.members("Proposition"):
        for story in known.values(proposition, STORY):
            names.setdefault(story, set()).update(roles(known, proposition))
    return names
