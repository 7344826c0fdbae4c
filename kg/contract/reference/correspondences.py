"""Alignments with other vocabularies, from tables in SSSOM form."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from kg.contract.reference.model import Correspondence
from kg.errors import BadFile
from kg.terms import NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Mapping

NEEDED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
# A line of the curie map in the YAML header: `#   prov: http://www.w3.org/ns/prov#`.
PREFIX: Final = re.compile(r"#\s+\"?(?P<prefix>[\w.-]+)\"?:\s+\"?(?P<iri>https?://[^\s\"]+)\"?\s*")


def tables(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """All tables among the files of an ontology, by path, in the order of their names."""
    return {path: files[path] for path in sorted(files) if path.endswith(".sssom.tsv")}


def correspondences(files: Mapping[str, bytes]) -> dict[str, tuple[Correspondence, ...]]:
    """Rows of all tables by the IRI of our term, in the order of their files.

    Raises:
        BadFile: a table lacks a column that SSSOM demands, or uses an unknown prefix.
    """
    found: dict[str, list[Correspondence]] = {}
    for name, content in tables(files).items():
        _read(content.decode(), name, found)
    return {subject: tuple(rows) for subject, rows in found.items()}


def _read(text: str, name: str, found: dict[str, list[Correspondence]]) -> None:
    lines = text.splitlines()
    header = [line for line in lines if line.startswith("#")]
    prefixes = dict(NAMESPACES)
    for line in header:
        if match := PREFIX.fullmatch(line):
            prefixes[match["prefix"]] = match["iri"]
    rows = csv.DictReader(lines[len(header) :], delimiter="\t")
    missing = [column for column in NEEDED if column not in (rows.fieldnames or ())]
    if missing:
        raise BadFile(name, len(header) + 1, 1, f"has no column {', '.join(missing)}")
    for number, row in enumerate(rows, len(header) + 2):
        try:
            subject = _expanded(row["subject_id"], prefixes)
            found.setdefault(subject, []).append(_correspondence(row, prefixes))
        except KeyError as error:
            raise BadFile(name, number, 1, f"has no prefix {error}") from error


def _correspondence(row: Mapping[str, str], prefixes: Mapping[str, str]) -> Correspondence:
    return Correspondence(
        relation=row["predicate_id"],
        object=_expanded(row["object_id"], prefixes),
        object_short=row["object_id"],
        object_label=row.get("object_label") or "",
        justification=row["mapping_justification"],
        comment=row.get("comment") or "",
    )


def _expanded(curie: str, prefixes: Mapping[str, str]) -> str:
    """The IRI of a prefixed name; raises KeyError where the prefix is unknown."""
    if curie.startswith(("https://", "http://")):
        return curie
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local
