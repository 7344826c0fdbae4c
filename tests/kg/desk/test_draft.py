"""From an article's text to a draft that waits for its curator."""

import time
from pathlib import Path

import pytest

from kg.contract import contract_of
from kg.desk.alike import Propositions
from kg.desk.article import paragraphs
from kg.desk.language import Language
from kg.desk.reading import read
from kg.rdf.canonical import canonical
from kg.rdf.parse import parse_turtle
from kg.terms import AV

pytestmark = pytest.mark.long

ORDER = contract_of(Path(__file__).parents[3] / "ontology").order
ARTICLE = """\
Practice Headline

Israel considers reducing its intelligence sharing with the United States, sources familiar with
the matter told NBC News.

An Israeli official denied it on March 6, 2025. Ann Example stood by.
"""
DECIDED = """ a av:Statement ;
    av:stance avc:stance-denies ;
    av:proposition avd:prop-isr-reduce ;"""
OPTIONS = ("--publisher", "org-yeshiva-world", "--date", "2025-03-06", "--slug", "doc-practice")


@pytest.fixture
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("article") / "article.txt"
    file.write_text(ARTICLE, "utf-8")
    return file


@pytest.fixture
def drafted(checkout: Path, article: Path, done) -> Path:
    done("draft", article, *OPTIONS)
    return checkout / "kg/data/documents/undated/doc-practice.ttl"


def test_it_tells_what_it_found(article, done):
    told = done("draft", article, *OPTIONS)
    assert "state-isr (Israel): paragraph 1" in told
    assert "Ann Example: paragraph 2" in told
    assert "2025-03-06 (“March 6, 2025”): paragraph 2" in told
    assert "“sources familiar with the matter” (2 or more): paragraph 1" in told
    assert "paragraph 1: prop-isr-reduce" in told
    assert "--re-reports what it passes on:\n  doc-nbc-news-allies (" in told


def test_it_proposes_the_story_most_alike_first_and_says_why(article, done, tmp_path):
    told = done("draft", article, *OPTIONS, "--out", tmp_path / "1.ttl")
    stories = told.partition("stories that it may belong to:\n")[2].splitlines()
    assert stories[0].startswith("  epi-nbc-2025 1.0 (1 of 1 paragraphs are like what it claims; ")
    assert "names Israel, United States; 0 days from a report of it" in stories[0]
    given = (*OPTIONS, "--episode", "epi-nbc-2025", "--out", tmp_path / "2.ttl")
    assert "stories that it may belong to" not in done("draft", article, *given)


def test_it_proposes_the_stance_and_the_state_of_a_source(drafted):
    text = drafted.read_text("utf-8")
    assert "“An Israeli official denied” is avc:stance-denies, of avd:state-isr" in text
    assert "av:affiliationHint avd:state-isr ;" in text


def test_a_language_that_is_not_read_is_said_in_one_line(tmp_path_factory, done):
    file = tmp_path_factory.mktemp("article") / "article.txt"
    file.write_text("O governo de Israel não quis comentar as notícias da semana.", "utf-8")
    told = done("draft", file, *OPTIONS, "--title", "Notícias")
    assert told.startswith("language: Portuguese, which drafts do not read: names of states")
    assert "state-isr (Israel): paragraph 1" in told


def test_a_draft_is_well_formed_and_the_same_each_time(article, done, tmp_path):
    texts = []
    for name in ("1.ttl", "2.ttl"):
        done("draft", article, *OPTIONS, "--out", tmp_path / name)
        texts.append((tmp_path / name).read_text("utf-8"))
    assert canonical(texts[0], ORDER) == texts[0] == texts[1]


def test_it_decides_no_stance_and_no_proposition(drafted):
    said = {triple.predicate.value for triple in parse_turtle(drafted.read_text("utf-8"), "draft")}
    assert said & {f"{AV}stance", f"{AV}proposition", f"{AV}originDocument"} == set()
    assert f"{AV}locator" in said


def test_the_gate_names_each_open_decision(drafted, refusals):
    causes = [finding.cause for finding in refusals() if finding.rule == "undecided"]
    assert any("avd:pos-practice-1 waits for a decision: the stance" in cause for cause in causes)
    assert any("avd:prop-isr-reduce" in cause for cause in causes)
    assert any("names that the graph does not hold" in cause for cause in causes)
    assert len(causes) == drafted.read_text("utf-8").count("DECIDE: ")
    assert any('needs exactly one "stance"' in finding.cause for finding in refusals())


def test_a_decided_draft_passes(drafted, refusals):
    lines = drafted.read_text("utf-8").split("\n")
    undecided = "\n".join(line for line in lines if "DECIDE: " not in line)
    text = undecided.replace(" ;\n    skos:editorialNote\n", " .\n").replace(" ;\n\n", " .\n\n")
    decided = text.replace(" a av:Statement ;", DECIDED)
    drafted.write_text(canonical(decided, ORDER), "utf-8")
    assert refusals() == []


def test_a_note_left_behind_is_refused_though_all_else_is_there(drafted, refusals):
    text = drafted.read_text("utf-8")
    decided = text.replace(" a av:Statement ;", DECIDED)
    drafted.write_text(canonical(decided, ORDER), "utf-8")
    assert {finding.rule for finding in refusals()} == {"undecided"}


def test_nothing_is_overwritten(drafted, article, run):
    before = drafted.read_bytes()
    told = run("draft", article, *OPTIONS)
    assert told.returncode == 1
    assert "exists" in told.stderr
    assert drafted.read_bytes() == before


def test_a_binary_file_is_refused(checkout, tmp_path_factory, run):
    picture = tmp_path_factory.mktemp("article") / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    told = run("draft", picture, *OPTIONS)
    assert (told.returncode, told.stdout) == (1, "")
    assert "no text in UTF-8" in told.stderr


def test_direction_marks_do_not_reach_the_draft(tmp_path_factory, done, checkout):
    file = tmp_path_factory.mktemp("article") / "article.txt"
    file.write_text("\u202eIsrael\u202c said so, \u200fan official\u200e said.", "utf-8")
    done("draft", file, *OPTIONS, "--title", "x")
    text = (checkout / "kg/data/documents/undated/doc-practice.ttl").read_text("utf-8")
    assert 'av:descriptor "an official"@en' in text
    assert not any(sign in text for sign in "\u202e\u202c\u200f\u200e")


def test_likeness_is_a_count_that_is_explained(known):
    (paragraph,) = paragraphs("Israel is considering reducing intelligence sharing with the US.")
    named = {"state-isr", "state-usa"}
    first = Propositions(known).alike(paragraph.tokens, named)[0]
    assert first.slug == "prop-isr-reduce"
    assert first.score > 0.8
    assert first.why.startswith("names Israel, United States; 2 of 2 words of its action")
    assert Propositions(known).alike(paragraphs("Nothing of the kind.")[0].tokens, set()) == []


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE * 2500,
        ARTICLE.replace("\n", " ") * 2500,
        "a." * 400_000,
        "A" * 800_000,
        "said " * 160_000,
        "sources of the " * 50_000,
        "The " * 200_000,
    ],
    ids=["paragraphs", "one paragraph", "dots", "one word", "verbs", "sources", "capitals"],
)
def test_a_megabyte_is_read_in_bounded_time(known, text):
    began = time.process_time()
    read(known, paragraphs(text), Language("en"))
    assert time.process_time() - began < 20
