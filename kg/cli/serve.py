"""The command that starts the service."""

import os
import sys
from pathlib import Path

import click

from kg.cli import options


@click.command()
@click.option("--host", help="address to listen on (default: 127.0.0.1)")
@click.option("--port", type=int, help="port to listen on (default: 8000; 0: a free one)")
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
        raise click.UsageError(f"{files[0]} is served with --dataset before it")
    # Becomes the service: `api` is started as a program, since this package never imports it.
    environment = dict(os.environ)
    if dataset:
        environment["AVERMENT_DATASET"] = os.pathsep.join(map(str, (*dataset, *files)))
    for name, value in settings.items():
        if value is not None:
            environment[f"AVERMENT_{name.upper()}"] = str(value)
    os.execve(sys.executable, [sys.executable, "-m", "api"], environment)  # noqa: S606 - no shell is wanted
