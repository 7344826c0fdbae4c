"""The ledger: what became of every fact that the graph was made from, and where it leads.

`kg/data/ledger.tsv` has a line a fact and outcome: the kind of the fact, its id, and the IRI that
records it, or `merged:` and the IRI of the record that holds it too, or `left-out:` and the reason.

A snapshot holds what follows for addresses, as `moved.tsv`: a slug, and the slug it leads to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from kg.errors import BadFile
from kg.terms import AVD

LEDGER: Final = "kg/data/ledger.tsv"
HEADER: Final = "kind\tfact\toutcome"
MOVED_HEADER: Final = "from\tto"
KINDS: Final = frozenset(
    {
        "agency",
        "agreement",
        "contradiction",
        "event",
        "organisation",
        "person",
        "proposition",
        "report",
        "source",
        "statement",
    }
)
MERGED: Final = "merged:"
LEFT_OUT: Final = "left-out:"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one fact: `iri` is None where it was left out, for the `reason` given."""

    kind: str
    fact: str
    iri: str | None
    merged: bool = False
    reason: str = ""


def read_ledger(root: Path) -> list[Entry]:
    """The entries of a checkout's ledger, in the order of its lines.

    Raises:
        BadFile: a line is none of the ledger's forms, or not in order; with its number.
    """
    lines = (root / LEDGER).read_text("utf-8").splitlines()
    if lines[:1] != [HEADER]:
        raise BadFile(LEDGER, 1, 1, f"the first line is not “{HEADER}”")
    entries = [_entry(number, line) for number, line in enumerate(lines[1:], 2)]
    for number, (one, other) in enumerate(pairwise(_keys(lines[1:])), 3):
        if one >= other:
            raise BadFile(LEDGER, number, 1, "the lines are not sorted, or one stands there twice")
    return entries


def _keys(lines: Iterable[str]) -> Iterator[list[str]]:
    return (line.split("\t") for line in lines)


def _entry(number: int, line: str) -> Entry:
    kind, _, rest = line.partition("\t")
    fact, _, outcome = rest.partition("\t")
    if kind not in KINDS or not _ID.fullmatch(fact):
        raise BadFile(LEDGER, number, 1, f"“{kind}” and “{fact}” are no kind and id of a fact")
    reason = outcome.removeprefix(LEFT_OUT)
    if reason != outcome and reason:
        return Entry(kind, fact, None, reason=reason)
    iri = outcome.removeprefix(MERGED)
    if not iri.startswith(AVD) or not _ID.fullmatch(iri.removeprefix(AVD)):
        raise BadFile(
            LEDGER, number, 1, f"“{outcome}” is no outcome: an IRI, {MERGED} or {LEFT_OUT}"
        )
    return Entry(kind, fact, iri, merged=iri != outcome)


def redirects(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The slug that each merged fact would have, and the slug of the record that holds it.

    A fact that was merged into several records leads nowhere.
    """
    targets: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.iri and entry.merged:
            target = entry.iri.removeprefix(AVD)
            targets[f"{target.partition('-')[0]}-{entry.fact}"].add(target)
    return {
        slug: target for slug, (target, *more) in targets.items() if not more and slug != target
    }


def moved_table(root: Path) -> bytes:
    """The redirects of a checkout as two columns, sorted; empty where it keeps no ledger.

    Raises:
        BadFile: as `read_ledger`.
    """
    found = redirects(read_ledger(root)) if (root / LEDGER).is_file() else {}
    lines = [MOVED_HEADER, *(f"{slug}\t{target}" for slug, target in sorted(found.items()))]
    return "".join(f"{line}\n" for line in lines).encode()


def read_moved(path: Path) -> Mapping[str, str]:
    """The redirects that `moved_table` wrote."""
    lines = path.read_text("utf-8").splitlines()[1:]
    pairs = (line.partition("\t") for line in lines)
    return {slug: target for slug, _, target in pairs}
