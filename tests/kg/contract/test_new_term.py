"""A new class with two properties, from its module to every place where it shows.

The toy in `liaison/` is a module and its shapes; nothing else is written for it, in no language.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.cli.main import main
from kg.desk.slugs import tail
from kg.gate.check import check
from kg.gate.findings import Finding, violations
from kg.publish.build import build
from tests.conftest import Service, small_checkout

TOY = Path(__file__).parent / "liaison"
DOCUMENT = "doc-nzl-gcsb-history"
DESK = (
    *("new", "liaison", "--sender", "ISR", "--host", "USA"),
    *("--document", DOCUMENT, "--date", "1977/.."),
)
SLUG = "lia-isr-usa"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small checkout with the toy beside the ontology, and a record of it by the desk."""
    folder = small_checkout(tmp_path_factory.mktemp("liaison"))
    shutil.copytree(TOY, folder / "ontology", dirs_exist_ok=True)
    assert main(["--root", str(folder), *DESK]) == 0
    return folder


@pytest.fixture(scope="module")
def client(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The service on what is built of it."""
    var = tmp_path_factory.mktemp("var")
    build(world, var)
    running = Service(var, deadline=5)
    yield running.client
    assert running.stop() == 0


def record(world: Path) -> Path:
    (path,) = world.glob(f"kg/data/**/{SLUG}.ttl")
    return path


def refused(world: Path, tmp_path: Path, was: str, becomes: str) -> list[Finding]:
    """What stops the checkout once its record is changed."""
    broken = tmp_path / "checkout"
    shutil.copytree(world, broken)
    text = record(broken).read_text("utf-8")
    assert was in text
    record(broken).write_text(text.replace(was, becomes), "utf-8")
    return violations(check(broken)[1])


def test_the_desk_writes_it_in_canonical_order_with_its_citation(world):
    block = record(world).read_text("utf-8").split("\n\n")[2]
    assert block.splitlines() == [
        f"avd:{SLUG} a av:Liaison ;",
        "    av:sender avd:state-isr ;",
        "    av:host avd:state-usa ;",
        '    av:edtf "1977/.." ;',
        f"    av:hasCitation avd:cit-{SLUG}-{tail(DOCUMENT)} .",
    ]


def test_the_desk_asks_for_what_the_shape_demands(world, capsys):
    assert main(["--root", str(world), "new", "liaison", "--host", "USA"]) != 0
    assert "--sender  who keeps the office: slug, name or ISO code" in capsys.readouterr().err


def test_the_gate_accepts_it(world):
    assert not violations(check(world)[1])


@pytest.mark.parametrize(
    ("was", "becomes", "cause"),
    [
        ("    av:host avd:state-usa ;\n", "", "A liaison needs exactly one"),
        ("avd:state-usa", "avd:doc-nzl-gcsb-history", "it must be an agent"),
        ("av:host", "av:hosst", "is described nowhere"),
        (
            "    av:sender avd:state-isr ;\n    av:host avd:state-usa ;\n",
            "    av:host avd:state-usa ;\n    av:sender avd:state-isr ;\n",
            "not in canonical form",
        ),
    ],
)
def test_the_gate_refuses_what_the_shape_does_not_allow(world, tmp_path, was, becomes, cause):
    found = refused(world, tmp_path, was, becomes)
    assert found
    assert {one.path for one in found} == {record(world).relative_to(world).as_posix()}
    assert any(cause in one.cause for one in found)


def test_graphql_hands_it_out(client):
    asked = "{ liaisons { nodes { sender { label } host { label } edtf } } }"
    answer = client.post("/graphql", json={"query": asked}).json()
    assert answer["data"]["liaisons"]["nodes"] == [
        {"sender": {"label": "Israel"}, "host": {"label": "United States"}, "edtf": "1977/.."}
    ]
    schema = client.post("/graphql", json={"query": '{ __type(name: "Liaison") { description } }'})
    assert schema.json()["data"]["__type"] == {
        "description": "A structural fact in which an agent keeps an office at another agent."
    }


def page(client: httpx.Client, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_pages_of_both_ends_word_it_from_their_side(client):
    assert "has a liaison office at" in page(client, "/id/state-isr")
    assert "hosts the liaison office of" in page(client, "/id/state-usa")


def test_it_has_a_page_of_its_own_and_a_list(client):
    assert "Israel, has a liaison office at United States" in page(client, f"/id/{SLUG}")
    assert "Liaisons (1)" in page(client, "/?kind=Liaison")


def test_its_documentation_tells_term_definition_and_expectation(client):
    told = page(client, "/ontology/liaison")
    assert "A structural fact in which an agent keeps an office at another agent." in told
    assert 'id="sender"' in told


def test_json_ld_knows_its_terms(client):
    context = json.loads(client.get("/context.jsonld").text)["@context"]
    assert context["Liaison"] == "av:Liaison"
    assert context["host"] == {"@id": "av:host", "@type": "@id"}
