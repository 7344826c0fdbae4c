"""The contract: class tree and shapes, read once into the model that the API is made from."""

from kg.contract.build import contract_of, read_contract
from kg.contract.model import (
    LABEL,
    TYPE,
    Class,
    Contract,
    Enumeration,
    EnumValue,
    Field,
    Form,
    Kind,
    ObjectType,
    Value,
)
from kg.contract.names import plural, singular

__all__ = [
    "LABEL",
    "TYPE",
    "Class",
    "Contract",
    "EnumValue",
    "Enumeration",
    "Field",
    "Form",
    "Kind",
    "ObjectType",
    "Value",
    "contract_of",
    "plural",
    "read_contract",
    "singular",
]
