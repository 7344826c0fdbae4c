"""Reads a whole checkout: curated files, ontology, computed values."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.contract import Contract, make_contract
from kg.contract.ontology import Ontology, read_ontology
from kg.errors import BadFile
from kg.gate.compute import Trouble, compute
from kg.gate.curated import CuratedFile, find, read
from kg.gate.findings import Finding, Severity
from kg.gate.index import Index
from kg.rdf.triples import Triple

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Gathered:
    """Everything that a check or a build looks at; `unread` are files that are no Turtle."""

    root: Path
    files: tuple[CuratedFile, ...]
    ontology: Ontology
    contract: Contract
    computed: tuple[Triple, ...]
    troubles: tuple[Trouble, ...]
    unread: tuple[Finding, ...]

    @cached_property
    def places(self) -> dict[str, CuratedFile]:
        """The file in which each subject is described, the first where there are several."""
        return {t.subject.value: file for file in reversed(self.files) for t in file.triples}

    @cached_property
    def index(self) -> Index:
        """What is curated and computed, by property and subject."""
        return Index((*self.curated, *self.computed))

    def finding(
        self,
        subject: str,
        rule: str,
        cause: str,
        mend: str,
        severity: Severity = Severity.VIOLATION,
    ) -> Finding:
        """What a rule says of a subject, with the file and line that describe it."""
        file = self.places[subject]
        return Finding(file.path, file.line_of(subject), rule, cause, mend, severity)

    @property
    def curated(self) -> Iterator[Triple]:
        """The triples of all curated files."""
        return (triple for file in self.files for triple in file.triples)


def gather(
    root: Path, progress: Progress = lambda step: None, texts: Mapping[Path, str] | None = None
) -> Gathered:
    """Reads and computes; a file that cannot be parsed becomes a finding, not an exception.

    `texts` stand for what files hold, or are to hold.

    Raises:
        BadFile: a file of the ontology itself cannot be read.
    """
    files: list[CuratedFile] = []
    unread: list[Finding] = []
    texts = texts or {}
    for path in sorted({*find(root), *texts}):
        progress(path.stem)
        try:
            files.append(read(root, path, texts.get(path)))
        except BadFile as error:
            unread.append(_syntax_finding(error))
    ontology = read_ontology(root / "ontology")
    contract = make_contract(ontology)
    curated = (triple for file in files for triple in file.triples)
    computed, troubles = compute(curated, contract)
    return Gathered(
        root,
        tuple(files),
        ontology,
        contract,
        tuple(computed),
        tuple(troubles),
        tuple(unread),
    )


def _syntax_finding(error: BadFile) -> Finding:
    return Finding(
        error.path,
        error.line,
        "syntax",
        f"column {error.column}: {error.cause}",
        "Mend the Turtle at this place; often a ';' or '.' is missing on the line before.",
    )
