"""Sources are numbered by what they say; the origin tree enters a circle once."""

import ast
import itertools
from dataclasses import replace

import jinja2
import pytest

from api.web.answers import Table
from api.web.render import FOLDER
from api.web.views import entity, faults, origins, questions, report, results, svg, words
from api.web.views.notes import Notes
from api.web.views.snippets import snippets
from kg.ask import describe
from kg.ask.describe import (
    Citation,
    Claim,
    Dates,
    Document,
    Fact,
    Label,
    Listing,
    Period,
    Proposition,
    Ref,
    Trail,
    Value,
)
from kg.ask.named import NamedQuestion, Parameter
from kg.errors import BadQuery, DeadlinePassed, OutOfResources
from tests.kg.ask.test_describe import CONTRACT, run, small

AVD = "https://w3id.org/averment/id/"
READ = Document(
    "d:read", "Read", True, "en", Ref("o:o", "Outlet"), "", Dates(), "2026-11-24", True, "", ""
)
CITED = Citation("c:1", READ, None, "supports", "", "", False, "paragraph 7", "", "")


def test_citations_that_say_the_same_share_a_number():
    alike = replace(CITED, iri="c:2")
    other = replace(CITED, iri="c:3", locator="paragraph 8")
    notes = Notes({c.iri: c for c in (CITED, alike, other)})
    assert [m.text for m in notes.marks(["c:1"])] == ["1"]
    assert [m.text for m in notes.marks(["c:3", "c:2"])] == ["1", "2"]
    assert notes.marks(["c:unknown"]) == ()
    assert [(n.number, n.citation.iri, n.others) for n in notes.listed] == [
        (1, "c:1", 1),
        (2, "c:3", 0),
    ]


def test_a_line_names_few_of_many_sources_and_leads_to_all_of_them():
    many = [replace(CITED, iri=f"c:{n}", locator=f"paragraph {n}") for n in range(9)]
    many.append(replace(CITED, iri="c:9", bearing="disputes"))
    cited = {each.iri: each for each in many}
    marks = Notes(cited).marks(cited, f"{AVD}mem-x")
    assert [(m.text, m.href, m.name) for m in marks] == [
        ("1", "#c1", "Source 1: Outlet, paragraph 0"),
        ("2", "#c2", "Source 2: Outlet, paragraph 7"),
        ("+8", "/id/mem-x", "8 further sources"),
    ]
    own = Notes(cited, f"{AVD}mem-x").marks(cited, f"{AVD}mem-x")
    assert [m.text for m in own] == ["1–10"]


def test_citations_with_differing_remarks_have_numbers_of_their_own():
    remarked = replace(CITED, iri="c:2", remarks=(Value("The map on page 4.", "en"),))
    notes = Notes({c.iri: c for c in (CITED, remarked)})
    assert [m.text for m in notes.marks(["c:1", "c:2"])] == ["1", "2"]


def test_citations_that_say_different_things_in_our_words_have_numbers_of_their_own():
    told = replace(CITED, iri="c:2", gists=(Value("It names three others.", "en"),))
    notes = Notes({c.iri: c for c in (CITED, told)})
    assert [m.text for m in notes.marks(["c:1", "c:2"])] == ["1", "2"]


def test_a_marker_is_named_for_those_who_hear_it():
    mark = Notes({"c:1": CITED}).marks(["c:1"])[0]
    assert mark.name == "Source 1: Outlet, paragraph 7"


def test_a_long_run_of_sources_is_one_marker():
    many = {f"c:{n}": replace(CITED, iri=f"c:{n}", locator=str(n)) for n in range(1, 6)}
    notes = Notes(many)
    run = notes.marks(many)
    assert [(m.text, m.name) for m in run] == [("1–5", "Sources 1–5")]
    assert [m.text for m in notes.marks(["c:1", "c:3", "c:4", "c:5"])] == ["1", "3", "4", "5"]


def proposition(parents: dict[str, tuple[str, ...]], *trails: Trail) -> Proposition:
    iris = set(parents) | {p for ps in parents.values() for p in ps}
    iris |= {t.document for t in trails} | {t.origin for t in trails}
    return Proposition(
        iri="p:p",
        text="It is so.",
        language="en",
        claim=Claim("p:p", "It is so.", "asserted"),
        periods=(),
        roles=(),
        affirmative=True,
        positions=Listing((), 0, ""),
        implied_for=Listing((), 0, ""),
        implied_against=Listing((), 0, ""),
        unrecorded=(),
        documents={iri: replace(READ, iri=iri) for iri in iris},
        parents=parents,
        trails=trails,
        argument=(),
        argued=(),
        claims={},
        describes=(),
        citations={},
        provenance=None,
        remarks=(),
    )


