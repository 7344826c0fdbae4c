"""What the service is started on: a published snapshot, or files as they are."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from api.process.engines import verify_engine
from kg.engine.dataset import Dataset, Files, files
from kg.publish.history import newest_whole
from kg.terms import brief

if TYPE_CHECKING:
    from api.process.settings import Settings
    from kg.publish.history import Published


class Served(Protocol):
    """What a supervisor loads, and what it passes to its web processes."""

    @property
    def program(self) -> str:
        """The module that a web process runs."""

    @property
    def name(self) -> str:
        """What is served, in words."""

    @property
    def warning(self) -> str:
        """What whoever starts the service should know; "" for nothing."""

    @property
    def arguments(self) -> list[str]:
        """The arguments of a web process beside its descriptors."""

    def load(self) -> Dataset:
        """What workers are asked."""


@dataclass(frozen=True, slots=True)
class ServedSnapshot:
    """A published snapshot, with all its doors."""

    published: Published
    program: str = "api.process.web"

    @property
    def name(self) -> str:
        """By the beginning of its id."""
        return f"snapshot {brief(self.published.snapshot.id)}"

    @property
    def warning(self) -> str:
        """Why it is not the current one, if it is not."""
        return str(self.published.refused or "")

    @property
    def arguments(self) -> list[str]:
        """Its folder, and what is wrong with the current one."""
        refused = self.published.refused
        folder = str(self.published.snapshot.folder)
        return [folder, *((refused.identity, refused.path, refused.cause) if refused else ())]

    def load(self) -> Dataset:
        """The union of its graphs."""
        return Dataset(self.published.snapshot.load())


@dataclass(frozen=True, slots=True)
class ServedFiles:
    """RDF files, at `/sparql` alone."""

    files: Files
    program: str = "api.process.web_files"
    warning: str = ""

    @property
    def name(self) -> str:
        """The names of the files, and which doors there are."""
        return f"{self.files.named()} at /sparql alone,"

    @property
    def arguments(self) -> list[str]:
        """The digest on which answers depend, and the names of the files."""
        return [self.files.identity(), self.files.named()]

    def load(self) -> Dataset:
        """The files as they are."""
        return self.files.load()


FILE_SEPARATOR: Final = os.pathsep


def served_by(settings: Settings) -> Served:
    """What the settings name.

    Raises:
        BadFile: a file of `AVERMENT_DATASET` is missing, or none of RDF.
        NoSnapshot, BadSnapshot: there is nothing published to serve.
        AskError: the endpoint that shall answer holds something else.
    """
    if settings.dataset:
        paths = map(Path, settings.dataset.split(FILE_SEPARATOR))
        return ServedFiles(files(paths, settings.base))
    published = newest_whole(settings.var)
    asyncio.run(verify_engine(settings, published.snapshot))
    return ServedSnapshot(published)
