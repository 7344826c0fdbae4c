"""The schema that is served: written down in schema.graphql, and made from the shapes alone."""

from pathlib import Path

import pytest
from graphql import build_schema as read_schema
from graphql import validate_schema

from api.graphql.schema import BrokenPromise, build_schema, kept, printed
from kg.contract import contract_of

WRITTEN = Path(__file__).parents[3] / "api/graphql/schema.graphql"


def test_the_schema_written_down_is_the_one_that_is_served(root):
    made = printed(contract_of(root / "ontology"))
    told = "Run `make generate` and review the diff."
    assert WRITTEN.read_text() == made, told


def test_the_schema_written_down_is_valid():
    assert validate_schema(read_schema(WRITTEN.read_text())) == []


def test_the_terms_of_the_design_stand_in_it():
    schema = read_schema(WRITTEN.read_text())
    position, proposition = (
        schema.type_map["Position"].fields,
        schema.type_map["Proposition"].fields,
    )
    assert str(position["speaker"].type) == "Agent!"
    assert str(position["stance"].type) == "Stance!"
    assert str(position["holder"].type) == "Agent!"
    assert str(position["propositions"].type) == "PropositionConnection!"
    assert str(position["responses"].type) == "PositionConnection!"
    assert str(position["citations"].type) == "[Citation!]!"
    assert str(proposition["currentStatus"].type) == "Status!"
    assert str(position["voice"].type) == "AgentOrDocument"
    period = schema.type_map["StatusPeriod"].fields
    assert str(period["statusOf"].type) == "PropositionOrStructuralFact!"
    assert str(period["supportingVoices"].type) == "Int"
    assert str(period["until"].type) == "Date"
    assert "NOT_HEARD_FROM" in schema.type_map["Stance"].values
    names = [each.name for each in schema.type_map["Statement"].interfaces]
    assert set(names) == {"Node", "Record", "Position"}
    assert position["speaker"].description


def test_a_schema_of_the_small_house(house):
    text = printed(house)
    assert "interface Position implements Record & Node {" in text
    assert "type GenericOrganisation implements Organisation & Agent & Node {" in text
    assert "union AgreementOrOrganisation = Agreement | GenericOrganisation | Partnership" in text
    arguments = "first: Int, after: String, last: Int, before: String"
    order = "where: PositionWhere, orderBy: [RecordOrder!]"
    assert f"responses({order}, {arguments}): PositionConnection!" in text
    assert 'oldCode: String @deprecated(reason: "No longer used.")' in text
    assert '"""Says that it is not so."""\n  DENIES' in text
    assert "mutation" not in text.lower()


def test_two_schemas_do_not_share_types(house, root):
    small, real = build_schema(house), build_schema(contract_of(root / "ontology"))
    assert "Post" in real.as_str()
    assert "type Post " not in small.as_str()


OLD = """type Query { states(first: Int): [State!]! }
  type State { label: String! code: Kind } enum Kind { A B }"""
BREAKING = {
    "a field goes": ("code: Kind", "", "State.code was removed."),
    "a field becomes null": ("label: String!", "label: String", "State.label changed type"),
    "an argument goes": ("(first: Int)", "", "Query.states(first:) was removed."),
    "an argument is demanded": (
        "first: Int",
        "first: Int!",
        "Query.states(first:) has changed type",
    ),
    "a value goes": ("A B", "A", "Enum value Kind.B was removed."),
}
RELEASED, UNRELEASED = "# Changes\n\n## 0.2.0\n", "# Changes\n\n## 0.3.0 (unreleased)\n\n## 0.2.0\n"


@pytest.mark.parametrize("name", BREAKING)
def test_what_a_released_version_offers_is_not_taken_back(name):
    was, becomes, told = BREAKING[name]
    made = OLD.replace(was, becomes)
    with pytest.raises(BrokenPromise, match="that is released") as refusal:
        kept(OLD, made, RELEASED)
    assert told in str(refusal.value)
    assert kept(OLD, made, UNRELEASED) == made


def test_what_only_adds_may_be_written_at_any_time():
    made = OLD.replace("A B", "A B C").replace("code: Kind", "code(in: Kind): Kind name: String")
    assert kept(OLD, made, RELEASED) == made


def test_everything_is_described_and_says_of_which_term(root):
    """What holds for all lists alike (`PageInfo`, edges, operators) stands for no term."""
    schema = build_schema(contract_of(root / "ontology"))._schema
    ours = [each for name, each in schema.type_map.items() if not name.startswith("__")]
    fields = {(of.name, n): f for of in ours for n, f in getattr(of, "fields", {}).items()}
    arguments = {
        (*place, name): each
        for place, field in fields.items()
        for name, each in getattr(field, "args", {}).items()
    }
    parts = fields | arguments
    assert [place for place, part in parts.items() if not part.description] == []
    classes = contract_of(root / "ontology").classes
    told = {(name, f.name): f.path for name, of in classes.items() for f in of.fields}
    terms = {place: path.rpartition("#")[2] for place, path in told.items()}
    assert [p for p, name in terms.items() if f":{name}" not in fields[p].description] == []
    wheres = {(f"{name}Where", field): term for (name, field), term in terms.items()}
    assert [p for p, name in wheres.items() if f":{name}" not in fields[p].description] == []
