"""Commands follow the contract: what the ontology gains, the desk asks for, with no code for it."""

from pathlib import Path

import pytest

MODULE = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/averment/ns/toys> a owl:Ontology .

av:Station a owl:Class ;
  rdfs:subClassOf av:Place ;
  rdfs:isDefinedBy <https://w3id.org/averment/ns/toys> ;
  rdfs:label "listening station"@en ;
  skos:definition "A place at which signals are received."@en .

av:stationOf a owl:ObjectProperty ;
  rdfs:isDefinedBy <https://w3id.org/averment/ns/toys> ;
  rdfs:label "station of"@en ;
  skos:definition "Leads from a station to the agent whose it is."@en .
"""
SHAPES = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avsh: <https://w3id.org/averment/shape#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

avsh:StationShape a sh:NodeShape ;
  sh:targetClass av:Station ;
  sh:order 11 ;
  avsh:slug "station" ;
  sh:property
    [ sh:path av:stationOf ;
      sh:order 5 ;
      sh:group avsh:Ends ;
      avsh:help "whose it is: slug, name or ISO code"@en ;
      sh:class av:State ;
      sh:minCount 1 ;
      sh:maxCount 1 ;
      sh:message "A station belongs to exactly one state."@en ;
      rdfs:comment "Give av:stationOf once."@en ] .
"""


@pytest.fixture
def toys(checkout: Path) -> Path:
    """The small checkout with a class that the code has never heard of."""
    (checkout / "ontology/modules/toys.ttl").write_text(MODULE, "utf-8")
    (checkout / "ontology/shapes/toys.ttl").write_text(SHAPES, "utf-8")
    return checkout


def test_a_new_class_has_its_command_its_help_and_its_example(toys, done):
    assert "  listening-station  " in done("new", "--help")
    told = done("new", "listening-station", "--help")
    assert "A place at which signals are received." in told
    assert "--station-of X  whose it is: slug, name or ISO code (required)" in told
    assert "averment new listening-station" in told


def test_its_member_lies_in_a_folder_of_its_own_and_passes_the_gate(toys, done, refusals):
    new = ("new", "listening-station", "--name", "Waihopai", "--station-of", "NZL")
    path = Path(done(*new).splitlines()[0])
    assert path == toys / "kg/data/listening-stations/station-waihopai.ttl"
    assert "av:stationOf avd:state-nzl" in path.read_text("utf-8")
    assert refusals() == []
    done("amend", "listening-station", "--to", "Waihopai", "--alias", "The Domes")
    assert '"The Domes"@en' in path.read_text("utf-8")
    assert refusals() == []


def test_what_its_shape_refuses_is_not_written(toys, run):
    near = run("new", "listening-station", "--name", "Waihopai", "--station-of", "New Zeland")
    assert "Did you mean state-nzl?" in near.stderr
    missing = run("new", "listening-station", "--name", "Waihopai")
    assert "--station-of  whose it is" in missing.stderr
    assert not (toys / "kg/data/listening-stations").exists()


def test_without_its_shape_there_is_no_command(toys, run):
    (toys / "ontology/shapes/toys.ttl").unlink()
    assert run("new", "listening-station", "--name", "Waihopai").returncode == 2
