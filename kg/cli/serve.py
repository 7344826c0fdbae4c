"""The commands that start the service, and the curator's desk in the browser."""

import os
import sys
from pathlib import Path
from typing import Final

import click

from kg.cli import options

PORT: Final = click.IntRange(0, 65535)


@click.command()
@click.option("--host", help="address to listen on (default: 127.0.0.1)")
@click.option("--port", type=PORT, help="port to listen on (default: 8000; 0: a free one)")
@click.option("--deadline", type=float, help="seconds for a question (default: 10)")
@click.option(
    "--dataset",
    type=options.PATH,
    multiple=True,
    metavar="FILE",
    help="serve this RDF file at /sparql, as it is, and no snapshot; may be given again",
)
@click.option("--base", metavar="IRI", help="base of relative IRIs in the files and in queries")
@click.argument("files", type=options.PATH, nargs=-1, metavar="[FILE]...")
@options.var
def serve(dataset: tuple[Path, ...], files: tuple[Path, ...], **settings: object) -> None:
    """Serves /sparql, /graphql, /id/…, /queries/… and the pages. Stop with Ctrl-C or SIGTERM.

    With --dataset, /sparql alone over RDF files exactly as they are: what they have outside any
    graph is the default graph, their named graphs are those that can be asked, and no prefix is
    declared.

    \b
    Example:
      averment serve --dataset mine.ttl graphs.trig
    """
    if files and not dataset:
        raise click.UsageError(f"{files[0]} is an RDF file; write --dataset before it to serve it")
    # Becomes the service: `api` is started as a program, since this package never imports it.
    environment = dict(os.environ)
    if dataset:
        environment["AVERMENT_DATASET"] = os.pathsep.join(map(str, (*dataset, *files)))
    for name, value in settings.items():
        if value is not None:
            environment[f"AVERMENT_{name.upper()}"] = str(value)
    os.execve(sys.executable, [sys.executable, "-m", "api"], environment)  # noqa: S606 - no shell is wanted


@click.command()
@click.option("--port", type=PORT, default=8001, show_default=True, help="port (0: a free one)")
@click.pass_obj
def desk(root: Path, port: int) -> None:
    """Serves the curator's desk on 127.0.0.1, to this machine's browser alone. Stop with Ctrl-C.

    A page shows an article beside what was found in it; a click joins the report to a position
    that it repeats. What is written is what `averment draft`, `join` and `undo` write. Texts and
    drafts lie in var/desk of the checkout.

    \b
    Example:
      averment desk --port 8001
    """
    words = [sys.executable, "-m", "api.desk", str(root), str(port)]
    os.execve(sys.executable, words, dict(os.environ))  # noqa: S606 - no shell is wanted
