"""The commands that ask the current snapshot: named questions and SPARQL."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from kg.ask.named import Catalogue, NamedQuestion
from kg.ask.search import TextIndex
from kg.ask.values import Values
from kg.cli import options
from kg.cli.complete import format_names, parameter_values, question_names
from kg.contract import make_contract
from kg.contract.ontology import read_ontology
from kg.engine import examine
from kg.engine.local import LocalEngine
from kg.errors import BadArgument
from kg.publish.history import current
from kg.publish.snapshot import Snapshot
from kg.terms import short

format_option = click.option(
    "--format",
    "format_",
    metavar="NAME",
    shell_complete=format_names,
    help="table (default on a terminal), csv (default elsewhere), json, xml, tsv; "
    "for graphs ttl (default), nt, rdf, jsonld, trig, nq",
)


@click.command()
@click.argument("question", required=False, shell_complete=question_names)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=parameter_values)
@format_option
@options.var
def ask(var: Path, question: str | None, values: Sequence[str], format_: str | None) -> int:
    """Asks one of the named questions of the current snapshot.

    Without a QUESTION it lists them with their parameters. A thing may be named by its id, an ISO
    code or a name.

    \b
    Example:
      averment ask agreements-of-state state=POL
    """
    snapshot = current(var)
    catalogue = Catalogue(snapshot.queries)
    if question is None:
        _print_catalogue(catalogue)
        return 0
    given = dict(_assignment(word) for word in values)
    return _answer(snapshot, _bound(snapshot, catalogue.find(question), given), format_)


@click.command()
@click.argument("text", metavar="QUERY")
@format_option
@options.var
def query(var: Path, text: str, format_: str | None) -> int:
    """Asks a query of the current snapshot: QUERY is its text, or @FILE, or - for standard input.

    The prefixes av, avc, avd, skos, rdf, rdfs, owl, xsd and dcterms need no declaration.

    \b
    Example:
      averment query 'SELECT ?state { ?state a av:State }' --format csv
    """
    if text == "-":
        text = sys.stdin.read()
    elif text.startswith("@"):
        path = Path(text[1:])
        try:
            text = path.read_text("utf-8")
        except OSError as error:
            raise BadArgument(f"{path} cannot be read: {error.strerror}") from error
    return _answer(current(var), text, format_)


def _bound(snapshot: Snapshot, question: NamedQuestion, given: dict[str, str]) -> str:
    """The query with what is meant by the given values."""
    if not given:
        return question.bind({})
    ontology = read_ontology(snapshot.ontology)
    index = TextIndex(snapshot.texts)
    values = Values(index, make_contract(ontology), ontology, snapshot.moved())
    return values.bind(question, given)


def _answer(snapshot: Snapshot, text: str, format_: str | None) -> int:
    asked = examine(text)
    engine = LocalEngine(snapshot.load())
    form = format_ or ("table" if sys.stdout.isatty() else None)
    if form == "table" and not asked.makes_graph:
        _print_table(*engine.table(asked))
    else:
        engine.write(asked, None if form == "table" else form, sys.stdout.buffer)
    return 0


def _assignment(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise BadArgument(f"“{word}” is not a parameter; write name=value")
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
