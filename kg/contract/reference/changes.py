"""What happened to each term, version by version, from the table `changes.tsv`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from kg.contract.reference.model import Change
from kg.errors import BadFile

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLE: Final = "ontology/changes.tsv"
NEEDED: Final = ("iri", "version", "change")


def changes(files: Mapping[str, bytes]) -> dict[str, tuple[Change, ...]]:
    """The changes of each term by its IRI, the oldest first; none where there is no table.

    Raises:
        BadFile: the table lacks a column.
    """
    if TABLE not in files:
        return {}
    rows = csv.DictReader(files[TABLE].decode().splitlines(), delimiter="\t")
    missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
    if missing:
        raise BadFile(TABLE, 1, 1, f"has no column {', '.join(missing)}")
    found: dict[str, list[Change]] = {}
    for row in rows:
        found.setdefault(row["iri"], []).append(Change(row["version"], row["change"]))
    return {iri: tuple(made) for iri, made in found.items()}
