"""Brings curated files into canonical form."""

from pathlib import Path

from kg.desk.files import replace
from kg.rdf.canonical import Order, canonical
from kg.rdf.parse import read_text


def format_file(path: Path, order: Order, check: bool = False) -> bool:
    """Whether the file differed from its canonical form; unless `check`, it is rewritten.

    Raises:
        BadFile: as `canonical`, or the file is not UTF-8.
    """
    text = read_text(path, str(path))
    mended = canonical(text, order, str(path))
    if mended == text:
        return False
    if not check:
        replace(path, mended)
    return True
