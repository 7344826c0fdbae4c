"""The form of a further citation, added to the file of the record that it shows."""

from typing import Final

from kg.contract import Contract, Field
from kg.desk.form import Form, Written
from kg.desk.options import Option, adapted
from kg.desk.reader import Reader
from kg.desk.records import DOCUMENT, cite, options_of
from kg.desk.sheet import Values, placed
from kg.errors import BadArgument

# Asked for here alone: a record that is written anew is borne out by the document it is from.
BEARING: Final = "bearing"


def citation(contract: Contract) -> Form:
    """A further citation of a record, added to the file of the record."""
    bearing = Option(BEARING, "supports (default), disputes", field=_bearing(contract))
    asked = adapted(
        options_of(contract, "Citation"),
        {"slug": None},
        Option("record", "what it shows: a fact or a position, by slug", True, kind="Record"),
    )
    return Form(
        "Citation",
        "citation",
        "a further document that shows a record, added to the file of the record",
        "averment new citation --record mem-five-eyes-nzl --document doc-derwas-ukusa",
        (*asked, bearing),
        _write_citation,
    )


def _write_citation(reader: Reader) -> Written:
    record = reader.must("record", "Record")
    document = reader.must("document", DOCUMENT)
    _refuse_repeated(reader, record, document)
    sheet = reader.sheet_of(record)
    cite(sheet, reader, record, document, _added(reader))
    return Written(placed(reader.root, sheet))


def _added(reader: Reader) -> dict[str, Values]:
    """The values of what is asked for here alone."""
    field, text = _bearing(reader.contract), reader.answers.one(BEARING)
    return {field.path: reader.term(field, text)} if text else {}


def _bearing(contract: Contract) -> Field:
    return next(f for f in contract.classes["Citation"].fields if f.name == BEARING)


def _refuse_repeated(reader: Reader, record: str, document: str) -> None:
    """Refuses a citation that says what another of the record says.

    Raises:
        BadArgument: the record cites the document already, at the same place or at none.
    """
    known = reader.known
    for slug in known.values(record, "hasCitation"):
        places = known.values(slug, "locator")
        told = [reader.answers.one(name) for name in ("locator", "excerpt")]
        same = document in known.values(slug, "citedDocument")
        if same and (not any(told) or reader.answers.all("locator") == places != []):
            raise BadArgument(
                f"{record} cites {document} already ({reader.place(slug)}: {slug}); "
                "nothing was written. Give another --locator, if it is another place."
            )
