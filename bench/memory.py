"""Memory and processor time of the processes that answer at a port."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
KILOBYTE = 1024
# In `clear_refs`: resets the peak, which is counted from then on (proc(5)).
RESET_PEAK = "5"


def growth(port: int, act: Callable[[], object]) -> int:
    """By how many bytes the largest of the processes grew at most while something was done."""
    before = {}
    for process in _answering(port):
        with suppress(OSError):
            (process / "clear_refs").write_text(RESET_PEAK)
            before[process] = _kilobytes(process, "VmRSS")
    act()
    return KILOBYTE * max(_kilobytes(each, "VmHWM") - held for each, held in before.items())


def processor(port: int, act: Callable[[], T]) -> tuple[float, T]:
    """The seconds of processor time that they spent while something was done, and what it gave."""
    processes = list(_answering(port))
    before = sum(map(_ticks, processes))
    found = act()
    return (sum(map(_ticks, processes)) - before) / os.sysconf("SC_CLK_TCK"), found


def _ticks(process: Path) -> int:
    """In user and in system mode, of all its threads (proc(5))."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _answering(port: int) -> Iterator[Path]:
    """Processes that hold the port's listening socket, but for one that only hands it on."""
    sockets = {f"socket:[{inode}]" for inode in _inodes(port)}
    holding = [each for each in Path("/proc").glob("[0-9]*") if _descriptors(each) & sockets]
    for process in holding:
        children = {Path("/proc") / pid for pid in _children(process)}
        if not children & set(holding):
            yield process


def _inodes(port: int) -> Iterator[str]:
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(f":{port:04X}") and fields[3] == "0A":
            yield fields[9]


def _descriptors(process: Path) -> set[str]:
    with suppress(OSError):
        return {os.readlink(each) for each in (process / "fd").iterdir()}
    return set()


def _children(process: Path) -> list[str]:
    return (process / "task" / process.name / "children").read_text().split()


def _kilobytes(process: Path, name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", (process / "status").read_text())
    return int(found[1]) if found else 0
