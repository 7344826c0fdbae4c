"""Annotations that find types by name, whichever of them is made first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NewType, Optional

import strawberry
from strawberry.annotation import StrawberryAnnotation

URL = NewType("URL", str)


class Annotations:
    """One namespace of types; like annotations are one object, which is resolved once."""

    def __init__(self) -> None:
        self._made: dict[str, StrawberryAnnotation] = {}
        self._names: dict[str, Any] = {
            "Optional": Optional,
            "List": list,
            "String": str,
            "Int": int,
            "Float": float,
            "Boolean": bool,
            "Date": date,
            "DateTime": datetime,
            "URL": URL,
            "ID": strawberry.ID,
        }

    def __getitem__(self, name: str) -> Any:
        return self._names[name]

    def __setitem__(self, name: str, made: Any) -> None:
        self._names[name] = made

    def of(self, text: str) -> StrawberryAnnotation:
        """The annotation of a text such as `Optional[List[String]]`."""
        if text not in self._made:
            self._made[text] = StrawberryAnnotation(text, namespace=self._names)
        return self._made[text]
