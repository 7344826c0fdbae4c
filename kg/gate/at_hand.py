"""The curated files that a check reports on: by their paths, or by what git says has changed."""

import re
import subprocess
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import AvermentError
from kg.gate.curated import find
from kg.rdf.tokens import subject_lines
from kg.terms import AVD

DATA: Final = "kg/data"
_NAMED = re.compile(r"\bavd:([a-z0-9-]+)")
_DESCRIBED = re.compile(r"^avd:([a-z0-9-]+)", re.MULTILINE)


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

    Where a file was deleted, those too that still name what it described.

    Raises:
        NotCurated: git knows no such revision, or the checkout is not in git.
    """
    changed = _differing(root, revision, "d")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", DATA).split("\0")
    deleted = (
        _git(root, "show", f"{revision}:./{name}") for name in _differing(root, revision, "D")
    )
    gone = {iri.removeprefix(AVD) for text in deleted for iri in subject_lines(text)}
    names = {name for name in (*changed, *new) if name.endswith(".ttl")}
    return frozenset(names | set(_naming(root, gone) if gone else ()))


def _differing(root: Path, revision: str, which: str) -> list[str]:
    """The curated files that differ from a revision, of those that the filter of git lets pass."""
    words = ("--name-only", "-z", "--relative", "--no-renames", f"--diff-filter={which}", revision)
    told = _git(root, "diff", *words, "--", DATA)
    return [name for name in told.split("\0") if name.endswith(".ttl")]


def _naming(root: Path, slugs: Collection[str]) -> Iterator[str]:
    """The curated files that name one of these things, if no file describes it."""
    texts = {path: path.read_text("utf-8", errors="replace") for path in find(root)}
    described = {slug for text in texts.values() for slug in _DESCRIBED.findall(text)}
    missing = set(slugs) - described
    for path, text in texts.items():
        if missing.intersection(_NAMED.findall(text)):
            yield path.relative_to(root).as_posix()


def _git(root: Path, *words: str) -> str:
    told = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False)  # noqa: S603, S607 - no shell, the user's own git
    if told.returncode:
        raise NotCurated(f"git cannot tell what has changed: {told.stderr.strip().splitlines()[0]}")
    return told.stdout
