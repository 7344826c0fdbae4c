"""Holds the curated graph against the contract, told with file, line, cause and mend."""

from collections.abc import Sequence

from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.gate.validate import validate
from kg.rdf.triples import Triple
from kg.terms import short


def shape_findings(gathered: Gathered) -> list[Finding]:
    """What the shapes say of curated files, computed values and the vocabulary they use."""
    triples = [*gathered.curated, *gathered.computed, *gathered.ontology.triples]
    findings = []
    for result in validate(gathered.ontology.shapes, triples):
        file = gathered.places.get(result.focus)
        findings.append(
            Finding(
                path=file.path if file else "ontology",
                line=file.line_of(result.focus) if file else 1,
                rule=result.shape,
                cause=f"{short(result.focus)}: {result.cause}",
                mend=result.mend,
                severity=result.severity,
            )
        )
    return findings


def nonconforming(shapes: str, triples: Sequence[Triple]) -> list[str]:
    """One sentence for each violation, for graphs that no file stands behind."""
    return [
        f"{short(result.focus)}: {result.cause}"
        for result in validate(shapes, triples)
        if result.severity is Severity.VIOLATION
    ]
