"""Documents without a date or a headline, in many languages, and those that are held already."""

from pathlib import Path

import pytest

from kg.gate.check import check

pytestmark = pytest.mark.long

PUBLISHER = ("--publisher", "Financial Times")
UNDATED = ("new", "report", *PUBLISHER, "--undated", "--genre", "news-story")
HEADLINES = {
    "en": ("Spies fall silent over Vega", "https://x.example/a1", "doc-financial-times-silent"),
    "fr": ("Les services se taisent", "https://x.example/a2", "doc-financial-times-services"),
    "ru": ("Разведка молчит", "https://x.example/2025/razvedka-molchit", "razvedka"),
    "ja": ("情報機関は沈黙", "https://x.example/news/spies-silent.html", "silent"),
    "ar": ("المخابرات صامتة", "https://x.example/article/mukhabarat/1", "mukhabarat"),
}


@pytest.mark.parametrize("language", HEADLINES)
def test_an_undated_report_gets_neither_day_nor_date(checkout, done, refusals, language):
    title, url, word = HEADLINES[language]
    words = ("--title", title, "--url", url, "--language", language)
    path = Path(done(*UNDATED, *words).splitlines()[0])
    assert path.parent == checkout / "kg/data/documents/undated"
    assert path.stem.startswith("doc-financial-times-")
    assert path.stem.endswith(word)
    text = path.read_text("utf-8")
    assert "av:edtf" not in text
    assert f'av:title "{title}"@{language}' in text
    assert f'av:language "{language}"' in text
    assert refusals() == []
    assert "ReadingDayShape" not in {finding.rule for finding in check(checkout)[1]}


def test_an_untitled_report_is_named_by_its_date_or_address(done):
    base = ("new", "report", *PUBLISHER, "--untitled", "--url", "https://x.example/a/vega-talks")
    path = Path(done(*base, "--undated").splitlines()[0])
    assert path.stem == "doc-financial-times-talks"
    assert "av:title" not in path.read_text("utf-8")
    dated = ("--date", "2025-03-07", "--url", "https://x.example/b")
    path = Path(done("new", "report", *PUBLISHER, "--untitled", *dated).splitlines()[0])
    assert path.stem == "doc-financial-times-2025-03-07"


def test_a_second_article_of_one_day_gets_a_word_behind_the_date(done):
    words = ("new", "report", *PUBLISHER, "--date", "2025-03-07")
    done(*words, "--title", "Vega opens", "--url", "https://x.example/1")
    path = Path(
        done(*words, "--title", "Vega closes", "--url", "https://x.example/2").splitlines()[0]
    )
    assert path.stem == "doc-financial-times-2025-03-07-closes"


REFUSED = {
    "invented day": (
        ("--undated", "--slug", "doc-financial-times-2025-03-06"),
        "has 2025-03-06 in its name, and it bears no date",
    ),
    "invented month": (
        ("--date", "[2025-03-06..]", "--slug", "doc-financial-times-2025-03-vega"),
        "has 2025-03 in its name, and it is dated [2025-03-06..]",
    ),
    "other day": (
        ("--date", "2025-03-07", "--slug", "doc-financial-times-2025-03-06"),
        "and it is dated 2025-03-07; write a word of its title",
    ),
    "publisher alone": (
        ("--undated", "--slug", "doc-financial-times"),
        "would fit many a document",
    ),
    "vague": (("--undated", "--slug", "doc-financial-times-article"), "would fit many a document"),
    "day of reading": (
        ("--date", "[..2026-11-24]", "--read", "2026-11-24"),
        "says no more than that it was there when it was read; give --undated.",
    ),
    "later than read": (
        ("--date", "2026-11-25", "--read", "2026-11-24"),
        "it is dated 2026-11-25, and was read on 2026-11-24; correct --date or --read.",
    ),
    "both": (("--undated", "--date", "2025"), "give --date or --undated, one of the two."),
    "neither": ((), "--date  when, in EDTF"),
}


