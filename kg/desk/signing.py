"""The form of a signing: the ceremony, and each party's signature in it as an act of its own."""

from dataclasses import replace
from typing import Final

from kg.contract import Contract
from kg.desk.form import Form, Written
from kg.desk.options import Option, adapted
from kg.desk.party_act import ACT
from kg.desk.reader import Reader
from kg.desk.records import cite, code_of, options_of
from kg.desk.sheet import Sheet, Term, Values, concept, placed, thing, words
from kg.desk.slugs import tail
from kg.terms import SKOS

SIGN: Final = "action-sign"
# What the ceremony has once; each signature is part of it.
OF_CEREMONY: Final = ("topic", "place", "episode")
_NOT_ASKED: Final = "name action actor affected counterparty representative part-of slug"


def signing(contract: Contract) -> Form:
    """The signing of an agreement, and who signed it for whom."""
    options = options_of(contract, ACT)
    agreement = next(option for option in options if option.name == "arrangement")
    return Form(
        ACT,
        "signing",
        "the signing of an agreement, and who signed it for whom",
        "averment new signing --arrangement agreement-isa-jpn-aus --signer AUS=person-carr \\\n"
        "      --signer JPN=person-gemba --place Tokyo --date 2012-05-17 \\\n"
        "      --document doc-jpn-ministry-of-foreign-affairs-2012-05-17",
        adapted(
            options,
            dict.fromkeys(_NOT_ASKED.split()) | {"arrangement": replace(agreement, many=False)},
            Option("signer", "a party, and who signed for it: AUS=person-carr, or AUS", True, True),
        ),
        _write,
    )


def _write(reader: Reader) -> Written:
    agreement = reader.must("arrangement", "Agreement")
    signers = [_signer(reader, text) for text in reader.answers.all("signer")]
    sheet = reader.sheet_of(agreement)
    ceremony = f"{reader.prefix('Event')}-{tail(agreement)}-signed"
    _write_ceremony(reader, sheet, ceremony, [party for party, _ in signers])
    for party, persons in signers:
        if persons:
            _write_signature(reader.without(*OF_CEREMONY), sheet, ceremony, party, persons)
    return Written(placed(reader.root, sheet))


def _signer(reader: Reader, text: str) -> tuple[str, list[Term]]:
    """A party and those who signed for it, of `AUS=person-carr`; several are parted by commas.

    Raises:
        BadArgument: one of them is nothing that can sign.
    """
    party, _, persons = text.partition("=")
    fields = reader.contract.classes[ACT].fields
    field = next(field for field in fields if field.option == "representative")
    named = [one.strip() for one in persons.split(",") if one.strip()]
    found = reader.known.find(party.strip(), reader.kinds("Agent"))
    return found, [reader.term(field, one) for one in named]


def _write_ceremony(reader: Reader, sheet: Sheet, slug: str, parties: list[str]) -> None:
    """Writes the ceremony, or adds to the one that is there those who were not yet known."""
    if slug in reader.known:
        held = reader.known.values(slug, "actor")
        sheet.say(slug, actor=[thing(party) for party in parties if party not in held])
        return
    said = reader.values("Event") | _named(reader, "Signing")
    actors: Values = [thing(party) for party in parties]
    sheet.add(slug, "Event", said, actionType=concept(SIGN), actor=actors)
    cite(sheet, reader, slug)


def _write_signature(
    reader: Reader, sheet: Sheet, ceremony: str, party: str, persons: list[Term]
) -> None:
    slug = f"{ceremony}-{code_of(reader, party)}"
    reader.known.must_be_new(slug)
    said = reader.values(ACT) | _named(reader, f"Signature of {reader.known.label(party)}")
    sheet.add(slug, ACT, said, actor=thing(party), actionType=concept(SIGN))
    sheet.say(slug, representative=persons, partOfEvent=thing(ceremony))
    cite(sheet, reader, slug)


def _named(reader: Reader, words_: str) -> dict[str, Values]:
    """The name of an event at the signing of the agreement."""
    agreement = reader.known.label(reader.must("arrangement", "Agreement"))
    return {f"{SKOS}prefLabel": words(f"{words_}: {agreement}")}
