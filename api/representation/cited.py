"""Whether an answer is still the one that was cited."""

import re
from collections.abc import Sequence
from typing import Final

from starlette.exceptions import HTTPException

from kg.engine import Engine, Question, digest_of
from kg.errors import BadArgument

DIGEST: Final = "digest"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def cited_digest(values: Sequence[str]) -> str:
    """The digest that a request names, "" for none; raises BadArgument where that is none."""
    if values and not _SHA256.fullmatch(values[0]):
        raise BadArgument(f"{DIGEST} is “{values[0][:80]}”; it must be 64 hexadecimal digits.")
    return values[0] if values else ""


async def verify_cited(engine: Engine, question: Question, digest: str) -> None:
    """Raises HTTPException, 409, where the answer is no longer the one that was cited."""
    found = await digest_of(engine, question)
    if found.value != digest:
        raise HTTPException(
            409,
            f"This is not the answer that was cited: its digest is {found.value}, not {digest}. "
            "Name the snapshot of the citation in the parameter snapshot.",
        )
