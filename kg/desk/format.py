"""Brings curated files into canonical form."""

from pathlib import Path

from kg.desk.files import replace
from kg.errors import BadArgument
from kg.gate.curated import find
from kg.rdf.canonical import Order, canonical
from kg.rdf.parse import read_text


def files_below(path: Path) -> list[Path]:
    """A file, or the Turtle files below a folder.

    Raises:
        BadArgument: the folder holds none.
    """
    files = find(path.resolve(), "") if path.is_dir() else [path.resolve()]
    if not files:
        raise BadArgument(f"{path}: there is no Turtle file below this folder.")
    return files


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
