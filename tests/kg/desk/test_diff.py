"""What two states of the graph differ in, told by record."""

import json
import subprocess
from pathlib import Path

import pytest

from kg.desk.diff import differences
from kg.desk.revisions import states
from kg.desk.state import state_of_checkout, state_of_snapshot
from kg.errors import NoSnapshot
from kg.publish.build import build

pytestmark = pytest.mark.long

YESHIVA = "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl"
UKUSA = "kg/data/agreements/agreement-ukusa-1946.ttl"


def git(checkout: Path, *words: str) -> None:
    name = ("-c", "user.name=Curator", "-c", "user.email=curator@example.org")
    subprocess.run(["git", "-C", checkout, *name, *words], check=True, capture_output=True)


def commit(checkout: Path, message: str) -> None:
    git(checkout, "add", "kg", "ontology")
    git(checkout, "commit", "-m", message)


def edit(file: Path, was: str, becomes: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")


@pytest.fixture
def history(checkout: Path, done) -> Path:
    """A checkout with three revisions; the last adds a report, changes a stance, drops a fact."""
    git(checkout, "init", "-q")
    commit(checkout, "one")
    edit(checkout / YESHIVA, "av:stance avc:stance-rejects", "av:stance avc:stance-denies")
    commit(checkout, "two")
    done(
        *("new", "report", "--title", "A headline", "--publisher", "Yeshiva World"),
        *("--date", "2025-03-07", "--url", "https://www.theyeshivaworld.com/x"),
    )
    done(
        *("new", "statement", "--report", "doc-yeshiva-world-2025-03-07", "--speaker", "AUS"),
        *("--stance", "denies", "--proposition", "prop-aus-review"),
    )
    commit(checkout, "three")
    return checkout


def told(done, history: Path, before: str, after: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(done("diff", before, after, "--json"))
    return found


def test_a_claim_gained_changes_the_status_of_what_it_is_about(history, done):
    text = done("diff", "HEAD~1", "HEAD")
    assert text.startswith("claims gained: 1\n  pos-yeshiva-world-2025-03-07-1  Australia · denies")
    assert "currentStatus: asserted → contested" in text
    assert "documents gained: 1\n  doc-yeshiva-world-2025-03-07  A headline" in text


def test_for_a_changelog_it_is_told_in_sentences(history, done):
    text = done("diff", "HEAD~1", "HEAD", "--changelog")
    assert text.startswith("### Claims\n\n- Australia’s position on “Australia is re")
    assert " (denies) was added.\n" in text
    assert "current status is now contested, and was asserted.\n" in text
    assert "### Documents\n\n- A headline (report) was added.\n" in text
    backwards = done("diff", "HEAD", "HEAD~1", "--changelog")
    assert "- A headline (report) was removed.\n" in backwards


def test_backwards_it_is_lost(history, done):
    turns = {(one["id"], one["turn"]) for one in told(done, history, "HEAD", "HEAD~1")}
    assert ("pos-yeshiva-world-2025-03-07-1", "lost") in turns
    assert ("prop-aus-review", "changed") in turns


def test_a_change_is_told_by_labels_and_not_as_triples(history, done):
    (changed,) = told(done, history, "HEAD~2", "HEAD~1")
    assert (changed["turn"], changed["group"], changed["kind"]) == (
        "changed",
        "claims",
        "Statement",
    )
    assert changed["changes"] == ["stance: rejects → denies"]
    assert str(changed["label"]).startswith("Canada · denies · Canada is reassessing")


def test_the_same_revision_differs_in_nothing(history, done):
    assert done("diff", "HEAD", "HEAD") == "No fact and no claim differs.\n"
    assert told(done, history, "HEAD", "HEAD") == []


def test_a_citation_that_changed_is_told_at_its_fact(checkout: Path, tmp_path: Path):
    before = build(checkout, tmp_path / "var")
    edit(checkout / UKUSA, 'av:locator "paragraph 2"', 'av:locator "paragraph 3"')
    after = build(checkout, tmp_path / "var")
    (fact,) = differences(state_of_snapshot(before), state_of_snapshot(after))
    assert (fact.group, fact.turn, fact.slug) == ("facts", "changed", "pty-ukusa-1946-aus")
    (change,) = map(str, fact.changes)
    citation = "cit-pty-ukusa-1946-aus-statewatch-2010-06"
    assert change == f"{citation}, locator: “paragraph 2” → “paragraph 3”"


def test_snapshots_are_named_by_the_beginning_of_their_id(snapshot, var, root):
    held = state_of_snapshot(snapshot)
    assert states(root, var, (snapshot.id, snapshot.id[:8])) == (held, held)
    assert states(root, var, ("current", "current")) == (held, held)


def test_a_checkout_is_compared_as_the_snapshot_that_is_built_from_it(snapshot, root):
    assert state_of_checkout(root) == state_of_snapshot(snapshot)


@pytest.mark.parametrize("name", ["nowhere", "--all", "0000000", "abc"])
def test_a_name_of_nothing_is_refused(checkout, var, name):
    git(checkout, "init", "-q")
    with pytest.raises(NoSnapshot, match="neither a snapshot"):
        states(checkout, var, (name, "current"))


def test_a_revision_that_does_not_pass_is_told(checkout, done, run):
    git(checkout, "init", "-q")
    commit(checkout, "one")
    edit(checkout / YESHIVA, "avc:stance-rejects", "avc:stance-shrugs")
    commit(checkout, "two")
    told = run("diff", "HEAD~1", "HEAD")
    assert told.returncode == 1
    assert "does not pass today's gate" in told.stderr
    assert "stance-shrugs" in told.stderr
