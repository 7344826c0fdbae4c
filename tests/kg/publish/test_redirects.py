"""The ledger: its form, that the graph holds what it names, and where merged facts lead."""

from pathlib import Path

import pyoxigraph as px
import pytest

from kg.errors import BadFile
from kg.publish.redirects import HEADER, LEDGER, Entry, read_ledger, redirects
from kg.terms import AVD

ROOT = Path(__file__).parents[3]
GOOD = f"{HEADER}\nagency\tone\t{AVD}agency-one\nreport\ttwo\tleft-out:not read\n"


def written(folder: Path, text: str) -> Path:
    """A folder that holds a ledger."""
    file = folder / LEDGER
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return folder


def described(store: px.Store) -> set[str]:
    """The IRIs that curated files describe."""
    return {quad.subject.value for quad in store if quad.graph_name.value.startswith(f"{AVD}file-")}


def test_the_graph_holds_every_record_that_the_ledger_names(whole_store: px.Store) -> None:
    named = {entry.iri for entry in read_ledger(ROOT) if entry.iri}
    assert named - described(whole_store) == set()


def test_no_redirect_hides_a_record(whole_store: px.Store) -> None:
    slugs = {f"{AVD}{slug}" for slug in redirects(read_ledger(ROOT))}
    assert slugs & described(whole_store) == set()


def test_a_fact_is_recorded_merged_or_left_out(tmp_path: Path) -> None:
    text = f"{GOOD}statement\tthree\tmerged:{AVD}pos-four\n"
    assert read_ledger(written(tmp_path, text)) == [
        Entry("agency", "one", f"{AVD}agency-one"),
        Entry("report", "two", None, reason="not read"),
        Entry("statement", "three", f"{AVD}pos-four", merged=True),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("agency\tone\n", 1),
        (f"{GOOD}ship\tthree\t{AVD}ship-three\n", 4),
        (f"{GOOD}statement\ta b\t{AVD}pos-a\n", 4),
        (f"{GOOD}statement\tthree\n", 4),
        (f"{GOOD}statement\tthree\tleft-out:\n", 4),
        (f"{GOOD}statement\tthree\thttp://x.example/three\n", 4),
        (f"{GOOD}statement\tthree\tmerged:{AVD}pos four\n", 4),
        (f"{GOOD}agency\tone\t{AVD}agency-one\n", 4),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(BadFile) as caught:
        read_ledger(written(tmp_path, text))
    assert (caught.value.path, caught.value.line) == (LEDGER, line)


def test_a_merged_fact_leads_to_its_record_by_the_slug_it_would_have() -> None:
    entries = [
        Entry("agency", "gbr-gccs", f"{AVD}agency-gbr-gchq", merged=True),
        Entry("agency", "gbr-gchq", f"{AVD}agency-gbr-gchq"),
        Entry("report", "left", None, reason="not read"),
    ]
    assert redirects(entries) == {"agency-gbr-gccs": "agency-gbr-gchq"}


def test_a_fact_in_several_records_and_one_under_its_own_name_lead_nowhere() -> None:
    entries = [
        Entry("statement", "deny", f"{AVD}pos-gbr-denies", merged=True),
        Entry("statement", "deny", f"{AVD}pos-can-denies", merged=True),
        Entry("organisation", "five-eyes", f"{AVD}partnership-five-eyes", merged=True),
    ]
    assert redirects(entries) == {}
