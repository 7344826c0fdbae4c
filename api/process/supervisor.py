"""The first process: holds sockets and the snapshot, forks workers, keeps web processes up.

Each web process has a listening socket of its own on the same address, so that the kernel deals
connections out evenly; with a single socket, the process that wakes first would take them all. A
socket outlives its web process, which is started again on it; until it listens, another process
stands in.

It has no event loop and no threads, so that a fork copies nothing half done.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Final, NamedTuple

from api.process.inherited import STAND_IN
from api.process.served import Served
from api.process.settings import MEGABYTE, Settings
from kg.engine.forker import Forker, control_sockets, ended_child

BACKLOG: Final = 1024
STOP_SECONDS: Final = 5.0
SHORT_LIFE: Final = 2.0
MOST_SHORT_LIVES: Final = 3


class PortTaken(OSError):
    """Somebody else listens there."""


class _Started(NamedTuple):
    """A web process: where it listens, where it is asked to stand in, and when it began."""

    listening: socket.socket
    relief: socket.socket
    at: float


class Supervisor:
    """Runs the service over a snapshot, or over files."""

    def __init__(self, settings: Settings, served: Served) -> None:
        """Takes the port, then loads what is served unless another engine holds it.

        Raises:
            PortTaken: the address cannot be listened on.
            BadFile: a file that shall be served cannot be read.
        """
        self._settings = settings
        self._served = served
        self._listening = _listen(settings.host, settings.port, settings.processes)
        data = None if settings.engine else served.load()
        self._forker = Forker(data, settings.worker_memory * MEGABYTE)
        self._web: dict[int, _Started] = {}
        self._short_lives = 0
        self._stopping = False

    @property
    def url(self) -> str:
        """Where the service is reached."""
        host, port = self._listening[0].getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def run(self) -> int:
        """Serves until a signal says stop; 1 when web processes do not stay up."""
        self._forker.watch_signals(self._on_signals, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
        for listening in self._listening:
            os.close(self._start(listening))
        if self._served.warning:
            print(f"averment: {self._served.warning}", file=sys.stderr)
        print(f"Averment serves {self._served.name} at {self.url}  (stop: Ctrl-C)", flush=True)
        while not self._stopping:
            self._forker.serve_once()
        self._stop()
        return int(self._short_lives >= MOST_SHORT_LIVES)

    def _on_signals(self, numbers: bytes) -> None:
        if signal.SIGTERM in numbers or signal.SIGINT in numbers:
            self._stopping = True
        if signal.SIGCHLD in numbers:
            self._reap()

    def _start(self, listening: socket.socket) -> int:
        """Starts a web process; gives a pipe that ends when it listens, or has died."""
        control, (ours, theirs) = self._forker.connect(), control_sockets()
        pipe, ready = os.pipe()
        descriptors = (listening.fileno(), control.fileno(), theirs.fileno(), ready)
        words = [",".join(map(str, descriptors)), *self._served.arguments]
        command = [sys.executable, "-m", self._served.program, *words]
        process = subprocess.Popen(command, pass_fds=descriptors)  # noqa: S603 - our own program
        control.close()
        theirs.close()
        os.close(ready)
        self._web[process.pid] = _Started(listening, ours, time.monotonic())
        return pipe

    def _start_again(self, listening: socket.socket) -> None:
        """Starts the successor of a web process; another one stands in until that listens."""
        others = list(self._web.values())
        pipe = self._start(listening)
        for other in others:
            with suppress(OSError):  # it has died too
                socket.send_fds(other.relief, [STAND_IN], [listening.fileno(), pipe])
                break
        os.close(pipe)

    def _reap(self) -> None:
        while pid := ended_child():
            if self._forker.reap(pid) or pid not in self._web:
                continue
            ended = self._web.pop(pid)
            ended.relief.close()
            lived = time.monotonic() - ended.at
            self._short_lives = self._short_lives + 1 if lived < SHORT_LIFE else 0
            if self._short_lives >= MOST_SHORT_LIVES:
                print("averment: web processes exit as soon as they start", file=sys.stderr)
                self._stopping = True
            elif not self._stopping:
                self._start_again(ended.listening)

    def _stop(self) -> None:
        """Lets web processes finish what they are sending, for a few seconds."""
        for listening in self._listening:
            listening.close()
        for pid in self._web:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        while self._web and time.monotonic() < until:
            time.sleep(0.05)
            self._reap()
        for pid in self._web:
            os.kill(pid, signal.SIGKILL)
        self._forker.close()


def _listen(host: str, port: int, count: int) -> list[socket.socket]:
    """Sockets on one address; taken alone at first, so that nobody else listens on it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as alone:
            port = alone.getsockname()[1]
        return [
            socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=True)
            for _ in range(count)
        ]
    except OSError as error:
        cause = str(error.strerror).partition(" (while ")[0]
        mend = "choose another with --host or --port"
        raise PortTaken(f"cannot listen on {host}:{port} ({cause}); {mend}") from error