@pytest.mark.parametrize(("words", "cause"), REFUSED.values(), ids=REFUSED)
def test_a_name_or_date_that_misleads_is_refused_when_it_is_given(checkout, run, words, cause):
    before = sorted(checkout.rglob("*.ttl"))
    article = ("--title", "Vega", "--url", "https://x.example/vega")
    refused = run("new", "report", *PUBLISHER, *article, *words)
    assert refused.returncode == 1
    assert cause in refused.stderr
    assert sorted(checkout.rglob("*.ttl")) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"--url": "http://x.example/vega/#top", "--title": "Other words"},
        {"--url": "https://x.example/elsewhere"},
    ],
    ids=["address", "title and date"],
)
def test_the_same_article_twice_is_told_with_its_place(run, done, changed):
    given = {"--title": "Vega", "--url": "https://x.example/vega", "--date": "2025-03-07"}
    words = ("new", "report", *PUBLISHER)
    done(*words, *(word for pair in given.items() for word in pair))
    told = run(*words, *(word for pair in (given | changed).items() for word in pair))
    assert told.returncode == 1
    assert "doc-financial-times-2025-03-07 exists and has this" in told.stderr
    assert "kg/data/documents/2025/doc-financial-times-2025-03-07.ttl:11: Vega" in told.stderr


def test_the_language_is_that_of_the_publisher(done, run):
    done("new", "publisher", "--name", "Vedomosti Vega")
    words = ("new", "report", "--publisher", "Vedomosti Vega", "--undated")
    first = ("--title", "Разведка молчит", "--url", "https://v.example/molchit")
    assert "is not in Latin letters; give its --language" in run(*words, *first).stderr
    done(*words, *first, "--language", "ru")
    second = ("--title", "Разведка говорит", "--url", "https://v.example/govorit")
    text = Path(done(*words, *second).splitlines()[0]).read_text("utf-8")
    assert 'av:language "ru"' in text
    assert '"Разведка говорит"@ru' in text


def test_words_of_a_report_are_in_its_language_and_ours_in_english(done, refusals):
    title = ("--title", "Разведка молчит", "--language", "ru", "--slug", "doc-x-molchit")
    done(*UNDATED, *title, "--url", "https://x.example/molchit")
    said = ("--stance", "denies", "--proposition", "prop-aus-review", "--report", "doc-x-molchit")
    words = ("--unnamed", "чиновник", "--phrase", "сказал он", "--says", "It did not happen.")
    path = Path(done("new", "statement", *said, *words).splitlines()[0])
    text = path.read_text("utf-8")
    assert 'av:descriptor "чиновник"@ru' in text
    assert 'av:attributionPhrase "сказал он"@ru' in text
    assert 'av:gist "It did not happen."@en' in text
    assert refusals() == []


def test_an_undated_article_is_drafted_without_a_date(tmp_path_factory, checkout, done):
    folder = tmp_path_factory.mktemp("article")
    (folder / "article.txt").write_text("内閣情報調査室は沈黙\n\n政府高官は否定した。", "utf-8")
    words = ("--undated", "--language", "ja", "--url", "https://x.example/naicho-silent")
    done("draft", folder / "article.txt", "--out", folder / "draft.ttl", *PUBLISHER, *words)
    text = (folder / "draft.ttl").read_text("utf-8")
    assert "avd:doc-financial-times-naicho a av:Report" in text
    assert '"内閣情報調査室は沈黙"@ja' in text
    assert "av:edtf" not in text


@pytest.mark.parametrize(
    "more", [("--copy-of", "doc-nbc-news-allies"), ("--read", "never")], ids=["copy", "unread"]
)
def test_whether_it_passes_on_another_is_asked_only_where_that_is_open(done, more):
    words = (*UNDATED, "--title", "Vega", "--url", "https://x.example/vega")
    assert "whether it re-reports another" not in done(*words, *more)
    other = ("--title", "Altair", "--url", "https://x.example/altair")
    assert "whether it re-reports another" in done(*UNDATED, *other)
