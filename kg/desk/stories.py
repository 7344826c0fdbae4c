"""How far in time a day is from the reports of each story."""

from datetime import date
from typing import Final

from kg.desk.held import days
from kg.desk.known import Known
from kg.terms import NO_END, NO_START

STORY: Final = "inEpisode"


def days_apart(known: Known, day: date) -> dict[str, int]:
    """For each story that has dated reports, how many days lie between a day and the nearest."""
    apart: dict[str, int] = {}
    for document in known.members("Report"):
        stories = known.values(document, STORY)
        for dated in known.values(document, "edtf") if stories else ():
            ends = [date.fromisoformat(end) for end in days(dated) if end not in (NO_START, NO_END)]
            for far in (abs((day - end).days) for end in ends):
                for story in stories:
                    apart[story] = min(far, apart.get(story, far))
    return apart
