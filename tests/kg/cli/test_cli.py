"""The `averment` command as a user meets it: a program with words, output and an exit code."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.gate.check import check
from kg.gate.findings import Finding, Severity
from kg.publish.snapshot import Snapshot

ROOT = Path(__file__).parents[3]
ZEALAND = "kg/data/states/state-nzl.ttl"


def averment(*words: object, given: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command to its end; nothing is a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "kg.cli", *map(str, words)],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def edit(file: Path, was: str, becomes: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")


def test_the_installed_command_is_the_same_program() -> None:
    installed = Path(sys.executable).with_name("averment")
    told = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == averment("--version").stdout == "averment 0.2.0\n"


MISUSED = {
    ("chek",): "no such command 'chek'. Did you mean 'check'?",
    ("check", "--nothing"): "no such option '--nothing'.",
    ("check", "--json", "--github"): "--json and --github exclude each other.",
    ("serve", "--port", "x"): "invalid value for '--port': 'x' is not a valid integer range.",
    (
        "serve",
        "--port",
        "99999",
    ): "invalid value for '--port': 99999 is not in the range 0<=x<=65535.",
    ("query",): "missing argument 'QUERY'.",
    ("new", "castle"): "no such command 'castle'.",
}


@pytest.mark.parametrize(("words", "cause"), MISUSED.items())
def test_words_that_make_no_command_are_a_usage_error(words: tuple[str, ...], cause: str) -> None:
    told = averment(*words)
    assert (told.returncode, told.stdout) == (2, "")
    usage, said, help_ = told.stderr.splitlines()
    assert usage.startswith("Usage: averment ")
    assert said == f"averment: {cause}"
    assert averment(*help_.removeprefix("Help: averment ").split()).returncode == 0


def test_what_the_system_refuses_is_told_with_its_file_where_there_is_one(
    snapshot: Snapshot, var: Path
) -> None:
    """A full disk names none."""
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-m", "kg.cli", "quads", "--var", str(var)]
        told = subprocess.run(
            words, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (told.returncode, told.stderr) == (2, "averment: No space left on device\n")
    missing = averment("format", "no-such.ttl")
    assert missing.stderr == (
        f"{ROOT}/no-such.ttl: No such file or directory. Mend the path or its permissions.\n"
    )


def test_without_a_command_the_help_says_which_there_are() -> None:
    told = averment()
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == averment("--help").stdout


def test_check_says_that_the_checkout_is_sound_and_counts_by_kind(root: Path) -> None:
    told = averment("--root", root, "check")
    assert told.returncode == 0
    gathered, found = check(root)
    by_kind = Counter(each.rule for each in found)
    *table, last = told.stdout.splitlines()[-len(by_kind) - 1 :]
    told_of = ((count, rule) for count, _, rule in map(str.split, table))
    assert {rule: int(count) for count, rule in told_of} == by_kind
    count = Counter(each.severity for each in found)
    warnings, remarks = count[Severity.WARNING], count[Severity.INFO]
    said = f"{warnings} of severity warning, {remarks} of severity info"
    assert last == f"{len(gathered.files)} files: {said}."


def test_check_says_all_that_is_wrong_as_text_and_as_json(checkout: Path) -> None:
    edit(checkout / ZEALAND, "avd:doc-datasets-2026-05-15", "avd:doc-dataset-2026-05-15")
    told = averment("--root", checkout, "check")
    assert told.returncode == 1
    assert (
        f"{ZEALAND}:7: violation [dangling-reference]\n"
        "    avd:doc-dataset-2026-05-15 is described nowhere in this checkout\n"
        "    Mend: Did you mean avd:doc-datasets-2026-05-15?\n"
    ) in told.stdout
    told = averment("--root", checkout, "check", "--json")
    assert told.returncode == 1
    assert {
        "path": ZEALAND,
        "line": 7,
        "rule": "dangling-reference",
        "cause": "avd:doc-dataset-2026-05-15 is described nowhere in this checkout",
        "mend": "Did you mean avd:doc-datasets-2026-05-15?",
        "severity": "violation",
    } in json.loads(told.stdout)


def test_check_ends_with_how_often_each_rule_found_something(checkout: Path) -> None:
    edit(checkout / ZEALAND, "avd:doc-datasets-2026-05-15", "avd:doc-dataset-2026-05-15")
    told = averment("--root", checkout, "check").stdout.splitlines()
    counts = [line.split() for line in told if line.startswith("     ")]
    assert ["1", "violation", "dangling-reference"] in counts
    assert ["1", "warning", "UnreadOriginShape"] in counts
    severities = [severity for _, severity, _ in counts]
    assert severities == sorted(severities, key=["violation", "warning", "info"].index)
    assert told[-1].split()[1] == "files:"


def test_check_annotates_the_lines_of_a_pull_request(checkout: Path) -> None:
    edit(checkout / ZEALAND, "avd:doc-datasets-2026-05-15", "<http://x.example/100%25,a>")
    told = averment("--root", checkout, "check", "--github")
    assert told.returncode == 1
    assert (
        f"::error file={ZEALAND},line=7,title=foreign-term::"
        "<http://x.example/100%2525,a> is described nowhere in this checkout"
        "%0ADescribe it, or mend the name.\n"
    ) in told.stdout
    assert {line.split()[0] for line in told.stdout.splitlines()} == {"::error", "::warning"}


def test_an_annotation_escapes_what_ends_a_property() -> None:
    found = Finding("a,b:c.ttl", 3, "form", "one\r\ntwo: 5 %", "no, or", Severity.INFO)
    assert found.as_annotation() == (
        "::notice file=a%2Cb%3Ac.ttl,line=3,title=form::one%0D%0Atwo: 5 %25%0Ano, or"
    )


def test_remarks_are_listed_on_demand(root: Path) -> None:
    check = ("--root", root, "check", "--json")
    few, all_ = (json.loads(averment(*check, *more).stdout) for more in ((), ("--all",)))
    assert {found["severity"] for found in few} == {"warning"}
    assert {found["severity"] for found in all_} == {"warning", "info"}
    assert [found for found in all_ if found["severity"] == "warning"] == few


def test_a_refused_build_exits_with_1_and_publishes_nothing(checkout: Path, tmp_path: Path) -> None:
    edit(checkout / ZEALAND, "av:State", "av:Stat")
    told = averment("--root", checkout, "build", "--var", tmp_path / "var")
    assert told.returncode == 1
    assert "Mend: Did you mean av:State?" in told.stdout
    assert told.stderr.endswith("nothing was published\n")
    assert not (tmp_path / "var/snapshots/current").exists()


def test_without_a_snapshot_a_question_says_what_to_do(tmp_path: Path) -> None:
    told = averment("query", "ASK {}", "--var", tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "averment: Nothing has been built yet. Run `averment build` first.\n"


@pytest.mark.parametrize(
    "words", [("query", "ASK {}"), ("ask",), ("diff", "current", "current")], ids=lambda w: w[0]
)
def test_a_damaged_snapshot_is_told_in_one_line(
    snapshot: Snapshot, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """One byte of a literal: nothing but its digest could tell."""
    folder = tmp_path / "snapshots" / snapshot.id
    shutil.copytree(snapshot.folder, folder)
    (tmp_path / "snapshots/current").symlink_to(snapshot.id)
    quads = (folder / "quads.nq").read_text("utf-8")
    (folder / "quads.nq").write_text(quads.replace('"New Zealand"', '"New Zealamd"', 1), "utf-8")
    told = averment(*words, "--var", tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        f"averment: snapshot {snapshot.id[:12]} is damaged: quads.nq is changed. "
        "Run `averment build` to publish it again from the same files.\n"
    )


@pytest.fixture
def here(snapshot: Snapshot, var: Path) -> tuple[str, str]:
    """The words that point a command to the snapshot of this run."""
    return ("--var", str(var))


STATES = "SELECT ?iso { ?s a av:State ; av:isoCode3 ?iso } ORDER BY ?iso LIMIT 2"


def test_quads_are_those_of_the_snapshot_and_one_that_names_it(
    here: tuple[str, str], snapshot: Snapshot
) -> None:
    written = averment("quads", *here)
    lines = written.stdout.splitlines(keepends=True)
    assert (written.returncode, written.stderr) == (0, "")
    assert "".join(lines[:-1]) == snapshot.quads.read_text("utf-8")
    assert lines[-1].endswith(
        f'"{snapshot.id}" <https://w3id.org/averment/snapshot/{snapshot.id}> .\n'
    )


def test_a_query_may_be_a_word_a_file_or_the_standard_input(
    here: tuple[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "states.rq"
    file.write_text(STATES, "utf-8")
    answers = {
        averment("query", STATES, *here).stdout,
        averment("query", f"@{file}", *here).stdout,
        averment("query", "-", *here, given=STATES).stdout,
    }
    assert answers == {"iso\nAUS\nCAN\n"}


def test_answers_come_in_the_format_that_is_asked_for(here: tuple[str, str]) -> None:
    told = averment("query", STATES, "--format", "json", *here)
    assert [row["iso"]["value"] for row in json.loads(told.stdout)["results"]["bindings"]] == [
        "AUS",
        "CAN",
    ]
    table = averment("query", STATES, "--format", "table", *here).stdout
    assert "│ AUS" in table
    assert table.endswith("2 rows\n")
    turtle = averment("query", "DESCRIBE avd:state-nzl", *here).stdout
    assert "avd:state-nzl" in turtle


BAD_QUERIES = {
    "SELECT *\nWHERE ?s": "line 2, column 7: met “?s”",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": "SERVICE is refused",
    "DROP ALL": "DROP is an update",
    "@no-such-file.rq": "no-such-file.rq cannot be read: No such file or directory",
}


@pytest.mark.parametrize(("text", "cause"), BAD_QUERIES.items())
def test_a_query_that_gets_no_answer_says_why(here: tuple[str, str], text: str, cause: str) -> None:
    told = averment("query", text, *here)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("averment: ")
    assert cause in told.stderr


def test_an_unknown_format_names_those_on_offer(here: tuple[str, str]) -> None:
    told = averment("query", STATES, "--format", "yaml", *here)
    assert told.returncode == 1
    assert told.stderr == "averment: format is “yaml”; choose one of: json, xml, csv, tsv\n"


def test_ask_lists_the_questions_with_their_parameters(here: tuple[str, str]) -> None:
    told = averment("ask", *here)
    assert told.returncode == 0
    assert "states-in-report  report=doc-yeshiva-world-2025-03-06\n    Which states" in told.stdout


def test_ask_answers_a_question_for_a_value(here: tuple[str, str]) -> None:
    words = ("ask", "states-in-report", "report=doc-yeshiva-world-2025-03-06", *here)
    told = averment(*words)
    assert told.returncode == 0
    assert told.stdout == averment("ask", "states-in-report", *here).stdout
    assert len(list(csv.reader(io.StringIO(told.stdout)))) > 7


BAD_WORDS = {
    (
        "states-in-reprot",
    ): "there is no question “states-in-reprot”; did you mean “states-in-report”?",
    ("states-in-report", "reprot=x"): "has no parameter “reprot”; did you mean “report”?",
    ("states-in-report", "report=a b"): "“a b”, but no report is called that; it must be the id",
    ("states-in-report", "doc-x"): "“doc-x” is not a parameter; write name=value",
}


@pytest.mark.parametrize(("words", "cause"), BAD_WORDS.items())
def test_a_question_asked_wrongly_is_told_what_was_meant(
    here: tuple[str, str], words: tuple[str, ...], cause: str
) -> None:
    told = averment("ask", *words, *here)
    assert (told.returncode, told.stdout) == (1, "")
    assert cause in told.stderr


def test_a_reader_that_has_seen_enough_is_no_error(here: tuple[str, str]) -> None:
    all_ = "SELECT ?s ?a { ?s ?p ?o . ?a ?b ?c }"
    command = [sys.executable, "-m", "kg.cli", "query", all_, *here]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "s,a\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_ctrl_c_stops_a_command(here: tuple[str, str], tmp_path: Path) -> None:
    """It waits for a query from a pipe; once the pipe has opened, it is at work."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "kg.cli", "query", f"@{pipe}", *here]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    with process, pipe.open("w"):
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == (None, "averment: stopped\n")
    assert process.returncode == 2


