"""Every refusal has one outward shape."""

import json

import pytest

from api.representation.problems import STATUS, problem
from api.representation.request import ClientGone
from kg.errors import AskError, BadQuery, Unavailable


def test_every_refusal_that_an_asker_can_meet_has_a_status() -> None:
    assert set(AskError.__subclasses__()) - {ClientGone} == set(STATUS)


def test_a_syntax_error_has_its_place_as_members() -> None:
    told = json.loads(bytes(problem(BadQuery("met “}”", 3, 7)).body))
    assert (told["status"], told["line"], told["column"]) == (400, 3, 7)
    assert told["detail"] == "line 3, column 7: met “}”"


def test_who_is_turned_away_for_a_moment_hears_when_to_come_back() -> None:
    assert problem(Unavailable("stopping")).headers["retry-after"] == "1"


@pytest.mark.parametrize("refusal", sorted(STATUS, key=lambda kind: kind.__name__))
def test_the_shape_is_that_of_rfc_9457(refusal: type[AskError]) -> None:
    response = problem(refusal("a sentence"))
    told = json.loads(bytes(response.body))
    assert response.media_type == "application/problem+json"
    assert set(told) == {"type", "title", "status", "detail"}
    assert told["status"] == response.status_code
