"""An answer as a file: the formats that a page offers, with their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

TABLE_FORMATS: Final = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
GRAPH_FORMATS: Final = (
    ("ttl", "Turtle"),
    ("nt", "N-Triples"),
    ("jsonld", "JSON-LD"),
    ("rdf", "RDF/XML"),
)


@dataclass(frozen=True)
class Download:
    """One format with the address that always has it."""

    format: str
    name: str
    address: str


def downloads(makes_graph: bool, at: Callable[[str], str]) -> tuple[Download, ...]:
    """The formats in which an answer can be downloaded; `at` gives the address of a format."""
    formats = GRAPH_FORMATS if makes_graph else TABLE_FORMATS
    return tuple(Download(name, words, at(name)) for name, words in formats)
