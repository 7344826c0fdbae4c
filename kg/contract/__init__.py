"""The contract: class tree and shapes, read once into the model that the API is made from."""

from kg.contract.build import contract_of, make_contract
from kg.contract.model import (
    LABEL,
    OTHER_NAMES,
    TYPE,
    Class,
    Contract,
    Curated,
    Enumeration,
    EnumValue,
    Field,
    Form,
    Group,
    Kind,
    ObjectType,
    Records,
    Value,
)
from kg.contract.names import singular

__all__ = [
    "LABEL",
    "OTHER_NAMES",
    "TYPE",
    "Class",
    "Contract",
    "Curated",
    "EnumValue",
    "Enumeration",
    "Field",
    "Form",
    "Group",
    "Kind",
    "ObjectType",
    "Records",
    "Value",
    "contract_of",
    "make_contract",
    "singular",
]
