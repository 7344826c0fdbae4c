"""Where each subject's block begins, in any Turtle that the parser accepts."""

import pyoxigraph as px
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.tokens import comments, subject_lines, tokens
from kg.terms import AV, AVD, RDF

PROLOGUE = f"@prefix av: <{AV}> .\n@prefix avd: <{AVD}> .\n@prefix : <http://x.example/> .\n"


def test_each_subject_has_the_line_of_its_first_block() -> None:
    text = f"""@prefix av: <{AV}> .
# a remark
@prefix avd: <{AVD}> .

avd:state-nzl a av:State ;
    av:name "a dot. and a # hash",
        "another" .

<http://x.example/a#b> av:name '''two
lines. avd:state-gbr a av:State .
''' .
avd:state-aus a av:State . avd:state-can a av:State .
avd:state-nzl av:isoCode3 "NZL" .
"""
    assert subject_lines(text) == {
        f"{AVD}state-nzl": 5,
        "http://x.example/a#b": 9,
        f"{AVD}state-aus": 12,
        f"{AVD}state-can": 12,
    }


def test_the_prefixes_of_sparql_are_read_too() -> None:
    text = f"PREFIX av: <{AV}>\nprefix d: <{AVD}>\nd:a a av:State .\nd:b a av:State ."
    assert subject_lines(text) == {f"{AVD}a": 3, f"{AVD}b": 4}


def test_a_prefix_may_be_called_like_a_directive() -> None:
    prologue = f"@prefix prefix: <{AVD}> .\n@prefix base: <{AV}> .\n"
    text = f"{prologue}prefix:a a base:State .\nbase:b a prefix:c ."
    assert subject_lines(text) == {f"{AVD}a": 3, f"{AV}b": 4}


def test_a_dot_in_a_number_or_a_name_ends_nothing() -> None:
    text = (
        f"{PROLOGUE}avd:a av:n 1.5, 2.0e3, 4 ; av:m avd:x.y-z.w .\navd:b av:n 5.\navd:c av:n .5 ."
    )
    assert subject_lines(text) == {f"{AVD}a": 4, f"{AVD}b": 5, f"{AVD}c": 6}


def test_blocks_of_lists_and_blank_nodes_are_passed_over() -> None:
    text = f"{PROLOGUE}[] av:n ( 1 [ av:m 2 ] ) ."
    text += '\n( 1 2 ) av:n "x" .\navd:a av:n [ av:m "]. " ] .'
    assert {iri for iri in subject_lines(text) if iri.startswith(AVD)} == {f"{AVD}a"}
    assert subject_lines(text)[f"{AVD}a"] == 6


def test_what_is_no_turtle_has_lines_as_far_as_can_be_told() -> None:
    assert subject_lines("") == {}
    assert subject_lines('avd:a a av:State .\navd:b av:name "never closed') == {
        "avd:a": 1,
        "avd:b": 2,
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# one\n<http://x#y> <http://x#z> '#' . # two\n", [1, 2]),
        ('<http://x> <http://y> """\n# in a string\n""" .', []),
        (r"@prefix : <http://x/> . :a\#b :c '\'#' .", []),
    ],
)
def test_comments_are_told_from_hashes(text: str, lines: list[int]) -> None:
    assert comments(text) == lines


subjects = st.sampled_from(
    (
        "avd:state-nzl", "avd:cit-x-1", "avd:cit-x-10", "avd:a.b", "avd:a\\,b", "avd:a\\#b", ":x",
        ":x:y", ":", "avd:1", "avd:%41", "avd:é", "avd:a·b", "avd:a-", "<http://x.example/x>",
        "<http://x.example/#a>", f"<{AVD}state-nzl>", "<http://x.example/a'b>",
    )
)  # fmt: skip
strings = st.text(alphabet="ab .;#'\"<>@[]:\\\n\u00b7é", max_size=8)


@st.composite
def literals(draw: st.DrawFn) -> str:
    """A string in one of the four ways of quoting, or another literal."""
    value = draw(strings).replace("\\", "\\\\")
    quote = draw(st.sampled_from(('"', "'", '"""', "'''", "")))
    if not quote:
        return draw(st.sampled_from(("1", "-1.5", ".5e-3", "true", '"x"@en-GB', '"1"^^av:x')))
    value = value.replace(quote[0], "\\" + quote[0])
    return quote + (value if len(quote) > 1 else value.replace("\n", "\\n")) + quote


gaps = st.sampled_from((" ", "\n", " # a remark. avd:x a av:y .\n", "\t\n\n", " #'\n", "\r\n"))
objects = st.one_of(subjects, literals(), st.sampled_from(("( 1 :x )", "[ :p '.' ]", "[]")))


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, str]:
    """A subject and its whole block, which begins with it."""
    subject = draw(subjects)
    text = subject
    for separator in (" ", *draw(st.lists(st.sampled_from((" ; ", " , ")), max_size=3))):
        predicate = "" if separator == " , " else draw(st.sampled_from(("a", ":p.q", "av:name")))
        value = draw(subjects) if predicate == "a" else draw(objects)
        text += separator + predicate + draw(gaps) + value + draw(gaps)
    return subject, f"{text} ."


@given(st.lists(st.tuples(gaps, blocks()), max_size=6))
def test_lines_are_those_of_the_blocks_and_subjects_those_of_the_parser(
    drawn: list[tuple[str, tuple[str, str]]],
) -> None:
    text, wanted = PROLOGUE, {}
    for gap, (subject, block) in drawn:
        text += gap
        (typed,) = px.parse(f"{PROLOGUE}{subject} a :T .", format=px.RdfFormat.TURTLE)
        wanted.setdefault(typed.subject.value, text.count("\n") + 1)
        text += block
    parsed = {quad.subject.value for quad in named(text)}
    assert parsed == wanted.keys()
    assert subject_lines(text) == wanted


def named(text: str) -> list[px.Quad]:
    """The quads whose subject has a name, those of lists and brackets left out."""
    quads = px.parse(text, format=px.RdfFormat.TURTLE)
    return [quad for quad in quads if isinstance(quad.subject, px.NamedNode)]


@given(st.text(max_size=60))
def test_tokens_hold_every_character_but_white_space(text: str) -> None:
    kept = "".join(token.text for token in tokens(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text(alphabet="ab:<>.@\"'#\\ \n[]()", max_size=40))
def test_any_text_has_lines(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in subject_lines(text).values())
    assert RDF not in subject_lines(text)
