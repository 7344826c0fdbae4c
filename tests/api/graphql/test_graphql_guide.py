"""The questions of docs/graphql.md answer as the named ones do; its programs are run by
tests/test_readme.py.
"""

import csv
import re
from itertools import product

import pytest

from kg.ask.reader import slug
from kg.terms import NO_END, NO_START
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/graphql.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"^```graphql (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
EXAMPLES = dict(
    re.findall(r"^\*([^*\n]+)\*\n\n```graphql\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
)
# What each example finds in the wider world, read off its files.
FOUND = {
    "Who opposes what in an episode, states alone?": """pos-infos-israel-news-2025-03-06-1
        pos-yeshiva-world-2025-03-06-7 pos-yeshiva-world-2025-03-06-8
        pos-yeshiva-world-2025-03-06-9""",
    "In what do two parties take part together?": """pty-fra-ukr-soi-1999-fra
        pty-fra-ukr-2024-fra""",
    "Which agreements has one state and another not?": "agreement-ukr-soi-svk",
    "Which agreements have two parties, of which one is a certain state?": "agreement-isa-jpn-nzl",
    "Which agencies were there before a day, and how did each begin?": """agency-pol-aw
        agency-pol-abw agency-che-mnd""",
    "Which reports of a genre go back to a document?": """doc-jerusalem-post-2025-03-06
        doc-yeshiva-world-2025-03-06 doc-caliber-az-2025-03-06-nbc doc-tvn24-five-eyes
        doc-infos-israel-news-2025-03-06 doc-la-voce-di-new-york-2025-03-06-allies
        doc-vietnam-vn-2025-03-07-nbc doc-new-republic-access doc-rmf24-trump""",
    "Which lasting facts of a state were in force on a day, and as far as reported by another?": """
        pty-swedusa-1954-nzl pty-ukusa-1946-nzl mem-sseur-nzl mem-five-eyes-nzl""",
    "Which claims were contested on a day, as far as known on another?": """prop-can-review
        prop-isr-reduce prop-no-decision prop-pak-suspends-usa prop-trump-disclosed-to-lavrov
        prop-gbr-review prop-usa-lost-allied-intelligence""",
    "Which events have no date of their own?": "evt-che-mnd-founded evt-safari-club-declined",
    "What has no document vouched for since a day?": """mem-club-de-berne-bel
        mem-club-de-berne-deu mem-club-de-berne-dnk mem-sseur-aus-asd mem-sseur-nzl
        mem-sseur-nzl-gcsb mem-sseur-swe mem-nine-eyes-dnk""",
    "How did an organisation begin, change or end, and what was there before and after?": """
        evt-pol-uop-split""",
    "What was read where, and where did it first appear?": """evt-pk-suspension-2018-01
        evt-noforn-memo-2025-07-20 evt-co-suspension-2025-11 evt-gb-caribbean-suspension-2025""",
}
# Columns of the named question, each with the way to it in the answer.
COLUMNS = {
    "members-of-partnership": """member=partnership.members.nodes.participant.id
        role=partnership.members.nodes.role.id status=partnership.members.nodes.currentStatus
        lastConfirmed=partnership.members.nodes.lastConfirmed
        disputed=partnership.members.nodes.disputed""",
    "agreements-of-state": """agreement=state.participations.nodes.inArrangement.id
        role=state.participations.nodes.role.id dates=state.participations.nodes.edtf
        status=state.participations.nodes.currentStatus
        disputed=state.participations.nodes.disputed""",
    "parties-on-day": """who=agreement.parties.nodes.participant.id
        role=agreement.parties.nodes.role.id status=agreement.parties.nodes.status
        disputed=agreement.parties.nodes.disputed""",
    "in-force-on-day": """status=structuralFact.statusHistory.nodes.status
        from=structuralFact.statusHistory.nodes.from
        until=structuralFact.statusHistory.nodes.until""",
    "incumbent-on-day": """person=post.tenures.nodes.incumbent.id
        status=post.tenures.nodes.statusHistory.nodes.status
        from=post.tenures.nodes.statusHistory.nodes.from
        until=post.tenures.nodes.statusHistory.nodes.until""",
    "in-one-not-in-other": "who=agents.nodes.id",
    "binding-agreements": """agreement=agreements.nodes.id kind=agreements.nodes.agreementKind.id
        binding=agreements.nodes.bindingness.id""",
    "agreements-by-publicity": """agreement=agreements.nodes.id
        kind=agreements.nodes.agreementKind.id""",
    "who-signed-for-whom": """agreement=partyActs.nodes.arrangements.nodes.id
        for=partyActs.nodes.actors.nodes.id who=partyActs.nodes.representatives.nodes.id
        dates=partyActs.nodes.edtf disputed=partyActs.nodes.disputed""",
    "agencies-of-state": """agency=state.bodies.nodes.id
        function=state.bodies.nodes.functions.nodes.id""",
    "heads-of-agencies": """agency=tenures.nodes.post.heads.id who=tenures.nodes.incumbent.id
        dates=tenures.nodes.edtf status=tenures.nodes.currentStatus
        lastConfirmed=tenures.nodes.lastConfirmed disputed=tenures.nodes.disputed""",
    "organisations-of-kind": """organisation=organisations.nodes.id
        state=organisations.nodes.ofState.id""",
    "positions-on-proposition": """voice=proposition.positions.nodes.voice.id
        holder=proposition.positions.nodes.holder.id stance=proposition.positions.nodes.stance
        speaker=proposition.positions.nodes.speaker.id since=proposition.positions.nodes.from
        until=proposition.positions.nodes.until""",
    "propositions-by-status": """status=episode.propositions.nodes.currentStatus
        proposition=episode.propositions.nodes.id
        supporting=episode.propositions.nodes.statusHistory.nodes.supportingVoices
        opposing=episode.propositions.nodes.statusHistory.nodes.opposingVoices""",
    "contested-on-day": """proposition=propositions.nodes.id
        since=propositions.nodes.statusHistory.nodes.from
        supporting=propositions.nodes.statusHistory.nodes.supportingVoices
        opposing=propositions.nodes.statusHistory.nodes.opposingVoices""",
    "contested-as-known": """proposition=propositions.nodes.id
        supporting=propositions.nodes.for.distinctCount
        opposing=propositions.nodes.against.distinctCount""",
    "answers-in-episode": """who=positions.nodes.holder.id stance=positions.nodes.stance
        whom=positions.nodes.respondsTo.nodes.speaker.id answer=positions.nodes.id
        answered=positions.nodes.respondsTo.nodes.id""",
    "denials-medium": """position=positions.nodes.id holder=positions.nodes.holder.id
        proposition=positions.nodes.propositions.nodes.id medium=positions.nodes.medium.id
        addressee=positions.nodes.addressees.nodes.id""",
    "withheld": """who=positions.nodes.holder.id stance=positions.nodes.stance
        proposition=positions.nodes.propositions.nodes.id
        document=positions.nodes.documents.id""",
    "claims-about": """proposition=state.propositionsAbout.nodes.id
        text=state.propositionsAbout.nodes.text
        status=state.propositionsAbout.nodes.currentStatus""",
    "literal-quotations": """position=citations.nodes.record.id
        speaker=citations.nodes.record.speaker.id excerpt=citations.nodes.excerpt
        document=citations.nodes.document.id place=citations.nodes.locator""",
    "disputed-records": """record=partyStatuses.nodes.id disputed=partyStatuses.nodes.disputed
        dateDisputed=partyStatuses.nodes.dateDisputed
        document=partyStatuses.nodes.citations.document.id
        dateGiven=partyStatuses.nodes.citations.dateGiven""",
    "repeats-of-origin": """repeat=report.derivatives.nodes.id
        outlet=report.derivatives.nodes.publisher.id day=report.derivatives.nodes.possibleUntil
        first=report.possibleUntil""",
    "events-between": """earliest=events.nodes.possibleFrom latest=events.nodes.possibleUntil
        event=events.nodes.id action=events.nodes.actionType.id disputed=events.nodes.disputed
        dateDisputed=events.nodes.dateDisputed""",
}


def rows(value, ways):
    """The rows of a table whose columns lie along these ways; a list makes a row of each member.

    What stands in one list stays together; an empty list, like null, leaves its columns empty.
    """
    if isinstance(value, list) and value:
        return [row for each in value for row in rows(each, ways)]
    if value is None or value == []:
        return [dict.fromkeys(ways, "")]
    steps = {}
    for column, way in ways.items():
        if not way:
            return [{column: str(value).lower() if isinstance(value, bool) else str(value)}]
        steps.setdefault(way[0], {})[column] = way[1:]
    parts = [rows(value.get(step), inner) for step, inner in steps.items()]
    return [{k: v for part in parts for k, v in part.items()} for parts in product(*parts)]


def known(contract, cell):
    """A cell of the named question's answer as GraphQL gives it."""
    if cell in (NO_START, NO_END):
        return ""
    return contract.notation(cell) or slug(cell)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_answers_as_the_named_one_does(world_data, ontology, name):
    ways = {
        column: tuple(way.split("."))
        for column, way in (each.split("=") for each in COLUMNS[name].split())
    }
    found = {
        tuple(row[column] for column in ways) for row in rows(world_data(QUESTIONS[name]), ways)
    }
    with (ROOT / f"tests/queries/{name}.csv").open(encoding="utf-8", newline="") as file:
        held = {
            tuple(known(ontology, row[column]) for column in ways) for row in csv.DictReader(file)
        }
    assert found == held
    assert found


def nodes_of(value):
    """The ids of the outermost list of nodes."""
    if not isinstance(value, dict):
        return []
    if "nodes" in value:
        return [each["id"] for each in value["nodes"]]
    return [each for inner in value.values() for each in nodes_of(inner)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_finds_what_there_is(world_data, name):
    assert sorted(nodes_of(world_data(EXAMPLES[name]))) == sorted(FOUND[name].split())


def test_all_examples_are_asked():
    assert EXAMPLES.keys() == FOUND.keys()


def test_twenty_questions_are_shown_in_both_doors():
    assert len(QUESTIONS) >= 20
    assert COLUMNS.keys() == QUESTIONS.keys()


def test_a_table_keeps_together_what_stands_in_one_list():
    value = {"a": [{"b": 1, "c": [{"d": 2}, {"d": 3}]}, {"b": 4, "c": []}], "e": True}
    ways = {"x": ("a", "b"), "y": ("a", "c", "d"), "z": ("e",)}
    assert rows(value, ways) == [
        {"x": "1", "y": "2", "z": "true"},
        {"x": "1", "y": "3", "z": "true"},
        {"x": "4", "y": "", "z": "true"},
    ]


def test_what_was_known_in_the_end_is_what_stands(world_data):
    """Told from positions or from stored periods, a claim whose positions all have days of report
    stands the same."""
    found = world_data("""{ propositions(first: 1000, where: {
      supportedBy: {every: {firstReported: {isNull: false}}}
      opposedBy: {every: {firstReported: {isNull: false}}}
    }) { nodes { id currentStatus status(asOf: "2026-11-24", knownAt: "2026-11-24") } } }""")
    stands = {each["id"]: each["currentStatus"] for each in found["propositions"]["nodes"]}
    known = {each["id"]: each["status"] for each in found["propositions"]["nodes"]}
    assert known == stands
    assert set(stands.values()) >= {"ASSERTED", "CONTESTED", "CORROBORATED", "UNADDRESSED"}


AS_OF = {
    'asOf: "1950-06-01"': 'where: {status: {asOf: "1950-06-01"}}',
    'asOf: "1960-06-01", where: {status: {eq: PRESUMED}}': """where: {
        status: {eq: PRESUMED, asOf: "1960-06-01"}}""",
    'asOf: "1960-06-01", where: {asPartyStatus: {not: {status: {eq: POSSIBLE}}}}': """where: {
        asPartyStatus: {not: {status: {eq: POSSIBLE, asOf: "1960-06-01"}}}}""",
    'asOf: "1960-06-01", where: {or: [{status: {asOf: "1950-06-01"}}]}': """where: {
        status: {asOf: "1950-06-01"}}""",
    'knownAt: "2012-01-01", where: {role: {}}': """where: {
        role: {}, status: {knownAt: "2012-01-01"}}""",
}


@pytest.mark.parametrize("arguments", AS_OF)
def test_the_days_of_a_list_are_those_of_the_status_in_its_filter(world_data, arguments):
    found = world_data(f"""{{ agreement(id: "agreement-ukusa-1946") {{ all: parties {{ totalCount }}
      short: parties({arguments}) {{ nodes {{ id }} }}
      long: parties({AS_OF[arguments]}) {{ nodes {{ id }} }} }} }}""")["agreement"]
    assert found["short"] == found["long"]
    assert 0 < len(found["short"]["nodes"]) < found["all"]["totalCount"]


def test_where_facts_stood_is_filtered_as_it_is_told(world_data):
    """On several days, by each status: the field and the filter agree."""
    days = ("1946-06-01", "1956-06-01", "2013-12-31", "2025-03-08")
    fields = " ".join(f'd{n}: status(asOf: "{day}")' for n, day in enumerate(days))
    nodes = world_data(f"{{ structuralFacts(first: 1000) {{ nodes {{ id {fields} }} }} }}")
    facts = nodes["structuralFacts"]["nodes"]
    query = """query($status: Status!, $day: Date!) { structuralFacts(first: 1000
      where: {status: {eq: $status, asOf: $day}}) { nodes { id } } }"""
    for number, day in enumerate(days):
        for status in ("ATTESTED", "PRESUMED", "POSSIBLE", "SUSPENDED", "ENDED"):
            found = world_data(query, status=status, day=day)["structuralFacts"]["nodes"]
            told = {each["id"] for each in facts if each[f"d{number}"] == status}
            assert {each["id"] for each in found} == told
