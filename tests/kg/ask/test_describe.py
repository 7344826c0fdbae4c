"""What pages are told about things: read from the published graph, and from small ones."""

import asyncio
import json
import shutil
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.ask import describe
from kg.ask.describe.members import letter_of
from kg.contract import contract_of
from kg.terms import AVD, NAMESPACES, PREFIXES

ONTOLOGY = Path(__file__).parents[3] / "ontology"
CONTRACT = contract_of(ONTOLOGY)
QUERIES = 4
TURTLE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


class Asking:
    """A `Select` on a store, which counts what it is asked."""

    def __init__(self, store: px.Store) -> None:
        self._store, self.asked = store, 0

    async def __call__(self, text: str):
        self.asked += 1
        answer = self._store.query(text, use_default_graph_as_union=True)
        content = answer.serialize(format=px.QueryResultsFormat.JSON)
        return json.loads(content)["results"]["bindings"]


@pytest.fixture
def select(store: px.Store) -> Asking:
    return Asking(store)


def small(turtle: str) -> Asking:
    store = px.Store()
    store.load(
        f"{TURTLE}{turtle}".encode(),
        format=px.RdfFormat.TURTLE,
        to_graph=px.NamedNode(f"{AVD}file-small"),
    )
    return Asking(store)


def run(coroutine):
    return asyncio.run(coroutine)


def test_remarks_on_a_thing_on_its_record_and_on_a_citation_are_told():
    select = small(
        """
        avd:agency-x a av:IntelligenceAgency ; av:label "X" ; skos:editorialNote "On it."@en .
        avd:sub-x a av:Subordination , av:StructuralFact , av:Record ; av:subordinate avd:agency-x ;
          av:hasCitation avd:cit-x ; skos:editorialNote "Sur le fait."@fr .
        avd:cit-x a av:Citation ; av:citedDocument avd:doc-x ;
          av:gist "It says so."@en ; skos:editorialNote "One map."@en .
        avd:doc-x a av:Report , av:Document ; av:title "X" ; skos:editorialNote "On paper."@en .
        avd:prop-x a av:Proposition ; av:text "It is so." ; skos:editorialNote "Read on."@en ;
          av:label "It is so." .
        """
    )
    slugs = ("agency-x", "sub-x", "cit-x", "doc-x", "prop-x")
    told = {slug: run(describe.thing(select, CONTRACT, slug)) for slug in slugs}
    assert {slug: each.remarks[0][:2] for slug, each in told.items()} == {
        "agency-x": ("On it.", "en"),
        "sub-x": ("Sur le fait.", "fr"),
        "cit-x": ("One map.", "en"),
        "doc-x": ("On paper.", "en"),
        "prop-x": ("Read on.", "en"),
    }
    (cited,) = told["sub-x"].citations.values()
    assert [remark.text for remark in cited.remarks] == ["One map."]
    assert [gist.text for gist in cited.gists] == ["It says so."]


def labels(refs):
    return [ref.label for ref in refs]


def test_an_event_is_told_by_its_name_and_by_who_acted_for_whom():
    select = small(
        """
        avd:evt-x a av:PartyAct , av:Event , av:Record ; av:label "Signature of A: X" ;
          av:actionType avc:action-sign ; av:actor avd:state-a ; av:representative avd:person-b ;
          av:about avd:state-a ; av:possibleFrom "2012-06-27"^^xsd:date .
        avd:state-a a av:State , av:Agent ; av:label "A" .
        avd:person-b a av:Person , av:Agent ; av:label "B" .
        """
    )
    signed = run(describe.thing(select, CONTRACT, "evt-x")).record
    assert (signed.label, labels(signed.actors)) == ("Signature of A: X", ["A"])
    assert labels(signed.representatives) == ["B"]
    state = run(describe.thing(select, CONTRACT, "state-a"))
    assert state.events.items == (signed,)


def test_a_fact_that_an_event_affects_is_told_with_its_ends():
    select = small(
        """
        avd:evt-x a av:Event , av:Record ; av:label "A joins X" ; av:affectsFact avd:mem-x-a .
        avd:mem-x-a a av:Membership , av:Participation , av:StructuralFact , av:Record ;
          av:label "mem-x-a" ; av:participant avd:state-a ; av:inArrangement avd:partnership-x ;
          av:disputed true .
        avd:state-a a av:State , av:Agent ; av:label "A" .
        avd:partnership-x a av:Partnership ; av:label "X" .
        """
    )
    event = run(describe.thing(select, CONTRACT, "evt-x"))
    (joined,) = event.linked.values()
    assert (labels(end.ref for end in joined.ends), joined.disputed) == (["A", "X"], True)
    assert run(describe.thing(select, CONTRACT, "state-a")).linked == {}


