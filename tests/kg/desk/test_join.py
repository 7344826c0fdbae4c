"""What is told again joins what is held: refusals that lead there, citations, and drafts."""

import io
import re
import shlex
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.contract import contract_of
from kg.gate.check import check
from kg.rdf.canonical import canonical

pytestmark = pytest.mark.long

ORDER = contract_of(Path(__file__).parents[3] / "ontology").order
HELD = "pos-yeshiva-world-2025-03-06"
NEW = "doc-practice-2025-03-07"
REPORT = (
    *("new", "report", "--title", "A retelling", "--publisher", "Financial Times", "--slug", NEW),
    *("--date", "2025-03-07", "--url", "https://www.ft.com/x", "--genre", "news-story"),
    *("--re-reports", "doc-nbc-news-allies"),
)
ORIGIN = ("--origin", "doc-nbc-news-allies")
DENIAL = (
    *("new", "statement", "--report", NEW, "--stance", "denies", "--locator", "paragraph 3"),
    *("--on-behalf-of", "ISR", "--proposition", "prop-isr-reduce"),
)
REJECTION = (
    *("new", "statement", "--report", NEW, "--stance", "rejects", "--speaker", "GBR"),
    *("--proposition", "prop-gbr-review"),
)


def files(checkout: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in checkout.rglob("kg/data/**/*") if path.is_file()}


def rules(checkout: Path) -> set[str]:
    return {finding.rule for finding in check(checkout)[1]}


@pytest.fixture
def held(checkout: Path, done) -> Path:
    """The file of the report whose positions are held, beside a report that tells them again."""
    done(*REPORT)
    return checkout / "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl"


def test_a_statement_that_is_held_is_refused_with_its_place_and_the_command(checkout, run, held):
    before = files(checkout)
    refused = run(*REJECTION, "--locator", "paragraph 4", *ORIGIN)
    assert (refused.returncode, refused.stdout) == (1, "")
    place, slug = re.search(r"^  (\S+): (pos-\S+)$", refused.stderr, re.MULTILINE).groups()
    path, line = place.rsplit(":", 1)
    assert (checkout / path) == held
    assert held.read_text("utf-8").splitlines()[int(line) - 1].startswith(f"avd:{slug} a ")
    assert "cited: doc-yeshiva-world-2025-03-06" in refused.stderr
    assert files(checkout) == before


def test_the_command_that_is_given_joins(run, done, held, refusals):
    told = run(*REJECTION, "--locator", "paragraph 4", *ORIGIN).stderr
    (command,) = re.findall("^  averment (new citation .+)$", told, re.MULTILINE)
    assert done(*shlex.split(command)) == f"{held}\n"
    text = held.read_text("utf-8")
    joined = text.partition(f"a av:Citation ;\n    av:citedDocument avd:{NEW} ;")[2]
    assert joined.startswith("\n    av:originDocument avd:doc-nbc-news-allies ;")
    assert 'av:locator "paragraph 4"' in joined.partition(" .\n")[0]
    assert canonical(text, ORDER) == text
    assert refusals() == []


@pytest.mark.parametrize(
    "speaker",
    [("--unnamed", "an official from Israel"), ("--speaker", "src-nbc-israeli")],
    ids=["described anew", "named"],
)
def test_an_unnamed_source_of_the_same_origin_says_the_same(run, held, speaker):
    refused = run(*DENIAL, *speaker, *ORIGIN)
    assert f"{HELD}-9" in refused.stderr
    assert f"averment new citation --record {HELD}-9" in refused.stderr


def test_an_unnamed_source_of_another_origin_is_another(checkout, done, held):
    done(*DENIAL, "--unnamed", "an official from Israel", "--origin", NEW)
    assert "repeated-statement" not in rules(checkout)


@pytest.mark.parametrize("more", [("--date", "2025-03-07"), ("--another",)], ids=lambda m: m[0])
def test_another_occasion_is_another_statement(checkout, done, held, more):
    path = Path(done(*REJECTION, *more).splitlines()[0])
    assert "avd:pos-practice-2025-03-07-1 a av:Statement" in path.read_text("utf-8")


def test_another_stance_or_proposition_is_another_statement(done, held):
    first = done(*REJECTION[:-2], "--proposition", "prop-can-review").splitlines()[0]
    second = done(*("denies" if word == "rejects" else word for word in REJECTION)).splitlines()[0]
    held = Path(first).read_text("utf-8") + Path(second).read_text("utf-8")
    assert "av:proposition avd:prop-can-review ;" in held
    assert "av:stance avc:stance-denies ;" in held


def test_what_is_said_of_more_is_told(run, held):
    told = run(
        *("new", "statement", "--report", NEW, "--stance", "asserts", "--speaker", "NBC News"),
        *("--proposition", "prop-gbr-review", "--proposition", "prop-isr-reduce"),
    ).stderr
    assert "It says prop-can-review too" in told
    assert "It does not say prop-isr-reduce: that is a statement of its own." in told


