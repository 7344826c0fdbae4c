"""What a query gets: queries as examples, on the small house of conftest.py."""

import asyncio

from api.graphql.service import Request


def test_a_node_is_looked_up_by_its_id(data):
    assert data('{ state(id: "state-isr") { id iri label isoCode3 wikidata __typename } }') == {
        "state": {
            "id": "state-isr",
            "iri": "https://w3id.org/averment/id/state-isr",
            "label": "Israel",
            "isoCode3": "ISR",
            "wikidata": "http://www.wikidata.org/entity/Q801",
            "__typename": "State",
        }
    }


def test_whatever_has_an_address_may_bear_remarks(data):
    query = """{ state(id: "state-isr") { remarks } node(id: "state-nzl") { remarks }
      concept(id: "topic-military-aid") { remarks } }"""
    assert data(query) == {
        "state": {"remarks": ["One of them.", "Two remarks."]},
        "node": {"remarks": []},
        "concept": {"remarks": []},
    }


def test_the_whole_address_is_an_id_too(data):
    query = '{ node(id: "https://w3id.org/averment/id/state-isr") { id } }'
    assert data(query) == {"node": {"id": "state-isr"}}


def test_an_unknown_id_is_null(data):
    assert data('{ state(id: "state-xyz") { label } node(id: "x y") { id } }') == {
        "state": None,
        "node": None,
    }


def test_a_node_of_another_class_is_null(data):
    assert data('{ state(id: "agreement-ukusa") { label } }') == {"state": None}


def test_an_interface_is_looked_up_like_a_type(data):
    query = '{ agent(id: "partnership-eyes") { __typename } record(id: "pos-3") { __typename } }'
    assert data(query) == {
        "agent": {"__typename": "Partnership"},
        "record": {"__typename": "ReportedSilence"},
    }


def test_a_direct_member_of_a_wider_class_is_of_its_generic_type(data):
    assert data('{ node(id: "org-allies") { __typename } }') == {
        "node": {"__typename": "GenericOrganisation"}
    }


def test_a_concept_is_a_node(data):
    query = '{ concept(id: "topic-military-aid") { label broader { id label(lang: "fr") } } }'
    assert data(query) == {
        "concept": {
            "label": "military aid",
            "broader": [{"id": "topic-defence", "label": "défense"}],
        }
    }


def test_labels_fall_back_over_the_languages_wanted(data):
    query = """query($lang: [String!]) {
      states { nodes { label(lang: $lang) } }
      canada: state(id: "state-isr") { label(lang: ["fr-CA"]) }
      document(id: "doc-one") { label(lang: ["de", "fr"]) title } }"""
    found = data(query, lang=["de", "fr", "en"])
    assert [each["label"] for each in found["states"]["nodes"]] == [
        "Israël",
        "New Zealand",
        "United States",
    ]
    assert found["canada"] == {"label": "Israël"}
    assert found["document"] == {"label": "Premier rapport", "title": "First report"}


def test_texts_stand_in_the_first_language_in_which_there_are_any(data):
    query = """query($lang: [String!]) { document(id: "doc-one") { title(lang: $lang) }
      state(id: "state-nzl") { otherNames(lang: $lang) } }"""

    def told(*languages):
        found = data(query, lang=list(languages))
        return found["document"]["title"], found["state"]["otherNames"]

    assert told("fr-CA", "nl") == ("Premier rapport", ["Nieuw-Zeeland"])
    assert told("mi", "nl") == ("First report", ["Aotearoa", "Niu Tireni"])
    assert told("de") == told() == ("First report", ["Aotearoa", "Niu Tireni", "Nieuw-Zeeland"])


def test_sentinel_days_are_null(data):
    query = "{ memberships { nodes { from } } partyStatuses { nodes { from } } }"
    assert data(query) == {
        "memberships": {"nodes": [{"from": None}]},
        "partyStatuses": {"nodes": [{"from": "1946-03-05"}]},
    }


def test_values_have_their_json_types(data):
    query = '{ statement(id: "pos-1") { stance minPersons disputed from } }'
    assert data(query) == {
        "statement": {
            "stance": "ASSERTS",
            "minPersons": 2,
            "disputed": False,
            "from": "2025-03-06",
        }
    }


def test_a_list_of_a_dated_class_runs_by_day_then_name(data):
    found = data("{ positions { nodes { id } } agents { nodes { id } } }")
    assert [each["id"] for each in found["positions"]["nodes"]] == [
        "pos-2",
        "pos-1",
        "pos-3",
        "pos-broken",
    ]
    assert [each["id"] for each in found["agents"]["nodes"]] == [
        "org-allies",
        "partnership-eyes",
        "state-isr",
        "state-nzl",
        "state-usa",
    ]


def test_evidence_is_a_plain_list_in_order(data):
    query = '{ statement(id: "pos-1") { documents { id } } }'
    assert data(query) == {"statement": {"documents": [{"id": "doc-one"}, {"id": "doc-two"}]}}


def test_inverse_fields_are_connections_and_may_keep_to_one_class(data):
    query = """{ state(id: "state-nzl") {
      positions { totalCount nodes { id } }
      ownStatements { totalCount nodes { id } } } }"""
    assert data(query) == {
        "state": {
            "positions": {"totalCount": 1, "nodes": [{"id": "pos-3"}]},
            "ownStatements": {"totalCount": 0, "nodes": []},
        }
    }