def test_a_state_with_what_it_said_and_what_is_said_of_it(select):
    israel = run(describe.thing(select, CONTRACT, "state-isr"))
    assert israel is not None
    assert (israel.label, israel.kinds[0].label) == ("Israel", "state")
    stances = {(p.stance, p.speaker.label) for p in israel.statements.items}
    assert stances == {("denies", "an Israeli official"), ("asserts", "an Israeli official")}
    reduce = f"{AVD}prop-isr-reduce"
    assert israel.claims[reduce].status == "contested"
    assert reduce in {claim for p in israel.statements.items for claim in p.claims}
    assert reduce not in {claim.iri for claim in israel.about.items}, "it stands once"
    assert israel.provenance is not None
    assert israel.provenance.curator is not None


def test_an_agreement_with_its_parties_each_with_its_citations(select):
    ukusa = run(describe.thing(select, CONTRACT, "agreement-ukusa-1946"))
    assert ukusa is not None
    (states,) = ukusa.facts
    assert states.title == "Parties"
    parties = {
        end.ref.label for f in states.listing.items for end in f.ends if end.name == "participant"
    }
    assert parties >= {"United Kingdom", "United States", "Canada", "Australia", "New Zealand"}
    assert all(fact.citations for fact in states.listing.items)
    assert {c for f in states.listing.items for c in f.citations} <= ukusa.citations.keys()


def test_terms_are_named_once_and_in_english_however_many_languages_they_have(select):
    agency = run(describe.thing(select, CONTRACT, "agency-can-cse"))
    assert agency is not None
    assert labels(agency.kinds) == ["intelligence agency"]
    assert {p.name: p.label for p in agency.properties}["website"] == "website"
    assert [n.title for n in agency.neighbours] == ["Documents that it published"]


def test_the_query_of_a_list_gives_the_list(select):
    ukusa = run(describe.thing(select, CONTRACT, "agreement-ukusa-1946"))
    assert ukusa is not None
    for group in ukusa.facts:
        part = describe.Slice(group.name)
        whole = run(describe.thing(select, CONTRACT, "agreement-ukusa-1946", part=part))
        assert [each.name for each in whole.facts] == [group.name]
        rows = run(select(group.listing.query))
        found = {fact.iri for fact in whole.facts[0].listing.items}
        assert {row["s"]["value"] for row in rows} == found


def test_a_proposition_with_positions_silences_and_origin(select):
    claim = run(describe.thing(select, CONTRACT, "prop-isr-reduce"))
    assert claim is not None
    assert (claim.claim.status, claim.claim.supporting, claim.claim.opposing) == ("contested", 1, 1)
    assert labels(claim.unrecorded) == ["United States"]
    assert {t.origin for t in claim.trails} == {f"{AVD}doc-nbc-news-allies"}
    denial = next(p for p in claim.positions.items if p.stance == "denies")
    assert (denial.holder.label, denial.speaker.label) == ("Israel", "an Israeli official")
    assert labels(denial.responds_to) == ["sources familiar with the matter assert"]
    assert ("In tension with", ["asserted"]) in [
        (name, [c.status for c in claims]) for name, claims in claim.argument
    ]


@pytest.mark.parametrize(
    ("day", "status", "supporting"),
    [("", "contested", 1), ("2025-03-06", "contested", 1), ("2025-03-05", "unaddressed", 0)],
)
def test_status_and_counts_are_those_of_the_day(select, day, status, supporting):
    claim = run(describe.thing(select, CONTRACT, "prop-isr-reduce", describe.Days(day)))
    assert claim is not None
    assert (claim.claim.status, claim.claim.supporting) == (status, supporting)


