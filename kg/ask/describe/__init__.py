"""What a page says about one thing, read from the graph with a small, bounded number of queries.

Every function takes a `Select` (SPARQL text in, bindings out) and gives frozen values without RDF
terms, so that pages need to know neither SPARQL nor the engine. Labels come with the values.
"""

from kg.ask.describe.claims import claims
from kg.ask.describe.entity import Entity, entity
from kg.ask.describe.labels import Label, classes, labels, options
from kg.ask.describe.lists import Found, contested, listing, search, suggestions
from kg.ask.describe.model import (
    Citation,
    Claim,
    Dates,
    Document,
    Fact,
    Happening,
    Listing,
    Period,
    Position,
    Property,
    Provenance,
    Ref,
    Value,
)
from kg.ask.describe.proposition import Proposition, Trail, proposition
from kg.ask.describe.report import Report, Telling, report

__all__ = [
    "Citation",
    "Claim",
    "Dates",
    "Document",
    "Entity",
    "Fact",
    "Found",
    "Happening",
    "Label",
    "Listing",
    "Period",
    "Position",
    "Property",
    "Proposition",
    "Provenance",
    "Ref",
    "Report",
    "Telling",
    "Trail",
    "Value",
    "claims",
    "classes",
    "contested",
    "entity",
    "labels",
    "listing",
    "options",
    "proposition",
    "report",
    "search",
    "suggestions",
]
