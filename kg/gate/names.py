"""Names that begin as their class says (`avsh:slug`): by it readers know a record from afar."""

import re
from collections.abc import Iterator

from kg.gate.findings import Finding
from kg.gate.gather import Gathered
from kg.terms import AV, AVD, RDF_TYPE, short


def name_findings(gathered: Gathered) -> Iterator[Finding]:
    """Names that begin otherwise, or are not of lower-case ASCII words joined by hyphens."""
    classes = gathered.contract.classes.values()
    begins = {f"{AV}{kind.name}": kind.slug for kind in classes if kind.slug}
    for file in gathered.files:
        for subject, predicate, value in file.triples:
            first = begins.get(value.value) if predicate.value == RDF_TYPE else None
            name = subject.value.removeprefix(AVD)
            if first and name != subject.value and not re.fullmatch(rf"{first}(-[a-z0-9]+)+", name):
                yield Finding(
                    file.path,
                    file.line_of(subject.value),
                    "name",
                    f"avd:{name} is of class {short(value.value)}, and that is not a name for one",
                    f"Name it {first}- and lower-case words of a-z and 0-9 joined by hyphens.",
                )
