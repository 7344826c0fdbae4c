"""Refuses to write what is held already, and tells how the document joins it instead."""

import shlex
from collections.abc import Mapping
from typing import Final

from kg.desk.alike import Likeness, Propositions
from kg.desk.article import tokens
from kg.desk.held import Position, Positions, dated, origins
from kg.desk.kinds import TIES, linked
from kg.desk.known import Known
from kg.desk.options import Answers, Option
from kg.desk.reader import Reader
from kg.desk.sheet import Values, texts
from kg.errors import BadArgument
from kg.terms import AV, AVC, AVD

ANOTHER: Final = "another"
MOST_CITED: Final = 3
# From this likeness on, with the same actors and the same action, a proposition is asked about.
NEAR: Final = 0.6


class Repeated(BadArgument):
    """What was to be written is held already; `record` is what it repeats.

    `joining` are the answers to the form of a citation by which the document joins a position, None
    where it joins none. Only what is equal in everything cannot be another.
    """

    def __init__(
        self, message: str, record: str, joining: Answers | None = None, equal: bool = False
    ) -> None:
        super().__init__(message)
        self.record = record
        self.joining = joining
        self.may_be_another = not equal


def another(what: str) -> Option:
    """The flag by which a curator says that something is not what is held already."""
    return Option(ANOTHER, what, flag=True)


def new_position(reader: Reader, document: str, stance: str) -> Position:
    """The position that the answers to a statement's form describe."""
    said = reader.values("Statement")
    speaker = next(iter(_slugs(said, "speaker")), "")
    origin = reader.slug("origin", "Document")
    scope = next(iter(reader.known.values(speaker, "scopedTo")), None)
    position = Position(
        "",
        speaker,
        scope if speaker else origin or document,
        next(iter(_slugs(said, "onBehalfOf")), None),
        stance,
        frozenset(_slugs(said, "proposition")),
        frozenset({document}),
        origins(reader.known, document, origin),
    )
    return dated(reader.known, position, reader.answers.one("date"))


def refuse_repeated_statement(reader: Reader, new: Position) -> None:
    """Refuses a statement that is held already, unless it is said to be another.

    Raises:
        Repeated: a position of the same speaker, or of an unnamed source of the same origin, has
            the same stance towards one of its propositions, on a day that both allow.
    """
    found = [] if reader.answers.one(ANOTHER) else Positions(reader.known).like(new)
    if not found:
        return
    (document,) = new.documents
    first, told = found[0], [_told(reader, each, new) for each in found]
    joining = None
    if document in first.documents:
        advice = [f"{document} is cited there already, so there is nothing to add."]
    else:
        joining = _joining(reader, first.slug, document)
        advice = ["Add the report to it:", f"  {command('citation', joining)}"]
        advice += _more(reader.known, first, new)
    advice.append("If it was said on another occasion, give its --date, or --another.")
    message = "\n".join(["it is held already; nothing was written.", *told, *advice])
    raise Repeated(message, first.slug, joining)


def _told(reader: Reader, held: Position, new: Position) -> str:
    """Where a position is held, by whom, and which documents bear it out."""
    known = reader.known
    cited = sorted(held.documents)
    more = f" and {len(cited) - MOST_CITED} more" if len(cited) > MOST_CITED else ""
    both = ", ".join(sorted(held.propositions & new.propositions))
    return (
        f"  {reader.place(held.slug)}: {held.slug}\n"
        f"    {shown(known, held)} {both}; cited: {', '.join(cited[:MOST_CITED])}{more}"
    )


def shown(known: Known, position: Position) -> str:
    """Who takes a position, and which."""
    words = next(iter(known.values(position.speaker, "descriptor")), None)
    name = f"“{words}”" if words else known.label(position.speaker)
    who = f"{position.speaker} ({name})"
    if position.behalf:
        who += f" for {position.behalf}"
    return f"{who} {known.bare(position.stance)}"