def shape(branches):
    return {b.document.iri: shape(b.branches) for b in branches}


def grown(thing: Proposition):
    return origins.tree(thing, Notes({}))


def test_ten_reports_of_one_report_are_one_tree():
    thing = proposition(
        {"d:b": ("d:a",), "d:c": ("d:b",), "d:x": ("d:elsewhere",)},
        Trail("c:1", "d:b", "d:a"),
        Trail("c:2", "d:c", "d:a"),
    )
    assert shape(grown(thing)) == {"d:a": {"d:b": {"d:c": {}}}}
    assert len(origins.documents(grown(thing))) == 3


def test_own_reporting_is_an_origin_beside_what_is_re_told():
    thing = proposition({"d:b": ("d:a",)}, Trail("c:1", "d:b", "d:a"), Trail("c:2", "d:b", "d:b"))
    assert shape(grown(thing)) == {"d:a": {"d:b": {}}, "d:b": {}}
    assert len(origins.documents(grown(thing))) == 2


def test_a_circle_ends():
    circle = {"d:a": ("d:c",), "d:b": ("d:a",), "d:c": ("d:b",)}
    thing = proposition(circle, Trail("c:1", "d:c", "d:a"))
    assert shape(grown(thing)) == {"d:a": {"d:b": {"d:c": {}}}}


def test_a_stated_origin_without_a_chain_hangs_directly():
    assert shape(grown(proposition({}, Trail("c:1", "d:b", "d:a")))) == {"d:a": {"d:b": {}}}


TODAY = "2026-11-24"


def fact(*periods: Period) -> Fact:
    return Fact("f:f", "Membership", "", (), "", "", Dates(), periods, False, False, False, ())


SHARING = fact(
    Period("", "2025-03-03", "possible"),
    Period("2025-03-04", "2025-03-04", "attested"),
    Period("2025-03-05", "2025-03-10", "suspended"),
    Period("2025-03-11", "", "presumed"),
)


def test_a_bar_draws_each_period_in_turn_however_short_it_is():
    scale = svg.scale([SHARING], TODAY)
    assert scale == svg.Scale(2025, 2026)
    bar = svg.bar(SHARING, scale, TODAY)
    assert bar is not None
    drawn = [each.status for each in bar.stretches]
    assert drawn == ["possible", "attested", "suspended", "presumed"]
    assert bar.stretches[0].from_ == 0, "no first day is known"
    for one, other in itertools.pairwise(bar.stretches):
        assert one.until <= other.from_
    assert all(each.until - each.from_ >= svg.LEAST for each in bar.stretches)
    assert (bar.lasts, bar.end) == (True, bar.stretches[-1].until)
    assert bar.told == (
        "possible until 3 Mar 2025; attested 4 Mar 2025; suspended 5 Mar 2025 to 10 Mar 2025; "
        "presumed since 11 Mar 2025"
    )


def test_nothing_is_drawn_where_a_fact_was_over():
    over = fact(Period("1976-01-01", "1980-12-31", "attested"), Period("1981-01-01", "", "ended"))
    bar = svg.bar(over, svg.Scale(1976, 2026), TODAY)
    assert bar is not None
    assert [each.status for each in bar.stretches] == ["attested"]
    assert not bar.lasts
    assert "ended since 1 Jan 1981" in bar.told


def test_without_a_day_there_is_no_scale_and_without_a_period_no_bar():
    assert svg.scale([fact(Period("", "", "possible"))], TODAY) is None
    assert svg.bar(fact(), svg.Scale(1976, 2026), TODAY) is None


def test_dates_that_documents_differ_on_lead_to_those_that_give_them():
    cited = {
        f"c:{n}": replace(CITED, iri=f"c:{n}", locator=str(n), date_given=given)
        for n, given in enumerate(["2025-03-12", "2025-03-11", "", "2025-03-11"])
    }
    dates = Notes(cited).dates(cited, "")
    assert [(each.date, [mark.text for mark in each.marks]) for each in dates] == [
        ("2025-03-11", ["1", "2"]),
        ("2025-03-12", ["3"]),
    ]


XSD = "http://www.w3.org/2001/XMLSchema#"


