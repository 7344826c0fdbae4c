"""Numbers of records: counted on from the highest that was ever given."""

import re

from kg.desk.known import Known


def next_number(known: Known, stem: str) -> int:
    """The number after the highest of `<stem>-<n>`, 1 where there is none."""
    numbered = re.compile(rf"{re.escape(stem)}-([0-9]{{1,3}})")
    found = (numbered.fullmatch(slug) for slug in known.taken)
    return max((int(match[1]) for match in found if match), default=0) + 1
