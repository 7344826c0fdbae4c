"""The table of state numbers: our states beside those of two lists that data on conflict use.

COW: Correlates of War, State System Membership List v2016 (states2016.csv, as in
github.com/dieghernan/igoR at c9936ca). GW: Gleditsch and Ward, list of independent states through
2017 (iisystem.dat, as in github.com/michelcapelle/metternich at 0f8a9d1). `from` and `until` are
their days; a state that their last day finds standing has no `until`.
"""

import csv
import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest
from rdflib import RDF, SKOS, Namespace

from tests.ontology.merged import AV, ONTOLOGY, ROOT, graph_of

TABLE = (ONTOLOGY / "align" / "states.tsv").read_text("utf-8")
COLUMNS = ["subject_id", "subject_label", "system", "code", "code_label", "from", "until"]
ID = Namespace("https://w3id.org/averment/id/")
OPEN = date.max.isoformat()
SMALLEST = 360


def rows(table: str) -> list[dict[str, str]]:
    lines = table.splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def complaints(table: str) -> list[str]:
    """What is wrong with a table, row by row, and where one number stands for two at a time."""
    states = graph_of(ROOT / "kg/data/states/states.ttl")
    found = []
    spells = defaultdict(list)
    for row in rows(table):
        name = f"{row['subject_id']} {row['system']} {row['code']}"
        state = ID[row["subject_id"].removeprefix("avd:")]
        labels = {str(each) for each in states.objects(state, SKOS.prefLabel)}
        if (state, RDF.type, AV.State) not in states or row["subject_label"] not in labels:
            found.append(f"{name}: no state of ours has that label")
        if row["system"] not in ("COW", "GW") or not re.fullmatch(r"[1-9]\d{0,2}", row["code"]):
            found.append(f"{name}: the system has no such numbers")
        first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["until"] or OPEN)
        if first > last:
            found.append(f"{name}: it ends before it begins")
        spells[row["system"], row["code"]].append((first, last))
    for key, held in spells.items():
        if any(after[0] <= before[1] for before, after in pairwise(sorted(held))):
            found.append(f"{key} stands for two at a time")
    return found


def test_the_table_is_well_formed_and_true_to_our_side():
    assert list(rows(TABLE)[0]) == COLUMNS
    assert len(rows(TABLE)) >= SMALLEST
    assert complaints(TABLE) == []


def test_rows_are_in_order():
    keys = [
        (row["subject_id"], row["system"], int(row["code"]), row["until"] or OPEN)
        for row in rows(TABLE)
    ]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("avd:state-isr\tIsrael", "avd:state-isr\tIsrel", "no state of ours"),
        ("avd:state-isr\tIsrael", "avd:org-mossad\tIsrael", "no state of ours"),
        ("COW\t666\t", "CoW\t666\t", "no such numbers"),
        ("COW\t666\t", "COW\tISR\t", "no such numbers"),
        ("COW\t666\t", "COW\t2\t", "stands for two at a time"),
        ("1954-03-25\t1990-10-02", "1990-10-02\t1954-03-25", "ends before it begins"),
    ],
)
def test_a_spoiled_table_is_found(old, new, complaint):
    assert old in TABLE
    assert any(complaint in each for each in complaints(TABLE.replace(old, new)))


def test_germany_keeps_its_number_with_one_list_and_changes_it_with_the_other():
    held = {
        system: [row["code"] for row in rows(TABLE)
                 if (row["subject_id"], row["system"]) == ("avd:state-deu", system)]
        for system in ("COW", "GW")
    }  # fmt: skip
    assert held == {"COW": ["255", "260"], "GW": ["260"]}
