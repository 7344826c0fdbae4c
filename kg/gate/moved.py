"""Names that are given up: `kg/data/moved.tsv`, and what the gate says of it.

A line a name, sorted: `from`, and `to`, the name of the record that holds it now, or the word
`removed` where none does. A name that stands under `from` is never given again.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import BadFile
from kg.gate.findings import Finding
from kg.gate.gather import Gathered
from kg.rdf.parse import read_text
from kg.terms import AVD

TABLE: Final = "kg/data/moved.tsv"
HEADER: Final = "from\tto"
REMOVED: Final = "removed"
FORM: Final = "write the old name, a tab, and the name that it leads to or “removed”"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def read_moved(root: Path, path: str = TABLE) -> Mapping[str, str | None]:
    """Where each name that is given up leads, None for nowhere; empty where there is no table.

    Raises:
        BadFile: a line is of another form or out of order; with its number.
    """
    if not (root / path).is_file():
        return {}
    header, *lines = read_text(root / path, path).splitlines() or [""]
    if header != HEADER:
        raise BadFile(path, 1, 1, f"the first line is not “{HEADER}”")
    found: dict[str, str | None] = {}
    previous = ""
    for number, line in enumerate(lines, 2):
        name, _, target = line.partition("\t")
        if not _NAME.fullmatch(name) or not (target == REMOVED or _NAME.fullmatch(target)):
            raise BadFile(path, number, 1, f"“{line}” cannot be read; {FORM}")
        if name <= previous:
            raise BadFile(path, number, 1, f"{name} is not in alphabetical order, or appears twice")
        found[name] = None if target == REMOVED else target
        previous = name
    return found


def moved_findings(gathered: Gathered) -> Iterator[Finding]:
    """A table that cannot be read, a name that is given again, one that leads to nothing."""
    try:
        moved = read_moved(gathered.root)
    except BadFile as error:
        yield Finding(error.path, error.line, "moved", error.cause, "Mend the line.")
        return
    for line, (name, target) in enumerate(moved.items(), 2):
        if AVD + name in gathered.places:
            cause = f"avd:{name} is described, but its name was given up"
            yield Finding(TABLE, line, "moved", cause, "Give what is described another name.")
        if target and AVD + target not in gathered.places:
            cause = f"avd:{name} leads to avd:{target}, which is described nowhere"
            yield Finding(TABLE, line, "moved", cause, "Name the record that holds it now.")
