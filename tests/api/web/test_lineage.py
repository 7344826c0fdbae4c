"""What a body came from and what came of it, as a tree and on an axis of time."""

import re

from api.web.views.lineage import YEARS, Body, LineageShown, build, tree
from kg.ask import describe
from tests.api.web.macros import rendered
from tests.kg.ask.test_describe import Asking, run, small

BODIES = (
    "".join(f'avd:{name} av:label "{name.upper()}" .\n' for name in "abcdx")
    + """
avd:c av:succeeds avd:a , avd:b . avd:d av:succeeds avd:c . avd:x av:succeeds avd:x .
"""
)


def drawn(name: str) -> str:
    here = f"https://w3id.org/averment/id/{name}"
    found = run(describe.lineage(small(BODIES), here))
    return " ".join(map(shown, tree(found.successions, here, {})))


def shown(body: Body) -> str:
    name = body.ref.label + "*" * body.here + "+" * body.again
    return f"{name}({' '.join(map(shown, body.later))})" if body.later else name


def test_what_two_bodies_became_stands_beneath_both_and_its_own_successors_once():
    assert drawn("c") == "A(C*(D)) B(C*+)"
    assert drawn("d") == "A(C(D*)) B(C+)"
    assert drawn("a") == "A*(C(D)) B(C+)"


def test_a_circle_is_entered_once():
    assert drawn("x") == "X*(X*+)"


CHANGES = "".join(
    f"""
avd:evt-{name} {ends} ; av:disputed {disputed} ; av:possibleFrom "{first}"^^xsd:date ;
  av:possibleUntil "{last}"^^xsd:date .
"""
    for name, ends, first, last, disputed in (
        ("1", "av:resulting avd:b", "1950-01-01", "1950-12-31", "false"),
        (
            "2",
            "av:original avd:a , avd:b ; av:resulting avd:c",
            "1970-03-01",
            "1970-03-01",
            "false",
        ),
        ("3", "av:original avd:c ; av:resulting avd:c", "1980-01-01", "1980-01-01", "false"),
        ("4", "av:original avd:c ; av:resulting avd:d", "1990-05-01", "1990-05-01", "false"),
        ("5", "av:original avd:d", "1991-01-01", "1991-01-01", "true"),
    )
)


def on_axis(name: str) -> LineageShown:
    here = f"https://w3id.org/averment/id/{name}"
    return build(run(describe.lineage(small(BODIES + CHANGES), here)), here, "2026-11-30")


def test_bars_run_from_the_change_that_made_a_body_to_the_one_that_ended_it():
    bars = {bar.name: bar for bar in on_axis("c").bars}
    assert {name: bar.when for name, bar in bars.items()} == {
        "A": "until 1970-03-01",
        "B": "1950 to 1970-03-01",
        "C": "1970-03-01 to 1990-05-01",
        "D": "since 1990-05-01",
    }
    assert bars["A"].end == bars["B"].end == bars["C"].start
    assert bars["C"].end == bars["D"].start
    assert [bar.name for bar in bars.values() if bar.here] == ["C"]


def test_what_is_not_known_is_dotted_and_what_lasts_has_an_arrow():
    bars = {bar.name: bar for bar in on_axis("c").bars}
    assert [name for name, bar in bars.items() if not bar.known] == ["A"]
    assert bars["A"].start == YEARS[0] < bars["B"].start
    assert [name for name, bar in bars.items() if bar.lasts] == ["D"]


def test_all_ticks_stand_on_the_axis_and_all_bars_apart():
    shown = on_axis("c")
    assert [tick.year for tick in shown.ticks] == [1950, 1975, 2000, 2025]
    assert all(YEARS[0] <= tick.x <= YEARS[1] for tick in shown.ticks)
    assert len({bar.y for bar in shown.bars}) == len(shown.bars) == len(shown.curves) + 1


def test_picture_and_tree_name_the_same_and_lead_to_the_query():
    html = rendered("_lineage.html.j2", "lineage", on_axis("c"))
    picture, _, rest = html.partition("</svg>")
    drawn = set(re.findall(r'href="(/id/[^"]+)"', picture))
    listed = set(re.findall(r'href="(/id/[^"]+)"', rest))
    assert drawn == listed | {"/id/c"}
    assert 'aria-label="C, 1 Mar 1970 to 1 May 1990"' in picture
    assert 'href="/sparql?query=' in rest


def test_the_query_gives_the_changes(world):
    here = "https://w3id.org/averment/id/agency-pol-abw"
    found = run(describe.lineage(Asking(world), here))
    rows = run(Asking(world)(found.query))
    assert (
        {row["event"]["value"] for row in rows} == {each.event for each in found.turnings} != set()
    )
