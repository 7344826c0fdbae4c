"""Names of states in the language of an article: as CLDR has them, and as its table adds."""

import tomllib
from collections.abc import Iterator
from typing import Final

from babel.core import get_global

from kg.desk.known import CODE, Known
from kg.desk.language import FOLDER, Language
from kg.desk.lexicon import listed

# Names like that of a state that name none, as Latin America.
NO_STATE: Final = "none"


def state_names(known: Known, language: Language) -> Iterator[tuple[str, str]]:
    """Names with the slug of the state that they name, or with none."""
    states = {value.value: slug for slug in known for value in known.about(slug).get(CODE, [])}
    territories, aliases = language.locale.territories, get_global("territory_aliases")
    for code, slug in states.items():
        # A state that is no more has several that came after it.
        (short, *others) = aliases.get(code, [code])
        if short in territories and not others:
            yield str(territories[short]), slug
    for code, city in _capitals(language):
        if code in states:
            yield city, states[code]
    for code, line in language.section("states").items():
        if code in states or code == NO_STATE:
            yield from ((name, states.get(code, "")) for name in listed(line))


def _capitals(language: Language) -> Iterator[tuple[str, str]]:
    zones = tomllib.loads((FOLDER / "capitals.toml").read_text("utf-8"))["zones"]
    named = language.locale.time_zones
    for line in zones.split():
        code, _, zone = line.partition("=")
        city = named.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        yield code, str(city)
