"""All quads of a snapshot as one file, plain and packed, with the digest that they are held to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from api.representation.coding import GZIP, GZIP_TYPE, PackedStream
from api.representation.negotiation import GRAPH_TYPES
from api.representation.saved import saved_as
from kg.publish.snapshot import QUADS, Snapshot

PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Dump:
    """Answers `/dump.nq`, `/dump.nq.gz` and `/dump.nq.sha256`."""

    snapshot: Snapshot

    async def respond(self, request: Request) -> Response:
        """The file that the ending of the address names."""
        files = {".nq": self._plain, ".gz": self._packed, ".sha256": self._digest}
        return files[PurePath(request.url.path).suffix]()

    def _plain(self) -> Response:
        """The quads as N-Quads, in the order of their lines; parts can be asked for (Range)."""
        return FileResponse(
            self.snapshot.quads, headers=self._headers(""), media_type=GRAPH_TYPES["nq"][0]
        )

    def _packed(self) -> Response:
        """The same as a file of gzip."""
        pieces = _pieces(self.snapshot.quads)
        return StreamingResponse(pieces, headers=self._headers(".gz"), media_type=GZIP_TYPE)

    def _digest(self) -> Response:
        """The SHA-256 of the plain file, as `sha256sum --check` reads it."""
        return PlainTextResponse(f"{self.snapshot.digest(QUADS)}  {self._name}\n")

    @property
    def _name(self) -> str:
        return saved_as(self.snapshot.id, "nq")

    def _headers(self, ending: str) -> dict[str, str]:
        return {
            "Content-Disposition": f'attachment; filename="{self._name}{ending}"',
            "ETag": f'"{self.snapshot.digest(QUADS)}{ending}"',
        }


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    stream = PackedStream(GZIP)
    with path.open("rb") as file:
        while piece := await run_in_threadpool(file.read, PIECE):
            yield await stream.pack(piece, last=False)
    yield await stream.pack(b"", last=True)
