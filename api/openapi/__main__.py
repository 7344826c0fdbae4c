"""Prints the document: `python -m api.openapi > api/openapi/openapi.json`."""

import sys

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from api.openapi.document import printed
from api.rest import Doors, rest


async def unasked(_: Request, __: str = "") -> Response:
    """Stands where a door will: the document tells of addresses, not of who answers."""
    raise NotImplementedError


def main() -> None:
    app = FastAPI()
    app.include_router(rest(Doors(*[unasked] * len(Doors._fields))))
    sys.stdout.buffer.write(printed(app))


if __name__ == "__main__":
    main()
