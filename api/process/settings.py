"""Settings of the service: one table, read once from the environment."""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "AVERMENT_"
MEGABYTE = 1024 * 1024
ZERO_MEANS = frozenset({"port", "kept_answers"})
LAST_PORT = 65535
_ORIGIN = re.compile(r"https?://[^/?#@\s<>\"]+")


class BadSetting(ValueError):
    """An environment variable that cannot be read, named with its value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is the variable AVERMENT_<FIELD> in the environment."""

    var: Path = field(default=Path("var"), metadata={"help": "folder of the snapshots"})
    dataset: str = field(
        default="",
        metadata={"help": "RDF files to serve in place of a snapshot, with `:` between them"},
    )
    base: str = field(
        default="",
        metadata={
            "help": "IRI against which relative IRIs of `AVERMENT_DATASET` and of queries are "
            "resolved; without one, the files' own addresses"
        },
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address to listen on"})
    origin: str = field(
        default="",
        metadata={
            "help": "where others reach the service, `https://graph.example.org`; without it links "
            "in feeds and descriptions lead to the address that was asked"
        },
    )
    port: int = field(default=8000, metadata={"help": "port to listen on; 0 takes a free one"})
    processes: int = field(default=2, metadata={"help": "web processes, each with its own workers"})
    deadline: float = field(
        default=10.0, metadata={"help": "seconds for one question, waiting included"}
    )
    worker_memory: int = field(
        default=1024, metadata={"help": "megabytes a question may take beyond the snapshot"}
    )
    long_questions: int = field(
        default=8,
        metadata={"help": "questions that a web process lets run on after a tenth of a second"},
    )
    waiting: int = field(
        default=256, metadata={"help": "questions that may wait for a worker of a web process"}
    )
    kept_answers: int = field(
        default=64,
        metadata={
            "help": "megabytes of answers that a web process keeps, for repeated requests; "
            "0 keeps none"
        },
    )
    snapshots: int = field(
        default=2,
        metadata={"help": "snapshots that a web process holds open beside the current one"},
    )
    engine: str = field(
        default="",
        metadata={"help": "address of a SPARQL 1.1 endpoint that answers in place of our workers"},
    )
    engine_connections: int = field(
        default=8, metadata={"help": "questions that a web process asks the endpoint at once"}
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The table with the environment's values in place of defaults.

        Raises:
            BadSetting: a value is not a number where one is wanted, or below what makes sense, or
                two exclude each other.
        """
        given: dict[str, Any] = {}
        for setting in fields(cls):
            text = environment.get(PREFIX + setting.name.upper())
            if text is not None:
                given[setting.name] = _read(setting.name, setting.default, text)
        settings = cls(**given)
        if settings.dataset and settings.engine:
            raise BadSetting(
                f"{PREFIX}DATASET and {PREFIX}ENGINE are both set; files are answered by "
                "Averment's own workers, so unset one of them"
            )
        return settings


def _read(name: str, default: object, text: str) -> object:
    if name == "engine" and text and not text.startswith(("http://", "https://")):
        raise BadSetting(f"{PREFIX}ENGINE is “{text}”; it must be an http:// or https:// address")
    if name == "origin" and text and not _ORIGIN.fullmatch(text):
        raise BadSetting(
            f"{PREFIX}ORIGIN is “{text}”; it must be http:// or https:// and a host, without a path"
        )
    kind = Path if isinstance(default, Path) else type(default)
    try:
        value = kind(text)  # type: ignore[call-arg]
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{name.upper()} is “{text}”; it must be a number") from error
    if isinstance(value, int | float):
        _check_number(name, value, text)
    return value


def _check_number(name: str, value: float, text: str) -> None:
    """Refuses what no count, size or time can be."""
    variable = PREFIX + name.upper()
    if not math.isfinite(value) or value < 0 or (value == 0 and name not in ZERO_MEANS):
        least = "0 or above" if name in ZERO_MEANS else "above 0"
        raise BadSetting(f"{variable} is {text}; it must be {least}")
    if name == "port" and value > LAST_PORT:
        raise BadSetting(f"{variable} is {text}; ports end at {LAST_PORT}")
