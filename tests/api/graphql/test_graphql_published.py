"""GraphQL on the published graph: the seed article's answer, counted in questions."""

import asyncio

import pytest

from api.graphql.limits import Limits
from api.graphql.schema import build_schema
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader
from kg.contract import Class, Form, contract_of

REPORT = """{ report(id: "doc-yeshiva-world-2025-03-06") { records(first: 100) {
  totalCount nodes { ... on Position { id stance effect holder { ... on State { isoCode3 } }
  citations { document { id } origin { id } } propositions { nodes { actors { nodes {
    ... on State { isoCode3 } } } } } } } } } }"""


@pytest.fixture(scope="module")
def contract(root):
    return contract_of(root / "ontology")


@pytest.fixture(scope="module")
def select(store, select_on):
    return select_on(store)


@pytest.fixture(scope="module")
def ask(contract, select):
    reader = SparqlReader(contract, select)
    service = Service(build_schema(contract)._schema, contract, reader, Limits())

    def answer(query, **variables):
        select.asked.clear()
        response = asyncio.run(service.answer(Request(query, None, variables)))
        assert "errors" not in response, response["errors"][:3]
        return response["data"]

    return answer


def test_the_report_tells_each_states_own_position(ask, select):
    records = ask(REPORT)["report"]["records"]
    positions = [each for each in records["nodes"] if each]
    assert (records["totalCount"], len(positions)) == (11, 10)
    own = {}
    for each in positions:
        own.setdefault(each["holder"].get("isoCode3"), set()).add(each["stance"])
    del own[None]
    assert own == {
        "ISR": {"ASSERTS", "DENIES"},
        "GBR": {"REJECTS"},
        "CAN": {"REJECTS"},
        "NZL": {"NOT_HEARD_FROM"},
        "SAU": {"NOT_HEARD_FROM"},
    }
    named = {
        actor.get("isoCode3")
        for each in positions
        for proposition in each["propositions"]["nodes"]
        for actor in proposition["actors"]["nodes"]
    }
    assert named - {None} - own.keys() == {"AUS", "USA"}
    assert len(select.asked) == 4


def test_members_of_five_eyes(ask):
    found = ask("""{ partnership(id: "partnership-five-eyes") { members { nodes {
      currentStatus firstConfirmed participant { label }
      statusHistory { nodes { status until } } } } } }""")
    nodes = found["partnership"]["members"]["nodes"]
    assert {each["participant"]["label"] for each in nodes} == {
        "Australia",
        "Canada",
        "New Zealand",
        "United Kingdom",
        "United States",
    }
    assert {each["currentStatus"] for each in nodes} == {"PRESUMED"}
    assert all(each["firstConfirmed"] for each in nodes)
    for each in nodes:  # the last period has no end that is recorded
        assert each["statusHistory"]["nodes"][-1] == {"status": "PRESUMED", "until": None}


def test_every_field_of_every_node_keeps_the_contract(ask, contract):
    """Each field of each class, links by their label: none is null that may not be."""
    for each in contract.classes.values():
        found = ask(f"{{ nodes: {each.plural}(first: 500) {{ nodes {{ {_whole(each)} }} }} }}")
        if each.name in ("State", "Statement", "Citation", "Proposition", "PartyStatus"):
            assert found["nodes"]["nodes"]


def _whole(of: Class) -> str:
    """All fields of a class as a selection."""
    links = {Form.PAGES: " { nodes { ... on Node { label } } }"}
    shown = (
        field.name + links.get(field.form, " { ... on Node { label } }")
        if field.value.is_link
        else field.name
        for field in of.fields
    )
    return " ".join(["id", "label", *shown])


def test_a_page_of_twenty_equals_questions_asked_by_hand(ask, store):
    found = ask("{ propositions { nodes { id text positions { totalCount } } } }")
    asked = store.query(
        """PREFIX av: <https://w3id.org/averment/ns#>
        SELECT ?p ?text (COUNT(DISTINCT ?x) AS ?n) { ?p a av:Proposition ; av:text ?text
          OPTIONAL { ?x av:proposition ?p } } GROUP BY ?p ?text ORDER BY ?text""",
        use_default_graph_as_union=True,
    )
    by_hand = [
        (row["p"].value.rpartition("/")[2], row["text"].value, int(row["n"].value)) for row in asked
    ][:20]
    nodes = found["propositions"]["nodes"]
    assert sorted((n["id"], n["text"], n["positions"]["totalCount"]) for n in nodes) == sorted(
        by_hand
    )
