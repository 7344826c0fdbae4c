"""The triple patterns of a query, read from its tokens without evaluating anything.

What is read is what advice needs (SPARQL 1.1, sections 5 and 9): who has which property in which
group, which groups are optional, what is aggregated. A text that is no SPARQL gives less, never
an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.engine.guard import Token, tokens
from kg.terms import PREFIXES, RDF_TYPE

AGGREGATES: Final = frozenset({"GROUP_CONCAT", "SUM", "AVG", "MIN", "MAX"})
# What gives an unbound variable a value before it is aggregated.
GUARDS: Final = frozenset({"COALESCE", "IF", "BOUND"})
MODIFIERS: Final = frozenset({"GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"})
END: Final = Token("end", "")
TERMS: Final = frozenset({"iri", "name", "variable", "string", "number"})
OUTERMOST: Final = -1
# Stands for a text without language or datatype.
PLAIN: Final = '"'


class Pattern(NamedTuple):
    """One triple pattern; variables with their mark, IRIs whole, PLAIN for a text without language
    or datatype, "" for all else.

    The predicate is "" where it is a variable or a path of more than one step.
    """

    subject: str
    predicate: str
    object: str
    group: int


class Group(NamedTuple):
    """A group of patterns: in which one it stands, and whether as OPTIONAL."""

    parent: int
    optional: bool


class Aggregate(NamedTuple):
    """A function over the values of variables, and the group of its SELECT; OUTERMOST for none."""

    function: str
    variables: frozenset[str]
    group: int


@dataclass(slots=True)
class Patterns:
    """What a query asks for; `properties` are all that stand in its paths, `prefixes` declared.

    `named` are all IRIs in it, whole, but for those of a template (section 16.2), which may be new.
    """

    patterns: list[Pattern] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    aggregates: list[Aggregate] = field(default_factory=list)
    properties: dict[str, None] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)

    def within(self, group: int, outer: int = OUTERMOST) -> list[int]:
        """A group and those in which it stands, up to an outer one and without it."""
        found = []
        while group not in (outer, OUTERMOST):
            found.append(group)
            group = self.groups[group].parent
        return found


def patterns_of(text: str) -> Patterns:
    """What a query asks for, as far as it can be read."""
    reader = _Reader(list(tokens(text)))
    reader.query()
    reader.names()
    return reader.found


class _Reader:
    """Walks through tokens once; every step goes on, whatever the token is."""

    def __init__(self, found: list[Token]) -> None:
        self.found = Patterns()
        self._tokens = found
        self._at = 0
        self._template = range(0)

    def query(self) -> None:
        """Prologue, SELECT clause, groups, modifiers, in whichever order they come."""
        while (token := self._next()) is not END:
            word = _word(token)
            if word == "PREFIX":
                name, iri = self._next(), self._next()
                self.found.prefixes[name.text.removesuffix(":")] = iri.text[1:-1]
            elif word == "CONSTRUCT":
                begin = self._at
                self._skip_braces(only=True)
                self._template = range(begin, self._at)
            elif word == "VALUES":
                self._skip_braces()
            elif token.text == "(":
                self._expression(OUTERMOST)
            elif token.text == "{":
                self._group(OUTERMOST)

    def names(self) -> None:
        """All IRIs outside the template, once the prefixes are known."""
        written = (token for at, token in enumerate(self._tokens) if at not in self._template)
        named = (self._iri(token) for token in written if token.kind in ("iri", "name"))
        self.found.named.update(dict.fromkeys(filter(None, named)))

    def _group(self, parent: int, *, optional: bool = False) -> None:
        """What stands in braces, the first of which has been read."""
        group = len(self.found.groups)
        self.found.groups.append(Group(parent, optional))
        while (token := self._peek()) is not END:
            word = _word(token)
            if token.text == "}":
                self._at += 1
                return
            if token.text == "{":
                self._at += 1
                self._group(group)
            elif word in ("OPTIONAL", "FILTER", "BIND", "VALUES", "GRAPH", "SELECT"):
                self._at += 1
                self._clause(word, group)
            elif word in MODIFIERS:
                self._modifiers(group)
            elif token.kind in TERMS or token.text in ("[", "("):
                self._properties(self._node(group), group)
            else:
                self._at += 1

    def _clause(self, word: str, group: int) -> None:
        if word == "OPTIONAL" and self._peek().text == "{":
            self._at += 1
            self._group(group, optional=True)
        elif word == "GRAPH":
            self._at += 1
        elif word == "VALUES":
            self._skip_braces()
        elif word in ("FILTER", "BIND"):
            self._constraint(group)
        elif word == "SELECT":
            while self._peek() is not END and self._peek().text not in ("{", "}"):
                if self._next().text == "(":
                    self._expression(group)

    def _constraint(self, group: int) -> None:
        """An expression in brackets, the call of a function, or EXISTS and a group."""
        while self._peek() is not END and self._peek().text not in ("(", "{", "}"):
            self._at += 1
        if self._peek().text == "(":
            self._at += 1
            self._expression(group)
        elif self._peek().text == "{":
            self._at += 1
            self._group(group)

    def _modifiers(self, group: int) -> None:
        """All up to the end of a group, whose brace is left."""
        while self._peek() is not END and self._peek().text != "}":
            if self._next().text == "(":
                self._expression(group)

    def _expression(self, group: int) -> None:
        """What stands in brackets, the first of which has been read."""
        while (token := self._next()) is not END and token.text != ")":
            if _word(token) in AGGREGATES and self._peek().text == "(":
                self._aggregate(_word(token), group)
            elif token.text == "(":
                self._expression(group)
            elif token.text == "{":
                self._group(group)

    def _aggregate(self, function: str, group: int) -> None:
        begin, depth = self._at, 0
        while (token := self._next()) is not END:
            depth += (token.text == "(") - (token.text == ")")
            if not depth:
                break
        inside = self._tokens[begin : self._at]
        if not any(_word(token) in GUARDS for token in inside):
            names = frozenset(token.text for token in inside if token.kind == "variable")
            self.found.aggregates.append(Aggregate(function, names, group))

    def _properties(self, subject: str, group: int) -> None:
        """Properties and values of a subject (section 4.2)."""
        while (token := self._peek()).kind in TERMS or token.text in ("a", "^", "!", "(", ";"):
            if token.text == ";":
                self._at += 1
                continue
            predicate = self._path()
            while True:
                value = self._node(group)
                self.found.patterns.append(Pattern(subject, predicate, value, group))
                if self._peek().text != ",":
                    break
                self._at += 1

    def _path(self) -> str:
        """A property path (section 9.1): its property where it is one step forwards, else ""."""
        begin, depth, wanted = self._at, 0, True
        steps: list[str] = []
        while (token := self._peek()) is not END:
            if wanted and (token.kind in ("iri", "name") or token.text == "a"):
                steps.append(self._iri(token))
                wanted = False
            elif wanted and token.kind == "variable":
                wanted = False
            elif token.text in "^!(" if wanted else token.text in "/|":
                depth += token.text == "("
                wanted = True
            elif token.text == ")" and depth:
                depth -= 1
                wanted = False
            elif wanted or token.text not in "*+?":
                break
            self._at += 1
        self._at = max(self._at, begin + 1)
        self.found.properties.update(dict.fromkeys(filter(None, steps)))
        return steps[0] if steps and self._at == begin + 1 else ""

    def _node(self, group: int) -> str:
        """A subject or a value, as a pattern has it."""
        token = self._next()
        if token.text == "[":
            self._properties("", group)
            self._at += self._peek().text == "]"
        elif token.text == "(":
            while self._peek() is not END and self._peek().text not in (")", "}"):
                self._node(group)
            self._at += self._peek().text == ")"
        elif token.kind == "string":
            return self._literal()
        return f"?{token.text[1:]}" if token.kind == "variable" else self._iri(token)

    def _literal(self) -> str:
        """Passes over what follows a text, its language or its datatype; PLAIN for neither."""
        if self._peek().kind == "language":
            self._at += 1
        elif self._peek().text == "^":
            self._at += len(("^", "^", "datatype"))
        else:
            return PLAIN
        return ""

    def _skip_braces(self, *, only: bool = False) -> None:
        """Passes over the next braces and what they hold; `only` where they come at once."""
        if only and self._peek().text != "{":
            return
        depth = 0
        while (token := self._next()) is not END:
            depth += (token.text == "{") - (token.text == "}")
            if token.text == "}" and depth <= 0:
                return

    def _iri(self, token: Token) -> str:
        """The IRI that a token names, "" where it names none that is known."""
        if token.text == "a":
            return RDF_TYPE
        if token.kind == "iri":
            return token.text[1:-1]
        prefix, _, local = token.text.partition(":")
        namespace = self.found.prefixes.get(prefix) or PREFIXES.get(prefix, "")
        if token.kind != "name" or not namespace:
            return ""
        return namespace + re.sub(r"\\(.)", r"\1", local)

    def _peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else END

    def _next(self) -> Token:
        token = self._peek()
        self._at += 1
        return token


def _word(token: Token) -> str:
    return token.text.upper() if token.kind == "word" else ""