def cell(term: dict[str, str], **labels: Label) -> results.Cell:
    known = {AVD + name.replace("_", "-"): label for name, label in labels.items()}
    return results.build(Table(("x",), [{"x": term}], cut=False), known).rows[0][0]


def test_things_are_shown_by_label_and_claims_with_their_status():
    thing = {"type": "uri", "value": f"{AVD}prop-x"}
    shown = cell(thing, prop_x=Label("It is so.", status="contested"))
    assert (shown.text, shown.href, shown.status) == ("It is so.", "/id/prop-x", "contested")
    assert cell(thing).text == "avd:prop-x", "without a label its short name"


def test_a_day_that_stands_for_none_is_shown_as_none():
    def day(text):
        return {"type": "literal", "value": text, "datatype": f"{XSD}date"}

    assert (cell(day("9999-12-31")).text, cell(day("9999-12-31")).note) == ("", "no end recorded")
    assert (cell(day("2025-03-06")).text, cell(day("2025-03-06")).note) == ("2025-03-06", "")


def test_what_is_true_is_yes_on_a_page():
    def shown(text, datatype):
        return cell({"type": "literal", "value": text, "datatype": f"{XSD}{datatype}"}).text

    assert (shown("true", "boolean"), shown("0", "boolean")) == ("yes", "no")
    assert (shown("true", "string"), shown("0", "integer")) == ("true", "0")


def test_only_web_addresses_become_links():
    def address(text):
        return {"type": "literal", "value": text, "datatype": f"{XSD}anyURI"}

    assert cell(address("https://example.org/")).href == "https://example.org/"
    assert not cell(address("javascript:alert(1)")).href
    assert not cell({"type": "uri", "value": "javascript:alert(1)"}).href


def test_a_syntax_error_shows_its_place():
    text = "SELECT * {\n  ?s av:holder }"
    fault = faults.fault(BadQuery("met }", 2, 16), text)
    assert (fault.detail, fault.line, fault.column) == ("met }", 2, 16)
    assert (fault.before, fault.at, fault.after) == ("  ?s av:holder ", "}", "")


def test_an_error_beyond_the_last_line_has_a_place_too():
    fault = faults.fault(BadQuery("met the end", 9, 9), "ASK {")
    assert (fault.before, fault.at) == ("ASK {", "⏎")


@pytest.mark.parametrize("limit", [DeadlinePassed("Ended after 10 s."), OutOfResources("600 MB.")])
def test_a_limit_is_no_error_of_the_asker(limit):
    assert faults.fault(limit, "ASK {}").ended


QUESTION = NamedQuestion(
    "acting",
    "Who acts?",
    "One row per state.",
    (Parameter("report", "av:Report", "avd:doc-x"), Parameter("day", "xsd:date", '"2025-03-06"')),
    ("cq-07", "claim-matrix"),
    "# title: Who acts?\n# tags: x\nSELECT * {}\n",
)


def test_questions_stand_under_their_first_telling_tag():
    (group,) = questions.groups([QUESTION])
    assert (group.title, group.questions) == ("Claim matrix", (QUESTION,))


def test_questions_are_found_by_words_of_title_and_description():
    assert questions.groups([QUESTION], "row ACTS")
    assert not questions.groups([QUESTION], "row denied")


def test_a_field_holds_what_was_given_else_the_default():
    choices = [Ref(f"{AVD}doc-x", "X"), Ref(f"{AVD}doc-y", "Y" * 200)]
    report, day = QUESTION.parameters
    assert questions.field(report, {}, choices).value == "doc-x"
    assert questions.field(report, {"report": f"{AVD}doc-y"}, choices).value == "doc-y"
    unknown = questions.field(report, {"report": "doc-z"}, choices)
    assert unknown.options[0].value == "doc-z", "what was asked for stays chosen"
    assert len(unknown.options[2].label) == 90
    assert (questions.field(day, {}, ()).type, questions.field(day, {}, ()).value) == (
        "date",
        "2025-03-06",
    )


def test_a_program_asks_the_very_query_whatever_it_holds():
    query = 'ASK { ?s ?p "a\\\\b", """c""", "`${d}`" }'
    curl, python, javascript, r = snippets("http://x/sparql", query, makes_graph=False)
    assert query in curl.text
    tree = ast.parse(python.text)
    assigned = next(node.value for node in tree.body if isinstance(node, ast.Assign))
    assert ast.literal_eval(assigned).strip() == query
    assert "\\`\\${d}\\`" in javascript.text
    assert f'r"-({query})-"' in r.text


