"""Pages are measured where they are the same, whichever way they are read."""

import asyncio

import pytest

from bench.html import INDEX, SPARQL, InProcess, Service, chosen, side_by_side, table
from kg.publish.history import Published

pytestmark = pytest.mark.long


def test_pages_are_measured_both_ways_and_told_in_a_table(snapshot, store):
    by_chance, largest = chosen(store, 3)
    assert len(by_chance) == 3
    assert "state-isr" in largest
    services = {
        name: Service(Published(snapshot), InProcess(store, is_remote=name == SPARQL))
        for name in (INDEX, SPARQL)
    }
    found = asyncio.run(side_by_side(services, [*largest, *by_chance], 1))
    assert all(0 < each[SPARQL].asked < each[SPARQL].took for each in found.values())
    assert all(each[INDEX].asked < each[SPARQL].asked for each in found.values())
    lines = list(table(found, largest))
    assert lines[1].split()[0] == largest[0]
    assert lines[-1].startswith("slowest of ")
