"""`python -m kg.cli.manual` prints docs/commands.md: the help of every command."""

import io
from contextlib import redirect_stdout
from typing import Final

from kg.cli.main import COMMANDS, averment

WIDTH: Final = 80
HEADING: Final = """\
# Commands

What `averment --help` and the help of each command print. This page is written by
`python -m kg.cli.manual > docs/commands.md`.
"""


def manual() -> str:
    """The page as Markdown."""
    calls = ([], *([name] for name in COMMANDS))
    return HEADING + "".join(
        f"\n## {' '.join(['averment', *words])}\n\n```text\n{_help(words)}```\n" for words in calls
    )


def _help(words: list[str]) -> str:
    with redirect_stdout(io.StringIO()) as printed:
        averment.main([*words, "--help"], "averment", standalone_mode=False, terminal_width=WIDTH)
    return printed.getvalue()


if __name__ == "__main__":
    print(manual(), end="")
