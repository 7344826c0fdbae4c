"""The canonical form of curated files."""

from pathlib import Path

import pyoxigraph as px
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.contract import contract_of
from kg.desk.format import format_file
from kg.errors import BadFile
from kg.rdf.canonical import canonical as in_order
from kg.rdf.turtle import WIDTH
from kg.terms import AV, AVC, AVD, DCTERMS, RDF, XSD

ORDER = contract_of(Path(__file__).parents[3] / "ontology").order
CURATED = sorted((Path(__file__).parents[2] / "world").rglob("*.ttl"))
HEAD = """\
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avc: <https://w3id.org/averment/concept/> .
@prefix avd: <https://w3id.org/averment/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
UNTIDY = f"""{HEAD}
avd:cit-pos-x-10 a av:Citation ; av:verbatim false .
avd:cit-pos-x-2 av:verbatim true ; a av:Citation .
avd:src-x av:descriptor "an official"@en ; a av:UnnamedSource .
avd:pos-x av:hasCitation avd:cit-pos-x-10 , avd:cit-pos-x-2 ;
  av:stance avc:stance-denies ; av:speaker avd:src-x ; a av:Statement .
avd:doc-x av:edtf '2025-03-06' ; a av:Report ; av:title '''A "quoted" word'''@en .
avd:file-doc-x av:curatedOn "2026-11-24"^^xsd:date ; a av:CuratedFile ;
  av:curator avd:org-averment .
"""
TIDY = f"""{HEAD}
avd:file-doc-x a av:CuratedFile ;
    av:curator avd:org-averment ;
    av:curatedOn "2026-11-24"^^xsd:date .

avd:doc-x a av:Report ;
    av:title "A \\"quoted\\" word"@en ;
    av:edtf "2025-03-06" .

avd:src-x a av:UnnamedSource ;
    av:descriptor "an official"@en .

avd:pos-x a av:Statement ;
    av:speaker avd:src-x ;
    av:stance avc:stance-denies ;
    av:hasCitation avd:cit-pos-x-2, avd:cit-pos-x-10 .

avd:cit-pos-x-2 a av:Citation ;
    av:verbatim true .

avd:cit-pos-x-10 a av:Citation ;
    av:verbatim false .
"""


def canonical(text: str, path: str = "text") -> str:
    """The canonical form in the order of our own contract."""
    return in_order(text, ORDER, path)


def triples(turtle: str) -> set[px.Triple]:
    return {quad.triple for quad in px.parse(turtle, format=px.RdfFormat.TURTLE)}


def turtle(statements: set[px.Triple]) -> str:
    return px.serialize(statements, format=px.RdfFormat.TURTLE).decode()


def test_a_file_is_put_in_reading_order():
    assert canonical(UNTIDY) == TIDY


def test_the_canonical_form_stays_as_it_is():
    assert canonical(TIDY) == TIDY


def test_english_labels_come_first_then_other_languages():
    text = f'{HEAD} avd:state-isr skos:prefLabel "Israël"@fr , "Israel"@en , "Israel"@de .'
    assert 'skos:prefLabel "Israel"@en, "Israel"@de, "Israël"@fr .' in canonical(text)


def test_many_objects_are_wrapped_one_a_line_and_long_sentences_are_left_whole():
    sentence = "word " * 40
    props = ", ".join(f"avd:prop-allied-review-number-{number}" for number in (10, 2, 3))
    text = f'{HEAD} avd:pos-x av:proposition {props} ; av:text "{sentence}"@en .'
    shown = canonical(text)
    assert "av:proposition\n        avd:prop-allied-review-number-2,\n" in shown
    assert f'"{sentence}"@en' in shown


def test_a_prefix_beyond_the_usual_five_is_declared_only_where_it_is_used():
    assert "@prefix dcterms:" not in canonical(TIDY)
    shown = canonical(f"<{AVD}doc-x> <{DCTERMS}source> <https://example.org/a> .")
    assert f"@prefix dcterms: <{DCTERMS}> .\n" in shown
    assert "avd:doc-x dcterms:source <https://example.org/a> .\n" in shown


def test_characters_that_make_a_line_read_otherwise_than_it_is_are_written_as_escapes():
    shown = canonical(f'{HEAD} avd:doc-x av:title "a\u202eb\u2028c\\nd" .')
    assert r'"a\u202Eb\u2028c\nd"' in shown


def test_a_syntax_error_is_refused_with_line_and_column():
    with pytest.raises(BadFile) as refusal:
        canonical(f"{HEAD}avd:x a av:State .\navd:y av:isoCode3 .", "kg/data/states/x.ttl")
    assert str(refusal.value).startswith("kg/data/states/x.ttl:7:19: ")


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("avd:x a av:State .\n# a remark", 7, "comments are not kept"),
        ("avd:x av:speaker [ a av:Person ] .", 6, "only named things"),
        ("avd:x av:speaker\n _:b0 .", 7, "only named things"),
        ("avd:x av:actor ( avd:y ) .", 6, "only named things"),
        ("avd:x av:actor <<( avd:y a av:State )>> .", 6, "triple terms"),
        ("<< avd:y a av:State ~ avd:r >> av:actor avd:y .", 6, "triple terms"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_line(text, line, cause):
    with pytest.raises(BadFile, match=cause) as refusal:
        canonical(HEAD + text)
    assert refusal.value.line == line


def test_signs_inside_strings_and_addresses_are_no_comments_and_no_blank_nodes():
    text = f"""{HEAD}
