"""The ontology's pages from small values: counts in words, names, and terms that are given up."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from api.web.render import Renderer
from api.web.views import links, ontology
from api.web.views.ontology_picture import picture
from kg.ask import describe
from kg.contract import contract_of
from kg.contract.reference import (
    Change,
    Concept,
    Expectation,
    File,
    Module,
    Reference,
    Scheme,
    ShapeSummary,
    Term,
)

AV = "https://w3id.org/averment/ns#"
CONCEPT = "https://w3id.org/averment/concept/"
THING = Term(
    iri=f"{AV}Thing", name="Thing", kind="class", module="core", labels={"en": "thing"},
    definition="What is.", examples=(), counter_examples=(), notes=(), status="stable",
    wider=(), narrower=(), domains=(), ranges=(), inverses=(), disjoint=(),
    characteristics=(), deprecated=False, successors=(), changes=(),
)  # fmt: skip
OLD = replace(
    THING, iri=f"{AV}weighs", name="weighs", kind="data property", labels={"en": "<b>weighs</b>"},
    deprecated=True, successors=(f"{AV}mass",), changes=("Mass is what was meant.",),
)  # fmt: skip
CONTRACT = contract_of(Path(__file__).parents[3] / "ontology")
LIES = Expectation(
    f"{AV}Thing", f"{AV}liesOn", False, 1, 0, (f"{AV}Thing",), False, "Thing.liesOn", "Thing"
)
RED = Concept(f"{CONCEPT}colour-red", "colour-red", {}, "Red.", (), "RED", "", (), False, ())
COLOUR = Scheme(f"{CONCEPT}colour", "colour", {}, "Colours.", True, (RED,), 1)
SHAPE = ShapeSummary("https://x/ThingShape", "ThingShape", "core", f"{AV}Thing", 1, 1, ())


def small(*terms: Term) -> Reference:
    core = Module("core", "https://w3id.org/averment/ontology/core", "Core", "", terms)
    file = File("module", "core", core.iri, "Core", "")
    return Reference({}, "0.1.0", (core,), (COLOUR,), (SHAPE,), (file,))


def shown(reference: Reference) -> str:
    page = dict(ontology.pages(reference))["/ontology/core"]
    return (
        Renderer("0" * 64, CONTRACT)
        .fixed(
            "ontology.html.j2",
            "/ns",
            page.iri,
            page=page,
            address_of=ontology.address,
            counted=ontology.count_in_words,
            formats=ontology.FORMATS,
            kinds=ontology.KINDS,
            use_of=partial(ontology.use, counts={f"{AV}Thing": 3}),
        )
        .decode()
    )


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (1, 1, "exactly one"), (2, 2, "exactly 2"), (0, 1, "at most one"), (0, 3, "at most 3"),
        (1, 0, "at least one"), (2, 0, "at least 2"), (2, 3, "2 to 3"), (0, 0, "any number"),
    ],
)  # fmt: skip
def test_counts_are_told_in_words(least: int, most: int, words: str) -> None:
    assert ontology.count_in_words(replace(LIES, least=least, most=most)) == words


def test_a_term_tells_since_when_it_is_there_and_what_changed() -> None:
    changed = replace(THING, history=(Change("0.1.0", "added"), Change("0.2.0", "wording")))
    assert "since 0.1.0, wording changed in 0.2.0" in shown(small(changed))
    assert "changed in" not in shown(small(replace(THING, history=(Change("0.1.0", "added"),))))


def test_a_term_that_is_given_up_names_its_successor() -> None:
    page = shown(small(THING, OLD))
    assert '<strong>Deprecated.</strong> Use <a href="/ns#mass">mass</a>.' in page
    assert "Mass is what was meant." in page
    assert "Deprecated" not in shown(small(THING))


def test_a_term_tells_how_often_it_is_used_and_leads_to_some_of_it() -> None:
    used = shown(small(THING))
    assert ">used 3 times</a>" in used
    assert "a+av%3AThing" in used
    assert "not used" in shown(small(OLD))


def test_labels_are_text_and_never_markup() -> None:
    assert "<b>weighs</b>" not in shown(small(OLD))


def test_a_required_link_is_drawn_and_told_in_the_table() -> None:
    lies = replace(THING, iri=f"{AV}liesOn", name="liesOn", kind="object property")
    drawn = picture(small(replace(THING, expectations=(LIES,)), lies))
    (panel,) = drawn.panels
    assert [row.is_link for row in panel.rows] == [False, True]
    assert (len(drawn.curves), len(drawn.links), drawn.classes) == (1, 1, 1)


def test_what_many_links_lead_to_stands_in_the_middle() -> None:
    lies = replace(THING, iri=f"{AV}liesOn", name="liesOn", kind="object property")
    expected = replace(LIES, of=f"{AV}Box")
    box = replace(THING, iri=f"{AV}Box", name="Box", expectations=(expected,))
    shape = replace(SHAPE, of=f"{AV}Box")
    other = Module("boxes", "https://w3id.org/averment/ontology/boxes", "Boxes", "", (box,))
    core = small(THING, lies).modules[0]
    reference = Reference({}, "0.1.0", (other, core), (), (SHAPE, shape), ())
    things, boxes = picture(reference).panels
    assert (things.title, boxes.title) == ("core", "boxes")
    assert boxes.x < things.x
    assert len(picture(reference).curves) == 1


@pytest.mark.parametrize("expected", [replace(LIES, least=0), replace(LIES, derived=True)])
def test_what_may_be_absent_or_is_derived_is_not_drawn(expected: Expectation) -> None:
    lies = replace(THING, iri=f"{AV}liesOn", name="liesOn", kind="object property")
    assert not picture(small(replace(THING, expectations=(expected,)), lies)).curves


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        (f"{AV}Position", "/ns#Position"),
        (f"{CONCEPT}stance-denies", "/concept/stance-denies"),
        ("https://w3id.org/averment/id/state-isr", "/id/state-isr"),
        ("https://example.org/else", "https://example.org/else"),
    ],
)
def test_terms_and_concepts_have_places_on_the_site(iri: str, address: str) -> None:
    assert links.local(iri) == address
    assert links.has_page(iri) is address.startswith("/")


def test_a_day_is_carried_to_things_only() -> None:
    days = describe.Days("2025-03-06", "2025-03-10")
    assert links.at("/id/state-isr", days) == "/id/state-isr?asOf=2025-03-06&knownAt=2025-03-10"
    assert links.at("/id/state-isr", describe.LATEST) == "/id/state-isr"
    assert links.at("/ns#Position", days) == "/ns#Position"
    state = "https://w3id.org/averment/id/state-isr"
    assert links.page(state, describe.Days("2025-03-06")) == "/id/state-isr?asOf=2025-03-06"
    assert links.page("https://example.org/else", days) == ""
