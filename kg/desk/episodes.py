"""Which story an article may belong to: a plain count, explained in words.

The score is the sum of two shares: 0.6 for how alike the article's paragraphs are to the story's
propositions, on the average of the paragraphs that are like any; 0.4 for those who act in them or
are acted upon, and whom the article names. Who is named in many stories counts less.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from kg.desk.alike import Likeness, roles
from kg.desk.known import Known
from kg.desk.reader import Reader
from kg.desk.reading import Reading

OF_PARAGRAPHS: Final = 0.6
OF_NAMES: Final = 0.4
LEAST: Final = 0.2
MOST: Final = 3
STORY: Final = "inEpisode"


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
    found = []
    for story, of in names.items():
        weights = {slug: 1 / stories[slug] for slug in of}
        here = sum(weight for slug, weight in weights.items() if slug in named)
        share = here / sum(weights.values()) if weights else 0.0
        paragraphs = sum(told[story].values()) / alike
        score = round(OF_PARAGRAPHS * paragraphs + OF_NAMES * share, 2)
        rare = sorted(of & named, key=lambda slug: (stories[slug], slug))[:MOST]
        who = ", ".join(known.label(slug) for slug in rare) or "nobody"
        why = f"{len(told[story])} of {alike} paragraphs are like what it claims; names {who}"
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
    names: dict[str, set[str]] = {slug: set() for slug in known.members("Episode")}
    for proposition in known.members("Proposition"):
        for story in known.values(proposition, STORY):
            names.setdefault(story, set()).update(roles(known, proposition))
    return names
