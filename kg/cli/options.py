"""Options that several commands have."""

from pathlib import Path
from typing import Final

import click

PATH: Final = click.Path(path_type=Path)

var = click.option(
    "--var",
    type=PATH,
    default="var",
    envvar="AVERMENT_VAR",
    show_default=True,
    show_envvar=True,
    help="folder of the snapshots",
)


def told(error: OSError) -> str:
    """What the system refused, with the file where it names one."""
    cause = error.strerror or str(error)
    return f"{error.filename}: {cause}" if error.filename else cause
