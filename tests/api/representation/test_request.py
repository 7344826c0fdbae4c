"""How parameters are read, beside what the standard library makes of the same bytes."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.representation.request import parameters
from kg.errors import BadArgument

PARTS = st.sampled_from(
    [
        "a",
        "=",
        "&",
        "+",
        "\\",
        "\\x41",
        "\\u0041",
        "%41",
        "%5C",
        "%e2%82%ac",
        "%C3",
        "%",
        "%z",
        "%4",
    ]
)


def test_escapes_stand_for_utf_8() -> None:
    found = parameters(b"query=ASK+%7B+%3Fs+%3Fp+%22%C3%A9%5C%22%22+%7D&format=json&empty")
    assert found == [("query", 'ASK { ?s ?p "é\\"" }'), ("format", "json"), ("empty", "")]


def test_what_is_no_utf_8_is_refused() -> None:
    with pytest.raises(BadArgument, match="cannot be decoded as UTF-8"):
        parameters(b"query=%C3%28")


@given(st.lists(PARTS, max_size=12).map("".join))
def test_any_text_is_read_as_the_standard_library_reads_it(text: str) -> None:
    try:
        expected = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(BadArgument):
            parameters(text.encode())
    else:
        assert parameters(text.encode()) == expected
