"""The SSSOM table of alignments: well formed, true to both sides, in step with the axioms."""

import csv
import re
from collections import Counter
from functools import cache

import pytest
from rdflib import RDF, RDFS, SKOS, URIRef

from tests.ontology.merged import MODULES, ONTOLOGY, SCHEMES, graph_of
from tests.ontology.neighbours.published import published
from tests.ontology.neighbours.world import ALIGNMENTS, alignment

TABLE = (ONTOLOGY / "align" / "averment.sssom.tsv").read_text("utf-8")
COLUMNS = [
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "confidence", "object_source_version", "comment"),
]
ASSERTED = {"rdfs:subClassOf", "rdfs:subPropertyOf"}
WEAKER = {"skos:closeMatch", "skos:relatedMatch", "skos:broadMatch", "skos:narrowMatch"}
JUSTIFICATION = "semapv:ManualMappingCuration"
# Neighbours whose files come with the tests; all others were looked up in their own repositories.
PUBLISHED = ("crm", "dcterms", "foaf", "oa", "org", "prov", "schema", "sem", "skos", "time")
ROW_ONLY = (
    *("bfo", "cco", "cito", "gist", "m8g", "np", "npx"),
    *("stix", "uco-core", "uco-identity", "wd"),
)


def header(table: str) -> dict[str, str]:
    """The metadata of the set, without the map of prefixes."""
    return dict(re.findall(r"^#(\w+): (.+)$", table, re.MULTILINE))


def prefixes(table: str) -> dict[str, str]:
    return dict(re.findall(r"^#  ([\w-]+): (\S+)$", table, re.MULTILINE))


def rows(table: str) -> list[dict[str, str]]:
    body = [line for line in table.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def iri(table: str, curie: str) -> URIRef:
    """The IRI of a CURIE.

    Raises:
        KeyError: the table does not declare the prefix.
    """
    prefix, _, local = curie.partition(":")
    return URIRef(prefixes(table)[prefix] + local)


@cache
def our_labels() -> dict[URIRef, str]:
    terms = graph_of(*MODULES).subject_objects(RDFS.label)
    concepts = graph_of(*SCHEMES).subject_objects(SKOS.prefLabel)
    return {URIRef(each): str(label) for each, label in (*terms, *concepts)}


def complaints(table: str) -> list[str]:
    """What is wrong with a table, row by row."""
    found, seen = [], Counter()
    for row in rows(table):
        if list(row) != COLUMNS or None in row.values():
            return ["the columns are not the agreed ones"]
        name = " ".join([row["subject_id"], row["predicate_id"], row["object_id"]])
        undeclared = {
            row[column].partition(":")[0]
            for column in ("subject_id", "predicate_id", "object_id", "mapping_justification")
        } - prefixes(table).keys()
        if undeclared:
            found.append(f"{name}: no prefix {undeclared}")
            continue
        seen[row["subject_id"], row["object_id"]] += 1
        found += [f"{name}: {complaint}" for complaint in row_complaints(table, row)]
    return found + [f"{pair} is there {n} times" for pair, n in seen.items() if n > 1]


def row_complaints(table: str, row: dict[str, str]) -> list[str]:
    found = []
    if our_labels().get(iri(table, row["subject_id"])) != row["subject_label"]:
        found.append("the subject is not a term of ours with that label")
    if row["predicate_id"] not in ASSERTED | WEAKER:
        found.append("the predicate is not agreed")
    if row["mapping_justification"] != JUSTIFICATION:
        found.append("the justification is not agreed")
    if not re.fullmatch(r"0\.\d+|1\.0", row["confidence"]):
        found.append("the confidence is not a number up to 1")
    prefix = row["object_id"].partition(":")[0]
    if prefix not in PUBLISHED + ROW_ONLY:
        found.append("the neighbour is unknown")
    if prefix in PUBLISHED:
        target = iri(table, row["object_id"])
        if (target, RDF.type, None) not in published(prefix):
            found.append("the neighbour has no such term")
    if not row["object_label"].strip():
        found.append("the object has no label")
    if row["predicate_id"] in {"skos:relatedMatch", "skos:broadMatch"} and not row["comment"]:
        found.append("a weak link says nothing of the difference")
    return found


def test_the_table_is_well_formed_and_true_to_both_sides():
    assert complaints(TABLE) == []


def test_the_set_says_what_it_is():
    said = header(TABLE)
    assert said["mapping_set_id"].startswith("https://w3id.org/averment/")
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["mapping_set_version"] == said["subject_source_version"] == "0.2.0"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", said["mapping_date"])


def test_every_prefix_is_used_and_every_neighbour_has_rows():
    body = "\n".join(line for line in TABLE.splitlines() if not line.startswith("#"))
    used = {
        curie.partition(":")[0]
        for curie in re.findall(r"(?<=\t)[\w-]+:\w+|^[\w-]+:\w+", body, re.M)
    }
    assert set(prefixes(TABLE)) <= used
    assert {row["object_id"].partition(":")[0] for row in rows(TABLE)} == {*PUBLISHED, *ROW_ONLY}


def test_rows_are_in_order():
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows(TABLE)]
    assert keys == sorted(keys)


def test_every_axiom_has_its_row_and_every_asserted_row_its_axiom():
    axioms = {
        (subject, predicate, value)
        for path in ALIGNMENTS
        for subject, predicate, value in alignment(path.stem)
        if predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
    }
    asserted = {
        tuple(iri(TABLE, row[column]) for column in ("subject_id", "predicate_id", "object_id"))
        for row in rows(TABLE)
        if row["predicate_id"] in ASSERTED
    }
    assert asserted == axioms


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("av:State\tstate\t", "av:Sate\tstate\t", "not a term of ours"),
        ("av:State\tstate\t", "av:State\tnation\t", "not a term of ours"),
        ("\tskos:closeMatch\tschema:Country", "\tskos:exactMatch\tschema:Country", "predicate"),
        ("\tschema:Country\t", "\tschema:Cuontry\t", "no such term"),
        ("\tschema:Country\t", "\tdbo:Country\t", "no prefix"),
        ("\tCountry\tsemapv:ManualMappingCuration", "\tCountry\tsemapv:Guess", "justification"),
        ("\tCountry\tsemapv:ManualMappingCuration\t0.8", "\tCountry\tsemapv:X\t80", "confidence"),
        ("\tobject_label\t", "\tobject_name\t", "columns"),
    ],
)
def test_a_spoiled_table_is_found(old, new, complaint):
    assert old in TABLE
    assert any(complaint in each for each in complaints(TABLE.replace(old, new)))


def test_a_row_said_twice_is_found():
    last = TABLE.splitlines()[-1]
    assert any("is there 2 times" in each for each in complaints(f"{TABLE}{last}\n"))
