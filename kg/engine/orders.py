"""Ordering workers from the forker, and holding what was ordered."""

import asyncio
import os
import signal
import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from kg.engine.forker import ORDER, PID
from kg.engine.frames import HEADER, Frame, packed_question
from kg.engine.protocol import Question
from kg.errors import OutOfResources, Unavailable

Delivery = asyncio.Future[tuple[int, socket.socket]]


class Worker:
    """A worker process as seen from the web process that ordered it."""

    def __init__(
        self, pidfd: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._pidfd = pidfd
        self._reader = reader
        self._writer = writer

    def ask(self, question: Question) -> None:
        """Sends a question; its answer is read with `frame`."""
        self._writer.write(packed_question(question))

    async def frame(self) -> tuple[Frame, bytes]:
        """The next frame of the answer.

        Raises:
            OutOfResources: the worker has ended.
        """
        try:
            kind, length = HEADER.unpack(await self._reader.readexactly(HEADER.size))
            return Frame(kind), await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise OutOfResources(
                "The question ended its worker: it took more memory or nested deeper than "
                "allowed. Ask for less at a time."
            ) from error

    def kill(self) -> None:
        """Ends the process, whatever it is doing; who waits for a frame is told at once."""
        _kill(self._pidfd)
        self._writer.transport.abort()


class Orders:
    """Orders workers over the control socket of one web process."""

    def __init__(self, control: socket.socket, on_gone: Callable[[], None]) -> None:
        self._control = control
        self._on_gone = on_gone
        self._waiting: deque[Delivery] = deque()
        control.setblocking(False)
        asyncio.get_running_loop().add_reader(control, self._delivered)

    async def worker(self) -> Worker:
        """A fresh worker.

        Raises:
            Unavailable: the forker has gone, or the worker ended as soon as it began.
        """
        delivery: Delivery = asyncio.get_running_loop().create_future()
        try:
            self._control.send(ORDER)
        except OSError as error:
            raise Unavailable(
                "No worker can be had at the moment: nobody is left to start one."
            ) from error
        self._waiting.append(delivery)
        pidfd, connection = await delivery
        return Worker(pidfd, *await asyncio.open_unix_connection(sock=connection))

    def close(self) -> None:
        """Hangs up; the forker then kills what was ordered here. May be called twice."""
        if self._control.fileno() < 0:
            return
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()

    def _delivered(self) -> None:
        try:
            message, descriptors, _, _ = socket.recv_fds(self._control, PID.size, 1)
        except ConnectionError:
            message, descriptors = b"", []
        if message:
            self._hand_over(PID.unpack(message)[0], socket.socket(fileno=descriptors[0]))
        else:
            self._forker_gone()

    def _hand_over(self, pid: int, connection: socket.socket) -> None:
        delivery = self._waiting.popleft()
        try:
            pidfd = os.pidfd_open(pid)
        except ProcessLookupError:
            connection.close()
            delivery.set_exception(Unavailable("The worker ended as it began; ask again."))
            return
        if delivery.cancelled():
            _kill(pidfd)
            connection.close()
        else:
            delivery.set_result((pidfd, connection))

    def _forker_gone(self) -> None:
        asyncio.get_running_loop().remove_reader(self._control)
        while self._waiting:
            self._waiting.popleft().set_exception(
                Unavailable("No worker can be had at the moment: nobody is left to start one.")
            )
        self._on_gone()


def _kill(pidfd: int) -> None:
    with suppress(ProcessLookupError):
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    os.close(pidfd)