def test_more_choices_than_a_list_takes_are_suggested_with_the_label_of_the_chosen_one():
    choices = [Ref(f"{AVD}doc-{number}", f"Report {number}") for number in range(50)]
    field = questions.field(QUESTION.parameters[0], {"report": "doc-7"}, choices)
    assert (field.suggested, field.searched, field.note) == (True, "Report", "Report 7")
    assert not questions.field(QUESTION.parameters[0], {}, choices[:20]).suggested


def test_a_question_can_be_shared_as_it_was_asked():
    fields = [questions.field(p, {"report": "doc-y"}, ()) for p in QUESTION.parameters]
    page = questions.build(QUESTION, fields, QUESTION.text, None, None)
    assert page.share == "/queries/acting?report=doc-y&day=2025-03-06"
    assert page.downloads[0].address == "/queries/acting.csv?report=doc-y&day=2025-03-06"
    assert page.shown == "SELECT * {}"


def test_a_fact_among_the_values_of_an_event_is_told_in_words():
    select = small(
        """
        avd:evt-x a av:Event , av:Record ; av:label "A joins X" ; av:affectsFact avd:mem-x-a .
        avd:mem-x-a a av:Membership , av:Participation , av:StructuralFact , av:Record ;
          av:label "mem-x-a" ; av:participant avd:state-a ; av:inArrangement avd:partnership-x .
        avd:state-a a av:State , av:Agent ; av:label "A" .
        avd:partnership-x a av:Partnership ; av:label "X" .
        """
    )
    event = run(describe.thing(select, CONTRACT, "evt-x"))
    assert list(
        entity.build(event, describe.LATEST, "2026-11-30", describe.WHOLE, "").linked.values()
    ) == ["A, member of X"]


RETOLD = """
avd:doc-a a av:Document, av:Report ; av:title "A" .
avd:doc-b a av:Document, av:Report ; av:title "B" .
avd:doc-c a av:Document, av:Report ; av:title "C" .
avd:state-x a av:State, av:Agent ; av:label "X" .
avd:pos-a a av:Position ; av:speaker avd:state-x ; av:hasCitation avd:cit-1, avd:cit-2 .
avd:cit-1 a av:Citation ; av:locator "paragraph 2" ;
  av:citedDocument avd:doc-b ; av:originDocument avd:doc-a .
avd:cit-2 a av:Citation ; av:locator "paragraph 1" ;
  av:citedDocument avd:doc-c ; av:originDocument avd:doc-a .
"""


def test_what_a_document_says_stands_once_with_all_that_cite_it_for_it():
    found = run(describe.thing(small(RETOLD), CONTRACT, "doc-a"))
    assert isinstance(found, describe.Report)
    assert len(found.passages) == 2
    said = report.build(found, describe.LATEST, "2026-11-30", describe.WHOLE).said
    assert [each.place for each in said] == ["paragraph 1"]
    assert said[0].citations == 2
    assert [mark.text for mark in said[0].marks] == ["1", "2"]


FOLDED = """{% from "_frame.html.j2" import folded %}
{%- call(part) folded(items, "row", 3) %}<p>{{ part | join(" ") }}</p>{% endcall %}"""


def test_the_first_of_many_are_shown_and_the_rest_folded_beneath():
    pages = jinja2.Environment(loader=jinja2.FileSystemLoader(FOLDER / "pages"), autoescape=True)
    pages.globals["plural"] = words.plural
    folded = pages.from_string(FOLDED)
    assert folded.render(items=range(1, 4)).strip() == "<p>1 2 3</p>"
    shown, _, rest = folded.render(items=range(1, 5)).partition("<details")
    assert "<p>1 2 3</p>" in shown
    assert "<summary>1 further row</summary>" in rest
    assert "<p>4</p>" in rest


def test_who_repeats_a_document_stands_below_the_next_on_its_way_there():
    first, near, far, lost = (
        replace(READ, iri=f"d:{name}", label=name) for name in ("first", "near", "far", "lost")
    )
    parents = {"d:near": ("d:first",), "d:far": ("d:near",), "d:lost": ("d:elsewhere",)}
    shown = origins.descent(first, (far, lost, near), parents)
    assert [branch.document.label for branch in shown] == ["lost", "near"]
    assert [branch.document.label for branch in shown[1].branches] == ["far"]
    assert origins.descent(first, (), {}) == ()
