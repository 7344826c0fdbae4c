"""What the ontology's pages know of its terms, checked on small files and on the real ones."""

from pathlib import Path

import pytest

from kg.cli.main import main
from kg.contract import make_contract
from kg.contract.ontology import read_ontology
from kg.contract.reference import Change, Concept, Reference, Term, reference
from kg.errors import BadFile

ROOT = Path(__file__).parents[3]
AV = "https://w3id.org/averment/ns#"
PREFIXES = "\n".join(
    f"@prefix {prefix}: <{iri}> ."
    for prefix, iri in {
        "av": AV,
        "avc": "https://w3id.org/averment/concept/",
        "avsh": "https://w3id.org/averment/shape#",
        "dcterms": "http://purl.org/dc/terms/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)
SMALL = {
    "averment.ttl": """<https://w3id.org/averment/ontology> a owl:Ontology ;
      owl:versionInfo "1.2.0" ; dcterms:title "Averment"@en , "Averment (fr)"@fr .""",
    "modules/core.ttl": """<https://w3id.org/averment/ontology/core> a owl:Ontology .
      av:Thing a owl:Class ; rdfs:label "thing"@en ;
        skos:example "A stone. Not: a thought."@en , "Not: a number."@en .
      av:Stone a owl:Class ; rdfs:subClassOf av:Thing .
      av:liesOn a owl:ObjectProperty , owl:SymmetricProperty ; owl:inverseOf av:bears .
      av:bears a owl:ObjectProperty ; rdfs:domain av:Thing .
      av:weighs a owl:DatatypeProperty ; owl:deprecated true ;
        dcterms:isReplacedBy av:mass .
      av:mass a owl:DatatypeProperty .
      av:colour a owl:ObjectProperty .""",
    "axioms.ttl": """<https://w3id.org/averment/ontology/axioms> a owl:Ontology .
      av:liesOn owl:propertyChainAxiom ( av:bears av:liesOn ) .
      [] a owl:AllDisjointClasses ; owl:members ( av:Thing av:Stone ) .""",
    "labels/fr.ttl": """<https://w3id.org/averment/ontology/labels/fr> a owl:Ontology .
      av:Thing rdfs:label "chose"@fr .""",
    "schemes/colour.ttl": """avc:colour a skos:ConceptScheme ; skos:prefLabel "colour"@en ;
        <https://w3id.org/averment/ns#closed> true .
      avc:colour-red a skos:Concept ; skos:inScheme avc:colour ; skos:notation "RED" .
      avc:colour-pink a skos:Concept ; skos:inScheme avc:colour ; skos:broader avc:colour-red ;
        skos:notation "PINK" .""",
    "shapes/core.ttl": """avsh:ThingShape a sh:NodeShape ; sh:targetClass av:Thing ; sh:property
        [ sh:path av:liesOn ; sh:class av:Thing ; sh:minCount 1 ] ,
        [ sh:path av:mass ; sh:datatype xsd:integer ; sh:maxCount 1 ] ,
        [ sh:path av:colour ; sh:class skos:Concept ; sh:node avsh:Colour ; sh:maxCount 1 ] ,
        [ sh:path [ sh:inversePath av:liesOn ] ; sh:name "below" ; sh:class av:Thing ] ;
        sh:sparql [ sh:message "A thing lies on itself."@en ] .
      avsh:StoneShape a sh:NodeShape ; sh:targetClass av:Stone .
      avsh:Colour a sh:NodeShape ; sh:property
        [ sh:path skos:inScheme ; sh:hasValue avc:colour ] .""",
}
TABLE = """#curie_map:
#  ex: https://example.org/
subject_id\tpredicate_id\tobject_id\tobject_label\tmapping_justification
av:Thing\tskos:closeMatch\tex:Object\tobject\tsemapv:ManualMappingCuration
"""


def written(folder: Path, table: str = TABLE) -> Path:
    for name, text in SMALL.items():
        path = folder / "ontology" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{PREFIXES}\n{text}", "utf-8")
    (folder / "ontology/align").mkdir()
    (folder / "ontology/align/all.sssom.tsv").write_text(table, "utf-8")
    return folder / "ontology"


def told(ontology: Path) -> Reference:
    read = read_ontology(ontology)
    return reference(read, make_contract(read))


@pytest.fixture
def small(tmp_path: Path) -> Reference:
    return told(written(tmp_path))


def term(known: Reference, name: str) -> Term:
    return known.terms[f"{AV}{name}"]


def test_an_example_is_parted_from_what_is_none(small: Reference) -> None:
    assert term(small, "Thing").examples == ("A stone.",)
    assert term(small, "Thing").counter_examples == ("a thought.", "a number.")


def test_labels_come_from_modules_and_translations(small: Reference) -> None:
    assert term(small, "Thing").labels == {"en": "thing", "fr": "chose"}


def test_wider_narrower_inverse_and_disjoint_are_seen_from_both_sides(small: Reference) -> None:
    assert term(small, "Stone").wider == (f"{AV}Thing",)
    assert term(small, "Thing").narrower == (f"{AV}Stone",)
    assert term(small, "Thing").disjoint == (f"{AV}Stone",)
    assert term(small, "bears").inverses == (f"{AV}liesOn",)
    assert term(small, "bears").domains == (f"{AV}Thing",)


def test_characteristics_are_told_in_words(small: Reference) -> None:
    chain = "follows from the chain bears then liesOn"
    assert term(small, "liesOn").characteristics == ("symmetric", chain)


def test_a_deprecated_term_names_what_replaces_it(small: Reference) -> None:
    old = term(small, "weighs")
    assert (old.deprecated, old.successors) == (True, (f"{AV}mass",))
    assert not term(small, "mass").deprecated


def test_a_term_and_a_concept_know_what_each_version_did_to_them(tmp_path: Path) -> None:
    ontology = written(tmp_path)
    red = "https://w3id.org/averment/concept/colour-red"
    rows = [f"{AV}Thing\t1.0.0\tadded", f"{AV}Thing\t1.2.0\twording", f"{red}\t1.1.0\tadded"]
    (ontology / "changes.tsv").write_text("\n".join(["iri\tversion\tchange", *rows]), "utf-8")
    known = told(ontology)
    assert term(known, "Thing").history == (Change("1.0.0", "added"), Change("1.2.0", "wording"))
    assert known.schemes[0].concepts[0].history == (Change("1.1.0", "added"),)
    assert term(known, "Stone").history == ()


def test_a_log_without_versions_is_refused(tmp_path: Path) -> None:
    ontology = written(tmp_path)
    (ontology / "changes.tsv").write_text("iri\tchange\n", "utf-8")
    with pytest.raises(BadFile, match="no column version"):
        told(ontology)


def test_shapes_tell_counts_values_and_graphql_fields(small: Reference) -> None:
    own, back = term(small, "liesOn").expectations
    assert (own.of, own.least, own.most, own.values) == (f"{AV}Thing", 1, 0, (f"{AV}Thing",))
    assert (own.field, back.field, back.inverse) == ("Thing.liesOn", "Thing.below", True)
    assert [one.most for one in term(small, "mass").expectations] == [1]
    assert len(term(small, "Thing").expectations) == 4


def test_a_concept_is_expected_of_its_scheme(small: Reference) -> None:
    (expected,) = term(small, "colour").expectations
    assert expected.values == ("https://w3id.org/averment/concept/colour",)
    assert expected.answer == "Colour"


def test_a_scheme_is_a_tree(small: Reference) -> None:
    (scheme,) = small.schemes
    (red,) = scheme.concepts
    assert (scheme.closed, scheme.size, red.notation) == (True, 2, "RED")
    assert [below.notation for below in red.narrower] == ["PINK"]


def test_a_circle_of_wider_concepts_comes_to_an_end(tmp_path: Path) -> None:
    ontology = written(tmp_path)
    with (ontology / "schemes/colour.ttl").open("a") as file:
        file.write(" avc:colour-red skos:broader avc:colour-red .")
    assert told(ontology).schemes[0].size == 2


def test_a_shape_says_what_it_checks_beside(small: Reference) -> None:
    shape = next(shape for shape in small.shapes if shape.name == "ThingShape")
    assert (shape.properties, shape.required) == (4, 1)
    assert shape.checks == ("A thing lies on itself.",)


def test_alignments_are_read_with_the_prefixes_of_their_table(small: Reference) -> None:
    (row,) = term(small, "Thing").correspondences
    assert (row.relation, row.object) == ("skos:closeMatch", "https://example.org/Object")


@pytest.mark.parametrize(
    ("table", "cause"),
    [
        ("subject_id\tobject_id\nav:Thing\tex:Object\n", "no column predicate_id"),
        (TABLE.replace("ex:Object", "nowhere:Object"), "no prefix 'nowhere'"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, table: str, cause: str) -> None:
    with pytest.raises(BadFile, match=cause):
        told(written(tmp_path, table))


REAL = told(ROOT / "ontology")


def concepts() -> list[Concept]:
    found: list[Concept] = []
    waiting = [concept for scheme in REAL.schemes for concept in scheme.concepts]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].narrower
    return found


def test_every_concept_is_in_the_tree_of_its_scheme_once() -> None:
    names = [concept.name for concept in concepts()]
    assert len(names) == len(set(names)) == sum(scheme.size for scheme in REAL.schemes)


def test_every_term_has_label_definition_and_status() -> None:
    poor = [t.name for t in REAL.terms.values() if not (t.labels and t.definition and t.status)]
    assert not poor


def test_every_term_and_concept_has_the_version_that_added_it() -> None:
    assert not [t.name for t in (*REAL.terms.values(), *concepts()) if not t.history]


def test_the_page_of_stance_knows_its_shape() -> None:
    (expected,) = term(REAL, "stance").expectations
    assert (expected.least, expected.most, expected.field) == (1, 1, "Position.stance")


def test_the_command_writes_the_same_bytes_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert main(["ontology", "--out", str(tmp_path / name)]) == 0
    first = contents(tmp_path / "one")
    assert first == contents(tmp_path / "two")
    assert {"averment.ttl", "averment.rdf", "averment-shapes.ttl", "context.jsonld"} <= set(first)
    assert "rules/00-bounds.rq" in first


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