def test_a_report_in_order_of_its_paragraphs_with_whom_it_leaves_silent(select):
    article = run(describe.thing(select, CONTRACT, "doc-yeshiva-world-2025-03-06"))
    assert article is not None
    places = [article.citations[t.citation].locator for t in article.passages]
    assert places[:3] == ["paragraph 1", "paragraphs 2, 3", "paragraph 4"]
    assert places[-1] == "photo caption"
    assert labels(article.unrecorded) == ["Australia", "United States"]
    assert [(d.label, d.dates.possible_until) for d in article.origins] == [
        ("NBC News", "2025-03-06")
    ]


def test_a_report_never_read_is_known_through_those_who_repeat_it(select):
    article = run(describe.thing(select, CONTRACT, "doc-nbc-news-allies"))
    assert article is not None
    assert article.document.consulted_on == ""
    assert [d.iri for d in article.repeated_by] == [f"{AVD}doc-yeshiva-world-2025-03-06"]
    assert len(article.passages) == 9
    assert "an Israeli official" in labels(article.sources)


def test_what_is_not_recorded_is_nothing_after_one_query(select):
    assert run(describe.thing(select, CONTRACT, "state-atlantis")) is None
    assert select.asked == 1
    assert run(describe.thing(select, CONTRACT, "no iri> {")) is None
    assert select.asked == 1


@pytest.mark.parametrize(
    ("slug", "page"),
    [
        ("state-isr", describe.Entity),
        ("prop-isr-reduce", describe.Proposition),
        ("doc-yeshiva-world-2025-03-06", describe.Report),
        ("agency-can-cse", describe.Entity),
        ("pos-yeshiva-world-2025-03-06-1", describe.Entity),
        ("cit-pos-yeshiva-world-2025-03-06-10-yeshiva-world-2025-03-06", describe.Entity),
    ],
    ids=["state", "claim", "report", "agency", "record", "citation"],
)
def test_the_page_of_a_thing_is_that_of_its_class_and_asks_one_query_a_level(select, slug, page):
    """What it is, what stands around it, their nodes, the labels of what those name."""
    assert isinstance(run(describe.thing(select, CONTRACT, slug)), page)
    assert select.asked == QUERIES


def test_a_citation_says_where_it_was_read_and_what_that_goes_back_to(select):
    thing = run(
        describe.thing(
            select, CONTRACT, "cit-pos-yeshiva-world-2025-03-06-10-yeshiva-world-2025-03-06"
        )
    )
    assert thing is not None
    assert thing.citation is not None
    assert thing.citation.verbatim
    assert thing.citation.document.consulted_on
    assert thing.citation.origin is not None
    assert not thing.citation.origin.consulted_on


def test_lists_and_suggestions(select):
    contested = run(describe.contested(select, CONTRACT))
    assert all(claim.status == "contested" for claim in contested.items)
    assert len(contested.items) == contested.total == 3
    suggested = run(describe.suggestions(select, "state-israel"))
    assert suggested[0].ref.iri == f"{AVD}state-isr"
    assert run(describe.suggestions(select, "x")) == ()


def test_members_of_a_class_come_by_letter_by_words_and_a_part_at_a_time(select):
    states = CONTRACT.classes["State"]
    every = run(describe.members(select, states, describe.Part()))
    assert "Israel" in labels(found.ref for found in every.items)
    assert sum(every.letters.values()) == every.total == len(every.items)
    second = run(describe.members(select, states, describe.Part(skip=1)))
    assert second.items == every.items[1:]
    under_u = run(describe.members(select, states, describe.Part(letter="U")))
    assert labels(found.ref for found in under_u.items) == ["United Kingdom", "United States"]
    assert under_u.total == every.letters["U"] == 2
    worded = run(describe.members(select, states, describe.Part("UNITED king")))
    assert labels(found.ref for found in worded.items) == ["United Kingdom"]
    reports = run(describe.members(select, CONTRACT.classes["Report"], describe.Part("weighs")))
    assert [found.publisher for found in reports.items] == ["The Yeshiva World"]


@pytest.mark.parametrize(("initial", "letter"), [("e", "E"), ("Å", "A"), ("7", "#"), ("Ж", "#")])
def test_a_name_stands_under_its_first_letter_without_accents(initial, letter):
    assert letter_of(initial) == letter


