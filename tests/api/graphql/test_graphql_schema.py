"""The schema that is served: written down in schema.graphql, and made from the shapes alone."""

from pathlib import Path

from graphql import build_schema as read_schema
from graphql import validate_schema

from api.graphql.schema import build_schema, printed
from kg.contract import contract_of

WRITTEN = Path(__file__).parents[3] / "api/graphql/schema.graphql"


def test_the_schema_written_down_is_the_one_that_is_served(root):
    made = printed(contract_of(root / "ontology"))
    told = "Run `python -m api.graphql.schema > api/graphql/schema.graphql` and review the diff."
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
