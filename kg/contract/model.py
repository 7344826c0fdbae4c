"""The contract as frozen values: classes with their fields, closed vocabularies and unions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from kg.terms import AV, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf.canonical import Order


TO_BOTH_ENDS: Final = 2
LANG_STRING: Final = f"{RDF}langString"


class Kind(Enum):
    """What a field's values are."""

    SCALAR = "scalar"
    ENUM = "enum"
    CLASS = "class"
    UNION = "union"


class Form(Enum):
    """How many values a field has, and how they are handed out."""

    ONE = "one"
    LIST = "list"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Value:
    """The kind of a value and the name of its type: `Date`, `Stance`, `Agent`, `Arrangement`."""

    kind: Kind
    name: str

    @property
    def is_link(self) -> bool:
        """Whether the value is another node."""
        return self.kind in (Kind.CLASS, Kind.UNION)


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a class under its public name.

    `path` is walked backwards if `inverse`; `only` leaves out values of other classes. `label` and
    `phrase` are words of English, `phrase` as a page words the value, `inverse_phrase` as it words
    the thing seen from the value. `group` is the local name of a `sh:PropertyGroup`, the part of a
    page where the value belongs; None where it is shown under its label.

    The desk asks for a field that has an `option`, with `help`; it asks for none that is `derived`.
    `datatypes` and `schemes` say what may be given, `demanded` that it must. `edtf` marks dates in
    EDTF, `symmetric` properties that hold both ways. Where records say in full what the field says
    in short, `recorded` holds the properties from a record to the thing and to the value. A thing
    may be looked up by the value of a field that has a `key`, under that name.
    """

    name: str
    path: str
    inverse: bool
    value: Value
    form: Form
    required: bool
    description: str
    only: str | None = None
    order: float = float("inf")
    deprecated: str | None = None
    label: str = ""
    phrase: str = ""
    inverse_phrase: str = ""
    group: str | None = None
    option: str | None = None
    help: str = ""
    datatypes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    demanded: bool = False
    key: str = ""
    edtf: bool = False
    derived: bool = False
    symmetric: bool = False
    recorded: tuple[str, ...] = ()

    @property
    def is_worded(self) -> bool:
        """Whether values are texts in languages."""
        return LANG_STRING in self.datatypes

    def __hash__(self) -> int:
        # Fields are keys of every answer; hashing all members takes ten times as long.
        return hash((self.path, self.name))


@dataclass(frozen=True, slots=True)
class Class:
    """An exposed class; `fields` holds inherited ones too, `ancestors` runs from near to far.

    `labels` are the fields of SKOS by which files name its members; `label` stands for them in
    answers. `name` and `plural` are names in the manner of code, `label` is the English word.
    `title` heads a list of members, `menu` leads there from every page, at the place `browse`; None
    where no page does. Names of new members begin with `slug`; it never tells a class. Members of
    `evidence` are listed without a count, so that documents are not counted as sources.
    """

    name: str
    iri: str
    description: str
    abstract: bool
    ancestors: tuple[str, ...]
    parents: tuple[str, ...]
    descendants: tuple[str, ...]
    fields: tuple[Field, ...]
    labels: tuple[Field, ...] = ()
    label: str = ""
    plural: str = ""
    title: str = ""
    menu: str = ""
    browse: float | None = None
    slug: str | None = None
    order: float = float("inf")
    evidence: bool = False

    @property
    def is_interface(self) -> bool:
        """Whether other exposed classes are below this one."""
        return bool(self.descendants)


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A type that a node can have in an answer: a leaf, or `Generic…` for direct members."""

    name: str
    of: Class