def test_labels_come_with_the_marks_that_keep_claims_from_looking_like_facts(select):
    wanted = [
        f"{AVD}prop-isr-reduce",
        f"{PREFIXES['avc']}stance-denies",
        f"{PREFIXES['av']}holder",
        f"{AVD}nothing",
        'x:y> } DROP ALL # "',
    ]
    known = run(describe.labels(select, CONTRACT, wanted))
    assert known[wanted[0]].status == "contested"
    assert (known[wanted[1]].text, known[wanted[1]].effect) == ("denies", "opposes")
    assert known[wanted[2]].text == "holder"
    assert set(known) == set(wanted[:3])
    assert select.asked == 1


def test_choices_for_a_field_are_members_of_the_class_by_label(select):
    states = run(describe.options(select, [f"{PREFIXES['av']}State"]))
    assert labels(states) == sorted(labels(states))
    assert "Israel" in labels(states)


RETRACTED = """
avd:file-small a av:CuratedFile ; av:curatedOn "2026-11-24"^^xsd:date .
avd:person-a a av:Person , av:Agent ; av:label "A" .
avd:prop-x a av:Proposition ; av:label "It is so." ; av:text "It is so."@en ;
  av:about avd:person-a ; av:currentStatus avc:status-denied .
avd:pos-1 a av:Statement , av:Position ; av:label "pos-1" ; av:speaker avd:person-a ;
  av:holder avd:person-a ; av:stance avc:stance-asserts ; av:effect avc:effect-supports ;
  av:voice avd:person-a ; av:proposition avd:prop-x ; av:from "2025-05-01"^^xsd:date ;
  av:until "2025-05-31"^^xsd:date ; av:possibleFrom "2025-05-01"^^xsd:date .
avd:pos-2 a av:Statement , av:Position ; av:label "pos-2" ; av:speaker avd:person-a ;
  av:holder avd:person-a ; av:stance avc:stance-denies ; av:effect avc:effect-opposes ;
  av:voice avd:person-a ; av:proposition avd:prop-x ; av:supersedes avd:pos-1 ;
  av:from "2025-06-01"^^xsd:date ; av:until "9999-12-31"^^xsd:date ;
  av:possibleFrom "0001-01-01"^^xsd:date .
avd:prop-x-status-2025-05-01 av:statusOf avd:prop-x ; av:status avc:status-asserted ;
  av:from "2025-05-01"^^xsd:date ; av:until "2025-05-31"^^xsd:date ;
  av:supportingVoices 1 ; av:opposingVoices 0 .
avd:prop-x-status-2025-06-01 av:statusOf avd:prop-x ; av:status avc:status-denied ;
  av:from "2025-06-01"^^xsd:date ; av:until "9999-12-31"^^xsd:date ;
  av:supportingVoices 0 ; av:opposingVoices 1 .
avc:stance-asserts av:label "asserts" . avc:stance-denies av:label "denies" .
"""


def test_a_position_taken_back_says_by_what_and_counts_no_more():
    claim = run(describe.thing(small(RETRACTED), CONTRACT, "prop-x"))
    assert claim is not None
    former, latter = sorted(claim.positions.items, key=lambda position: position.iri)
    assert labels(former.superseded_by) == ["A denies"]
    assert (claim.claim.supporting, claim.claim.opposing) == (0, 1)
    assert latter.dates.possible_from == latter.dates.until == "", "sentinels are hidden"
    assert [(each.since, each.until, each.status) for each in claim.periods] == [
        ("2025-05-01", "2025-05-31", "asserted"),
        ("2025-06-01", "", "denied"),
    ]


@pytest.mark.parametrize(
    ("day", "former", "latter"),
    [
        ("2025-04-30", "not yet", "perhaps"),
        ("2025-05-15", "holds", "perhaps"),
        ("2025-06-01", "former", "holds"),
        ("", "former", "holds"),
    ],
)
def test_what_a_position_is_on_a_day(day, former, latter):
    claim = run(describe.thing(small(RETRACTED), CONTRACT, "prop-x"))
    assert claim is not None
    positions = sorted(claim.positions.items, key=lambda position: position.iri)
    assert [position.on(day) for position in positions] == [former, latter]


