"""RDF terms as SPARQL reads them: the one way by which a value becomes part of a query."""

import re
from collections.abc import Iterable
from typing import Final

import pyoxigraph as px

_BEFORE_A_U: Final = re.compile(r"(?<=\\)(?=[uU])")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def is_iri(text: str) -> bool:
    """Whether a text can stand between angle brackets, and nothing in it can close them."""
    try:
        px.NamedNode(text)
    except ValueError:
        return False
    return True


def iri(text: str) -> str:
    """An IRI in angle brackets; raises ValueError where the text is none (RFC 3987)."""
    return str(px.NamedNode(text))


def iris(many: Iterable[str]) -> str:
    """IRIs as the rows of a VALUES block, each once; what is no IRI is left out, not escaped."""
    return " ".join(f"<{each}>" for each in dict.fromkeys(many) if is_iri(each))


def quoted(text: str) -> str:
    """An expression for a text without a language.

    Some engines read codepoint escapes before all else (SPARQL 1.1, section 19.2), so that an
    escaped backslash followed by a u would lose its meaning; such texts are put together from
    parts.
    """
    parts = [f'"{part.translate(_ESCAPES)}"' for part in _BEFORE_A_U.split(text)]
    return parts[0] if len(parts) == 1 else f"CONCAT({', '.join(parts)})"
