"""The sentence at the head of a page, and what stands beside every thing."""

import json
import re

import pytest

from api.web.views.lead import facts_of, heads
from kg.ask.describe.entity import Group
from kg.ask.describe.model import Dates, End, Fact, Listing, Period, Ref
from kg.terms import AVD
from tests.api.web.test_pages import page, text

CIA = Ref(f"{AVD}agency-usa-cia", "CIA")


def subordination(name: str, *periods: Period) -> Fact:
    ends = (
        End("subordinate", "answers to", Ref(f"{AVD}agency-{name}", name)),
        End("superior", "has under it", CIA),
    )
    told = ("f:f", "Subordination", "subordination", ends, "", "", Dates(), periods)
    return Fact(*told, end_undated=False, disputed=False, date_disputed=False, citations=())


OVER = subordination("org", Period("", "1956-04-01", "attested"), Period("1956-04-02", "", "ended"))
LASTS = subordination("nro", Period("1961-09-06", "", "presumed"))


@pytest.mark.parametrize(
    ("facts", "as_of", "told"),
    [
        ([LASTS, OVER], "", {"bodies under it": ["nro"], "formerly": ["org"]}),
        ([OVER], "", {"bodies under it, formerly": ["org"]}),
        ([OVER], "1950-01-01", {"bodies under it": ["org"]}),
    ],
)
def test_what_is_over_is_not_told_as_if_it_lasted(facts, as_of, told):
    group = Group("superior", "Bodies under it", Listing(tuple(facts), len(facts), ""))
    phrases = facts_of(group, CIA.iri, as_of)
    assert {each.words: [ref.label for ref in each.refs] for each in phrases} == told


def tenure(name: str, *periods: Period) -> Fact:
    ends = (
        End("incumbent", "holds", Ref(f"{AVD}person-{name}", name)),
        End("post", "held by", Ref(f"{AVD}post-usa-cia-director", "Director")),
    )
    told = ("f:f", "Tenure", "tenure", ends, "", "", Dates(), periods)
    return Fact(*told, end_undated=False, disputed=False, date_disputed=False, citations=())


HEADS = (
    tenure(
        "now",
        Period("2025-01-23", "2025-03-05", "attested"),
        Period("2025-03-06", "", "presumed"),
    ),
    tenure(
        "once",
        Period("2011-06-11", "2011-06-11", "attested"),
        Period("2011-06-12", "", "possible"),
    ),
)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("", {"headed by": ["now"]}),
        ("2011-06-11", {"headed by": ["once"]}),
        ("2015-01-01", {"headed by (2)": []}),
    ],
)
def test_who_heads_it_is_told_where_a_document_vouches_or_nothing_speaks_against_it(as_of, told):
    phrases = heads(Group("tenures", "Headed by", Listing(HEADS, 2, "")), CIA.iri, as_of)
    assert {each.words: [ref.label for ref in each.refs] for each in phrases} == told


def test_an_arrangement_begins_with_who_takes_part(client):
    shown = text(page(client, "/id/partnership-five-eyes"))
    assert (
        "Partnership; based on UKUSA Agreement ; members "
        "Australia , Canada , New Zealand , United Kingdom , United States"
    ) in shown


def test_a_state_begins_with_the_sizes_of_its_lists_each_a_link_to_it(client):
    html = page(client, "/id/state-aus")
    head = html[html.index('class="lead"') :].partition("</p>")[0]
    for place in re.findall(r'href="#([^"]+)"', head):
        assert f'id="{place}"' in html
    assert "takes part in" in head
    assert re.search(r"\d+ claims? about it", head)


def test_a_record_says_itself_what_it_is(client):
    assert 'class="lead">Membership' not in page(client, "/id/mem-five-eyes-aus")


def test_questions_that_fit_a_thing_are_asked_about_it(client):
    html = page(client, "/id/partnership-five-eyes")
    asked = html[html.index('id="asked"') :].partition("</section>")[0]
    members = "/queries/members-of-partnership?partnership=partnership-five-eyes"
    assert f'href="{members}"' in asked
    assert "Australia" in page(client, members)
    assert "states-in-report" not in asked


def test_search_engines_read_a_page_as_schema_org(client):
    kinds = {
        "/id/state-isr": "Thing",
        "/id/agency-can-cse": "Organization",
        "/id/person-trump": "Person",
        "/id/doc-yeshiva-world-2025-03-06": "CreativeWork",
        "/id/prop-isr-reduce": "Claim",
        "/id/evt-oval-office-2025-02-04": "Event",
    }
    for address, kind in kinds.items():
        block = re.search(
            r'<script type="application/ld\+json">(.*?)</script>', page(client, address)
        )
        assert block
        told = json.loads(block[1])
        assert (told["@type"], told["@id"]) == (kind, f"https://w3id.org/averment{address}")


def test_a_page_can_be_cited_and_a_mistake_in_it_reported(client):
    shown = text(page(client, "/id/state-isr"))
    assert re.search(
        r"“Israel”, Averment, snapshot [0-9a-f]{12}\. https://w3id\.org/averment/id/", shown
    )
    assert "Record: https://w3id.org/averment/id/state-isr Read in snapshot:" in shown
