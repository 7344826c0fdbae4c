"""Texts of articles, hostile ones too, and what is found in them."""

from pathlib import Path

import pyoxigraph as px
import pytest

from kg.contract import contract_of
from kg.desk.acts import acts, attribution
from kg.desk.article import MOST_BYTES, Paragraph, paragraphs, read_article
from kg.desk.dates import Dates
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.names import Names
from kg.desk.sources import Source, Sources
from kg.desk.unknown import unknown_names
from kg.errors import BadArgument
from kg.rdf.triples import Triple
from kg.terms import AV, AVD, RDF_TYPE, SKOS


def one(text: str) -> Paragraph:
    (paragraph,) = paragraphs(text)
    return paragraph


ENGLISH = Language("en")


def sources(text: str) -> list[Source]:
    return Sources(ENGLISH).of(one(text), ())


def named(names: Names, text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(mention.text, mention.slugs) for mention in names.mentions(one(text))]


@pytest.fixture(scope="module")
def world() -> Names:
    """A few names that lie in wait for each other."""
    kinds = {"state": "State", "org": "NewsOrganisation", "agency": "IntelligenceAgency"}
    labels = {
        "state-ner": ["Niger"],
        "state-nga": ["Nigeria", "Nigéria"],
        "state-gin": ["Guinea"],
        "state-png": ["Papua New Guinea"],
        "state-omn": ["Oman"],
        "state-usa": ["United States", "US"],
        "state-civ": ["Côte d'Ivoire"],
        "state-isr": ["Israel", "ישראל"],
        "agency-nga-nia": ["NIA"],
        "agency-ind-nia": ["NIA"],
        "agency-jpn-ciro": ["内閣情報調査室"],
        "agency-ukr-sbu": ["Служба безпеки України"],
        "agency-egy-gis": ["جهاز المخابرات العامة"],
        "state-aut": ["Австрія"],
        "state-nzl": ["Нова Зеландія"],
        "state-irn": ["Іран"],
        "state-aus": ["Австралія"],
        "org-nation": ["The Nation"],
        "org-prime": ["Prime"],
    }
    triples = [
        Triple(px.NamedNode(AVD + slug), px.NamedNode(predicate), value)
        for slug, texts in labels.items()
        for predicate, value in (
            (RDF_TYPE, px.NamedNode(AV + kinds[slug.split("-")[0]])),
            *((f"{SKOS}prefLabel", px.Literal(text, language="en")) for text in texts),
        )
    ]
    return Names(Known(contract_of(Path(__file__).parents[3] / "ontology"), triples))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nigeria and Niger", [("Nigeria", ("state-nga",)), ("Niger", ("state-ner",))]),
        ("Papua New Guinea spoke", [("Papua New Guinea", ("state-png",))]),
        ("a woman from Romania", []),
        ("it told us", []),
        ("the US and the U.S.", [("US", ("state-usa",)), ("U.S.", ("state-usa",))]),
        ("UNITED STATES", [("UNITED STATES", ("state-usa",))]),
        ("Cote d’Ivoire’s view", [("Cote d’Ivoire", ("state-civ",))]),
        ("NIA, not nia", [("NIA", ("agency-ind-nia", "agency-nga-nia"))]),
        ("日本の内閣情報調査室は", [("内閣情報調査室", ("agency-jpn-ciro",))]),
        ("\u200fישראל\u200e", [("ישראל", ("state-isr",))]),
        ("בישראל", [("בישראל", ("state-isr",))]),
        ("Служби безпеки України", [("Служби безпеки України", ("agency-ukr-sbu",))]),
        ("служба безпечна", []),
        ("з Австралією", [("Австралією", ("state-aus",))]),
        ("Нову Зеландію", [("Нову Зеландію", ("state-nzl",))]),
        ("Ірак і Ірану", [("Ірану", ("state-irn",))]),
        ("في جهاز المخابرات العامة", [("جهاز المخابرات العامة", ("agency-egy-gis",))]),
        ("وجهاز المخابرات العامة", [("وجهاز المخابرات العامة", ("agency-egy-gis",))]),
        ("Is\u200bra\u00adel", [("Israel", ("state-isr",))]),
        ("the nation, The Nation", [("The Nation", ("org-nation",))]),
        ("the Prime Minister", []),
    ],
)
def test_names_are_found_whole_and_longest_first(world, text, found):
    assert named(world, text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Bureau of Practice told Nigeria and Ann Example on Monday.",
            ["Bureau of Practice", "Ann Example"],
        ),
        ("Aunque lo dijo Practicia. «Esto lo dijo Ejemplo.»", ["Practicia", "Ejemplo"]),
        ("Directeur zei het. Bron: Voorbeeld.", ["Voorbeeld"]),
        ("told Gen. Example in Practicia. The House met", ["Gen. Example", "Practicia", "House"]),
    ],
)
def test_capitalised_names_that_nobody_knows_are_listed(world, text, names):
    """A single word that begins a sentence may be any word."""
    paragraph = one(text)
    assert unknown_names(paragraph, world.mentions(paragraph)) == names


