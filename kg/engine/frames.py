"""How a web process and a worker talk: length-prefixed frames over one socket."""

from enum import IntEnum
from struct import Struct
from typing import Final

import orjson

from kg.engine.guard import restored
from kg.engine.protocol import Question

HEADER: Final = Struct(">BI")
PIECE: Final = 64 * 1024


class Frame(IntEnum):
    """Kinds of frame. A question is one frame; an answer is any number of MORE and one LAST."""

    QUESTION = 0
    MORE = 1
    LAST = 2
    REFUSED = 3
    FAILED = 4


def packed(kind: Frame, content: bytes) -> bytes:
    """One frame as bytes: kind, length, content."""
    return HEADER.pack(kind, len(content)) + content


def packed_question(question: Question) -> bytes:
    """A question as one frame, with what the guard found out about its query."""
    query = question.query
    content = (
        (query.text, query.form, query.default_graphs, query.named_graphs),
        question.format,
        question.default_graphs,
        question.named_graphs,
    )
    return packed(Frame.QUESTION, orjson.dumps(content))


def unpacked_question(content: bytes) -> Question:
    """The question in a frame's content."""
    (text, form, default, named), format_, default_graphs, named_graphs = orjson.loads(content)
    query = restored(text, form, tuple(default), tuple(named))
    return Question(query, format_, tuple(default_graphs), tuple(named_graphs))


class FrameBuffer:
    """Takes bytes as they come, and gives whole frames."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, content: bytes) -> None:
        """Takes the next bytes."""
        self._held += content

    def take(self) -> tuple[Frame, bytes] | None:
        """The next frame if all of it is here."""
        if len(self._held) < HEADER.size:
            return None
        kind, length = HEADER.unpack_from(self._held)
        end = HEADER.size + length
        if len(self._held) < end:
            return None
        content = bytes(memoryview(self._held)[HEADER.size : end])
        del self._held[:end]
        return Frame(kind), content
