"""New records and things of any class that the shapes give a form."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.contract import contract_of
from kg.desk.forms import forms
from kg.desk.kinds import named, part, speaking
from kg.desk.slugs import tail
from kg.rdf.canonical import canonical

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
CONTRACT = contract_of(ROOT / "ontology")
REPORT = "doc-yeshiva-world-2025-03-06"
DOCUMENT = "doc-nzl-gcsb-history"
SOURCE = ("--document", DOCUMENT)
# What is given, where the record lands in the small checkout, and what it is called.
RECORDS = {
    (
        "membership",
        *("--participant", "DEU", "--arrangement", "Five Eyes", "--as-of", "2020-01-01"),
    ): ("agreements/partnership-five-eyes", "mem-five-eyes-deu"),
    (
        "party-status",
        *("--participant", "NOR", "--arrangement", "agreement-brusa-1943", "--date", "1943"),
    ): ("agreements/agreement-brusa-1943", "pty-brusa-1943-nor"),
    (
        "subordination",
        *("--subordinate", "agency-nzl-gcsb", "--superior", "AUS", "--date", "1977/1980"),
    ): ("agencies/nzl/agency-nzl-gcsb", "sub-nzl-gcsb-aus"),
    (
        "co-operation",
        *("--party", "AUS", "--party", "DEU", "--subject", "intelligence", "--date", "2020/.."),
    ): ("co-operations/coop-aus-deu", "coop-aus-deu"),
}
THINGS = {
    ("episode", "--name", "The Next Story"): "episodes/epi-next-story",
    ("group", "--name", "Some", "--member", "AUS", "--member", "GBR"): "groups/group-some",
    (
        "official-document",
        "--title",
        "A Paper",
        "--publisher",
        "NZL",
    ): "documents/undated/doc-nzl-paper",
    ("post", "--name", "Chief", "--in", "NZL"): "posts/post-nzl-chief",
    ("public-body", "--name", "Ministry of Practice", "--state", "NZL"): (
        "organisations/org-nzl-ministry-of-practice"
    ),
    ("partnership", "--name", "Six Eyes"): "agreements/partnership-six-eyes",
}


@pytest.mark.parametrize(("words", "place"), RECORDS.items(), ids=lambda given: given[0])
def test_a_record_is_cited_and_stands_where_its_like_stand(
    checkout, done, refusals, words: tuple[str, ...], place: tuple[str, str]
):
    path = Path(done("new", *words, *SOURCE).splitlines()[0])
    text = path.read_text("utf-8")
    where, slug = place
    assert path == checkout / f"kg/data/{where}.ttl"
    assert f"avd:{slug} a av:" in text
    cited = f"avd:cit-{slug}-{tail(DOCUMENT)}"
    assert f"av:hasCitation {cited} ." in text
    assert f"{cited} a av:Citation ;\n    av:citedDocument avd:{DOCUMENT} ;" in text
    assert canonical(text, CONTRACT.order) == text
    assert refusals() == []


@pytest.mark.parametrize(("words", "place"), THINGS.items(), ids=lambda given: given[0])
def test_a_thing_gets_a_file_beside_its_like(checkout, done, refusals, words, place):
    path = Path(done("new", *words).splitlines()[0])
    assert path == checkout / f"kg/data/{place}.ttl"
    assert refusals() == []


def test_an_event_lies_with_its_year(checkout, done, refusals):
    event = ("new", "event", "--action", "meet", "--actor", "AUS", "--date", "1956-03", *SOURCE)
    path = Path(done(*event, "--slug", "evt-practice").splitlines()[0])
    assert path == checkout / "kg/data/events/1956/evt-practice.ttl"
    assert refusals() == []


def test_a_further_citation_of_the_document_is_counted(done, refusals):
    cited = ("new", "citation", "--record", "evt-oval-office-2025-02-04", *SOURCE)
    done(*cited, "--locator", "page 2")
    text = Path(done(*cited, "--excerpt", "two words").splitlines()[0]).read_text("utf-8")
    first = f"avd:cit-evt-oval-office-2025-02-04-{tail(DOCUMENT)}"
    made = [f"{first}{number} a av:Citation" for number in ("", "-2", "-3")]
    assert [text.count(line) for line in made] == [1, 1, 0]
    assert 'av:verbatim true ;\n    av:excerpt "two words"@en .' in text
    assert refusals() == []


REFUSED = {
    ("membership", "--participant", "DEU"): "--arrangement  in which organisation",
    ("state", "--name", "Atlantis", "--website", "atlantis"): "is no web address",
    (
        "group",
        "--name",
        "Some",
        "--member",
        "doc-nzl-gcsb-history",
    ): "is no such thing of the graph",
    ("official-document", "--publisher", "NZL"): "neither one date nor a title makes a name",
    ("unnamed-source", *("--descriptor", "x", "--scoped-to", REPORT, "--min-persons", "some")): (
        "“some” is no whole number."
    ),
    (
        "citation",
        *("--record", "pty-ukusa-1946-aus", "--excerpt", "one " * 15, *SOURCE),
    ): "quote less",
}


@pytest.mark.parametrize(("words", "cause"), REFUSED.items(), ids=lambda given: given[0])
def test_what_the_shape_does_not_take_is_refused_and_nothing_written(checkout, run, words, cause):
    before = {path: path.read_bytes() for path in checkout.rglob("kg/data/**/*") if path.is_file()}
    refused = run("new", *words)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert cause in refused.stderr
    after = {path: path.read_bytes() for path in checkout.rglob("kg/data/**/*") if path.is_file()}
    assert after == before


def test_every_class_with_a_beginning_for_names_can_be_written():
    """A file's own header is written with every file, and never asked for."""
    made = {form.kind for form in forms(CONTRACT).values()} | {"CuratedFile"}
    assert {name for name, of in CONTRACT.classes.items() if of.slug} == made


