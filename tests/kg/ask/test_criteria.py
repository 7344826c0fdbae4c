"""Questions put together from the contract: their addresses, and the SPARQL that people read."""

from urllib.parse import parse_qsl

import pyoxigraph as px
import pytest

from kg.ask.criteria import Criteria, pairs_of, read, without, written
from kg.ask.search import TextIndex
from kg.ask.values import Values
from kg.contract import Contract, make_contract
from kg.contract.ontology import read_ontology
from kg.errors import BadArgument
from kg.publish.snapshot import Snapshot


@pytest.fixture(scope="module")
def contract(wide_snapshot: Snapshot) -> Contract:
    return make_contract(read_ontology(wide_snapshot.ontology))


@pytest.fixture(scope="module")
def reading(wide_snapshot: Snapshot, contract: Contract):
    """Reads an address on the wider world."""
    ontology = read_ontology(wide_snapshot.ontology)
    values = Values(TextIndex(wide_snapshot.texts), contract, ontology, {})

    def found(address: str) -> Criteria | None:
        return read(parse_qsl(address, keep_blank_values=True), contract, values)

    return found


def test_criteria_are_a_query_that_people_can_read(reading, contract: Contract) -> None:
    asked = reading(
        "find=Agreement&1=parties&1.1=participant&1.1.v=GBR&1.2=status&1.2.d=1956-06-01"
        "&2=topics&2.t=under&2.v=intelligence&3=agreementKind&3.t=show"
    )
    assert written(asked, contract) == (
        """PREFIX av: <https://w3id.org/averment/ns#>
PREFIX avc: <https://w3id.org/averment/concept/>
PREFIX avd: <https://w3id.org/averment/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?agreement ?agreementKind {
  ?agreement a av:Agreement .
  ?participation av:inArrangement ?agreement ;
    av:participant avd:state-gbr .
  ?period av:statusOf ?participation ;
    av:status ?status ;
    av:from ?from ;
    av:until ?until .
  FILTER(?from <= "1956-06-01"^^xsd:date && "1956-06-01"^^xsd:date <= ?until)
  FILTER(?status != avc:status-ended)
  ?agreement av:topic/skos:broader* avc:topic-intelligence .
  OPTIONAL { ?agreement av:agreementKind ?agreementKind . }
} ORDER BY ?agreement ?agreementKind
"""
    )


def test_what_is_shown_stands_beside_what_is_found(
    reading, contract: Contract, world: px.Store
) -> None:
    asked = reading("find=Position&1=stance&1.v=DENIES&2=holder&2.t=show&3=propositions&3.t=show")
    found = world.query(written(asked, contract), use_default_graph_as_union=True)
    assert [each.value for each in found.variables] == ["position", "holder", "propositions"]
    held = {(row["holder"].value, row["propositions"].value) for row in found}
    space = "https://w3id.org/averment/id/"
    assert (f"{space}state-isr", f"{space}prop-isr-reduce") in held


def test_any_of_several_demands_or_none(reading, contract: Contract, world: px.Store) -> None:
    def count(address: str) -> int:
        text = written(reading(address), contract)
        return len({row[0] for row in world.query(text, use_default_graph_as_union=True)})

    both = "1=named&1.t=is&1.v=Israel&2=isoCode3&2.t=is&2.v=GBR"
    assert (count(f"find=State&{both}"), count(f"find=State&any=1&{both}")) == (0, 2)
    assert count("find=State&1=positions&1.t=has") + count(
        "find=State&1=positions&1.t=none"
    ) == count("find=State")


@pytest.mark.parametrize(
    "address",
    [
        "find=State",
        "find=State&any=1&1=named&1.t=contains&1.v=Is&1.v=Un&2=isoCode3&2.t=unknown",
        "find=Position&1=holder&1.t=has&1.k=State&1.1=isoCode3&1.1.t=is&1.1.v=ISR",
        "find=Position&1=speaker&1.t=is&1.v=state-isr&2=from&2.t=gte&2.v=2025-03-06",
        "find=Proposition&1=status&1.t=is&1.v=status-contested&1.d=2025-03-06",
    ],
)
def test_criteria_come_back_from_their_address(reading, address: str) -> None:
    assert pairs_of(reading(address)) == parse_qsl(address)


def test_blank_parts_count_for_nothing_and_what_is_left_is_numbered_anew(reading) -> None:
    asked = reading("find=State&any=&1=&4=named&4.v=Israel&4.v=&7=&4.t=")
    assert pairs_of(asked) == parse_qsl("find=State&1=named&1.t=contains&1.v=Israel")
    assert reading("1=named") is None


def test_a_demand_is_dropped_with_all_below_it() -> None:
    pairs = parse_qsl("find=Agreement&1=parties&1.1=role&1.1.t=is&10=named&2=topics")
    assert without(pairs, "1") == parse_qsl("find=Agreement&10=named&2=topics")


def test_a_value_that_means_nothing_is_told_at_its_demand(reading, contract: Contract) -> None:
    asked = reading("find=Position&1=holder&1.v=Isreal&2=from&2.t=lt&2.v=last%20week")
    first, second = asked.rows
    assert "Did you mean state-isr" in first.fault
    assert "a day such as 2025-03-06" in second.fault
    assert "FILTER" not in written(asked, contract), "what is not understood demands nothing"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("find=Stat", "find is “Stat”; choose one of"),
        ("find=State&1=parties", "“parties” is not a property of a state"),
        ("find=State&1=isoCode3&1.t=under", "isoCode3 cannot be compared by “under”"),
        ("find=Position&1=holder&1.t=has&1.k=Agreement", "is not a class that holder leads to"),
        ("find=State&" + "&".join(f"{n}=named" for n in range(1, 43)), "at most 40 conditions"),
        ("find=Position&" + "&".join(f"{'1.' * n}1=respondsTo&{'1.' * n}1.t=has" for n in range(7)),
         "at most 5 steps deep"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_says_why(reading, address: str, words: str) -> None:
    with pytest.raises(BadArgument, match=words):
        reading(address)
