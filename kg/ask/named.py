"""The catalogue of named questions: SPARQL files with a title, parameters and tags.

A parameter is a variable bound by exactly one line `VALUES ?name { default }`; a given value
replaces that line as a serialised term, so nothing a user types becomes query text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import BadArgument, BadFile
from kg.rdf.parse import read_text
from kg.rdf.sparql import iri, quoted
from kg.terms import AV, AVC, AVD, PREFIXES, XSD

HEADERS: Final = ("title", "description", "parameters", "tags")
# What an empty query box offers to begin with.
EXAMPLE: Final = """PREFIX av: <https://w3id.org/averment/ns#>
SELECT ?holder ?stance ?claim {
  ?position av:holder ?holder ; av:stance ?stance ; av:proposition ?claim .
} LIMIT 50
"""
_HEADER = re.compile(r"^# (?P<name>[a-z]+): (?P<value>.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"(?P<name>\w+) \((?P<expects>[a-z]+:\w+(?: or [a-z]+:\w+)*)\)")
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")
# Namespaces of parameter values that are not things, by what the parameter expects.
NAMESPACES: Final = {"skos:Concept": AVC, "owl:Class": AV}
_LITERALS: Final = {
    "boolean": re.compile(r"true|false"),
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "string": re.compile(r".{0,500}", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing to be chosen: its name, what it must be (prefixed names), its default.

    `default` is a term as it stands in the query, `shown` the same as a person types it.
    """

    name: str
    expects: str
    default: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The prefixed names of the classes, one of which a value has, or of the one datatype."""
        return tuple(self.expects.split(" or "))

    @property
    def shown(self) -> str:
        """The default as it is typed on a command line or in a form."""
        written = re.match(r'"([^"]*)"|<([^>]*)>|\w*:(.*)|(.*)', self.default)
        return written[written.lastindex or 0] if written else self.default

    def term(self, given: str) -> str:
        """A value from outside as a SPARQL term.

        Raises:
            BadArgument: it is not what the parameter expects.
        """
        prefix, _, kind = self.expects.partition(":")
        if prefix == "xsd":
            return quoted(self._literal(kind, given), XSD + kind)
        try:
            return iri(self._iri(given))
        except ValueError as error:
            raise self._bad(given, f"an IRI; {error}") from error

    def _literal(self, kind: str, given: str) -> str:
        if kind == "date":
            try:
                return date.fromisoformat(given).isoformat()
            except ValueError as error:
                raise self._bad(given, "a day such as 2025-03-06") from error
        if not _LITERALS[kind].fullmatch(given):
            raise self._bad(given, f"a value of {self.expects}")
        return given

    def _iri(self, given: str) -> str:
        prefix, colon, local = given.partition(":")
        if _IRI.fullmatch(given):
            return given
        if colon and prefix in PREFIXES and _SLUG.fullmatch(local):
            return PREFIXES[prefix] + local
        if _SLUG.fullmatch(given):
            return NAMESPACES.get(self.expects, AVD) + given
        raise self._bad(given, f"a slug such as {self.shown}, or an IRI")

    def _bad(self, given: str, wanted: str) -> BadArgument:
        return BadArgument(f"{self.name} is “{given[:80]}”; it must be {wanted}.")


@dataclass(frozen=True, slots=True)
class NamedQuestion:
    """A question that people ask again and again, with the query that answers it."""

    slug: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    text: str

    @property
    def nothing(self) -> str:
        """What it means that an answer has no rows."""
        names = " and ".join(parameter.name for parameter in self.parameters)
        where = f" for this {names}; others may have some" if names else ""
        return (
            f"No rows: nothing that the question looks for is recorded{where}. That does not say "
            "that there is nothing, only that no document read so far reports it."
        )

    def bind(self, given: Mapping[str, str]) -> str:
        """The query with given values in place of defaults; blank values keep the default.

        Raises:
            BadArgument: a name that the question does not have, or a value of the wrong kind.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        text = self.text
        for name, value in given.items():
            if name not in known:
                raise BadArgument(_no_such(name, list(known), f"{self.slug} has no parameter"))
            if value:
                parameter = known[name]
                bound = "VALUES ?{} {{ {} }}"
                default = bound.format(name, parameter.default)
                text = text.replace(default, bound.format(name, parameter.term(value)))
        return text


