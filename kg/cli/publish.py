"""The commands from curated file to snapshot: check, build, quads, format, ontology."""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from kg.cli import options
from kg.cli.garbage import uncollected
from kg.cli.progress import progress
from kg.contract import contract_of, make_contract
from kg.contract.context import context_text
from kg.contract.ontology import read_ontology
from kg.contract.reference import publications, reference
from kg.desk.format import files_below, format_file
from kg.engine.marker import marker
from kg.errors import BadArgument, BadFile
from kg.gate import at_hand
from kg.gate import check as gate
from kg.gate.curated import find
from kg.gate.findings import Finding, Findings, Severity, violations
from kg.publish.build import build as build_snapshot
from kg.publish.history import current
from kg.terms import brief


@click.command()
@click.argument("paths", nargs=-1, type=options.PATH)
@click.option("--changed-since", metavar="REVISION", help="the files that git says have changed")
@click.option("--all", "everything", is_flag=True, help="list remarks (info) and what is accepted")
@click.option("--json", "as_json", is_flag=True, help="findings as a JSON array")
@click.option("--github", is_flag=True, help="findings as annotations of GitHub Actions")
@click.pass_obj
def check(  # noqa: PLR0917 - click gives each option by its name
    root: Path,
    paths: Sequence[Path],
    changed_since: str | None,
    everything: bool,
    as_json: bool,
    github: bool,
) -> int:
    """Reads every curated file and lists all findings, each with file, line, cause and mend.

    A note in the file, “Accepted RULE: reason”, lets a warning about its record stand.

    With PATHS (files or folders below kg/data) or a revision, only the findings of those files are
    told, and they alone give the exit code; what depends on other files is checked as ever.

    Exit code 1 if one of them stops publication.

    \b
    Examples:
      averment check
      averment check kg/data/states/state-nzl.ttl kg/data/events
      averment check --changed-since HEAD
    """
    if as_json and github:
        raise click.UsageError("--json and --github exclude each other.")
    mine = _at_hand(root, paths, changed_since)
    with uncollected(), progress(len(find(root)) + len(("references", "shapes"))) as report:
        gathered, found = gate.check(root, report, mine)
    findings = [f for f in found if mine is None or f.path in mine]
    shown = [f for f in findings if everything or _is_open(f)]
    if as_json:
        print(json.dumps([finding.as_dict() for finding in shown], indent=2))
    elif github:
        for finding in shown:
            print(finding.as_annotation())
    else:
        _print_findings(shown)
        _print_rules(shown if everything else [f for f in findings if not f.accepted])
        print(_summary(len(gathered.files) + len(gathered.unread), mine, found))
    return int(bool(violations(findings)))


def _is_open(finding: Finding) -> bool:
    """Whether somebody should do something about it."""
    return finding.severity is not Severity.INFO and not finding.accepted


def _at_hand(root: Path, paths: Sequence[Path], revision: str | None) -> frozenset[str] | None:
    """The files that the words of the command name; None for all."""
    if not paths and revision is None:
        return None
    changed = frozenset[str]() if revision is None else at_hand.changed_since(root, revision)
    return changed | at_hand.files_at(root, paths)


def _summary(files: int, mine: frozenset[str] | None, found: Sequence[Finding]) -> str:
    """What was looked at, and what it came to."""
    if mine is None:
        return f"{files} files: {_count(found)}."
    told = f"{len(mine)} of {files} files: {_count([f for f in found if f.path in mine])}."
    if others := violations(f for f in found if f.path not in mine):
        told += f" In other files at least {_count(others)}; `averment check` lists them."
    return told


@click.command()
@options.var
@click.pass_obj
def build(root: Path, var: Path) -> int:
    """Publishes var/snapshots/<id> by one rename.

    The id is the digest of what the snapshot holds: the same files give the same id. Nothing is
    replaced on failure.
    """
    rules = len(read_ontology(root / "ontology").rules)
    steps = len(find(root)) + rules + len(("check", "check", "rl", "snapshot"))
    try:
        with uncollected(), progress(steps) as report:
            made = build_snapshot(root, var, report)
    except Findings as refusal:
        _print_findings([f for f in refusal.findings if _is_open(f)])
        raise
    print(f"snapshot {brief(made.id)}: {made.manifest()['quads']:,} quads, in {made.folder}")
    return 0


@click.command("format")
@click.argument("paths", nargs=-1, type=options.PATH)
@click.option("--check", is_flag=True, help="change nothing; exit 1 on differences")
@click.pass_obj
def format_(root: Path, paths: Sequence[Path], check: bool) -> int:
    """Rewrites curated files in the one form that the gate accepts.

    PATHS are files, or folders with all Turtle files below them; without any, kg/data. Files of the
    ontology have no such form.
    """
    ontology = root / "ontology"
    order = contract_of(ontology).order
    refused = False
    changed = []
    files = [file for path in paths for file in files_below(path)] or find(root)
    if others := [file for file in files if file.is_relative_to(ontology.resolve())]:
        raise BadArgument(
            f"{others[0]} is not a curated file and was left unchanged; name curated files only."
        )
    for path in files:
        try:
            if format_file(path, order, check=check):
                changed.append(path)
        except BadFile as error:
            refused = True
            print(error, file=sys.stderr)
        except OSError as error:
            refused = True
            print(f"{options.told(error)}. Mend the path or its permissions.", file=sys.stderr)
    for path in changed:
        print(f"{path}: {'is not in canonical form' if check else 'rewritten'}")
    return int(refused or (check and bool(changed)))


@click.command()
@options.var
def quads(var: Path) -> int:
    """Writes the current snapshot as N-Quads, and last of all the quad that names it.

    For an engine that is to answer in place of ours: it must hold this and nothing else.

    \b
    Example:
      averment quads > quads.nq
    """
    snapshot = current(var)
    with snapshot.quads.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.write(marker(snapshot.id))
    return 0


@click.command()
@click.option("--out", type=options.PATH, required=True, help="folder to write to")
@click.pass_obj
def ontology(root: Path, out: Path) -> int:
    """Writes the whole ontology as one file (Turtle, RDF/XML, JSON-LD, N-Triples), likewise all
    shapes, the rules below rules/, and context.jsonld. The same files give the same bytes.
    """
    (out / "rules").mkdir(parents=True, exist_ok=True)
    for name, content in sorted(ontology_files(root).items()):
        (out / name).write_bytes(content)
        print(f"{out / name}: {len(content):,} bytes")
    return 0


def ontology_files(root: Path) -> dict[str, bytes]:
    """What `averment ontology` writes, by path."""
    source = read_ontology(root / "ontology")
    served = publications(source)
    files = {
        f"{name}.{ending}": content
        for name, path in (("averment", "/ontology"), ("averment-shapes", "/shape"))
        for ending, content in served[path].content.items()
    }
    described = reference(source, make_contract(source))
    files["context.jsonld"] = context_text(source, described).encode()
    return files | {f"rules/{rule.name}.rq": rule.text.encode() for rule in source.rules}


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
    counts = {one: sum(f.severity is one for f in findings if not f.accepted) for one in Severity}
    told = [f"{count} of severity {one}" for one, count in counts.items() if count]
    if accepted := sum(bool(f.accepted) for f in findings):
        told.append(f"{accepted} accepted")
    return ", ".join(told) or "nothing to mend"