def test_long_lists_are_cut_and_counted_and_cost_no_more_queries():
    many = "".join(
        f"avd:mem-{n} a av:Membership , av:StructuralFact ; av:label 'm{n:03}' ;"
        f" av:participant avd:state-{n} ; av:inArrangement avd:partnership-p .\n"
        f"avd:state-{n} a av:State ; av:label 'S{n}' .\n"
        for n in range(120)
    )
    asking = small(f"avd:partnership-p a av:Partnership ; av:label 'P' .\n{many}")
    thing = run(describe.thing(asking, CONTRACT, "partnership-p"))
    assert thing is not None
    (members,) = thing.facts
    assert (members.title, len(members.listing.items), members.listing.total) == ("Members", 8, 120)
    assert asking.asked == QUERIES
    last = describe.Slice("states", 110)
    (rest,) = run(describe.thing(asking, CONTRACT, "partnership-p", part=last)).facts
    assert (len(rest.listing.items), rest.listing.total) == (10, 120)
    assert not {f.iri for f in rest.listing.items} & {f.iri for f in members.listing.items}


def test_states_and_bodies_of_one_arrangement_stand_apart():
    select = small(
        """
        avd:partnership-x a av:Partnership ; av:label "X" .
        avd:mem-a a av:Membership , av:StructuralFact ; av:label "a" ;
          av:inArrangement avd:partnership-x ; av:participant avd:state-a .
        avd:mem-b a av:Membership , av:StructuralFact ; av:label "b" ;
          av:inArrangement avd:partnership-x ; av:participant avd:agency-b ;
          av:participatesFor avd:state-a .
        avd:state-a a av:State ; av:label "A" .
        avd:agency-b a av:IntelligenceAgency ; av:label "B" .
        """
    )
    groups = run(describe.thing(select, CONTRACT, "partnership-x")).facts
    assert [(each.title, each.listing.total) for each in groups] == [
        ("Members: states", 1),
        ("Members: agencies and other bodies", 1),
    ]
    state = run(describe.thing(select, CONTRACT, "state-a"))
    assert [each.title for each in state.facts] == [
        "Takes part in",
        "Takes part through its bodies",
    ]


TOY = """
av:urgency rdfs:label "urgency"@en . av:pages rdfs:label "pages"@en .
av:twinnedWith rdfs:label "twinned with"@en .
avsh:UrgentShape a sh:NodeShape ; sh:targetClass av:Proposition ; sh:property
  [ sh:path av:urgency ; sh:order 9001 ; sh:datatype xsd:string ; sh:maxCount 1 ;
    avsh:phrase "how soon"@en ] .
avsh:PagedShape a sh:NodeShape ; sh:targetClass av:Document ; sh:property
  [ sh:path av:pages ; sh:order 9002 ; sh:datatype xsd:integer ; sh:maxCount 1 ] .
avsh:TwinShape a sh:NodeShape ; sh:targetClass av:State ; sh:property
  [ sh:path av:twinnedWith ; sh:order 9003 ; sh:class av:State ] .
"""
TOY_DATA = """
avd:state-a a av:State , av:Agent ; av:label "A" ; av:twinnedWith avd:state-b .
avd:state-b a av:State , av:Agent ; av:label "B" .
avd:prop-x a av:Proposition ; av:label "So." ; av:text "So."@en ; av:urgency "now" .
avd:doc-x a av:Document ; av:label "D" ; av:title "D"@en ; av:pages 12 .
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """The contract with three properties more, of which no code knows."""
    folder = tmp_path_factory.mktemp("grown") / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in NAMESPACES.items())
    (folder / "shapes/toy.ttl").write_text(prefixes + TOY)
    return contract_of(folder)


def values(properties):
    return [(p.label, [v.ref.label if v.ref else v.text for v in p.values]) for p in properties]


def test_a_property_more_shows_on_every_page_under_its_own_words(grown):
    select = small(TOY_DATA)
    one, other = (run(describe.thing(select, grown, slug)) for slug in ("state-a", "state-b"))
    assert values(one.properties) == [("twinned with", ["B"])]
    assert [(n.title, labels(n.listing.items)) for n in other.neighbours] == [
        ("twinned with", ["A"])
    ]
    claim = run(describe.thing(select, grown, "prop-x"))
    assert [(phrase, [v.text for v in found]) for phrase, found in claim.roles] == [
        ("how soon", ["now"])
    ]
    assert values(run(describe.thing(select, grown, "doc-x")).properties) == [("pages", ["12"])]


def test_what_the_contract_does_not_have_shows_nowhere():
    select = small(TOY_DATA)
    assert run(describe.thing(select, CONTRACT, "state-a")).properties == ()
    assert run(describe.thing(select, CONTRACT, "doc-x")).properties == ()