def test_fragments_on_interfaces_and_unions_choose_by_type(data):
    query = """
    query { participations { nodes { __typename ...Ends } } }
    fragment Ends on Participation {
      participant { ... on State { isoCode3 } ... on Organisation { id } }
      inArrangement { __typename ... on Agreement { label } ... on Organisation { id } ...Name } }
    fragment Name on Node { name: label }"""
    assert data(query) == {
        "participations": {
            "nodes": [
                {
                    "__typename": "PartyStatus",
                    "participant": {"isoCode3": None},
                    "inArrangement": {"__typename": "Agreement", "label": "UKUSA", "name": "UKUSA"},
                },
                {
                    "__typename": "Membership",
                    "participant": {"isoCode3": None},
                    "inArrangement": {
                        "__typename": "Partnership",
                        "id": "partnership-eyes",
                        "name": "Eyes",
                    },
                },
            ]
        }
    }


def test_fields_of_one_name_are_merged_in_the_order_of_the_document(data):
    query = """{ a: state(id: "state-isr") {
      label ...More ... on State { id positions { nodes { id } } } } }
    fragment More on Agent { positions { totalCount nodes { stance } } label }"""
    found = data(query)
    assert found == {
        "a": {
            "label": "Israel",
            "positions": {"totalCount": 1, "nodes": [{"stance": "DENIES", "id": "pos-2"}]},
            "id": "state-isr",
        }
    }
    assert list(found["a"]) == ["label", "positions", "id"]


def test_skip_and_include_take_variables(data):
    query = """query($no: Boolean!, $yes: Boolean = true) { state(id: "state-isr") {
      id @skip(if: $no)
      label @include(if: $yes) @skip(if: true)
      ... @include(if: $no) { isoCode3 } } }"""
    assert data(query, no=False) == {"state": {"id": "state-isr"}}
    assert data(query, no=True) == {"state": {"isoCode3": "ISR"}}


def test_every_level_has_its_type_name(data):
    query = """{ __typename states(first: 1) { __typename pageInfo { __typename }
      edges { __typename node { __typename } } } }"""
    assert data(query) == {
        "__typename": "Query",
        "states": {
            "__typename": "StateConnection",
            "pageInfo": {"__typename": "PageInfo"},
            "edges": [{"__typename": "StateEdge", "node": {"__typename": "State"}}],
        },
    }


def test_one_of_several_operations_is_chosen_by_name(data, refusal):
    query = 'query A { node(id: "state-isr") { id } } query B { node(id: "state-usa") { id } }'
    assert data(query, "B") == {"node": {"id": "state-usa"}}
    assert "operationName" in refusal(query)
    assert "“C”" in refusal(query, "C")


def test_introspection_goes_with_data(data):
    query = """query($name: String!) { __type(name: $name) { name kind fields { name } }
      state(id: "state-isr") { id } schema: __schema { queryType { name } } }"""
    found = data(query, name="Stance")
    assert found == {
        "__type": {"name": "Stance", "kind": "ENUM", "fields": None},
        "state": {"id": "state-isr"},
        "schema": {"queryType": {"name": "Query"}},
    }


NESTED = """{ states(first: 3) { totalCount nodes { label positions { totalCount edges { node {
  stance speaker { label } documents { id }
  propositions { nodes { text positions { nodes { id } } } } } } } } } }"""


def test_one_question_is_asked_a_level_however_many_nodes(data, select):
    data(NESTED)
    # the page of states; states; positions; speakers, documents and propositions; their positions
    # are known by their links, and ids need no question
    assert len(select.asked) == 4


def test_a_lookup_takes_no_question_for_the_page(data, select):
    data('{ state(id: "state-isr") { label } node(id: "pos-1") { id ... on Position { stance } } }')
    assert len(select.asked) == 1


def test_what_is_known_is_not_asked_again(data, select):
    data("""{ position(id: "pos-2") { label respondsTo { nodes { label responses { nodes {
      label } } } } } }""")
    # the position; the one it responds to with its responses; their labels are known by then
    assert len(select.asked) == 2
    assert "pos-2>" not in select.asked[1]


def test_a_missing_required_value_makes_the_next_nullable_parent_null(ask):
    response = ask('{ position(id: "pos-broken") { id speaker { label } } }')
    assert response["data"] == {"position": None}
    assert response["errors"] == [
        {
            "message": "Cannot return null for non-nullable field Statement.speaker.",
            "path": ["position", "speaker"],
        }
    ]


def test_a_null_climbs_through_lists_and_connections(ask):
    response = ask("{ propositions { nodes { id text } } }")
    assert response["data"] is None
    assert response["errors"][0]["path"] == ["propositions", "nodes", 0, "text"]


def test_a_null_stops_at_the_nearest_nullable_field(ask):
    query = """{ good: position(id: "pos-2") { id }
      bad: position(id: "pos-3") {
        id responses { edges { node { propositions { nodes { text } } } } } } }"""
    response = ask(query)
    assert response["data"] == {"good": {"id": "pos-2"}, "bad": None}
    assert [error["path"] for error in response["errors"]] == [
        ["bad", "responses", "edges", 0, "node", "propositions", "nodes", 0, "text"]
    ]


def test_the_questions_behind_an_answer_are_told_on_request(answering, select):
    request = Request('{ state(id: "state-isr") { label } }', None, {}, shows_sparql=True)
    answer = asyncio.run(answering.answer(request))
    assert answer["extensions"]["sparql"] == select.asked
    assert len(select.asked) == 1


def test_other_names_stand_beside_the_label(data):
    query = '{ state(id: "state-nzl") { label otherNames } agreements { nodes { otherNames } } }'
    assert data(query) == {
        "state": {
            "label": "New Zealand",
            "otherNames": ["Aotearoa", "Niu Tireni", "Nieuw-Zeeland"],
        },
        "agreements": {"nodes": [{"otherNames": []}]},
    }
