"""The exact answers to the shipped questions on the small world, as CSV.

`make answers` rewrites them in tests/queries/. What `git diff` then shows is read line by line
against the curated files in tests/world before it is committed: a test cannot know what is right.
"""

import tempfile
from pathlib import Path

import pyoxigraph as px

from kg.publish.build import build
from tests.conftest import ROOT, wide_checkout

HERE = Path(__file__).parent
QUESTIONS = sorted((ROOT / "queries").glob("*.rq"))
# The gate warns of what these ask for: no answer is the right one.
NEVER_ANSWERED = {"same-content"}


def answer(store: px.Store, question: Path) -> str:
    """What the engine answers over the union of all graphs, as CSV."""
    results = store.query(question.read_text("utf-8"), use_default_graph_as_union=True)
    return results.serialize(format=px.QueryResultsFormat.CSV).decode()


def write(store: px.Store, folder: Path) -> None:
    """One file per question; files of questions that are gone are removed."""
    for file in folder.glob("*.csv"):
        file.unlink()
    for question in QUESTIONS:
        text = answer(store, question).replace("\r\n", "\n")
        (folder / f"{question.stem}.csv").write_text(text, "utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as room:
        write(build(wide_checkout(Path(room)), Path(room) / "var").load(), HERE)