@pytest.mark.parametrize(
    ("text", "descriptor", "persons"),
    [
        ("citing sources familiar with the matter.", "sources familiar with the matter", (2, None)),
        ("an Israeli official dismissed it", "an Israeli official", (1, 1)),
        ("Officials said so.", "Officials", (2, None)),
        ("three Western diplomats disagreed", "three Western diplomats", (3, 3)),
        ("from unnamed sources", "unnamed sources", (2, None)),
        ("A source close to the talks said", "A source close to the talks", (1, 1)),
    ],
)
def test_unnamed_sources_are_found_by_their_words(text, descriptor, persons):
    (source,) = sources(text)
    assert (source.descriptor, (source.least, source.most)) == (descriptor, persons)


@pytest.mark.parametrize(
    "text", ["intelligence sources and operations", "an official visit", "the official said"]
)
def test_not_every_source_is_somebody_new(text):
    assert sources(text) == []


def test_the_words_of_attribution_are_few():
    told = one("It is so, according to people who know a very great deal about it.")
    assert attribution(acts(told, ENGLISH, ())) == "according to people who know a very great"
    assert attribution(acts(one("It is so."), ENGLISH, ())) is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on Feb. 4, 2025", ["2025-02-04"]),
        ("le 4 février 2025", ["2025-02-04"]),
        ("am 4. März 2025", ["2025-03-04"]),
        ("4 de marzo de 2025", ["2025-03-04"]),
        ("in March 2025", ["2025-03"]),
        ("2025-03-06", ["2025-03-06"]),
        ("on February 30, 2025", []),
        ("may 2025 happen", ["2025-05"]),
    ],
)
def test_dates_are_read(text, edtf):
    languages = (Language(code) for code in ("en", "fr", "de", "es"))
    found = {date for language in languages for date, _ in Dates(language).of(one(text))}
    assert sorted(found) == edtf


def test_the_headline_is_no_paragraph():
    headline, first = paragraphs("A Headline\n\nIt is so.")
    assert (headline.locator, first.locator) == ("headline", "paragraph 1")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "no words"),
        (b" \n\xe2\x80\x8f\n. . .", "no words"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text in UTF-8"),
        (b"PK\x03\x04 text", "control signs"),
        ("naïve".encode("latin-1"), "no text in UTF-8"),
        (b"a " * (MOST_BYTES // 2 + 1), "no article"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, content: bytes, cause: str):
    file = tmp_path / "article.txt"
    file.write_bytes(content)
    with pytest.raises(BadArgument, match=cause):
        read_article(file)


def test_a_folder_or_nothing_is_refused(tmp_path: Path):
    for path in (tmp_path, tmp_path / "nowhere.txt"):
        with pytest.raises(BadArgument, match="cannot be read"):
            read_article(path)
