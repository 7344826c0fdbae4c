"""What a shell offers while a command is typed: questions, parameters, things, snapshots."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Final

from click import Context, Parameter
from click.shell_completion import CompletionItem

from kg.ask.named import Catalogue, NamedQuestion
from kg.ask.named import Parameter as Chosen
from kg.engine.worker import GRAPH, RESULTS
from kg.errors import AvermentError
from kg.gate.curated import find
from kg.publish.history import CURRENT
from kg.publish.snapshot import MANIFEST

TABLE: Final = "table"
Item = CompletionItem[str]
Offer = Callable[[Context, Parameter, str], list[Item]]


def _offered(items: Callable[[Context, str], Iterable[Item]]) -> Offer:
    """Keeps what goes on from the word begun; where nothing can be read, nothing is offered.

    A line half typed is no place for an error: the command itself will tell it.
    """

    @wraps(items)
    def offer(ctx: Context, _: Parameter, begun: str) -> list[Item]:
        try:
            return [item for item in items(ctx, begun) if item.value.startswith(begun)]
        except (AvermentError, OSError):
            return []

    return offer


@_offered
def question_names(ctx: Context, _: str) -> Iterator[Item]:
    """The named questions, with their titles."""
    for question in _catalogue(ctx).values():
        yield Item(question.slug, help=question.title)


@_offered
def parameter_values(ctx: Context, begun: str) -> Iterator[Item]:
    """The parameters of the question, each with its default, then what may stand for one.

    A shell gives `report=rep-x` as one word, or parted at the sign of equality, as bash does.
    """
    question = _catalogue(ctx).find(ctx.params["question"])
    before: list[str] = [word for word in ctx.params["values"] if word != "="]
    name, equals, _ = begun.partition("=")
    parted = bool(before) and before[-1] in _chosen(question)
    if equals or parted:
        chosen = _chosen(question)[before[-1] if parted else name]
        for value in dict.fromkeys((chosen.shown, *_things(ctx.obj, chosen))):
            yield Item(value if parted else f"{name}={value}")
    else:
        given = {word.partition("=")[0] for word in before}
        for chosen in question.parameters:
            if chosen.name not in given:
                yield Item(f"{chosen.name}={chosen.shown}", help=chosen.expects)


@_offered
def format_names(ctx: Context, _: str) -> Iterator[Item]:
    """The formats of answers."""
    yield from map(Item, (TABLE, *RESULTS, *GRAPH))


@_offered
def snapshot_names(ctx: Context, _: str) -> Iterator[Item]:
    """The snapshots that lie below the folder of this command, and the name of the newest."""
    folder: Path = ctx.params["var"] / "snapshots"
    yield Item(CURRENT, help="the snapshot that is published")
    names = {path.parent.resolve().name for path in folder.glob(f"*/{MANIFEST}")}
    yield from map(Item, sorted(names))


def _catalogue(ctx: Context) -> Catalogue:
    """The questions of the current snapshot, which is not verified while a line is typed."""
    return Catalogue(ctx.params["var"] / "snapshots" / CURRENT / "queries")


def _chosen(question: NamedQuestion) -> dict[str, Chosen]:
    return {parameter.name: parameter for parameter in question.parameters}


def _things(root: Path, chosen: Chosen) -> Iterator[str]:
    """Curated files that are named as the default is."""
    kind, hyphen, _ = chosen.shown.partition("-")
    if chosen.expects.startswith("av:"):
        yield from (p.stem for p in find(root) if p.stem.startswith(kind + hyphen))
