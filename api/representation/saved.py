"""Under which name an answer is saved."""

from kg.terms import brief


def saved_as(identity: str, ending: str) -> str:
    """A file's name, with the beginning of the snapshot's id; `ending` comes without its dot."""
    return f"averment-{brief(identity)}.{ending}"
