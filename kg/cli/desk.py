"""The curator's commands: new, amend, draft, join, accept, undo, diff."""

import json
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import Final

import click

from kg.cli import options
from kg.cli.complete import snapshot_names, values_of
from kg.cli.garbage import uncollected
from kg.cli.progress import progress
from kg.contract import Contract, contract_of
from kg.desk.accept import accept
from kg.desk.amend import amendments
from kg.desk.article import read_article
from kg.desk.changelog import changelog
from kg.desk.diff import Difference, differences
from kg.desk.draft import draft as draft_of
from kg.desk.draft import draft_options
from kg.desk.files import only_writer
from kg.desk.form import Form, Written, passed
from kg.desk.forms import forms
from kg.desk.join import join, read_draft
from kg.desk.journal import commit
from kg.desk.journal import undo as undone
from kg.desk.known import read_known
from kg.desk.options import YES, Answers, Option, agreed, filled
from kg.desk.reader import Reader
from kg.desk.repeated import ANOTHER, Repeated
from kg.desk.revisions import states
from kg.errors import BadArgument

CONTRACT: Final = "kg.contract"


def _contract(ctx: click.Context) -> Contract:
    """The contract of the checkout, read once a command."""
    if CONTRACT not in ctx.meta:
        ctx.meta[CONTRACT] = contract_of(ctx.obj / "ontology")
    contract: Contract = ctx.meta[CONTRACT]
    return contract


class Forms(click.Group):
    """One command a form, its options those of the form."""

    made = staticmethod(forms)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds of subject that can be written."""
        return list(self.made(_contract(ctx)))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command that writes a subject of the kind."""
        form = self.made(_contract(ctx)).get(cmd_name)
        if form is None:
            return None
        meaning = _contract(ctx).classes[form.kind].description
        return click.Command(
            cmd_name,
            callback=lambda dry_run, **given: _new(ctx.obj, form, given, dry_run),
            params=[*_parameters(form.options), _dry_run()],
            help=f"Writes {form.help}; prints the path and what is left to decide.\n\n{meaning}",
            epilog=f"\b\nExample:\n  {form.example}",
            short_help=form.help,
        )


@click.group(cls=Forms, subcommand_metavar="KIND [OPTIONS]")
def new() -> None:
    """Writes a well-formed curated file with its citation.

    On a terminal, what is not given is asked for. Nothing is ever overwritten.

    \b
    Example:
      averment new report --help
    """


class Amendments(Forms):
    """One command a class, its options those of a new member, and none of them required."""

    made = staticmethod(amendments)


@click.group(cls=Amendments, subcommand_metavar="KIND [OPTIONS]")
def amend() -> None:
    """Adds to what a curated file says of a thing: a name, a reason, a tension, a place.

    Nothing is overwritten: what a thing has once, it keeps.

    \b
    Example:
      averment amend proposition --to prop-isr-reduce --in-tension-with prop-isr-usa-strong
    """


def _new(root: Path, form: Form, given: Mapping[str, Sequence[str] | None], dry_run: bool) -> int:
    answers = _filled(form.options, given)
    write = partial(_shown if dry_run else _written, root)
    try:
        left = write(form, answers)
    except Repeated as repeated:
        if not sys.stdin.isatty():
            raise
        left = _joined_or_another(root, write, form, answers, repeated)
    for question in left:
        print(f"  left to decide: {question}")
    return 0


def _written(root: Path, form: Form, answers: Answers) -> tuple[str, ...]:
    """Writes what the answers say, prints the paths; gives what is left to decide."""
    with only_writer(root):
        made = _passed(root, form, answers)
        commit(root, made.texts, f"{form.command} {form.name}")
    print(*made.texts, sep="\n")
    return made.left


