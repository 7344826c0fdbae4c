"""The rule that outsiders run for dates finds what the gate computes, in two engines."""

import re
from collections.abc import Iterable

import pyoxigraph as px
import pytest
from rdflib import Graph

from kg.gate.compute import BOUNDS
from kg.gate.dates import bounds
from kg.terms import AV
from tests.kg.gate.test_dates import NOT_READ, READ
from tests.ontology.merged import ONTOLOGY, ROOT

RULE = (ONTOLOGY / "rules/00-bounds.rq").read_text("utf-8").replace("INSERT", "CONSTRUCT", 1)
CURATED = {
    date
    for path in (ROOT / "kg/data").rglob("*.ttl")
    for date in re.findall(r'av:(?:edtf|dateGiven) "([^"]+)"', path.read_text("utf-8"))
}
ENDS_FIRST = {"1956/1948", "[1956..1948]"}
Found = set[tuple[str, str, str]]


def dated(dates: Iterable[str]) -> str:
    return "".join(f'<urn:date:{n}> <{AV}edtf> "{d.strip()}" .\n' for n, d in enumerate(dates))


def by_oxigraph(lines: str) -> Found:
    store = px.Store()
    store.load(lines.encode(), format=px.RdfFormat.N_TRIPLES)
    found = store.query(RULE)
    assert isinstance(found, px.QueryTriples)
    return {(t.subject.value, t.predicate.value, t.object.value) for t in found}


def by_rdflib(lines: str) -> Found:
    found = Graph().parse(data=lines, format="nt").query(RULE)
    return {(str(s), str(p), str(o)) for s, p, o in found}


def by_gate(dates: Iterable[str]) -> Found:
    found = set()
    for number, date in enumerate(dates):
        read = bounds(date)
        days = (read.earliest_start, read.latest_start, read.earliest_end, read.latest_end)
        for name, day in zip(BOUNDS, days, strict=True):
            if day:
                found.add((f"urn:date:{number}", f"{AV}{name}", day.isoformat()))
    return found


@pytest.mark.parametrize("engine", [by_oxigraph, by_rdflib])
def test_the_rule_reads_every_form_of_date_as_the_gate_does(engine):
    assert engine(dated(READ)) == by_gate(READ)


def test_the_rule_reads_every_curated_date_as_the_gate_does():
    dates = sorted(CURATED)
    assert len(dates) > 1000
    assert by_oxigraph(dated(dates)) == by_gate(dates)


def test_the_rule_bounds_no_date_that_the_gate_cannot_read():
    """But for those that end before they begin, which a shape refuses by their bounds."""
    unread = [date for date in NOT_READ if date not in ENDS_FIRST and date == date.strip()]
    assert by_oxigraph(dated(unread)) == set()
    assert len(by_oxigraph(dated(ENDS_FIRST))) == 6
