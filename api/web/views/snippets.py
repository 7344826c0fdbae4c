"""A query as a program asks it: curl, Python, JavaScript, R, with nothing to install."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

GRAPH: Final = "text/turtle"
ROWS: Final = "application/sparql-results+json"
CURL: Final = """curl -s {endpoint} -H 'Accept: {media_type}' \\
  --data-urlencode query@- <<'END_OF_QUERY'
{query}
END_OF_QUERY"""
PYTHON: Final = '''import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

query = """
{query}
"""
form = urlencode({{"query": query}}).encode()
with urlopen(Request("{endpoint}", form, {{"Accept": "{media_type}"}})) as answer:
    {read}'''
R: Final = """query <- r"{dashes}({query}){dashes}"
address <- paste0("{endpoint}?format={format}&query=", URLencode(query, reserved = TRUE))
{read}"""
JAVASCRIPT: Final = """const query = `
{query}
`;
const answer = await fetch("{endpoint}", {{
  method: "POST",
  headers: {{ Accept: "{media_type}" }},
  body: new URLSearchParams({{ query }}),
}});
{read}"""


@dataclass(frozen=True)
class Snippet:
    """A program in the language named."""

    language: str
    text: str


def snippets(endpoint: str, query: str, makes_graph: bool) -> tuple[Snippet, ...]:
    """The programs that ask an endpoint a query and print its rows, or its graph as Turtle."""
    query = query.strip()
    shared = {"endpoint": endpoint, "media_type": GRAPH if makes_graph else ROWS}
    in_python = query.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    in_javascript = query.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    if makes_graph:
        python, javascript = "print(answer.read().decode())", "console.log(await answer.text());"
    else:
        python = 'for row in json.load(answer)["results"]["bindings"]:\n        print(row)'
        javascript = "console.log((await answer.json()).results.bindings);"
    # A raw string ends at the first bracket that as many dashes follow.
    dashes = "-" * (1 + max((len(run) for run in re.findall(r"\)(-+)", query)), default=0))
    read_in_r = "writeLines(readLines(address))" if makes_graph else "print(read.csv(address))"
    in_r = R.format(
        query=query,
        dashes=dashes,
        endpoint=endpoint,
        format="ttl" if makes_graph else "csv",
        read=read_in_r,
    )
    return (
        Snippet("curl", CURL.format(query=query, **shared)),
        Snippet("Python", PYTHON.format(query=in_python, read=python, **shared)),
        Snippet("JavaScript", JAVASCRIPT.format(query=in_javascript, read=javascript, **shared)),
        Snippet("R", in_r),
    )
