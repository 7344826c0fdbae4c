"""Content codings: which one a client takes, what gains by it, bytes whole and in pieces."""

import asyncio
import sys
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Protocol

from cachetools import LRUCache

from api.representation.negotiation import weighted

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP: Final = "gzip"
GZIP_TYPE: Final = "application/gzip"
ZSTD: Final = "zstd"
# Below this size packing saves no packet.
SMALL: Final = 1200
# What is larger is packed in a thread, so that the event loop answers others meanwhile.
LARGE: Final = 32 * 1024
# A level less makes a large page a tenth larger; a level more takes longer and saves little.
GZIP_LEVEL: Final = 4
# As small as gzip at its level, in a quarter of the time.
ZSTD_LEVEL: Final = 3
CACHE_BYTES: Final = 8 * 1024 * 1024
_GZIP_FORMAT: Final = 16 + zlib.MAX_WBITS
_GAINING: Final = (b"text/", b"application/", b"image/svg+xml")


def coding_for(accept_encoding: str) -> str:
    """The coding that a client likes best, "" where it likes none no less (section 12.5.3).

    Zstandard (RFC 8878) is for those who name it: `*` is also sent by clients that know it not.
    """
    if not accept_encoding:
        return ""
    weights = dict(weighted(accept_encoding))
    likings = {
        ZSTD: weights.get(ZSTD, 0.0),
        GZIP: weights.get(GZIP, weights.get("x-gzip", weights.get("*", 0.0))),
    }
    best = max(likings, key=lambda coding: likings[coding])
    return best if likings[best] > 0 and likings[best] >= weights.get("identity", 0.0) else ""


def gains(content_type: bytes) -> bool:
    """Whether a type is text of some kind; fonts, pictures and archives are packed already."""
    return content_type.startswith(_GAINING) and content_type != GZIP_TYPE.encode()


class _Coder(Protocol):
    def pack(self, piece: bytes, *, last: bool) -> bytes:
        """The packed bytes of the next piece, to be unpacked as soon as they have come."""


class _Gzip:
    def __init__(self) -> None:
        self._compress = zlib.compressobj(GZIP_LEVEL, wbits=_GZIP_FORMAT)

    def pack(self, piece: bytes, *, last: bool) -> bytes:
        mode = zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH
        return self._compress.compress(piece) + self._compress.flush(mode)


class _Zstd:
    def __init__(self) -> None:
        self._compress = zstd.ZstdCompressor(ZSTD_LEVEL)

    def pack(self, piece: bytes, *, last: bool) -> bytes:
        if last:
            return self._compress.compress(piece, self._compress.FLUSH_FRAME)
        return self._compress.compress(piece, self._compress.FLUSH_BLOCK)


_CODERS: Final[Mapping[str, Callable[[], _Coder]]] = MappingProxyType({ZSTD: _Zstd, GZIP: _Gzip})


class Packer:
    """Packs whole bodies, and caches those that have a tag."""

    def __init__(self) -> None:
        self._cache: LRUCache[tuple[str, str], bytes] = LRUCache(CACHE_BYTES, getsizeof=len)

    async def pack(self, content: bytes, coding: str, tag: str) -> bytes:
        """The packed bytes. `tag` is the content's, "" for content that is not cached."""
        if (coding, tag) in self._cache:
            return self._cache[coding, tag]
        packed = await PackedStream(coding).pack(content, last=True)
        if tag and len(packed) <= CACHE_BYTES:
            self._cache[coding, tag] = packed
        return packed


class PackedStream:
    """Packs a body in pieces; each piece can be unpacked as soon as it has come."""

    def __init__(self, coding: str) -> None:
        """`coding` is GZIP or ZSTD."""
        self._coder = _CODERS[coding]()

    async def pack(self, piece: bytes, *, last: bool) -> bytes:
        """The packed bytes of the next piece, with the end of the body after the last."""
        if len(piece) > LARGE:
            return await asyncio.to_thread(self._coder.pack, piece, last=last)
        return self._coder.pack(piece, last=last)
