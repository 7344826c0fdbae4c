"""The gate: every trouble of the curated files at once, each with file, line, cause and mend."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.errors import AvermentError
from kg.gate.accepted import with_accepted
from kg.gate.compute import COMPUTED
from kg.gate.consistency import evident_contradictions
from kg.gate.curated import CuratedFile
from kg.gate.decisions import undecided
from kg.gate.derivation import derivation_findings
from kg.gate.documents import document_findings
from kg.gate.existence import existence_findings
from kg.gate.findings import Finding, Severity, violations
from kg.gate.gather import Gathered, Progress, gather
from kg.gate.moved import moved_findings
from kg.gate.names import name_findings
from kg.gate.repeated import repeated_propositions, repeated_statements
from kg.gate.shapes import shape_findings
from kg.gate.stale import stale_findings
from kg.rdf.canonical import Order, canonical, is_canonical
from kg.rdf.triples import Triple
from kg.terms import AV, AVC, AVD, RDF_TYPE, SKOS, short

OTHERS: Final = ""


def check(
    root: Path,
    progress: Progress = lambda step: None,
    only: Collection[str] | None = None,
) -> tuple[Gathered, list[Finding]]:
    """Reads a checkout and lists what is wrong with it, in the order of files and lines.

    Args:
        root: the checkout.
        progress: called with the name of each step.
        only: paths of the files whose own form is looked at, None for all. What the files show
            together is looked at in any case, so findings may stand in other files too.

    Raises:
        BadFile: a file of the ontology itself cannot be read.
    """
    gathered = gather(root, progress)
    at_hand = {file.path for file in gathered.files} if only is None else only
    return gathered, _findings(gathered, at_hand, progress)


def refusals(root: Path, texts: Mapping[Path, str]) -> list[Finding]:
    """What would stop publication if files had these texts, and does not stop it as they are.

    Raises:
        BadFile: a file of the ontology itself cannot be read.
    """
    names = {path.relative_to(root).as_posix() for path in texts}
    after = obstacles(gather(root, texts=texts), names)
    if not after:
        return []
    before = {(f.path, f.rule, f.cause) for f in obstacles(gather(root), names)}
    return [found for found in after if (found.path, found.rule, found.cause) not in before]


def obstacles(gathered: Gathered, only: Collection[str]) -> list[Finding]:
    """What stops publication, and nothing that only warns, so that it is looked for in less time.

    Args:
        gathered: the checkout.
        only: paths of the files whose own form is looked at.
    """
    found = [*_violations(gathered, only), *shape_findings(gathered, Severity.VIOLATION)]
    return violations(sorted({*with_accepted(gathered.files, found, only)}))


def unreadable(gathered: Gathered) -> list[Finding]:
    """Files that cannot be parsed, and references to what the checkout does not describe."""
    return [*gathered.unread, *_unresolved(gathered)]


def _findings(
    gathered: Gathered, at_hand: Collection[str], progress: Progress = lambda step: None
) -> list[Finding]:
    progress("references")
    found = [*_violations(gathered, at_hand), *_advice(gathered)]
    progress("shapes")
    found += shape_findings(gathered)
    return sorted({*with_accepted(gathered.files, found, at_hand)})


def _file_findings(gathered: Gathered, at_hand: Collection[str]) -> Iterator[Finding]:
    """What can be seen in one file alone, of the files at hand."""
    stems = Counter(Path(file.path).stem for file in gathered.files)
    curated = gathered.contract.curated
    derived, inferred = curated.derived | COMPUTED, curated.inferred
    for file in (file for file in gathered.files if file.path in at_hand):
        yield from _header_findings(file, stems[Path(file.path).stem])
        yield from _form_findings(file, curated.order)
        yield from _computed_findings(file, derived)
        yield from _inferred_findings(file, inferred)
        yield from undecided(file)


def _header_findings(file: CuratedFile, same_stem: int) -> Iterator[Finding]:
    headers = [
        triple.subject.value
        for triple in file.triples
        if triple.predicate.value == RDF_TYPE and triple.object.value == f"{AV}CuratedFile"
    ]
    if headers != [file.graph.value]:
        yield Finding(
            file.path,
            file.line_of(headers[0]) if headers else 1,
            "curated-file",
            f"the file describes itself as {', '.join(map(short, headers)) or 'nothing'}",
            f"Begin it with {short(file.graph.value)} a av:CuratedFile, with curator and day.",
        )
    if same_stem > 1:
        yield Finding(
            file.path,
            1,
            "file-name",
            f"{same_stem} files are named {Path(file.path).stem}, so their graphs would be one",
            "Give each file a name of its own.",
        )


def _form_findings(file: CuratedFile, order: Order) -> Iterator[Finding]:
    if is_canonical(file.text, file.triples, order):
        return
    try:
        cause, line = "the file is not in canonical form", _first_difference(file.text, order)
    except AvermentError as error:
        cause, line = str(error), getattr(error, "line", 1)
        yield Finding(file.path, line, "form", cause, "Remarks belong in skos:editorialNote.")
        return
    yield Finding(file.path, line, "form", cause, "Run `averment format`, and look at the change.")


def _first_difference(text: str, order: Order) -> int:
    pairs = zip(text.splitlines(), canonical(text, order).splitlines(), strict=False)
    return next((number for number, (is_, wants) in enumerate(pairs, 1) if is_ != wants), 1)


def _inferred_findings(file: CuratedFile, inferred: frozenset[str]) -> Iterator[Finding]:
    for triple in file.triples:
        if triple.predicate.value == RDF_TYPE and triple.object.value in inferred:
            yield Finding(
                file.path,
                file.line_of(triple.subject.value),
                "inferred",
                f"{short(triple.object.value)} is inferred, never curated",
                "Remove it; it follows from what the record says.",
            )


def _computed_findings(file: CuratedFile, derived: frozenset[str]) -> Iterator[Finding]:
    for triple in file.triples:
        if triple.predicate.value in derived:
            yield Finding(
                file.path,
                file.line_of(triple.subject.value),
                "computed",
                f"{short(triple.predicate.value)} is computed, never curated",
                "Remove it; dates are given by av:edtf alone.",
            )


def _violations(gathered: Gathered, at_hand: Collection[str]) -> Iterator[Finding]:
    """Violations other than those of shapes; a repetition is reported for a file at hand."""
    yield from gathered.unread
    yield from _file_findings(gathered, at_hand)
    yield from _repeated_triples(sorted(gathered.files, key=lambda file: file.path in at_hand))
    yield from _unresolved(gathered)
    yield from moved_findings(gathered)
    yield from name_findings(gathered)
    yield from document_findings(gathered)
    yield from repeated_propositions(gathered)
    yield from evident_contradictions(gathered)
    for trouble in gathered.troubles:
        yield gathered.finding(trouble.subject, "date", trouble.cause, trouble.mend)


def _advice(gathered: Gathered) -> Iterator[Finding]:
    """Warnings and remarks, but for what shapes say."""
    yield from stale_findings(gathered)
    yield from existence_findings(gathered)
    yield from derivation_findings(gathered)
    yield from repeated_statements(gathered)


def _repeated_triples(files: Iterable[CuratedFile]) -> Iterator[Finding]:
    first: dict[Triple, str] = {}
    for file in files:
        for triple in set(file.triples):
            if triple in first:
                yield Finding(
                    file.path,
                    file.line_of(triple.subject.value),
                    "repeated",
                    f"{_shown(triple)} stands in {first[triple]} too, so it would count twice",
                    "Keep it in one of the two files.",
                )
            first.setdefault(triple, file.path)


def _shown(triple: Triple) -> str:
    value = triple.object
    last = short(value.value) if isinstance(value, px.NamedNode) else f"“{value.value}”"
    return f"{short(triple.subject.value)} {short(triple.predicate.value)} {last}"


def _unresolved(gathered: Gathered) -> Iterator[Finding]:
    known = _known(gathered)
    for file in gathered.files:
        for triple in set(file.triples):
            if not _resolved(triple, known):
                yield from _unresolved_of(file, triple, known)


def _resolved(triple: Triple, known: dict[str, set[str]]) -> bool:
    """Whether all is known at a glance, as it nearly always is; to find a line takes long."""
    subject, predicate, value = triple
    return (
        _named(subject, (AVD,), known)
        and (predicate.value in known[AV] or predicate.value in known[OTHERS])
        and (isinstance(value, px.Literal) or _named(value, (AVC, AVD, AV), known))
    )


def _named(node: object, namespaces: tuple[str, ...], known: dict[str, set[str]]) -> bool:
    return isinstance(node, px.NamedNode) and any(
        node.value.startswith(name) and node.value in known[name] for name in namespaces
    )


def _known(gathered: Gathered) -> dict[str, set[str]]:
    """The IRIs that exist, by namespace: things of all files, concepts, terms, others' terms."""
    known: dict[str, set[str]] = defaultdict(set)
    typed = (triple for triple in gathered.curated if triple.predicate.value == RDF_TYPE)
    known[AVD] = {triple.subject.value for triple in typed}
    for triple in gathered.ontology.triples:
        if triple.predicate.value == RDF_TYPE and isinstance(triple.subject, px.NamedNode):
            namespace = AVC if triple.object.value == f"{SKOS}Concept" else AV
            known[namespace].add(triple.subject.value)
    known[OTHERS] = {RDF_TYPE, *gathered.contract.curated.foreign}
    return known


