"""Another snapshot than the current one, asked for by name in every door."""

import os
import re
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from api.graphql.cursor import written
from api.web.pinned import pinned_page, pinned_place
from kg.ask.reader import Link
from kg.publish.build import build
from kg.publish.snapshot import Snapshot
from tests.api.process.test_supervisor import children, tree, until, web_processes
from tests.conftest import Service, small_checkout

pytestmark = pytest.mark.long

HTML = {"Accept": "text/html,*/*;q=0.8"}
NAME = "SELECT ?name { avd:state-nzl av:label ?name }"


class Served(NamedTuple):
    """A service with one web process that holds one snapshot open beside the current one."""

    service: Service
    var: Path
    old: Snapshot
    older: Snapshot
    current: Snapshot

    def get(self, address: str, **headers: str) -> httpx.Response:
        return self.service.client.get(address, headers=headers)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Three snapshots that name New Zealand otherwise; the second has another question too."""
    root, var = small_checkout(tmp_path_factory.mktemp("root")), tmp_path_factory.mktemp("var")
    state, question = root / "kg/data/states/state-nzl.ttl", root / "queries/withheld.rq"
    older = build(root, var)
    state.write_text(state.read_text("utf-8").replace("New Zealand", "Aotearoa"), "utf-8")
    (root / "queries/held-back.rq").write_text(question.read_text("utf-8"), "utf-8")
    old = build(root, var)
    (root / "queries/held-back.rq").unlink()
    state.write_text(state.read_text("utf-8").replace("Aotearoa", "NZ"), "utf-8")
    current = build(root, var)
    service = Service(var, processes=1, snapshots=1, deadline=300)
    yield Served(service, var, old, older, current)
    assert service.stop() == 0


def name_in(answer: httpx.Response) -> str:
    return answer.json()["results"]["bindings"][0]["name"]["value"]


def keepers(service: Service) -> list[int]:
    """Processes that hold a snapshot beside the current one."""
    (web,) = web_processes(service.process.pid)
    return children(web)


def test_each_snapshot_answers_for_itself(served: Served) -> None:
    asked = f"/sparql?query={NAME}"
    found = {}
    for snapshot in (served.old, served.older, served.current):
        answer = served.get(f"{asked}&snapshot={snapshot.id[:10]}")
        assert answer.headers["averment-snapshot"] == snapshot.id
        found[snapshot.id] = name_in(answer)
    assert found == {
        served.old.id: "Aotearoa",
        served.older.id: "New Zealand",
        served.current.id: "NZ",
    }
    assert name_in(served.get(asked)) == "NZ"


DOORS = {
    "/": "text/html",
    "/health": "application/json",
    "/graphql?query={state(id:%22state-nzl%22){label}}": "application/json",
    "/id/state-nzl": "text/turtle",
    "/id/state-nzl.jsonld": "application/ld+json",
    "/queries/held-back": "text/csv",
    "/queries/contested-on-day?day=2025-03-06": "text/csv",
    "/ontology/core": "text/turtle",
    "/ns": "text/html",
    "/concept/stance": "text/turtle",
    "/shape/claims": "text/html",
    "/context.jsonld": "application/ld+json",
}


@pytest.mark.parametrize("address", DOORS)
def test_every_door_takes_the_name_of_a_snapshot(served: Served, address: str) -> None:
    joint = "&" if "?" in address else "?"
    answer = served.get(f"{address}{joint}snapshot={served.old.id}", Accept=DOORS[address])
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(DOORS[address])
    assert answer.headers["averment-snapshot"] == served.old.id


STATES = """query ($after: String) { states(first: 3, after: $after) {
  edges { node { label } } pageInfo { endCursor hasNextPage } } }"""


def page_of_states(served: Served, after: str | None, place: str = "/graphql") -> httpx.Response:
    asked = {"query": STATES, "variables": {"after": after}}
    return served.service.client.post(place, json=asked)


def test_a_walk_goes_on_in_the_snapshot_in_which_it_began(served: Served) -> None:
    """As when another snapshot is published between two pages: nobody names the old one."""
    first = page_of_states(served, None, f"/graphql?snapshot={served.old.id[:12]}")
    labels, page = [], first
    while True:
        assert page.json()["extensions"]["snapshot"] == served.old.id
        assert page.headers["averment-snapshot"] == served.old.id
        states = page.json()["data"]["states"]
        labels += [edge["node"]["label"] for edge in states["edges"]]
        if not states["pageInfo"]["hasNextPage"]:
            break
        page = page_of_states(served, states["pageInfo"]["endCursor"])
    assert "Aotearoa" in labels
    assert page_of_states(served, None).json()["extensions"]["snapshot"] == served.current.id


def test_a_walk_whose_snapshot_is_gone_says_so(served: Served) -> None:
    gone = written(Link((" Canada",), "https://w3id.org/averment/id/state-can"), "0" * 12)
    answer = page_of_states(served, gone).json()
    (error,) = answer["errors"]
    assert "that of snapshot 000000000000. It cannot be read any more" in error["message"]
    assert "There are: " in error["message"]
    assert "data" not in answer


def test_questions_are_those_of_the_snapshot(served: Served) -> None:
    assert served.get(f"/queries/held-back.csv?snapshot={served.old.id}").status_code == 200
    assert served.get("/queries/held-back.csv").status_code == 404
    assert served.get(f"/queries/held-back.csv?snapshot={served.older.id}").status_code == 404


def test_a_form_posts_to_the_snapshot_in_its_address(served: Served) -> None:
    address = f"/sparql?snapshot={served.old.id[:8]}"
    answer = served.service.client.post(address, data={"query": NAME})
    assert name_in(answer) == "Aotearoa"


REFUSED = {
    "abc": (400, "at least its first 4 characters"),
    "current": (400, "at least its first 4 characters"),
    "": (400, "at least its first 4 characters"),
    "0000": (404, "There is no snapshot “0000”. There are: "),
    "f" * 64: (404, "There is no snapshot"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_snapshot_that_cannot_be_had_is_refused_with_those_that_there_are(
    served: Served, name: str
) -> None:
    status, words = REFUSED[name]
    answer = served.get(f"/id/state-nzl.ttl?snapshot={name}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]
    if status == 404:
        assert served.current.id[:12] in answer.json()["detail"]
    page = served.get(f"/?snapshot={name}", **HTML)
    assert (page.status_code, page.headers["content-type"][:9]) == (status, "text/html")


def test_two_names_are_refused(served: Served) -> None:
    answer = served.get(f"/health?snapshot={served.old.id}&snapshot={served.older.id}")
    assert answer.status_code == 400
    assert "given 2 times" in answer.json()["detail"]


def test_an_ambiguous_beginning_names_whom_it_may_mean(served: Served) -> None:
    twin = served.var / "snapshots" / (served.old.id[:8] + "0" * 56)
    shutil.copytree(served.old.folder, twin)
    answer = served.get(f"/health?snapshot={served.old.id[:8]}")
    shutil.rmtree(twin)
    assert answer.status_code == 409
    assert served.old.id in answer.json()["detail"]


def test_a_damaged_snapshot_is_refused_with_file_and_cause(served: Served) -> None:
    damaged = served.var / "snapshots" / ("a1b2" + "0" * 60)
    shutil.copytree(served.old.folder, damaged)
    for _ in range(2):
        answer = served.get("/health?snapshot=a1b2")
        assert answer.status_code == 409
        assert "SHA256SUMS is changed" in answer.json()["detail"]
    shutil.rmtree(damaged)


def test_a_page_keeps_the_snapshot_in_what_it_links_to(served: Served) -> None:
    name = served.old.id[:12]
    page = served.get(f"/id/state-nzl?asOf=2025-03-06&snapshot={name}", **HTML).text
    assert f"This is snapshot <code>{name}</code>, not the current one" in page
    assert 'href="?asOf=2025-03-06"' in page
    links = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    kept = [each for each in links if not each.startswith("/static/")]
    assert kept
    assert [each for each in kept if f"snapshot={name}" not in each] == []
    forms = re.findall(r'<form[^>]*method="get"[^>]*>(.{60})', page, re.DOTALL)
    assert forms
    assert all(after.startswith('<input type="hidden" name="snapshot"') for after in forms)
    for link in {each.replace("&amp;", "&") for each in kept[:12]}:
        assert served.get(link, **HTML).headers["averment-snapshot"] == served.old.id


def test_the_current_snapshot_by_name_has_no_banner_and_keeps_its_name(served: Served) -> None:
    page = served.get(f"/ns?snapshot={served.current.id}", **HTML).text
    assert "not the current one" not in page
    assert f'href="/graphql?snapshot={served.current.id}"' in page
    assert "snapshot=" not in served.get("/ns", **HTML).text


def test_redirects_keep_the_snapshot(served: Served) -> None:
    name = served.old.id[:12]
    moved = served.get(f"/id/prop-aus-reconsiders?snapshot={name}")
    assert moved.headers["location"] == f"/id/prop-aus-review?snapshot={name}"
    concept = served.get(f"/concept/stance-denies?snapshot={name}", **HTML)
    assert re.fullmatch(rf"/[a-z/]+\?snapshot={name}#[a-z-]+", concept.headers["location"])
    data = served.get(f"/id/state-nzl?snapshot={name}", Accept="text/turtle")
    assert data.headers["content-location"] == f"/id/state-nzl.ttl?snapshot={name}"


def test_an_address_keeps_its_parameters_and_its_place() -> None:
    assert pinned_place("/a", "f00d") == "/a?snapshot=f00d"
    assert pinned_place("/a?b=c#d", "f00d") == "/a?b=c&snapshot=f00d#d"
    untouched = '<a href="#x"></a><a href="//y.example/"></a><a href="https://y/"></a> /a="/b"'
    assert pinned_page(untouched, "f00d") == untouched
    assert pinned_page('<a href="/?a=b#c">', "f00d") == '<a href="/?a=b&amp;snapshot=f00d#c">'


def test_no_more_snapshots_are_held_open_than_the_setting_says(served: Served) -> None:
    for snapshot in (served.old, served.older, served.old):
        assert served.get(f"/health?snapshot={snapshot.id}").json()["snapshot"] == snapshot.id
        assert len(keepers(served.service)) == 1
    served.get("/health")
    assert len(keepers(served.service)) == 1


def test_a_snapshot_that_answers_is_not_closed_for_another(served: Served) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    address = f"/sparql?query={endless}&snapshot={served.old.id}"
    with served.service.client.stream("GET", address, headers={"Accept": "text/csv"}) as answer:
        pieces = answer.iter_raw()  # one that is dropped hangs up
        assert next(pieces)
        refusal = served.get(f"/health?snapshot={served.older.id}")
        assert (refusal.status_code, refusal.headers["retry-after"]) == (503, "1")
        assert "1 other snapshots are in use" in refusal.json()["detail"]
        assert served.get("/health").status_code == 200
        assert served.get(f"/health?snapshot={served.old.id}").status_code == 200
    until(lambda: served.get(f"/health?snapshot={served.older.id}").status_code == 200)


def test_two_who_ask_at_once_open_a_snapshot_once(served: Served) -> None:
    served.get(f"/health?snapshot={served.older.id}")
    address = f"{served.service.url}/sparql?query={NAME}&snapshot={served.old.id}"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: httpx.get(address, timeout=30), range(8)))
    assert {name_in(answer) for answer in answers} == {"Aotearoa"}
    assert len(keepers(served.service)) == 1


def test_the_current_snapshot_answers_while_another_is_opened(served: Served) -> None:
    served.get(f"/health?snapshot={served.older.id}")
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(httpx.get, f"{served.service.url}/health?snapshot={served.old.id}")
        answered = 0
        while not opening.done():
            assert served.get("/health").status_code == 200
            answered += 1
    assert opening.result().status_code == 200
    assert answered > 0


def test_a_keeper_that_is_killed_costs_nobody_the_snapshot(served: Served) -> None:
    address = f"/sparql?query={NAME}&snapshot={served.old.id}"
    assert name_in(served.get(address)) == "Aotearoa"
    (keeper,) = keepers(served.service)
    os.kill(keeper, signal.SIGKILL)
    until(lambda: keeper not in keepers(served.service))
    until(lambda: served.get(address).status_code == 200)
    assert len(keepers(served.service)) == 1
    assert name_in(served.get(f"/sparql?query={NAME}")) == "NZ"


def test_nothing_of_a_snapshot_is_left_when_the_service_stops(served: Served) -> None:
    service = Service(served.var, processes=1)
    service.client.get(f"/health?snapshot={served.old.id}")
    pids = tree(service.process.pid)
    assert len(keepers(service)) == 1
    assert service.stop() == 0
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_nothing_of_a_snapshot_is_left_when_its_web_process_is_killed(served: Served) -> None:
    service = Service(served.var, processes=1)
    service.client.get(f"/health?snapshot={served.old.id}")
    (web,) = web_processes(service.process.pid)
    held = tree(web)
    os.kill(web, signal.SIGKILL)
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in held))
    assert service.stop() == 0
