"""What names, dates and phrases are found in each paragraph of an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.desk.acts import Act, acts, attribution
from kg.desk.alike import Likeness, Propositions
from kg.desk.article import Paragraph
from kg.desk.dates import Dates
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.names import Mention, Names
from kg.desk.sources import Source, Sources
from kg.desk.unknown import unknown_names


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one paragraph."""

    paragraph: Paragraph
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    acts: tuple[Act, ...]
    alike: tuple[Likeness, ...]

    @property
    def attribution(self) -> str | None:
        """The words by which the paragraph says from whom it has its content."""
        return attribution(self.acts)

    @property
    def claims(self) -> bool:
        """Whether the paragraph seems to say who said something."""
        return bool(self.paragraph.number and (self.acts or self.sources or self.alike))


def read(
    known: Known, article: Sequence[Paragraph], language: Language, day: date | None = None
) -> list[Reading]:
    """What is found in each paragraph of an article in a language, reported on a day."""
    names, propositions = Names(known, language), Propositions(known)
    dates, sources = Dates(language), Sources(language)

    found_in = names.of(article)
    everywhere = [{slug for mention in row for slug in mention.slugs} for row in found_in]

    def one(place: int, paragraph: Paragraph) -> Reading:
        mentions, named = found_in[place], everywhere[place]
        around = everywhere[0] | everywhere[max(place - 1, 0)]
        found = language.words.within(paragraph.tokens, paragraph.text)
        english = {word for hit in found for word in hit.value}
        return Reading(
            paragraph,
            tuple(mentions),
            tuple(unknown_names(paragraph, mentions, language.capital_nouns)),
            tuple(dates.of(paragraph, day)),
            tuple(sources.of(paragraph, mentions)),
            tuple(acts(paragraph, language, mentions)),
            tuple(propositions.alike(paragraph.tokens, named, english, around)),
        )

    return [one(place, paragraph) for place, paragraph in enumerate(article)]
