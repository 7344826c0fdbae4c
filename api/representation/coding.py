"""The content coding gzip: who takes it, what gains by it, bytes whole and in pieces."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from typing import Final

from cachetools import LRUCache

from api.representation.negotiation import weighted

GZIP: Final = "gzip"
GZIP_TYPE: Final = "application/gzip"
# Below this size packing saves no packet.
SMALL: Final = 1200
# What is larger is packed in a thread, so that the event loop answers others meanwhile.
LARGE: Final = 32 * 1024
# A level less makes a large page a tenth larger; a level more takes longer and saves little.
LEVEL: Final = 4
CACHE_BYTES: Final = 8 * 1024 * 1024
_GZIP_FORMAT: Final = 16 + zlib.MAX_WBITS
_GAINING: Final = (b"text/", b"application/", b"image/svg+xml")


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes gzip, and likes it no less than no coding (section 12.5.3)."""
    if not accept_encoding:
        return False
    weights = dict(weighted(accept_encoding))
    liked = weights.get(GZIP, weights.get("x-gzip", weights.get("*", 0.0)))
    return liked > 0 and liked >= weights.get("identity", 0.0)


def gains(content_type: bytes) -> bool:
    """Whether a type is text of some kind; fonts, pictures and archives are packed already."""
    return content_type.startswith(_GAINING) and content_type != GZIP_TYPE.encode()


class Packer:
    """Packs whole bodies, and caches those that have a tag."""

    def __init__(self) -> None:
        self._cache: LRUCache[str, bytes] = LRUCache(CACHE_BYTES, getsizeof=len)

    async def pack(self, content: bytes, tag: str) -> bytes:
        """The packed bytes. `tag` is the content's, "" for content that is not cached."""
        if tag in self._cache:
            return self._cache[tag]
        packed = await _off_the_loop(content, lambda: gzip.compress(content, LEVEL, mtime=0))
        if tag and len(packed) <= CACHE_BYTES:
            self._cache[tag] = packed
        return packed


class PackedStream:
    """Packs a body in pieces; each piece can be unpacked as soon as it has come."""

    def __init__(self) -> None:
        self._compress = zlib.compressobj(LEVEL, wbits=_GZIP_FORMAT)

    async def pack(self, piece: bytes, *, last: bool) -> bytes:
        """The packed bytes of the next piece, with the end of the body after the last."""
        mode = zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH
        return await _off_the_loop(
            piece, lambda: self._compress.compress(piece) + self._compress.flush(mode)
        )


async def _off_the_loop(content: bytes, pack: Callable[[], bytes]) -> bytes:
    """Packs in a thread what would keep others waiting."""
    return await asyncio.to_thread(pack) if len(content) > LARGE else pack()
