"""Every form of the desk: one for each class that has a word to begin new names with."""

from kg.contract import Class, Contract
from kg.desk.actors import agency, agreement, person, publisher
from kg.desk.citations import citation
from kg.desk.claims import proposition, report, statement
from kg.desk.form import Form
from kg.desk.options import asked
from kg.desk.party_act import party_act
from kg.desk.records import form_of
from kg.desk.signing import signing


def forms(contract: Contract) -> dict[str, Form]:
    """The forms by name: first those that do more than describe one subject, then all others.

    A class for which nothing is asked has none.
    """
    makers = (
        *(report, statement, agency, agreement, signing),
        *(party_act, proposition, publisher, person, citation),
    )
    special = [make(contract) for make in makers]
    made = {form.kind for form in special}
    plain = [form_of(contract, kind) for kind in written_kinds(contract) if kind.name not in made]
    return {form.name: form for form in (*special, *plain)}


def written_kinds(contract: Contract) -> list[Class]:
    """The classes whose members are written, each under a name of its own."""
    return [kind for kind in contract.classes.values() if kind.slug and asked(kind)]
