"""The desk's subcommands of `averment`: how their words are read, and what they print."""

import argparse
import json
from pathlib import Path
from typing import Final

from kg.desk.actors import AGENCY, AGREEMENT, PERSON, PUBLISHER
from kg.desk.article import read_article
from kg.desk.claims import PROPOSITION, REPORT, REPORT_FIELDS, STATEMENT
from kg.desk.diff import Difference, differences
from kg.desk.draft import draft
from kg.desk.fields import Answers, Field, Kind, add_options, answers
from kg.desk.known import read_known
from kg.desk.revisions import snapshot_of

KINDS: Final = (REPORT, STATEMENT, AGENCY, AGREEMENT, PROPOSITION, PUBLISHER, PERSON)
Commands = argparse._SubParsersAction  # the type that `add_subparsers` gives has no public name


def add_new(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Declares `averment new`, one subcommand a kind."""
    parser = commands.add_parser(
        "new",
        help="write a new curated file from options or questions",
        description="Writes a well-formed curated file with its citation. On a terminal, what is "
        "not given is asked for. Nothing is ever overwritten.",
        epilog="example: averment new report --help",
    )
    kinds = parser.add_subparsers(title="kinds", metavar="kind", required=True)
    for kind in KINDS:
        below = kinds.add_parser(
            kind.name,
            help=kind.help,
            description=f"Writes {kind.help}; prints the path and what is left to decide.",
            epilog=f"example:\n  {kind.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_options(below, kind.fields)
        below.set_defaults(run=_new, form=kind)


def add_draft(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Declares `averment draft`."""
    parser = commands.add_parser(
        "draft",
        help="read an article and draft its curated file",
        description="Finds what the graph knows in a text (UTF-8, paragraphs parted by empty "
        "lines), proposes propositions, and writes a draft. It decides nothing: each open "
        "decision is a note that `averment check` refuses until it is decided and removed.",
        epilog="example:\n  averment draft article.txt --publisher org-nbc-news "
        "--date 2025-03-06 --url https://…",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("article", type=Path, help="the text of the article")
    parser.add_argument("--out", type=Path, help="file to write (default: below kg/data/reports)")
    add_options(parser, _draft_fields())
    parser.set_defaults(run=_draft)


def add_diff(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Declares `averment diff`."""
    parser = commands.add_parser(
        "diff",
        help="tell what facts and claims two snapshots differ in",
        description="Compares two snapshots (ids, their beginnings, or “current”) or git "
        "revisions, which are built first, into a folder of their own. Tells what was gained, "
        "lost and changed, record by record.",
        epilog="example: averment diff HEAD~1 HEAD",
    )
    parser.add_argument("before", help="snapshot or git revision")
    parser.add_argument("after", help="snapshot or git revision")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--var", type=Path, default=Path("var"), help="folder of the snapshots")
    parser.set_defaults(run=_diff)


def _draft_fields() -> tuple[Field, ...]:
    kept = {"publisher", "date"}
    return tuple(Field(f.name, f.help, f.name in kept, f.many) for f in REPORT_FIELDS)


def _new(arguments: argparse.Namespace) -> int:
    kind: Kind = arguments.form
    given = answers(arguments, kind.fields)
    written = kind.make(arguments.root, read_known(arguments.root), given)
    print(written.path)
    for question in written.left:
        print(f"  left to decide: {question}")
    return 0


def _draft(arguments: argparse.Namespace) -> int:
    article = read_article(arguments.article)
    given: Answers = answers(arguments, _draft_fields())
    made = draft(arguments.root, read_known(arguments.root), article, given, arguments.out)
    print("\n".join(made.told))
    print(made.path)
    print(f"  left to decide: {made.open} notes in this file; `averment check` lists them")
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    with (
        snapshot_of(arguments.root, arguments.var, arguments.before) as before,
        snapshot_of(arguments.root, arguments.var, arguments.after) as after,
    ):
        found = differences(before, after)
    if arguments.json:
        print(json.dumps([one.as_dict() for one in found], indent=2, ensure_ascii=False))
    else:
        _tell(found)
    return 0


def _tell(found: list[Difference]) -> None:
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
