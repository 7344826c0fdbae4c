"""The one form in which a curated Turtle file is kept, so that a change shows as changed lines.

Prefixes in fixed order, then the file's own block, the subject that the file is named after, and
every other subject by kind and slug, each record followed by its citations; one predicate a line
in fixed order, objects sorted. No blank nodes, and no comments: a remark is a `skos:editorialNote`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final, NamedTuple

import pyoxigraph as px

from kg.errors import BadFile
from kg.rdf.parse import parse_turtle
from kg.rdf.spelling import ALWAYS_DECLARED, prefix_of, spelled, spelled_predicate
from kg.rdf.tokens import Token, tokens
from kg.terms import AV, AVD, PREFIXES, RDF_TYPE

WIDTH: Final = 100
INDENT: Final = "    "
HAS_CITATION: Final = f"{AV}hasCitation"
FILE: Final = f"{AVD}file-"

_NUMBER = re.compile("[0-9]+")

Node = px.NamedNode
Value = px.NamedNode | px.Literal
Triple = tuple[Node, Node, Value]


class Order(NamedTuple):
    """Ranks by which a file is read: of subjects by class IRI, of predicates by their spelling.

    A class that is not foreseen comes after all others, a predicate where None stands.
    """

    kinds: Mapping[str, int]
    predicates: Mapping[str | None, int]

    def kind_place(self, class_iri: str) -> int:
        """Where subjects of a class stand in a file."""
        return self.kinds.get(class_iri, len(self.kinds))

    def predicate_place(self, name: str) -> tuple[int, str]:
        """Where a predicate stands, by its Turtle spelling."""
        return self.predicates.get(name, self.predicates[None]), name


def canonical(text: str, order: Order, path: str = "text") -> str:
    """The canonical form of a curated Turtle file.

    The same graph always gives the same text, and the text gives the same graph.

    Args:
        text: the file as written.
        order: of subjects and predicates.
        path: how messages name the file.

    Raises:
        BadFile: the text is not Turtle, or has a comment or a blank node; with line and column.
    """
    triples = _read(text, path)
    blocks = [_block(subject, about, order) for subject, about in _arranged(triples, order)]
    return "\n".join([_prefixes(triples), *blocks])


def _read(text: str, path: str) -> set[Triple]:
    parsed = set(parse_turtle(text, path))
    triples: set[Triple] = {
        (s, p, o)
        for s, p, o in parsed
        if isinstance(s, px.NamedNode) and not isinstance(o, px.BlankNode)
    }
    for token in tokens(text):
        if token.kind == "comment":
            cause = "comments are not kept; write the remark as skos:editorialNote"
            raise BadFile(path, token.line, 1, cause)
        if len(triples) < len(parsed) and _names_nothing(token):
            cause = "only named things can be cited; give each node an IRI"
            raise BadFile(path, token.line, 1, cause)
    return triples


def _names_nothing(token: Token) -> bool:
    return token.kind == "open" or token.text.startswith("_:")


def _prefixes(triples: Iterable[Triple]) -> str:
    used = {prefix_of(iri) for triple in triples for iri in _iris(triple)}
    names = [*ALWAYS_DECLARED, *(name for name in PREFIXES if name not in ALWAYS_DECLARED)]
    return "".join(
        f"@prefix {name}: <{PREFIXES[name]}> .\n"
        for name in names
        if name in ALWAYS_DECLARED or name in used
    )


def _iris(triple: Triple) -> Iterator[str]:
    subject, predicate, value = triple
    yield subject.value
    if predicate.value != RDF_TYPE:
        yield predicate.value
    if isinstance(value, px.NamedNode):
        yield value.value
    elif not value.language:
        yield value.datatype.value


def _arranged(triples: set[Triple], order: Order) -> Iterator[tuple[Node, list[Triple]]]:
    """Subjects with what is said of them, in reading order."""
    ordered = sorted(triples, key=lambda triple: _natural(triple[0].value))
    about = {s: list(group) for s, group in groupby(ordered, key=lambda triple: triple[0])}
    named_after = {s.value.replace(FILE, AVD, 1) for s in about if s.value.startswith(FILE)}

    def place(subject: Node) -> tuple[int, bool, int]:
        kinds = [order.kind_place(o.value) for _, p, o in about[subject] if _is_type(p)]
        kind = min(kinds, default=order.kind_place(""))
        return int(kind > 0), subject.value not in named_after, kind

    waiting = dict.fromkeys(sorted(about, key=place))
    while waiting:
        subject = next(iter(waiting))
        for node in (subject, *_citations(about[subject])):
            if node in waiting:
                del waiting[node]
                yield node, about[node]


def _is_type(predicate: Node) -> bool:
    return predicate.value == RDF_TYPE


def _citations(about: Iterable[Triple]) -> list[Node]:
    cited = [o for _, p, o in about if p.value == HAS_CITATION and isinstance(o, px.NamedNode)]
    return sorted(cited, key=lambda node: _natural(node.value))


def _block(subject: Node, about: Iterable[Triple], order: Order) -> str:
    values: dict[str, list[Value]] = {}
    for _, predicate, value in about:
        values.setdefault(spelled_predicate(predicate), []).append(value)
    lines = [_line(name, values[name]) for name in sorted(values, key=order.predicate_place)]
    head = f"{spelled(subject)} {lines[0]}"
    if "\n" in lines[0] or len(head) + len(" ;") > WIDTH:
        head = f"{spelled(subject)}\n{INDENT}{lines[0]}"
    return f" ;\n{INDENT}".join([head, *lines[1:]]) + " .\n"


def _line(predicate: str, values: list[Value]) -> str:
    texts = [spelled(value) for value in sorted(values, key=_value_place)]
    line = f"{predicate} {', '.join(texts)}"
    if len(texts) == 1 or len(INDENT) + len(line) + len(" ;") <= WIDTH:
        return line
    return f"{predicate}\n{INDENT * 2}" + f",\n{INDENT * 2}".join(texts)


def _value_place(value: Value) -> tuple[object, ...]:
    language = (value.language or "") if isinstance(value, px.Literal) else ""
    return language not in ("", "en"), language, _natural(value.value), spelled(value)


def _natural(text: str) -> tuple[str, str]:
    """A key that sorts `cit-x-2` before `cit-x-10`."""
    return _NUMBER.sub(lambda number: number[0].zfill(12), text), text
