"""Names of states in other languages, as the Unicode CLDR has them.

They serve to find a state and are not a statement about it: the graph does not hold them.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from babel import Locale, UnknownLocaleError

from kg.gate.index import Index

ALPHA_2: Final = "iso2:"


def exonyms(index: Index) -> Iterator[tuple[str, str]]:
    """IRIs of states, each with one of its names in a language of the documents that are held.

    What is not a state any more has no code in ISO 3166-1, so none of these names.
    """
    codes = {
        code.removeprefix(ALPHA_2): iri
        for iri, identifiers in index.of("identifier").items()
        for code in identifiers
        if code.startswith(ALPHA_2)
    }
    spoken = {tag for tags in index.of("language").values() for tag in tags}
    for locale in _locales(sorted(spoken)):
        territories = locale.territories
        yield from ((codes[code], str(territories[code])) for code in codes if code in territories)


def _locales(tags: Iterable[str]) -> Iterator[Locale]:
    """What CLDR knows of languages, given by their BCP 47 tags; nothing of some."""
    for tag in tags:
        try:
            yield Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
