"""The command that starts the service."""

import os
import sys

import click

from kg.cli import options


@click.command()
@click.option("--host", help="address to listen on (default: 127.0.0.1)")
@click.option("--port", type=int, help="port to listen on (default: 8000; 0: a free one)")
@click.option("--deadline", type=float, help="seconds for a question (default: 10)")
@options.var
def serve(**settings: object) -> None:
    """Serves /sparql, /graphql, /id/…, /queries/… and the pages. Stop with Ctrl-C or SIGTERM."""
    # Becomes the service: `api` is started as a program, since this package never imports it.
    environment = dict(os.environ)
    for name, value in settings.items():
        if value is not None:
            environment[f"AVERMENT_{name.upper()}"] = str(value)
    os.execve(sys.executable, [sys.executable, "-m", "api"], environment)  # noqa: S606 - no shell is wanted
