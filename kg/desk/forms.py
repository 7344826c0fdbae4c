"""Every form of the desk: one for each class that has a word to begin new names with."""

from kg.contract import Contract
from kg.desk.actors import agency, agreement, person, publisher
from kg.desk.citations import citation
from kg.desk.claims import proposition, report, statement
from kg.desk.form import Form
from kg.desk.options import asked
from kg.desk.records import form_of


def forms(contract: Contract) -> dict[str, Form]:
    """The forms by name: first those that do more than describe one subject, then all others.

    A class for which nothing is asked has none.
    """
    makers = (report, statement, agency, agreement, proposition, publisher, person, citation)
    special = [make(contract) for make in makers]
    made = {form.kind for form in special}
    plain = [
        form_of(contract, kind)
        for kind in contract.classes.values()
        if kind.slug and kind.name not in made and asked(kind)
    ]
    return {form.name: form for form in (*special, *plain)}
