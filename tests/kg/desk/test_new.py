"""New curated files from options."""

import io
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.contract import contract_of
from kg.desk.documents import telling_words
from kg.desk.known import Known
from kg.desk.slugs import document_name, last_name, slug_of, year_of
from kg.errors import BadArgument
from kg.gate.moved import TABLE
from kg.rdf.canonical import canonical

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
ORDER = contract_of(ROOT / "ontology").order
REPORT = (
    *("new", "report", "--title", "A headline", "--publisher", "Yeshiva World"),
    *("--date", "2025-03-06", "--url", "https://www.theyeshivaworld.com/x"),
    *("--slug", "doc-practice-2025-03-06"),
)
STATEMENT = (
    *("new", "statement", "--report", "doc-practice-2025-03-06", "--stance", "denies"),
    *("--proposition", "prop-aus-review"),
)
AGENCY = (
    *("new", "agency", "--name", "Bureau for Practice", "--alias", "BFP", "--state", "NZL"),
    *("--document", "doc-nzl-gcsb-history", "--date", "1977/..", "--function", "signals"),
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
        "documents/2025/doc-practice-2025-03-06.ttl",
        "documents/2025/doc-practice-2025-03-06.ttl",
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
    assert not (checkout / "kg/data/documents/2025/doc-practice-2025-03-06.ttl").exists()


def test_a_concept_that_is_none_is_answered_with_those_there_are(run, done):
    done(*REPORT)
    told = run(*STATEMENT[:-4], "--stance", "shrugs", "--speaker", "AUS", *STATEMENT[-2:])
    assert "declines-to-comment" in told.stderr


def test_missing_options_are_all_named_at_once(run):
    told = run("new", "agency", "--name", "Nameless")
    assert told.returncode == 1
    assert "--state" in told.stderr
    assert "--document" in told.stderr


def test_an_original_that_nobody_has_read_needs_neither_headline_nor_address(run, done, refusals):
    unread = ("--publisher", "org-nbc-news", "--date", "[..2025-03-07]", "--read", "never")
    assert "neither one date nor a title makes a name" in run("new", "report", *unread).stderr
    unread = (*unread, "--slug", "doc-nbc-news-pause")
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
    monkeypatch.setattr("sys.stdin", Terminal("\nThe Practice Post\nPP; Post\n" + "\n" * 9))
    assert main(["--root", str(checkout), "new", "publisher"]) == 0
    told = capsys.readouterr().out
    assert told.count("name (its name in English)") == 2, "a required answer is asked for again"
    assert "seat" not in told, "asked of organisations, and not of those that publish news"
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
        ("Lenta.ru", "lenta-ru"),
    ],
)
def test_slugs_follow_the_house(name: str, slug: str):
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Alexander De Croo", "De Croo"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Abdel Fattah al-Burhan", "al-Burhan"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Patrick Marr-Johnson", "Marr-Johnson"),
        ("John O. Smith", "Smith"),
        ("Ben Wallace", "Wallace"),
        ("Confucius", "Confucius"),
    ],
)
def test_a_particle_stays_with_the_last_name(name: str, last: str):
    assert last_name(name) == last


def test_a_name_without_latin_letters_makes_no_slug():
    with pytest.raises(BadArgument, match="--slug"):
        slug_of("内閣情報調査室")


@pytest.mark.parametrize(
    ("publisher", "edtf", "name"),
    [
        ("org-yeshiva-world", "2025-03-06", "yeshiva-world-2025-03-06"),
        ("org-nbc-news", "2025-03", "nbc-news-2025-03"),
        ("agency-usa-nsa", "1946", "usa-nsa-1946"),
        ("org-nbc-news", "[..2025-03-06]", "nbc-news-pause"),
        ("org-nbc-news", None, "nbc-news-pause"),
        ("org-the-straits-times", "2022-09-21", "straits-times-2022-09-21"),
        ("org-the-guardian", "2020-01-27", "the-guardian-2020-01-27"),
        ("org-bureau-of-one-two-three-four", "1946", "bureau-of-one-two-three-1946"),
    ],
)
def test_documents_are_named_by_publisher_and_date_or_word(
    publisher: str, edtf: str | None, name: str
) -> None:
    assert document_name(publisher, edtf, "pause") == name


def test_a_document_without_one_date_and_title_gets_no_name():
    with pytest.raises(BadArgument, match="--slug"):
        document_name("org-nbc-news", "[..2025-03-06]", None)


def test_the_telling_word_of_a_title_is_the_rarest(known: Known):
    title = "U.S. allies at Yeshiva may weigh intelligence on Übermorgen"
    assert telling_words(known, title, "yeshiva-world")[0] == "ubermorgen"
    assert telling_words(known, "Yeshiva 內閣", "yeshiva-world") == []


def test_files_of_documents_lie_by_the_year_in_their_name():
    assert year_of("doc-x-2025-03") == year_of("doc-x-2025-03-06-word") == "2025"
    assert year_of("doc-x") == "undated"


def test_any_document_is_named_so(checkout, done, refusals):
    words = ("--title", "Notice of Practice", "--publisher", "org-aus-department-of-defence")
    told = done("new", "official-document", *words, "--date", "1946-03-05", "--read", "2026-11-24")
    name = "doc-aus-department-of-defence-1946-03-05"
    assert Path(told.splitlines()[0]) == checkout / f"kg/data/documents/1946/{name}.ttl"
    again = done("new", "official-document", *words, "--read", "2026-11-24")
    name = "doc-aus-department-of-defence-practice"
    assert Path(again.splitlines()[0]) == checkout / f"kg/data/documents/undated/{name}.ttl"
    assert refusals() == []


def give_up(checkout: Path, name: str) -> None:
    header, *lines = (checkout / TABLE).read_text("utf-8").splitlines()
    text = "\n".join([header, *sorted([*lines, f"{name}\tremoved"])])
    (checkout / TABLE).write_text(f"{text}\n", "utf-8")


def test_a_name_that_is_given_up_stays_taken(checkout, run, done):
    done(*REPORT)
    give_up(checkout, "doc-practice-thought")
    other = ("--title", "A second thought", "--url", "https://www.theyeshivaworld.com/y")
    given_before = run(*REPORT[:2], *other, *REPORT[4:8], "--slug", "doc-practice-thought")
    assert "doc-practice-thought was given before (kg/data/moved.tsv)" in given_before.stderr
    give_up(checkout, "pos-practice-2025-03-06-1")
    text = Path(done(*STATEMENT, "--speaker", "AUS").splitlines()[0]).read_text("utf-8")
    assert "avd:pos-practice-2025-03-06-2 a av:Statement" in text
