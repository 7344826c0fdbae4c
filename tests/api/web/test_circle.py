"""The circle of states is the same for the same ties, and puts those side by side that are tied."""

from api.web.views.circle import RADIUS, SIZE, circle
from kg.ask.describe import Ref, Tie

A, B, C, D = (Ref(f"x:{name}", name) for name in "ABCD")
TIES = (Tie(A, B, 5), Tie(C, D, 3), Tie(B, C, 2))


def test_states_stand_beside_those_that_they_are_tied_to_most():
    assert [node.ref.label for node in circle(TIES).nodes] == ["B", "A", "C", "D"]


def test_the_same_ties_give_the_same_picture_in_whatever_order_they_come():
    turned = circle(tuple(reversed(TIES)))
    assert [(node.ref, node.x, node.y) for node in turned.nodes] == [
        (node.ref, node.x, node.y) for node in circle(TIES).nodes
    ]


def test_each_state_knows_its_ties_and_a_line_is_the_wider_the_more_they_have_in_common():
    drawn = circle(TIES)
    assert {node.ref.label: node.curves for node in drawn.nodes} == {
        "B": (0, 2), "A": (0,), "C": (1, 2), "D": (1,),
    }  # fmt: skip
    assert [curve.width for curve in drawn.curves] == [3.0, 2.0, 1.5]


def test_names_begin_at_the_rim_and_read_from_left_to_right():
    drawn = circle(TIES)
    top, right, _, left = drawn.nodes
    assert top.y < SIZE / 2 - RADIUS
    assert (right.anchor, right.turn.split("(")[1].split()[0]) == ("start", "0.0")
    assert (left.anchor, left.turn.split("(")[1].split()[0]) == ("end", "360.0")


def test_without_ties_nothing_is_drawn():
    assert circle(()).nodes == ()
