"""A worker process as seen from the web process that ordered it."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kg.engine.frames import PIECE, Frame, FrameBuffer, packed_question

if TYPE_CHECKING:
    import socket

    from kg.engine.protocol import Question

READ: Final = 4 * PIECE


class WorkerEnded(Exception):
    """The worker is gone, and with it the rest of its answer."""


class Worker:
    """Sends questions to a worker and reads its answers, without a task or stream of its own.

    What it answers is read as far as somebody waits for it; a frame that nobody has taken stops
    the reading, and a full socket then stops the worker.
    """

    def __init__(self, pid: int, connection: socket.socket) -> None:
        """Raises ProcessLookupError where the process has ended already."""
        self._clock = processor_clock(pid)
        self._pidfd = os.pidfd_open(pid)
        self._pid = pid
        self._connection = connection
        connection.setblocking(False)
        self.ended = False
        self._asked_at = 0.0
        self._has_sunk = False
        self._loop = asyncio.get_running_loop()
        self._buffer = FrameBuffer()
        self._frames: deque[tuple[Frame, bytes]] = deque()
        self._waiting: asyncio.Future[tuple[Frame, bytes]] | None = None
        self._unsent = b""
        self._reading = False
        self._read_on()

    def ask(self, question: Question) -> None:
        """Sends a question; its answer is read with `frame`.

        Raises:
            WorkerEnded: the worker has ended while nobody asked it.
        """
        if self.ended:
            raise WorkerEnded
        self._asked_at = self._processor_time()
        self._unsent = packed_question(question)
        self._write()
        if self._unsent:
            self._loop.add_writer(self._connection, self._write_rest)

    async def frame(self) -> tuple[Frame, bytes]:
        """The next frame of the answer.

        Raises:
            WorkerEnded: it will not come.
        """
        if self._frames:
            return self._frames.popleft()
        if self.ended:
            raise WorkerEnded
        self._read_on()
        self._waiting = self._loop.create_future()
        try:
            return await self._waiting
        finally:
            self._waiting = None

    @property
    def works(self) -> bool:
        """Whether its answer is waited for, and not the other way round."""
        return self._waiting is not None

    def spent(self) -> float:
        """Seconds of processor time since it was asked."""
        return self._processor_time() - self._asked_at

    def sink(self) -> None:
        """From now on it only gets the time that nothing else wants.

        Nobody without privileges can take that back, so it is for a worker's last question.
        """
        if self._has_sunk:
            return
        self._has_sunk = True
        with suppress(ProcessLookupError, PermissionError):
            os.sched_setscheduler(self._pid, os.SCHED_IDLE, os.sched_param(0))

    def kill(self) -> None:
        """Ends the process, whatever it is doing; whoever waits for a frame is told at once."""
        if self._pidfd >= 0:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            os.close(self._pidfd)
            self._pidfd = -1
        self._end()

    def _processor_time(self) -> float:
        try:
            return time.clock_gettime(self._clock)
        except OSError as error:  # the process has ended
            self.kill()
            raise WorkerEnded from error

    def _write(self) -> None:
        try:
            sent = self._connection.send(self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError as error:
            self.kill()
            raise WorkerEnded from error
        self._unsent = self._unsent[sent:]

    def _write_rest(self) -> None:
        with suppress(WorkerEnded):
            self._write()
            if not self._unsent:
                self._loop.remove_writer(self._connection)

    def _read_on(self) -> None:
        if not self._reading:
            self._reading = True
            self._loop.add_reader(self._connection, self._readable)

    def _pause(self) -> None:
        if self._reading:
            self._reading = False
            self._loop.remove_reader(self._connection)

    def _readable(self) -> None:
        try:
            content = self._connection.recv(READ)
        except BlockingIOError:
            return
        except OSError:
            content = b""
        if not content:
            self.kill()
            return
        self._buffer.feed(content)
        while frame := self._buffer.take():
            self._frames.append(frame)
        if self._frames and self._waiting and not self._waiting.done():
            self._waiting.set_result(self._frames.popleft())
        if self._frames:
            self._pause()

    def _end(self) -> None:
        if self.ended:
            return
        self.ended = True
        self._pause()
        self._loop.remove_writer(self._connection)
        self._connection.close()
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(WorkerEnded())


def processor_clock(pid: int) -> int:
    """The clock of another process's processor time (POSIX.1-2024, `clock_getcpuclockid`).

    Raises:
        ProcessLookupError: there is no such process.
    """
    clock = ctypes.c_int()
    if failure := ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock)):
        raise OSError(failure, os.strerror(failure))
    return clock.value