def _more(known: Known, held: Position, new: Position) -> list[str]:
    """What a document that joins a position would have to show beside what was given."""
    beyond = sorted(held.propositions - new.propositions)
    left = sorted(new.propositions - held.propositions)
    lines = [f"It says {one} too ({known.label(one)}): the report must." for one in beyond]
    return lines + [f"It does not say {one}: that is a statement of its own." for one in left]


def _joining(reader: Reader, record: str, document: str) -> Answers:
    """The answers by which a document that was to be a statement's becomes a position's."""
    fields = reader.contract.classes["Citation"].fields
    options = [field.option for field in fields if field.option]
    given = {name: reader.answers.all(name) for name in options if reader.answers.all(name)}
    return Answers({"record": [record], **given, "document": [document]})


def command(form: str, answers: Answers) -> str:
    """The command by which a form is given these answers."""
    given = [word for name, value in answers for word in (f"--{name}", value)]
    return shlex.join(["averment", "new", form, *given])


def refuse_repeated_proposition(reader: Reader, said: Mapping[str, Values]) -> None:
    """Refuses a proposition that is there already, or so much alike that it may be.

    Raises:
        Repeated: one is equal in all that makes the content, and so is no other; or one of the
            same actors and action has nearly the same words, and nothing says it is another.
    """
    known = reader.known
    equal = _equal(known, said)
    if equal:
        raise Repeated(
            f"{equal} exists and says just this; nothing was written.\n"
            f"  {reader.place(equal)}: {known.label(equal)}\n"
            f"Use --proposition {equal}; or give what tells the two apart, as a narrower --topic.",
            equal,
            equal=True,
        )
    near = [] if reader.answers.one(ANOTHER) else _near(known, said)
    if near:
        listed = (f"  {reader.place(n.slug)}: {n.slug}, {known.label(n.slug)}" for n in near)
        lines = ["one that is held already is much alike; nothing was written.", *listed]
        advice = f"Use --proposition {near[0].slug}; or, if it is none of them, give --another."
        raise Repeated("\n".join([*lines, advice]), near[0].slug)


def _equal(known: Known, said: Mapping[str, Values]) -> str | None:
    content = _content(known, {p: set(texts(values)) for p, values in said.items()})
    for slug in known.members("Proposition"):
        held = {p: {value.value for value in values} for p, values in known.about(slug).items()}
        if _content(known, held) == content:
            return slug
    return None


def _content(known: Known, said: Mapping[str, set[str]]) -> list[set[str]]:
    """The values that make the content, by role; a mode that is actual may be left out."""
    parts = (*TIES, "Mode")
    fields = known.contract.fields_in("Proposition", *parts)
    paths = [field.path for field in fields] + [f"{AV}edtf", f"{AV}embeds"]
    return [said.get(path, set()) - {f"{AVC}modality-actual"} for path in paths]


def _near(known: Known, said: Mapping[str, Values]) -> list[Likeness]:
    fields = known.contract.fields_in("Proposition", *TIES)
    roles = [field for field in fields if linked(known.contract, field)]
    named = [text.removeprefix(AVD) for f in roles for text in texts(said.get(f.path))]
    words = [token for text in texts(said.get(f"{AV}text")) for token in tokens(text)]
    alike = Propositions(known).alike(words, named)
    return [one for one in alike if one.score >= NEAR and _acts_as(known, one.slug, said)]


def _acts_as(known: Known, slug: str, said: Mapping[str, Values]) -> bool:
    """Whether a proposition has the same action, actors, sign and counterparties."""
    fields = known.contract.fields_in("Proposition", "Action")
    paths = [*(field.path for field in fields), f"{AV}affirmative"]
    about = known.about(slug)
    return all({v.value for v in about.get(p, [])} == set(texts(said.get(p))) for p in paths)


def _slugs(said: Mapping[str, Values], name: str) -> list[str]:
    return [text.removeprefix(AVD) for text in texts(said.get(AV + name))]
