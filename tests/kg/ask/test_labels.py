"""Labels of what stands in an answer, with the marks that say what it is."""

import asyncio

from kg.ask import describe
from kg.terms import AVD
from tests.kg.ask.test_describe import CONTRACT, small


def test_a_fact_is_labelled_with_its_present_status():
    fact = f"{AVD}mem-a"
    select = small(
        "avd:mem-a a av:StructuralFact ; av:label 'a' ; av:currentStatus avc:status-ended ."
    )
    known = asyncio.run(describe.labels(select, CONTRACT, [fact]))[fact]
    assert (known.record, known.standing, known.status) == ("fact", "ended", "")
