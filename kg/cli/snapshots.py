"""The command that lists published snapshots, and removes old ones."""

from pathlib import Path

import click

from kg.cli import options
from kg.publish.kept import Kept, kept, prune

MEGABYTE = 1_000_000


@click.command()
@options.var
@click.option("--prune", "removes", is_flag=True, help="remove all but the newest ones")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="how many --prune leaves, the current one among them",
)
def snapshots(var: Path, removes: bool, keep: int) -> int:
    """Lists the snapshots that can be asked, the one published last first.

    An answer that was cited can be checked as long as its snapshot is kept. The current snapshot is
    never removed.

    \b
    Examples:
      averment snapshots
      averment snapshots --prune --keep 3
    """
    if removes:
        for one in prune(var, keep):
            print(f"removed  {_line(one)}")
    for one in kept(var):
        print(f"{'current' if one.is_current else '':7}  {_line(one)}")
    return 0


def _line(one: Kept) -> str:
    size = f"{one.bytes / MEGABYTE:,.1f} MB"
    return f"{one.snapshot.id}  {one.written:%Y-%m-%d %H:%M}  {size:>10}"
