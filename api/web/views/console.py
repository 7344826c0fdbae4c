"""The pages with a box for a query: SPARQL and GraphQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from api.graphql.recipes import recipes
from api.web.views import links
from api.web.views.downloads import Download, downloads
from api.web.views.snippets import Snippet, snippets
from kg.ask.named import EXAMPLE
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from api.web.views.faults import Fault
    from api.web.views.questions import Group
    from api.web.views.results import Result

GRAPHQL_EXAMPLES: Final = (
    (
        "What one report says, and who says it",
        """{
  report(id: "doc-yeshiva-world-2025-03-06") {
    records(first: 50) { nodes {
      ... on Position { holder { label } stance propositions { nodes { text currentStatus } } }
    } }
  }
}""",
    ),
    (
        "Who belongs to a partnership",
        """{
  partnership(id: "partnership-five-eyes") {
    label
    members { nodes { participant { label } } }
  }
}""",
    ),
    (
        "Which states opposed what in a story, and how often",
        """{
  positions(where: {
    effect: {eq: OPPOSES}
    holder: {is: State}
    propositions: {some: {episodes: {some: {id: {eq: "epi-nbc-2025"}}}}}
  }) {
    groups(by: holder) { count node { label } }
    nodes { holder { label } stance propositions { nodes { text } } }
  }
}""",
    ),
    (
        "What was in force on a day, latest confirmed first",
        """{
  state(iso3: "NZL") {
    participations(
      where: {status: {in: [ATTESTED, PRESUMED], asOf: "2013-12-31"}}
      orderBy: [{lastConfirmed: DESC}]
    ) {
      totalCount
      nodes { inArrangement { ... on Node { label } } role { label } status(asOf: "2013-12-31") }
    }
  }
}""",
    ),
)


@dataclass(frozen=True)
class Example:
    """A query to start from, with the address of the page that holds it."""

    title: str
    address: str
    curl: str = ""


@dataclass(frozen=True)
class SparqlPage:
    """Values for `sparql.html.j2`."""

    text: str
    lines: int
    prologue: str
    groups: tuple[Group, ...]
    problem: Fault | None
    advice: tuple[str, ...]
    result: Result | None
    share: str
    cite: str
    is_cited: bool
    downloads: tuple[Download, ...]
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class GraphqlPage:
    """Values for `graphql.html.j2`."""

    text: str
    lines: int
    answer: str
    examples: tuple[Example, ...]
    recipes: tuple[Example, ...]


def sparql(
    text: str,
    groups: Iterable[Group],
    problem: Fault | None,
    result: Result | None,
    advice: Iterable[str],
    *,
    is_cited: bool,
    endpoint: str,
) -> SparqlPage:
    """The page with a query in its box, and its answer with advice, or what is wrong with it.

    `is_cited` where the answer was found to be the one that was cited; `endpoint` is the address
    that snippets ask.
    """
    address = links.asking(text)
    makes_graph = result is not None and result.kind == "text"
    return SparqlPage(
        text=text or EXAMPLE,
        lines=_lines(text or EXAMPLE),
        prologue=PROLOGUE,
        groups=tuple(groups),
        problem=problem,
        advice=tuple(advice),
        result=result,
        share=address,
        cite=links.citing(text),
        is_cited=is_cited,
        downloads=downloads(makes_graph, lambda name: f"{address}&format={name}"),
        snippets=snippets(endpoint, text, makes_graph) if result else (),
    )


def graphql(text: str, answer: str, origin: str) -> GraphqlPage:
    """The page with a document in its box, and its answer if there is one."""
    return GraphqlPage(
        text=text or GRAPHQL_EXAMPLES[0][1],
        lines=_lines(text or GRAPHQL_EXAMPLES[0][1]),
        answer=answer,
        examples=tuple(
            Example(
                title,
                address=f"/graphql?{urlencode({'query': document})}",
                curl=f"curl -sG {origin}/graphql --data-urlencode 'query={document}'",
            )
            for title, document in GRAPHQL_EXAMPLES
        ),
        recipes=tuple(
            Example(each.title, f"/graphql?{urlencode({'query': each.document})}")
            for each in recipes()
        ),
    )


def _lines(text: str) -> int:
    return min(max(text.count("\n") + 2, 10), 30)
