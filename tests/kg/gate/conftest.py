"""What the gate's tests share."""

from pathlib import Path

import pytest

from kg.gate.check import check
from kg.gate.findings import Finding


@pytest.fixture(scope="session")
def before(root: Path) -> list[Finding]:
    """What the gate says of the checkout as it is."""
    return check(root)[1]
