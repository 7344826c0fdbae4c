"""The form of a party act, whose name says who did what to which agreement, and when."""

import re
from typing import Final

from kg.contract import Contract
from kg.desk.form import Form, Written
from kg.desk.reader import Reader
from kg.desk.records import cite, code_of, options_of, undated
from kg.desk.sheet import placed, texts
from kg.desk.slugs import tail
from kg.terms import AV, AVC, AVD

ACT: Final = "PartyAct"
_DATE = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")


def party_act(contract: Contract) -> Form:
    """A step of one party towards an agreement, or away from it."""
    return Form(
        ACT,
        "party-act",
        "a step of one party towards an agreement, or away from it",
        "averment new party-act --actor JPN --action ratify --date 2013-03-22 \\\n"
        "      --arrangement agreement-isa-jpn-aus --document doc-…",
        options_of(contract, ACT),
        _write,
    )


def _write(reader: Reader) -> Written:
    told = (texts(reader.values(ACT)[f"{AV}{name}"])[0] for name in ("actor", "actionType"))
    actor, action = (iri.removeprefix(AVD).removeprefix(AVC) for iri in told)
    agreement = reader.must("arrangement", "Agreement")
    slug = reader.new_slug(
        ACT, lambda: "-".join([tail(agreement), tail(action), code_of(reader, actor)])
    )
    label = reader.known.label
    does = f"{label(actor)} {third_person(label(action))}: {label(agreement)}"
    date = reader.answers.one("date") or ""
    named = reader.but(name=f"{does}, {date}" if _DATE.fullmatch(date) else does)
    sheet = reader.sheet_of(agreement)
    sheet.add(slug, ACT, named.values(ACT))
    cite(sheet, reader, slug)
    return Written(placed(reader.root, sheet), tuple(undated(reader, ACT)))


def third_person(action: str) -> str:
    """What an action of the vocabulary is called of one who does it: `gives notice`."""
    verb, blank, rest = action.partition(" ")
    if re.search("[^aeiou]y$", verb):
        return f"{verb[:-1]}ies{blank}{rest}"
    ending = "es" if re.search("(?:s|x|z|ch|sh|o)$", verb) else "s"
    return f"{verb}{ending}{blank}{rest}"
