"""All quads of a snapshot as one file, plain and packed, with the digest that they are held to."""

from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from api.representation.coding import GZIP, GZIP_TYPE, PackedStream
from api.representation.negotiation import GRAPH_TYPES
from api.representation.saved import saved_as
from kg.publish.snapshot import QUADS, Snapshot
from kg.publish.trig import trig_pieces

PIECE: Final = 1024 * 1024
TRIG: Final = "trig"


class Dump:
    """Answers `/dump.nq` and `/dump.trig`, the same with `.gz`, and their digests, `.sha256`."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._digests = {"nq": snapshot.digest(QUADS)}

    async def respond(self, request: Request) -> Response:
        """The file that the endings of the address name."""
        _, format_, *more = request.url.path.split(".")
        if more == ["sha256"]:
            digest = await run_in_threadpool(self._digest, format_)
            return PlainTextResponse(f"{digest}  {saved_as(self._snapshot.id, format_)}\n")
        if more == ["gz"]:
            pieces = _packed(self._pieces(format_))
            headers = self._headers(f"{format_}.gz")
            return StreamingResponse(pieces, headers=headers, media_type=GZIP_TYPE)
        return self._plain(format_)

    def _plain(self, format_: str) -> Response:
        """N-Quads in the order of their lines, of which parts can be asked for (Range), or TriG."""
        headers, media_type = self._headers(format_), GRAPH_TYPES[format_][0]
        if format_ == TRIG:
            pieces = iterate_in_threadpool(self._pieces(format_))
            return StreamingResponse(pieces, headers=headers, media_type=media_type)
        return FileResponse(self._snapshot.quads, headers=headers, media_type=media_type)

    def _pieces(self, format_: str) -> Iterator[bytes]:
        quads = self._snapshot.quads
        return trig_pieces(quads) if format_ == TRIG else _read(quads)

    def _digest(self, format_: str) -> str:
        """The SHA-256 of the plain file; that of TriG takes seconds to make, and is kept."""
        if format_ not in self._digests:
            whole = sha256()
            for piece in self._pieces(format_):
                whole.update(piece)
            self._digests[format_] = whole.hexdigest()
        return self._digests[format_]

    def _headers(self, ending: str) -> dict[str, str]:
        name = saved_as(self._snapshot.id, ending)
        tag = f"{self._digests['nq']}.{ending}"
        return {"Content-Disposition": f'attachment; filename="{name}"', "ETag": f'"{tag}"'}


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


async def _packed(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    stream = PackedStream(GZIP)
    async for piece in iterate_in_threadpool(pieces):
        yield await stream.pack(piece, last=False)
    yield await stream.pack(b"", last=True)
