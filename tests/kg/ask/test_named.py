"""The catalogue of named questions, and what a value from outside may become."""

import re
from pathlib import Path

import pyoxigraph as px
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.named import Catalogue, NamedQuestion, Parameter, expected_classes
from kg.engine.guard import examine
from kg.errors import BadArgument, BadFile
from kg.terms import AV, AVC, AVD

QUESTION = """\
# title: Which states does a report name?
# description: One row per state.
# parameters: report (av:Report), day (xsd:date), topic (skos:Concept), least (xsd:integer)
# tags: claims, cq-01
PREFIX av: <https://w3id.org/averment/ns#>
PREFIX avc: <https://w3id.org/averment/concept/>
PREFIX avd: <https://w3id.org/averment/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?report ?day ?topic ?least {
  VALUES ?report { avd:doc-1 }
  VALUES ?day { "2025-03-06"^^xsd:date }
  VALUES ?topic { avc:topic-intelligence }
  VALUES ?least { 2 }
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a-question.rq").write_text(QUESTION, "utf-8")
    return tmp_path


@pytest.fixture
def question(folder: Path) -> NamedQuestion:
    return Catalogue(folder).find("a-question")


def answered(text: str) -> dict[str, str]:
    """The one row that the query gives, without a graph."""
    results = px.Store().query(text)
    assert isinstance(results, px.QuerySolutions)
    (row,) = results
    return {name.value: row[name].value for name in results.variables}


def test_a_question_is_what_its_header_says(question: NamedQuestion) -> None:
    assert question.slug == "a-question"
    assert question.title == "Which states does a report name?"
    assert question.description == "One row per state."
    assert question.tags == ("claims", "cq-01")
    assert [(p.name, p.expects, p.shown) for p in question.parameters] == [
        ("report", "av:Report", "doc-1"),
        ("day", "xsd:date", "2025-03-06"),
        ("topic", "skos:Concept", "topic-intelligence"),
        ("least", "xsd:integer", "2"),
    ]


def test_without_values_the_defaults_are_asked(question: NamedQuestion) -> None:
    assert question.bind({}) == QUESTION
    assert question.bind({"report": "", "day": ""}) == QUESTION


GIVEN = {
    ("report", "doc-2"): f"{AVD}doc-2",
    ("report", "avd:doc-2"): f"{AVD}doc-2",
    ("report", f"{AVD}doc-2"): f"{AVD}doc-2",
    ("report", "http://x.example/a?b=c#d"): "http://x.example/a?b=c#d",
    ("topic", "topic-cyber"): f"{AVC}topic-cyber",
    ("topic", "avc:topic-cyber"): f"{AVC}topic-cyber",
    ("day", "2024-02-29"): "2024-02-29",
    ("least", "-3"): "-3",
}


@pytest.mark.parametrize(("given_", "term"), GIVEN.items(), ids=["=".join(g) for g in GIVEN])
def test_a_value_becomes_a_term(
    question: NamedQuestion, given_: tuple[str, str], term: str
) -> None:
    name, value = given_
    row = answered(question.bind({name: value}))
    assert row[name] == term
    assert row | {name: ""} == answered(QUESTION) | {name: ""}


REFUSED = {
    ("report", "a b"): "report is “a b”; it must be a slug such as doc-1, or an IRI.",
    ("report", "x> } SERVICE <http://x.example/> { ?a ?b ?c } #"): "it must be a slug",
    ("report", "http://x.example/> }"): "it must be a slug",
    ("report", "foo:bar"): "it must be a slug",
    ("report", "avd:a b"): "it must be a slug",
    ("day", "yesterday"): "day is “yesterday”; it must be a day such as 2025-03-06.",
    ("day", "2025-02-30"): "it must be a day",
    ("day", '2025-01-01" } DROP ALL #'): "it must be a day",
    ("least", "1 } UNION { ?s ?p ?o"): "it must be a value of xsd:integer",
    ("least", "1.5"): "it must be a value of xsd:integer",
    ("least", "٣"): "it must be a value of xsd:integer",
    ("reports", "doc-2"): "a-question has no parameter “reports”; did you mean “report”?",
    ("zzz", "1"): "a-question has no parameter “zzz”; choose one of: report, day, topic, least.",
}


@pytest.mark.parametrize(("given_", "cause"), REFUSED.items(), ids=["=".join(g) for g in REFUSED])
def test_a_value_that_is_no_such_term_is_refused_in_words(
    question: NamedQuestion, given_: tuple[str, str], cause: str
) -> None:
    with pytest.raises(BadArgument, match=re.escape(cause)):
        question.bind(dict([given_]))


@given(
    st.sampled_from(("av:Report", "skos:Concept", "xsd:date", "xsd:integer", "xsd:string")),
    st.one_of(
        st.text(max_size=40), st.from_regex(r"https?://[^ ]{0,9}[\"<>{}\\\\']", fullmatch=True)
    ),
)
def test_whatever_is_given_stays_one_term(expects: str, given_: str) -> None:
    parameter = Parameter("x", expects, "avd:a")
    try:
        term = parameter.term(given_)
    except BadArgument:
        return
    text = f"SELECT ?x {{ VALUES ?x {{ {term} }} }}"
    examine(text)
    assert set(answered(text)) == {"x"}


def test_a_text_keeps_every_character() -> None:
    value = 'a "quoted" \\ back\nline } # ?x é'
    term = Parameter("x", "xsd:string", '""').term(value)
    assert answered(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}") == {"x": value}


def test_a_default_is_shown_as_it_is_typed() -> None:
    shown = {"2": "2", "true": "true", "<http://x.example/a>": "http://x.example/a", '"a"@en': "a"}
    for default, typed in shown.items():
        assert Parameter("x", "xsd:string", default).shown == typed


def test_a_parameter_says_which_class_it_wants() -> None:
    either = Parameter("x", "av:Report or av:State", "avd:a")
    assert expected_classes(either) == (f"{AV}Report", f"{AV}State")
    for expects in ("xsd:date", "skos:Concept"):
        assert expected_classes(Parameter("x", expects, "")) == ()


def test_an_unknown_question_is_told_with_the_nearest_those_that_share_a_word_or_all(
    folder: Path,
) -> None:
    catalogue = Catalogue(folder)
    with pytest.raises(BadArgument, match="there is no question “a-queston”; did you mean “a-q"):
        catalogue.find("a-queston")
    with pytest.raises(BadArgument, match="“any-question-there-is”; did you mean “a-question”"):
        catalogue.find("any-question-there-is")
    with pytest.raises(BadArgument, match="“zzz”; choose one of: a-question"):
        catalogue.find("zzz")


@pytest.mark.parametrize("header", ["title", "description", "parameters", "tags"])
def test_a_header_that_is_missing_is_named(folder: Path, header: str) -> None:
    text = re.sub(f"# {header}: .*\n", "", QUESTION)
    (folder / "broken.rq").write_text(text, "utf-8")
    with pytest.raises(BadFile, match=f"broken.rq:1:1: the header “# {header}: …” is missing"):
        Catalogue(folder)


@pytest.mark.parametrize(
    ("becomes", "cause"),
    [
        ("", "is bound by 0 VALUES lines; it needs exactly one"),
        (
            "  VALUES ?least { 2 }\n  VALUES ?least { 3 }\n",
            "is bound by 2 VALUES lines; it needs exactly one (lines 13, 14)",
        ),
    ],
)
def test_a_parameter_is_bound_by_exactly_one_line(folder: Path, becomes: str, cause: str) -> None:
    text = QUESTION.replace("  VALUES ?least { 2 }\n", becomes)
    (folder / "broken.rq").write_text(text, "utf-8")
    with pytest.raises(BadFile, match=re.escape(f"broken.rq:3:1: ?least {cause}")):
        Catalogue(folder)


@pytest.mark.parametrize(
    ("header", "cause"),
    [
        (
            "report av:Report",
            "“report av:Report” cannot be read; write “name (av:Class), …” or “none”",
        ),
        ("report (av:Report); day (xsd:date)", "cannot be read; write"),
        ("", "the header “# parameters: …” is missing"),
        (
            "report (xsd:duration)",
            "?report is declared as xsd:duration, which a parameter cannot have",
        ),
    ],
)
def test_a_header_of_parameters_that_cannot_be_read_is_refused(
    folder: Path, header: str, cause: str
) -> None:
    text = re.sub("# parameters: .*", f"# parameters: {header}", QUESTION)
    (folder / "broken.rq").write_text(text, "utf-8")
    with pytest.raises(BadFile, match=rf"^broken\.rq:[13]:1: .*{re.escape(cause)}"):
        Catalogue(folder)


def test_a_file_that_is_no_utf_8_is_named(folder: Path) -> None:
    (folder / "broken.rq").write_bytes(b"# title: a\n# description: \xff\n")
    with pytest.raises(BadFile, match=r"broken\.rq:2:1: not valid UTF-8"):
        Catalogue(folder)


def test_every_shipped_question_can_be_read_and_passes_the_guard(root: Path) -> None:
    catalogue = Catalogue(root / "queries")
    assert len(catalogue) >= 10
    for question in catalogue.values():
        assert examine(question.bind({})).form == "SELECT"
        for parameter in question.parameters:
            typed = question.bind({parameter.name: parameter.shown})
            assert parameter.term(parameter.shown) in typed
