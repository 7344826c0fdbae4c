"""Content codings: RFC 9110, section 12.5.3."""

import asyncio
import gzip
import zlib
from collections.abc import Callable

import pytest

from api.representation.coding import (
    CACHE_BYTES,
    GZIP,
    LARGE,
    ZSTD,
    PackedStream,
    Packer,
    coding_for,
    gains,
    zstd,
)

UNPACK: dict[str, Callable[[bytes], bytes]] = {GZIP: gzip.decompress, ZSTD: zstd.decompress}
CODINGS = pytest.mark.parametrize("coding", [GZIP, ZSTD])


@pytest.mark.parametrize(
    "accepted",
    [
        *("gzip", "GZIP", "x-gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1"),
        *("*", "*;q=0.5", "identity;q=0, *", "gzip;q=0.5, identity;q=0.5", "deflate,gzip;q=0.001"),
        *("gzip, zstd;q=0.9", "gzip, zstd;q=0"),
    ],
)
def test_who_takes_gzip_gets_it(accepted: str) -> None:
    assert coding_for(accepted) == GZIP


@pytest.mark.parametrize(
    "accepted", ["zstd", "gzip, deflate, br, zstd", "*, zstd", "gzip;q=0.5, zstd;q=0.6"]
)
def test_who_likes_zstd_no_less_gets_that(accepted: str) -> None:
    assert coding_for(accepted) == ZSTD


@pytest.mark.parametrize(
    "accepted",
    [
        *("", "identity", "deflate, br", "gzip;q=0", "gzip;q=0.000", "GZip; Q=0", "*;q=0"),
        *("gzip;q=0, *", "gzip;q=0.5, identity", "gzip;q=0.5, identity;q=0.9", "gzip;q=much"),
        *("zstd;q=0", "zstd;q=0.5, identity"),
    ],
)
def test_who_does_not_gets_none(accepted: str) -> None:
    assert coding_for(accepted) == ""


def test_text_gains_by_it_fonts_and_pictures_do_not() -> None:
    types = (b"text/html; charset=utf-8", b"application/ld+json", b"image/svg+xml")
    assert all(gains(each) for each in types)
    assert not any(gains(each) for each in (b"font/woff2", b"image/png", b""))


@CODINGS
def test_a_body_with_a_tag_is_packed_once(coding: str) -> None:
    content = b"a" * LARGE * 2

    async def twice(packer: Packer, tag: str) -> tuple[bytes, bytes]:
        return await packer.pack(content, coding, tag), await packer.pack(content, coding, tag)

    first, again = asyncio.run(twice(Packer(), '"a"'))
    assert UNPACK[coding](first) == content
    assert again is first
    first, again = asyncio.run(twice(Packer(), ""))
    assert again == first
    assert again is not first


def test_a_body_is_packed_once_for_each_coding() -> None:
    async def both() -> tuple[bytes, bytes]:
        packer = Packer()
        return await packer.pack(b"a", GZIP, '"a"'), await packer.pack(b"a", ZSTD, '"a"')

    by_gzip, by_zstd = asyncio.run(both())
    assert gzip.decompress(by_gzip) == zstd.decompress(by_zstd) == b"a"


@CODINGS
def test_a_body_larger_than_the_cache_is_packed_all_the_same(coding: str) -> None:
    noise = b"".join(
        zlib.crc32(str(n).encode()).to_bytes(4, "big") for n in range(CACHE_BYTES // 3)
    )
    assert UNPACK[coding](asyncio.run(Packer().pack(noise, coding, '"a"'))) == noise


@pytest.mark.parametrize(
    ("coding", "reader"),
    [(GZIP, zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)), (ZSTD, zstd.ZstdDecompressor())],
)
def test_each_piece_of_a_stream_can_be_read_when_it_has_come(
    coding: str, reader: zstd.ZstdDecompressor
) -> None:
    async def packed(pieces: list[bytes]) -> list[bytes]:
        stream = PackedStream(coding)
        return [await stream.pack(each, last=each == b"") for each in pieces]

    sent = [b"a" * 100, b"b" * LARGE * 2, b"c", b""]
    assert [reader.decompress(each) for each in asyncio.run(packed(sent))] == sent
    assert reader.eof
