"""The process that opens a snapshot and forks workers from it: no event loop, no threads.

Each web process holds one end of a control socket. It writes one byte to order a worker, and
gets the worker's pid with one end of the worker's own socket. When a web process goes, its
workers are killed. The first process of the service is one of these, for the current snapshot;
`kg.engine.keeper` is one for any other.
"""

import os
import selectors
import signal
import socket
from collections.abc import Callable
from struct import Struct
from typing import Final

from kg.engine.dataset import Dataset
from kg.engine.worker import run

ORDER: Final = b"+"
PID: Final = Struct(">I")


def control_sockets() -> tuple[socket.socket, socket.socket]:
    """Both ends of a control socket."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def ended_child() -> int:
    """The pid of a child that has ended, 0 if there is none."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0]
    except ChildProcessError:
        return 0


class Forker:
    """Forks a worker for each order that arrives on a control socket."""

    def __init__(self, data: Dataset | None, memory: int) -> None:
        """Of a dataset, or of none where another engine answers: then who orders is hung up on.

        `memory` are the bytes that a worker may take beyond what the dataset takes.
        """
        self._data = data
        self._memory = memory
        self._selector = selectors.DefaultSelector()
        self._workers: dict[int, socket.socket] = {}
        self._controls: set[socket.socket] = set()

    @property
    def connected(self) -> bool:
        """Whether anybody is left who could order a worker."""
        return bool(self._controls)

    def connect(self) -> socket.socket:
        """A new control socket; the end returned goes to a web process."""
        ours, theirs = control_sockets()
        self.serve(ours)
        return theirs

    def serve(self, control: socket.socket) -> None:
        """Takes orders from one end of a control socket."""
        self._controls.add(control)
        self._selector.register(control, selectors.EVENT_READ, self._on_control)

    def watch_signals(self, react: Callable[[bytes], None], *numbers: signal.Signals) -> None:
        """Turns signals into bytes on a pipe, so that they are handled between two reactions."""
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(writing)
        for number in numbers:
            signal.signal(number, lambda *_: None)
        self._selector.register(
            reading, selectors.EVENT_READ, lambda _: react(os.read(reading, 1024))
        )

    def serve_once(self) -> None:
        """Waits until something happens, and reacts to it."""
        for key, _ in self._selector.select():
            key.data(key.fileobj)

    def reap(self, pid: int) -> bool:
        """Forgets a child that has ended; whether it was a worker."""
        return self._workers.pop(pid, None) is not None

    def close(self) -> None:
        """Kills all workers."""
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)

    def _on_control(self, control: socket.socket) -> None:
        try:
            ordered = control.recv(len(ORDER))
        except ConnectionResetError:
            ordered = b""
        if ordered and self._data:
            self._fork(control, self._data)
        else:
            self._hang_up(control)

    def _hang_up(self, control: socket.socket) -> None:
        self._selector.unregister(control)
        self._controls.discard(control)
        control.close()
        for pid, ordered_by in self._workers.items():
            if ordered_by is control:
                os.kill(pid, signal.SIGKILL)

    def _fork(self, control: socket.socket, data: Dataset) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        pid = os.fork()
        if pid == 0:
            self._become_worker(ours, data)
        ours.close()
        self._workers[pid] = control
        with theirs:
            try:
                socket.send_fds(control, [PID.pack(pid)], [theirs.fileno()])
            except OSError:  # the web process has gone, and its control socket will say so
                os.kill(pid, signal.SIGKILL)

    def _become_worker(self, connection: socket.socket, data: Dataset) -> None:
        """Keeps nothing of the parent but the dataset, the standard streams and one socket."""
        keep = connection.fileno()
        os.closerange(3, keep)
        os.closerange(keep + 1, os.sysconf("SC_OPEN_MAX"))
        run(data, connection, self._memory)
