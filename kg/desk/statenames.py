"""Names of states in the language of an article: as CLDR has them, and as its table adds."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

from babel.core import get_global

from kg.desk.known import CODE, Known
from kg.desk.language import FOLDER, Language
from kg.desk.lexicon import listed

# How an identifier begins that is the code of two letters, under which CLDR has the name.
ISO_3166: Final = "iso2:"
# Names like that of a state that name none, as Latin America.
NO_STATE: Final = "none"


def state_names(known: Known, language: Language) -> Iterator[tuple[str, str]]:
    """Names with the slug of the state that they name, or with none."""
    states = {value.value: slug for slug in known for value in known.about(slug).get(CODE, [])}
    territories = language.locale.territories
    for slug, short in _short_codes(known, states).items():
        if short in territories:
            yield str(territories[short]), slug
    yield from _together(language, states)
    for code, city in _capitals(language):
        if code in states:
            yield city, states[code]
    for code, line in language.section("states").items():
        if code in states or code == NO_STATE:
            yield from ((name, states.get(code, "")) for name in listed(line))


def _together(language: Language, states: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names of several states, each with every one of them."""
    for codes, line in language.section("together").items():
        for name in listed(line):
            yield from ((name, states[code]) for code in codes.split() if code in states)


def _short_codes(known: Known, states: Mapping[str, str]) -> dict[str, str]:
    """The code of two letters of each state, as the graph gives it, else as CLDR, where it gives
    one to a single state: a state that is no more has those of what came after it.
    """
    given = {
        slug: identifier.removeprefix(ISO_3166)
        for slug in states.values()
        for identifier in known.values(slug, "identifier")
        if identifier.startswith(ISO_3166)
    }
    aliases = get_global("territory_aliases")
    for code, slug in states.items():
        (short, *others) = aliases.get(code, [code])
        if not others and short not in given.values():
            given.setdefault(slug, short)
    return given


def _capitals(language: Language) -> Iterator[tuple[str, str]]:
    zones = tomllib.loads((FOLDER / "capitals.toml").read_text("utf-8"))["zones"]
    named = language.locale.time_zones
    for line in zones.split():
        code, _, zone = line.partition("=")
        city = named.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        yield code, str(city)
