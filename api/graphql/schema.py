"""The schema of a contract.

`python -m api.graphql.schema` prints the one that is served, to be written to
`api/graphql/schema.graphql`; of a released version it prints none that breaks what stands there.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import strawberry
from graphql import GraphQLInterfaceType, GraphQLObjectType, find_breaking_changes
from graphql import build_schema as read_schema
from strawberry.schema.config import StrawberryConfig

from api.graphql.annotations import URL
from api.graphql.types import TypeMaker
from kg.contract import contract_of
from kg.errors import AvermentError

if TYPE_CHECKING:
    from kg.contract import Contract

ROOT: Final = Path(__file__).parents[2]
WRITTEN: Final = Path(__file__).with_name("schema.graphql")


class BrokenPromise(AvermentError):
    """A schema would take back what a released version offers."""


def build_schema(contract: Contract) -> strawberry.Schema:
    """The strawberry schema of a contract; raises ValueError where it is no valid schema."""
    maker = TypeMaker(contract)
    query = maker.query()
    url = strawberry.scalar(
        name="URL", specified_by_url="https://url.spec.whatwg.org/", description="An address."
    )
    day = strawberry.scalar(
        name="Date",
        description="A day, as ISO 8601 writes it: `2025-03-06`.",
        serialize=date.isoformat,
        parse_value=_day,
    )
    return strawberry.Schema(
        query=query,
        types=maker.objects(),
        config=StrawberryConfig(scalar_map={URL: url, date: day}),
    )


def _day(text: object) -> date:
    """The day of a text; raises ValueError with how one is written."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError("Write a day as 2025-03-06.") from None


def printed(contract: Contract) -> str:
    """The schema in the schema definition language, with a final line break.

    Arguments are described on `Query` alone, where each stands once; everywhere else they take a
    line a field. Introspection describes all of them.
    """
    schema = build_schema(contract)
    for of in schema._schema.type_map.values():
        if isinstance(of, GraphQLObjectType | GraphQLInterfaceType) and of.name != "Query":
            for argument in (each for field in of.fields.values() for each in field.args.values()):
                argument.description = None
    return schema.as_str() + "\n"


def kept(old: str, made: str, changelog: str) -> str:
    """The schema that was made, where it keeps what an older one of the same version promised.

    Raises:
        BrokenPromise: a version that is released would lose a type, field, argument or value.
    """
    lost = find_breaking_changes(read_schema(old), read_schema(made))
    version = re.search(r"^## (\S+)( \(unreleased\))?", changelog, re.MULTILINE)
    if lost and version and not version[2]:
        listed = "\n".join(f"  {each.description}" for each in lost)
        raise BrokenPromise(
            f"This breaks what {version[1]} promises, and that is released:\n{listed}\n"
            "Keep it, or begin another version in pyproject.toml and CHANGELOG.md."
        )
    return made


def _write() -> None:
    old, changelog = WRITTEN.read_text("utf-8"), (ROOT / "CHANGELOG.md").read_text("utf-8")
    try:
        sys.stdout.write(kept(old, printed(contract_of(ROOT / "ontology")), changelog))
    except BrokenPromise as error:
        sys.exit(str(error))


if __name__ == "__main__":
    _write()
