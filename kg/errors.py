"""Everything that this package refuses, as one small family.

AvermentError
├── BadDate          a date that is none of the known EDTF forms
├── BadFile          a file that cannot be read as RDF
├── gate.findings.Findings   the gate refuses the curated files
├── RuleUnsettled    a rule that still adds triples after its last round
├── NoSnapshot       nothing has been published yet, or not under that id
│   └── SeveralSnapshots  the beginning of an id that several snapshots share
├── BadSnapshot      a published snapshot that is no longer what was published
├── BadContract      ontology and shapes that make no API
└── AskError         a question that gets no answer
    ├── BadQuery         not SPARQL, with line and column
    ├── Refused          SPARQL that this service does not run: SERVICE, updates, unknown graphs
    ├── TooLarge         a text that is too long
    ├── TooDeep          a text that nests too deep
    ├── BadArgument      a named question asked with a wrong or missing parameter
    ├── DeadlinePassed   the answer took longer than allowed
    ├── OutOfResources   the question ended its worker
    └── Unavailable      no worker is available at the moment
"""

from kg.terms import brief


class AvermentError(Exception):
    """Root of the family; the message is a sentence for the person who asked."""


class BadDate(AvermentError):
    """A date that cannot be read, with the forms that can."""

    def __init__(self, edtf: str, cause: str, forms: str) -> None:
        super().__init__(f"“{edtf}” cannot be read as a date: {cause}")
        self.mend = f"Write one of these forms: {forms}."


class BadFile(AvermentError):
    """A file that cannot be read as RDF; `line` and `column` count from 1."""

    def __init__(self, path: str, line: int, column: int, cause: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {cause}")
        self.path, self.line, self.column, self.cause = path, line, column, cause


class RuleUnsettled(AvermentError):
    """A rule that still adds triples after its last round."""


class NoSnapshot(AvermentError):
    """Nothing has been published yet, or not under that id."""


class SeveralSnapshots(NoSnapshot):
    """The beginning of an id that several snapshots share."""


class BadSnapshot(AvermentError):
    """A published snapshot that is no longer what was published; `path` is relative to it."""

    def __init__(self, identity: str, path: str, cause: str) -> None:
        super().__init__(
            f"snapshot {brief(identity)} is damaged: {path} {cause}. "
            "Run `averment build` to publish it again from the same files."
        )
        self.identity, self.path, self.cause = identity, path, cause


class BadContract(AvermentError):
    """Ontology and shapes that make no API."""


class AskError(AvermentError):
    """A question that gets no answer."""


class BadQuery(AskError):
    """A text that is not SPARQL; `line` and `column` count from 1, 0 where unknown."""

    def __init__(self, cause: str, line: int = 0, column: int = 0) -> None:
        place = f"line {line}, column {column}: " if line else ""
        super().__init__(f"{place}{cause}")
        self.cause, self.line, self.column = cause, line, column


class Refused(AskError):
    """SPARQL that this service does not run."""


class TooLarge(AskError):
    """A text that is too long."""


class TooDeep(AskError):
    """A text that nests too deep."""


class BadArgument(AskError):
    """A named question asked with a wrong or missing parameter."""


class DeadlinePassed(AskError):
    """The answer took longer than allowed, time in the queue included."""


class OutOfResources(AskError):
    """The question ended its worker: its memory or its stack ran out."""


class Unavailable(AskError):
    """No worker is available at the moment."""
