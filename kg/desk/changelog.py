"""What two states of the graph differ in, in sentences for a changelog (Markdown)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.desk.diff import CITATIONS, Change, Difference

DONE = {"gained": "was added", "lost": "was removed"}


def changelog(found: Sequence[Difference]) -> Iterator[str]:
    """A heading for each group of differences, and below it one sentence a difference."""
    for group, differences in groupby(found, lambda one: one.group):
        yield f"### {group.capitalize()}\n"
        yield from (f"- {_sentence(one)}" for one in differences)
        yield ""


def _sentence(one: Difference) -> str:
    if one.turn in DONE:
        return f"{_subject(one)} {DONE[one.turn]}."
    return f"{_subject(one)} changed: {'; '.join(map(_clause, one.changes))}."


def _subject(one: Difference) -> str:
    """A record in words: a position by who holds it, others by what they are and their label."""
    kind = _words(one.kind)
    match one.group, one.ends:
        case "claims", (holder, stance, *claims) if claims:
            return f"{_possessive(holder)} position on {_quoted(claims)} ({stance})"
        case "claims", _:
            return f"The {kind} {_quoted([one.label])}"
        case "facts", (_, *_) if one.label != " · ".join(one.ends):
            return f"{one.label} ({kind}: {', '.join(one.ends)})"
    return f"{one.label} ({kind})"


def _quoted(claims: Sequence[str]) -> str:
    return ", ".join(f"“{claim.rstrip('.')}”" for claim in claims)


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _words(name: str) -> str:
    """A name of the ontology as words: `PartyStatus` as “party status”."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.strip()


def _clause(change: Change) -> str:
    if change.what == CITATIONS:
        counts = ((change.now, "added"), (change.was, "removed"))
        return " and ".join(f"{_citations(n)} {verb}" for n, verb in counts if n != "0")
    what = _words(change.what)
    if not change.was:
        return f"{what} is now {change.now}"
    if not change.now:
        return f"{what} no longer says {change.was}"
    return f"{what} is now {change.now}, and was {change.was}"


def _citations(count: str) -> str:
    return "1 citation" if count == "1" else f"{count} citations"
