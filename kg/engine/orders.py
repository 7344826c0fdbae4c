"""Ordering workers from the forker."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable

from kg.engine.forker import ORDER, PID
from kg.engine.handle import Worker
from kg.errors import Unavailable

Delivery = asyncio.Future[Worker]


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
                "No worker is available: the process that starts workers has ended."
            ) from error
        self._waiting.append(delivery)
        return await delivery

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
            worker = Worker(pid, connection)
        except ProcessLookupError:
            connection.close()
            delivery.set_exception(Unavailable("The worker ended as it began; ask again."))
            return
        if delivery.cancelled():
            worker.kill()
        else:
            delivery.set_result(worker)

    def _forker_gone(self) -> None:
        asyncio.get_running_loop().remove_reader(self._control)
        while self._waiting:
            self._waiting.popleft().set_exception(
                Unavailable("No worker is available: the process that starts workers has ended.")
            )
        self._on_gone()
