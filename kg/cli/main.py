"""The `averment` command: parses words, calls the rest of the package, says what happened.

Exit codes: 0 done, 1 the data or the question was refused, 2 the command could not be run.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from kg import __version__
from kg.cli.commands import ask, build, check, format_files, query, write_ontology
from kg.cli.desk import add_diff, add_draft, add_new
from kg.errors import AvermentError

ROOT: Final = Path(__file__).parents[2]

EPILOG: Final = """\
a first round:
  averment check                  what is wrong with the curated files, if anything
  averment build                  check, derive, and publish a snapshot below var/
  averment serve                  SPARQL, GraphQL and pages on http://127.0.0.1:8000
  averment ask                    the named questions
  averment ask states-in-report report=rep-yeshivaworld-2025-03-06
  averment query 'SELECT ?state { ?state a av:State }'

at the curator's desk:
  averment draft article.txt --publisher org-nbc-news --date 2025-03-06 --url https://…
  averment new statement --help   the other kinds: averment new --help
  averment diff HEAD~1 HEAD       facts and claims gained, lost, changed
"""


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code is for the shell."""
    arguments = _parser().parse_args(words)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except AvermentError as error:
        print(f"averment: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"averment: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("averment: stopped", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="averment",
        description="A claims-first knowledge graph of how states share intelligence.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"averment {__version__}")
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="the checkout to work on (default: this one)"
    )
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for add in (
        _add_check,
        _add_build,
        _add_serve,
        _add_ask,
        _add_query,
        _add_format,
        add_new,
        add_draft,
        add_diff,
        _add_ontology,
    ):
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # the type that `add_subparsers` gives has no public name


def _add_check(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "check",
        help="say what is wrong with the curated files",
        description="Reads every curated file and lists all findings, each with file, line, "
        "cause and mend. Exit code 1 if one of them stops publication.",
    )
    parser.add_argument("--all", action="store_true", help="list remarks (info) too")
    forms = parser.add_mutually_exclusive_group()
    for form, help_ in (
        ("json", "findings as a JSON array"),
        ("github", "findings as annotations of GitHub Actions"),
    ):
        forms.add_argument(
            f"--{form}", dest="form", action="store_const", const=form, default="text", help=help_
        )
    parser.set_defaults(run=lambda a: check(a.root, everything=a.all, form=a.form))


def _add_build(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "build",
        help="check, derive, and publish a snapshot",
        description="Publishes var/snapshots/<id> by one rename. The id is the digest of what "
        "the snapshot holds: the same files give the same id. Nothing is replaced on failure.",
    )
    _add_var(parser)
    parser.set_defaults(run=lambda a: build(a.root, a.var))


def _add_serve(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "serve",
        help="serve the current snapshot over HTTP",
        description="Serves /sparql, /graphql, /id/…, /queries/… and the pages. "
        "Stop with Ctrl-C or SIGTERM.",
    )
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default: 8000; 0: a free one)")
    parser.add_argument("--deadline", type=float, help="seconds for a question (default: 10)")
    _add_var(parser)
    parser.set_defaults(run=_serve)


def _add_ask(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "ask",
        help="ask a named question",
        description="Asks one of the questions in queries/ of the current snapshot. "
        "Without a name it lists them with their parameters.",
        epilog="example: averment ask states-in-report report=rep-yeshivaworld-2025-03-06",
    )
    parser.add_argument("question", nargs="?", help="its name, as `averment ask` lists it")
    parser.add_argument("values", nargs="*", metavar="name=value", help="parameters")
    _add_format_option(parser)
    _add_var(parser)
    parser.set_defaults(run=lambda a: ask(a.var, a.question, a.values, a.format))


def _add_query(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "query",
        help="ask a SPARQL query",
        description="Asks a query of the current snapshot. The prefixes av, avc, avd, skos, "
        "rdf, rdfs, owl, xsd and dcterms need no declaration.",
    )
    parser.add_argument("query", help="the query, or @FILE, or - for standard input")
    _add_format_option(parser)
    _add_var(parser)
    parser.set_defaults(run=lambda a: query(a.var, a.query, a.format))


def _add_format(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "format",
        help="bring curated files into canonical form",
        description="Rewrites curated files in the one form that the gate accepts.",
    )
    parser.add_argument("files", nargs="*", type=Path, help="default: all files below kg/data")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 on differences"
    )
    parser.set_defaults(run=lambda a: format_files(a.root, a.files, check_only=a.check))


def _add_ontology(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "ontology",
        help="write the merged ontology, its shapes and the JSON-LD context",
        description="Writes the whole ontology as one file (Turtle, RDF/XML, JSON-LD, N-Triples), "
        "likewise all shapes, and context.jsonld. The same files give the same bytes.",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.set_defaults(run=lambda a: write_ontology(a.root, a.out))


def _add_format_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        metavar="NAME",
        help="table (default on a terminal), csv (default elsewhere), json, xml, tsv; "
        "for graphs ttl (default), nt, rdf, jsonld, trig, nq",
    )


def _add_var(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--var",
        type=Path,
        default=Path(os.environ.get("AVERMENT_VAR", "var")),
        help="folder of the snapshots (default: var, or what AVERMENT_VAR says)",
    )


def _serve(arguments: argparse.Namespace) -> int:
    """Becomes the service: `api` is started as a program, since this package never imports it."""
    environment = dict(os.environ)
    for name in ("host", "port", "deadline", "var"):
        value = getattr(arguments, name)
        if value is not None:
            environment[f"AVERMENT_{name.upper()}"] = str(value)
    os.chdir(arguments.root)
    os.execve(sys.executable, [sys.executable, "-m", "api"], environment)  # noqa: S606 - no shell is wanted
