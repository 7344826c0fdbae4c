"""Docstrings and comments cite only what a reader has: this repository, public specifications."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.test_house import ROOT, tracked

CITED_ELSEWHERE = re.compile(
    r"\b(?:decisions?|questions?|issues?|findings?|trials?) #?[A-Z]?\d+\b"
    r"|\bsections? [\d.]+ of (?:the|our) (?:ontology|architecture|design|findings|brief)\b",
    re.IGNORECASE,
)


def prose(source: str) -> Iterator[str]:
    """Docstrings and comments, each on one line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield " ".join((ast.get_docstring(node) or "").split())
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def cited_elsewhere(source: str) -> list[str]:
    return [found[0] for text in prose(source) for found in CITED_ELSEWHERE.finditer(text)]


@pytest.mark.parametrize(
    "source",
    [
        'def f():\n    """Whether it held on a day (decision D5)."""',
        'class C:\n    """The four bounds (section\n    13 of the ontology).\n    """',
        "x = 1  # agents for whom nobody speaks: question 11",
        'async def f():\n    """See issue #9."""',
    ],
)
def test_prose_that_cites_what_is_not_here_is_found(source):
    assert len(cited_elsewhere(source)) == 1


def test_prose_may_cite_a_specification_and_code_may_hold_any_words():
    assert cited_elsewhere('"""As SPARQL 1.1, section 19.8, says."""\ntext = "question 11"') == []


def test_docstrings_and_comments_cite_only_what_a_reader_has():
    found = {str(p.relative_to(ROOT)): cited_elsewhere(p.read_text()) for p in tracked("*.py")}
    assert {path: cited for path, cited in found.items() if cited} == {}
