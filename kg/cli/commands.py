"""What the subcommands of `averment` do; every function returns the exit code."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from kg.ask.named import Catalogue, NamedQuestion
from kg.contract import contract_of
from kg.contract.context import context_text
from kg.contract.reference import publications, read_parts, reference
from kg.contract.vocabulary import read_vocabulary
from kg.desk.format import format_file
from kg.engine import examine
from kg.engine.local import LocalEngine
from kg.errors import BadArgument, BadFile
from kg.gate import check as gate
from kg.gate.curated import find
from kg.gate.findings import Finding, Findings, Severity, violations
from kg.gate.gather import Progress as Report
from kg.publish.build import build as build_snapshot
from kg.publish.history import current
from kg.publish.snapshot import Snapshot
from kg.terms import short


def check(root: Path, *, everything: bool, form: str) -> int:
    """Lists findings as text, json or github annotations; 1 if one of them stops publication."""
    with _progress(len(find(root)) + len(("references", "shapes"))) as report:
        gathered, findings = gate.check(root, report)
    shown = [f for f in findings if everything or f.severity is not Severity.INFO]
    if form == "json":
        print(json.dumps([finding.as_dict() for finding in shown], indent=2))
    elif form == "github":
        for finding in shown:
            print(finding.as_annotation())
    else:
        _print_findings(shown)
        _print_rules(findings)
        print(f"{len(gathered.files)} files: {_count(findings)}.")
    return int(bool(violations(findings)))


def build(root: Path, var: Path) -> int:
    """Publishes a snapshot; 1 if the gate refuses."""
    steps = (
        len(find(root))
        + len(read_vocabulary(root).rules)
        + len(("check", "check", "rl", "snapshot"))
    )
    try:
        with _progress(steps) as report:
            snapshot = build_snapshot(root, var, report)
    except Findings as refusal:
        _print_findings([f for f in refusal.findings if f.severity is not Severity.INFO])
        print(f"averment: {refusal}", file=sys.stderr)
        return 1
    quads = snapshot.manifest()["quads"]
    print(f"snapshot {snapshot.id[:12]}: {quads:,} quads, in {snapshot.folder}")
    return 0


def ask(var: Path, name: str | None, words: Sequence[str], format_: str | None) -> int:
    """Asks a named question of the current snapshot, or lists those that it holds."""
    snapshot = current(var)
    catalogue = Catalogue(snapshot.queries)
    if name is None:
        _print_catalogue(catalogue)
        return 0
    text = catalogue.find(name).bind(dict(_assignment(word) for word in words))
    return _answer(snapshot, text, format_)


def query(var: Path, text: str, format_: str | None) -> int:
    """Asks a query given as text, as @FILE, or on standard input."""
    if text == "-":
        text = sys.stdin.read()
    elif text.startswith("@"):
        path = Path(text[1:])
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            raise BadArgument(f"{path} cannot be read: {error.strerror}") from error
    return _answer(current(var), text, format_)


def format_files(root: Path, files: Sequence[Path], *, check_only: bool) -> int:
    """Rewrites files, or names those that differ from their canonical form."""
    paths = [path.resolve() for path in files] or find(root)
    order = contract_of(root / "ontology").order
    refused = False
    changed = []
    for path in paths:
        try:
            if format_file(path, order, check=check_only):
                changed.append(path)
        except (BadFile, OSError) as error:
            refused = True
            print(error, file=sys.stderr)
    for path in changed:
        print(f"{path}: {'is not in canonical form' if check_only else 'rewritten'}")
    return int(refused or (check_only and bool(changed)))


def write_ontology(root: Path, out: Path) -> int:
    """Writes the merged ontology in every format, all shapes, and the JSON-LD context."""
    ontology = root / "ontology"
    parts = read_parts(ontology)
    served = publications(parts)
    whole = {"averment": served["/ontology"], "averment-shapes": served["/shape"]}
    files = {
        f"{name}.{ending}": content
        for name, one in whole.items()
        for ending, content in one.content.items()
    }
    told = reference(parts, contract_of(ontology), ontology)
    files["context.jsonld"] = context_text(told).encode()
    out.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(files.items()):
        (out / name).write_bytes(content)
        print(f"{out / name}: {len(content):,} bytes")
    return 0


def _answer(snapshot: Snapshot, text: str, format_: str | None) -> int:
    query = examine(text)
    engine = LocalEngine(snapshot.load())
    form = format_ or ("table" if sys.stdout.isatty() else None)
    if form == "table" and not query.makes_graph:
        _print_table(*engine.table(query))
    else:
        engine.write(query, None if form == "table" else form, sys.stdout.buffer)
    return 0


def _assignment(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise BadArgument(f"“{word}” is no parameter; write name=value")
    return name.lstrip("-?"), value


def _print_catalogue(catalogue: Catalogue) -> None:
    for question in catalogue.values():
        print(f"{question.slug}{_parameters(question)}\n    {question.title}")


def _parameters(question: NamedQuestion) -> str:
    return "".join(f"  {parameter.name}={parameter.shown}" for parameter in question.parameters)


def _print_table(variables: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*variables, row_styles=("", "dim"))
    for row in rows:
        table.add_row(*(short(cell) if cell.startswith("http") else cell for cell in row))
    console = Console()
    console.print(table)
    console.print(f"{len(rows):,} rows", style="dim")


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(finding)


def _print_rules(findings: Sequence[Finding]) -> None:
    """How often each rule found something, the worst and most frequent first."""
    order = list(Severity)
    counts = Counter((order.index(found.severity), found.rule) for found in findings)
    for (severity, rule), count in sorted(counts.items(), key=lambda one: (one[0][0], -one[1])):
        print(f"{count:6,}  {order[severity]:9}  {rule}")


def _count(findings: Sequence[Finding]) -> str:
    counts = {one: sum(f.severity is one for f in findings) for one in Severity}
    return ", ".join(f"{count} of severity {one}" for one, count in counts.items() if count) or (
        "nothing to mend"
    )


@contextmanager
def _progress(steps: int) -> Iterator[Report]:
    """A bar on a terminal, silence elsewhere."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("reading", total=steps)

        def report(step: str) -> None:
            bar.update(task, advance=1, description=step[:40].ljust(40))

        yield report
