"""Real workers: how a long question makes room, who waits, and when all of it ends."""

import asyncio
import json
import os
import signal
import time
from contextlib import aclosing

import pytest

from kg.engine import Question, examine
from kg.engine.embedded import EmbeddedEngine
from kg.engine.orders import Orders
from kg.engine.pool import Limits
from kg.errors import DeadlinePassed, Unavailable
from tests.kg.engine.running import COUNT, ENDLESS, FIRST, LONG, Running, run, settled, whole


def test_at_the_deadline_the_question_ends_and_the_next_one_is_answered(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        began = time.monotonic()
        with pytest.raises(DeadlinePassed, match="Ended after 1 s, waiting included"):
            await whole(made, ENDLESS)
        assert 0.9 < time.monotonic() - began < 5
        assert (
            json.loads(await whole(made, COUNT))["results"]["bindings"][0]["n"]["value"] == "2000"
        )
        await settled(lambda: len(forker.children()) == 1)

    run(forker, test, 1)


def test_waiting_counts_towards_the_deadline(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        began = time.monotonic()
        answers = await asyncio.gather(
            whole(made, ENDLESS), whole(made, COUNT), whole(made, COUNT), return_exceptions=True
        )
        assert time.monotonic() - began < 6
        assert isinstance(answers[0], DeadlinePassed)
        assert all(isinstance(answer, (DeadlinePassed, bytes)) for answer in answers[1:])
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"

    run(forker, test, 2)


def test_a_reader_that_stalls_is_left_at_the_deadline(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        stalled = await made.ask(Question(examine(LONG), "csv"))
        assert (await anext(stalled)).startswith(b"a,b,c,")
        await asyncio.sleep(1.2)
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        with pytest.raises(DeadlinePassed):
            async for _ in stalled:
                pass
        assert not stalled.whole

    run(forker, test, 1)


def test_a_long_question_holds_up_no_quick_one(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        long = [asyncio.create_task(whole(made, ENDLESS)) for _ in range(4)]
        for _ in range(20):
            assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert not any(task.done() for task in long)
        ended = await asyncio.gather(*long, return_exceptions=True)
        assert all(isinstance(error, DeadlinePassed) for error in ended)

    run(forker, test, 4)


def test_a_question_that_the_machine_keeps_waiting_is_no_long_one(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        (worker,) = forker.children()
        os.kill(worker, signal.SIGSTOP)
        kept = asyncio.create_task(whole(made, FIRST, "csv"))
        await asyncio.sleep(0.4)
        os.kill(worker, signal.SIGCONT)
        assert await kept == b"o\r\n1\r\n"
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert forker.children() == [worker]

    run(forker, test, 10)


def test_a_long_question_gives_way_once_another_is_asked(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        long = asyncio.create_task(whole(made, ENDLESS))
        await settled(lambda: len(forker.children()) == 2)
        first, spare = sorted(forker.children())
        assert os.sched_getscheduler(first) == os.SCHED_OTHER
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert os.sched_getscheduler(first) == os.SCHED_IDLE
        assert os.sched_getscheduler(spare) == os.SCHED_OTHER
        assert sorted(forker.children()) == [first, spare]
        long.cancel()

    run(forker, test, 30)


def test_a_long_question_is_told_when_too_many_run(forker: Running) -> None:
    async def test() -> None:
        orders = Orders(forker.control.dup(), lambda: None)
        made = EmbeddedEngine(orders, Limits(deadline=3, long=1))
        first = asyncio.create_task(whole(made, ENDLESS))
        await asyncio.sleep(0.5)
        with pytest.raises(Unavailable, match="Too many long questions"):
            await whole(made, ENDLESS)
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        with pytest.raises(DeadlinePassed):
            await first
        await made.close()

    asyncio.run(test())


def test_who_would_wait_behind_too_many_is_told(forker: Running) -> None:
    async def test() -> None:
        orders = Orders(forker.control.dup(), lambda: None)
        made = EmbeddedEngine(orders, Limits(deadline=10, waiting=1))
        answers = await asyncio.gather(
            *(whole(made, COUNT) for _ in range(5)), return_exceptions=True
        )
        refused = [answer for answer in answers if isinstance(answer, Unavailable)]
        assert len(refused) == 2
        assert "Too many queries are waiting" in str(refused[0])
        await made.close()

    asyncio.run(test())


def test_who_stops_waiting_as_its_turn_comes_leaves_the_turn_to_others(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        first, second = await made._pool.take(), await made._pool.take()
        waiting = asyncio.create_task(made._pool.take())
        await asyncio.sleep(0)
        waiting.cancel()
        made._pool.give_back(first, usable=True)
        with pytest.raises(asyncio.CancelledError):
            await waiting
        made._pool.give_back(second, usable=True)
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"

    run(forker, test, 10)


def test_a_question_may_be_given_less_time(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        with pytest.raises(DeadlinePassed, match=r"Ended after 0\.5 s"):
            await made.ask(Question(examine(ENDLESS), "json", seconds=0.5))

    run(forker, test, 30)


def test_leaving_an_answer_early_frees_the_engine(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        async with aclosing(await made.ask(Question(examine(LONG), "csv"))) as left:
            await anext(left)
        began = time.monotonic()
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert time.monotonic() - began < 5

    run(forker, test, 30)
