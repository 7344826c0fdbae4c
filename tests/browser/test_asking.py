"""A new reader comes to an answer with few clicks and keys: six journeys, on the small world."""

import pytest
from playwright.sync_api import Page

from tests.browser import journeys
from tests.browser.journeys import Hand

pytestmark = pytest.mark.long

SHARED = ("United Kingdom", "United States", "1956-06-01", "UKUSA Agreement")


@pytest.fixture
def hand(page: Page) -> Hand:
    return Hand(page)


def test_whether_a_position_is_known(hand: Hand) -> None:
    journeys.position_in_report(hand, "Australia")
    assert (hand.clicks, hand.keys) <= (3, 13)


def test_how_many_origins_a_claim_has(hand: Hand) -> None:
    journeys.origins_of_claim(hand, "israel consider", "Israel is considering reducing")
    assert (hand.clicks, hand.keys) <= (1, 17)


def test_a_chart_is_shared_by_its_link(hand: Hand) -> None:
    journeys.shared_chart(hand)
    assert hand.clicks <= 6
    assert hand.keys <= 90


def test_a_query_is_written_by_completion(hand: Hand) -> None:
    journeys.shared_by_completion(hand, *SHARED)
    assert hand.clicks <= 2
    assert hand.keys <= 90


def test_the_same_is_asked_by_choices(hand: Hand) -> None:
    journeys.shared_by_choices(hand, *SHARED)
    assert hand.clicks <= 21
    assert hand.keys <= 30


def test_a_query_that_takes_too_much_is_narrowed(hand: Hand, expected: list[str]) -> None:
    """Time or memory: which of them runs out first says how fast the machine is."""
    expected.append(r"status of (422|504)")
    journeys.narrowed_until_it_answers(hand)
    assert hand.clicks <= 3
