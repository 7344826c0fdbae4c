"""What a paragraph proposes for the form of a statement; every answer may be changed."""

from collections.abc import Mapping, Sequence

from kg.desk.acts import Act
from kg.desk.kinds import speaking
from kg.desk.known import Known
from kg.desk.language import CITING
from kg.desk.reading import Reading


def proposed_statement(known: Known, document: str, reading: Reading) -> Mapping[str, list[str]]:
    """Answers to the form of a statement, by option, as far as a paragraph of a document tells: its
    first act, who did it or which unnamed source, and the proposition most like it.
    """
    act = next((one for one in reading.acts if one.stance != CITING), None)
    proposed: dict[str, Sequence[str | None]] = {
        "report": [document],
        "locator": [reading.paragraph.locator],
        "stance": [act.stance if act else None],
        "proposition": [one.slug for one in reading.alike[:1]],
        "phrase": [reading.attribution],
        **_speaker(known, reading, act),
    }
    kept = {name: [one for one in values if one] for name, values in proposed.items()}
    return {name: values for name, values in kept.items() if values}


def who_acted(known: Known, act: Act) -> str | None:
    """The nearest of those named with an act who can take a position."""
    may_speak = speaking(known.contract)
    return next((slug for slug in act.near if known.kinds(slug) & may_speak), None)


def _speaker(known: Known, reading: Reading, act: Act | None) -> dict[str, Sequence[str | None]]:
    if len(reading.sources) != 1:
        return {"speaker": [who_acted(known, act) if act else None]}
    (source,) = reading.sources
    only = source.affiliations if len(source.affiliations) == 1 else ()
    return {
        "unnamed": [source.descriptor],
        "min-persons": [str(source.least)],
        "max-persons": [None if source.most is None else str(source.most)],
        "affiliation-hint": only,
    }
