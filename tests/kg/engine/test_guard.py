"""What the guard lets through to the engine, and what it refuses before anything is parsed.

`engine_contacts` asks the real engine, so the tables cannot drift from what it really does.
"""

import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import pyoxigraph as px
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.engine.guard import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    QUERY_FORMS,
    Token,
    examine,
    tokens,
    undeclared,
)
from kg.errors import AskError, Refused, TooDeep, TooLarge
from kg.terms import AV, AVD, PREFIXES

HERE = "<http://127.0.0.1:9/>"
CALL = f"SERVICE {HERE} {{ ?a ?b ?c }}"

PASSES = {
    "a plain question": "SELECT ?s { ?s a av:State }",
    "an empty text, for the parser to refuse": "",
    "the word in a string": 'SELECT * { ?s ?p "SERVICE <x> {}" }',
    "in a string of the other quote": "SELECT * { ?s ?p 'SERVICE' }",
    "in a long string with quotes": 'SELECT * { ?s ?p """a "SERVICE" {}""" }',
    "behind an escaped quote": r'SELECT * { ?s ?p "\" SERVICE <x> {}" }',
    "in an IRI": "SELECT * { ?s <http://x.example/service#SERVICE> ?o }",
    "in an IRI behind another": "SELECT * { VALUES (?a ?b) { (<urn:a> <urn:service:b>) } }",
    "in one of many IRIs": f"SELECT * {{ VALUES ?s {{ {'<http://x.example/service> ' * 99} }} }}",
    "in a comment": "SELECT * { ?s ?p ?o } # SERVICE <x> {}",
    "in a comment that ends with the text": "SELECT * { ?s ?p ?o } #SERVICE",
    "in a prefixed name": "PREFIX service: <http://x.example/> SELECT * { ?s service:SERVICE ?o }",
    "in the name of a class": "SELECT * { ?s a av:SignalsService OPTIONAL { ?s ?p ?o } }",
    "in a variable": "SELECT ?service { ?service $SERVICE ?o }",
    "in a language tag": 'SELECT * { ?s ?p "x"@en-service }',
    "a comparison without spaces": "SELECT * { ?s ?p ?o FILTER(?o<5&&?o>3) }",
    "a comparison beside the word": 'SELECT * { ?s ?p ?o FILTER(?o < 5 && "service" = ?s) }',
    "update words in strings and names": 'SELECT ?insert { ?insert av:drop "DELETE" }',
    "a prefix called like an update": "PREFIX add: <http://x.example/> SELECT * { ?s add:x ?o }",
}


@pytest.mark.parametrize("text", PASSES.values(), ids=PASSES)
def test_a_word_that_is_no_keyword_passes(text: str) -> None:
    assert examine(text).form in {*QUERY_FORMS, ""}


