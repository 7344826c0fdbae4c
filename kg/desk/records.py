"""Forms of every class that has a word to begin new names with, made from its shape."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from kg.contract import Class, Contract
from kg.desk.documents import (
    ENGLISH,
    check_name,
    document_folder,
    document_language,
    made_of,
    refuse_held,
)
from kg.desk.form import Form, Written
from kg.desk.kinds import linked, taken_from
from kg.desk.known import Known
from kg.desk.numbers import next_number
from kg.desk.options import Option, asked
from kg.desk.reader import Reader
from kg.desk.sheet import CITATIONS, Sheet, Values, placed, texts, thing, typed
from kg.desk.slugs import slug_of, tail, year_of
from kg.errors import BadArgument
from kg.terms import AV, AVD, short

SLUG: Final = Option(
    "slug", "the name in addresses, kind first (default: made by the house's rules)"
)
DOCUMENT: Final = "Document"
OWNERS: Final = (f"{AV}organOf", f"{AV}postIn")
MOST_QUOTED: Final = 14
NUMBERED: Final = re.compile("-[0-9]{1,3}$")


def form_of(contract: Contract, kind: Class) -> Form:
    """The form of a class: its own fields and, if it is a record, those of its citation."""
    name = kind.label.replace(" ", "-")
    options = options_of(contract, kind.name)
    return Form(
        kind=kind.name,
        name=name,
        help=f"{_article(kind.label)} {kind.label}",
        example=example_of(contract, f"new {name}", [o for o in options if o.required]),
        options=options,
        write=lambda reader: _write(reader, kind),
    )


def example_of(contract: Contract, command: str, options: Iterable[Option]) -> str:
    """A command line with some options, each with a value of its kind."""
    given = (f"--{option.name} {_example(contract, option)}" for option in options)
    return " \\\n      ".join([f"averment {command}", *given])


def _example(contract: Contract, option: Option) -> str:
    """A value as it may be written: dated, from a vocabulary, a thing by the kind of its name."""
    field = option.field
    if field and field.schemes:
        return option.help.rpartition(": ")[2].partition(",")[0].partition(" ")[0]
    if field and field.edtf:
        return "2025-03"
    kinds = linked(contract, field) if field else contract.below(option.kind or "")
    slugs = sorted({contract.classes[kind].slug or "" for kind in kinds} - {""})
    if slugs:
        return f"{'state' if 'state' in slugs else slugs[0]}-…"
    return "'…'"


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


def options_of(contract: Contract, kind: str, *others: str) -> tuple[Option, ...]:
    """What is asked of a new member of a class, of other subjects made with it, of a citation."""
    kinds = [contract.classes[name] for name in (kind, *others)]
    if any(map(_is_cited, kinds)):
        kinds.append(contract.classes["Citation"])
    return (*asked(*kinds), SLUG)


def cite(
    sheet: Sheet,
    reader: Reader,
    record: str,
    document: str | None = None,
    *added: Mapping[str, Values],
) -> None:
    """Adds the citation that the answers describe, and what is `added`: of a document, or of the
    one they name.

    Raises:
        BadArgument: the quotation is too long, or no document is named.
    """
    document = document or reader.must("document", DOCUMENT)
    excerpt = reader.answers.one("excerpt")
    if excerpt and len(excerpt.split()) > MOST_QUOTED:
        raise BadArgument(f"--excerpt has more than {MOST_QUOTED} words; quote less.")
    said = reader.values("Citation", language_of(reader, document))
    sheet.cite(record, document, said, *added, verbatim=typed(excerpt is not None, "boolean"))


def code_of(reader: Reader, party: str) -> str:
    """How a party is called in the name of its record: a state by its code, others in full."""
    return tail(party) if "State" in reader.known.kinds(party) else party


def language_of(reader: Reader, slug: str) -> str:
    """The language of a document, or of that from which a thing has its words; else English."""
    known, contract = reader.known, reader.contract
    fields = (field for kind in sorted(known.kinds(slug)) for field in taken_from(contract, kind))
    sources = (document for field in fields for document in known.linked(slug, field))
    spoken = (one for each in (slug, *sources) for one in known.values(each, "language"))
    return next(spoken, ENGLISH)


def _new_language(reader: Reader, kind: Class) -> str:
    """The language of a new thing's words: as given, else that of the document they are from."""
    given = reader.answers.one("language")
    named = (field.option or "" for field in taken_from(reader.contract, kind.name))
    sources = (reader.slug(option, DOCUMENT) for option in named)
    return given or next((language_of(reader, each) for each in sources if each), ENGLISH)


