"""What a body came from and what came of it, as a tree."""

from api.web.views.lineage import Body, tree
from kg.ask import describe
from tests.kg.ask.test_describe import run, small

BODIES = (
    "".join(f'avd:{name} av:label "{name.upper()}" .\n' for name in "abcdx")
    + """
avd:c av:succeeds avd:a , avd:b . avd:d av:succeeds avd:c . avd:x av:succeeds avd:x .
"""
)


def drawn(name: str) -> str:
    here = f"https://w3id.org/averment/id/{name}"
    found = run(describe.lineage(small(BODIES), here))
    return " ".join(map(shown, tree(found, here)))


def shown(body: Body) -> str:
    name = body.ref.label + "*" * body.here + "+" * body.again
    return f"{name}({' '.join(map(shown, body.later))})" if body.later else name


def test_what_two_bodies_became_stands_beneath_both_and_its_own_successors_once():
    assert drawn("c") == "A(C*(D)) B(C*+)"
    assert drawn("d") == "A(C(D*)) B(C+)"
    assert drawn("a") == "A*(C(D)) B(C+)"


def test_a_circle_is_entered_once():
    assert drawn("x") == "X*(X*+)"
