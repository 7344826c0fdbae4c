"""The digest of an answer: the same for the same rows, in whatever order they come.

It is the SHA-256 of bytes that anybody can make of the answer: of a table as TSV, its first line
and then the others sorted by their bytes; of a graph as N-Triples, its lines sorted; of a boolean,
the line `true` or `false`.
"""

from __future__ import annotations

import re
from contextlib import aclosing
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

import orjson

from kg.errors import BadArgument, TooLarge

if TYPE_CHECKING:
    from kg.engine.protocol import Engine, Question

MOST_BYTES: Final = 16 * 1024 * 1024
# A cell of a table, or the subject or object of a triple; no literal begins or ends so.
_BLANK: Final = re.compile(rb'(?:^|\t)_:|\s_:[^\s"]+ \.$', re.MULTILINE)


class Digest(NamedTuple):
    """The digest in hexadecimal, and how many rows or triples the answer has."""

    value: str
    size: int


async def digest_of(engine: Engine, question: Question) -> Digest:
    """The digest of a question's answer, whatever format the question names.

    Raises:
        BadArgument: the answer has blank nodes, whose labels are others each time.
        TooLarge: it has more than MOST_BYTES.
        AskError: there is none.
    """
    query = question.query
    format_ = "nt" if query.makes_graph else "json" if query.form == "ASK" else "tsv"
    content = await _whole(engine, replace(question, format=format_))
    if format_ == "json":
        truth = orjson.loads(content)["boolean"]
        return Digest(_sha256(b"true\n" if truth else b"false\n"), 1)
    if _BLANK.search(content):
        raise BadArgument(
            "The answer has blank nodes, whose labels change each time. Ask for IRIs and literals."
        )
    lines = _lines(content)
    head = 0 if format_ == "nt" else 1
    rows = sorted(lines[head:])
    return Digest(_sha256(b"".join([*lines[:head], *rows])), len(rows))


def _lines(content: bytes) -> list[bytes]:
    """Lines with their ends; a carriage return is none, for it may stand in a value."""
    return [line + b"\n" for line in content.removesuffix(b"\n").split(b"\n")] if content else []


async def _whole(engine: Engine, question: Question) -> bytes:
    content = bytearray()
    async with aclosing(await engine.ask(question)) as answer:
        async for piece in answer:
            content += piece
            if len(content) > MOST_BYTES:
                raise TooLarge(
                    f"The answer has more than {MOST_BYTES:,} bytes, the most that can be cited."
                )
    return bytes(content)


def _sha256(content: bytes) -> str:
    return sha256(content).hexdigest()
