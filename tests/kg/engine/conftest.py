"""What the tests of this room share."""

import gc
import signal
from collections.abc import Callable, Iterator

import pytest

from tests.kg.engine.running import Running


@pytest.fixture
def within() -> Iterator[Callable[[float], None]]:
    """Sets the processor seconds within which the test must end.

    What other tests left in memory is frozen, as a service freezes what it has read.
    """
    gc.freeze()

    def ring(*_: object) -> None:
        raise AssertionError("it takes too long")

    before = signal.signal(signal.SIGVTALRM, ring)
    yield lambda seconds: signal.setitimer(signal.ITIMER_VIRTUAL, seconds) and None
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
    gc.unfreeze()


@pytest.fixture
def forker() -> Iterator[Running]:
    running = Running()
    yield running
    assert running.stop() == ""