@dataclass(frozen=True, slots=True)
class Records:
    """Records of a class: `back` leads from a thing to them, `forth` on to the value of a field."""

    of: Class
    back: Field
    forth: Field


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One member of a closed vocabulary; `label` is its English word, `note` its scope note."""

    name: str
    iri: str
    description: str
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed vocabulary all of whose notations are names."""

    name: str
    iri: str
    description: str
    values: tuple[EnumValue, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a page or record where values belong together."""

    name: str
    label: str
    order: float


@dataclass(frozen=True)
class Curated:
    """What files that people write may hold, by IRI.

    `order` is how their canonical form is read. `names` are the properties that name a thing, the
    first ones first; `edtf` those whose values are dates in EDTF; `foreign` those of other
    vocabularies. Only rules and axioms write what is `derived` (properties) or `inferred`
    (classes).
    """

    order: Order
    names: tuple[str, ...]
    edtf: frozenset[str]
    derived: frozenset[str]
    inferred: frozenset[str]
    foreign: frozenset[str]


@dataclass(frozen=True)
class Contract:
    """Everything that API, documents and forms are made from. Mappings keep the order of names.

    `groups` are by local name, in their own order; `concepts` are IRIs; `common` are fields of
    every class.
    """

    classes: Mapping[str, Class]
    enums: Mapping[str, Enumeration]
    unions: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, Group]
    curated: Curated
    concepts: frozenset[str]
    common: tuple[Field, ...] = ()
    objects: Mapping[str, ObjectType] = field(init=False)
    _by_iri: Mapping[str, Class] = field(init=False)
    _notation: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        objects = (ObjectType(object_name(each), each) for each in self.classes.values())
        members = (value for enum in self.enums.values() for value in enum.values)
        derived = {
            "objects": {each.name: each for each in objects if is_instantiable(each.of)},
            "_by_iri": {each.iri: each for each in self.classes.values()},
            "_notation": {value.iri: value.name for value in members},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    @property
    def order(self) -> Order:
        """The order in which the canonical form of a curated file is read."""
        return self.curated.order

    @property
    def names(self) -> tuple[str, ...]:
        """IRIs of the properties that name a thing, the first ones first."""
        return self.curated.names

    @property
    def all_names(self) -> tuple[str, ...]:
        """The same with the label that is derived from them, and with other names."""
        return tuple(dict.fromkeys((LABEL.path, *self.names, OTHER_NAMES.path)))

    @property
    def browsed(self) -> tuple[Class, ...]:
        """The classes to whose lists every page leads, in that order."""
        listed = [each for each in self.classes.values() if each.browse is not None]
        return tuple(sorted(listed, key=lambda each: each.browse or 0))

    def descends(self, name: str, top: str) -> bool:
        """Whether a class is another one or stands below it; False for what is not a class here."""
        return name == top or (name in self.classes and top in self.classes[name].ancestors)

    def below(self, top: str) -> tuple[str, ...]:
        """Names of a class and of all below it; none where it is not a class here."""
        return (top, *self.classes[top].descendants) if top in self.classes else ()

    def class_of(self, iri: str) -> Class | None:
        """The class of an IRI."""
        return self._by_iri.get(iri)

    def narrowest(self, types: Iterable[str]) -> Class | None:
        """The narrowest class among the class IRIs of a node, the first by name where several are
        equally narrow; None where none is exposed."""
        held = [self._by_iri[iri] for iri in types if iri in self._by_iri]
        wider = {name for each in held for name in each.ancestors}
        narrow = [each for each in held if each.name not in wider]
        return min(narrow, key=lambda each: each.name, default=None)

    def fields_in(self, class_name: str, *groups: str) -> tuple[Field, ...]:
        """Fields of a class, and of those above it, that belong to one of these groups."""
        of = self.classes.get(class_name)
        return tuple(field for field in of.fields if field.group in groups) if of else ()

    def object_of(self, types: Iterable[str]) -> ObjectType | None:
        """The narrowest object type among the class IRIs of a node; None where none is exposed."""
        held = [self._by_iri[iri] for iri in types if iri in self._by_iri]
        wider = {name for each in held for name in each.ancestors}
        narrow = sorted(object_name(each) for each in held if each.name not in wider)
        return next((self.objects[name] for name in narrow if name in self.objects), None)

    def objects_of(self, value: Value) -> tuple[str, ...]:
        """Names of the object types that a link of this value can lead to, sorted."""
        if value.kind is Kind.UNION:
            return self.unions[value.name]
        if value.name == "Node":
            return tuple(self.objects)
        return objects_below(self.classes, self.classes[value.name])

    def records_of(self, field: Field) -> Records | None:
        """The records that say in full what a field says in short; None where there are none."""
        if len(field.recorded) != TO_BOTH_ENDS:
            return None
        back, forth = field.recorded
        for of in sorted(self.classes.values(), key=lambda each: len(each.ancestors)):
            ends = {each.path: each for each in of.fields if not each.inverse}
            way = self._way_back(back, of) if back in ends and forth in ends else None
            if way:
                return Records(of, way, ends[forth])
        return None

    def _way_back(self, path: str, to: Class) -> Field | None:
        """The field by which the members of a class are reached, backwards over a property."""
        fields = (field for of in self.classes.values() for field in of.fields)
        ways = (each for each in fields if each.inverse and each.path == path)
        return next((each for each in ways if each.value.name == to.name), None)

    def notation(self, concept: str) -> str | None:
        """The public name of a concept of a closed vocabulary."""
        return self._notation.get(concept)


def object_name(of: Class) -> str:
    """The name of the object type of a class's direct members."""
    return f"Generic{of.name}" if of.is_interface else of.name


def is_instantiable(of: Class) -> bool:
    """Whether a node may be a member of this class and of none below."""
    return not of.abstract


def objects_below(classes: Mapping[str, Class], top: Class) -> tuple[str, ...]:
    """Names of the object types of a class and all below it, sorted."""
    family = [top, *(classes[name] for name in top.descendants)]
    return tuple(sorted(object_name(each) for each in family if is_instantiable(each)))


TYPE: Final = Field(
    "__typename", f"{RDF}type", False, Value(Kind.SCALAR, "String"), Form.LIST, True, ""
)
LABEL: Final = Field("label", f"{AV}label", False, Value(Kind.SCALAR, "String"), Form.ONE, True, "")
OTHER_NAMES: Final = Field(
    "otherNames",
    f"{SKOS}altLabel",
    False,
    Value(Kind.SCALAR, "String"),
    Form.LIST,
    True,
    "What it is called besides, in any language.",
    datatypes=(LANG_STRING,),
)
