"""What a shell offers while a command is typed: questions, parameters, things, snapshots."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import Final

from click import Context, Parameter
from click.shell_completion import CompletionItem

from kg.ask.named import Catalogue, NamedQuestion
from kg.ask.named import Parameter as Chosen
from kg.contract import Contract, Field, contract_of, make_contract
from kg.contract.ontology import read_ontology
from kg.desk.kinds import linked
from kg.desk.known import Known
from kg.desk.options import Option
from kg.engine.worker import RESULTS
from kg.errors import AvermentError
from kg.gate.curated import find
from kg.publish.history import CURRENT
from kg.publish.snapshot import MANIFEST
from kg.rdf.formats import FORMATS
from kg.terms import AVC

TABLE: Final = "table"
Item = CompletionItem[str]
Offer = Callable[[Context, Parameter, str], list[Item]]


def _offered(items: Callable[[Context, str], Iterable[Item]]) -> Offer:
    """Keeps what goes on from the word begun; where nothing can be read, nothing is offered.

    A half-typed line is no place for an error: the command itself will tell it.
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

    A shell gives `report=doc-x` as one word, or parted at the sign of equality, as bash does.
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
    yield from map(Item, (TABLE, *RESULTS, *FORMATS))


@_offered
def snapshot_names(ctx: Context, _: str) -> Iterator[Item]:
    """The snapshots that lie below the folder of this command, and the name of the newest."""
    folder: Path = ctx.params["var"] / "snapshots"
    yield Item(CURRENT, help="the snapshot that is published")
    names = {path.parent.resolve().name for path in folder.glob(f"*/{MANIFEST}")}
    yield from map(Item, sorted(names))


def values_of(option: Option) -> Offer:
    """What may stand as a value of an option of a form: concepts, or things by their names."""

    @_offered
    def offer(ctx: Context, _: str) -> Iterator[Item]:
        if option.field:
            yield from map(Item, _values(ctx.obj, option.field))
        elif option.kind:
            yield from map(Item, _members(ctx.obj, option.kind))

    return offer


def _values(root: Path, field: Field) -> Iterator[str]:
    ontology = read_ontology(root / "ontology")
    contract = make_contract(ontology)
    if field.schemes:
        known = Known(contract, ontology.triples)
        slugs = (slug for scheme in field.schemes for slug in known.concepts(scheme[len(AVC) :]))
        yield from map(known.bare, slugs)
    else:
        yield from _beginning(root, contract, linked(contract, field))


def _members(root: Path, kind: str) -> Iterator[str]:
    contract = contract_of(root / "ontology")
    yield from _beginning(root, contract, contract.below(kind))


def _beginning(root: Path, contract: Contract, kinds: Iterable[str]) -> Iterator[str]:
    """Curated files named as things of these classes are; their classes are not looked up."""
    slugs = {contract.classes[kind].slug for kind in kinds} - {None}
    begin = tuple(f"{slug}-" for slug in slugs)
    yield from (path.stem for path in find(root) if path.stem.startswith(begin))


def _catalogue(ctx: Context) -> Catalogue:
    """The questions of the current snapshot, which is not verified while a line is typed."""
    return Catalogue(ctx.params["var"] / "snapshots" / CURRENT / "queries")


def _chosen(question: NamedQuestion) -> dict[str, Chosen]:
    return {parameter.name: parameter for parameter in question.parameters}


def _things(root: Path, chosen: Chosen) -> Iterator[str]:
    """What may stand in the place of a default: things, if it is one."""
    for kind in chosen.kinds:
        prefix, _, name = kind.partition(":")
        if prefix == "av":
            yield from _members(root, name)