WRITTEN = {
    "plain": "SELECT * { CALL }",
    "in small letters": "SELECT * { service HERE { ?a ?b ?c } }",
    "silent": "SELECT * { SERVICE SILENT HERE { ?a ?b ?c } }",
    "glued to its address": "SELECT * { SERVICEHERE{ ?a ?b ?c } }",
    "with a name for an address": "PREFIX x: HERE SELECT * { SERVICE x: { ?a ?b ?c } }",
    "behind many addresses": "SELECT * { VALUES ?x { HERE <http://x#y> HERE} SERVICEHERE{ } }",
    "behind addresses in a comment": "SELECT * { # <http://x#y> <http://x>\nSERVICE HERE { } }",
    "glued to a name": "PREFIX : HERE SELECT * { SERVICE:{ ?a ?b ?c } }",
    "glued to SILENT and a name": "PREFIX x: HERE SELECT * { SERVICESILENTx:{ ?a ?b ?c } }",
    "glued to a variable": "SELECT * { VALUES ?x { HERE } SERVICE?x{ ?a ?b ?c } }",
    "glued to a boolean": "SELECT * { ?s ?p trueSERVICEHERE{ ?a ?b ?c } }",
    "glued to a number": "SELECT * { ?s ?p 1e5SERVICEHERE{ ?a ?b ?c } }",
    "glued to a bracket": "SELECT * { FILTER(true)CALL }",
    "with comments between": "SELECT * { SERVICE#{\n#\rHERE#\n{ ?a ?b ?c } }",
    "after a comment that a carriage return ends": "SELECT * { #\rCALL }",
    "after a string that ends in a backslash": 'SELECT * { VALUES ?x { "\\\\" } CALL #" }\n }',
    "deep inside": "SELECT * { { SELECT * { OPTIONAL { CALL } } } }",
    "in an EXISTS": "SELECT * { FILTER EXISTS { CALL } }",
    "after a name with two dots": "SELECT * { ?s ?p x:a.b.SERVICEHERE{ ?a ?b ?c } }",
    "after a name that makes no IRI": "SELECT * { ?s ?p p:SERVICEHERE{ ?a ?b ?c } }",
    "after a foreign letter and a quote": "SELECT * { BIND(x:\u3001\\' AS ?z) CALL #'\n }",
    "after a foreign letter and a hash": "SELECT * { BIND(x:\u3001\\# AS ?z) CALL\n }",
    "behind a comparison like an IRI": "SELECT * { FILTER(1<2)SERVICE#>\nHERE{ ?a ?b ?c } }",
    "behind a string in such a one": "SELECT * { FILTER('w'<'x>')CALL FILTER('1'='1') }",
    "behind a long string in such a one": "SELECT * { FILTER(1<2#>'''\n)CALL #'''\n }",
    "behind a long string with a bad escape": "SELECT * { VALUES ?x {'''a'} CALL #\\q'''\n }",
    "behind one with half a surrogate": "SELECT * { VALUES ?x {'''a'} CALL #\\uD800'''\n }",
    "behind an escape in an IRI": "SELECT * { FILTER(<x:\\u0041'> != 1) CALL FILTER('1'='1') }",
    "spelt by codepoints": "SELECT * { \\u0053ERVICE HERE { ?a ?b ?c } }",
    "behind a quote spelt by a codepoint": 'SELECT * { ?s ?p \\U00000022x" . CALL }',
}
REFUSED = {
    name: "PREFIX x: <http://x/> PREFIX p: <http://h:> "
    + text.replace("CALL", CALL).replace("HERE", HERE)
    for name, text in WRITTEN.items()
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_call_to_another_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(Refused, match="SERVICE"):
        examine(text)


def test_the_refusal_says_what_to_do_instead() -> None:
    with pytest.raises(Refused, match="join the answers in your own program"):
        examine(f"SELECT * {{ {CALL} }}")


def test_a_doubtful_comparison_beside_the_word_says_how_to_write_it() -> None:
    with pytest.raises(Refused, match="Write a space after “<”"):
        examine("SELECT * { ?s ?p ?o FILTER(?o<?s#>\n) FILTER(?p = 'service') }")


UPDATES = (
    "INSERT DATA { <http://x> <http://x> 1 }",
    "insert { ?s ?p 1 } where { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX select: <http://x.example/> DELETE DATA { select:a select:a 1 }",
    "BASE <http://x.example/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>",
    "CLEAR ALL",
    "DROP GRAPH <http://x.example/>",
    "CREATE GRAPH <http://x.example/>",
    "ADD DEFAULT TO <http://x.example/>",
    "MOVE DEFAULT TO <http://x.example/>",
    "COPY DEFAULT TO <http://x.example/>",
    "# SELECT\nDROP ALL",
)


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_refused_by_name(text: str) -> None:
    with pytest.raises(Refused, match="is an update, and this service is read-only"):
        examine(text)


@pytest.mark.parametrize("form", ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
def test_the_form_is_the_first_keyword_after_the_prologue(form: str) -> None:
    text = f"PREFIX ask: <http://x.example/ask> # select\n{form.lower()} * {{ ?s ?p 'INSERT' }}"
    assert examine(text).form == form


def test_brackets_nest_as_deep_as_allowed_and_no_deeper() -> None:
    for opening, closing in ("()", "[]", "{}"):
        examine(f"SELECT * {opening * MAX_DEPTH}{closing * MAX_DEPTH}")
        with pytest.raises(TooDeep, match=f"deeper than {MAX_DEPTH} brackets"):
            examine(f"SELECT * {opening * (MAX_DEPTH + 1)}")


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert examine("SELECT * {" + "{}" * 5_000 + "}").form == "SELECT"


def test_brackets_behind_many_addresses_nest() -> None:
    many = "<http://x.example/ns#a> <http://x.example/b> " * 99
    assert examine(f"SELECT * {{ VALUES ?s {{ {many} }} }}").form == "SELECT"
    with pytest.raises(TooDeep):
        examine(f"SELECT * {{ VALUES ?s {{ {many} }} {'{' * 200} {many} {'}' * 200} }}")


def test_brackets_in_strings_and_comments_do_not_nest() -> None:
    assert examine(f"SELECT * {{ ?s ?p '{'(' * 500}' }} # {'{' * 500}").form == "SELECT"


def test_brackets_that_a_comparison_seems_to_swallow_do_nest() -> None:
    with pytest.raises(TooDeep):
        examine(f"SELECT * {{ FILTER(1<{'(' * 200}2>1{')' * 201} }}")


def test_a_text_as_long_as_allowed_passes_and_a_longer_one_says_how_long_it_is() -> None:
    examine("#" * MAX_CHARACTERS)
    with pytest.raises(TooLarge, match="262,145 characters; at most 262,144"):
        examine("#" * (MAX_CHARACTERS + 1))


GRAPHS = {
    "FROM <http://x.example/a>": (["http://x.example/a"], []),
    "FROM NAMED <http://x.example/a> from <http://x.example/b>": (
        ["http://x.example/b"],
        ["http://x.example/a"],
    ),
    "FROM avd:file-state-nzl": ([f"{AVD}file-state-nzl"], []),
    "FROM NAMED av:a\\-b": ([], [f"{AV}a-b"]),
    "FROM <http://x.example/\\u0061>": (["http://x.example/a"], []),
}


@pytest.mark.parametrize(("clauses", "graphs"), GRAPHS.items())
def test_the_graphs_that_a_question_names_are_known(
    clauses: str, graphs: tuple[list[str], list[str]]
) -> None:
    query = examine(f"SELECT * {clauses} {{ ?s ?p ?o }}")
    assert ([*query.default_graphs], [*query.named_graphs]) == graphs
    assert query.graphs == (*graphs[0], *graphs[1])


NAMES = {
    "SELECT * { ?s av:from ?day ; av:possibleFrom ?first }": (),
    "SELECT * { ?s av:FROM <http://x/g> }": (),
    "SELECT * FROM av:from { ?s av:service <http://x/g> }": (f"{AV}from",),
    "SELECT *FROM<http://x/g>{ ?s av:from ?day }": ("http://x/g",),
}


@pytest.mark.parametrize(("text", "graphs"), NAMES.items())
def test_a_name_that_holds_a_word_asks_for_nothing(text: str, graphs: tuple[str, ...]) -> None:
    assert examine(text).graphs == graphs


@pytest.mark.parametrize(
    "text", ["SELECT * { av:a SERVICE<http://x/> {} }", "SELECT * { SERVICE av:a {} }"]
)
def test_a_service_beside_a_name_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="SERVICE"):
        examine(text)


def test_graphs_are_known_beside_many_addresses() -> None:
    many = "<http://x/#a> <http://x/b> " * 9
    clauses = "FROM <http://x/c> FROM <http://x/d>"
    query = examine(f"SELECT * {clauses}{{ VALUES ?s {{ {many} }} }}")
    assert query.graphs == ("http://x/c", "http://x/d")


def test_graphs_are_resolved_by_the_question_s_own_prefixes_and_base() -> None:
    text = """BASE <http://x.example/a/> PREFIX p: <b#> PREFIX av: <http://y.example/>
        SELECT * FROM <c> FROM p:d FROM av:e { ?s ?p "FROM <f>" }"""
    assert examine(text).graphs == (
        "http://x.example/a/c",
        "http://x.example/a/b#d",
        "http://y.example/e",
    )


def test_a_base_that_is_no_address_is_refused() -> None:
    with pytest.raises(Refused, match="is not a valid IRI"):
        examine("BASE <http://[> SELECT * FROM <x> {}")


def test_prefixes_that_a_text_declares_are_its_own() -> None:
    assert undeclared("SELECT * {}") == PREFIXES
    text = "PREFIX av: <http://x/> prefix skos:<http://y/> SELECT * { ?s ?p 'PREFIX avd: <z>' }"
    assert undeclared(text).keys() == PREFIXES.keys() - {"av", "skos"}


def test_tokens_follow_the_grammar() -> None:
    text = "SELECT ?x{av:a.b\\#c <http://x>'it\\'s'@en-GB -1.5e3}#end"
    assert list(tokens(text)) == [
        Token("word", "SELECT"),
        Token("variable", "?x"),
        Token("open", "{"),
        Token("name", "av:a.b\\#c"),
        Token("iri", "<http://x>"),
        Token("string", "'it\\'s'"),
        Token("language", "@en-GB"),
        Token("other", "-"),
        Token("number", "1.5e3"),
        Token("close", "}"),
    ]


HOSTILE = {
    "dots": "a.",
    "dashes": "a-",
    "escaped quotes": '\\"',
    "escaped apostrophes": "\\'",
    "open IRIs": "<a",
    "open strings": '"\n',
    "long strings": "''' ",
    "backslashes": "'\\\n",
    "colons": "a:",
    "numbers": "1e",
    "brackets": "(1<",
    "escapes": "\\u0041",
    "bases": "BASE <a/> ",
    "graphs": "FROM <a> ",
    "services": "a:SERVICE ",
}


SIDE_BY_SIDE = (
    "{?s ?p ?o}UNION",
    "(1)+",
    "{}",
    "<http://x/a> ",
    "<http://x",
    "FROM av:a ",
    "PREFIX a: <x/> ",
)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_of_full_length_is_read_in_linear_time(
    piece: str, within: Callable[[float], None]
) -> None:
    """Where the time grew with the square of the length these took half a minute and more."""
    beginning = "SELECT * FROM <a> { 'SERVICE' "
    text = (beginning + piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    within(2)
    with suppress(AskError):
        examine(text)


def work(texts: Iterable[str], do: Callable[[str], object] = examine) -> int:
    """How many calls it takes to examine texts: the work, whatever else the machine does."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        for text in texts:
            with suppress(AskError):
                do(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", [*HOSTILE.values(), *SIDE_BY_SIDE], ids=str.strip)
def test_twice_the_text_is_at_most_twice_the_work(piece: str) -> None:
    beginning = "SELECT * FROM <a> { 'SERVICE' "
    once, twice = (work([beginning + piece * count]) for count in (400, 800))
    assert twice <= 2 * once + 20


def test_work_that_grows_with_the_square_is_seen() -> None:
    once, twice = (work(["?a"] * count * count, str.strip) for count in (40, 80))
    assert twice > 3 * once


@given(st.text(max_size=200))
def test_any_text_passes_or_is_refused(text: str) -> None:
    with suppress(AskError):
        examine(text)


class Listener:
    """An address on this machine that counts who calls, and hangs up."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"<http://127.0.0.1:{self._socket.getsockname()[1]}/>"
        self.calls = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                call, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            call.sendall(b"HTTP/1.1 500 no\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            call.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture(scope="module")
def engine_contacts() -> Iterator[Callable[[str], bool]]:
    """Whether the engine itself, without any guard, sends a request for a text."""
    listener = Listener()
    store = px.Store()
    store.update("INSERT DATA { <http://a> <http://p> <http://b>, true, 1, <http://x/a.b> }")

    def contacts(text: str) -> bool:
        before = listener.calls
        try:
            results = store.query(text.replace(HERE, listener.address), prefixes=dict(PREFIXES))
            if not isinstance(results, px.QueryBoolean):
                list(results)
        except (SyntaxError, OSError, RuntimeError, ValueError):
            pass
        return listener.calls > before

    yield contacts
    listener.close()


def test_the_engine_would_really_follow_most_of_these(
    engine_contacts: Callable[[str], bool],
) -> None:
    followed = [name for name, text in REFUSED.items() if engine_contacts(text)]
    assert len(followed) > len(REFUSED) // 2
    assert {
        "plain",
        "behind a string in such a one",
        "behind one with half a surrogate",
    } <= {*followed}


PIECES = (
    "SERVICE", "service", "SERVICESILENT", "SILENT", HERE, "x:", ":", "x:a.b.", "x:a", "p:",
    "?v", "{", "}", "(", ")", "{ ?a ?b ?c }", CALL, "?a ?b ?c .", "?a ?b", "FILTER(", "FILTER(1<2",
    "BIND(1 AS ?w)", "VALUES ?v {", "OPTIONAL {", "true",
    "1", "1e5", ".5", "<", ">", "<2", "'", '"',
    "'''", '"""', "'x'", "'x>'", "''", "@en", "#", "#>", "#'", "\n", "\r", " ", "\\", "\\'", "\\#",
    "\\q", "\\u0027", "\\u0053", "\\uD800", "\u3001", "\u00b7", "a", ".", ";", ",", "=", "&&", "-",
    "UNION", "GRAPH ?g {", "MINUS {", "^", "*", "[]", "_:b", "<http://x#y>",
    "<http://x> <http://y> ", "<#", "EXISTS {",
)  # fmt: skip


@st.composite
def scraps(draw: st.DrawFn) -> str:
    """Pieces of SPARQL in a body that parses more often than chance would have it."""
    before = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=6)))
    after = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=5)))
    call = draw(st.sampled_from((CALL, CALL.replace(" ", ""), "")))
    prologue = "PREFIX x: <http://x/> PREFIX p: <http://h:> "
    return f"{prologue}SELECT * {{ {before}{call}{after} }}"


@settings(max_examples=1_000, deadline=None)
@given(scraps())
@example(REFUSED["behind a comparison like an IRI"])
@example(REFUSED["behind a long string with a bad escape"])
@example(REFUSED["after a name with two dots"])
def test_no_text_that_makes_the_engine_send_a_request_passes(
    engine_contacts: Callable[[str], bool], text: str
) -> None:
    try:
        examine(text)
    except AskError:
        return
    assert not engine_contacts(text)