def _unresolved_of(
    file: CuratedFile, triple: Triple, known: dict[str, set[str]]
) -> Iterator[Finding]:
    subject, predicate, value = triple
    line = file.line_of(subject.value)
    if isinstance(subject, px.BlankNode) or isinstance(value, px.BlankNode):
        yield Finding(file.path, line, "blank-node", "a node has no name", "Give it a slug.")
        return
    shown = short(subject.value)
    if not subject.value.startswith(AVD):
        yield Finding(
            file.path, line, "subject", f"{shown} is not an IRI of this graph", "Use avd:."
        )
    elif subject.value not in known[AVD]:
        mend = "Give it a class, or mend the name if it is meant to be something else."
        yield Finding(file.path, line, "untyped", f"{shown} has no class", mend)
    terms = [predicate.value] if predicate.value not in known[OTHERS] else []
    if isinstance(value, px.NamedNode):
        terms.append(value.value)
    for iri in terms:
        yield from _unknown(file, line, iri, known)


def _unknown(
    file: CuratedFile, line: int, iri: str, known: dict[str, set[str]]
) -> Iterator[Finding]:
    namespace = next((name for name in (AVC, AVD, AV) if iri.startswith(name)), None)
    if namespace and iri in known[namespace]:
        return
    rules = {AVD: "dangling-reference", AVC: "unknown-concept", AV: "unknown-term"}
    near = _nearest(iri, namespace, known[namespace]) if namespace else None
    mend = f"Did you mean {short(near)}?" if near else "Describe it, or mend the name."
    yield Finding(
        file.path,
        line,
        rules[namespace] if namespace else "foreign-term",
        f"{short(iri)} is described nowhere in this checkout",
        mend,
    )


def _nearest(iri: str, namespace: str, known: set[str]) -> str | None:
    """The known IRI of a namespace whose own part is most like the one given."""
    parts = [other.removeprefix(namespace) for other in sorted(known)]
    near = get_close_matches(iri.removeprefix(namespace), parts, 1, 0.7)
    return namespace + near[0] if near else None
