"""Forms that add to what a curated file says of a thing; they overwrite nothing."""

from dataclasses import replace
from typing import Final

from kg.contract import Class, Contract
from kg.contract import Form as Number
from kg.desk.form import Form, Written
from kg.desk.forms import written_kinds
from kg.desk.options import Option, asked
from kg.desk.reader import Reader
from kg.desk.records import example_of, language_of
from kg.desk.sheet import placed
from kg.errors import BadArgument
from kg.terms import short

TO: Final = "to"


def amendments(contract: Contract) -> dict[str, Form]:
    """The forms by name, one for each class whose members can be written anew."""
    forms = (_form(contract, kind) for kind in written_kinds(contract))
    return {form.name: form for form in forms}


def _form(contract: Contract, kind: Class) -> Form:
    name = kind.label.replace(" ", "-")
    to = Option(TO, "what is added to, by slug or name", True, kind=kind.name)
    options = tuple(replace(option, required=False) for option in asked(kind))
    many = [option for option in options if option.many] or options
    return Form(
        kind=kind.name,
        name=name,
        help=f"more of {kind.title.lower()}",
        example=example_of(contract, f"amend {name}", (to, *many[-1:])),
        options=(to, *options),
        write=lambda reader: _write(reader, kind),
        command="amend",
    )


def _write(reader: Reader, kind: Class) -> Written:
    slug = reader.must(TO, kind.name)
    said = reader.values(kind.name, language_of(reader, slug))
    if not said:
        raise BadArgument(f"nothing was given that could be added to {slug}.")
    _refuse_second_values(reader, kind, slug)
    sheet = reader.sheet_of(slug)
    sheet.say(slug, said)
    return Written(placed(reader.root, sheet))


def _refuse_second_values(reader: Reader, kind: Class, slug: str) -> None:
    """Refuses a value beside another one where there can be only one.

    Raises:
        BadArgument: the thing has the value already.
    """
    for field in kind.fields:
        held = reader.known.linked(slug, field)
        if held and field.form is Number.ONE and field.option and reader.answers.all(field.option):
            raise BadArgument(
                f"{slug} has {short(field.path)} already: {held[0]} ({reader.place(slug)}); "
                "nothing was written. Correct it in the file, if it is wrong."
            )
