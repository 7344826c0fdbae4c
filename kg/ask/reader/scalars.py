"""Lexical forms to JSON values, and texts in several languages to one label."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.terms import NO_END, NO_START

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.ask.reader.protocol import Labels


def json_value(scalar: str, text: str) -> str | int | float | bool | None:
    """The value of a literal under a scalar's name; None for a sentinel date."""
    match scalar:
        case "Int":
            return int(text)
        case "Float":
            return float(text)
        case "Boolean":
            return text in ("true", "1")
        case "Date":
            return None if text in (NO_START, NO_END) else text
        case _:
            return text


class Spoken(NamedTuple):
    """A text by which a node may be called; `is_label` marks the one derived for display."""

    language: str
    text: str
    is_label: bool


def best_first(spoken: Iterable[Spoken]) -> Labels:
    """Each language's texts, then the derived label under the empty tag."""
    ordered = sorted(set(spoken), key=lambda each: (each.is_label, each))
    return tuple(("" if each.is_label else each.language.lower(), each.text) for each in ordered)


def label(texts: Labels, wanted: Sequence[str], otherwise: str) -> str:
    """The first text in a wanted language (see `in_languages`), else the label."""
    spoken = _spoken(texts, wanted)
    return spoken[0] if spoken else next((text for held, text in texts if not held), otherwise)


def in_languages(texts: Labels, wanted: Sequence[str]) -> tuple[str, ...]:
    """The texts in the first wanted language that has any (BCP 47 ranges, RFC 4647 look-up).

    Where none has, all of them.
    """
    return _spoken(texts, wanted) or tuple(text for _, text in texts)


def _spoken(texts: Labels, wanted: Sequence[str]) -> tuple[str, ...]:
    for tag in (tag for language in wanted for tag in _ranges(language.lower())):
        found = tuple(text for held, text in texts if held == tag or held.startswith(f"{tag}-"))
        if found:
            return found
    return ()


def _ranges(tag: str) -> list[str]:
    """`fr-ca` asks for `fr-ca`, then `fr`."""
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
