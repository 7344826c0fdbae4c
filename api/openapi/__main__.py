"""Prints the document: `python -m api.openapi > api/openapi/openapi.json`."""

import sys
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.openapi.document import printed
from api.rest import Doors, rest
from kg.ask.named import Catalogue


async def unasked(_: Request, __: str = "") -> Response:
    """Stands in for a door: the document describes addresses, not their handlers."""
    raise NotImplementedError


def main() -> None:
    app = FastAPI()
    app.include_router(rest(Doors(*[unasked] * len(Doors._fields))))
    questions = Catalogue(Path(__file__).parents[2] / "queries").values()
    sys.stdout.buffer.write(printed(app, questions))


if __name__ == "__main__":
    main()
