"""New files of those who act: agencies, publishers, persons; and of agreements."""

from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.desk.fields import Answers, Field, Kind, Written
from kg.desk.known import ACTORS, Known
from kg.desk.sheet import Sheet, thing, words, write_new
from kg.desk.slugs import checked, slug_of
from kg.desk.values import DOCUMENTS, ORGANISATIONS, Desk

NAME: Final = Field("name", "its name in English", required=True)
ALIAS: Final = Field("alias", "another name or its acronym", many=True)
SLUG: Final = Field(
    "slug", "the name in addresses, kind first (default: made by the house's rules)"
)
DOCUMENT: Final = Field("document", "the document that shows it, by slug", required=True)
LOCATOR: Final = Field("locator", "place in the document, as in “paragraph 4”")
DATE: Final = Field("date", "since when, in EDTF: 1946-03-05/.. (no end known), 1943/1946")
AS_OF: Final = Field("as-of", "last day for which the document says that it still held")
DATE_LEFT: Final = "since when, or as of which day (av:edtf, av:ongoingAsOf): neither is given"


def agency(root: Path, known: Known, answers: Answers) -> Written:
    """An intelligence agency and whom it answers to."""
    desk = Desk(known, answers)
    state = desk.must("state", frozenset({"State"}))
    code = state.removeprefix("state-")
    slug = checked(answers.one("slug") or f"agency-{code}-{_short(answers)}", "agency")
    known.must_be_new(slug)
    fact = f"sub-{slug.removeprefix('agency-')}"
    sheet = Sheet(slug, date.today())
    sheet.add(
        slug,
        "IntelligenceAgency",
        prefLabel=words(answers.must("name")),
        altLabel=desk.texts("alias"),
        agencyFunction=desk.concepts("function", "agency-function"),
        website=desk.address("website"),
    )
    sheet.add(
        fact,
        "Subordination",
        subordinate=thing(slug),
        superior=desk.thing("superior", ORGANISATIONS | {"State"}) or thing(state),
        edtf=desk.edtf(),
        ongoingAsOf=desk.day("as-of"),
        hasCitation=_citation(sheet, desk, fact),
    )
    left = [*_undated(answers)]
    if not answers.all("function"):
        left.append("what it does (av:agencyFunction)")
    return Written(write_new(root, f"kg/data/agencies/{code}", sheet), tuple(left))


def agreement(root: Path, known: Known, answers: Answers) -> Written:
    """An agreement and the status of each of its parties."""
    desk = Desk(known, answers)
    year = (answers.one("date") or "")[:4]
    made = f"agreement-{_short(answers)}" + (f"-{year}" if year.isdigit() else "")
    slug = checked(answers.one("slug") or made, "agreement")
    known.must_be_new(slug)
    sheet = Sheet(slug, date.today())
    sheet.add(
        slug,
        "Agreement",
        prefLabel=words(answers.must("name")),
        altLabel=desk.texts("alias"),
        agreementKind=desk.concept("kind", "agreement-kind"),
        publicity=desk.concept("publicity", "publicity"),
        hasText=desk.things("text", DOCUMENTS),
    )
    for party in desk.things("party", ACTORS - {"Person"}):
        ending = party.value.rpartition("/")[2].removeprefix("state-")
        fact = f"pty-{slug.removeprefix('agreement-')}-{ending}"
        sheet.add(
            fact,
            "PartyStatus",
            participant=party,
            inArrangement=thing(slug),
            participationRole=desk.concept("role", "participation-role", "party"),
            edtf=desk.edtf(),
            ongoingAsOf=desk.day("as-of"),
            hasCitation=_citation(sheet, desk, fact),
        )
    wanted = {"kind": "its legal form (av:agreementKind)", "publicity": "how it came to be known"}
    left = [*_undated(answers), *(text for name, text in wanted.items() if not answers.all(name))]
    return Written(write_new(root, "kg/data/agreements", sheet), tuple(left))


def publisher(root: Path, known: Known, answers: Answers) -> Written:
    """A news organisation."""
    desk = Desk(known, answers)
    slug = checked(answers.one("slug") or f"org-{slug_of(answers.must('name'))}", "org")
    known.must_be_new(slug)
    sheet = Sheet(slug, date.today())
    label, alias = words(answers.must("name")), desk.texts("alias")
    website = desk.address("website")
    sheet.add(slug, "NewsOrganisation", prefLabel=label, altLabel=alias, website=website)
    return Written(write_new(root, "kg/data/organisations", sheet))


def person(root: Path, known: Known, answers: Answers) -> Written:
    """A person in a public role."""
    name = answers.must("name")
    last = f"person-{slug_of(name).rpartition('-')[2]}"
    made = last if last not in known else f"person-{slug_of(name)}"
    slug = checked(answers.one("slug") or made, "person")
    known.must_be_new(slug)
    sheet = Sheet(slug, date.today())
    desk = Desk(known, answers)
    sheet.add(slug, "Person", prefLabel=words(name), altLabel=desk.texts("alias"))
    left = "the public office that makes the person part of this graph: an av:Tenure, cited"
    return Written(write_new(root, "kg/data/people", sheet), (left,))


def _citation(sheet: Sheet, desk: Desk, fact: str) -> px.NamedNode:
    return sheet.cite(fact, desk.must("document", DOCUMENTS), locator=desk.plain("locator"))


def _short(answers: Answers) -> str:
    """The acronym if one is among the aliases, else the name."""
    acronyms = [alias for alias in answers.all("alias") if alias.isupper() and " " not in alias]
    return slug_of(next(iter(acronyms), answers.must("name")))


def _undated(answers: Answers) -> list[str]:
    return [] if answers.one("date") or answers.one("as-of") else [DATE_LEFT]


AGENCY: Final = Kind(
    "agency",
    "an intelligence agency and whom it answers to",
    "averment new agency --name 'Government Communications Security Bureau' --alias GCSB "
    "--state NZL --document doc-gcsb-hist --date 1977/..",
    (
        NAME,
        ALIAS,
        Field("state", "whose agency it is: ISO code, slug or name", required=True),
        DOCUMENT,
        LOCATOR,
        Field("superior", "whom it answers to (default: the state)"),
        Field("function", "field of work: signals, foreign, domestic …", many=True),
        DATE,
        AS_OF,
        Field("website", "its own site"),
        SLUG,
    ),
    agency,
)
AGREEMENT: Final = Kind(
    "agreement",
    "an agreement and its parties",
    "averment new agreement --name 'UKUSA Agreement' --alias UKUSA --party USA --party GBR "
    "--document doc-derwas-ukusa --kind agreement --publicity declassified --date 1946-03-05/..",
    (
        NAME,
        ALIAS,
        Field("party", "a party: ISO code, slug or name", required=True, many=True),
        DOCUMENT,
        LOCATOR,
        Field("role", "the parties' role (default: party)"),
        Field("kind", "legal form: treaty, memorandum, arrangement …"),
        Field("publicity", "how it came to be known: public, leaked, declassified …"),
        Field("text", "the document that holds its wording, by slug", many=True),
        DATE,
        AS_OF,
        SLUG,
    ),
    agreement,
)
PUBLISHER: Final = Kind(
    "publisher",
    "a news organisation",
    "averment new publisher --name 'The Yeshiva World'",
    (NAME, ALIAS, Field("website", "its own site"), SLUG),
    publisher,
)
PERSON: Final = Kind(
    "person",
    "a person in a public role",
    "averment new person --name 'Benjamin Netanyahu'",
    (NAME, ALIAS, SLUG),
    person,
)
