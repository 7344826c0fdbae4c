"""Answers straight from the record index, on the small house of conftest.py.

That they are those of the engine is held by tests/kg/index/test_same_answers.py; here stands what
random documents seldom meet: values that are missing, answers that are too large, one loop for all.
"""

import asyncio

import orjson
import pyoxigraph as px
import pytest

from api.graphql.bound import Bound
from api.graphql.direct import DirectAnswer
from api.graphql.fetch import fetch
from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.render import Renderer
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader
from kg.index import IndexReader, open_records, record_index
from kg.terms import AV, AVD, RDF_TYPE

STATES = "{ states { nodes { id label positions { totalCount nodes { stance } } } } }"


@pytest.fixture(scope="module")
def reader(house, graph, tmp_path_factory) -> IndexReader:
    return indexed_in(tmp_path_factory.mktemp("index"), house, graph)


def indexed_in(folder, house, graph) -> IndexReader:
    lines = graph.dump(format=px.RdfFormat.N_QUADS).splitlines(keepends=True)
    path = folder / "records.bin"
    path.write_bytes(record_index(b"".join(sorted(lines)), house))
    return IndexReader(house, open_records(path))


@pytest.fixture
def indexed(schema, house, reader):
    def service(**limits) -> Service:
        return Service(schema._schema, house, reader, Limits(**limits))

    return service


def responded(service: Service, query: str, **variables):
    return orjson.loads(asyncio.run(service.respond(Request(query, None, variables))))


@pytest.mark.parametrize(
    "query",
    [
        "{ positions { nodes { id speaker { label } } } }",  # one has no speaker, and must have
        '{ nodes(ids: ["state-isr", "pos-1", "state-isr"]) { __typename id label } }',
        '{ nodes(ids: ["state-isr", "state-usaa"]) { id } }',
        "{ nodes(ids: []) { id } }",
        '{ state(id: "state-usaa") { id } }',  # nothing is called so: hints come near it
        '{ states(where: {isoCode3: {eq: "ISRA"}}) { totalCount } }',  # hints tell why it is empty
        '{ position(id: "pos-1") { __typename id iri label(lang: ["fr"]) stance from } }',
        "{ a: states { nodes { id } } b: concepts { groups(by: notation) { key count } } }",
    ],
)
def test_the_answer_is_that_of_the_engine(indexed, answering, query):
    assert responded(indexed(), query) == responded(answering, query)


def test_a_list_within_that_is_cut_in_silence_is_told_alike(
    schema, house, graph, select_on, tmp_path
):
    """No state of the small house has said more than twenty things."""
    store = px.Store()
    store.extend(graph)
    for number in range(20):
        position = px.NamedNode(f"{AVD}pos-more-{number}")
        of_class = [px.NamedNode(AV + name) for name in ("Record", "Position", "Statement")]
        said = [(px.NamedNode(RDF_TYPE), each) for each in of_class]
        said.append((px.NamedNode(f"{AV}speaker"), px.NamedNode(f"{AVD}state-isr")))
        store.extend(px.Quad(position, *pair) for pair in said)
    query = '{ state(id: "state-isr") { said: ownStatements { nodes { id } } } }'
    readers = indexed_in(tmp_path, house, store), SparqlReader(house, select_on(store))
    for each in readers:
        answer = responded(Service(schema._schema, house, each, Limits()), query)
        (hint,) = answer["extensions"]["hints"]
        assert hint["message"].startswith("`said` goes on behind the first 20")


def test_an_answer_may_hold_no_more_values_than_are_allowed(indexed, reader):
    """Counted as `Renderer` counts them: a node as often as it stands in the answer."""
    plan, least = indexed().plan(Request(STATES, None, {})), 0
    facts = asyncio.run(fetch(plan, reader, reader.contract))
    for most in range(200):
        renderer = Renderer(facts, most)
        try:
            renderer.data(plan)
        except Refusal:
            least = most + 1
    with pytest.raises(Refusal, match=f"The answer holds more than {least - 1} values"):
        DirectAnswer(Bound(reader), least - 1).data(plan, {})
    assert DirectAnswer(Bound(reader), least).data(plan, {})


def test_the_questions_that_would_be_asked_of_an_engine_are_told(indexed, answering, select):
    request = Request(STATES, None, {}, shows_sparql=True)
    told = orjson.loads(asyncio.run(indexed().respond(request)))["extensions"]["sparql"]
    asyncio.run(answering.answer(request))
    assert told == select.asked


def test_a_large_answer_does_not_hold_up_the_loop(indexed, monkeypatch):
    """It is made in another thread."""
    monkeypatch.setattr("api.graphql.service.AT_ONCE", 1)
    service = indexed()

    async def beside():
        ticks = 0
        answer = asyncio.ensure_future(service.respond(Request(STATES, None, {})))
        while not answer.done():
            await asyncio.sleep(0)
            ticks += 1
        return ticks, orjson.loads(answer.result())

    ticks, answer = asyncio.run(beside())
    assert ticks > 1
    assert answer == responded(service, STATES)
