"""The W3C's tests of SPARQL queries, read from their manifests: `dawg-data-r2` and `sparql11`.

They come within rdflib's source distribution, whose digest stands in requirements-test.lock.
Tests of updates, of graph stores and of protocols are none of queries, and are left out; so are
those of entailment regimes, since a query is answered from what is stored.
"""

import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract.graph import Graph
from kg.engine import Query, examine
from kg.errors import Refused
from kg.rdf.triples import Triple
from kg.terms import RDF_TYPE

ROOT: Final = Path(__file__).parents[2]
SUITES: Final = ("dawg-data-r2", "sparql11")
LEFT_OUT: Final = frozenset({"entailment"})
ARCHIVE: Final = "rdflib-*.tar.gz"
INSIDE: Final = "test/data/suites/w3c"
_INSIDE: Final = re.compile(rf"[^/]+/{INSIDE}/(?:{'|'.join(SUITES)})/")
# Where the suites stand for themselves: relative IRIs in them are resolved against this.
BASE: Final = "http://w3c.example/"
MF: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
KINDS: Final = {
    "QueryEvaluationTest": "answer",
    "CSVResultFormatTest": "answer",
    "PositiveSyntaxTest": "read",
    "PositiveSyntaxTest11": "read",
    "NegativeSyntaxTest": "refused",
    "NegativeSyntaxTest11": "refused",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One test: a query, the files that it is asked of, and what is expected.

    `expects` is `answer` (that of the file `result`), `read` or `refused`. Graphs are addresses
    of files, under which they are also named.
    """

    name: str
    expects: str
    query: Path
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    result: Path | None = None


def unpacked(archives: Path, folder: Path) -> "Suites":
    """The suites in a folder, from rdflib's source distribution, brought unless it is there."""
    if not (found := list(archives.glob(ARCHIVE))):
        _download(archives)
        found = list(archives.glob(ARCHIVE))
    with tarfile.open(found[0]) as archive:
        wanted = [each for each in archive.getmembers() if _INSIDE.match(each.name)]
        archive.extractall(folder, wanted, filter="data")
    return Suites(next(folder.glob("rdflib-*")) / INSIDE)


def _download(folder: Path) -> None:
    """Brings the archive of the locked version; pip holds it to the lock's digests."""
    lock = (ROOT / "requirements-test.lock").read_text("utf-8")
    pinned = re.search(r"^rdflib==(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    assert pinned, "the lock has no rdflib"
    (folder / "wanted.txt").write_text(pinned[0])
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    wanted = ["--no-binary", "rdflib", "--requirement", folder / "wanted.txt", "--dest", folder]
    subprocess.run([*pip, *wanted], check=True)


@dataclass(frozen=True, slots=True)
class Suites:
    """The files of the suites, below a folder."""

    folder: Path

    def cases(self) -> list[Case]:
        """All tests of queries, in the order of the manifests."""
        found = (self.folder.glob(f"{suite}/*/manifest.ttl") for suite in SUITES)
        manifests = sorted(path for paths in found for path in paths)
        read = (path for path in manifests if path.parent.name not in LEFT_OUT)
        return [case for path in read for case in self._listed(path)]

    def address(self, path: Path) -> str:
        """The IRI for which a file stands."""
        return BASE + self._relative(path)

    def path(self, address: str) -> Path:
        """The file that stands for an IRI."""
        return self.folder / address.removeprefix(BASE)

    def text(self, case: Case) -> str:
        """The query, with the address of its file for a base."""
        return f"BASE <{self.address(case.query)}>\n{case.query.read_text('utf-8')}"

    def format(self, case: Case) -> str:
        """In which format an answer is asked for: that of the expected one, else the simplest."""
        if case.result and case.result.suffix in {".csv", ".tsv"}:
            return case.result.suffix.removeprefix(".")
        query = self._examined(case)
        return "nt" if query and query.makes_graph else "json"

    def graphs(self, case: Case) -> set[str]:
        """The graphs that a case names, in its manifest or in its query."""
        query = self._examined(case)
        return {*case.default_graphs, *case.named_graphs, *(query.graphs if query else ())}

    def is_federated(self, case: Case) -> bool:
        """Whether a query asks other services too."""
        try:
            examine(self.text(case))
        except Refused:
            return True
        return False

    def triples(self, address: str) -> list[px.Triple]:
        """What stands in a graph's file; where a query alone names it, something."""
        if not self.path(address).is_file():
            return [px.Triple(px.NamedNode(address), px.NamedNode(RDF_TYPE), px.BlankNode())]
        return [quad.triple for quad in self.parsed(self.path(address))]

    def parsed(self, path: Path) -> Iterator[px.Quad]:
        """The quads of a file; its blank nodes are those of no other."""
        return px.parse(path=str(path), base_iri=self.address(path), rename_blank_nodes=True)

    def _examined(self, case: Case) -> Query | None:
        try:
            return examine(self.text(case))
        except Refused:
            return None

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _listed(self, manifest: Path) -> Iterator[Case]:
        graph = Graph(Triple(*quad.triple) for quad in self.parsed(manifest))
        for _, head in graph.statements(f"{MF}entries"):
            for entry in graph.items(head):
                kind = graph.value(entry, RDF_TYPE)
                if kind and (expects := KINDS.get(kind.value.removeprefix(MF))):
                    name = f"{self._relative(manifest.parent)}#{entry.value.rpartition('#')[2]}"
                    yield self._case(graph, entry, name, expects)

    def _case(self, graph: Graph, entry: px.NamedNode, name: str, expects: str) -> Case:
        action = graph.value(entry, f"{MF}action")
        query = graph.value(action, f"{QT}query") or action
        result = graph.value(entry, f"{MF}result")
        return Case(
            name,
            expects,
            self.path(query.value),
            tuple(sorted(each.value for each in graph.values(action, f"{QT}data"))),
            tuple(sorted(each.value for each in graph.values(action, f"{QT}graphData"))),
            self.path(result.value) if result else None,
        )
