"""`python -m api.process.manual` prints docs/settings.md: every setting of the service."""

from dataclasses import fields

from api.process.settings import PREFIX, Settings

HEADING = """\
# Settings

Read once from the environment when the service starts; a value that cannot be read stops the start.
This page is written by `python -m api.process.manual > docs/settings.md`.

| variable | default | meaning |
| --- | --- | --- |
"""


def manual() -> str:
    """The page as Markdown, one row per field of the settings."""
    rows = (
        f"| `{PREFIX}{each.name.upper()}` | {_shown(each.default)} | {each.metadata['help']} |\n"
        for each in fields(Settings)
    )
    return HEADING + "".join(rows)


def _shown(default: object) -> str:
    return f"`{default}`" if default not in (None, "") else "–"


if __name__ == "__main__":
    print(manual(), end="")
