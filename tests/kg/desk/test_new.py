"""New curated files from options."""

import io
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.contract import contract_of
from kg.desk.slugs import report_name, slug_of, year_of
from kg.errors import BadArgument
from kg.rdf.canonical import canonical

ROOT = Path(__file__).parents[3]
ORDER = contract_of(ROOT / "ontology").order
REPORT = (
    *("new", "report", "--title", "A headline", "--publisher", "Yeshiva World"),
    *("--date", "2025-03-06", "--url", "https://www.theyeshivaworld.com/x"),
    *("--slug", "rep-practice-2025-03-06"),
)
STATEMENT = (
    *("new", "statement", "--report", "rep-practice-2025-03-06", "--stance", "denies"),
    *("--proposition", "prop-aus-review"),
)
AGENCY = (
    *("new", "agency", "--name", "Bureau for Practice", "--alias", "BFP", "--state", "NZL"),
    *("--document", "doc-gcsb-hist", "--date", "1977/..", "--function", "signals"),
)
AGREEMENT = (
    *("new", "agreement", "--name", "Practice Agreement", "--party", "USA", "--party", "Canada"),
    *("--document", "doc-derwas-ukusa", "--date", "1946-03-05/.."),
    *("--kind", "agreement", "--publicity", "declassified"),
)
PROPOSITION = (
    *("new", "proposition", "--text", "Australia goes on sharing.", "--actor", "AUS"),
    *("--action", "continue-sharing", "--phase", "decided", "--episode", "epi-nbc-2025"),
)


def test_what_is_written_passes_the_gate_and_is_canonical(checkout, done, refusals):
    new = [
        done(*REPORT),
        done(*STATEMENT, "--speaker", "AUS"),
        done(*AGENCY),
        done(*AGREEMENT),
        done(*PROPOSITION),
        done("new", "publisher", "--name", "The Practice Post"),
        done("new", "person", "--name", "Ann Practice"),
    ]
    paths = [Path(told.splitlines()[0]) for told in new]
    assert [path.relative_to(checkout / "kg/data").as_posix() for path in paths] == [
        "reports/2025/rep-practice-2025-03-06.ttl",
        "reports/2025/rep-practice-2025-03-06.ttl",
        "agencies/nzl/agency-nzl-bfp.ttl",
        "agreements/agreement-practice-agreement-1946.ttl",
        "propositions/nbc-2025/prop-aus-continue-sharing.ttl",
        "organisations/org-practice-post.ttl",
        "people/person-practice.ttl",
    ]
    for path in paths:
        assert canonical(path.read_text("utf-8"), ORDER) == path.read_text("utf-8")
    assert refusals() == []


def test_the_gate_still_refuses_what_is_broken_afterwards(checkout, done, refusals):
    path = Path(done(*REPORT).splitlines()[0])
    path.write_text(path.read_text("utf-8").replace("org-yeshiva-world", "org-nobody"), "utf-8")
    assert refusals()


def test_it_tells_what_is_left_to_decide(done):
    assert "left to decide: whether it re-reports another document" in done(*REPORT)
    assert "left to decide: where it was first said" in done(*STATEMENT, "--speaker", "AUS")


@pytest.mark.parametrize("words", [REPORT, AGENCY, AGREEMENT, PROPOSITION])
def test_nothing_is_overwritten(checkout, run, done, words):
    path = Path(done(*words).splitlines()[0])
    before = path.read_bytes()
    again = run(*words)
    assert again.returncode == 1
    assert "exists" in again.stderr
    assert path.read_bytes() == before


def test_statements_are_counted_on_and_kept_side_by_side(done, refusals):
    done(*REPORT)
    done(*STATEMENT, "--speaker", "AUS")
    quoted = ("--excerpt", "not true", "--phrase", "an official said", "--locator", "paragraph 2")
    path = Path(done(*STATEMENT, "--unnamed", "an official", *quoted).splitlines()[0])
    text = path.read_text("utf-8")
    assert "avd:pos-practice-2025-03-06-1 a av:Statement" in text
    assert "avd:pos-practice-2025-03-06-2 a av:Statement" in text
    assert 'av:descriptor "an official"@en' in text
    assert 'av:excerpt "not true"@en' in text
    assert refusals() == []


