"""What stands one step from a thing, as a picture that is drawn from what its page says."""

import re

from api.web.views.neighbourhood import MOST_OF_A_KIND, fan
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
