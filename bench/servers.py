"""Starts and stops the servers that are compared, all on this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx

BIN = Path(sys.executable).parent
PATIENCE = 60.0
LOADING = 300.0
NOTHING: Mapping[str, str] = MappingProxyType({})


class NotReady(RuntimeError):
    """A server that ended, or did not answer in time."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def averment(var: Path, **settings: str) -> Iterator[int]:
    """Averment as it ships, on the current snapshot of `var`; gives the port.

    `settings` are those of the service that shall be others, by the names of its table.
    """
    port = free_port()
    command: list[str | Path] = [BIN / "averment", "serve", "--var", var, "--port", str(port)]
    environment = {f"AVERMENT_{name.upper()}": value for name, value in settings.items()}
    with _running(command, port, "/health", environment):
        yield port


@contextmanager
def module(name: str, *words: str | Path) -> Iterator[int]:
    """A module of ours that serves `/graphql`, told these words and a port; gives the port."""
    port = free_port()
    command: list[str | Path] = [sys.executable, "-m", name, *words, str(port)]
    with _running(command, port, "/graphql?query=%7B__typename%7D"):
        yield port


@contextmanager
def native(quads: Path, folder: Path | None, more: bytes = b"") -> Iterator[int]:
    """`oxigraph serve` on the same quads, on disk in `folder` or in memory; gives the port.

    `more` are further N-Quads, as of the marker by which an engine shows what it holds.
    """
    port = free_port()
    command: list[str | Path] = [BIN / "oxigraph", "serve", "--union-default-graph"]
    command += ["--bind", f"127.0.0.1:{port}"]
    if folder:
        command += ["--location", folder]
    with _running(command, port, "/"):
        httpx.post(
            f"http://127.0.0.1:{port}/store?no_transaction",
            content=quads.read_bytes() + more,
            headers={"Content-Type": "application/n-quads"},
            timeout=LOADING,
        ).raise_for_status()
        yield port


def loaded(quads: Path, folder: Path) -> Path:
    """The folder, with the quads in it as the native server keeps them on disk."""
    words: list[str | Path] = ["load", "--location", folder, "--file", quads, "--format", "nq"]
    subprocess.run([BIN / "oxigraph", *words], check=True, capture_output=True)
    return folder


@contextmanager
def native_with_deadline(folder: Path, seconds: int) -> Iterator[int]:
    """`oxigraph serve-read-only` on a folder, with a time limit for questions; gives the port.

    It is killed at the end, whatever it is still at.
    """
    port = free_port()
    command: list[str | Path] = [BIN / "oxigraph", "serve-read-only", "--union-default-graph"]
    command += ["--bind", f"127.0.0.1:{port}", "--location", folder, "--timeout-s", str(seconds)]
    with _running(command, port, "/", patience=0):
        yield port


@contextmanager
def _running(
    command: Sequence[str | Path],
    port: int,
    path: str,
    environment: Mapping[str, str] = NOTHING,
    patience: float = PATIENCE,
) -> Iterator[None]:
    server = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | environment
    )
    try:
        _wait(server, f"http://127.0.0.1:{port}{path}")
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise NotReady(f"{server.args!r} ended with {server.returncode}")
        try:
            httpx.get(address, timeout=5).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise NotReady(f"no answer at {address} after {PATIENCE:.0f} s")
