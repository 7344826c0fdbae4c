"""Pages are told the same of things, whether their nodes are read by SPARQL or from the index."""

import asyncio
from functools import partial

import pytest

from kg.ask import describe
from kg.index import IndexPageReader
from kg.terms import AVD

THINGS = f"""SELECT ?s (GROUP_CONCAT(DISTINCT STR(?t)) AS ?of) {{
  ?s a ?t FILTER(STRSTARTS(STR(?s), "{AVD}")) }} GROUP BY ?s ORDER BY ?s"""
DAYS = {
    "latest": describe.LATEST,
    "on a day": describe.Days(as_of="2025-03-06"),
    "as far as known": describe.Days(as_of="2025-03-06", known_at="2025-03-07"),
}


@pytest.fixture(scope="module")
def things(world) -> dict[str, str]:
    """The classes of each thing of the wider world, citations and derived things included."""
    found = world.query(THINGS, use_default_graph_as_union=True)
    return {row["s"].value.removeprefix(AVD): row["of"].value for row in found}


@pytest.fixture(scope="module")
def differing(select, contract, records):
    """Which things are told otherwise from the index."""
    from_index = partial(IndexPageReader, records)

    async def differing(slugs, days, part):
        for slug in slugs:
            asked = select, contract, slug, days, part
            if await describe.thing(*asked) != await describe.thing(*asked, reading=from_index):
                yield slug

    async def every(slugs, days, part):
        return [slug async for slug in differing(slugs, days, part)]

    return lambda slugs, days=describe.LATEST, part=describe.WHOLE: asyncio.run(
        every(slugs, days, part)
    )


def test_a_thing_of_each_class_is_told_alike(differing, things):
    one_of_each = {of: slug for slug, of in things.items()}.values()
    assert len(one_of_each) > 30
    assert differing(one_of_each) == []


@pytest.mark.parametrize(
    "name", ["statements", "claims", "events", "states", "participant", "tenures"]
)
def test_the_rest_of_a_list_is_told_alike(differing, name):
    slugs = ("state-usa", "agency-nld-aivd", "partnership-five-eyes", "org-bbc", "nothing")
    assert [differing(slugs, part=describe.Slice(name, skip)) for skip in (0, 2, 500)] == [[]] * 3


def test_who_headed_an_agency_is_told_the_last_first(select, contract, records):
    reading = partial(IndexPageReader, records)
    aivd = asyncio.run(describe.thing(select, contract, "agency-nld-aivd", reading=reading))
    (group,) = (group for group in aivd.facts if group.name == "tenures")
    heads = [
        end.ref.label for f in group.listing.items for end in f.ends if end.name == "incumbent"
    ]
    assert (group.title, heads) == ("Headed by", ["Erik Akerboom", "Rob Bertholee"])


@pytest.mark.long
@pytest.mark.parametrize("days", DAYS.values(), ids=DAYS)
def test_every_thing_is_told_alike(differing, things, days):
    assert differing(things, days) == []
