"""The `averment` command: its subcommands, and the exit code of each.

Exit codes: 0 done, 1 the data or the question was refused, 2 the command could not be run.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final

import click

from kg import __version__
from kg.cli.options import PATH, told
from kg.errors import AvermentError

ROOT: Final = Path(__file__).parents[2]

# Where a command stands, and its line in the list: a module is imported when its command is used.
COMMANDS: Final = {
    "check": ("publish:check", "say what is wrong with the curated files"),
    "build": ("publish:build", "check, derive, and publish a snapshot"),
    "serve": ("serve:serve", "serve the current snapshot over HTTP"),
    "ask": ("ask:ask", "ask a named question"),
    "query": ("ask:query", "ask a SPARQL query"),
    "quads": ("publish:quads", "write the current snapshot as N-Quads, for another engine"),
    "snapshots": ("snapshots:snapshots", "list the published snapshots, or remove old ones"),
    "format": ("publish:format_", "bring curated files into canonical form"),
    "new": ("desk:new", "write a new curated file from options or questions"),
    "draft": ("desk:draft", "read an article and draft its curated file"),
    "amend": ("desk:amend", "add to what a curated file says of a thing"),
    "join": ("desk:join_", "add a report to the positions that it repeats"),
    "desk": ("serve:desk", "work on drafts in the browser, on this machine alone"),
    "accept": ("desk:accept_", "let a warning stand, for a reason that the file then holds"),
    "undo": ("desk:undo", "take back what the last command at the desk wrote"),
    "diff": ("desk:diff", "tell what facts and claims two snapshots differ in"),
    "release": ("release:release", "put a release together: dumps, ontology, notes, digests"),
    "ontology": ("publish:ontology", "write the merged ontology, its shapes, its JSON-LD context"),
}

EPILOG: Final = """\
\b
A first round:
  averment check                  what is wrong with the curated files, if anything
  averment build                  check, derive, and publish a snapshot below var/
  averment serve                  SPARQL, GraphQL, pages on http://127.0.0.1:8000
  averment ask                    the named questions
  averment ask states-in-report report=doc-yeshiva-world-2025-03-06
  averment query 'SELECT ?state { ?state a av:State }'

\b
At the curator's desk:
  averment draft article.txt --publisher org-nbc-news --date 2025-03-06
  averment join draft.ttl --all   what it repeats gets a citation, no second statement
  averment new statement --help   the other kinds: averment new --help
  averment undo                   take back what the last of these commands wrote
  averment diff HEAD~1 HEAD       facts and claims gained, lost, changed
"""


class Averment(click.Group):
    """The commands of `COMMANDS`; their errors become a line for the user and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they are explained."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, imported now."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, listed and resolve_name(f"kg.cli.{COMMANDS[args[0]][0]}"), rest

    def invoke(self, ctx: click.Context) -> int:
        """Runs the command that was named; gives the exit code."""
        try:
            code: int = super().invoke(ctx)
            sys.stdout.flush()
        except AvermentError as error:
            print(f"averment: {error}", file=sys.stderr)
            return 1
        except BrokenPipeError:  # the reader has seen enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError as error:
            print(f"averment: {told(error)}", file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            print("averment: stopped", file=sys.stderr)
            return 2
        return code


def _work_on(ctx: click.Context, _: click.Parameter, root: Path) -> None:
    """Hands the checkout to every command, also while a line is being completed."""
    ctx.obj = root


LISTED: Final = {name: click.Command(name, short_help=line) for name, (_, line) in COMMANDS.items()}


@click.group(cls=Averment, commands=LISTED, epilog=EPILOG)
@click.option(
    "--root",
    type=PATH,
    default=ROOT,
    expose_value=False,
    callback=_work_on,
    help="the checkout to work on (default: this one)",
)
@click.version_option(__version__, message="averment %(version)s")
def averment() -> None:
    """A claims-first knowledge graph of how states share intelligence."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is for the shell."""
    try:
        code: int = averment.main(words, "averment", standalone_mode=False)
    except click.UsageError as error:
        return _misused(error)
    return code


def _misused(error: click.UsageError) -> int:
    """Tells how the words have to be, and what is wrong with those that were given."""
    lines: list[Any] = [error.format_message()]
    if error.ctx and not isinstance(error, click.exceptions.NoArgsIsHelpError):
        cause = f"averment: {lines[0][:1].lower()}{lines[0][1:]}"
        lines = [error.ctx.get_usage(), cause, f"Help: {error.ctx.command_path} --help"]
    print(*lines, sep="\n", file=sys.stderr)
    return error.exit_code