def _shown(root: Path, form: Form, answers: Answers) -> tuple[str, ...]:
    """Prints what would be written, as a difference; gives what is left to decide."""
    made = _passed(root, form, answers)
    for path, text in made.texts.items():
        before = path.read_text("utf-8").splitlines() if path.exists() else []
        names = (str(path) if before else "/dev/null", str(path))
        print(*unified_diff(before, text.splitlines(), *names, lineterm=""), sep="\n")
    return made.left


def _passed(root: Path, form: Form, answers: Answers) -> Written:
    """What a form makes of the answers, asked of the checkout as it is now."""
    return passed(form, Reader(root, read_known(root), answers))


def _dry_run() -> click.Option:
    told = "show what would be written, write nothing"
    return click.Option(["--dry-run"], is_flag=True, help=told)


def _joined_or_another(
    root: Path,
    write: Callable[[Form, Answers], tuple[str, ...]],
    form: Form,
    answers: Answers,
    repeated: Repeated,
) -> tuple[str, ...]:
    """Asks what to do about what is held already, and does it.

    Raises:
        Repeated: the curator wants neither.
    """
    print(repeated, file=sys.stderr)
    if repeated.joining and agreed(f"add a citation to {repeated.record} instead"):
        citation = forms(contract_of(root / "ontology"))["citation"]
        return write(citation, repeated.joining)
    if repeated.may_be_another and agreed("write another one"):
        return write(form, answers.or_else({ANOTHER: YES}))
    raise repeated


def _parameters(options_: Iterable[Option]) -> list[click.Parameter]:
    """The options of a form; none is required here, since it may be asked for."""
    return [
        click.Option([f"--{option.name}"], flag_value=YES, is_flag=True, help=option.help)
        if option.flag
        else click.Option(
            [f"--{option.name}"],
            multiple=True,
            metavar="X",
            shell_complete=values_of(option),
            help=option.help
            + ("; may be repeated" if option.many else "")
            + (" (required)" if option.required else ""),
        )
        for option in options_
    ]


def _filled(options_: Sequence[Option], given: Mapping[str, Sequence[str] | None]) -> Answers:
    """The answers; a flag that is given has its word in place of a row of values."""
    words = {name.replace("_", "-"): value or () for name, value in given.items()}
    rows = {name: [row] if isinstance(row, str) else row for name, row in words.items()}
    return filled(options_, rows)


