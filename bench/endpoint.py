"""Our GraphQL over a record index alone: `python -m bench.endpoint ONTOLOGY INDEX PORT`.

For graphs that were generated, which no snapshot holds.
"""

import gc
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from api.graphql.app import graphql_app
from api.graphql.schema import build_schema
from api.representation.fast_path import FastPath
from kg.ask.reader import Rows
from kg.contract import contract_of
from kg.index import open_records


async def no_engine(query: str) -> Rows:
    """There is none to be asked."""
    raise NotImplementedError(query)


def main(ontology: str, index: str, port: str) -> None:
    contract = contract_of(Path(ontology))
    records = open_records(Path(index))
    endpoint = graphql_app(build_schema(contract), contract, no_engine, records=records)
    # As in a web process of the service: no layers lie before this door, and a collection need not
    # go through what lasts.
    gc.collect()
    gc.freeze()
    served = FastPath(Starlette(), {"/graphql": endpoint})
    uvicorn.run(served, port=int(port), log_level="error", loop="uvloop", http="httptools")


if __name__ == "__main__":
    main(*sys.argv[1:])
