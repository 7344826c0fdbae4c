"""The content coding gzip: RFC 9110, section 12.5.3."""

import asyncio
import gzip
import zlib

import pytest

from api.representation.coding import CACHE_BYTES, LARGE, PackedStream, Packer, gains, takes_gzip


@pytest.mark.parametrize(
    "accepted",
    [
        *("gzip", "GZIP", "x-gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1"),
        *("*", "*;q=0.5", "identity;q=0, *", "gzip;q=0.5, identity;q=0.5", "deflate,gzip;q=0.001"),
    ],
)
def test_who_takes_gzip_gets_it(accepted: str) -> None:
    assert takes_gzip(accepted)


@pytest.mark.parametrize(
    "accepted",
    [
        *("", "identity", "deflate, br", "gzip;q=0", "gzip;q=0.000", "GZip; Q=0", "*;q=0"),
        *("gzip;q=0, *", "gzip;q=0.5, identity", "gzip;q=0.5, identity;q=0.9", "gzip;q=much"),
    ],
)
def test_who_does_not_gets_none(accepted: str) -> None:
    assert not takes_gzip(accepted)


def test_text_gains_by_it_fonts_and_pictures_do_not() -> None:
    types = (b"text/html; charset=utf-8", b"application/ld+json", b"image/svg+xml")
    assert all(gains(each) for each in types)
    assert not any(gains(each) for each in (b"font/woff2", b"image/png", b""))


def test_a_body_with_a_tag_is_packed_once() -> None:
    async def twice(packer: Packer, tag: str) -> tuple[bytes, bytes]:
        return await packer.pack(b"a" * LARGE * 2, tag), await packer.pack(b"a" * LARGE * 2, tag)

    first, again = asyncio.run(twice(Packer(), '"a"'))
    assert gzip.decompress(first) == b"a" * LARGE * 2
    assert again is first
    first, again = asyncio.run(twice(Packer(), ""))
    assert again == first
    assert again is not first


def test_a_body_larger_than_the_cache_is_packed_all_the_same() -> None:
    noise = b"".join(
        zlib.crc32(str(n).encode()).to_bytes(4, "big") for n in range(CACHE_BYTES // 3)
    )
    assert gzip.decompress(asyncio.run(Packer().pack(noise, '"a"'))) == noise


def test_each_piece_of_a_stream_can_be_read_when_it_has_come() -> None:
    async def packed(pieces: list[bytes]) -> list[bytes]:
        stream = PackedStream()
        return [await stream.pack(each, last=each == b"") for each in pieces]

    sent = [b"a" * 100, b"b" * LARGE * 2, b"c", b""]
    reader = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    assert [reader.decompress(each) for each in asyncio.run(packed(sent))] == sent
    assert reader.eof