class Catalogue(Mapping[str, NamedQuestion]):
    """All named questions of a folder, by slug."""

    def __init__(self, folder: Path) -> None:
        """Reads the folder's `.rq` files.

        Raises:
            BadFile: a header is missing or cannot be read, or a parameter has not exactly one
                VALUES line; with the file's name and the line.
        """
        self._questions = {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}

    def __getitem__(self, slug: str) -> NamedQuestion:
        return self._questions[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)

    def find(self, slug: str) -> NamedQuestion:
        """The question of that name; BadArgument names the nearest one if there is none."""
        if slug not in self._questions:
            raise BadArgument(_no_such(slug, list(self._questions), "there is no question"))
        return self._questions[slug]


def without_header(text: str) -> str:
    """A query without the comment lines that its title and description are read from."""
    return re.sub(r"\A(#[^\n]*\n)+", "", text).strip()


def _no_such(name: str, known: list[str], what: str) -> str:
    words = set(name.split("-"))
    sharing = [each for each in known if words & set(each.split("-"))]
    near = get_close_matches(name, known, 1) or sharing
    listed = ", ".join(f"“{each}”" for each in near)
    rest = f"did you mean {listed}?" if near else f"choose one of: {', '.join(known) or 'none'}."
    return f"{what} “{name[:80]}”; {rest}"


def _read(path: Path) -> NamedQuestion:
    text = read_text(path, path.name)
    headers = {match["name"]: match for match in _HEADER.finditer(text)}
    for name in HEADERS:
        if name not in headers:
            raise BadFile(path.name, 1, 1, f"the header “# {name}: …” is missing")
    values = {name: match["value"].strip() for name, match in headers.items()}
    try:
        parameters = tuple(_parameters(values["parameters"], text))
    except BadArgument as error:
        line = _line(text, headers["parameters"].start())
        raise BadFile(path.name, line, 1, str(error)) from error
    tags = tuple(tag.strip() for tag in values["tags"].split(","))
    return NamedQuestion(path.stem, values["title"], values["description"], parameters, tags, text)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _parameters(header: str, text: str) -> Iterator[Parameter]:
    """The parameters that a header lists; raises BadArgument, without the header's line."""
    for written in header.split(",") if header != "none" else ():
        match = _PARAMETER.fullmatch(written.strip())
        if not match:
            raise BadArgument(
                f"“{written.strip()}” cannot be read; write “name (av:Class), …” or “none”"
            )
        name, expects = match["name"], match["expects"]
        if expects.removeprefix("xsd:") not in {expects, "date", *_LITERALS}:
            raise BadArgument(f"?{name} is declared as {expects}, which a parameter cannot have")
        yield Parameter(name, expects, _default(name, text))


def _default(name: str, text: str) -> str:
    """The term in the one line that binds a parameter."""
    found = list(re.finditer(rf"VALUES \?{name} \{{ ([^{{}}\n]+) \}}", text))
    if len(found) != 1:
        lines = ", ".join(str(_line(text, each.start())) for each in found)
        where = f" (lines {lines})" if found else ""
        raise BadArgument(
            f"?{name} is bound by {len(found)} VALUES lines; it needs exactly one{where}"
        )
    return found[0][1]


def expected_classes(parameter: Parameter) -> tuple[str, ...]:
    """The IRIs of the classes a parameter wants, none where it wants a literal or concept."""
    prefix = "av:"
    wanted = (kind for kind in parameter.kinds if kind.startswith(prefix))
    return tuple(AV + kind.removeprefix(prefix) for kind in wanted)