def test_format_check_names_what_differs_and_changes_nothing(checkout: Path) -> None:
    file = checkout / ZEALAND
    assert averment("--root", checkout, "format", "--check").returncode == 0
    edit(file, "    av:isoCode3", "  av:isoCode3")
    untidy = file.read_text("utf-8")
    told = averment("--root", checkout, "format", "--check")
    assert (told.returncode, told.stdout) == (1, f"{file}: is not in canonical form\n")
    assert file.read_text("utf-8") == untidy
    told = averment("--root", checkout, "format", file.parent)
    assert (told.returncode, told.stdout) == (0, f"{file}: rewritten\n")
    assert file.read_text("utf-8") == (ROOT / "tests/world" / ZEALAND).read_text("utf-8")


def test_format_says_which_files_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("avd:x a", "utf-8")
    told = averment("format", tmp_path / "broken.ttl", tmp_path / "none.ttl")
    assert (told.returncode, told.stdout) == (1, "")
    assert "broken.ttl:1:" in told.stderr
    assert "none.ttl" in told.stderr
    (tmp_path / "empty").mkdir()
    told = averment("format", tmp_path / "empty")
    assert told.returncode == 1
    assert "there is no Turtle file below this folder" in told.stderr


def test_format_leaves_the_ontology_as_it_is(checkout: Path) -> None:
    file = checkout / "ontology/schemes/status.ttl"
    written = file.read_text("utf-8")
    told = averment("--root", checkout, "format", file)
    assert (told.returncode, told.stderr) == (
        1,
        f"averment: {file} is not a curated file and was left unchanged; "
        "name curated files only.\n",
    )
    assert file.read_text("utf-8") == written


def test_a_folder_that_is_no_checkout_cannot_be_worked_on(tmp_path: Path) -> None:
    told = averment("--root", tmp_path, "check")
    missing = tmp_path / "ontology/averment.ttl"
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == f"averment: {missing}: No such file or directory\n"


def test_serve_finds_the_snapshots_where_build_put_them(snapshot: Snapshot, var: Path) -> None:
    """From whichever folder: a path is that of the person who types it."""
    words = [sys.executable, "-m", "kg.cli", "serve", "--var", var.name, "--port", "0"]
    with subprocess.Popen(words, cwd=var.parent, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        said = served.stdout.readline()
        served.send_signal(signal.SIGTERM)
        assert said.startswith(f"Averment serves snapshot {snapshot.id[:12]} at http://127.0.0.1:")
        assert served.wait() == 0
