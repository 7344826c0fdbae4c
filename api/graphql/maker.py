"""How types of a contract are made of strawberry's own fields, annotations and decorators."""

from __future__ import annotations

import keyword
import types
from typing import TYPE_CHECKING, Any, Final

import strawberry
from strawberry import UNSET
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.graphql.inputs import order_of
from kg.ask.reader import stands
from kg.contract import Kind, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.graphql.annotations import Annotations
    from kg.contract import Contract

Namespace = dict[str, Any]

FIRST: Final = 20
LANGUAGES: Final = (
    "Language tags (BCP 47), the one liked best first; with none of them, as without."
)
STANDING: Final = (
    ("asOf", "Optional[Date]", "The day on which `status` is asked; alone, what stood then."),
    ("knownAt", "Optional[Date]", "The day until which it was reported (av:firstReported)."),
)
ORDER: Final = "Keys, the weightiest first; without any, by day and name."


class Maker:
    """Makes types, fields and arguments; annotations find each other in one namespace."""

    def __init__(self, contract: Contract, names: Annotations) -> None:
        self._contract = contract
        self._names = names
        self._paged: dict[str, list[StrawberryArgument]] = {}

    def add_type(
        self,
        name: str,
        bases: Sequence[str],
        fields: Iterable[StrawberryField],
        description: str,
        *,
        interface: bool = False,
    ) -> type:
        body: Namespace = {each.python_name: each for each in fields}
        annotations = {name: each.type_annotation for name, each in body.items()}
        for each in body.values():
            each.type_annotation = self._names.of("String")
        body["__annotations__"] = dict.fromkeys(body, Any)
        body["__module__"] = __name__
        parents = tuple(self._names[base] for base in bases)
        made = types.new_class(name, parents, exec_body=lambda space: space.update(body))
        decorate = strawberry.interface if interface else strawberry.type
        self._names[name] = decorate(made, name=name, description=description or None)
        for python_name, annotation in annotations.items():
            # Given back once the dataclass is made, which looks names up before they exist.
            body[python_name].type_annotation = annotation
        return made

    def field(
        self,
        name: str,
        annotation: str,
        description: str,
        arguments: Sequence[StrawberryArgument] = (),
        deprecated: str | None = None,
    ) -> StrawberryField:
        field = StrawberryField(
            python_name=f"{name}_" if keyword.iskeyword(name) else name,
            graphql_name=name,
            type_annotation=self._names.of(annotation),
            description=description or None,
            deprecation_reason=deprecated,
        )
        field.arguments = list(arguments)
        return field

    def argument(
        self, name: str, annotation: str, description: str, default: object = UNSET
    ) -> StrawberryArgument:
        return StrawberryArgument(
            name, name, self._names.of(annotation), description=description, default=default
        )

    def languages(self) -> list[StrawberryArgument]:
        return [self.argument("lang", "Optional[List[String]]", LANGUAGES)]

    def paging(self, value: Value) -> list[StrawberryArgument]:
        """The arguments of a connection."""
        if value.name in self._paged:
            return self._paged[value.name]
        rows = [
            ("where", f"Optional[{value.name}Where]", "What the ones that are shown must be like."),
            ("orderBy", f"Optional[List[{order_of(value, self._contract)}]]", ORDER),
            ("first", "Optional[Int]", f"So many from the start; {FIRST} where nothing is said."),
            ("after", "Optional[String]", "Only those behind this cursor."),
            ("last", "Optional[Int]", "So many from the end, in place of `first`."),
            ("before", "Optional[String]", "Only those before this cursor."),
        ]
        if value.kind is Kind.CLASS and stands(self._contract.classes[value.name]):
            rows += STANDING
        made = self._paged[value.name] = [self.argument(*row) for row in rows]
        return made
