"""A rule of the house: how an answer is chosen, kept and packed is written in one place."""

import ast

import pytest

from tests.test_house import imported, module_of, modules

HEADERS = {
    *("accept", "accept-encoding", "vary", "if-none-match", "cache-control", "content-encoding"),
}
CODERS = {"gzip", "zlib", "brotli", "backports", "compression"}


def represented(source: str) -> list[str]:
    """What a module reads, writes or packs itself that one place does for all doors."""
    tree = ast.parse(source)
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = (each.decode() if isinstance(each, bytes) else str(each) for each in constants)
    named = [text for text in texts if text.lower() in HEADERS]
    return named + [name for name in imported(tree) if name in CODERS]


@pytest.mark.parametrize(
    "source",
    [
        'headers = {"Vary": "Accept"}',
        'header(scope, b"if-none-match")',
        'request.headers.get("Accept-Encoding", "")',
        "import gzip",
        "def f():\n    from zlib import compress",
        "from backports import zstd",
    ],
)
def test_a_door_that_negotiates_by_itself_is_found(source):
    assert represented(source)
    assert not represented('headers = {"Content-Location": "/ns.ttl", "Allow": "GET"}')


def test_no_door_negotiates_compares_tags_or_packs_by_itself():
    doors = [path for path in modules("api") if path.parent.name != "representation"]
    found = {module_of(path): represented(path.read_text()) for path in doors}
    # A style that is asked for with its version may be kept for ever.
    assert {module: words for module, words in found.items() if words} == {
        "api.web.render": ["Cache-Control"]
    }
