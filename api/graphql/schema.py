"""The schema of a contract.

`python -m api.graphql.schema > api/graphql/schema.graphql` writes down the one that is served.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import strawberry
from graphql import GraphQLInterfaceType, GraphQLObjectType
from strawberry.schema.config import StrawberryConfig

from api.graphql.annotations import URL
from api.graphql.types import TypeMaker
from kg.contract import contract_of

if TYPE_CHECKING:
    from kg.contract import Contract

ROOT: Final = Path(__file__).parents[2]


def build_schema(contract: Contract) -> strawberry.Schema:
    """The strawberry schema of a contract; raises ValueError where it is no valid schema."""
    maker = TypeMaker(contract)
    query = maker.query()
    url = strawberry.scalar(
        name="URL", specified_by_url="https://url.spec.whatwg.org/", description="An address."
    )
    return strawberry.Schema(
        query=query, types=maker.objects(), config=StrawberryConfig(scalar_map={URL: url})
    )


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


if __name__ == "__main__":
    sys.stdout.write(printed(contract_of(ROOT / "ontology")))
