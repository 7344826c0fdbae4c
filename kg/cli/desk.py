"""The curator's commands: new, draft, diff."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from kg.cli import options
from kg.cli.complete import snapshot_names
from kg.desk.actors import AGENCY, AGREEMENT, PERSON, PUBLISHER
from kg.desk.article import read_article
from kg.desk.claims import PROPOSITION, REPORT, REPORT_FIELDS, STATEMENT
from kg.desk.diff import Difference, differences
from kg.desk.draft import draft as draft_of
from kg.desk.fields import Answers, Field, Kind, answers
from kg.desk.known import read_known
from kg.desk.revisions import snapshot_of

KINDS: Final = {
    kind.name: kind
    for kind in (REPORT, STATEMENT, AGENCY, AGREEMENT, PROPOSITION, PUBLISHER, PERSON)
}


class Kinds(click.Group):
    """One command a kind of subject, its options the fields of the kind."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds that can be made anew."""
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command that writes a new subject of the kind."""
        if cmd_name not in KINDS:
            return None
        kind = KINDS[cmd_name]
        return click.Command(
            cmd_name,
            callback=lambda **given: _new(ctx.obj, kind, given),
            params=_options(kind.fields),
            help=f"Writes {kind.help}; prints the path and what is left to decide.",
            epilog=f"\b\nExample:\n  {kind.example}",
            short_help=kind.help,
        )


@click.group(cls=Kinds, subcommand_metavar="KIND [OPTIONS]")
def new() -> None:
    """Writes a well-formed curated file with its citation.

    On a terminal, what is not given is asked for. Nothing is ever overwritten.

    \b
    Example:
      averment new report --help
    """


def _new(root: Path, kind: Kind, given: Mapping[str, Sequence[str]]) -> int:
    written = kind.make(root, read_known(root), _answers(given, kind.fields))
    print(written.path)
    for question in written.left:
        print(f"  left to decide: {question}")
    return 0


def _options(fields: Iterable[Field]) -> list[click.Parameter]:
    """The fields as options; none is required here, since it may be asked for."""
    return [
        click.Option(
            [f"--{field.name}"],
            multiple=True,
            metavar="X",
            help=field.help
            + ("; may be repeated" if field.many else "")
            + (" (required)" if field.required else ""),
        )
        for field in fields
    ]


def _answers(given: Mapping[str, Sequence[str]], fields: Sequence[Field]) -> Answers:
    return answers({name.replace("_", "-"): values for name, values in given.items()}, fields)


DRAFT_FIELDS: Final = tuple(
    Field(f.name, f.help, f.name in {"publisher", "date"}, f.many) for f in REPORT_FIELDS
)


@click.command(params=_options(DRAFT_FIELDS))
@click.argument("article", type=options.PATH)
@click.option("--out", type=options.PATH, help="file to write (default: below kg/data/reports)")
@click.pass_obj
def draft(root: Path, /, article: Path, out: Path | None, **given: Sequence[str]) -> int:
    """Finds what the graph knows in a text and writes a draft of its curated file.

    ARTICLE is plain text in UTF-8, its paragraphs parted by empty lines. Nothing is decided: each
    open decision is a note that `averment check` refuses until it is decided and removed.

    \b
    Example:
      averment draft article.txt --publisher org-nbc-news --date 2025-03-06
    """
    asked = _answers(given, DRAFT_FIELDS)
    made = draft_of(root, read_known(root), read_article(article), asked, out)
    print("\n".join(made.told))
    print(made.path)
    print(f"  left to decide: {made.open} notes in this file; `averment check` lists them")
    return 0


@click.command()
@click.argument("before", shell_complete=snapshot_names)
@click.argument("after", shell_complete=snapshot_names)
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@options.var
@click.pass_obj
def diff(root: Path, before: str, after: str, as_json: bool, var: Path) -> int:
    """Tells what was gained, lost and changed from BEFORE to AFTER, record by record.

    Each is a snapshot (its id, the beginning of it, or “current”) or a git revision, which is
    built first, into a folder of its own.

    \b
    Example:
      averment diff HEAD~1 HEAD
    """
    with snapshot_of(root, var, before) as old, snapshot_of(root, var, after) as new_:
        found = differences(old, new_)
    if as_json:
        print(json.dumps([one.as_dict() for one in found], indent=2, ensure_ascii=False))
    else:
        _print_differences(found)
    return 0


def _print_differences(found: Sequence[Difference]) -> None:
    heading = ""
    for one in found:
        if one.heading != heading:
            heading = one.heading
            count = sum(other.heading == heading for other in found)
            print(f"{heading}: {count}")
        print(f"  {one.slug}  {one.label}")
        for change in one.changes:
            print(f"      {change}")
    if not found:
        print("No fact and no claim differs.")