def test_the_same_report_has_nothing_to_add(run, done, held):
    done("new", "citation", "--record", f"{HELD}-8", "--document", NEW)
    assert f"{NEW} is cited there already, so there is nothing to add." in run(*REJECTION).stderr
    again = run("new", "citation", "--record", f"{HELD}-8", "--document", NEW)
    assert again.returncode == 1
    assert f"{HELD}-8 cites {NEW} already (kg/data/documents/2025/" in again.stderr


class Terminal(io.StringIO):
    """Somebody who types these answers."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "grown"),
    [("y\n", {"doc-yeshiva-world-2025-03-06"}), ("n\ny\n", {NEW}), ("n\nn\n", set())],
    ids=["join", "another", "neither"],
)
def test_on_a_terminal_it_asks(checkout, monkeypatch, held, typed, grown):
    assert held.exists()
    before = files(checkout)
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert main(["--root", str(checkout), *REJECTION]) == (0 if grown else 1)
    after = files(checkout)
    assert {path.stem for path in after if after[path] != before.get(path)} == grown


RECORDS = {
    "event": "evt-oval-office-2025-02-04",
    "party": "pty-ukusa-1946-aus",
    "membership": "mem-five-eyes-nzl",
    "position": f"{HELD}-4",
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_citation_is_added_to_any_record(done, refusals, held, record):
    given = ("--bearing", "disputes", "--date-given", "1956", "--locator", "p. 4")
    path = Path(done("new", "citation", "--record", record, "--document", NEW, *given).strip())
    text = path.read_text("utf-8")
    block = text.partition(f"avd:cit-{record}-practice-2025-03-07 a av:Citation ;")[2]
    assert block.startswith(
        f"\n    av:citedDocument avd:{NEW} ;\n    av:bearing avc:bearing-disputes"
    )
    assert 'av:dateGiven "1956"' in block.partition(" .\n")[0]
    assert canonical(text, ORDER) == text
    assert refusals() == []


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        (("--record", "pos-nobody-1", "--document", NEW), "“pos-nobody-1” is no such thing"),
        (("--record", f"{HELD}-4", "--document", "doc-no"), "“doc-no” is no such thing"),
        (("--record", f"{HELD}-4", "--document", NEW, "--bearing", "shrugs"), "is no bearing"),
        (("--record", f"{HELD}-4", "--document", NEW, "--date-given", "soon"), "as a date"),
    ],
    ids=lambda given: given if isinstance(given, str) else None,
)
def test_a_citation_that_cannot_be_leaves_the_file_as_it_was(checkout, run, held, given, cause):
    before = files(checkout)
    refused = run("new", "citation", *given)
    assert refused.returncode == 1
    assert cause in refused.stderr
    assert files(checkout) == before


PROPOSITION = (
    *("new", "proposition", "--actor", "ISR", "--counterparty", "USA", "--phase", "considered"),
    *("--action", "reduce-sharing", "--topic", "intelligence"),
)
REDUCES = "Israel is considering reducing intelligence sharing with the United States."


def test_an_equal_proposition_is_refused_in_other_words_too(run):
    refused = run(*PROPOSITION, "--text", "Wholly other words", "--another", "--slug", "prop-x")
    assert refused.returncode == 1
    assert "prop-isr-reduce exists and says just this" in refused.stderr
    assert "kg/data/propositions/nbc-2025/prop-isr-reduce.ttl:11" in refused.stderr


def test_a_proposition_much_alike_is_asked_about(run, done):
    like = [word if word != "considered" else "decided" for word in PROPOSITION]
    refused = run(*like, "--text", REDUCES, "--slug", "prop-x")
    assert "one that is held already is much alike" in refused.stderr
    assert "kg/data/propositions/nbc-2025/prop-isr-reduce.ttl:11: prop-isr-reduce" in refused.stderr
    assert "prop-x" in done(*like, "--text", REDUCES, "--slug", "prop-x", "--another")


ARTICLES = {
    "en": "Allies hesitate\n\nIsrael is considering reducing intelligence sharing with the United "
    "States, sources familiar with the matter told NBC News.\n\nAn Israeli official denied it.",
    "ru": "Союзники США сомневаются\n\nИзраиль думает передавать США меньше разведданных, сообщает "
    "NBC News.\n\nИзраильский чиновник это отрицает.",
    "ja": "同盟国は米国への情報提供を見直す\n\n"
    "イスラエルは情報共有の縮小を検討している。\n\nイスラエル当局者は否定した。",
    "ar": "حلفاء واشنطن يعيدون النظر\n\nتدرس إسرائيل تقليص تبادل المعلومات الاستخبارية.\n\n"
    "ونفى مسؤول إسرائيلي ذلك.",
}


@pytest.fixture
def draft(tmp_path_factory: pytest.TempPathFactory, done):
    """Drafts an article that passes on the origin; gives the draft and what was printed."""

    def draft(language: str, *more: str) -> tuple[Path, str]:
        folder = tmp_path_factory.mktemp("article")
        (folder / "article.txt").write_text(ARTICLES[language], "utf-8")
        out = folder / f"draft-{language}.ttl"
        words = ("--publisher", "Financial Times", "--date", "2025-03-07", "--language", language)
        told = done("draft", folder / "article.txt", "--out", out, *words, *more)
        return out, told

    return draft


AGAIN = ("--re-reports", "doc-nbc-news-allies", "--slug", NEW, "--url", "https://www.ft.com/x")


def test_a_draft_lists_the_positions_beside_the_paragraph(draft):
    _, told = draft("en")
    lines = told.splitlines()
    (at,) = [n for n, line in enumerate(lines) if "paragraph 1: prop-isr-reduce" in line]
    assert "kg/data/propositions/nbc-2025/prop-isr-reduce.ttl:11" in lines[at + 1]
    assert lines[at + 2].strip().startswith(f"{HELD}-1: src-nbc-familiar")
    assert "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl:22" in lines[at + 2]


def test_a_report_of_its_own_is_offered_no_joining(draft):
    out, told = draft("en")
    assert "averment join" not in told
    assert f"cit-{HELD}-1-" not in out.read_text("utf-8")


def test_a_draft_of_what_is_told_again_proposes_the_command(draft):
    out, told = draft("en", *AGAIN)
    assert f"  averment join {out} {HELD}-1=1 " in told
    text = out.read_text("utf-8")
    assert f"avd:cit-{HELD}-1-practice-2025-03-07 a av:Citation" in text
    assert "a av:Statement" not in text, "both paragraphs repeat what is held"


@pytest.mark.parametrize("language", ARTICLES)
def test_joining_needs_no_hand_edit_in_any_language(checkout, done, draft, refusals, language):
    out, _ = draft(language, *AGAIN)
    paths = done("join", out, f"{HELD}-1=1", f"{HELD}-9=paragraph 2").splitlines()
    report, origin = (Path(path).read_text("utf-8") for path in paths)
    assert f'av:language "{language}"' in report
    assert f'{ARTICLES[language].splitlines()[0]}"@{language}' in report
    assert "DECIDE" not in report
    assert "a av:Statement" not in report
    assert origin.count(f"av:citedDocument avd:{NEW} ;\n    av:originDocument avd:doc-nbc-") == 2
    assert 'av:locator "paragraph 1"' in origin
    assert canonical(origin, ORDER) == origin
    assert canonical(report, ORDER) == report
    assert refusals() == []


def test_all_can_be_joined_at_once_and_never_twice(checkout, run, done, draft):
    out, _ = draft("ar", *AGAIN)
    done("join", out, "--all")
    before = files(checkout)
    again = run("join", out, "--all")
    assert again.returncode == 1
    assert f"cites {NEW} already (kg/data/documents/2025/" in again.stderr
    assert files(checkout) == before


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ((f"{HELD}-1=1", "pos-nobody-1"), "offers no citation of pos-nobody-1; it offers"),
        ((), "name what the report repeats, or give --all"),
    ],
)
def test_what_is_not_offered_is_refused_whole(checkout, run, draft, words, cause):
    out, _ = draft("en", *AGAIN)
    before = files(checkout)
    refused = run("join", out, *words)
    assert refused.returncode == 1
    assert cause in refused.stderr
    assert files(checkout) == before


def test_a_file_that_is_no_draft_is_refused(checkout, run, held):
    assert "offers no citation to add" in run("join", held).stderr


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    checkout, monkeypatch, capsys, draft
):
    out, _ = draft("en", *AGAIN)
    before = files(checkout)
    (checkout / "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl.new").mkdir()
    assert main(["--root", str(checkout), "join", str(out), f"{HELD}-1=1"]) == 2
    assert "Is a directory" in capsys.readouterr().err
    assert files(checkout) == before


def test_on_a_terminal_each_is_asked_for(checkout, monkeypatch, capsys, draft):
    out, _ = draft("en", *AGAIN)
    offered = out.read_text("utf-8").count("a av:Citation")
    monkeypatch.setattr("sys.stdin", Terminal("y\n" + "n\n" * (offered - 1)))
    assert main(["--root", str(checkout), "join", str(out)]) == 0
    told = capsys.readouterr().out
    assert told.count("[y/N]") == offered
    held = (checkout / "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl").read_text("utf-8")
    assert held.count(f"av:citedDocument avd:{NEW}") == 1


def test_a_draft_among_the_curated_files_keeps_none_of_its_offers(checkout, done, draft):
    article = draft("en")[0].with_name("article.txt")
    words = ("--publisher", "Financial Times", "--date", "2025-03-07", *AGAIN)
    done("draft", article, *words, "--genre", "news-story", "--episode", "epi-nbc-2025")
    path = checkout / f"kg/data/documents/2025/{NEW}.ttl"
    done("join", path, f"{HELD}-1=1")
    text = path.read_text("utf-8")
    assert "a av:Citation" not in text
    assert canonical(text, ORDER) == text
