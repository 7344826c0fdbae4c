"""How many named questions can be asked in one request: questions.tsv tells of each.

A question is asked as docs/graphql.md shows it, or as a file of api/graphql/questions/ has it,
whose comments say which column of the named question's answer lies where; `|` parts two lists of
one table.
"""

import csv
from pathlib import Path

import pytest
from graphql import FieldNode, Visitor, parse, visit

from api.graphql.recipes import OTHERS, counterparts
from tests.api.graphql.test_graphql_guide import COLUMNS, GUIDE, QUESTIONS, known, rows
from tests.conftest import ROOT

HERE = Path(__file__).parent
FILES = {path.stem: path.read_text("utf-8") for path in OTHERS.glob("*.graphql")}
COMMENTED = {
    name: " ".join(line[1:] for line in text.splitlines() if line.startswith("#"))
    for name, text in FILES.items()
}
MOST_FIELDS = 20


def ways_of(columns: str) -> list[dict[str, tuple[str, ...]]]:
    """The way to each column, once for each of the lists that make the table."""
    ways = {name: way.split("|") for name, way in (each.split("=") for each in columns.split())}
    lists = max(map(len, ways.values()))
    return [{name: tuple(way[n].split(".")) for name, way in ways.items()} for n in range(lists)]


def held(name: str, columns: list[str], contract) -> set[tuple[str, ...]]:
    with (ROOT / f"tests/queries/{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            tuple(known(contract, row[each]) for each in columns) for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_question_answers_as_the_named_one_does(world_data, ontology, name):
    data, parts = world_data(FILES[name]), ways_of(COMMENTED[name])
    cells = [tuple(row[each] for each in ways) for ways in parts for row in rows(data, ways)]
    found = {row for row in cells if any(row)}
    assert found == held(name, [*parts[0]], ontology)
    assert found


class Fields(Visitor):
    """Counts the fields of a document, those of a fragment once."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        self.number += 1


def fields(text: str) -> int:
    counted = Fields()
    visit(parse(text), counted)
    return counted.number


def table() -> dict[str, dict[str, str]]:
    with (HERE / "questions.tsv").open(encoding="utf-8", newline="") as file:
        return {row["question"]: row for row in csv.DictReader(file, delimiter="\t")}


def test_every_question_that_can_be_asked_in_one_request_has_it_on_its_page():
    asked = counterparts()
    assert [*sorted(asked)] == sorted({**QUESTIONS, **FILES})
    assert all(text.strip()[0] in "{q" for text in asked.values())


def test_the_table_tells_of_every_named_question():
    assert list(table()) == sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


def test_the_table_tells_fields_and_what_is_left_to_the_asker():
    asked = {**QUESTIONS, **FILES}
    told = {**COLUMNS, **COMMENTED}
    for name, row in table().items():
        if name not in asked:
            assert (row["fields"], row["left"]) == ("", "")
            assert row["why not"], f"{name}: say why it cannot be asked in one request"
            continue
        with (ROOT / f"tests/queries/{name}.csv").open(encoding="utf-8") as file:
            columns = next(csv.reader(file))
        left = [each for each in columns if f" {each}=" not in f" {' '.join(told[name].split())}"]
        assert row["fields"] == str(fields(asked[name]))
        assert row["left"] == " ".join(left)
        assert bool(left) == bool(row["why not"]), f"{name}: say why these columns are left"
        assert fields(asked[name]) <= MOST_FIELDS


def test_the_guide_tells_how_many_can_be_asked():
    whole = [row for row in table().values() if row["fields"] and not row["left"]]
    some = [row for row in table().values() if row["left"]]
    none = [row for row in table().values() if not row["fields"]]
    assert f"all {len(table())} named questions, {len(whole + some)} can be asked" in GUIDE
    assert f"{len(some)} of them with a column" in GUIDE
    assert f"why the other {len(none)} cannot" in GUIDE