class Draft(click.Command):
    """The command that has the options of a report beside its own."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """What is asked of a draft depends on the ontology of the checkout."""
        return [*_parameters(draft_options(_contract(ctx))), *super().get_params(ctx)]


@click.command(cls=Draft)
@click.argument("article", type=options.PATH)
@click.option("--out", type=options.PATH, help="file to write (default: below kg/data/documents)")
@click.pass_context
def draft(ctx: click.Context, /, article: Path, out: Path | None, **given: Sequence[str]) -> int:
    """Finds what the graph knows in a text and writes a draft of its curated file.

    ARTICLE is plain text in UTF-8, its paragraphs parted by empty lines. Nothing is decided: each
    open decision is a note that `averment check` refuses until it is decided and removed.

    \b
    Example:
      averment draft article.txt --publisher org-nbc-news --date 2025-03-06
    """
    answers = _filled(draft_options(_contract(ctx)), given)
    text = read_article(article)
    with uncollected(), only_writer(ctx.obj):
        made = draft_of(Reader(ctx.obj, read_known(ctx.obj), answers), text, out)
    print("\n".join(made.summary))
    print(made.path)
    print(f"  left to decide: {made.open} notes in this file; `averment check` lists them")
    if made.offered:
        words = made.proposed or ["POSITION=PARAGRAPH"]
        print("Add the report to what it repeats of those positions, and to nothing else:")
        print(f"  {shlex.join(['averment', 'join', str(made.path), *words])}")
    return 0


@click.command("join")
@click.argument("draft", metavar="DRAFT", type=options.PATH)
@click.argument("positions", metavar="[POSITION[=PARAGRAPH]]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="every position that the draft offers")
@click.pass_context
def join_(ctx: click.Context, /, draft: Path, positions: Sequence[str], every: bool) -> int:
    """Adds a report to the positions that it repeats, by the citations that its draft offers.

    The report is written with them if it is not there yet; all is written, or nothing. On a
    terminal, without a POSITION, it asks for each. What a draft among the curated files offers and
    is not taken is taken out of it.

    \b
    Example:
      averment join draft.ttl pos-yeshiva-world-2025-03-06-1=1 pos-yeshiva-world-2025-03-06-9=3
    """
    read = read_draft(_contract(ctx), draft)
    chosen = _chosen(read.offered, positions, every)
    with only_writer(ctx.obj):
        paths = join(Reader(ctx.obj, read_known(ctx.obj), Answers({})), read, chosen)
    print(*paths, sep="\n")
    return 0


def _chosen(offered: Iterable[str], positions: Iterable[str], every: bool) -> dict[str, str | None]:
    """The positions to join, each with its paragraph or none.

    Raises:
        BadArgument: none is named, and nobody can be asked.
    """
    parted = (text.partition("=") for text in positions)
    named: dict[str, str | None] = {slug: place or None for slug, _, place in parted}
    if every:
        return dict.fromkeys(offered) | named
    if not named and sys.stdin.isatty():
        return {slug: None for slug in offered if agreed(f"add a citation to {slug}")}
    if not named:
        listed = "\n".join(f"  {slug}" for slug in offered)
        raise BadArgument(
            f"name what the report repeats, or give --all; the draft offers\n{listed}"
        )
    return named


@click.command("accept")
@click.argument("record")
@click.argument("rule")
@click.argument("reason")
@click.pass_context
def accept_(ctx: click.Context, record: str, rule: str, reason: str) -> int:
    """Lets a warning of `averment check` about a RECORD stand, for a REASON.

    The reason is written into the record's file, as a note. `averment check` tells when the RULE
    finds nothing there any more. What stops publication cannot be accepted.

    \b
    Example:
      averment accept doc-cnn-2025-03-05 UnreadOriginShape 'The broadcast is kept nowhere.'
    """
    root: Path = ctx.obj
    with only_writer(root):
        texts = accept(Reader(root, read_known(root), Answers({})), record, rule, reason)
        commit(root, texts, f"accept {record} {rule}")
    print(*texts, sep="\n")
    return 0


@click.command()
@click.pass_obj
def undo(root: Path) -> int:
    """Takes back what the last command at the desk wrote: new, amend, draft, join, accept.

    Every file is as it was before, also where the command was killed half way. Nothing is undone
    if one of them was edited since.
    """
    with only_writer(root):
        command, paths = undone(root)
    print(f"undone: averment {command}")
    for path in paths:
        print(f"  {path}: {'as before' if path.exists() else 'removed'}")
    return 0


@click.command()
@click.argument("before", shell_complete=snapshot_names)
@click.argument("after", shell_complete=snapshot_names)
@click.option("--json", "as_json", is_flag=True, help="as JSON")
@click.option("--changelog", "as_changelog", is_flag=True, help="as sentences, in Markdown")
@options.var
@click.pass_obj
def diff(  # noqa: PLR0917 - click gives each option by its name
    root: Path, before: str, after: str, as_json: bool, as_changelog: bool, var: Path
) -> int:
    """Tells what was gained, lost and changed from BEFORE to AFTER, record by record.

    Each is a snapshot (its id, the beginning of it, or “current”) or a git revision, which is
    derived first; nothing of it is kept.

    \b
    Example:
      averment diff HEAD~1 HEAD
      averment diff v0.1.0 current --changelog
    """
    if as_json and as_changelog:
        raise click.UsageError("--json and --changelog exclude each other.")
    with progress(2) as report:
        old, new_ = states(root, var, (before, after), report)
    found = differences(old, new_)
    if as_json:
        print(json.dumps([one.as_dict() for one in found], indent=2, ensure_ascii=False))
    elif as_changelog:
        print(*changelog(found), sep="\n", end="")
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