avd:doc-x av:url "https://example.org/#a"^^xsd:anyURI ; av:title 'a # b', \"\"\"c
# _: [ d\"\"\" ; skos:related <https://example.org/#(x)> .
"""
    assert triples(canonical(text)) == triples(text)


def test_every_curated_file_of_the_small_world_is_in_canonical_form():
    assert [file for file in CURATED if format_file(file, ORDER, check=True)] == []


def test_a_file_is_rewritten_unless_it_is_only_checked(tmp_path: Path):
    file = tmp_path / "doc-x.ttl"
    file.write_text(UNTIDY, encoding="utf-8")
    assert format_file(file, ORDER, check=True)
    assert file.read_text(encoding="utf-8") == UNTIDY
    assert format_file(file, ORDER)
    assert file.read_text(encoding="utf-8") == TIDY
    assert not format_file(file, ORDER)
    assert list(tmp_path.iterdir()) == [file]


def test_line_ends_of_other_systems_count_as_a_difference(tmp_path: Path):
    file = tmp_path / "doc-x.ttl"
    file.write_bytes(TIDY.replace("\n", "\r\n").encode())
    assert format_file(file, ORDER)
    assert file.read_bytes() == TIDY.encode()


def test_a_file_that_is_not_utf8_is_refused_with_its_place(tmp_path: Path):
    file = tmp_path / "doc-x.ttl"
    file.write_bytes(TIDY.encode() + "avd:x av:title 'é' .".encode("latin-1"))
    with pytest.raises(BadFile, match="UTF-8") as refusal:
        format_file(file, ORDER)
    assert refusal.value.line == TIDY.count("\n") + 1


local_names = st.text("aB9-_.~é:/", max_size=6)
iris = st.builds(
    lambda base, name: px.NamedNode(base + name),
    st.sampled_from([AV, AVC, f"{AVD}cit-", XSD, "https://example.org/"]),
    local_names,
)
strings = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
tagged = st.builds(
    lambda text, tag: px.Literal(text, language=tag),
    strings,
    st.sampled_from(["en", "fr", "pt-br"]),
)
literals = st.one_of(
    st.builds(px.Literal, strings),
    tagged,
    st.builds(px.Literal, st.booleans()),
    st.builds(
        lambda text, kind: px.Literal(text, datatype=px.NamedNode(XSD + kind)),
        st.one_of(strings, st.sampled_from(["1", "-07", "+1.50", "1.", ".5", "true", "1e3"])),
        st.sampled_from(["integer", "decimal", "double", "boolean", "date", "string"]),
    ),
)
predicates = st.one_of(
    iris, st.sampled_from([px.NamedNode(f"{RDF}type"), px.NamedNode(f"{AV}hasCitation")])
)
graphs = st.sets(st.builds(px.Triple, iris, predicates, st.one_of(iris, literals)), max_size=8)


@given(graphs)
def test_no_graph_is_changed_and_the_form_does_not_depend_on_how_it_was_written(graph):
    written = turtle(graph)
    shown = canonical(written)
    assert triples(shown) == triples(written)
    assert canonical(shown) == shown
    plain = px.serialize(graph, format=px.RdfFormat.N_TRIPLES).decode()
    assert canonical(plain) == shown


@given(graphs)
def test_only_a_single_long_value_is_wider_than_a_line(graph):
    for line in canonical(turtle(graph)).splitlines():
        assert len(line) <= WIDTH or ", " not in line or '"' in line