def test_who_was_not_heard_from_said_nothing(done, refusals):
    done(*REPORT)
    silence = [word if word != "denies" else "not-heard-from" for word in STATEMENT]
    path = Path(done(*silence, "--speaker", "AUS").splitlines()[0])
    assert "a av:ReportedSilence" in path.read_text("utf-8")
    assert refusals() == []


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"--date": "6 March 2025"}, "cannot be read as a date"),
        ({"--url": "www.nowhere"}, "is no web address"),
        ({"--url": "https://x.example/a b"}, "is no web address"),
        ({"--publisher": "Yeshiva Wrld"}, "Did you mean org-yeshiva-world?"),
        ({"--slug": "rep-../../x"}, "is no name here"),
        ({"--slug": "pos-x"}, "is no name here"),
        ({"--title": " "}, "options are missing"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(checkout, run, changed, cause):
    options = dict(zip(REPORT[2::2], REPORT[3::2], strict=True)) | changed
    told = run("new", "report", *(word for pair in options.items() for word in pair))
    assert told.returncode == 1
    assert cause in told.stderr
    assert not (checkout / "kg/data/reports/2025/rep-practice-2025-03-06.ttl").exists()


def test_a_concept_that_is_none_is_answered_with_those_there_are(run, done):
    done(*REPORT)
    told = run(*STATEMENT[:-4], "--stance", "shrugs", "--speaker", "AUS", *STATEMENT[-2:])
    assert "declines-to-comment" in told.stderr


def test_missing_options_are_all_named_at_once(run):
    told = run("new", "agency", "--name", "Nameless")
    assert told.returncode == 1
    assert "--state" in told.stderr
    assert "--document" in told.stderr


def test_an_original_that_nobody_has_read_needs_neither_headline_nor_address(done, refusals):
    unread = ("--publisher", "org-nbc-news", "--date", "[..2025-03-07]", "--read", "never")
    text = Path(done("new", "report", *unread).splitlines()[0]).read_text("utf-8")
    assert "av:consultedOn" not in text
    assert "av:title" not in text
    assert refusals() == []


@pytest.mark.parametrize("kind", ["report", "statement", "agency", "agreement", "proposition"])
def test_help_teaches_with_an_example(done, kind):
    told = done("new", kind, "--help")
    assert f"averment new {kind} --" in told
    assert "(required)" in told


@pytest.mark.parametrize("command", ["new", "draft", "diff"])
def test_the_desk_is_part_of_the_first_help(done, command):
    assert f"\n  {command} " in done("--help")
    assert f"Example:\n    averment {command} " in done(command, "--help")


class Terminal(io.StringIO):
    """Somebody who types these answers, also where a machine has no terminals to give."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks(checkout: Path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", Terminal("\nThe Practice Post\nPP; Post\n\n\n"))
    assert main(["--root", str(checkout), "new", "publisher"]) == 0
    told = capsys.readouterr().out
    assert told.count("name (its name in English)") == 2, "a required answer is asked for again"
    text = (checkout / "kg/data/organisations/org-practice-post.ttl").read_text("utf-8")
    assert 'skos:altLabel "PP"@en, "Post"@en' in text


def test_answers_that_end_early_write_nothing(checkout: Path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", Terminal("The Practice Post\n"))
    assert main(["--root", str(checkout), "new", "publisher"]) == 1
    assert capsys.readouterr().err == "averment: the answers ended; nothing was written.\n"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("NBC News", "nbc-news"),
        ("The Yeshiva World", "yeshiva-world"),
        ("Süddeutsche Zeitung", "suddeutsche-zeitung"),
        ("L'Équipe", "lequipe"),
        ("U.S. News", "us-news"),
    ],
)
def test_slugs_follow_the_house(name: str, slug: str):
    assert slug_of(name) == slug


def test_a_name_without_latin_letters_makes_no_slug():
    with pytest.raises(BadArgument, match="--slug"):
        slug_of("内閣情報調査室")


def test_reports_are_named_by_outlet_and_date():
    assert report_name("org-yeshiva-world", "2025-03-06") == "yeshivaworld-2025-03-06"
    assert report_name("org-nbc-news", "[..2025-03-06]") == "nbcnews-2025-03-06"
    assert year_of("rep-x", "[..2025-03-06]") == year_of("rep-x-2025-03") == "2025"
    assert year_of("rep-x") == "undated"
