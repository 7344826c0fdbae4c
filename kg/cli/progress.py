"""A bar on a terminal that shows how far a long command has come."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from kg.gate.gather import Progress as Report


@contextmanager
def progress(steps: int) -> Iterator[Report]:
    """Gives a function to be called once a step; where there is no terminal, nothing is shown."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("reading", total=steps)

        def report(step: str) -> None:
            bar.update(task, advance=1, description=step[:40].ljust(40))

        yield report
