"""The page of a comparison: what differs first, and an address for all that it was asked with."""

from urllib.parse import parse_qsl

from api.web.views import comparison
from kg.ask.describe import Compared, Days, Ref
from kg.ask.describe.comparison import Row

ONE, OTHER = Ref("x:one", "One"), Ref("x:other", "Other")
ALIKE = Compared("values", "What is recorded", (Row(ONE, "a", "a"),), cut=False)
DIFFERING = Compared("claims", "Claims", (Row(ONE, "asserted", "contested"),), cut=False)


def shown(sides, *parts, **given) -> comparison.ComparisonPage:
    return comparison.build(comparison.read(given), sides, parts)


def test_what_differs_comes_before_what_is_alike():
    page = shown(((ONE, Days()), (OTHER, Days())), ALIKE, DIFFERING)
    assert [part.heading for part in page.parts] == ["Claims", "What is recorded"]


def test_columns_tell_the_days_and_by_which_reports():
    seen = Days("2025-03-06", "2025-03-07")
    assert shown(((ONE, seen), (ONE, Days()))).columns == (
        "6 Mar 2025, by reports until 7 Mar 2025",
        "now",
    )
    assert shown(((ONE, seen), (OTHER, Days()))).columns == (
        "One, 6 Mar 2025, by reports until 7 Mar 2025",
        "Other",
    )


def test_a_part_is_shown_whole_at_an_address_that_keeps_what_was_asked():
    given = {"one": "a", "on": "2025-03-06", "knownAt": "2025-03-07", "thenKnownAt": "2025-03-08"}
    address = comparison.read(given).at("claims")
    assert dict(parse_qsl(address.partition("?")[2])) == given | {"part": "claims"}
