"""Which curated files a check is to tell of: by their paths, or by what git says has changed."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.errors import AvermentError
from kg.gate.curated import find

DATA: Final = "kg/data"


class NotCurated(AvermentError):
    """A path or a revision that names no curated file."""


def files_at(root: Path, paths: Iterable[Path]) -> frozenset[str]:
    """The curated files that paths name, a folder for all below it; relative to the checkout.

    Args:
        root: the checkout.
        paths: as they were typed: relative to the working directory or, where nothing stands
            there, to the checkout.

    Raises:
        NotCurated: a path is missing, outside kg/data, or holds no Turtle file.
    """
    return frozenset(name for path in paths for name in _named(root.resolve(), path))


def _named(root: Path, path: Path) -> list[str]:
    places = [place.resolve() for place in (path, root / path) if place.exists()]
    if not places:
        raise NotCurated(f"{path}: there is no such file or folder below {root}. Mend the path.")
    place = next((each for each in places if each.is_relative_to(root / DATA)), None)
    if place is None:
        cause = f"{path}: it is outside {DATA}, where the curated files of {root} are"
        raise NotCurated(f"{cause}. Name a file or a folder there.")
    inside = place.relative_to(root).as_posix()
    files = [place] if place.is_file() else find(root, inside)
    if not files or any(file.suffix != ".ttl" for file in files):
        raise NotCurated(f"{path}: there is no curated file. Name a file that ends in .ttl.")
    return [file.relative_to(root).as_posix() for file in files]


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """The curated files that are new or otherwise than in a revision of git, committed or not.

    Raises:
        NotCurated: git knows no such revision, or the checkout is not in git.
    """
    words = ("diff", "--name-only", "-z", "--relative", "--diff-filter=d", revision)
    changed = _git(root, *words, "--", DATA)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", DATA)
    names = (name for told in (changed, new) for name in told.split("\0"))
    return frozenset(name for name in names if name.endswith(".ttl"))


def _git(root: Path, *words: str) -> str:
    told = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False)  # noqa: S603, S607 - no shell, the user's own git
    if told.returncode:
        raise NotCurated(f"git cannot tell what has changed: {told.stderr.strip().splitlines()[0]}")
    return told.stdout
