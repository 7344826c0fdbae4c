"""Entity tags: by what they are made of, and by what a client knows (RFC 9110, section 8.8.3)."""

import re
from hashlib import blake2b
from typing import Final

# Of what is another each time, or holds for one reader alone (RFC 9111, section 5.2.2.5).
NOT_STORED: Final = {"Cache-Control": "no-store"}
_TAG: Final = re.compile(r'(?:W/)?("[^"]*")')


def strong_tag(content: bytes) -> str:
    """The tag of bytes: another one for other bytes."""
    return f'"{_digest(content)}"'


def weak_tag(*made_of: object) -> str:
    """The tag of an answer that means the same as long as it is made of the same.

    Its bytes may differ, for a graph has no order.
    """
    return f'W/"{_digest(repr(made_of).encode())}"'


def coded(tag: str, coding: str) -> str:
    """The tag of the same content under a coding; a weak tag holds for all codings."""
    return tag if tag.startswith("W/") else f'{tag[:-1]}-{coding}"'


def is_listed(tag: str, if_none_match: str) -> bool:
    """Whether a client names the tag among those it knows, weak or strong (section 13.1.2)."""
    return tag.removeprefix("W/") in _TAG.findall(if_none_match)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