def test_no_form_asks_for_two_things_under_one_name():
    asked = {name: Counter(o.name for o in form.options) for name, form in forms(CONTRACT).items()}
    assert {name: count for name, count in asked.items() if max(count.values()) > 1} == {}


def test_what_is_offered_as_an_example_of_a_concept_is_one(known):
    wrong = set()
    for option in (option for form in forms(CONTRACT).values() for option in form.options):
        if option.field and option.field.schemes and option.help.endswith(" …"):
            examples = option.help.removesuffix(" …").rpartition(": ")[2].split(", ")
            names = {example.removesuffix(" (default)") for example in examples}
            schemes = (scheme.rpartition("/")[2] for scheme in option.field.schemes)
            there = {known.bare(slug) for scheme in schemes for slug in known.concepts(scheme)}
            wrong |= {(option.name, name) for name in names - there}
    assert wrong == set()


def test_classes_are_sorted_by_what_the_contract_says_of_them():
    assert "Person" in named(CONTRACT) > {"State", "Post", "Agreement"}
    assert not named(CONTRACT) & {"UnnamedSource", "Report", "Episode"}
    assert speaking(CONTRACT) - {"Agent"} == named(CONTRACT) - {"Agreement"} | {"UnnamedSource"}
    parts = {name: part(CONTRACT, name) for name in CONTRACT.classes}
    assert parts["Statement"] == parts["Proposition"] == parts["UnnamedSource"] == "claims"
    assert parts["Membership"] == parts["OrganisationChange"] == "facts"
    assert parts["Report"] == "documents"
    assert parts["State"] == parts["SourceRating"] == parts["Citation"] == "things"


def statements(file: Path) -> list[str]:
    return re.findall(r"^avd:(\S+) a av:Statement", file.read_text("utf-8"), re.MULTILINE)


def test_two_writers_at_once_lose_nothing(checkout: Path):
    """Each counts on from what the other has written."""
    (file,) = checkout.rglob(f"kg/data/**/{REPORT}.ttl")
    before = statements(file)
    position = ("--stance", "denies", "--proposition", "prop-aus-review")
    words = ("new", "statement", "--report", REPORT, *position)
    command = [sys.executable, "-m", "kg.cli", "--root", checkout, *words]
    writers = [subprocess.Popen([*command, "--speaker", who], cwd=ROOT) for who in ("AUS", "GBR")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    after = statements(file)
    assert len(after) == len(set(after)) == len(before) + 2
