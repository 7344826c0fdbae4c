"""The table of event codes: concepts of ours beside codes of CAMEO and PLOVER, which have no IRIs.

Codes and their names were looked up in the owners' table, CAMEO2PLOVER-2021.txt of
github.com/openeventdata/PLOVER at commit 5e0c24f, which no package holds.
"""

import csv
import re

import pytest

from tests.ontology.merged import ONTOLOGY
from tests.ontology.test_align_table import TABLE as PREFIXED
from tests.ontology.test_align_table import WEAKER, iri, our_labels

TABLE = (ONTOLOGY / "align" / "codes.tsv").read_text("utf-8")
COLUMNS = [
    *("subject_id", "subject_label", "predicate_id", "system", "code", "code_label", "comment"),
]
CODES = {"CAMEO": re.compile(r"(0[1-9]|1\d|20)\d{1,2}"), "PLOVER": re.compile("[A-Z]+")}


def rows(table: str) -> list[dict[str, str]]:
    lines = table.splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def complaints(table: str) -> list[str]:
    """What is wrong with a table, row by row."""
    found = []
    for row in rows(table):
        name = f"{row['subject_id']} {row['code']}"
        if our_labels().get(iri(PREFIXED, row["subject_id"])) != row["subject_label"]:
            found.append(f"{name}: the subject is not a concept of ours with that label")
        if row["predicate_id"] not in WEAKER:
            found.append(f"{name}: the predicate is not agreed")
        if row["system"] not in CODES or not CODES[row["system"]].fullmatch(row["code"]):
            found.append(f"{name}: the system has no such codes")
        if row["predicate_id"] != "skos:closeMatch" and not row["comment"]:
            found.append(f"{name}: a weak link says nothing of the difference")
    return found


def test_the_table_is_well_formed_and_true_to_our_side():
    assert list(rows(TABLE)[0]) == COLUMNS
    assert complaints(TABLE) == []


def test_a_code_has_one_name_and_a_pair_one_row_in_order():
    pairs = [(row["subject_id"], row["code"]) for row in rows(TABLE)]
    assert pairs == sorted(set(pairs))
    names = {(row["system"], row["code"], row["code_label"]) for row in rows(TABLE)}
    assert len(names) == len({row["code"] for row in rows(TABLE)})


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("avc:action-aid\taid", "avc:action-aid\thelp", "not a concept of ours"),
        ("skos:closeMatch\tCAMEO\t070", "skos:exactMatch\tCAMEO\t070", "predicate"),
        ("CAMEO\t070", "CAMEO\t7", "no such codes"),
        ("CAMEO\t070", "PLOVER\t070", "no such codes"),
        ("Theirs is of all relations.", "", "says nothing"),
    ],
)
def test_a_spoiled_table_is_found(old, new, complaint):
    assert old in TABLE
    assert any(complaint in each for each in complaints(TABLE.replace(old, new)))