def _unnamed(kind: Class, said: Mapping[str, Values]) -> list[str]:
    """The question that is left where a thing could have a name and has none."""
    names = [field.path for field in kind.labels]
    return [f"what it is called ({short(names[0])})"] if names and names[0] not in said else []


def undated(reader: Reader, kind: str) -> list[str]:
    """The question that is left where a record could have a date and has none."""
    dates = [f for f in reader.contract.fields_in(kind, "Dates") if f.option]
    if not dates or any(reader.answers.all(f.option or "") for f in dates):
        return []
    return [f"when it was so ({', '.join(short(f.path) for f in dates)}): nothing is given"]


def _write(reader: Reader, kind: Class) -> Written:
    is_document = kind.name in reader.kinds(DOCUMENT)
    if is_document:
        reader = reader.but(language=document_language(reader))
        refuse_held(reader)
    said = reader.values(kind.name, _new_language(reader, kind))
    cited = _is_cited(kind)
    host = _host(reader, kind, said | (reader.values("Citation") if cited else {}))
    slug = reader.new_slug(kind.name, lambda: _made(reader, kind, said, host))
    if is_document:
        check_name(reader, slug)
    sheet = reader.sheet_of(host) if host else reader.new_sheet(slug)
    sheet.add(slug, kind.name, said)
    if cited:
        cite(sheet, reader, slug)
    files = placed(reader.root, sheet, _folder(reader, kind, slug))
    return Written(files, (*_unnamed(kind, said), *undated(reader, kind.name)))


def _is_cited(kind: Class) -> bool:
    return any(field.path == CITATIONS and not field.inverse for field in kind.fields)


def _host(reader: Reader, kind: Class, said: dict[str, Values]) -> str | None:
    """The thing in whose file such a record stands: the one with which most of its like stand."""
    votes = Counter(_place(reader.known, member) for member in reader.known.members(kind.name))
    place = max(votes, key=lambda path: votes[path], default="")
    hosts = [slug for slug in _things(said.get(place)) if reader.known.home(slug)]
    return next(iter(hosts), None)


def _place(known: Known, member: str) -> str:
    """The property that leads a record, or a citation of it, to what its file is named after."""
    home = known.home(member)
    citations = known.values(member, "hasCitation")
    about = [pair for slug in (member, *citations) for pair in known.about(slug).items()]
    stem = home.stem if home else member
    return next((path for path, values in about if thing(stem) in values), "")


def _made(reader: Reader, kind: Class, said: dict[str, Values], host: str | None) -> str:
    """What follows the kind in a new name: a name of its own, or those of what it ties together.

    An organ of a state has the code of the state in front, a post that of its body. Where most of
    its like are numbered, so is this one, after all that are there.
    """
    if kind.name in reader.kinds(DOCUMENT):
        return made_of(reader)
    names = [f.path for f in (*kind.labels, *kind.fields) if f.group == "Names" and f.path in said]
    if names and not host:
        owners = (tail(slug) for path in OWNERS for slug in _things(said.get(path)))
        return "-".join([*owners, slug_of(texts(said[names[0]])[0])])
    ties = [field.path for field in kind.fields if field.demanded and field.path in said]
    tied = dict.fromkeys(slug for path in ties for slug in _things(said[path]))
    tails = [tail(slug) for slug in tied if slug != host]
    if host and (not tails or _are_numbered(reader.known.members(kind.name))):
        stem = f"{reader.prefix(kind.name)}-{tail(host)}"
        return f"{tail(host)}-{next_number(reader.known, stem)}"
    if not tails:
        raise BadArgument("nothing that was given makes a name; give --slug.")
    return "-".join([tail(host), *tails] if host else tails)


def _are_numbered(slugs: list[str]) -> bool:
    return 2 * sum(bool(NUMBERED.search(slug)) for slug in slugs) > len(slugs)


def _folder(reader: Reader, kind: Class, slug: str) -> str:
    """Where files of such things lie: with most files of their like, else in a folder of their own.

    Where the like lie by years, it is that of the thing's own date.
    """
    if kind.name in reader.kinds(DOCUMENT):
        return document_folder(slug)
    homes = {member: reader.known.home(member) for member in reader.known.members(kind.name)}
    own = [home for member, home in homes.items() if home and home.stem == member]
    lying = Counter(home.parent for home in own or homes.values() if home)
    if not lying:
        return f"kg/data/{slug_of(kind.title)}"
    folder = lying.most_common(1)[0][0].relative_to(reader.root)
    if re.fullmatch("[0-9]{4}", folder.name):
        folder = folder.with_name(year_of(slug, reader.answers.one("date")))
    return folder.as_posix()


def _things(values: Values) -> list[str]:
    return [text.removeprefix(AVD) for text in texts(values) if text.startswith(AVD)]
