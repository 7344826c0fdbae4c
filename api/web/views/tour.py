"""A way through one story in five steps, each a page of its own, for who is here the first time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PARAMETER: Final = "tour"
PATH: Final = "/tour"


@dataclass(frozen=True)
class Step:
    """A page of the tour: what it is about, what to look at there, and its address."""

    number: int
    title: str
    told: str
    path: str
    place: str = ""

    @property
    def address(self) -> str:
        """The page, which then says that it is this step."""
        return f"{self.path}?{PARAMETER}={self.number}{self.place}"


STEPS: Final = (
    Step(
        1,
        "A claim is not a fact",
        "In March 2025 a news item said that allies were considering sharing less intelligence "
        "with the United States. This is one of its claims. The band above its text shows its "
        "status: how many voices are for it, how many against, and since when.",
        "/id/prop-isr-reduce",
    ),
    Step(
        2,
        "Each position has a holder",
        "The table says who asserts the claim and who denies it, day by day, with the words in "
        "which each did. Whoever is named without a recorded position is named as such: to say "
        "nothing is not to deny.",
        "/id/prop-isr-reduce",
        "#positions",
    ),
    Step(
        3,
        "Each line was read somewhere",
        "The small numbers lead to the document in which a line was read. This is one of them: "
        "what it says, claim by claim, and who says it.",
        "/id/doc-yeshiva-world-2025-03-06",
    ),
    Step(
        4,
        "Reports go back to an origin",
        "The news item repeats another report, and so do others. However many repeat it, it is "
        "one origin; this page also says whether a curator has read it.",
        "/id/doc-nbc-news-allies",
    ),
    Step(
        5,
        "The whole story, as of any day",
        "All claims of the story beside everyone who spoke about them. Choose another day above to "
        "see what was known then.",
        "/id/epi-nbc-2025",
    ),
)


@dataclass(frozen=True)
class Standing:
    """Where a reader on the tour is; `onward` is the address of the next step, or of the end."""

    step: Step
    of: int
    onward: str


def standing(path: str, given: str) -> Standing | None:
    """The step that a page is when its address says so, None for all others."""
    step = next((each for each in STEPS if str(each.number) == given and each.path == path), None)
    if not step:
        return None
    onward = STEPS[step.number].address if step.number < len(STEPS) else f"{PATH}#further"
    return Standing(step, len(STEPS), onward)
