"""What stands one step from a thing, as a picture that is drawn from what its page says."""

import re
from urllib.parse import unquote_plus

from api.web.views.neighbourhood import MOST_OF_A_KIND, build, fan, near
from kg.ask import describe
from tests.api.web.test_pages import page
from tests.kg.ask.test_describe import CONTRACT, run, small


def test_each_thing_stands_once_with_how_sure_its_tie_was_last():
    select = small(
        """
        avd:partnership-x a av:Partnership ; av:label "X" ; av:basedOn avd:agreement-y .
        avd:agreement-y a av:Agreement ; av:label "Y" .
        avd:state-a a av:State ; av:label "A" . avd:state-b a av:State ; av:label "B" .
        """
        + "".join(
            f"""
        avd:mem-{n} a av:Membership , av:StructuralFact ; av:label "m" ; av:disputed {disputed} ;
          av:inArrangement avd:partnership-x ; av:participant avd:{state} .
        avd:mem-{n}-p av:statusOf avd:mem-{n} ; av:status avc:status-{status} ;
          av:from "2001-01-01"^^xsd:date ; av:until "9999-12-31"^^xsd:date .
        """
            for n, state, status, disputed in (
                (1, "state-a", "presumed", "false"),
                (2, "state-b", "attested", "true"),
            )
        )
    )
    drawn = fan(run(describe.thing(select, CONTRACT, "partnership-x")))
    assert [(spoke.text, spoke.status) for spoke in drawn.spokes] == [
        ("A", "presumed"),
        ("B", "disputed"),
        ("Y", "plain"),
    ]
    assert [spoke.y for spoke in drawn.spokes] == [14, 40, 66]
    assert drawn.height == 80


def test_two_steps_lead_on_from_each_thing_that_is_near_and_name_nothing_twice():
    select = small(
        """
        avd:partnership-x a av:Partnership ; av:label "X" .
        """
        + "".join(
            f"""
        avd:{state} a av:State ; av:label "{state[-1].upper()}" .
        avd:mem-{state} a av:Membership , av:StructuralFact ; av:label "m" ;
          av:inArrangement avd:{arrangement} ; av:participant avd:{state} .
        """
            for state, arrangement in (
                ("state-a", "partnership-x"),
                ("state-b", "partnership-x"),
            )
        )
        + """
        avd:mem-y av:participant avd:state-b ; av:inArrangement avd:agreement-y .
        avd:agreement-y av:label "Y" .
        """
    )
    thing = run(describe.thing(select, CONTRACT, "partnership-x"))
    first = [ref.iri for ref in near(thing)]
    onward = run(describe.two_steps(select, CONTRACT, thing.iri, first, describe.LATEST))
    drawn = build(thing, onward, "")
    assert [(ref.label, [far.label for far in found]) for ref, _, found in drawn.rows] == [
        ("A", []),
        ("B", ["Y"]),
    ]
    assert [(spoke.text, spoke.x, spoke.y) for spoke in drawn.fan.spokes] == [
        ("A", 96, 14),
        ("B", 96, 40),
        ("Y", 470, 40),
    ]


def test_one_thing_alone_makes_no_picture():
    select = small(
        """
        avd:partnership-x a av:Partnership ; av:label "X" ; av:basedOn avd:agreement-y .
        avd:agreement-y a av:Agreement ; av:label "Y" .
        """
    )
    assert fan(run(describe.thing(select, CONTRACT, "partnership-x"))) is None


def test_the_picture_leads_to_what_the_page_lists(client):
    html = page(client, "/id/partnership-five-eyes")
    picture = html[html.index('<svg class="fan"') :].partition("</svg>")[0]
    drawn = re.findall(r'href="(/id/[^"]+)"', picture)
    assert len(drawn) == len(set(drawn)) > MOST_OF_A_KIND
    rest = html.replace(picture, "")
    assert all(f'href="{address}"' in rest for address in drawn)


def test_two_steps_have_a_page_with_picture_table_and_query(client):
    html = page(client, "/id/partnership-five-eyes")
    assert 'href="/id/partnership-five-eyes?list=neighbourhood">Two steps' in html
    shown = page(client, "/id/partnership-five-eyes?list=neighbourhood")
    picture = shown[shown.index('<svg class="fan"') :].partition("</svg>")[0]
    table = shown[shown.index("<tbody>") :].partition("</tbody>")[0]
    drawn = set(re.findall(r'href="(/id/[^"]+)"', picture))
    assert drawn == set(re.findall(r'href="(/id/[^"]+)"', table))
    assert drawn > set(
        re.findall(r'href="(/id/state-[^"]+)"', html[html.index("list-states") :])[:5]
    )
    query = unquote_plus(re.search(r'href="/sparql\?query=([^"]+)">The query', shown)[1])
    rows = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert "Australia" in rows.text
