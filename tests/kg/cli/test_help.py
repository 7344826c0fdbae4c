"""What the commands say of themselves, and what the documentation says of them."""

import re
from pathlib import Path

import click
import pytest

from kg.cli.main import COMMANDS, averment, main
from kg.cli.manual import manual

ROOT = Path(__file__).parents[3]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def called(text: str) -> list[list[str]]:
    """The words after `averment` in Markdown: in a block of commands, or between backticks."""
    blocks = re.findall(r"^```sh.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    lines += re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    return [
        match[1].split()
        for line in lines
        if (match := re.search(r"\baverment ((?:--)?[a-z].*)", line))
    ]


def unknown(words: list[str]) -> list[str]:
    """What in a command line is neither a command nor an option of the one that is called."""
    with averment.make_context("averment", ["--root", str(ROOT)], resilient_parsing=True) as ctx:
        command: click.Command | None = averment
        found = []
        for word in words:
            if isinstance(command, click.Group) and re.fullmatch("[a-z]+", word):
                _, command, _ = command.resolve_command(ctx, [word])
                found += [] if command else [word]
            elif command and word.startswith("--"):
                options = {name for one in command.get_params(ctx) for name in one.opts}
                found += [] if word in options else [word]
        return found


@pytest.mark.parametrize(
    ("words", "wrong"),
    [("chek", "chek"), ("check --every", "--every"), ("new person --name Ann --age 3", "--age")],
)
def test_words_that_make_no_command_are_found_in_the_documentation(words: str, wrong: str) -> None:
    assert called(f"```sh\naverment {words}\n```") == called(f"or `averment {words}`")
    assert unknown(words.split()) == [wrong]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_documentation_names_commands_and_options_that_there_are(path: Path) -> None:
    calls = called(path.read_text("utf-8"))
    assert {" ".join(words): found for words in calls if (found := unknown(words))} == {}


def test_the_page_of_commands_is_what_they_print() -> None:
    assert (ROOT / "docs/commands.md").read_text("utf-8") == manual()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_says_what_it_does(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"Usage: averment {command} ")
    assert printed.err == ""
