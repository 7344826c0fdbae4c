"""Forms that write a record beside its subject: an agency and whom it answers to, an agreement and
its parties; and the form of persons, who are named by their last name.
"""

from dataclasses import replace
from typing import Final

from kg.contract import Contract
from kg.desk.form import Form, Written
from kg.desk.options import Option, adapted
from kg.desk.reader import Reader
from kg.desk.records import cite, code_of, form_of, options_of, undated
from kg.desk.sheet import placed, thing
from kg.desk.slugs import last_name, slug_of, tail

AGENCY: Final = "IntelligenceAgency"
OFFICE: Final = "the public office that makes the person part of this graph: an av:Tenure, cited"


def agency(contract: Contract) -> Form:
    """An intelligence agency and whom it answers to."""
    superior = Option("superior", "whom it answers to (default: the state)")
    state = Option(
        "state", "whose agency it is: ISO code, slug or name", required=True, kind="State"
    )
    options = adapted(
        options_of(contract, AGENCY, "Subordination"),
        {"subordinate": None, "superior": superior, "state": None},
        state,
    )
    return Form(
        AGENCY,
        "agency",
        "an intelligence agency and whom it answers to",
        "averment new agency --name 'Government Communications Security Bureau' --alias GCSB \\\n"
        "      --state NZL --document doc-nzl-gcsb-history --date 1977/..",
        options,
        _write_agency,
    )


def _write_agency(reader: Reader) -> Written:
    state = reader.must("state", "State")
    reader = reader.but(superior=state)
    slug = reader.new_slug(AGENCY, lambda: f"{tail(state)}-{_short(reader)}")
    fact = f"{reader.prefix('Subordination')}-{tail(slug)}"
    sheet = reader.new_sheet(slug)
    sheet.add(slug, AGENCY, reader.values(AGENCY))
    sheet.add(fact, "Subordination", reader.values("Subordination"), subordinate=thing(slug))
    cite(sheet, reader, fact)
    left = undated(reader, "Subordination")
    if not reader.answers.all("function"):
        left.append("what it does (av:agencyFunction)")
    return Written(placed(reader.root, sheet, f"kg/data/agencies/{tail(state)}"), tuple(left))


def agreement(contract: Contract) -> Form:
    """An agreement and the status of each of its parties."""
    options = adapted(
        options_of(contract, "Agreement", "PartyStatus"),
        {"participant": None, "arrangement": None},
        Option("party", "a party: ISO code, slug or name", required=True, many=True, kind="Agent"),
    )
    return Form(
        "Agreement",
        "agreement",
        "an agreement and its parties",
        "averment new agreement --name 'UKUSA Agreement' --alias UKUSA --party USA --party GBR \\\n"
        "      --document doc-derwas-ukusa --kind agreement --publicity declassified \\\n"
        "      --date 1946-03-05/..",
        options,
        _write_agreement,
    )


def _write_agreement(reader: Reader) -> Written:
    reader = reader.but(role="party")
    slug = reader.new_slug("Agreement", lambda: _dated(reader))
    sheet = reader.new_sheet(slug)
    sheet.add(slug, "Agreement", reader.values("Agreement"))
    for name in reader.answers.all("party"):
        party = reader.known.find(name, reader.kinds("Agent"))
        fact = f"{reader.prefix('PartyStatus')}-{tail(slug)}-{code_of(reader, party)}"
        ends = {"participant": thing(party), "inArrangement": thing(slug)}
        sheet.add(fact, "PartyStatus", reader.values("PartyStatus"), **ends)
        cite(sheet, reader, fact)
    wanted = {"kind": "its legal form (av:agreementKind)", "publicity": "how it came to be known"}
    left = [text for name, text in wanted.items() if not reader.answers.all(name)]
    texts = placed(reader.root, sheet, "kg/data/agreements")
    return Written(texts, (*undated(reader, "PartyStatus"), *left))


def publisher(contract: Contract) -> Form:
    """A news organisation, under the name by which desks know it."""
    example = "averment new publisher --name 'The Yeshiva World'"
    plain = form_of(contract, contract.classes["NewsOrganisation"])
    return replace(plain, name="publisher", help="a news organisation", example=example)


def person(contract: Contract) -> Form:
    """A person in a public role."""
    return Form(
        "Person",
        "person",
        "a person in a public role",
        "averment new person --name 'Benjamin Netanyahu'",
        options_of(contract, "Person"),
        _write_person,
    )


def _write_person(reader: Reader) -> Written:
    slug = reader.new_slug("Person", lambda: _last_name(reader))
    sheet = reader.new_sheet(slug)
    sheet.add(slug, "Person", reader.values("Person"))
    return Written(placed(reader.root, sheet, "kg/data/people"), (OFFICE,))


def _last_name(reader: Reader) -> str:
    """The last name, or the whole one where somebody bears the last already."""
    name = reader.answers.must("name")
    last = slug_of(last_name(name))
    return slug_of(name) if f"{reader.prefix('Person')}-{last}" in reader.known else last


def _dated(reader: Reader) -> str:
    """The short name, with the year of the beginning if that is given."""
    year = (reader.answers.one("date") or "")[:4]
    return f"{_short(reader)}-{year}" if year.isdigit() else _short(reader)


def _short(reader: Reader) -> str:
    """The acronym if one is among the aliases, else the name."""
    aliases = reader.answers.all("alias")
    acronyms = [alias for alias in aliases if alias.isupper() and " " not in alias]
    return slug_of(next(iter(acronyms), reader.answers.must("name")))
